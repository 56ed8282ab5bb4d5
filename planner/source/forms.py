"""Status forms: made for one organisation, filled in by a person, read back with patience.

A form is a status report in which every open activity has its lines ready. A line that is left
empty says nothing; it is passed over here, so that only what was filled in reaches the plan. Every
line keeps its number, so that a mistake is named where the person sees it.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING
from typing import Any

from planner.duration import Duration
from planner.model import ActivityKind
from planner.progress import FIELDS
from planner.progress import Health
from planner.progress import progress_at
from planner.source.plan_file import read_content
from planner.source.tree import Tree
from planner.source.tree import parse
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

MILESTONE_FIELDS: tuple[str, ...] = ("finished", "expected_finish", "health", "note")
STARTED_FIELDS: tuple[str, ...] = ("finished", "remaining", "expected_finish", "health", "note")
PLANNED_FIELDS: tuple[str, ...] = (
    "started",
    "finished",
    "remaining",
    "expected_finish",
    "health",
    "note",
)

_KEYS = "|".join((*FIELDS, "source", "fact", "basis", "certainty", "rationale", "activities"))
_EMPTY = re.compile(rf"^(?P<indent> *)(?P<key>{_KEYS}|[a-z0-9_-]+\.[a-z0-9_-]+) *:\s*(#.*)?$")
_BLOCK = re.compile(r"^(?P<indent> *)[^#]*:\s*[|>][-+0-9]*\s*(#.*)?$")


def open_activities(plan: Plan, organisation: str, data_date: date) -> tuple[Activity, ...]:
    """What an organisation carries out and has not finished, in the order of the plan."""
    progress = progress_at(plan.reports, data_date)
    order = {found.id: place for place, found in enumerate(plan.workstreams)}
    found = (
        activity
        for name, activity in plan.activities.items()
        if activity.owner == organisation
        and activity.kind is not ActivityKind.HAMMOCK
        and not (name in progress and _is_done(progress[name], activity))
    )
    return tuple(sorted(found, key=lambda a: (order.get(a.workstream, len(order)), a.id)))


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
    known = plan.programme.organisations.get(organisation)
    name = known.name if known else organisation
    day = locale.date(data_date)
    lines = _comment(locale.say("form.heading", name=name, organisation=organisation, date=day))
    lines += ["#"]
    lines += _comment(locale.say("form.instructions", date=day, example=data_date.isoformat()))
    lines += ["", f"data_date: {data_date.isoformat()}", f"reported_by: {yaml_value(organisation)}"]
    lines += ["note:", "", "activities:"]
    progress = progress_at(plan.reports, data_date)
    workstream = ""
    for activity in open_activities(plan, organisation, data_date):
        if activity.workstream != workstream:
            workstream = activity.workstream
            found = plan.workstream(workstream)
            lines += ["", *_comment(f"== {found.title if found else workstream} ==", "  ")]
        lines += _entry(activity, progress.get(activity.id), planned.get(activity.id), locale)
    return "\n".join(lines) + "\n"


def _entry(
    activity: Activity,
    progress: Progress | None,
    planned: tuple[date, date] | None,
    locale: Locale,
) -> Iterator[str]:
    """The lines of one activity: what it is, what is known of it, and what can be filled in."""
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
    said = [
        locale.say(f"form.said.{name}", value=_shown(getattr(progress, name), locale))
        for name in FIELDS
        if getattr(progress, name) is not None
    ]
    day = locale.date(progress.data_date)
    return locale.say("form.last-known", date=day, said="; ".join(said))


def _shown(value: Any, locale: Locale) -> str:  # noqa: ANN401 - what a report can hold
    if isinstance(value, date):
        return locale.date(value)
    if isinstance(value, Duration):
        return locale.count(f"wording.unit-{value.unit.value}", int(value.amount))
    if isinstance(value, Health):
        return locale.say(f"form.health.{value.value}")
    return f"{value:g}" if isinstance(value, float) else " ".join(str(value).split())


def _comment(content: str, indent: str = "") -> list[str]:
    """Write text as comment lines; whatever is in it stays a comment."""
    lines = content.strip().splitlines() or [""]
    return [f"{indent}# {line.strip()}".rstrip() for line in lines]


def _is_done(progress: Progress, activity: Activity) -> bool:
    return progress.is_finished or (activity.is_milestone and progress.reached is not None)


def read_form(file: Path) -> Tree:
    """Read a filled-in form as a tree, without the lines that were left empty."""
    content = read_content(file, file.parent)
    if content.problems:
        return Tree(file, {}, parse("unread: true", file).root, content.problems)
    return parse(without_empty_lines(content.text), file)


def without_empty_lines(form: str) -> str:
    """Pass over every key without a value, and every activity of which nothing is left.

    The number of lines stays the same.
    """
    lines = form.splitlines()
    is_text = _inside_text(lines)
    indent_below = -1
    for number in reversed(range(len(lines))):
        line = lines[number]
        if is_text[number]:
            indent_below = len(line)
            continue
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        indent = len(line) - len(line.lstrip(" "))
        found = _EMPTY.match(line)
        if found and indent_below <= indent and not _is_item(lines, number, indent):
            if found["key"] != "activities":
                lines[number] = ""
                continue
            lines[number] = "activities: {}"
        indent_below = indent
    return "\n".join(lines) + "\n"


def _is_item(lines: Sequence[str], number: int, indent: int) -> bool:
    """Whether a list at the same indentation follows, which is the value of the key."""
    following = (line for line in lines[number + 1 :] if line.strip())
    first = next((line for line in following if not line.lstrip().startswith("#")), "")
    return first.startswith(f"{' ' * indent}- ")


def _inside_text(lines: Sequence[str]) -> list[bool]:
    """Mark the lines of notes that run over several lines."""
    inside: list[bool] = []
    edge: int | None = None
    for line in lines:
        indent = len(line) - len(line.lstrip(" "))
        if edge is not None and (not line.strip() or indent > edge):
            inside.append(bool(line.strip()))
            continue
        found = _BLOCK.match(line)
        edge = len(found["indent"]) if found else None
        inside.append(False)
    return inside
