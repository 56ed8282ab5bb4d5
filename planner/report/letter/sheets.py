"""What both the sheets beside a letter need: plain Markdown that no text of a plan can break."""

from __future__ import annotations

from datetime import date

from planner.i18n import DEFAULT_LOCALE
from planner.model import Judgement
from planner.report.letter.dutch import plain_sentence
from planner.report.letter.markup import escaped


def safe(value: object) -> str:
    """Write a value so that Markdown takes it as text; a date in words."""
    return escaped(shown(value))


def shown(value: object) -> str:
    """Write a value for people: a date in words, a rung of the ladder as it is worded."""
    if isinstance(value, date):
        return DEFAULT_LOCALE.date(value)
    if isinstance(value, str) and value in set(Judgement):
        rung = "not-achievable-bare" if value == Judgement.NOT_ACHIEVABLE else value
        return DEFAULT_LOCALE.say(f"ladder.{rung}")
    return plain_sentence(str(value))


def code(identifier: str) -> str:
    """Write an id; one that could leave its marks becomes plain text."""
    return f"`{identifier}`" if "`" not in identifier else safe(identifier)
