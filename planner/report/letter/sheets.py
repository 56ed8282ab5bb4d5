"""Plain Markdown for the sheets beside a letter, which no text of a plan can break."""

from __future__ import annotations

from datetime import date

from planner.i18n import DEFAULT_LOCALE
from planner.model import Judgement
from planner.report.letter.dutch import judgement_text
from planner.report.letter.dutch import plain_sentence
from planner.report.letter.markup import escaped


def safe(value: object) -> str:
    """Write a value so that Markdown takes it as text; a date in words."""
    return escaped(shown(value))


def shown(value: object) -> str:
    """Write a value for people: a date in words, a judgement as the letter words it."""
    if isinstance(value, date):
        return DEFAULT_LOCALE.date(value)
    if isinstance(value, Judgement):
        return judgement_text(value)
    return plain_sentence(str(value))


def code(identifier: str) -> str:
    """Write an id as code; one with a backtick becomes plain text."""
    # A backtick would end the code and let the rest be read as Markdown.
    if "`" in identifier:
        return safe(identifier)
    return f"`{identifier}`"
