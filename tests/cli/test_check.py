"""`planner check` and `planner schema`, as people and scripts use them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from planner.cli import check
from planner.cli import main
from planner.cli.entry import verb_names
from planner.i18n import Locale
from planner.i18n import languages
from planner.model.json_schema import FILE_KINDS
from tests.plan_cases import BASIS

if TYPE_CHECKING:
    from pathlib import Path


Capture = pytest.CaptureFixture[str]

WARNED = "workstream: w\ntitle: W\nactivities:\n  a: {title: A, duration: 5d}\n"
WRONG = "workstream: w\ntitle: W\nactivities:\n  a: {title: A, duration: 5}\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return shutil.copytree(BASIS, tmp_path / "plan")


@pytest.fixture(autouse=True)
def _dutch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PLANNER_LANG", raising=False)
    monkeypatch.delenv("PLANNER_DEBUG", raising=False)


def run(capsys: Capture, *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def test_a_sound_plan_gives_zero_and_a_count(plan: Path, capsys: Capture) -> None:
    code, out, err = run(capsys, "check", str(plan))
    assert code == 0
    assert out.startswith("0 fouten, 0 waarschuwingen")
    assert "in 2 activiteiten." in out
    assert err == ""


def test_a_warning_gives_one_only_when_strict(plan: Path, capsys: Capture) -> None:
    (plan / "w.yaml").write_text(WARNED, encoding="utf-8")
    assert run(capsys, "check", str(plan))[0] == 0
    assert run(capsys, "check", str(plan), "--strict")[0] == 1


def test_an_error_gives_one_and_its_line(plan: Path, capsys: Capture) -> None:
    (plan / "w.yaml").write_text(WRONG, encoding="utf-8")
    code, out, _ = run(capsys, "check", str(plan))
    assert code == 1
    assert f"{plan}/w.yaml:4:27: fout: bij de duur 5 ontbreekt de eenheid." in out
    assert "1 fout, " in out


def test_a_folder_that_is_missing_is_a_finding(tmp_path: Path, capsys: Capture) -> None:
    code, out, _ = run(capsys, "check", str(tmp_path / "nergens"))
    assert code == 1
    assert "bestaat niet" in out


def test_remarks_are_shown_when_asked(plan: Path, capsys: Capture) -> None:
    hidden = run(capsys, "check", str(plan))[1]
    shown = run(capsys, "check", str(plan), "--all")[1]
    assert "opmerking: " not in hidden
    assert "--all" in hidden
    assert "opmerking: de bron S5 wordt niet gebruikt." in shown


@pytest.mark.parametrize(
    ("arguments", "variable", "word"),
    [
        (["check", "PLAN"], None, "0 fouten"),
        (["check", "PLAN", "--lang", "en"], None, "0 errors"),
        (["--lang", "en", "check", "PLAN"], None, "0 errors"),
        (["check", "PLAN"], "en", "0 errors"),
        (["check", "PLAN", "--lang", "nl"], "en", "0 fouten"),
        (["--lang", "en", "check", "PLAN", "--lang", "nl"], "en", "0 fouten"),
        (["check", "PLAN"], "xx", "0 fouten"),
    ],
)
def test_the_language_is_that_of_the_verb_then_the_group_then_the_environment(  # noqa: PLR0913, PLR0917
    plan: Path,
    capsys: Capture,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    variable: str | None,
    word: str,
) -> None:
    if variable:
        monkeypatch.setenv("PLANNER_LANG", variable)
    filled = [str(plan) if argument == "PLAN" else argument for argument in arguments]
    assert run(capsys, *filled)[1].startswith(word)


def test_json_holds_every_finding_with_its_place(plan: Path, capsys: Capture) -> None:
    (plan / "w.yaml").write_text(WRONG, encoding="utf-8")
    code, out, _ = run(capsys, "check", str(plan), "--format", "json", "--lang", "en")
    found = json.loads(out)
    assert code == 1
    assert found["errors"] == 1
    (problem,) = [p for p in found["problems"] if p["severity"] == "error"]
    assert problem["code"] == "duration-without-unit"
    assert (problem["file"], problem["line"], problem["column"]) == (f"{plan}/w.yaml", 4, 27)
    assert problem["message"].startswith("the duration 5 lacks its unit.")
    assert problem["details"]["value"] == "5"


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["chek"], "Bedoelt u check?"),
        (["check", "--foo"], "de optie --foo bestaat niet"),
        (["check", "--format", "xml"], "kies uit: table, json"),
        (["check", "a", "b"], "b is te veel. Probeer 'planner check --help'"),
        (["check", "--lang"], "--lang heeft een waarde nodig"),
        (["check", "--lang", "de"], "kies uit: nl, en"),
        (["schema", "leter"], "kies uit: commitments"),
        (["schema"], "--out"),
    ],
)
def test_wrong_usage_gives_two_and_says_what_is_right(
    capsys: Capture, arguments: list[str], word: str
) -> None:
    code, out, err = run(capsys, *arguments)
    assert code == 2
    assert out == ""
    assert err.startswith("planner: fout: ")
    assert word in err
    assert len(err.strip().splitlines()) == 1


def test_wrong_usage_is_said_in_english_too(capsys: Capture) -> None:
    _, _, err = run(capsys, "check", "--foo", "--lang", "en")
    assert err.startswith("planner: error: there is no option --foo.")


@pytest.mark.parametrize("lang", languages())
def test_every_verb_has_a_summary_and_help(lang: str, capsys: Capture) -> None:
    for name in verb_names():
        assert Locale(lang).knows(f"verb.{name}.summary")
        code, out, _ = run(capsys, name, "--lang", lang, "--help")
        assert code == 0
        assert "--lang" in out


def test_the_help_is_dutch_unless_asked_otherwise(capsys: Capture) -> None:
    assert run(capsys, "--help")[1].startswith("Gebruik: planner")
    assert run(capsys, "--lang", "en", "--help")[1].startswith("Usage: planner")
    assert "Toon alle fouten" in run(capsys, "check", "--help")[1]


def test_without_a_verb_the_verbs_are_shown(capsys: Capture) -> None:
    code, out, err = run(capsys)
    assert (code, out) == (2, "")
    assert err.startswith("Gebruik: planner")


def test_the_version_is_shown(capsys: Capture) -> None:
    code, out, _ = run(capsys, "--version")
    assert code == 0
    assert out.startswith("planner ")


def test_a_fault_of_the_program_is_one_line_with_a_hint(
    plan: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        reason = "delen door nul"
        raise ZeroDivisionError(reason)

    monkeypatch.setattr(check, "read_plan", fail)
    code, _, err = run(capsys, "check", str(plan))
    assert code == 70
    assert "ZeroDivisionError: delen door nul" in err
    assert "PLANNER_DEBUG=1" in err
    assert "Traceback" not in err
    monkeypatch.setenv("PLANNER_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        main(["check", str(plan)])


def test_an_interrupt_is_no_traceback(
    plan: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(check, "read_plan", interrupt)
    code, _, err = run(capsys, "check", str(plan))
    assert (code, err.strip()) == (130, "planner: fout: afgebroken.")


def test_a_schema_is_printed(capsys: Capture) -> None:
    code, out, _ = run(capsys, "schema", "workstream")
    assert code == 0
    assert json.loads(out)["title"] == "Een werkstroom met haar activiteiten"


def test_schemas_are_written_to_a_folder(tmp_path: Path, capsys: Capture) -> None:
    target = tmp_path / "een" / "twee"
    code, out, _ = run(capsys, "schema", "--out", str(target))
    assert code == 0
    assert {file.name for file in target.iterdir()} == {
        f"{kind}.schema.json" for kind in FILE_KINDS
    }
    assert str(len(FILE_KINDS)) in out


def test_a_folder_that_cannot_be_written_is_a_message(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "bestand").write_text("", encoding="utf-8")
    code, _, err = run(capsys, "schema", "--out", str(tmp_path / "bestand" / "map"))
    assert code == 1
    assert err.startswith("planner: fout: ")


def as_process(*arguments: str, **settings: str) -> subprocess.CompletedProcess[bytes]:
    program = "import sys; from planner.cli import main; sys.exit(main())"
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        check=False,
        env={**os.environ, **settings},
        timeout=60,
    )


def test_a_reader_that_leaves_early_is_no_fault(plan: Path) -> None:
    lines = "".join(f"  a{n}: {{title: A, duration: 5}}\n" for n in range(5_000))
    (plan / "w.yaml").write_text(f"workstream: w\ntitle: W\nactivities:\n{lines}", encoding="utf-8")
    program = "import sys; from planner.cli import main; sys.exit(main())"
    with subprocess.Popen(
        [sys.executable, "-c", program, "check", str(plan)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""


def test_a_terminal_without_arrows_still_shows_a_circle(plan: Path) -> None:
    circle = (
        "  a: {title: A, duration: 5d, after: [b]}\n  b: {title: B, duration: 5d, after: [a]}\n"
    )
    (plan / "w.yaml").write_text(
        f"workstream: w\ntitle: W\nactivities:\n{circle}", encoding="utf-8"
    )
    result = as_process("check", str(plan), PYTHONIOENCODING="ascii")
    assert result.returncode == 1
    assert b"w.a ? w.b" in result.stdout
    assert result.stderr == b""


def test_check_imports_nothing_heavy(plan: Path) -> None:
    program = (
        "import sys; from planner.cli import main; main(['check', sys.argv[1]]);"
        "heavy = {'streamlit', 'plotly', 'numpy', 'pandas', 'numba', 'babel', 'networkx'};"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    result = subprocess.run(
        [sys.executable, "-c", program, str(plan)], capture_output=True, check=True, timeout=60
    )
    assert result.stderr.decode().strip() == "[]"
