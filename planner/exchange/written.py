"""Ids and amounts as plan files write them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction


def identifier(code: str, workstream: str) -> str:
    """Make an id from a code: lower case letters, digits and hyphens."""
    # An export of ours has the workstream in its codes, a plan file has it at its head.
    short = code.removeprefix(f"{workstream}.").casefold()
    return re.sub(r"[^a-z0-9_]+", "-", short).strip("-_") or "activity"


def decimal(amount: Fraction) -> str:
    """Write a number with four decimals at most, without zeros at its end."""
    if amount.denominator == 1:
        return str(amount.numerator)
    return f"{float(amount):.4f}".rstrip("0").rstrip(".")
