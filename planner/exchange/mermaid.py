"""Mermaid text: a Gantt and a graph of dependencies, for documents in git."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from planner.exchange.activity_table import rows_in_order
from planner.model import ActivityKind
from planner.model import DependencyType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.i18n import Locale
    from planner.model import Dependency
    from planner.schedule.activity_dates import ActivityDates
    from planner.schedule.plan_schedule import Schedule

_MEANINGFUL = re.compile(r"[:;#,\"`<>{}\[\]()|%\\\r\n]+")
"""Signs that Mermaid does not read as text."""
MILESTONES = {ActivityKind.START_MILESTONE, ActivityKind.FINISH_MILESTONE}


def escape_mermaid(title: str) -> str:
    """Give a title without the signs that mean something to Mermaid."""
    return re.sub(r"\s+", " ", _MEANINGFUL.sub(" ", title)).strip() or "-"


def key(activity: str) -> str:
    """Give an id as a Mermaid name."""
    # Mermaid stops at a name such as `end`, so every name gets a prefix.
    return "a_" + re.sub(r"[^0-9A-Za-z]", "_", activity)


def gantt(
    schedule: Schedule, locale: Locale, rows: list[ActivityDates] | None = None
) -> Iterator[str]:
    """Give the lines of a Gantt: a section for each workstream."""
    yield "gantt"
    day = locale.date(schedule.data_date)
    title = locale.say("exchange.mermaid.title", name=schedule.plan.programme.programme, date=day)
    yield f"    title {escape_mermaid(title)}"
    yield "    dateFormat YYYY-MM-DD"
    yield "    axisFormat %d-%m-%y"
    titles = {workstream.id: workstream.title for workstream in schedule.plan.workstreams}
    chosen = rows_in_order(schedule) if rows is None else rows
    for workstream, group in groupby(chosen, key=attrgetter("workstream")):
        yield f"    section {escape_mermaid(titles.get(workstream, workstream))}"
        yield from map(_bar, group)


def _bar(row: ActivityDates) -> str:
    marks = []
    if row.is_finished:
        marks.append("done")
    elif row.critical:
        marks.append("crit")
    if row.is_in_progress:
        marks.append("active")
    # Mermaid draws a bar up to its end, so that is the day after the last one.
    end = (row.finish + timedelta(1)).isoformat()
    if row.kind in MILESTONES:
        marks.append("milestone")
        end = "0d"
    details = ", ".join([*marks, key(row.id), row.start.isoformat(), end])
    return f"    {escape_mermaid(row.title)} :{details}"


def graph(
    schedule: Schedule, locale: Locale, rows: list[ActivityDates] | None = None
) -> Iterator[str]:
    """Give the lines of a graph of dependencies, the driving ones drawn thick."""
    chosen = rows_in_order(schedule) if rows is None else rows
    present = {row.id for row in chosen}
    yield "flowchart LR"
    yield from (_node(row, locale) for row in chosen)
    for row in chosen:
        for link in schedule.plan.activities[row.id].after:
            if link.activity in present:
                arrow = "==>" if link.activity in row.driven_by else "-->"
                yield f"    {key(link.activity)} {arrow}{_label(link)} {key(row.id)}"
    yield "    classDef critical stroke:#b00020,stroke-width:3px"


def _node(row: ActivityDates, locale: Locale) -> str:
    label = f"{escape_mermaid(row.title)}<br/>{locale.date(row.finish, short=True)}"
    node = f'["{label}"]'
    if row.kind in MILESTONES:
        node = f'{{{{"{label}"}}}}'
    if row.critical:
        node += ":::critical"
    return f"    {key(row.id)}{node}"


def _label(link: Dependency) -> str:
    """The type and lag of a link; nothing for a plain finish to start."""
    lag = ""
    if link.lag:
        sign = "" if link.lag.is_negative else "+"
        lag = f"{sign}{link.lag}"
    if link.type is DependencyType.FS and not lag:
        return ""
    # A percent sign begins a comment in Mermaid.
    return f"|{link.type.value}{lag.replace('%', ' pct')}|"


def mermaid(schedule: Schedule, locale: Locale, rows: list[ActivityDates] | None = None) -> bytes:
    """Write one file of Mermaid: the Gantt."""
    return ("\n".join(gantt(schedule, locale, rows)) + "\n").encode("utf-8")


def markdown(schedule: Schedule, locale: Locale, rows: list[ActivityDates] | None = None) -> bytes:
    """Write a page of Markdown with the Gantt and the graph, as git servers draw them."""
    parts = [f"# {schedule.plan.programme.programme}", ""]
    for lines in (gantt(schedule, locale, rows), graph(schedule, locale, rows)):
        parts += ["```mermaid", *lines, "```", ""]
    return "\n".join(parts).encode("utf-8")
