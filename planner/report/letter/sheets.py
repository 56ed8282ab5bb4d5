"""What both the sheets beside a letter need: plain Markdown that no text of a plan can break."""

from __future__ import annotations

from planner.i18n import format_date
from planner.report.letter.dutch import plain
from planner.report.letter.markup import escaped


def safe(value: object) -> str:
    """Write a value so that Markdown takes it as text; a date in words."""
    if hasattr(value, "isoformat"):
        return format_date(value)  # type: ignore[arg-type]
    return escaped(plain(str(value)))


def code(identifier: str) -> str:
    """Write an id; one that could leave its marks becomes plain text."""
    return f"`{identifier}`" if "`" not in identifier else safe(identifier)
