"""The plan as an Excel workbook: plan, critical path, variances, obligations."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import time
from typing import TYPE_CHECKING
from typing import Any

from planner.analysis.reporting.due_dates import DueState
from planner.analysis.reporting.due_dates import obligations
from planner.analysis.variance.differences import ChangeKind
from planner.analysis.variance.differences import compare
from planner.exchange.activity_table import rows_in_order
from planner.exchange.activity_table import table
from planner.i18n import EnumTexts
from planner.schedule.activity_fields import FieldKind
from planner.schedule.activity_fields import Output
from planner.schedule.activity_fields import fields_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from planner.exchange.activity_table import Cell
    from planner.exchange.mspdi_write import Step
    from planner.i18n import Locale
    from planner.schedule.activity_dates import ActivityDates
    from planner.schedule.plan_schedule import Schedule

TEXT_LIMIT = 32_000
"""A cell holds 32,767 characters."""
RED, PALE_RED, GREY, BLUE = "#9C0006", "#FFC7CE", "#6B6B6B", "#154273"
SHORT, MIDDLE, WIDE, LONG = 13, 26, 38, 60
WIDTHS = {"id": 34, "workstream_title": 24, "title": 52, "owner": 10}
WIDTH_OF_KIND = {
    FieldKind.TEXT: 12,
    FieldKind.DATE: 12,
    FieldKind.DAYS: 13,
    FieldKind.FLAG: 8,
    FieldKind.LIST: 40,
}
"""Widths of the columns of activities, in characters."""

VARIANCE_TEXT = EnumTexts("exchange.variance", ChangeKind)
DUE_TEXT = EnumTexts("exchange.due", DueState)


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a sheet: what stands above it and how wide it is."""

    title: str
    width: int = SHORT


@dataclass(frozen=True)
class Book:
    """A workbook with the formats that its sheets share."""

    file: Workbook
    locale: Locale

    def format(self, **properties: object) -> Any:  # noqa: ANN401 - xlsxwriter's own class
        """Make a format of cells."""
        return self.file.add_format(properties)

    def sheet(
        self, key: str, headings: Sequence[Heading], rows: Iterable[Sequence[Cell]], frozen: int
    ) -> tuple[Worksheet, int]:
        """Make a sheet with a heading that stays in view, a filter, and a row for each of `rows`.

        Returns:
            The sheet and the number of its last row.
        """
        sheet = self.file.add_worksheet(self.locale.say(key))
        head = self.format(
            bold=True, font_color="white", bg_color=BLUE, text_wrap=True, valign="top"
        )
        day = self.format(num_format="dd-mm-yyyy", align="center")
        number = self.format(num_format="General", indent=1, align="right")
        for column, heading in enumerate(headings):
            sheet.set_column(column, column, heading.width)
            sheet.write_string(0, column, heading.title, head)
        last = 0
        for last, values in enumerate(rows, start=1):
            for column, value in enumerate(values):
                self.cell(sheet, last, column, value, day, number)
        sheet.set_row(0, 46)
        sheet.print_area(0, 0, max(last, 1), len(headings) - 1)
        sheet.freeze_panes(1, frozen)
        sheet.autofilter(0, 0, max(last, 1), len(headings) - 1)
        sheet.set_landscape()
        sheet.set_paper(8)  # A3
        # One page wide and as many long as it takes.
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        return sheet, last

    def cell(  # noqa: PLR0913, PLR0917 - a cell has a place, a value and formats
        self,
        sheet: Worksheet,
        row: int,
        column: int,
        value: Cell,
        day: Any,  # noqa: ANN401
        number: Any,  # noqa: ANN401
    ) -> None:
        """Write one value as what it is; a text is never taken for a formula or a link."""
        # The cell stays empty, so that a filter on empty cells finds it.
        if value is None or value == "":
            return
        if isinstance(value, date):
            sheet.write_datetime(row, column, datetime.combine(value, time()), day)
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value, number)
        else:
            sheet.write_string(row, column, value[:TEXT_LIMIT])


def workbook(
    schedule: Schedule,
    locale: Locale,
    baseline: Schedule | None = None,
    step: Step | None = None,
    rows: list[ActivityDates] | None = None,
) -> bytes:
    """Make the workbook; dates are dates, and the same schedule gives the same cells.

    Args:
        schedule: The schedule.
        locale: The language of the reader.
        baseline: The schedule to compare with; gives the sheet of variances.
        step: Is called now and then with the number of activities written since the last time.
        rows: The activities of the first sheet, all of them when left out.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 - only this export pays for it

    stream = io.BytesIO()
    with Workbook(stream, {"in_memory": True}) as file:
        # The clock of the computer would make every file another one.
        stamp = datetime.combine(schedule.data_date, time())
        file.set_properties({"title": schedule.plan.programme.programme, "created": stamp})
        book = Book(file, locale)
        chosen = rows_in_order(schedule) if rows is None else rows
        _activities(book, schedule, "exchange.workbook.plan", chosen, step)
        _activities(
            book,
            schedule,
            "exchange.workbook.path",
            [r for r in _by_date(schedule) if r.on_critical_path],
            None,
        )
        if baseline is not None:
            _variances(book, schedule, baseline)
        if schedule.plan.obligations:
            _obligations(book, schedule)
        _about(book, schedule, baseline)
    return stream.getvalue()


def _by_date(schedule: Schedule) -> list[ActivityDates]:
    return sorted(schedule.activities.values(), key=lambda row: (row.start, row.finish, row.id))


def _activities(
    book: Book,
    schedule: Schedule,
    key: str,
    rows: list[ActivityDates],
    step: Step | None,
) -> None:
    fields = fields_of(Output.SHEET)
    headings = [
        Heading(book.locale.say(field.heading), WIDTHS.get(field.name, WIDTH_OF_KIND[field.kind]))
        for field in fields
    ]
    values = _counted(table(schedule, book.locale, Output.SHEET, rows), step)
    sheet, last = book.sheet(key, headings, values, frozen=3)
    if not last:
        return
    names = [field.name for field in fields]
    width = len(names) - 1
    late = {"type": "cell", "criteria": "<", "value": 0}
    negative = book.format(font_color=RED, bg_color=PALE_RED)
    column = names.index("total_float")
    # An empty cell counts as zero for Excel, so only what is truly below zero is marked.
    sheet.conditional_format(1, column, last, column, {**late, "format": negative})
    rule = '=$%s2="%s"'
    done = rule % (_letter(names.index("state")), book.locale.say("exchange.state.finished"))
    critical = rule % (_letter(names.index("critical")), book.locale.say("exchange.yes"))
    grey, red = book.format(font_color=GREY), book.format(font_color=RED, bold=True)
    # Excel stops at the first rule that holds: a finished activity is grey, never red.
    for criteria, look in ((done, grey), (critical, red)):
        rules = {"type": "formula", "criteria": criteria, "format": look, "stop_if_true": True}
        sheet.conditional_format(1, 0, last, width, rules)


def _counted(rows: Iterable[list[Cell]], step: Step | None) -> Iterable[list[Cell]]:
    for count, row in enumerate(rows, start=1):
        yield row
        if step and count % 200 == 0:
            step(200)


def _letter(column: int) -> str:
    return chr(ord("A") + column)


def _variances(book: Book, schedule: Schedule, baseline: Schedule) -> None:
    comparison = compare(baseline, schedule)
    rows = []
    for name, variance in comparison.variances.items():
        # One of the two lacks an activity that was added or dropped.
        was, now = baseline.activities.get(name), schedule.activities.get(name)
        shown = now or was
        if shown is None:
            continue
        days = None if variance.finish_days is None else float(variance.finish_days)
        kinds = ", ".join(book.locale.say(VARIANCE_TEXT[kind]) for kind in variance.kinds)
        before = (was.start, was.finish) if was else (None, None)
        after = (now.start, now.finish) if now else (None, None)
        rows.append([name, shown.title, *before, *after, days, kinds])
    headings = [
        Heading(book.locale.say("exchange.column.id"), WIDE),
        Heading(book.locale.say("exchange.column.title"), LONG),
        Heading(book.locale.say("exchange.workbook.baseline_start")),
        Heading(book.locale.say("exchange.workbook.baseline_finish")),
        Heading(book.locale.say("exchange.column.start")),
        Heading(book.locale.say("exchange.column.finish")),
        Heading(book.locale.say("exchange.workbook.variance_days")),
        Heading(book.locale.say("exchange.workbook.change"), WIDE),
    ]
    sheet, last = book.sheet("exchange.workbook.variance", headings, rows, frozen=2)
    if last:
        scale = {"type": "cell", "criteria": ">", "value": 0, "format": book.format(font_color=RED)}
        sheet.conditional_format(1, 6, last, 6, scale)


def _obligations(book: Book, schedule: Schedule) -> None:
    rows = [
        [
            standing.title,
            standing.basis,
            standing.due,
            standing.term or "",
            standing.forecast,
            None if standing.margin_days is None else float(standing.margin_days),
            book.locale.say(DUE_TEXT[standing.state]),
        ]
        for standing in obligations(schedule)
    ]
    headings = [
        Heading(book.locale.say("exchange.workbook.obligation"), LONG),
        Heading(book.locale.say("exchange.workbook.basis"), WIDE),
        Heading(book.locale.say("exchange.workbook.due")),
        Heading(book.locale.say("exchange.workbook.term"), MIDDLE),
        Heading(book.locale.say("exchange.workbook.forecast")),
        Heading(book.locale.say("exchange.workbook.margin")),
        Heading(book.locale.say("exchange.workbook.state"), WIDE),
    ]
    sheet, last = book.sheet("exchange.workbook.obligations", headings, rows, frozen=1)
    if last:
        look = book.format(font_color=RED, bg_color=PALE_RED)
        rule = {"type": "cell", "criteria": "<", "value": 0, "format": look}
        sheet.conditional_format(1, 5, last, 5, rule)


def _about(book: Book, schedule: Schedule, baseline: Schedule | None) -> None:
    """Make a sheet that says what the workbook is, and when."""
    sheet = book.file.add_worksheet(book.locale.say("exchange.workbook.about"))
    rows = [
        ("exchange.workbook.programme", schedule.plan.programme.programme),
        ("exchange.workbook.data_date", book.locale.date(schedule.data_date)),
        ("exchange.workbook.activities", str(len(schedule.activities))),
    ]
    if baseline is not None:
        rows.append(("exchange.workbook.baseline", book.locale.date(baseline.data_date)))
    forecast = schedule.forecast()
    if forecast is not None:
        rows += [
            ("exchange.workbook.target", schedule.plan.activities[forecast.activity].title),
            ("exchange.workbook.target_date", book.locale.date(forecast.due)),
            ("exchange.workbook.readiness", book.locale.date(forecast.forecast)),
            ("exchange.workbook.margin", f"{float(forecast.margin_days):g}"),
        ]
    bold = book.format(bold=True)
    for row, (key, value) in enumerate(rows):
        sheet.write_string(row, 0, book.locale.say(key), bold)
        sheet.write_string(row, 1, value)
    wrapped = book.format(text_wrap=True, valign="top")
    sheet.write_string(len(rows) + 1, 1, book.locale.say("exchange.workbook.explained"), wrapped)
    sheet.set_column(0, 0, MIDDLE)
    sheet.set_column(1, 1, LONG)
    sheet.fit_to_pages(1, 0)
