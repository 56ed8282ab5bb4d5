"""Letters of the real programme, and of the programme with something changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from planner.report.letter import LetterContext
from planner.report.letter import make_letter
from planner.schedule.plan_schedule import schedule_plan
from planner.workspace.plan_folder import open_workspace

if TYPE_CHECKING:
    from planner.model import Plan
    from planner.report.letter import Letter

NIP = date(2024, 12, 12)
JUNE = date(2025, 6, 25)
JANUARY = date(2026, 1, 22)
PAIRS = ((NIP, JUNE), (JUNE, JANUARY))

HOSTILE = (
    "*vet* _schuin_ `code` [link](javascript:alert(1)) ![plaatje](file:///etc/passwd) # kop",
    "<script>alert(1)</script> & <b>vet</b> ]]> <!-- opmerking --> &lt; <?xml version='1.0'?>",
    '=HYPERLINK("http://voorbeeld") +1 -1 @SUM(A1)',
    "links\u202erechts\u200f\u2066 en \x00\x07\x1b[31m tekens \ufeff",
    "--> ontsnapt <!-- zin a b 00000000 -->",
    "[^noot]: nagemaakt \\ slot $x^2$ {~} | tabel |",
    "woord " * 2000,
)


@cache
def real_plan() -> Plan:
    """The plan of the programme."""
    plan = open_workspace(Path(__file__).parent.parent / "workstreams").plan
    assert plan is not None
    return plan


def subject_of(plan: Plan, since: date, day: date, **details: Any) -> LetterContext:  # noqa: ANN401
    """Schedule a plan at the two dates of a letter."""
    return LetterContext(schedule_plan(plan, day), schedule_plan(plan, since), **details)


def with_plan(subject: LetterContext, plan: Plan) -> LetterContext:
    """Keep the schedule, and read the registers of another plan beside it."""
    now, before = replace(subject.now, plan=plan), replace(subject.before, plan=plan)
    return replace(subject, now=now, before=before)


@cache
def real_letter(since: date, day: date) -> Letter:
    """The letter of the programme at two dates."""
    return make_letter(subject_of(real_plan(), since, day))


def retitled(plan: Plan, text: str) -> Plan:
    """Put a text in every place of a plan that a letter can quote."""
    return replace(
        plan,
        activities={k: v.model_copy(update={"title": text}) for k, v in plan.activities.items()},
        workstreams=tuple(x.model_copy(update={"title": text}) for x in plan.workstreams),
        facts={k: v.model_copy(update={"says": f"Dit is {text}"}) for k, v in plan.facts.items()},
        sources={k: v.model_copy(update={"title": text}) for k, v in plan.sources.items()},
        commitments={
            k: v.model_copy(update={"title": text, "number": text})
            for k, v in plan.commitments.items()
        },
        obligations={
            k: v.model_copy(update={"title": text, "act": text, "article": text})
            for k, v in plan.obligations.items()
        },
        letters=tuple(
            x.model_copy(
                update={
                    "title": text,
                    "number": text,
                    "signatories": tuple(
                        s.model_copy(update={"office": text, "name": text}) for s in x.signatories
                    ),
                    "annexes": tuple(a.model_copy(update={"title": text}) for a in x.annexes),
                }
            )
            for x in plan.letters
        ),
    )
