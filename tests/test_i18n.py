"""Every text exists in both languages, says the same, and is used."""

from __future__ import annotations

import ast
import string
from datetime import date
from pathlib import Path

import pytest

from planner import i18n
from planner.i18n import Locale
from planner.i18n import UnknownTextError
from planner.i18n import catalogue
from planner.i18n import languages
from planner.i18n import problem_line
from planner.problems import Location
from planner.problems import Problem
from planner.problems import Severity
from planner.problems import in_reading_order
from planner.problems import nearest

PACKAGE = Path(i18n.__file__).parent
MAKERS = {"error", "warning", "remark", "reject", "Problem", "problem", "stop", "_between"}


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_both_languages_have_the_same_texts() -> None:
    assert catalogue("nl").keys() == catalogue("en").keys()


@pytest.mark.parametrize("key", sorted(catalogue("nl")))
def test_a_text_has_the_same_places_to_fill_in_both_languages(key: str) -> None:
    assert placeholders(catalogue("nl")[key]) == placeholders(catalogue("en")[key])


@pytest.mark.parametrize("lang", languages())
def test_no_text_is_empty(lang: str) -> None:
    assert [key for key, template in catalogue(lang).items() if not template.strip()] == []


def literal_codes() -> set[str]:
    """Collect the codes of problems that the program makes."""
    found = set()
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and _called(node) in MAKERS:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    found.add(first.value)
    return {code for code in found if "-" in code or code in {"cycle", "tab", "tag"}}


def _called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Name):
        return node.func.id
    return node.func.attr if isinstance(node.func, ast.Attribute) else ""


@pytest.mark.parametrize("code", sorted(literal_codes()))
def test_every_problem_that_the_program_makes_has_wording(code: str) -> None:
    for lang in languages():
        assert f"{code}.message" in catalogue(lang)


def test_every_wording_belongs_to_a_problem_that_the_program_makes() -> None:
    program = "\n".join(f.read_text(encoding="utf-8") for f in PACKAGE.rglob("*.py"))
    codes = [key.removesuffix(".message") for key in catalogue("nl") if key.endswith(".message")]
    assert [code for code in codes if f'"{code}"' not in program] == []


def test_a_text_is_filled_in() -> None:
    assert Locale("nl").say("tab.message").startswith("deze regel springt in")
    assert Locale("nl").count("count.error", 1) == "1 fout"
    assert Locale("en").count("count.error", 2) == "2 errors"


def test_an_unknown_text_is_an_error_of_the_program() -> None:
    with pytest.raises(UnknownTextError):
        Locale("nl").say("no-such-text")


def test_a_language_that_is_not_there_falls_back_to_dutch() -> None:
    assert Locale("fr").say("severity.error") == "fout"


@pytest.mark.parametrize(
    ("lang", "short", "expected"),
    [
        ("nl", False, "12 juni 2026"),
        ("nl", True, "12-06-2026"),
        ("en", False, "12 June 2026"),
        ("en", True, "12 Jun 2026"),
    ],
)
def test_dates_are_written_for_people(lang: str, *, short: bool, expected: str) -> None:
    assert Locale(lang).date(date(2026, 6, 12), short=short) == expected


def test_weekdays_and_numbers_follow_the_language() -> None:
    assert Locale("nl").weekday(date(2026, 6, 12)) == "vrijdag"
    assert Locale("en").weekday(date(2026, 6, 12)) == "Friday"
    assert Locale("nl").number(1234.5, decimals=1) == "1.234,5"
    assert Locale("en").number(1234.5, decimals=1) == "1,234.5"


def test_a_problem_is_one_line_with_place_severity_wording_and_advice() -> None:
    place = Location(Path("workstreams/reception.yaml"), 12, 15)
    details = {"activity": "reception.design", "name": "legislation.lw", "suggestion": None}
    problem = Problem("unknown-predecessor", Severity.ERROR, place, details)
    assert problem_line(problem, Locale("nl")) == (
        "workstreams/reception.yaml:12:15: fout: reception.design volgt op legislation.lw, maar "
        "die activiteit bestaat niet. Controleer de naam; buiten de eigen werkstroom is dat "
        "werkstroom.activiteit."
    )


def test_a_suggestion_takes_the_place_of_the_advice() -> None:
    details = {"name": "IDN", "suggestion": "IND"}
    problem = Problem("unknown-organisation", details=details)
    assert (
        problem_line(problem, Locale("nl"))
        == "fout: de organisatie IDN bestaat niet. Bedoelt u IND?"
    )


def test_what_a_person_typed_is_shown_as_it_is() -> None:
    problem = Problem("not-a-duration", details={"value": "{0} %s {key}"})
    assert "{0} %s {key} is geen duur" in problem_line(problem, Locale("nl"))


def test_dates_in_a_problem_follow_the_language() -> None:
    details = {"start": date(2025, 8, 31), "finish": date(2025, 7, 4)}
    problem = Problem("period-reversed", details=details)
    assert "31 augustus 2025" in problem_line(problem, Locale("nl"))
    assert "31 August 2025" in problem_line(problem, Locale("en"))


def test_problems_come_in_reading_order_and_once() -> None:
    def at(file: str, line: int) -> Problem:
        return Problem("tab", location=Location(Path(file), line))

    mixed = [at("b.yaml", 1), at("a.yaml", 10), at("a.yaml", 2), at("b.yaml", 1)]
    assert [str(p.location) for p in in_reading_order(mixed)] == [
        "a.yaml:2:1",
        "a.yaml:10:1",
        "b.yaml:1:1",
    ]


@pytest.mark.parametrize(
    ("word", "known", "found"),
    [
        ("duraton", {"duration", "deadline"}, "duration"),
        ("IDN", {"IND", "COA"}, "IND"),
        ("ind", {"IND", "COA"}, "IND"),
        ("IND-99", {"IND-04", "IND-05"}, None),
        ("xyz", {"IND", "COA"}, None),
    ],
)
def test_the_nearest_name_is_suggested_when_it_is_near(
    word: str, known: set[str], found: str | None
) -> None:
    assert nearest(word, known) == found
