"""A language is one folder of catalogues: a made-up one works in every verb and on every page."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from planner import i18n
from planner.cli import main
from planner.cli.entry import verb_names
from planner.i18n import Locale
from planner.i18n import catalogue
from planner.i18n import languages
from planner.web.registry import PAGES
from tests.web.test_register_pages import _page

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
REAL = ROOT / "workstreams"
MADE_UP = "qaa"
"""A code that ISO 639 leaves to private use."""
MARK = "¤"
"""Stands before every text of the made-up language."""

PLAN = "plan"
"""A copy of the real programme, as some verbs write into it."""

VERBS = {
    "baseline": ("--data-date", "2025-06-25", PLAN),
    "check": (PLAN,),
    "compare": ("--from", "2025-06-25", "--to", "2026-01-22", PLAN),
    "critical-path": ("--data-date", "2026-01-22", PLAN),
    "describe": ("--data-date", "2026-01-22", PLAN),
    "explain": ("iv-systems.acceptance", PLAN, "--data-date", "2026-01-22"),
    "export": (PLAN, "--data-date", "2026-01-22", "--out", "plan.html"),
    "impact": ("iv-systems.acceptance", "--plan", PLAN, "--data-date", "2026-01-22"),
    "import": (str(ROOT / "tests" / "exchange" / "minimal.xer"), "--workstream", "w", PLAN),
    "letter": (PLAN, "--since", "2025-06-25", "--data-date", "2026-01-22", "--out", "brief.md"),
    "quality": (PLAN, "--data-date", "2026-01-22"),
    "recover": (PLAN, "--data-date", "2026-01-22"),
    "risk": (PLAN, "--data-date", "2026-01-22", "--iterations", "1000"),
    "schedule": (PLAN, "--data-date", "2026-01-22"),
    "schema": ("--out", "schemas"),
    "status": ("overview", PLAN),
    "verify": (str(ROOT / "tests" / "exchange" / "minimal.xml"),),
    "what-if": ("ek-tweede-ronde", "--plan", PLAN, "--data-date", "2026-01-22"),
}
"""One use of every verb; some end with an exit code of their own, none without a word."""


@pytest.fixture
def made_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Add the language as one folder: all Dutch templates with a mark, dates as Frisians write."""
    folder = tmp_path / "messages"
    texts = {key: f"{MARK}{template}" for key, template in catalogue("nl").items()}
    texts |= {"locale.cldr": "fy", "locale.long-date": "long", "locale.short-date": "short"}
    (folder / MADE_UP).mkdir(parents=True)
    lines = [f"{json.dumps(key)} = {json.dumps(texts[key])}\n" for key in texts]
    (folder / MADE_UP / "all.toml").write_text("".join(lines), encoding="utf-8")
    for language in languages():
        (folder / language).symlink_to(i18n.MESSAGES / language)
    monkeypatch.setattr(i18n, "MESSAGES", folder)
    yield MADE_UP
    i18n.forget_catalogues()


def test_a_folder_makes_a_language(made_up: str) -> None:
    assert languages() == ("nl", "en", made_up)
    assert Locale(made_up).say("severity.error") == f"{MARK}fout"
    assert Locale(made_up).month(3) == "Maart"


def test_every_verb_has_a_use_here() -> None:
    assert sorted(VERBS) == verb_names()


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_speaks_it(
    verb: str,
    made_up: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    shutil.copytree(REAL, tmp_path / PLAN)
    monkeypatch.chdir(tmp_path)
    main([verb, *VERBS[verb], "--lang", made_up])
    shown = capsys.readouterr()
    assert MARK in shown.out + shown.err
    assert "Traceback" not in shown.err


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself_in_it(
    verb: str, made_up: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([verb, "--help", "--lang", made_up]) == 0
    assert MARK in capsys.readouterr().out


@pytest.mark.parametrize("module", [page.PAGE.name for page in PAGES])
def test_every_page_speaks_it(module: str, made_up: str) -> None:
    arguments = {
        "module": module,
        "folder": str(REAL),
        "day": "2026-01-22",
        "earlier": "2025-06-25",
        "lang": made_up,
    }
    test = AppTest.from_function(_page, kwargs=arguments, default_timeout=60).run()
    assert not test.exception
    assert test.title[0].value.startswith(MARK)
