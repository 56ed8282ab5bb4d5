"""The programme described: per workstream its work, what it waits for, and what founds it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from planner.i18n import DEFAULT_LOCALE
from planner.model import ActivityKind
from planner.report.letter.dutch import plain_sentence
from planner.report.letter.sheets import code
from planner.report.letter.sheets import safe

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from planner.i18n import Locale
    from planner.model import Activity
    from planner.model import DatedRule
    from planner.model import Evidence
    from planner.model import Plan
    from planner.model import Workstream
    from planner.schedule.activity_dates import ActivityDates
    from planner.schedule.plan_schedule import Schedule


NOBODY = "-"


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
    count = Counter(found.is_assumption or not found.is_evidenced for found in values)
    return count[False], count[True]


def values_of(plan: Plan, workstream: str | None = None) -> Iterator[Evidence]:
    """Give the evidence of every value: activities, durations, dependencies and dates."""
    for activity in plan.activities.values():
        if workstream is None or activity.workstream == workstream:
            yield from _values(activity)


def _values(activity: Activity) -> Iterator[Evidence]:
    if activity.basis is not None:
        yield activity.basis
    if activity.kind is ActivityKind.TASK:
        found = activity.duration_basis or activity.estimate
        if found is not None:
            yield found
    yield from activity.after
    yield from _dates(activity)


def _dates(activity: Activity) -> list[DatedRule]:
    found = list(activity.constraints.values())
    return [*found, activity.deadline] if activity.deadline else found


def dated_values(plan: Plan) -> list[Evidence]:
    """Give the evidence of every date: constraints, deadlines, targets and actual dates."""
    found: list[Evidence] = [rule for a in plan.activities.values() for rule in _dates(a)]
    found += plan.programme.all_targets
    for report in plan.reports:
        for entry in report.activities.values():
            if entry.started or entry.finished:
                source = entry.source or (None if entry.is_assumption else report.source)
                found.append(entry.model_copy(update={"source": source}))
    return found


def _overview(schedule: Schedule, locale: Locale) -> Iterator[str]:
    plan = schedule.plan
    rows = schedule.activities.values()
    milestones = sum(row.kind in _MILESTONES for row in rows)
    yield f"## {locale.say('describe.overview')}"
    yield ""
    counted = [
        locale.count("describe.count.activity", len(rows) - milestones),
        locale.count("describe.count.milestone", milestones),
        locale.count("describe.count.workstream", len(plan.workstreams)),
    ]
    yield _item("size", locale, counted=", ".join(counted))
    forecast = schedule.forecast()
    if forecast is not None:
        target = safe(plan.activities[forecast.activity].title)
        days = {
            "due": locale.date(forecast.due),
            "forecast": locale.date(forecast.forecast),
        }
        yield _item("target", locale, title=target, **days)
    yield _share("values", sourced_and_assumed(values_of(plan)), locale)
    yield _share("dates", sourced_and_assumed(dated_values(plan)), locale)
    yield ""
    heads = ("section", "lead", "activities", "sourced", "assumed", "open-points")
    yield _row(locale.say(f"describe.column.{name}") for name in heads)
    yield _row(["---", "---", "---:", "---:", "---:", "---:"])
    for workstream in plan.workstreams:
        sourced, assumed = sourced_and_assumed(values_of(plan, workstream.id))
        own = [row for row in rows if row.workstream == workstream.id]
        points = len(workstream.open_points)
        cells = (_name(plan, workstream.lead), len(own), sourced, assumed, points)
        yield _row([safe(workstream.title), *map(_cell, cells)])


_MILESTONES = frozenset({ActivityKind.START_MILESTONE, ActivityKind.FINISH_MILESTONE})


def _workstream(schedule: Schedule, workstream: Workstream, locale: Locale) -> Iterator[str]:
    plan = schedule.plan
    rows = sorted(
        (row for row in schedule.activities.values() if row.workstream == workstream.id),
        key=lambda row: (row.start, row.finish, row.id),
    )
    yield f"## {safe(workstream.title)}"
    yield ""
    if workstream.description:
        yield safe(workstream.description)
        yield ""
    if workstream.lead:
        yield _item("lead", locale, name=safe(_name(plan, workstream.lead)))
    yield _share("values", sourced_and_assumed(values_of(plan, workstream.id)), locale)
    work = [row for row in rows if row.kind not in _MILESTONES]
    marks = [row for row in rows if row.kind in _MILESTONES]
    if work:
        yield from _table("activities", work, schedule, locale)
    if marks:
        yield from _table("milestones", marks, schedule, locale)
    yield from _dependencies(schedule, rows, locale)
    if workstream.open_points:
        yield ""
        yield f"### {locale.say('describe.open-points')}"
        yield ""
    for point in workstream.open_points:
        yield f"- {code(point.id)}: {safe(point.says)}"


def _table(
    kind: str, rows: list[ActivityDates], schedule: Schedule, locale: Locale
) -> Iterator[str]:
    heads = ["title", "owner", "start", "finish", "state", "basis"]
    if kind == "milestones":
        heads = ["title", "owner", "finish", "state", "basis"]
    yield ""
    yield f"### {locale.say(f'describe.{kind}')}"
    yield ""
    yield _row(locale.say(f"describe.column.{name}") for name in heads)
    yield _row("---" for _ in heads)
    for row in rows:
        days = [locale.date(day, short=True) for day in (row.start, row.finish)]
        if kind == "milestones":
            days = days[1:]
        state = locale.say(f"describe.state.{row.state}")
        basis = _basis(schedule.plan, schedule.plan.activities[row.id], locale)
        owner = safe(row.owner) if row.owner else NOBODY
        yield _row([f"{safe(row.title)} {code(row.id)}", owner, *days, state, basis])


def _basis(plan: Plan, activity: Activity, locale: Locale) -> str:
    """Say what an activity rests on: its source with its facts, or that it is assumed."""
    found = activity.basis
    if found is None or found.is_assumption or not found.is_evidenced:
        return locale.say("describe.assumption")
    parts = [code(name) for name in (found.source, *found.fact) if name]
    certainty = found.certainty or next(
        (plan.facts[n].origin for n in found.fact if n in plan.facts), None
    )
    mark = "" if certainty is None or certainty == "sourced" else certainty.value
    return " ".join(parts) + (f" ({locale.say(f'describe.certainty.{mark}')})" if mark else "")


def _dependencies(schedule: Schedule, rows: list[ActivityDates], locale: Locale) -> Iterator[str]:
    """List where work of one organisation waits for that of another."""
    found = [
        (row, dependency)
        for row in rows
        for dependency in schedule.plan.activities[row.id].after
        if schedule.activities[dependency.activity].owner != row.owner
    ]
    if not found:
        return
    yield ""
    yield f"### {locale.say('describe.dependencies')}"
    yield ""
    for row, dependency in found:
        before = schedule.activities[dependency.activity]
        says = locale.say(
            "describe.dependency",
            owner=safe(row.owner or NOBODY),
            title=safe(row.title),
            other=safe(before.owner or NOBODY),
            before=safe(before.title),
        )
        reason = f": {safe(dependency.reason)}" if dependency.reason else ""
        basis = (
            locale.say("describe.assumption")
            if dependency.is_assumption or not dependency.is_evidenced
            else " ".join(code(n) for n in (dependency.source, *dependency.fact) if n)
        )
        yield f"- {says}{reason} ({basis})"


def _share(key: str, counts: tuple[int, int], locale: Locale) -> str:
    sourced, assumed = counts
    total = sourced + assumed
    share = round(100 * sourced / total) if total else 0
    return _item(key, locale, sourced=sourced, assumed=assumed, share=share)


def _item(key: str, locale: Locale, **details: object) -> str:
    return f"- {locale.say(f'describe.item.{key}', **details)}"


def _name(plan: Plan, organisation: str | None) -> str:
    found = plan.programme.organisations.get(organisation or "")
    return plain_sentence(found.name) if found else plain_sentence(organisation or NOBODY)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(value: object) -> str:
    return safe(value)


__all__ = ["dated_values", "programme_page", "sourced_and_assumed", "values_of"]
