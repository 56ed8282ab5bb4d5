"""Float as a number for a column: whole days where it is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.i18n import format_number

if TYPE_CHECKING:
    from fractions import Fraction


def float_words(days: Fraction | int | None, lang: str) -> str:
    """Write working days of float, with a real minus sign; nothing where there is none."""
    if days is None:
        return ""
    rounded = round(float(days), 1)
    whole = rounded == int(rounded)
    return format_number(rounded, lang, decimals=0 if whole else 1).replace("-", "−")  # noqa: RUF001
