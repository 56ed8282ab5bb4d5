"""What the implementation depends on: the organisations, the bill, and the room in the planning."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from planner.model import Evidence
from planner.report.letter.bill import BillStage
from planner.report.letter.dutch import listing
from planner.report.letter.dutch import month
from planner.report.letter.grounds import Figure
from planner.report.letter.grounds import FigureKind
from planner.report.letter.grounds import Grounds
from planner.report.letter.grounds import each_once
from planner.report.letter.grounds import evidence_grounds
from planner.report.letter.grounds import margin_figure
from planner.report.letter.phrases import phrase
from planner.report.letter.selection import largest_first
from planner.report.letter.statements import CONDITIONS
from planner.report.letter.statements import Role
from planner.report.letter.statements import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from planner.report.letter.bill import Bill
    from planner.report.letter.context import LetterContext
    from planner.schedule.activity_dates import ActivityDates

LITTLE_ROOM = 20
"""Working days of margin up to which a letter calls the room little."""

MOST_BURDENED = 2
MOST_SECTIONS = 4

_STAGES = {
    BillStage.DRAFT: "conditions.bill-draft",
    BillStage.COUNCIL: "conditions.bill-council",
    BillStage.DECISION: "conditions.bill-decision",
    BillStage.TK: "conditions.bill-tk",
    BillStage.EK: "conditions.bill-ek",
    BillStage.ADOPTED: "conditions.bill-adopted",
}


def condition_statements(subject: LetterContext) -> Iterator[Statement]:
    """Say what all workstreams depend on: burden, the bill and its stage, amendments, room."""
    yield from _burden(subject)
    bill = subject.bill
    if bill is None:
        return
    yield from _stage(bill)
    if not bill.adoption.is_finished:
        # After the vote the text is fixed: nothing is built on a draft any more.
        yield from _parallel(subject, bill)
        yield from _amendments(subject, bill)
        yield from _amendment_test(subject, bill)
    yield from _room(subject, bill)


def _burden(subject: LetterContext) -> Iterator[Statement]:
    """Name the organisations with the most open work."""
    work = defaultdict[str, float](float)
    activities = defaultdict[str, list[str]](list)
    for row in subject.now.activities.values():
        # The ministry writes the letter: it does not name its own burden.
        if row.is_finished or row.owner is None or row.owner == subject.ministry:
            continue
        if subject.plan.has_reports_from(row.owner):
            work[row.owner] += float(row.remaining_days)
            activities[row.owner].append(row.id)
    owners = largest_first(work)[:MOST_BURDENED]
    if owners:
        says = phrase("conditions.burden", organisations=listing(map(subject.called, owners)))
        named = tuple(chain.from_iterable(activities[owner] for owner in owners))
        yield _statement("burden", says, Grounds(activities=named), 0)


def _stage(bill: Bill) -> Iterator[Statement]:
    """Say where the bill stands and when its next steps are expected."""
    steps = filter(None, (bill.advice, bill.submission, bill.adoption, bill.last_vote))
    grounds = Grounds(activities=each_once(row.id for row in steps))
    yield _statement("stage", phrase(_STAGES[bill.stage]), grounds, 1)
    if bill.submission and not bill.submission.is_finished:
        when = f"in {month(bill.submission.finish)}"
        says = phrase("conditions.bill-submission", when=when)
        yield _forecast("submission", says, bill.submission)
    if not bill.last_vote.is_finished:
        says = phrase("conditions.bill-adoption", when=f"in {month(bill.last_vote.finish)}")
        yield _forecast("adoption", says, bill.last_vote)


def _parallel(subject: LetterContext, bill: Bill) -> Iterator[Statement]:
    started = tuple(name for name in bill.resting if subject.now.activities[name].is_started)
    if started:
        grounds = Grounds(activities=started)
        yield _statement("parallel", phrase("conditions.parallel"), grounds, 2)


def _amendments(subject: LetterContext, bill: Bill) -> Iterator[Statement]:
    """Name the workstreams that an amendment of the bill can touch."""
    waiting = tuple(name for name in bill.waiting if not subject.now.activities[name].is_finished)
    touched = {subject.now.activities[name].workstream for name in waiting}
    sections = [known.id for known in subject.plan.workstreams if known.id in touched]
    if sections:
        titles = subject.titles(sections[:MOST_SECTIONS])
        says = phrase("conditions.amendments", sections=titles)
        yield _statement("amendments", says, Grounds(activities=waiting), 2)


def _amendment_test(subject: LetterContext, bill: Bill) -> Iterator[Statement]:
    test = bill.amendment_test
    if test is None:
        return
    basis = subject.plan.activities[test.id].basis or Evidence()
    grounds = replace(evidence_grounds(basis, subject.plan), activities=(test.id,))
    yield _statement("amendment-test", phrase("conditions.amendment-test"), grounds, 2)


def _room(subject: LetterContext, bill: Bill) -> Iterator[Statement]:
    """Say how much room the planning has for a longer passage through parliament."""
    forecast = subject.now.forecast()
    if forecast is None or bill.last_vote.is_finished:
        return
    grounds = Grounds(
        activities=(bill.last_vote.id, forecast.activity),
        figures=(margin_figure(forecast.margin_days),),
    )
    yield _statement("room", _room_text(forecast.margin_days), grounds, 3)


def _room_text(margin: Fraction) -> str:
    if margin < 0:
        return phrase("conditions.float-short")
    if margin == 0:
        return phrase("conditions.float-none")
    if margin <= LITTLE_ROOM:
        return phrase("conditions.float-little")
    return phrase("conditions.float-some")


def _forecast(name: str, says: str, row: ActivityDates) -> Statement:
    figures = (Figure(FigureKind.FORECAST, row.finish),)
    return _statement(name, says, Grounds(activities=(row.id,), figures=figures), 1)


def _statement(name: str, says: str, grounds: Grounds, paragraph: int) -> Statement:
    identifier = f"{CONDITIONS}.{name}"
    return Statement(identifier, CONDITIONS, Role.CONDITION, says, grounds, paragraph=paragraph)
