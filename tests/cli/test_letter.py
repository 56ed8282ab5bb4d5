"""`planner letter`, as its writer uses it."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.cli import main

PLAN = Path(__file__).parents[2] / "workstreams"
DATES = ["--since", "2024-12-12", "--data-date", "2025-06-25"]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["letter", str(PLAN), *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_a_draft_comes_with_its_sheets(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, *DATES, "--out", str(tmp_path / "brief.md"))
    assert code == 0
    assert {path.name for path in tmp_path.iterdir()} == {
        "brief.md",
        "brief-verantwoording.md",
        "brief-metadata.md",
        "brief-beslisnota.md",
    }
    assert "aandachtspunten" in out


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_a_document_is_made_of_the_draft_beside_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    draft = tmp_path / "brief.md"
    run(capsys, *DATES, "--out", str(draft))
    draft.write_text(draft.read_text().replace("## Eurodac", "## Eurodac en meer"))
    code, _, _ = run(capsys, *DATES, "--out", str(tmp_path / f"brief.{kind}"), "--form", "outgoing")
    assert code == 0
    assert (tmp_path / f"brief.{kind}").read_bytes().startswith(b"PK")
    assert "## Eurodac en meer" in draft.read_text()


def test_too_strong_words_keep_the_document_away(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = tmp_path / "brief.md"
    run(capsys, *DATES, "--out", str(draft))
    draft.write_text(
        draft.read_text().replace("## Terugkeer", "Eurodac ligt op schema.\n\n## Terugkeer")
    )
    code, out, err = run(capsys, *DATES, "--out", str(tmp_path / "brief.docx"))
    assert code == 1
    assert not (tmp_path / "brief.docx").exists()
    assert "Te sterk" in out
    assert "geen document" in err


def test_a_name_without_a_known_ending_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(capsys, *DATES, "--out", str(tmp_path / "brief.pdf"))
    assert code == 2
    assert ".docx" in err
    assert list(tmp_path.iterdir()) == []


def test_the_previous_date_must_lie_before_the_date(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dates = ["--since", "2025-06-25", "--data-date", "2024-12-12"]
    code, _, err = run(capsys, *dates, "--out", str(tmp_path / "brief.md"))
    assert code == 2
    assert "25 juni 2025" in err


def test_without_since_the_letter_follows_on_the_one_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "--data-date", "2026-01-22", "--out", str(tmp_path / "brief.md"))
    assert "sinds 2025-06-25" in (tmp_path / "brief.md").read_text()


def test_a_date_beyond_the_calendars_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(capsys, "--data-date", "2090-01-01", "--out", str(tmp_path / "b.md"))
    assert code == 1
    assert len(err.splitlines()) == 1
    assert "vast" not in err


def test_the_smallest_plan_still_gives_a_letter(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "plan"
    plan.mkdir()
    (plan / "programme.yaml").write_text(
        "programme: Verbouwing\nstart: 2025-01-01\ndefault_calendar: k\n"
        'calendars: {k: {week: [mon, tue, wed, thu, fri], hours: ["09:00-17:00"]}}\n'
    )
    (plan / "werk.yaml").write_text(
        "workstream: werk\ntitle: Werk\nactivities:\n"
        "  a: {title: Muur zetten, duration: 10d, basis: assumption}\n"
        "  b: {title: Klaar, milestone: finish, after: [a], basis: assumption}\n"
    )
    dates = ["--since", "2025-01-02", "--data-date", "2025-02-01"]
    for kind in ("md", "docx"):
        assert main(["letter", str(plan), *dates, "--out", str(tmp_path / f"b.{kind}")]) == 0
    assert "# Voortgang verbouwing" in (tmp_path / "b.md").read_text()
    capsys.readouterr()


def test_an_unknown_section_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--sections", "eurodac,bestaat-niet", "--out", str(tmp_path / "b.md")]
    code, _, err = run(capsys, *DATES, *arguments)
    assert code == 2
    assert "bestaat-niet" in err


def test_a_draft_that_is_no_text_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "brief.md").write_bytes(b"\xff\xfe\x00")
    code, _, err = run(capsys, *DATES, "--out", str(tmp_path / "brief.md"))
    assert code == 1
    assert "UTF-8" in err
    assert (tmp_path / "brief.md").read_bytes() == b"\xff\xfe\x00"
