"""Status forms: write one for an organisation, and read it when a person has filled it in.

A form is a status report in which every open activity has its lines ready. Lines that are left
empty are removed here, so that only the lines that were filled in reach the plan. Every line keeps
its number, so that a problem names the line that the person sees.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING
from typing import Any

from planner.duration import UNIT_TEXT
from planner.duration import Duration
from planner.i18n import EnumTexts
from planner.model import ActivityKind
from planner.progress import FIELDS
from planner.progress import Health
from planner.progress import progress_at
from planner.source.plan_file import read_content
from planner.source.tree import content_tree
from planner.source.writing import yaml_value

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from pathlib import Path

    from planner.i18n import Locale
    from planner.model import Activity
    from planner.model import Plan
    from planner.progress import Progress
    from planner.source.tree import Tree

# `percent_complete` has no line: `remaining` says the same in working days, which are scheduled.
MILESTONE_FIELDS: tuple[str, ...] = ("finished", "expected_finish", "health", "note")
STARTED_FIELDS: tuple[str, ...] = ("finished", "remaining", "expected_finish", "health", "note")
PLANNED_FIELDS: tuple[str, ...] = ("started", *STARTED_FIELDS)

HEALTH_TEXT = EnumTexts("form.health", Health)
_FIELD_TEXT = {
    "started": "form.said.started",
    "finished": "form.said.finished",
    "remaining": "form.said.remaining",
    "percent_complete": "form.said.percent_complete",
    "expected_finish": "form.said.expected_finish",
    "health": "form.said.health",
    "note": "form.said.note",
}

_KEYS = "|".join((*FIELDS, "source", "fact", "basis", "certainty", "rationale", "activities"))
_EMPTY = re.compile(rf"^ *(?P<key>{_KEYS}|[a-z0-9_-]+\.[a-z0-9_-]+) *:\s*(#.*)?$")
_BLOCK = re.compile(r"^ *[^#]*:\s*[|>][-+0-9]*\s*(#.*)?$")


def open_activities(plan: Plan, organisation: str, data_date: date) -> tuple[Activity, ...]:
    """List the activities of an organisation that are not finished, in the order of the plan."""
    progress = progress_at(plan.reports, data_date)
    order = {workstream.id: place for place, workstream in enumerate(plan.workstreams)}
    activities = []
    for name, activity in plan.activities.items():
        # A hammock is never reported on: its dates follow from the activities at its ends.
        if activity.owner != organisation or activity.kind is ActivityKind.HAMMOCK:
            continue
        if name not in progress or not _is_finished(progress[name], activity):
            activities.append(activity)
    activities.sort(key=lambda each: (order.get(each.workstream, len(order)), each.id))
    return tuple(activities)


def form_text(
    plan: Plan,
    organisation: str,
    data_date: date,
    planned: Mapping[str, tuple[date, date]],
    locale: Locale,
) -> str:
    """Write a form with the open activities of an organisation, the last known values as comments.

    Args:
        plan: The plan with the reports so far.
        organisation: Whose form it is.
        data_date: The day about which the organisation reports.
        planned: Start and finish of each activity by the schedule.
        locale: The language of the reader.
    """
    name = organisation
    if organisation in plan.programme.organisations:
        name = plan.programme.organisations[organisation].name
    day = locale.date(data_date)
    lines = _comment(locale.say("form.heading", name=name, organisation=organisation, date=day))
    lines += ["#"]
    lines += _comment(locale.say("form.instructions", date=day, example=data_date.isoformat()))
    lines += ["", f"data_date: {data_date.isoformat()}", f"reported_by: {yaml_value(organisation)}"]
    lines += ["note:", "", "activities:"]
    progress = progress_at(plan.reports, data_date)
    titles = {workstream.id: workstream.title for workstream in plan.workstreams}
    activities = open_activities(plan, organisation, data_date)
    for workstream, members in groupby(activities, key=attrgetter("workstream")):
        lines += ["", *_comment(f"== {titles.get(workstream, workstream)} ==", "  ")]
        for activity in members:
            lines += _entry(activity, progress.get(activity.id), planned.get(activity.id), locale)
    return "\n".join(lines) + "\n"


def _entry(
    activity: Activity,
    progress: Progress | None,
    planned: tuple[date, date] | None,
    locale: Locale,
) -> Iterator[str]:
    """Write the lines of one activity: its title and last report as comments, empty fields."""
    yield ""
    yield from _comment(activity.title, "  ")
    if planned is not None:
        key = "form.planned-milestone" if activity.is_milestone else "form.planned"
        start, finish = (locale.date(day) for day in planned)
        yield from _comment(locale.say(key, start=start, finish=finish), "  ")
    yield from _comment(_last_known(progress, locale), "  ")
    yield f"  {activity.id}:"
    fields: tuple[str, ...] = PLANNED_FIELDS
    if activity.is_milestone:
        fields = MILESTONE_FIELDS
    elif progress is not None and progress.is_started:
        fields = STARTED_FIELDS
    yield from (f"    {field}:" for field in fields)


def _last_known(progress: Progress | None, locale: Locale) -> str:
    if progress is None or progress.data_date is None:
        return locale.say("form.nothing-known")
    said = []
    for name in FIELDS:
        value = getattr(progress, name)
        if value is not None:
            said.append(locale.say(_FIELD_TEXT[name], value=_shown(value, locale)))
    day = locale.date(progress.data_date)
    return locale.say("form.last-known", date=day, said="; ".join(said))


def _shown(value: Any, locale: Locale) -> str:  # noqa: ANN401 - what a report can hold
    match value:
        case date():
            return locale.date(value)
        case Duration():
            return locale.count(UNIT_TEXT[value.unit], int(value.amount))
        case Health():
            return locale.say(HEALTH_TEXT[value])
        case float():
            return f"{value:g}"
    return " ".join(str(value).split())


def _comment(content: str, indent: str = "") -> list[str]:
    """Write text as comment lines."""
    # A title may hold a line break; what follows it must not become a line of the form.
    lines = content.strip().splitlines() or [""]
    return [f"{indent}# {line.strip()}".rstrip() for line in lines]


def _is_finished(progress: Progress, activity: Activity) -> bool:
    # People report a start milestone as started; either date says that it was reached.
    return progress.is_finished or (activity.is_milestone and progress.reached is not None)


def read_form(file: Path) -> Tree:
    """Read a filled-in form as a tree, without the lines that were left empty."""
    content = read_content(file, file.parent)
    return content_tree(replace(content, text=without_empty_lines(content.text)))


def without_empty_lines(form: str) -> str:
    """Empty every line with a key and no value, and every activity with no lines left.

    The number of lines stays the same.
    """
    lines = form.splitlines()
    is_text = _inside_text(lines)
    # From the end back: a key has a value when the line below it is indented deeper.
    indent_below = -1
    for number in reversed(range(len(lines))):
        line = lines[number]
        if is_text[number]:
            indent_below = len(line)
            continue
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        indent = _indent(line)
        match = _EMPTY.match(line)
        if match and indent_below <= indent and not _is_item(lines, number, indent):
            if match["key"] != "activities":
                lines[number] = ""
                continue
            lines[number] = "activities: {}"
        indent_below = indent
    return "\n".join(lines) + "\n"


def _is_item(lines: Sequence[str], number: int, indent: int) -> bool:
    """Tell whether the value of a key is a list below it, which YAML allows not to be indented."""
    for line in lines[number + 1 :]:
        if line.strip() and not line.lstrip().startswith("#"):
            return line.startswith(f"{' ' * indent}- ")
    return False


def _inside_text(lines: Sequence[str]) -> list[bool]:
    """Mark the lines of notes that run over several lines."""
    inside: list[bool] = []
    edge: int | None = None
    for line in lines:
        if edge is not None and (not line.strip() or _indent(line) > edge):
            inside.append(bool(line.strip()))
            continue
        edge = _indent(line) if _BLOCK.match(line) else None
        inside.append(False)
    return inside


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
