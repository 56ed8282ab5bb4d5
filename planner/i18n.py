"""Texts, dates and numbers in the language of a reader.

A language is one folder of catalogues, `planner/messages/<language>/<room>.toml`, and nothing else.
A key is the name of the table and the name in it, joined with a dot; every key exists once over all
rooms. The table `[locale]` in `locale.toml` names the CLDR locale whose months, weekdays and number
signs Babel gives, and the width of a short date.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from planner.problems import PlannerError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from enum import StrEnum

    import babel

    from planner.problems import Problem

DEFAULT_LANGUAGE = "nl"
MINUS = "−"  # noqa: RUF001 - the minus sign of running text, as wide as a plus

MESSAGES = Path(__file__).parent / "messages"
_FIRST_ROOMS = ("problems", "cli")
_FIXED = ("#,##0", "#,##0.0", "#,##0.00")
_AT_MOST = ("#,##0", "#,##0.#", "#,##0.##")
"""CLDR number patterns, by the number of decimals."""
_FIRST_WITH_SIGN = 1000


class UnknownTextError(PlannerError, LookupError):
    """No catalogue has this text."""

    def __init__(self, key: str, language: str) -> None:
        super().__init__(f"no text {key!r} in language {language!r}")


@dataclass(frozen=True, slots=True)
class Locale:
    """Words, dates and numbers in one language; what its catalogues lack is said in Dutch."""

    language: str = DEFAULT_LANGUAGE

    def say(self, key: str, /, **details: object) -> str:
        """Fill in the template of `key`.

        Raises:
            UnknownTextError: Neither the language nor Dutch has the key.
        """
        template = _template(key, self.language) or _template(key, DEFAULT_LANGUAGE)
        if template is None:
            raise UnknownTextError(key, self.language)
        return template.format(**details)

    def knows(self, key: str) -> bool:
        """Tell whether the language itself has the key."""
        return _template(key, self.language) is not None

    def count(self, key: str, amount: Fraction | int, /, **details: object) -> str:
        """Fill in `<key>.one` or `<key>.other`, with the amount as `{count}`.

        The form "one" also serves parts of one: `0,5 werkdag`.
        """
        form = "one" if 0 < abs(Fraction(amount)) <= 1 else "other"
        return self.say(f"{key}.{form}", count=self.figure(amount), **details)

    def workdays(self, days: Fraction | int) -> str:
        """Write working days: `1 werkdag`, `12 werkdagen`, `0,5 werkdag`."""
        return self.count("wording.working-day", days)

    def date(self, day: dt.date, *, short: bool = False) -> str:
        """Write a date: `12 juni 2026`, short `12-06-2026`."""
        return _date(day, self.language, "short-date" if short else "long-date")

    def month(self, month: int, *, short: bool = False) -> str:
        """Name a month, 1 to 12: `maart`, short `mrt`."""
        width = "abbreviated" if short else "wide"
        return str(_babel(self.language).months["stand-alone"][width][month])

    def weekday(self, day: dt.date) -> str:
        """Name the day of the week."""
        return str(_babel(self.language).days["stand-alone"]["wide"][day.weekday()])

    def number(self, value: float | Fraction, *, decimals: int = 0) -> str:
        """Write a number with so many decimals, 0 to 2."""
        return _number(float(value), _FIXED[decimals], self.language)

    def figure(self, value: Fraction | int | None, *, decimals: int = 1) -> str:
        """Write a number with at most so many decimals and a real minus; nothing for none."""
        if value is None:
            return ""
        if isinstance(value, int) and 0 <= value < _FIRST_WITH_SIGN:
            return str(value)  # the same in every language, and Babel stays unloaded
        return _number(float(value), _AT_MOST[decimals], self.language).replace("-", MINUS)

    def signed(self, value: Fraction | int) -> str:
        """Write a number with a plus or a minus, zero with none; at most two decimals."""
        number = self.figure(abs(Fraction(value)), decimals=2)
        if number == "0":
            return number
        return f"+{number}" if value > 0 else f"{MINUS}{number}"

    @property
    def has_decimal_comma(self) -> bool:
        """Whether numbers have a comma before their decimals, as spreadsheets then expect."""
        return self.number(Fraction(1, 2), decimals=1) == "0,5"


DEFAULT_LOCALE = Locale()


@dataclass(frozen=True, slots=True)
class EnumTexts:
    """The message keys of an enum or some of its members: `<prefix>.<value><suffix>`.

    Keys that are made from values are listed by this object, so that a test finds them all.
    """

    prefix: str
    members: Iterable[StrEnum]
    suffix: str = ""

    def __post_init__(self) -> None:
        _ENUM_TEXTS.append(self)

    def __getitem__(self, member: StrEnum) -> str:
        return f"{self.prefix}.{member.value}{self.suffix}"

    def __iter__(self) -> Iterator[str]:
        return (self[member] for member in self.members)


_ENUM_TEXTS: list[EnumTexts] = []


def enum_texts() -> tuple[EnumTexts, ...]:
    """Give all that the loaded modules have made."""
    return tuple(_ENUM_TEXTS)


def languages() -> tuple[str, ...]:
    """List the languages that have a folder of catalogues, the default one first."""
    names = (entry.name for entry in MESSAGES.iterdir() if entry.is_dir())
    return tuple(sorted(names, key=lambda name: (name != DEFAULT_LANGUAGE, name)))


def locale_for(language: object) -> Locale:
    """Give the locale of a language, the default one for what has no catalogues."""
    return Locale(language) if isinstance(language, str) and language in languages() else Locale()


def forget_catalogues() -> None:
    """Read every catalogue anew when it is next asked for; for a folder that changed."""
    for kept in (_rooms, _room, _babel, _date, _number):
        kept.cache_clear()


def describe_problem(problem: Problem, locale: Locale) -> str:
    """Say what a problem is and what to do, without its place."""
    details = {name: _shown(value, locale) for name, value in problem.details.items()}
    parts = [locale.say(f"{problem.code}.message", **details)]
    suggestion = problem.details.get("suggestion")
    if suggestion:
        parts.append(locale.say("suggestion", suggestion=suggestion))
    elif locale.knows(f"{problem.code}.advice"):
        parts.append(locale.say(f"{problem.code}.advice", **details))
    return " ".join(parts)


def problem_line(problem: Problem, locale: Locale) -> str:
    """Write a problem as one line: place, severity, message and advice."""
    severity = locale.say(f"severity.{problem.severity.value}")
    line = f"{severity}: {describe_problem(problem, locale)}"
    return f"{problem.location}: {line}" if problem.location else line


def catalogue(language: str) -> Mapping[str, str]:
    """Give all templates of a language, from every room.

    Raises:
        ValueError: Two rooms have the same key.
    """
    merged: dict[str, str] = {}
    for room in _rooms(language):
        for key, template in _room(language, room).items():
            if key in merged:
                message = f"{language}: the key {key!r} occurs in two rooms"
                raise ValueError(message)
            merged[key] = template
    return merged


def _shown(value: object, locale: Locale) -> object:
    """Write the values that people read differently in another language."""
    if isinstance(value, dt.date):
        return locale.date(value)
    if isinstance(value, tuple | list | frozenset):
        return ", ".join(str(_shown(item, locale)) for item in value)
    return value


@cache
def _babel(language: str) -> babel.Locale:
    from babel import Locale as BabelLocale  # noqa: PLC0415 - 15 ms that most commands do without

    return BabelLocale.parse(_template("locale.cldr", language) or DEFAULT_LANGUAGE)


@lru_cache(maxsize=8192)
def _date(day: dt.date, language: str, width: str) -> str:
    from babel.dates import format_date  # noqa: PLC0415

    form = _template(f"locale.{width}", language) or "long"
    return format_date(day, form, locale=_babel(language))


@lru_cache(maxsize=8192)
def _number(value: float, pattern: str, language: str) -> str:
    from babel.numbers import format_decimal  # noqa: PLC0415

    return format_decimal(value, pattern, locale=_babel(language))


def _template(key: str, language: str) -> str | None:
    """Look room after room, so that a short command reads no more than it needs."""
    for room in _rooms(language):
        template = _room(language, room).get(key)
        if template is not None:
            return template
    return None


@cache
def _rooms(language: str) -> tuple[str, ...]:
    folder = MESSAGES / language
    if not folder.is_dir():
        return ()
    found = {entry.name[:-5] for entry in folder.iterdir() if entry.name.endswith(".toml")}
    first = tuple(room for room in _FIRST_ROOMS if room in found)
    return first + tuple(sorted(found.difference(first)))


@cache
def _room(language: str, room: str) -> Mapping[str, str]:
    content = MESSAGES.joinpath(language, f"{room}.toml").read_text(encoding="utf-8")
    return dict(_flat(tomllib.loads(content), ""))


def _flat(table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", str(value)
