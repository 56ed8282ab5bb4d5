"""Mermaid text: a Gantt and a graph of dependencies, for documents in git."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from planner.exchange.activity_table import rows_in_order
from planner.model import ActivityKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.i18n import Locale
    from planner.schedule.activity_dates import ActivityDates
    from planner.schedule.plan_schedule import Schedule

_MEANINGFUL = re.compile(r"[:;#,\"`<>{}\[\]()|%\\\r\n]+")
"""Signs by which Mermaid reads something else than text."""
MILESTONES = {ActivityKind.START_MILESTONE, ActivityKind.FINISH_MILESTONE}


def escape_mermaid(title: str) -> str:
    """A title without the signs that mean something to Mermaid."""
    return re.sub(r"\s+", " ", _MEANINGFUL.sub(" ", title)).strip() or "-"


def key(activity: str) -> str:
    """An id as a Mermaid name; `end` and the like are words of its own."""
    return "a_" + re.sub(r"[^0-9A-Za-z]", "_", activity)


def gantt(
    schedule: Schedule, locale: Locale, rows: list[ActivityDates] | None = None
) -> Iterator[str]:
    """The lines of a Gantt: a section for each workstream."""
    yield "gantt"
    day = locale.date(schedule.data_date)
    title = locale.say("exchange.mermaid.title", name=schedule.plan.programme.programme, date=day)
    yield f"    title {escape_mermaid(title)}"
    yield "    dateFormat YYYY-MM-DD"
    yield "    axisFormat %d-%m-%y"
    titles = {w.id: w.title for w in schedule.plan.workstreams}
    chosen = rows_in_order(schedule) if rows is None else rows
    for workstream, group in groupby(chosen, key=lambda row: row.workstream):
        yield f"    section {escape_mermaid(titles.get(workstream, workstream))}"
        yield from (_bar(row) for row in group)


def _bar(row: ActivityDates) -> str:
    marks = []
    if row.is_finished:
        marks.append("done")
    elif row.critical:
        marks.append("crit")
    if row.is_in_progress:
        marks.append("active")
    end = f"{(row.finish + timedelta(1)).isoformat()}"
    if row.kind in MILESTONES:
        marks.append("milestone")
        end = "0d"
    details = ", ".join([*marks, key(row.id), row.start.isoformat(), end])
    return f"    {escape_mermaid(row.title)} :{details}"


def graph(
    schedule: Schedule, locale: Locale, rows: list[ActivityDates] | None = None
) -> Iterator[str]:
    """The lines of a graph of dependencies, those that drive drawn thick."""
    chosen = rows_in_order(schedule) if rows is None else rows
    present = {row.id for row in chosen}
    yield "flowchart LR"
    for row in chosen:
        label = f"{escape_mermaid(row.title)}<br/>{locale.date(row.finish, short=True)}"
        start, end = ("{{", "}}") if row.kind in MILESTONES else ("[", "]")
        mark = ":::critical" if row.critical else ""
        yield f'    {key(row.id)}{start}"{label}"{end}{mark}'
    for row in chosen:
        for link in schedule.plan.activities[row.id].after:
            if link.activity in present:
                arrow = "==>" if link.activity in row.driven_by else "-->"
                lag = f"{'' if link.lag.is_negative else '+'}{link.lag}" if link.lag else ""
                said = f"|{link.type.value}{lag.replace('%', ' pct')}|"
                is_plain = link.type.value == "FS" and not lag
                yield f"    {key(link.activity)} {arrow}{'' if is_plain else said} {key(row.id)}"
    yield "    classDef critical stroke:#b00020,stroke-width:3px"


def mermaid(schedule: Schedule, locale: Locale, rows: list[ActivityDates] | None = None) -> bytes:
    """One file of Mermaid: the Gantt."""
    return ("\n".join(gantt(schedule, locale, rows)) + "\n").encode("utf-8")


def markdown(schedule: Schedule, locale: Locale, rows: list[ActivityDates] | None = None) -> bytes:
    """A page of Markdown with the Gantt and the graph, as git servers draw them."""
    parts = [f"# {schedule.plan.programme.programme}", ""]
    for lines in (gantt(schedule, locale, rows), graph(schedule, locale, rows)):
        parts += ["```mermaid", *lines, "```", ""]
    return "\n".join(parts).encode("utf-8")
