"""The plan as CSV, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING

from planner.exchange.activity_table import headings
from planner.exchange.activity_table import table
from planner.schedule.activity_fields import Output

if TYPE_CHECKING:
    from planner.exchange.activity_table import Cell
    from planner.i18n import Locale
    from planner.schedule.activity_dates import ActivityDates
    from planner.schedule.plan_schedule import Schedule

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes a text that starts with one of these for a formula."""


def csv_table(
    schedule: Schedule,
    locale: Locale,
    *,
    for_excel: bool = False,
    rows: list[ActivityDates] | None = None,
) -> bytes:
    """Write the plan as CSV with a heading, dates as 2026-06-12.

    Args:
        schedule: The schedule.
        locale: The language of the reader.
        for_excel: Semicolons, a decimal comma and a byte order mark, as Excel in Dutch expects.
        rows: The activities, all of them when left out.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";" if for_excel else ",", lineterminator="\r\n")
    writer.writerow(headings(Output.SHEET, locale))
    for values in table(schedule, locale, Output.SHEET, rows):
        writer.writerow([_written(value, for_excel=for_excel) for value in values])
    return stream.getvalue().encode("utf-8-sig" if for_excel else "utf-8")


def _written(value: Cell, *, for_excel: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    # Excel in Dutch reads a number with a point as a text or a date.
    if isinstance(value, int | float):
        number = f"{value:g}"
        return number.replace(".", ",") if for_excel else number
    return defused(value)


def defused(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would take for a formula."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
