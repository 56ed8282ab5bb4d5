"""A description of the programme: per workstream its work, its dependencies and its evidence."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from planner.i18n import DEFAULT_LOCALE
from planner.i18n import EnumTexts
from planner.model import ActivityKind
from planner.model import ActivityState
from planner.model import Certainty
from planner.report.letter.dutch import plain_sentence
from planner.report.letter.sheets import code
from planner.report.letter.sheets import safe
from planner.report.markdown_table import LEFT
from planner.report.markdown_table import RIGHT
from planner.report.markdown_table import markdown_table
from planner.report.wording import organisation_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from planner.i18n import Locale
    from planner.model import Activity
    from planner.model import DatedRule
    from planner.model import Dependency
    from planner.model import Evidence
    from planner.model import Plan
    from planner.model import Workstream
    from planner.schedule.activity_dates import ActivityDates
    from planner.schedule.plan_schedule import Schedule


NOBODY = "-"

STATE_TEXT = EnumTexts("describe.state", ActivityState)
CERTAINTY_TEXT = EnumTexts("describe.certainty", (Certainty.INFERRED, Certainty.SECONDARY))
"""A mark behind a source; a fact that a source says itself needs none."""

OVERVIEW_COLUMNS = (
    "describe.column.section",
    "describe.column.lead",
    "describe.column.activities",
    "describe.column.sourced",
    "describe.column.assumed",
    "describe.column.open-points",
)
ACTIVITY_COLUMNS = (
    "describe.column.title",
    "describe.column.owner",
    "describe.column.start",
    "describe.column.finish",
    "describe.column.state",
    "describe.column.basis",
)
START = ACTIVITY_COLUMNS.index("describe.column.start")


def programme_page(schedule: Schedule, locale: Locale = DEFAULT_LOCALE) -> str:
    """Write the page in Markdown, at the data date of the schedule."""
    plan = schedule.plan
    lines = [
        f"# {safe(plan.programme.programme)}",
        "",
        locale.say("describe.about", date=locale.date(schedule.data_date)),
        "",
        *_overview(schedule, locale),
    ]
    for workstream in plan.workstreams:
        lines += ["", *_workstream(schedule, workstream, locale)]
    return "\n".join(lines) + "\n"


def sourced_and_assumed(values: Iterable[Evidence]) -> tuple[int, int]:
    """Count the values that a source gives and those that are assumed."""
    count = Counter(map(_is_sourced, values))
    return count[True], count[False]


def values_of(plan: Plan, workstream: str | None = None) -> Iterator[Evidence]:
    """Give the evidence of every value: activities, durations, dependencies and dates."""
    for activity in plan.activities.values():
        if workstream is None or activity.workstream == workstream:
            yield from _values(activity)


def dated_values(plan: Plan) -> list[Evidence]:
    """Give the evidence of every date: constraints, deadlines, targets and actual dates."""
    values: list[Evidence] = []
    for activity in plan.activities.values():
        values += _dates(activity)
    values += plan.programme.all_targets
    for report in plan.reports:
        for entry in report.activities.values():
            if entry.started or entry.finished:
                source = entry.source
                # An entry without a source of its own has that of its report.
                if source is None and not entry.is_assumption:
                    source = report.source
                values.append(entry.model_copy(update={"source": source}))
    return values


def _is_sourced(evidence: Evidence | None) -> bool:
    return evidence is not None and evidence.is_evidenced and not evidence.is_assumption


def _values(activity: Activity) -> Iterator[Evidence]:
    if activity.basis is not None:
        yield activity.basis
    # A milestone and a hammock have no duration of their own.
    if activity.kind is ActivityKind.TASK:
        duration = activity.duration_basis or activity.estimate
        if duration is not None:
            yield duration
    yield from activity.after
    yield from _dates(activity)


def _dates(activity: Activity) -> Iterator[DatedRule]:
    yield from activity.constraints.values()
    if activity.deadline is not None:
        yield activity.deadline


def _overview(schedule: Schedule, locale: Locale) -> Iterator[str]:
    plan = schedule.plan
    rows = schedule.activities.values()
    milestones = sum(row.is_milestone for row in rows)
    yield f"## {locale.say('describe.overview')}"
    yield ""
    counts = (
        locale.count("describe.count.activity", len(rows) - milestones),
        locale.count("describe.count.milestone", milestones),
        locale.count("describe.count.workstream", len(plan.workstreams)),
    )
    yield _item("describe.item.size", locale, counted=", ".join(counts))
    forecast = schedule.forecast()
    if forecast is not None:
        yield _item(
            "describe.item.target",
            locale,
            title=safe(plan.activities[forecast.activity].title),
            due=locale.date(forecast.due),
            forecast=locale.date(forecast.forecast),
        )
    yield _share("describe.item.values", values_of(plan), locale)
    yield _share("describe.item.dates", dated_values(plan), locale)
    yield from markdown_table(
        map(locale.say, OVERVIEW_COLUMNS),
        (_overview_cells(schedule, workstream) for workstream in plan.workstreams),
        (LEFT, LEFT, RIGHT, RIGHT, RIGHT, RIGHT),
    )


def _overview_cells(schedule: Schedule, workstream: Workstream) -> Iterator[str]:
    yield safe(workstream.title)
    yield safe(_name(schedule.plan, workstream.lead))
    yield str(sum(row.workstream == workstream.id for row in schedule.activities.values()))
    yield from map(str, sourced_and_assumed(values_of(schedule.plan, workstream.id)))
    yield str(len(workstream.open_points))


def _workstream(schedule: Schedule, workstream: Workstream, locale: Locale) -> Iterator[str]:
    plan = schedule.plan
    yield f"## {safe(workstream.title)}"
    yield ""
    if workstream.description:
        yield safe(workstream.description)
        yield ""
    if workstream.lead:
        yield _item("describe.item.lead", locale, name=safe(_name(plan, workstream.lead)))
    yield _share("describe.item.values", values_of(plan, workstream.id), locale)
    rows = [row for row in schedule.activities.values() if row.workstream == workstream.id]
    rows.sort(key=lambda row: (row.start, row.finish, row.id))
    yield from _activities(rows, schedule, locale)
    yield from _dependencies(schedule, rows, locale)
    if workstream.open_points:
        yield from ("", f"### {locale.say('describe.open-points')}", "")
    for point in workstream.open_points:
        yield f"- {code(point.id)}: {safe(point.says)}"


def _activities(rows: Iterable[ActivityDates], schedule: Schedule, locale: Locale) -> Iterator[str]:
    """Give a table of the work and one of the milestones, which have no start of their own."""
    work, milestones = [], []
    for row in rows:
        cells = _cells(row, schedule, locale)
        if row.is_milestone:
            milestones.append(cells[:START] + cells[START + 1 :])
        else:
            work.append(cells)
    headings = [locale.say(column) for column in ACTIVITY_COLUMNS]
    if work:
        yield from ("", f"### {locale.say('describe.activities')}")
        yield from markdown_table(headings, work)
    if milestones:
        yield from ("", f"### {locale.say('describe.milestones')}")
        yield from markdown_table(headings[:START] + headings[START + 1 :], milestones)


def _cells(row: ActivityDates, schedule: Schedule, locale: Locale) -> tuple[str, ...]:
    return (
        f"{safe(row.title)} {code(row.id)}",
        safe(row.owner or NOBODY),
        locale.date(row.start, short=True),
        locale.date(row.finish, short=True),
        locale.say(STATE_TEXT[row.state]),
        _basis(schedule.plan, schedule.plan.activities[row.id], locale),
    )


def _basis(plan: Plan, activity: Activity, locale: Locale) -> str:
    """Write the evidence of an activity: its source with its facts and their certainty."""
    evidence = activity.basis
    basis = _evidence(evidence, locale)
    if evidence is None or not _is_sourced(evidence):
        return basis
    known = [plan.facts[name].origin for name in evidence.fact if name in plan.facts]
    # A certainty beside the source goes before that of the fact.
    certainty = evidence.certainty or next(iter(known), Certainty.SOURCED)
    if certainty is Certainty.SOURCED:
        return basis
    return f"{basis} ({locale.say(CERTAINTY_TEXT[certainty])})"


def _evidence(evidence: Evidence | None, locale: Locale) -> str:
    if evidence is None or not _is_sourced(evidence):
        return locale.say("describe.assumption")
    return " ".join(code(name) for name in (evidence.source, *evidence.fact) if name)


def _dependencies(schedule: Schedule, rows: list[ActivityDates], locale: Locale) -> Iterator[str]:
    """List where work of one organisation waits for that of another."""
    lines = []
    for row in rows:
        for dependency in schedule.plan.activities[row.id].after:
            before = schedule.activities[dependency.activity]
            if before.owner != row.owner:
                lines.append(_dependency(row, before, dependency, locale))
    if lines:
        yield from ("", f"### {locale.say('describe.dependencies')}", "", *lines)


def _dependency(
    row: ActivityDates, before: ActivityDates, dependency: Dependency, locale: Locale
) -> str:
    line = locale.say(
        "describe.dependency",
        owner=safe(row.owner or NOBODY),
        title=safe(row.title),
        other=safe(before.owner or NOBODY),
        before=safe(before.title),
    )
    if dependency.reason:
        line += f": {safe(dependency.reason)}"
    return f"- {line} ({_evidence(dependency, locale)})"


def _share(key: str, values: Iterable[Evidence], locale: Locale) -> str:
    sourced, assumed = sourced_and_assumed(values)
    share = round(100 * sourced / max(1, sourced + assumed))
    return _item(key, locale, sourced=sourced, assumed=assumed, share=share)


def _item(key: str, locale: Locale, **details: object) -> str:
    return f"- {locale.say(key, **details)}"


def _name(plan: Plan, organisation: str | None) -> str:
    return plain_sentence(organisation_name(plan, organisation or NOBODY))


__all__ = ["dated_values", "programme_page", "sourced_and_assumed", "values_of"]
