"""Durations and lags as people write them: `20d`, `4w`, `30ed`, `+50%`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from planner.i18n import EnumTexts

_PATTERN = re.compile(r"([+-]?)(\d{1,6}(?:\.\d{1,4})?)(d|w|h|ed|ew|emo|%)")


class Unit(StrEnum):
    """The unit of a duration; the elapsed units count every day of the week."""

    DAY = "d"
    WEEK = "w"
    HOUR = "h"
    ELAPSED_DAY = "ed"
    ELAPSED_WEEK = "ew"
    ELAPSED_MONTH = "emo"
    PERCENT = "%"

    @property
    def is_elapsed(self) -> bool:
        """Whether weekends, holidays and nights count too."""
        return self in {Unit.ELAPSED_DAY, Unit.ELAPSED_WEEK, Unit.ELAPSED_MONTH}


UNIT_TEXT = EnumTexts("wording.unit", Unit)


@dataclass(frozen=True, slots=True)
class Duration:
    """An amount of time in the unit in which it was written.

    Its length in minutes depends on a calendar. Only a lag can be negative: a lead.
    """

    amount: Fraction
    unit: Unit

    @classmethod
    def parse(cls, text: str) -> Duration:
        """Read `20d`, `1.5d`, `-3d`, `30ed` or `50%`.

        Raises:
            ValueError: The text is not a duration.
        """
        return _parse(text)

    @classmethod
    def days(cls, amount: int | Fraction) -> Duration:
        """Make a number of working days."""
        return cls(Fraction(amount), Unit.DAY)

    @classmethod
    def zero(cls) -> Duration:
        """Make the duration of nothing."""
        return _ZERO

    @property
    def is_negative(self) -> bool:
        """Whether it is a lead."""
        return self.amount < 0

    def __bool__(self) -> bool:
        return self.amount != 0

    def __str__(self) -> str:
        return f"{_plain(self.amount)}{self.unit.value}"


_ZERO = Duration(Fraction(0), Unit.DAY)


@lru_cache(maxsize=4096)
def _parse(text: str) -> Duration:
    match = _PATTERN.fullmatch(text.strip())
    if match is None:
        message = f"not a duration: {text!r}"
        raise ValueError(message)
    sign, digits, unit = match.groups()
    amount = Fraction(digits) * (-1 if sign == "-" else 1)
    # Months differ in length, so that half a month is no number of days.
    if unit == Unit.ELAPSED_MONTH and amount.denominator != 1:
        message = f"not a whole number of months: {text!r}"
        raise ValueError(message)
    return Duration(amount, Unit(unit))


def _plain(amount: Fraction) -> str:
    if amount.denominator == 1:
        return str(amount.numerator)
    return f"{float(amount):.4f}".rstrip("0").rstrip(".")
