"""Small programmes for tests about change: built in memory, drawn at random or written out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING
from typing import Any

from hypothesis import strategies as st

from planner.model import Activity
from planner.model import ActivityStatus
from planner.model import Plan
from planner.model import Programme
from planner.model import StatusReport

if TYPE_CHECKING:
    from collections.abc import Mapping

START = date(2026, 1, 5)
"""A Monday."""

TARGET = "w.target"


def programme_of(**settings: Any) -> Programme:  # noqa: ANN401 - whatever a programme has
    """A programme of office days, with a calendar in which every day counts."""
    written = {
        "programme": "Proef",
        "start": START,
        "default_calendar": "rijk",
        "calendars": {
            "rijk": {"holidays": "NL"},
            "elapsed": {"week": "all", "hours": ["00:00-24:00"]},
        },
        "target": {"milestone": TARGET, "date": "2026-06-12"},
    }
    return Programme.model_validate(written | settings)


def activity_of(name: str, **written: Any) -> Activity:  # noqa: ANN401
    """An activity of workstream `w`, a task of five days unless it says otherwise."""
    if not {"milestone", "spans", "duration"} & written.keys():
        written["duration"] = "5d"
    head = {"id": f"w.{name}", "workstream": "w", "title": name}
    return Activity.model_validate(head | written)


def plan_of(
    activities: Mapping[str, Mapping[str, Any]],
    reports: Mapping[str, Mapping[str, Mapping[str, Any]]] | None = None,
    **settings: Any,  # noqa: ANN401
) -> Plan:
    """A plan of activities by short id, and status reports by data date."""
    made = {f"w.{name}": activity_of(name, **written) for name, written in activities.items()}
    said = [
        StatusReport(
            name=f"{day}-X",
            data_date=date.fromisoformat(day),
            reported_by="X",
            activities={f"w.{n}": ActivityStatus.model_validate(e) for n, e in entries.items()},
        )
        for day, entries in (reports or {}).items()
    ]
    return Plan(
        programme=programme_of(**settings),
        activities=dict(sorted(made.items())),
        reports=tuple(said),
    )


DURATIONS = st.integers(1, 15).map(lambda n: f"{n}d") | st.sampled_from(["10ed", "2emo", "1w"])
CALENDARS = st.sampled_from([None, None, "rijk", "elapsed"])
TYPES = st.sampled_from(["FS", "FS", "SS", "FF"])
LAGS = st.sampled_from(["0d", "3d", "-2d", "7ed"])
DAYS = st.integers(0, 80).map(lambda n: START + timedelta(n))


@st.composite
def written_activities(draw: st.DrawFn, names: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    """Activities in an order in which each waits for earlier ones only, and a target."""
    found: dict[str, dict[str, Any]] = {}
    for place, name in enumerate(names):
        before = (
            draw(st.lists(st.sampled_from(names[:place]), max_size=2, unique=True)) if place else []
        )
        found[name] = {"duration": draw(DURATIONS), "calendar": draw(CALENDARS)} | {
            "after": [
                {"activity": f"w.{b}", "type": draw(TYPES), "lag": draw(LAGS)} for b in before
            ]
        }
        rule = draw(
            st.sampled_from([None, None, "start_no_earlier_than", "finish_no_earlier_than"])
        )
        if rule:
            found[name][rule] = draw(DAYS).isoformat()
    found["target"] = {"milestone": "start", "after": [f"w.{name}" for name in names[-2:]]}
    return found


@st.composite
def progress(draw: st.DrawFn, names: tuple[str, ...], data_date: date) -> dict[str, dict[str, Any]]:
    """What a report may say of some of the activities at a data date."""
    said: dict[str, dict[str, Any]] = {}
    days = (data_date - START).days
    for name in draw(st.lists(st.sampled_from(names), max_size=len(names), unique=True)):
        started = START + timedelta(draw(st.integers(0, days)))
        entry: dict[str, Any] = {"started": started}
        what = draw(st.sampled_from(["finished", "remaining", "percent_complete", "nothing"]))
        if what == "finished":
            entry["finished"] = started + timedelta(
                draw(st.integers(0, (data_date - started).days))
            )
        elif what == "remaining":
            entry["remaining"] = draw(st.integers(1, 20).map(lambda n: f"{n}d"))
        elif what == "percent_complete":
            entry["percent_complete"] = draw(st.integers(0, 99))
        said[name] = entry
    return said


@st.composite
def changed_plans(draw: st.DrawFn) -> tuple[Plan, date, Plan, date]:
    """A plan at a data date, and a plan that came of it at a later one."""
    pool = ("a", "b", "c", "d", "e", "f", "g")
    names = tuple(draw(st.lists(st.sampled_from(pool), min_size=2, unique=True)))
    others = tuple(draw(st.permutations(draw(st.sampled_from([names, pool])))))
    first, second = sorted(draw(st.tuples(DAYS, DAYS)))
    said = draw(progress(names, first))
    reports = {first.isoformat(): said}
    before = plan_of(draw(written_activities(names)), reports)
    now = draw(progress(others, second))
    later = {n: e for n, e in said.items() if n in others}
    both = {first.isoformat(): later}
    if second > first:
        both[second.isoformat()] = now
    settings: dict[str, Any] = {}
    if draw(st.booleans()):
        settings["calendars"] = {
            "rijk": {"week": ["mon", "tue", "wed", "thu"]},
            "elapsed": {"week": "all"},
        }
    if draw(st.booleans()):
        settings["start"] = START + timedelta(draw(st.integers(-3, 3)))
    after = plan_of(draw(written_activities(others)), both, **settings)
    return before, first, after, second


def with_reports(plan: Plan, *reports: StatusReport) -> Plan:
    """The plan with more reports."""
    return replace(plan, reports=(*plan.reports, *reports))
