"""A draft that people edit and that is made again."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from planner.report.letter.draft import Move
from planner.report.letter.draft import make_draft
from planner.report.letter.markup import Item
from planner.report.letter.markup import MarkupKind
from planner.report.letter.markup import bare
from planner.report.letter.markup import read_lines
from planner.report.letter.markup import without_comments
from planner.report.letter.markup import written
from tests.letters import JANUARY
from tests.letters import JUNE
from tests.letters import NIP
from tests.letters import real_letter
from tests.letters import real_plan
from tests.letters import subject_of

SENTENCE = "eurodac.judgement"


def line_of(text: str, identifier: str) -> str:
    return next(line for line in text.splitlines() if f" {identifier} " in line)


def again(text: str) -> tuple[str, dict[str, Move]]:
    letter = real_letter(NIP, JUNE)
    draft = make_draft(letter.content, letter.subject, text)
    return draft.text, {change.id: change.move for change in draft.changes}


def test_making_an_untouched_draft_again_changes_nothing() -> None:
    text = real_letter(NIP, JUNE).draft.text
    assert again(text) == (text, {})


def test_what_the_writer_changed_stays_and_stays_quiet_while_the_plan_says_the_same() -> None:
    text = real_letter(NIP, JUNE).draft.text
    line = line_of(text, SENTENCE)
    mark = line[line.index("<!--") :]
    edited = text.replace(line, f"Eurodac verdient aandacht. {mark}")
    result, changes = again(edited)
    assert "Eurodac verdient aandacht." in result
    assert changes == {}


def test_a_changed_sentence_shows_beside_it_what_the_plan_now_says() -> None:
    text = real_letter(NIP, JUNE).draft.text
    line = line_of(text, SENTENCE)
    edited = text.replace(line, f"Eurodac verdient aandacht. <!-- zin {SENTENCE} 00000000 -->")
    result, changes = again(edited)
    assert changes == {SENTENCE: Move.DIFFERS}
    place = result.splitlines().index(line_of(result, SENTENCE))
    assert "Eurodac verdient aandacht." in result.splitlines()[place]
    assert result.splitlines()[place + 1].startswith("<!-- plan: Het werk aan Eurodac")
    assert again(result) == (result, {})


def test_an_untouched_sentence_follows_the_plan() -> None:
    old = real_letter(NIP, JUNE)
    subject = subject_of(real_plan(), JUNE, JANUARY)
    new = real_letter(JUNE, JANUARY)
    draft = make_draft(new.content, subject, old.draft.text)
    moves = {change.id: change.move for change in draft.changes}
    assert moves["opening.anchor"] is Move.UPDATED
    assert "over een klein half jaar" in draft.text
    ids = {line.id for line in read_lines(draft.text) if line.kind is MarkupKind.SENTENCE}
    assert {s.id for s in new.content.statements} <= ids


def test_a_sentence_that_the_writer_struck_out_stays_out() -> None:
    text = real_letter(NIP, JUNE).draft.text
    struck = text.replace(line_of(text, SENTENCE) + "\n", "")
    result, changes = again(struck)
    assert changes == {}
    assert f"zin {SENTENCE} " not in result


def test_a_sentence_of_the_writer_keeps_its_place() -> None:
    text = real_letter(NIP, JUNE).draft.text
    line = line_of(text, SENTENCE)
    added = text.replace(line, f"{line}\nDit schreef de afdeling er zelf bij.")
    result, changes = again(added)
    lines = result.splitlines()
    assert lines[lines.index(line) + 1] == "Dit schreef de afdeling er zelf bij."
    assert changes == {}


def test_a_sentence_that_the_plan_no_longer_says_goes_unless_its_writer_changed_it() -> None:
    text = real_letter(NIP, JUNE).draft.text
    line = line_of(text, SENTENCE)
    extra = "Dit zei het plan eerder."
    known = Item(MarkupKind.SENTENCE, "eurodac.oud", extra)
    result, changes = again(text.replace(line, f"{line}\n{written(known)}"))
    assert changes == {"eurodac.oud": Move.DROPPED}
    assert extra not in result
    changed = f"{extra} En meer. <!-- zin eurodac.oud {known.digest} -->"
    result, changes = again(text.replace(line, f"{line}\n{changed}"))
    assert changes == {"eurodac.oud": Move.GONE}
    assert f"{extra} En meer." in result


def test_every_sentence_has_a_line_of_its_own() -> None:
    letter = real_letter(NIP, JUNE)
    marked = [line for line in read_lines(letter.draft.text) if line.kind is MarkupKind.SENTENCE]
    assert {s.id for s in letter.content.statements} <= {line.id for line in marked}
    assert not re.search(r"zin \S+ [0-9a-f]{8} -->.*zin ", letter.draft.text)


@given(st.text(min_size=1).filter(lambda text: text.strip() == text and text.isprintable()))
@settings(max_examples=200)
def test_any_plain_text_survives_the_writing_and_the_reading(text: str) -> None:
    line = str(written(Item(MarkupKind.SENTENCE, "a.b", text)))
    (found,) = read_lines(line)
    assert bare(found.text) == text
    assert not found.is_edited
    assert without_comments(line).strip() == found.text
