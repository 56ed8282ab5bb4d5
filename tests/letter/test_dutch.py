"""The Dutch of the letter."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planner.i18n import DEFAULT_LOCALE
from planner.report.letter.abbreviations import Definitions
from planner.report.letter.abbreviations import unexplained
from planner.report.letter.dutch import capitalised
from planner.report.letter.dutch import listing
from planner.report.letter.dutch import lowered
from planner.report.letter.dutch import noun_phrase
from planner.report.letter.dutch import plain_sentence
from planner.report.letter.dutch import together
from planner.report.letter.legal import act_text
from planner.report.letter.legal import article_text
from planner.report.letter.legal import normative
from planner.report.letter.markup import bare
from planner.report.letter.markup import read_lines
from planner.report.letter.markup import without_comments
from planner.report.letter.opening import session
from planner.report.letter.opening import short_name
from tests.letters import PAIRS
from tests.letters import real_letter
from tests.letters import real_plan

if TYPE_CHECKING:
    from datetime import date

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
LETTER = Path(__file__).parents[2] / "planner" / "report" / "letter"
SENTENCES = (
    *("opening", "judgement", "section", "conditions", "closing", "metadata", "footnote"),
    "beslisnota",
)
ENGLISH_WORDS = """
the and of with for from to by schedule milestone float baseline owner planned finished delay
deadline update on-track at-risk under-pressure none provisionally-on-schedule on-schedule
not-achievable critical draft unknown activity
"""
ENGLISH = ENGLISH_WORDS.split()
DUTCH_TOO = {"of"}
PLACEHOLDERS = re.compile(
    r"\{\w*\}|\bNone\b|\bXX+\b|\bTODO\b|\bTBD\b|\[\s*\]|\bnvt\b|\bPM\b"
    r"|\.\.\.|\b\d{4}-\d{2}-\d{2}\b"
)
MONTHS = [DEFAULT_LOCALE.month(number) for number in range(1, 13)]


def sentences(since: date, day: date) -> list[str]:
    text = without_comments(real_letter(since, day).draft.text)
    return [bare(line) for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize(("since", "day"), PAIRS)
class TestALetter:
    def test_has_no_placeholder_and_no_field_that_was_not_filled_in(
        self, since: date, day: date
    ) -> None:
        found = [line for line in sentences(since, day) if PLACEHOLDERS.search(line)]
        assert found == []

    def test_has_no_english_word(self, since: date, day: date) -> None:
        wrong = set(ENGLISH) - DUTCH_TOO
        used = {w for line in sentences(since, day) for w in re.findall(r"[a-z-]+", line)}
        assert used & wrong == set()

    def test_has_no_doubled_space_and_no_space_before_a_sign(self, since: date, day: date) -> None:
        wrong = re.compile(r"\s{2,}| [,.;:!?)]|\( |,,|\.\.|\bde de\b|\bhet het\b|\bvan van\b")
        assert [line for line in sentences(since, day) if wrong.search(line)] == []

    def test_explains_every_abbreviation_at_its_first_use(self, since: date, day: date) -> None:
        assert unexplained(sentences(since, day)) == []
        lines = sentences(since, day)
        for short in ("IND", "COA", "KMar", "DTenV"):
            pattern = re.compile(rf"(?<![\w-]){short}(?![\w-])")
            first = next(line for line in lines if pattern.search(line))
            assert f"({short})" in first

    def test_writes_dates_in_words(self, since: date, day: date) -> None:
        text = " ".join(sentences(since, day))
        assert not re.search(r"\b\d{1,2}[-/]\d{1,2}[-/]\d{2,4}\b", text)
        for word in re.findall(r"\b\d{1,2} ([a-z]+) 20\d\d\b", text):
            assert word in MONTHS

    def test_names_no_percentage_and_has_no_table(self, since: date, day: date) -> None:
        text = " ".join(sentences(since, day))
        assert "%" not in text
        assert "procent" not in text
        assert "|" not in text

    def test_ends_every_sentence_and_begins_it_with_a_capital(self, since: date, day: date) -> None:
        lines = read_lines(real_letter(since, day).draft.text)
        ids = {found.id for found in real_letter(since, day).content.statements}
        said = [bare(line.text) for line in lines if line.id in ids and line.kind == "zin"]
        assert len(said) == len(ids)
        for sentence in said:
            assert sentence[-1] == ".", sentence
            assert sentence[0].isupper(), sentence

    def test_matches_plural_verbs_with_plural_words(self, since: date, day: date) -> None:
        singular = re.compile(r"^De (\w+(?:gesprekken|afspraken|criteria|regels|toetsen)) is ")
        plural = re.compile(r"^(?:De|Het) (\w+(?:ing|plan|ontwerp|keuze)) zijn ")
        for line in sentences(since, day):
            assert not singular.search(line), line
            assert not plural.search(line), line

    def test_copies_no_sentence_of_an_activity_note(self, since: date, day: date) -> None:
        said = set(sentences(since, day))
        notes = {e.note for r in real_plan().reports for e in r.activities.values() if e.note}
        assert not said & notes


@pytest.mark.parametrize(("since", "day"), PAIRS)
def test_the_committed_examples_are_what_the_plan_says_now(since: date, day: date) -> None:
    path = EXAMPLES / f"brief-{day.isoformat()}.md"
    assert path.read_text(encoding="utf-8") == real_letter(since, day).draft.text


@pytest.mark.parametrize(
    ("title", "phrase"),
    [
        ("Bouw nieuw IV-systeem van de IND", "de bouw van het nieuwe IV-systeem van de IND"),
        (
            "Ontwerp screeningsproces buitengrens",
            "het ontwerp van het screeningsproces buitengrens",
        ),
        ("Werkinstructies opvang", "de werkinstructies voor de opvang"),
        ("Besluit wie welke categorie invoert", "het besluit wie welke categorie invoert"),
        ("Autorisaties en toegangsbeheer", "de autorisaties en het toegangsbeheer"),
        ("Nieuwe meerjarenprognose", "de nieuwe meerjarenprognose"),
        ("Eurodac", "Eurodac"),
        ("Europese strategie", "de Europese strategie"),
    ],
)
def test_a_title_gets_its_article_and_what_it_left_out(title: str, phrase: str) -> None:
    assert noun_phrase(title).text == phrase


@pytest.mark.parametrize(
    ("title", "is_plural"),
    [
        ("Werkinstructies opvang", True),
        ("Gesprekken over deelname", True),
        ("Inkoop en inzet van medisch personeel", True),
        ("Opleiding medewerkers", False),
        ("Ontwerp van drie processen", False),
    ],
)
def test_a_title_knows_its_number(title: str, is_plural: bool) -> None:  # noqa: FBT001
    assert noun_phrase(title).is_plural is is_plural


def test_lists_are_summed_up_with_and() -> None:
    assert listing([]) == ""
    assert listing(["a"]) == "a"
    assert listing(["a", "b"]) == "a en b"
    assert listing(["a", "b", "c"]) == "a, b en c"


def test_phrases_that_begin_alike_do_so_once() -> None:
    assert together(["het ontwerp van a", "het ontwerp van b"]) == "het ontwerp van a en b"
    assert together(["het ontwerp van a", "de bouw van b"]) == "het ontwerp van a en de bouw van b"


def test_capitals_follow_the_language() -> None:
    assert capitalised("ijsland") == "IJsland"
    assert lowered("IV-systemen") == "IV-systemen"
    assert lowered("Motie-Podt/Rajkowski") == "motie-Podt/Rajkowski"
    assert lowered("Europese strategie") == "Europese strategie"


def test_an_article_is_written_out() -> None:
    assert article_text("63(5)") == "63, vijfde lid,"
    assert article_text("35(4)-(5)") == "35, vierde en vijfde lid,"
    assert article_text("14-15") == "14 en 15"
    assert article_text("9-12") == "9 tot en met 12"
    assert act_text("Verordening (EU) 2024/1358").endswith("(Eurodacverordening)")


def test_what_must_be_done_is_not_said_to_be_done() -> None:
    assert normative("Het plan is uiterlijk 12 april 2025 gemeld") == (
        "Het plan moet uiterlijk 12 april 2025 zijn gemeld"
    )
    assert normative("De behoeften zijn binnen 30 dagen beoordeeld") == (
        "De behoeften moeten binnen 30 dagen zijn beoordeeld"
    )
    assert normative("De wet geldt vanaf 12 juni 2026") == "De wet geldt vanaf 12 juni 2026"


def test_the_short_name_is_the_last_word_of_the_programme() -> None:
    assert short_name("Implementatie Asiel- en Migratiepact") == (
        "Asiel- en Migratiepact",
        "Migratiepact",
    )
    assert short_name("Nieuwe Omgevingswet") == ("Nieuwe Omgevingswet", None)


def test_a_parliamentary_year_begins_in_september() -> None:
    june, january = real_plan().letters[:2]
    assert session(june) == "2024/25"
    assert session(january) == "2025/26"


def test_an_abbreviation_is_written_out_once() -> None:
    definitions = Definitions()
    first = definitions.expanded("De IND werkt samen met het COA.")
    assert first == (
        "De Immigratie- en Naturalisatiedienst (IND) werkt samen met het "
        "Centraal Orgaan opvang asielzoekers (COA)."
    )
    assert definitions.expanded("De IND werkt.") == "De IND werkt."
    assert unexplained(["De XYZ werkt."]) == ["XYZ"]


def test_a_text_of_the_plan_becomes_one_harmless_line() -> None:
    assert plain_sentence("een\n\ttwee\u202e\x00 drie") == "een twee drie"
    assert len(plain_sentence("woord " * 5000)) <= 400


def test_every_sentence_of_the_letter_is_used_and_none_is_asked_that_is_not_there() -> None:
    tables = tomllib.loads((LETTER / "phrases.toml").read_text(encoding="utf-8"))
    written = {f"{table}.{name}" for table in SENTENCES for name in tables[table]}
    asked = {
        node.value
        for path in LETTER.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    keys = re.compile(rf"(?:{'|'.join(SENTENCES)})\.[a-z][a-z0-9-]*")
    own = {"opening.purpose", "opening.anchor", "opening.previous", "conditions.room"}
    assert {key for key in asked if keys.fullmatch(key)} - own == written - own
