"""What the writer of a letter is told to look at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from planner.i18n import Locale
from planner.model import Judgement
from planner.model import Obligation
from planner.model import SentStatement
from planner.report.letter import make_letter
from planner.report.letter.flags import used_judgement
from tests.letters import JANUARY
from tests.letters import JUNE
from tests.letters import NIP
from tests.letters import real_letter
from tests.letters import real_plan
from tests.letters import subject_of

if TYPE_CHECKING:
    from planner.model import Plan
    from planner.report.letter import Letter


def with_earlier(plan: Plan, *statements: SentStatement) -> Plan:
    first, *rest = plan.letters
    return replace(plan, letters=(first.model_copy(update={"statements": statements}), *rest))


def kinds(letter: Letter) -> set[tuple[str, str]]:
    return {(flag.kind, flag.about) for flag in letter.flags}


def january(plan: Plan, existing: str | None = None) -> Letter:
    return make_letter(subject_of(plan, JUNE, JANUARY), existing)


def test_a_statement_of_the_previous_letter_that_nothing_takes_up_is_flagged() -> None:
    gone = SentStatement(
        workstream="return", says="Iets van toen.", activities=("return.requirements-check",)
    )
    kept = SentStatement(
        workstream="legislation", says="Indiening volgt.", activities=("legislation.submission",)
    )
    found = kinds(january(with_earlier(real_plan(), gone, kept)))
    assert ("vanished", "return.1") in found
    assert ("vanished", "legislation.2") not in found


def test_a_judgement_that_is_another_one_now_is_flagged() -> None:
    said = SentStatement(workstream="eurodac", says="x", judgement=Judgement.NOT_ACHIEVABLE)
    found = kinds(january(with_earlier(real_plan(), said)))
    assert ("judged-otherwise", "eurodac") in found


def test_a_date_that_passed_without_being_met_is_flagged() -> None:
    plan = real_plan()
    due = Obligation(
        title="Iets melden", due=date(2025, 12, 1), fulfilled_by=("go-live.application",)
    )
    found = kinds(january(replace(plan, obligations={"iets": due})))
    assert ("obligation-passed", "iets") in found
    met = due.model_copy(update={"fulfilled_by": ("legislation.submission",)})
    assert ("obligation-met-late", "iets") in kinds(
        january(replace(plan, obligations={"iets": met}))
    )


def test_a_date_that_changed_since_the_previous_letter_is_flagged() -> None:
    subject = subject_of(real_plan(), JUNE, JANUARY)
    earlier = subject_of(real_plan(), NIP, JUNE)
    letter = make_letter(subject, earlier=earlier)
    changed = {flag.about: dict(flag.details) for flag in letter.flags if flag.kind == "changed"}
    now = subject.now.activities["screening.ready"].finish
    then = earlier.now.activities["screening.ready"].finish
    assert ("screening.judgement" in changed) == (now != then)
    assert not [f for f in make_letter(subject, earlier=subject).flags if f.kind == "changed"]


def test_the_strongest_words_of_a_sentence_are_recognised() -> None:
    assert used_judgement("Dit ligt op schema.") is Judgement.ON_SCHEDULE
    assert used_judgement("Dit ligt vooralsnog op schema.") is Judgement.PROVISIONALLY_ON_SCHEDULE
    assert used_judgement("Dit ligt niet op schema.") is None
    assert used_judgement("Dit staat onder druk.") is None


def test_no_letter_of_the_planner_itself_uses_too_strong_words() -> None:
    for since, day in ((NIP, JUNE), (JUNE, JANUARY)):
        assert not real_letter(since, day).is_blocked


@pytest.mark.parametrize("own_line", [True, False])
def test_a_writer_cannot_go_above_what_the_evidence_carries(own_line: bool) -> None:  # noqa: FBT001
    letter = real_letter(NIP, JUNE)
    stronger = "Eurodac ligt geheel op schema."
    line = next(x for x in letter.draft.text.splitlines() if " eurodac.judgement " in x)
    changed = f"{line}\n{stronger}" if own_line else f"{stronger} {line[line.index('<!--') :]}"
    again = make_letter(letter.subject, letter.draft.text.replace(line, changed))
    assert again.is_blocked
    flag = next(f for f in again.flags if f.blocks)
    assert stronger in flag.message(Locale("nl"))
    assert "staat onder druk" in flag.message(Locale("nl"))


def test_a_weaker_word_than_is_possible_is_allowed() -> None:
    letter = real_letter(NIP, JUNE)
    line = next(x for x in letter.draft.text.splitlines() if " screening.judgement " in x)
    weaker = f"De screening staat onder druk. {line[line.index('<!--') :]}"
    assert not make_letter(letter.subject, letter.draft.text.replace(line, weaker)).is_blocked


def test_every_flag_can_be_said_in_both_languages() -> None:
    letter = real_letter(JUNE, JANUARY)
    for flag in letter.flags:
        assert flag.message(Locale("nl"))
        assert flag.message(Locale("en"))
