"""What a letter says, and what it rests on."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from planner.analysis.reporting.judgement_levels import judgements
from planner.model import CommitmentStatus
from planner.model import Signatory
from planner.report.letter import make_letter
from planner.report.letter.content import letter_content
from planner.report.letter.flags import used_judgement
from planner.report.letter.grounds import Weight
from planner.report.letter.grounds import missing
from planner.report.letter.statements import CONDITIONS
from planner.report.letter.statements import OPENING
from planner.report.letter.statements import Role
from tests.letters import JANUARY
from tests.letters import JUNE
from tests.letters import NIP
from tests.letters import PAIRS
from tests.letters import real_letter
from tests.letters import real_plan
from tests.letters import subject_of
from tests.letters import with_plan

if TYPE_CHECKING:
    from datetime import date

    from planner.model import Plan
    from planner.report.letter.statements import Statement

ORDER = [Role.LEGAL, Role.SITUATION, Role.ORGANISATION, Role.STATE, Role.JUDGEMENT]
TWO = (
    Signatory(office="De minister van Asiel en Migratie", name="A. Eerste"),
    Signatory(office="De minister voor Asiel en Migratie", name="B. Tweede"),
)


def said(plan: Plan, since: date, day: date, identifier: str) -> Statement | None:
    content = letter_content(subject_of(plan, since, day))
    return next((found for found in content.statements if found.id == identifier), None)


@pytest.mark.parametrize(("since", "day"), PAIRS)
def test_every_sentence_names_what_it_rests_on_and_the_plan_has_it(since: date, day: date) -> None:
    letter = real_letter(since, day)
    for found in letter.content.statements:
        assert not found.grounds.is_empty, found.id
        assert not list(missing(found.grounds, letter.subject.plan, day)), found.id


@pytest.mark.parametrize(("since", "day"), PAIRS)
def test_a_sentence_has_one_id(since: date, day: date) -> None:
    ids = [found.id for found in real_letter(since, day).content.statements]
    assert len(ids) == len(set(ids))


def test_the_sections_stand_in_the_order_of_the_programme_with_conditions_last() -> None:
    sections = [found.id for found in real_letter(NIP, JUNE).content.sections]
    assert sections[0] == OPENING
    assert sections[-1] == CONDITIONS
    assert sections[1:-1] == [x for x in real_plan().programme.section_order if x in sections]


def test_the_user_sets_which_sections_there_are_and_in_which_order() -> None:
    subject = subject_of(real_plan(), NIP, JUNE, sections=("eurodac", "legislation"))
    sections = [found.id for found in letter_content(subject).sections]
    assert sections == [OPENING, "eurodac", "legislation", CONDITIONS]


@pytest.mark.parametrize(("since", "day"), PAIRS)
def test_a_section_goes_from_the_law_to_the_work_to_the_judgement(since: date, day: date) -> None:
    for section in real_letter(since, day).content.sections[1:-1]:
        roles = [ORDER.index(s.role) for s in section.statements if s.role in ORDER]
        assert roles == sorted(roles), section.id


@pytest.mark.parametrize(("since", "day"), PAIRS)
def test_no_judgement_is_stronger_than_its_level_allows(since: date, day: date) -> None:
    letter = real_letter(since, day)
    judged = judgements(letter.subject.now)
    for found in letter.content.statements:
        used = used_judgement(found.says)
        if used is not None and found.section in judged:
            assert judged[found.section].allows(used), found.says


def test_the_motion_is_named_as_long_as_it_is_open() -> None:
    plan = real_plan()
    assert said(plan, NIP, JUNE, "opening.motion.motion-913") is not None
    motion = plan.commitments["motion-913"]
    met = motion.model_copy(update={"status": CommitmentStatus.MET})
    closed = replace(plan, commitments={**plan.commitments, "motion-913": met})
    assert said(closed, NIP, JUNE, "opening.motion.motion-913") is None


def test_one_minister_says_i_and_two_say_we() -> None:
    one = letter_content(subject_of(real_plan(), NIP, JUNE))
    two = letter_content(subject_of(real_plan(), NIP, JUNE, signatories=TWO))
    assert "informeer ik uw Kamer" in one.statements[1].says
    assert "informeren wij uw Kamer" in two.statements[1].says
    assert not any(re.search(r"\b[Mm]ijn\b", found.says) for found in two.statements)


def test_a_letter_links_to_the_letter_before_it_and_its_number() -> None:
    found = said(real_plan(), JUNE, JANUARY, "opening.previous")
    assert found is not None
    assert "25 juni 2025" in found.says
    assert found.footnote is not None
    assert found.footnote.says == "Kamerstukken II 2024/25, 32 317, nr. 965."


def test_a_first_letter_links_to_the_plan_that_parliament_received() -> None:
    found = said(real_plan(), NIP, JUNE, "opening.previous")
    assert found is not None
    assert "implementatieplan" in found.says


def test_without_a_target_there_is_no_judgement_of_the_whole() -> None:
    plan = real_plan()
    assert said(plan, NIP, JUNE, "overall.judgement") is not None
    aimless = replace(plan, programme=plan.programme.model_copy(update={"target": None}))
    assert said(aimless, NIP, JUNE, "overall.judgement") is None
    assert said(aimless, NIP, JUNE, "opening.anchor") is None


def test_without_the_vote_in_the_plan_nothing_is_said_of_the_bill() -> None:
    plan = real_plan()
    assert said(plan, NIP, JUNE, "conditions.stage") is not None
    bare = replace(plan, programme=plan.programme.model_copy(update={"provisions": {}}))
    assert said(bare, NIP, JUNE, "conditions.stage") is None


def test_without_its_obligation_a_legal_sentence_is_gone() -> None:
    plan = real_plan()
    identifier = "eurodac.legal.icd"
    assert said(plan, NIP, JUNE, identifier) is not None
    rest = {k: v for k, v in plan.obligations.items() if k != "icd"}
    assert said(replace(plan, obligations=rest), NIP, JUNE, identifier) is None


def test_without_its_fact_or_its_source_a_sentence_is_gone() -> None:
    plan = real_plan()
    letter = real_letter(NIP, JUNE)
    sentences = [s for s in letter.content.statements if s.role is Role.SITUATION]
    assert sentences
    for found in sentences[::6]:
        facts = {k: v for k, v in plan.facts.items() if k not in found.grounds.facts}
        without = letter_content(with_plan(letter.subject, replace(plan, facts=facts)))
        assert found.says not in [s.says for s in without.statements], found.id
    sources = {k: v for k, v in plan.sources.items() if k != "S4"}
    bare = letter_content(with_plan(letter.subject, replace(plan, sources=sources)))
    assert all("S4" not in s.grounds.sources for s in bare.statements)


def test_without_the_report_work_is_not_said_to_be_done_or_under_way() -> None:
    plan = real_plan()
    letter = real_letter(NIP, JUNE)
    states = [s for s in letter.content.statements if s.role is Role.STATE]
    assert states
    silent = replace(plan, reports=tuple(r for r in plan.reports if r.data_date <= NIP))
    content = letter_content(subject_of(silent, NIP, JUNE))
    before = {s.id: s.grounds.reports for s in states}
    after = {s.id: s.grounds.reports for s in content.statements if s.role is Role.STATE}
    assert not {name for name in after if before.get(name) == after[name]}


def test_a_source_that_did_not_exist_yet_carries_nothing() -> None:
    for found in real_letter(NIP, JUNE).content.statements:
        for name in found.grounds.sources:
            day = real_plan().sources[name].date
            assert day is None or day <= JUNE, found.id


def test_work_that_only_rests_on_an_assumption_is_called_planned_and_flagged() -> None:
    letter = real_letter(JUNE, JANUARY)
    assumed = [s for s in letter.content.statements if s.grounds.weight is Weight.ASSUMED]
    assert assumed
    assert all("planning" in s.says for s in assumed)
    assert {s.id for s in assumed} == {f.about for f in letter.flags if f.kind == "assumed"}


def test_a_margin_below_zero_keeps_every_schedule_claim_out_of_the_opening() -> None:
    letter = real_letter(JUNE, JANUARY)
    forecast = letter.subject.now.forecast()
    assert forecast is not None
    overall = " ".join(s.says for s in letter.content.sections[0].statements)
    assert ("op schema" in overall) == (forecast.margin_days >= 0)


def test_a_letter_of_the_real_programme_is_there_within_five_seconds() -> None:
    subject = subject_of(real_plan(), JUNE, JANUARY)
    start = time.process_time()
    make_letter(subject)
    assert time.process_time() - start < 5
