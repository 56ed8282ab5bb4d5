"""What the implementation depends on: the organisations, the bill, and the room in the planning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.report.letter.bill import bill_of
from planner.report.letter.dutch import listing
from planner.report.letter.dutch import month
from planner.report.letter.dutch import noun_phrase
from planner.report.letter.grounds import Grounds
from planner.report.letter.grounds import Weight
from planner.report.letter.grounds import weight_of
from planner.report.letter.judging import heading
from planner.report.letter.phrases import phrase
from planner.report.letter.statements import CONDITIONS
from planner.report.letter.statements import Role
from planner.report.letter.statements import Statement

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from datetime import date

    from planner.report.letter.bill import Bill
    from planner.report.letter.context import LetterContext

LITTLE_ROOM = 20
"""Working days of margin up to which a letter calls the room little."""

MOST_SECTIONS = 4


def condition_statements(subject: LetterContext) -> Iterator[Statement]:
    """Say what bears on everything: burden, the bill and its stage, amendments, room."""
    yield from _burden(subject)
    bill = bill_of(subject)
    if bill is not None:
        yield from _stage(bill)
        if not bill.adoption.is_finished:
            yield from _draft_text(subject, bill)
        yield from _room(subject, bill)


def _burden(subject: LetterContext) -> Iterator[Statement]:
    organisations = subject.plan.programme.organisations
    work: dict[str, float] = {}
    named: dict[str, list[str]] = {}
    for row in subject.now.activities.values():
        owner = row.owner
        if owner is None or row.is_finished or owner == subject.ministry:
            continue
        if owner in organisations and organisations[owner].reports:
            work[owner] = work.get(owner, 0) + float(row.remaining_days)
            named.setdefault(owner, []).append(row.id)
    found = sorted(work, key=lambda name: (-work[name], name))[:2]
    if found:
        says = phrase("conditions.burden", organisations=listing(map(subject.called, found)))
        activities = tuple(name for owner in found for name in named[owner])
        yield _statement("burden", says, Grounds(activities=activities), 0)


def _stage(bill: Bill) -> Iterator[Statement]:
    steps = [bill.advice, bill.submission, bill.adoption, bill.last_vote]
    rows = list(dict.fromkeys(row.id for row in steps if row))
    yield _statement("stage", phrase(f"conditions.bill-{bill.stage}"), Grounds(tuple(rows)), 1)
    coming = bill.submission or None
    if coming and not coming.is_finished:
        says = phrase("conditions.bill-submission", when=f"in {month(coming.finish)}")
        yield _forecast("submission", says, coming.id, coming.finish)
    if not bill.last_vote.is_finished:
        says = phrase("conditions.bill-adoption", when=f"in {month(bill.last_vote.finish)}")
        yield _forecast("adoption", says, bill.last_vote.id, bill.last_vote.finish)


def _draft_text(subject: LetterContext, bill: Bill) -> Iterator[Statement]:
    started = [n for n in bill.resting if subject.now.activities[n].is_started]
    if started:
        grounds = Grounds(activities=tuple(started))
        yield _statement("parallel", phrase("conditions.parallel"), grounds, 2)
    waiting = [n for n in bill.waiting if not subject.now.activities[n].is_finished]
    sections = dict.fromkeys(
        x.id for x in subject.plan.workstreams if any(n.startswith(f"{x.id}.") for n in waiting)
    )
    if sections:
        titles = _titles(subject, list(sections)[:MOST_SECTIONS])
        says = phrase("conditions.amendments", sections=titles)
        yield _statement("amendments", says, Grounds(activities=tuple(waiting)), 2)
    test = bill.amendment_test
    if test is not None:
        basis = subject.plan.activities[test.id].basis
        grounds = Grounds(
            activities=(test.id,),
            sources=(basis.source,) if basis and basis.source else (),
            facts=basis.fact if basis else (),
            weight=weight_of(basis, subject.plan) if basis else Weight.ASSUMED,
        )
        yield _statement("amendment-test", phrase("conditions.amendment-test"), grounds, 2)


def _room(subject: LetterContext, bill: Bill) -> Iterator[Statement]:
    forecast = subject.now.forecast()
    if forecast is None or bill.last_vote.is_finished:
        return
    margin = forecast.margin_days
    key = "short" if margin < 0 else "none" if margin == 0 else "little"
    key = "some" if margin > LITTLE_ROOM else key
    target = subject.plan.programme.target
    grounds = Grounds(
        activities=tuple(filter(None, (bill.last_vote.id, target.milestone if target else None))),
        figures=(("margin", f"{float(margin):g}"),),
        weight=Weight.CALCULATED,
    )
    yield _statement("room", phrase(f"conditions.float-{key}"), grounds, 3)


def _forecast(name: str, says: str, activity: str, day: date) -> Statement:
    grounds = Grounds(activities=(activity,), figures=(("forecast", day),))
    return _statement(name, says, grounds, 1)


def _statement(name: str, says: str, grounds: Grounds, paragraph: int) -> Statement:
    identifier = f"{CONDITIONS}.{name}"
    return Statement(identifier, CONDITIONS, Role.CONDITION, says, grounds, paragraph=paragraph)


def _titles(subject: LetterContext, workstreams: Iterable[str]) -> str:
    found = (subject.plan.workstream(name) for name in workstreams)
    return listing(noun_phrase(heading(x.title)).text for x in found if x)
