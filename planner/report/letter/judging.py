"""How a workstream stands, in no stronger words than the ladder allows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.i18n import DEFAULT_LOCALE
from planner.model import Judgement
from planner.report.letter.bill import bill_of
from planner.report.letter.done import LARGE_SHIFT
from planner.report.letter.dutch import listing
from planner.report.letter.dutch import month
from planner.report.letter.dutch import noun_phrase
from planner.report.letter.dutch import plain_sentence
from planner.report.letter.grounds import Grounds
from planner.report.letter.grounds import Weight
from planner.report.letter.legal import named
from planner.report.letter.phrases import phrase
from planner.report.letter.statements import OPENING
from planner.report.letter.statements import Role
from planner.report.letter.statements import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from datetime import date

    from planner.analysis.reporting.judgement_levels import WorkstreamJudgement
    from planner.report.letter.context import LetterContext
    from planner.schedule.activity_dates import ActivityDates


def section_judgement(subject: LetterContext, found: WorkstreamJudgement) -> Statement | None:
    """Judge a workstream, with the reason that the ladder gives and the month it leads to."""
    if found.rung is Judgement.NONE:
        return None
    ready = _ready(subject, found.workstream)
    details = _details(subject, found, ready)
    says = phrase(f"judgement.{_key(subject, found, details, ready)}", **details)
    margin = found.figures.least_float
    figures: list[tuple[str, date | str]] = [("judgement", found.rung.value)]
    if margin is not None:
        figures.append(("margin", f"{float(margin):g}"))
    if ready is not None:
        figures.append(("forecast", ready.finish))
    grounds = Grounds(
        activities=tuple(dict.fromkeys((*found.activities, *((ready.id,) if ready else ())))),
        figures=tuple(figures),
        weight=Weight.CALCULATED,
    )
    if not grounds.activities:
        grounds = replace(grounds, activities=_all_of(subject, found.workstream))
    identifier = f"{found.workstream}.judgement"
    return Statement(identifier, found.workstream, Role.JUDGEMENT, says, grounds)


def moved_statement(subject: LetterContext, judgement: Statement) -> Iterator[Statement]:
    """Say behind a judgement that names a month that it was another one at the previous letter."""
    row = _ready(subject, judgement.section)
    before = subject.before.activities.get(row.id) if row else None
    if row is None or before is None or subject.previous is None:
        return
    shift = (row.finish - before.finish).days
    if abs(shift) < LARGE_SHIFT or month(row.finish) not in judgement.says:
        return
    key = "moved-later" if shift > 0 else "moved-earlier"
    grounds = Grounds(
        activities=(row.id,),
        figures=(("forecast", row.finish), ("was", before.finish)),
        weight=Weight.CALCULATED,
    )
    says = phrase(f"section.{key}", was=month(before.finish))
    identifier = f"{judgement.section}.moved"
    yield Statement(identifier, judgement.section, Role.OUTLOOK, says, grounds)


def _key(
    subject: LetterContext,
    found: WorkstreamJudgement,
    details: Mapping[str, str],
    ready: ActivityDates | None,
) -> str:
    """Choose the sentence: what the rung asks, then whether there is a month to name."""
    if found.is_complete:
        return "complete"
    target = subject.plan.programme.target
    after = "-after" if ready and target and ready.finish > target.date else ""
    if found.rung is Judgement.NOT_ACHIEVABLE:
        return f"not-achievable-ready{after}" if ready else "not-achievable"
    if details["reason"]:
        is_told = ready and (found.late or after)
        return f"late-ready{after}" if is_told else "late"
    return ("ready" + after) if ready else "plain"


def _details(
    subject: LetterContext, found: WorkstreamJudgement, ready: ActivityDates | None
) -> dict[str, str]:
    workstream = subject.plan.workstream(found.workstream)
    title = heading(workstream.title) if workstream else found.workstream
    target = subject.plan.programme.target
    return {
        "section": noun_phrase(title).text,
        "rung": DEFAULT_LOCALE.say(f"ladder.{found.rung.value}", condition="")
        if _has_rung(found)
        else "",
        "reason": _reason(subject, found),
        "condition": _section_condition(subject, found.workstream),
        "month": month(ready.finish) if ready else "",
        "date": DEFAULT_LOCALE.date(target.date) if target else "",
    }


def _has_rung(found: WorkstreamJudgement) -> bool:
    return found.rung is not Judgement.NOT_ACHIEVABLE


def _reason(subject: LetterContext, found: WorkstreamJudgement) -> str:
    """Say why a workstream is under pressure."""
    if found.rung is not Judgement.UNDER_PRESSURE:
        return ""
    if found.late:
        name = found.late[0]
        deadline = subject.plan.activities[name].deadline
        passed = deadline is not None and deadline.date < subject.day
        legal = passed and deadline is not None and deadline.source is not None
        key = f"late-{'passed' if passed else 'coming'}{'-legal' if legal else ''}"
        return phrase(f"judgement.{key}", phrase=named(subject.plan.activities[name].title))
    target = subject.plan.programme.target
    return (
        phrase("judgement.target-coming", date=DEFAULT_LOCALE.date(target.date)) if target else ""
    )


def _ready(subject: LetterContext, workstream: str) -> ActivityDates | None:
    """The milestone in which a workstream comes together, while it is ahead."""
    row = subject.now.activities.get(f"{workstream}.ready")
    return None if row is None or row.is_finished else row


def _all_of(subject: LetterContext, workstream: str) -> tuple[str, ...]:
    return tuple(row.id for row in subject.now.activities.values() if row.workstream == workstream)


def overall_statements(
    subject: LetterContext, judged: Mapping[str, WorkstreamJudgement]
) -> Iterator[Statement]:
    """Judge the programme as a whole by the workstream of its target."""
    target = subject.plan.programme.target
    if target is None:
        return
    forecast = subject.now.forecast(target)
    found = judged.get(subject.plan.activities[target.milestone].workstream)
    if forecast is None or forecast.is_reached or found is None or found.rung is Judgement.NONE:
        return
    day = DEFAULT_LOCALE.date(target.date)
    if found.rung is Judgement.NOT_ACHIEVABLE:
        condition = _condition(subject)
        says = phrase("judgement.programme-not-achievable", date=day, condition=condition)
    else:
        rung = DEFAULT_LOCALE.say(f"ladder.{found.rung.value}")
        says = phrase("judgement.programme-ahead", rung=rung, date=day)
    figures = (
        ("judgement", found.rung.value),
        ("forecast", forecast.forecast),
        ("margin", f"{float(forecast.margin_days):g}"),
        ("target", target.date),
    )
    grounds = Grounds(
        activities=tuple(dict.fromkeys((target.milestone, *found.activities))),
        figures=figures,
        weight=Weight.CALCULATED,
    )
    yield Statement("overall.judgement", OPENING, Role.OVERALL, says, grounds)
    bill = bill_of(subject)
    if bill is not None and not bill.last_vote.is_finished:
        says = phrase("judgement.programme-bill")
        votes = Grounds(activities=(bill.adoption.id, bill.last_vote.id))
        yield Statement("overall.bill", OPENING, Role.OVERALL, says, votes)
    driving = bottlenecks(subject)
    if driving and found.rung is not Judgement.NOT_ACHIEVABLE:
        says = phrase("judgement.programme-driver", sections=_sections(subject, driving))
        activities = tuple(sorted(n for n in subject.now.critical_path if _is_open(subject, n)))
        on_path = Grounds(activities=activities, weight=Weight.CALCULATED)
        yield Statement("overall.driver", OPENING, Role.OVERALL, says, on_path)


def bottlenecks(subject: LetterContext) -> list[str]:
    """The workstreams with the most open work on the longest path, at most two."""
    work: dict[str, float] = {}
    for name in subject.now.critical_path:
        row = subject.now.activities[name]
        if _is_open(subject, name):
            work[row.workstream] = work.get(row.workstream, 0) + float(row.remaining_days)
    found = sorted(work, key=lambda name: (-work[name], name))
    return [name for name in found if work[name] > 0][:2]


def _condition(subject: LetterContext) -> str:
    return phrase("judgement.condition", sections=_sections(subject, bottlenecks(subject)))


def _section_condition(subject: LetterContext, workstream: str) -> str:
    """What it takes is said once for the programme; a section refers to it."""
    own = workstream in bottlenecks(subject)
    return phrase(f"judgement.condition-{'own' if own else 'named'}")


def _sections(subject: LetterContext, workstreams: list[str]) -> str:
    found = (subject.plan.workstream(name) for name in workstreams)
    return listing(noun_phrase(heading(x.title)).text for x in found if x)


def heading(title: str) -> str:
    """Give the title of a workstream as a heading: without what it explains in brackets."""
    return plain_sentence(title).partition(" (")[0]


def _is_open(subject: LetterContext, activity: str) -> bool:
    return not subject.now.activities[activity].is_finished
