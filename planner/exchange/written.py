"""Ids and amounts as plan files write them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction


def identifier(code: str, workstream: str) -> str:
    """An id of ours made of a code: lower case letters, digits and hyphens."""
    short = code.removeprefix(f"{workstream}.").casefold()
    return re.sub(r"[^a-z0-9_]+", "-", short).strip("-_") or "activity"


def decimal(amount: Fraction) -> str:
    """A number with four decimals at most, without zeros at its end."""
    if amount.denominator == 1:
        return str(amount.numerator)
    return f"{float(amount):.4f}".rstrip("0").rstrip(".")
