"""Texts, dates and numbers in Dutch and English.

The texts are templates in `planner/messages/<language>/<room>.toml`. A key is the name
of the table and the name in it, joined with a dot; every key exists once over all rooms.
"""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from planner.problems import PlannerError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from planner.problems import Problem

LANGUAGES = ("nl", "en")
DEFAULT_LANGUAGE = "nl"

_MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "en": "January February March April May June July August September October November December",
}
_SHORT_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_WEEKDAYS = {
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
}
_MESSAGES = Path(__file__).parent / "messages"
_FIRST_ROOMS = ("problems", "cli")


class UnknownTextError(PlannerError, LookupError):
    """No catalogue has this text."""

    def __init__(self, key: str, lang: str) -> None:
        super().__init__(f"no text {key!r} in language {lang!r}")


def text(key: str, lang: str = DEFAULT_LANGUAGE, /, **details: object) -> str:
    """Fill in the template of `key`; a language without it falls back to Dutch.

    Raises:
        UnknownTextError: Neither the language nor Dutch has the key.
    """
    template = _template(key, lang) or _template(key, DEFAULT_LANGUAGE)
    if template is None:
        raise UnknownTextError(key, lang)
    return template.format(**details)


def has_text(key: str, lang: str = DEFAULT_LANGUAGE) -> bool:
    """Tell whether the language itself has the key."""
    return _template(key, lang) is not None


def plural(key: str, count: int, lang: str = DEFAULT_LANGUAGE, /, **details: object) -> str:
    """Fill in `<key>.one` or `<key>.other`, with `{count}`."""
    form = "one" if abs(count) == 1 else "other"
    return text(f"{key}.{form}", lang, count=count, **details)


def describe(problem: Problem, lang: str = DEFAULT_LANGUAGE) -> str:
    """Say what a problem is and what to do, without its place."""
    details = {name: _shown(value, lang) for name, value in problem.details.items()}
    message = text(f"{problem.code}.message", lang, **details)
    suggestion = problem.details.get("suggestion")
    parts = [message]
    if suggestion:
        parts.append(text("suggestion", lang, suggestion=suggestion))
    if has_text(f"{problem.code}.advice", lang) and not suggestion:
        parts.append(text(f"{problem.code}.advice", lang, **details))
    return " ".join(parts)


def render(problem: Problem, lang: str = DEFAULT_LANGUAGE) -> str:
    """Write a problem as one line: place, severity, message and advice."""
    severity = text(f"severity.{problem.severity.value}", lang)
    line = f"{severity}: {describe(problem, lang)}"
    return f"{problem.location}: {line}" if problem.location else line


def format_date(day: date, lang: str = DEFAULT_LANGUAGE, *, short: bool = False) -> str:
    """Write a date for people: `12 juni 2026`, short `12-06-2026`."""
    if short:
        if lang == "nl":
            return f"{day.day:02}-{day.month:02}-{day.year}"
        return f"{day.day} {_SHORT_MONTHS[day.month - 1]} {day.year}"
    return f"{day.day} {month_name(day.month, lang)} {day.year}"


def month_name(month: int, lang: str = DEFAULT_LANGUAGE) -> str:
    """Name a month, 1 to 12."""
    return _MONTHS.get(lang, _MONTHS[DEFAULT_LANGUAGE]).split()[month - 1]


def weekday_name(day: date, lang: str = DEFAULT_LANGUAGE) -> str:
    """Name the day of the week."""
    return _WEEKDAYS.get(lang, _WEEKDAYS[DEFAULT_LANGUAGE]).split()[day.weekday()]


def format_number(value: float, lang: str = DEFAULT_LANGUAGE, *, decimals: int = 0) -> str:
    """Write a number with the language's own decimal and thousands signs."""
    written = f"{value:,.{decimals}f}"
    return written.translate(str.maketrans(",.", ".,")) if lang == "nl" else written


def catalogue(lang: str) -> Mapping[str, str]:
    """Give all templates of a language, from every room.

    Raises:
        ValueError: Two rooms have the same key.
    """
    merged: dict[str, str] = {}
    for room in _rooms(lang):
        for key, template in _room(lang, room).items():
            if key in merged:
                message = f"{lang}: the key {key!r} occurs in two rooms"
                raise ValueError(message)
            merged[key] = template
    return merged


def _shown(value: object, lang: str) -> object:
    """Write the values that people read differently in another language."""
    if isinstance(value, date):
        return format_date(value, lang)
    if isinstance(value, tuple | list | frozenset):
        return ", ".join(str(_shown(item, lang)) for item in value)
    return value


def _template(key: str, lang: str) -> str | None:
    """Look room after room, so that a short command reads no more than it needs."""
    for room in _rooms(lang):
        template = _room(lang, room).get(key)
        if template is not None:
            return template
    return None


@cache
def _rooms(lang: str) -> tuple[str, ...]:
    folder = _folder(lang)
    if not folder.is_dir():
        return ()
    found = {entry.name[:-5] for entry in folder.iterdir() if entry.name.endswith(".toml")}
    first = tuple(room for room in _FIRST_ROOMS if room in found)
    return first + tuple(sorted(found.difference(first)))


@cache
def _room(lang: str, room: str) -> Mapping[str, str]:
    content = _folder(lang).joinpath(f"{room}.toml").read_text(encoding="utf-8")
    return dict(_flat(tomllib.loads(content), ""))


def _folder(lang: str) -> Path:
    return _MESSAGES / lang


def _flat(table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", str(value)
