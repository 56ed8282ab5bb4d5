"""The letter as a Word and an OpenDocument file."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from planner.model import Signatory
from planner.report.letter import FORMS
from planner.report.letter import LetterForm
from planner.report.letter import letter_document
from planner.report.letter import make_letter
from tests.letters import HOSTILE
from tests.letters import JANUARY
from tests.letters import JUNE
from tests.letters import NIP
from tests.letters import real_letter
from tests.letters import real_plan
from tests.letters import retitled
from tests.letters import subject_of
from tests.letters import with_plan

if TYPE_CHECKING:
    from planner.report.letter import Letter
    from planner.report.letter import LetterContext

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
BODY = {"docx": "word/document.xml", "odt": "content.xml"}


UNSEEN = re.compile("[\u202a-\u202e\u2066-\u2069\x00-\x08\x1b]")


@cache
def hostile(text: str) -> Letter:
    subject = real_letter(NIP, JUNE).subject
    return make_letter(with_plan(subject, retitled(real_plan(), text)))


def made(letter: Letter, kind: str, form: LetterForm = LetterForm.KAMERSTUK) -> zipfile.ZipFile:
    content = letter_document(letter.draft.text, letter.subject, kind, form)
    return zipfile.ZipFile(io.BytesIO(content))


def words(package: zipfile.ZipFile, kind: str) -> str:
    root = ET.fromstring(package.read(BODY[kind]))  # noqa: S314 - our own document
    return " ".join("".join(root.itertext()).split())


@pytest.mark.parametrize("kind", FORMS)
@pytest.mark.parametrize("form", list(LetterForm))
def test_the_same_draft_gives_the_same_bytes(kind: str, form: LetterForm) -> None:
    letter = real_letter(NIP, JUNE)
    first, second = (letter_document(letter.draft.text, letter.subject, kind, form) for _ in "ab")
    assert first == second


def test_sections_are_real_headings_and_notes_real_footnotes_in_word() -> None:
    letter = real_letter(NIP, JUNE)
    package = made(letter, "docx")
    root = ET.fromstring(package.read("word/document.xml"))  # noqa: S314
    styles = [s.get(f"{W}val") for s in root.iter(f"{W}pStyle")]
    titled = [s for s in letter.content.sections if s.title]
    annexes = 1
    assert styles.count("Heading1") == len(titled) + annexes
    assert styles.count("Title") == 1
    used = [s for s in letter.content.statements if s.footnote]
    assert len(list(root.iter(f"{W}footnoteReference"))) == len(used)
    notes = ET.fromstring(package.read("word/footnotes.xml"))  # noqa: S314
    said = "".join(notes.itertext())
    assert all(s.footnote.says in said for s in used if s.footnote)


def test_sections_are_real_headings_and_notes_real_footnotes_in_opendocument() -> None:
    letter = real_letter(NIP, JUNE)
    root = ET.fromstring(made(letter, "odt").read("content.xml"))  # noqa: S314
    headings = ["".join(h.itertext()) for h in root.iter(f"{TEXT}h")]
    assert headings[:-1] == [s.title for s in letter.content.sections if s.title]
    used = [s for s in letter.content.statements if s.footnote]
    assert len(list(root.iter(f"{TEXT}note"))) == len(used)


@pytest.mark.parametrize("kind", FORMS)
def test_a_document_says_what_it_is_and_in_which_language(kind: str) -> None:
    package = made(real_letter(JUNE, JANUARY), kind)
    said = package.read({"docx": "docProps/core.xml", "odt": "meta.xml"}[kind]).decode()
    assert "<dc:title>Voortgang implementatie Asiel- en Migratiepact</dc:title>" in said
    assert "minister van Asiel en Migratie" in said
    assert "<dc:language>nl-NL</dc:language>" in said
    styles = package.read({"docx": "word/styles.xml", "odt": "styles.xml"}[kind]).decode()
    dutch = {"docx": r'w:lang [^>]*w:val="nl-NL"', "odt": r'fo:language="nl"'}[kind]
    assert re.search(dutch, styles)


@pytest.mark.parametrize("kind", FORMS)
def test_both_appearances_have_the_same_body(kind: str) -> None:
    letter = real_letter(NIP, JUNE)
    paper = words(made(letter, kind, LetterForm.KAMERSTUK), kind)
    outgoing = words(made(letter, kind, LetterForm.OUTGOING), kind)
    start = "Op 12 juni 2026,"
    assert paper[paper.index(start) :] == outgoing[outgoing.index(start) :]
    assert "Nr. 965 Brief van de minister voor Asiel en Migratie" in paper
    assert "Geachte voorzitter" not in paper
    assert "Geachte voorzitter" in outgoing
    assert "Retouradres" in outgoing


def test_two_ministers_sign_under_each_other() -> None:
    said = words(made(real_letter(JUNE, JANUARY), "docx"), "docx")
    assert said.index("D.M. van Weel") < said.index("M.C.G. Keijzer")


def test_what_the_writer_wrote_is_in_the_document_and_the_marks_are_not() -> None:
    letter = real_letter(NIP, JUNE)
    text = letter.draft.text.replace("## Eurodac", "Nieuw *en* **vet**.\n\n## Eurodac")
    content = letter_document(text, letter.subject, "docx")
    said = words(zipfile.ZipFile(io.BytesIO(content)), "docx")
    assert "Nieuw en vet." in said
    assert "<!--" not in said
    assert "register" not in said


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
class TestHostileTextInEveryPlaceOfAPlan:
    def test_does_not_break_a_document_nor_get_executed(self, text: str) -> None:
        letter = hostile(text)
        for kind in FORMS:
            package = made(letter, kind)
            assert package.testzip() is None
            names = [n for n in package.namelist() if n.endswith((".xml", ".rels"))]
            for name in names:
                ET.fromstring(package.read(name))  # noqa: S314 - that it can be read
            said = package.read(BODY[kind]).decode()
            links = re.findall(r'(?:href|Target)="([^"]*)"', said)
            links += [
                t for n in names for t in re.findall(r'Target="([^"]*)"', package.read(n).decode())
            ]
            assert not [link for link in links if "javascript" in link or "passwd" in link]
            assert "<script" not in said
            assert not [n for n in package.namelist() if "media/" in n or "Pictures/" in n]
            assert not UNSEEN.search(said)

    def test_does_not_confuse_the_draft(self, text: str) -> None:
        letter = hostile(text)
        again = make_letter(letter.subject, letter.draft.text)
        assert again.draft.text == letter.draft.text
        assert again.draft.changes == ()

    def test_stays_text_in_the_sheets(self, text: str) -> None:
        letter = hostile(text)
        for sheet in (letter.accountability(), letter.metadata(), letter.beslisnota()):
            assert not re.search(r"(?<!\\)<\w|(?<!\\)\]\(", sheet)
            assert not UNSEEN.search(sheet)


@given(st.text(max_size=300))
@settings(max_examples=10, deadline=None)
def test_a_draft_with_anything_in_it_becomes_a_document(text: str) -> None:
    subject = subject_with_one_signatory()
    content = letter_document(f"# Titel\n\n{text}\n", subject, "docx")
    package = zipfile.ZipFile(io.BytesIO(content))
    ET.fromstring(package.read("word/document.xml"))  # noqa: S314
    assert not [n for n in package.namelist() if "media/" in n]


def subject_with_one_signatory() -> LetterContext:
    letter = real_letter(NIP, JUNE)
    return replace(letter.subject, signatories=(Signatory(office="De minister"),))


def test_an_unknown_letter_has_no_number_and_the_day_of_its_data() -> None:
    subject = subject_of(real_plan(), NIP, date(2025, 9, 5))
    said = words(made(make_letter(subject), "docx"), "docx")
    assert "Nr." not in said[:200]
    assert "Den Haag, 5 september 2025" in said
