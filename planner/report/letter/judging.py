"""How a workstream stands, in no stronger words than its judgement level allows."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from planner.i18n import DEFAULT_LOCALE
from planner.model import Judgement
from planner.report.letter.dutch import judgement_text
from planner.report.letter.dutch import month
from planner.report.letter.dutch import named
from planner.report.letter.grounds import Figure
from planner.report.letter.grounds import FigureKind
from planner.report.letter.grounds import Grounds
from planner.report.letter.grounds import each_once
from planner.report.letter.grounds import margin_figure
from planner.report.letter.phrases import phrase
from planner.report.letter.selection import largest_first
from planner.report.letter.selection import rows_of
from planner.report.letter.statements import OPENING
from planner.report.letter.statements import Role
from planner.report.letter.statements import Statement
from planner.report.letter.work import LARGE_SHIFT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from planner.analysis.reporting.judgement_levels import WorkstreamJudgement
    from planner.model import Target
    from planner.report.letter.context import LetterContext
    from planner.schedule.activity_dates import ActivityDates

MOST_BOTTLENECKS = 2

_ON_COURSE = ("judgement.plain", "judgement.ready", "judgement.ready-after")
_LATE = ("judgement.late", "judgement.late-ready", "judgement.late-ready-after")
_NOT_ACHIEVABLE = (
    "judgement.not-achievable",
    "judgement.not-achievable-ready",
    "judgement.not-achievable-ready",
)
"""Each without a month, with the month of completion, and with one after the target date."""


def section_judgement(subject: LetterContext, judged: WorkstreamJudgement) -> Iterator[Statement]:
    """Judge a workstream, with the reason and the month of completion."""
    if judged.level is Judgement.NONE:
        return
    ready = _ready(subject, judged.workstream)
    says = _wording(subject, judged, ready)
    margin = judged.figures.least_float
    figures = [Figure(FigureKind.JUDGEMENT, judged.level)]
    if margin is not None:
        figures.append(margin_figure(margin))
    activities = judged.activities
    if ready is not None:
        figures.append(Figure(FigureKind.FORECAST, ready.finish))
        activities = each_once((*activities, ready.id))
    # Finished work has nothing tight or late: its judgement rests on all of it.
    grounds = Grounds(
        activities=activities or tuple(row.id for row in rows_of(subject, judged.workstream)),
        figures=tuple(figures),
    )
    identifier = f"{judged.workstream}.judgement"
    yield Statement(identifier, judged.workstream, Role.JUDGEMENT, says, grounds)
    if ready is not None and month(ready.finish) in says:
        yield from _moved(subject, ready)


def _moved(subject: LetterContext, ready: ActivityDates) -> Iterator[Statement]:
    """Add a sentence when the month differs much from the previous letter."""
    before = subject.before.activities.get(ready.id)
    if before is None or subject.previous is None:
        return
    shift = (ready.finish - before.finish).days
    if abs(shift) < LARGE_SHIFT:
        return
    key = "section.moved-later" if shift > 0 else "section.moved-earlier"
    figures = (Figure(FigureKind.FORECAST, ready.finish), Figure(FigureKind.WAS, before.finish))
    grounds = Grounds(activities=(ready.id,), figures=figures)
    says = phrase(key, was=month(before.finish))
    yield Statement(f"{ready.workstream}.moved", ready.workstream, Role.OUTLOOK, says, grounds)


def _wording(
    subject: LetterContext, judged: WorkstreamJudgement, ready: ActivityDates | None
) -> str:
    """Choose the sentence by the judgement, its reason, and the month that can be named."""
    section = subject.titles([judged.workstream])
    details = {"section": section, "judgement": judgement_text(judged.level)}
    if judged.is_complete:
        return phrase("judgement.complete", **details)
    variant = 0
    if ready is not None:
        variant = 1
        details["month"] = month(ready.finish)
    if ready is not None and subject.target is not None and ready.finish > subject.target.date:
        variant = 2
        details["date"] = DEFAULT_LOCALE.date(subject.target.date)
    if judged.level is Judgement.NOT_ACHIEVABLE:
        condition = _condition(subject, judged.workstream)
        return phrase(_NOT_ACHIEVABLE[variant], condition=condition, **details)
    reason = ""
    if judged.level is Judgement.UNDER_PRESSURE:
        reason = _reason(subject, judged)
    if not reason:
        return phrase(_ON_COURSE[variant], **details)
    # The reason that not all parts are ready in time does not go with a month in time.
    if variant == 1 and not judged.late:
        variant = 0
    return phrase(_LATE[variant], reason=reason, **details)


def _reason(subject: LetterContext, judged: WorkstreamJudgement) -> str:
    """Say why a workstream is under pressure; nothing without a deadline or a target."""
    if not judged.late:
        return phrase("judgement.target-coming") if subject.target else ""
    activity = subject.plan.activities[judged.late[0]]
    title = named(activity.title)
    deadline = activity.deadline
    if deadline is None or deadline.date >= subject.day:
        return phrase("judgement.late-coming", phrase=title)
    # Only a deadline with a source is called legal: others are our own.
    if deadline.source is None:
        return phrase("judgement.late-passed", phrase=title)
    return phrase("judgement.late-passed-legal", phrase=title)


def _ready(subject: LetterContext, workstream: str) -> ActivityDates | None:
    """Find the milestone that completes a workstream, while it is ahead."""
    row = subject.now.activities.get(f"{workstream}.ready")
    if row is None or row.is_finished:
        return None
    return row


def overall_statements(
    subject: LetterContext, judged: Mapping[str, WorkstreamJudgement]
) -> Iterator[Statement]:
    """Judge the programme as a whole by the workstream of its target."""
    target = subject.target
    if target is None:
        return
    forecast = subject.now.forecast(target)
    whole = judged.get(subject.plan.activities[target.milestone].workstream)
    if forecast is None or forecast.is_reached or whole is None or whole.level is Judgement.NONE:
        return
    figures = (
        Figure(FigureKind.JUDGEMENT, whole.level),
        Figure(FigureKind.FORECAST, forecast.forecast),
        margin_figure(forecast.margin_days),
        Figure(FigureKind.TARGET, target.date),
    )
    grounds = Grounds(activities=each_once((target.milestone, *whole.activities)), figures=figures)
    says = _overall_text(subject, target, whole.level)
    yield Statement("overall.judgement", OPENING, Role.OVERALL, says, grounds)
    bill = subject.bill
    if bill is not None and not bill.last_vote.is_finished:
        says = phrase("judgement.programme-bill")
        votes = Grounds(activities=(bill.adoption.id, bill.last_vote.id))
        yield Statement("overall.bill", OPENING, Role.OVERALL, says, votes)
    # A programme that is not achievable has named its bottlenecks as the condition.
    if whole.level is not Judgement.NOT_ACHIEVABLE:
        yield from _driver(subject)


def _overall_text(subject: LetterContext, target: Target, judgement: Judgement) -> str:
    day = DEFAULT_LOCALE.date(target.date)
    if judgement is not Judgement.NOT_ACHIEVABLE:
        return phrase("judgement.programme-ahead", judgement=judgement_text(judgement), date=day)
    condition = phrase("judgement.condition", sections=subject.titles(bottlenecks(subject)))
    return phrase("judgement.programme-not-achievable", date=day, condition=condition)


def _driver(subject: LetterContext) -> Iterator[Statement]:
    """Name the workstreams that decide how long the programme takes."""
    driving = bottlenecks(subject)
    if driving:
        says = phrase("judgement.programme-driver", sections=subject.titles(driving))
        grounds = Grounds(activities=tuple(sorted(row.id for row in _open_on_path(subject))))
        yield Statement("overall.driver", OPENING, Role.OVERALL, says, grounds)


def bottlenecks(subject: LetterContext) -> list[str]:
    """Give the workstreams with the most open work on the longest path, at most two."""
    work = defaultdict[str, float](float)
    for row in _open_on_path(subject):
        if row.remaining_days > 0:
            work[row.workstream] += float(row.remaining_days)
    return largest_first(work)[:MOST_BOTTLENECKS]


def _open_on_path(subject: LetterContext) -> Iterator[ActivityDates]:
    for name in subject.now.critical_path:
        row = subject.now.activities[name]
        if not row.is_finished:
            yield row


def _condition(subject: LetterContext, workstream: str) -> str:
    """Name the condition for a timely completion."""
    # What it takes is said once for the programme; a section refers to it.
    if workstream in bottlenecks(subject):
        return phrase("judgement.condition-own")
    return phrase("judgement.condition-named")
