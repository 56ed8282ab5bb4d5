"""Every format that goes out, by the ending of its file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping

    from planner.exchange.html_report import DrawnFigure
    from planner.exchange.mspdi_write import Step
    from planner.i18n import Locale
    from planner.schedule.activity_dates import ActivityDates
    from planner.schedule.plan_schedule import Schedule

MIME: Mapping[str, str] = {
    ".xml": "application/xml",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".ics": "text/calendar",
    ".html": "text/html",
    ".mmd": "text/plain",
    ".md": "text/markdown",
    ".csv": "text/csv",
}
"""The formats that need no browser to be made, with their names on the web."""


@dataclass(frozen=True, slots=True)
class Order:
    """The request for a file.

    Attributes:
        schedule: The schedule.
        locale: The language of the reader.
        baseline: The schedule to compare with, for the workbook and for Microsoft Project.
        rows: The activities of a table, all of them when left out.
        figure: Draws the Gantt of a page; is called only for a page.
        for_excel: Whether a CSV is for Excel in Dutch.
        step: Is told how many activities were written.
    """

    schedule: Schedule
    locale: Locale
    baseline: Schedule | None = None
    rows: list[ActivityDates] | None = None
    figure: Callable[[], DrawnFigure] | None = None
    for_excel: bool = False
    step: Step | None = None


def exported(order: Order, ending: str) -> tuple[bytes, Mapping[str, int]]:
    """Give the content of a file, and the number of things its format has no place for, by kind.

    Raises:
        KeyError: There is no such format.
    """
    # Each format imports its own writer, so that a command loads no library that it does not use.
    if ending == ".xml":
        from planner.exchange.mspdi_write import mspdi  # noqa: PLC0415
        from planner.exchange.outgoing import outgoing  # noqa: PLC0415

        project = outgoing(order.schedule, order.baseline)
        return mspdi(project, order.step), project.left_out
    return _WRITERS[ending](order), {}


def _workbook(order: Order) -> bytes:
    from planner.exchange.workbook import workbook  # noqa: PLC0415

    return workbook(order.schedule, order.locale, order.baseline, order.step, order.rows)


def _csv(order: Order) -> bytes:
    from planner.exchange.csv_table import csv_table  # noqa: PLC0415

    return csv_table(order.schedule, order.locale, for_excel=order.for_excel, rows=order.rows)


def _calendar(order: Order) -> bytes:
    from planner.exchange.ical import ical  # noqa: PLC0415

    return ical(order.schedule, order.locale)


def _page(order: Order) -> bytes:
    from planner.exchange.html_report import html_report  # noqa: PLC0415

    return html_report(order.schedule, order.locale, order.figure() if order.figure else None)


def _mermaid(order: Order) -> bytes:
    from planner.exchange.mermaid import mermaid  # noqa: PLC0415

    return mermaid(order.schedule, order.locale, order.rows)


def _markdown(order: Order) -> bytes:
    from planner.exchange.mermaid import markdown  # noqa: PLC0415

    return markdown(order.schedule, order.locale, order.rows)


_WRITERS: Mapping[str, Callable[[Order], bytes]] = {
    ".xlsx": _workbook,
    ".csv": _csv,
    ".ics": _calendar,
    ".html": _page,
    ".mmd": _mermaid,
    ".md": _markdown,
}
