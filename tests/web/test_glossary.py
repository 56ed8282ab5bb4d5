"""The glossary of the screens and the one in docs are the same."""

from __future__ import annotations

from pathlib import Path

from planner.i18n import catalogue

GLOSSARY = Path(__file__).parents[2] / "docs" / "glossary.md"


def documented() -> set[tuple[str, str]]:
    part = GLOSSARY.read_text(encoding="utf-8").split("## Planning")[1].split("## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("| ")][2:]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {(row[0], row[1]) for row in cells}


def shown() -> set[tuple[str, str]]:
    english, dutch = catalogue("en"), catalogue("nl")
    keys = [key for key in dutch if key.startswith("term.") and key.endswith(".name")]
    return {(english[key], dutch[key]) for key in keys}


def test_every_documented_term_is_explained_on_the_screen() -> None:
    assert documented() == shown()


def test_every_term_has_a_meaning_in_both_languages() -> None:
    for lang in ("nl", "en"):
        found = catalogue(lang)
        for key in found:
            if key.startswith("term.") and key.endswith(".name"):
                assert found[key.replace(".name", ".meaning")]
