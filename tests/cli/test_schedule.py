"""The verbs that show the schedule: what they print, for people and for programs."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from planner.cli import main

ROOT = Path(__file__).parents[2]
REAL = ROOT / "workstreams"
HEAVY = {"plotly", "streamlit", "numpy", "pandas", "numba", "babel", "scipy", "networkx"}


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main([str(argument) for argument in arguments])
    done = capsys.readouterr()
    return code, done.out, done.err


def schedule_of(capsys: pytest.CaptureFixture[str], plan: Path, *more: object) -> dict[str, Any]:
    code, out, _ = run(capsys, "schedule", plan, "--format", "json", *more)
    assert code == 0
    listing: dict[str, Any] = json.loads(out)
    return listing


def test_json_has_the_keys_of_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    listing = schedule_of(capsys, REAL, "--data-date", "2026-01-22")
    assert list(listing) == ["programme", "data_date", "finish", "target", "activities"]
    assert listing["data_date"] == "2026-01-22"
    assert listing["target"]["activity"] == "go-live.application"
    assert listing["target"]["date"] == "2026-06-12"
    ids = [activity["id"] for activity in listing["activities"]]
    assert ids == sorted(ids)
    assert list(listing["activities"][0]) == [
        "id",
        "workstream",
        "title",
        "owner",
        "kind",
        "state",
        "start",
        "finish",
        "late_start",
        "late_finish",
        "duration_days",
        "remaining_days",
        "total_float",
        "free_float",
        "critical",
        "on_critical_path",
        "driven_by",
    ]
    finished = [a for a in listing["activities"] if a["state"] == "finished"]
    assert finished
    assert all(a["total_float"] is None and a["late_finish"] is None for a in finished)


def test_the_margin_is_the_least_float_on_the_critical_path(
    capsys: pytest.CaptureFixture[str],
) -> None:
    listing = schedule_of(capsys, REAL, "--data-date", "2026-01-22")
    path = [a for a in listing["activities"] if a["on_critical_path"] and a["kind"] != "hammock"]
    assert len({a["owner"] for a in path}) > 1
    target = next(a for a in path if a["id"] == listing["target"]["activity"])
    assert target["total_float"] == listing["target"]["margin_days"]


def test_csv_has_a_row_an_activity_with_the_same_values(capsys: pytest.CaptureFixture[str]) -> None:
    listing = schedule_of(capsys, REAL)
    code, out, _ = run(capsys, "schedule", REAL, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert [row["id"] for row in rows] == [a["id"] for a in listing["activities"]]
    assert rows[0]["start"] == listing["activities"][0]["start"]


def test_the_same_files_give_the_same_bytes_whatever_their_order(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    copy = tmp_path / "plan"
    shutil.copytree(REAL, copy)
    for file in sorted(copy.glob("*.yaml"), reverse=True):
        written = yaml.safe_load(file.read_text(encoding="utf-8"))
        activities = written.get("activities")
        if activities:
            written["activities"] = dict(reversed(activities.items()))
        turned = dict(reversed(written.items()))
        file.write_text(yaml.safe_dump(turned, sort_keys=False, allow_unicode=True), "utf-8")
    expected = run(capsys, "schedule", REAL, "--format", "json", "--data-date", "2025-06-25")
    assert (
        run(capsys, "schedule", copy, "--format", "json", "--data-date", "2025-06-25") == expected
    )


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("verb", ["schedule", "critical-path"])
def test_output_for_people_fits_a_hundred_columns(
    capsys: pytest.CaptureFixture[str], verb: str, lang: str
) -> None:
    code, out, _ = run(capsys, verb, REAL, "--lang", lang, "--data-date", "2025-06-25")
    assert code == 0
    assert max(map(len, out.splitlines())) <= 100


def test_no_date_is_cut_in_english(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "schedule", REAL, "--lang", "en", "--data-date", "2025-06-25")
    (line,) = [row for row in out.splitlines() if row.startswith("go-live.application ")]
    assert re.findall(r"\d+ \w+ \d{4}", line)
    assert not re.search(r"\d…", out)


def test_the_critical_path_is_told_from_its_head_to_12_june(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, _ = run(capsys, "critical-path", REAL, "--data-date", "2025-06-25", "--paths", "3")
    assert code == 0
    assert "12 juni 2026" in out
    steps = [line for line in out.splitlines() if line.lstrip()[:1].isdigit() and ". " in line]
    assert len(steps) > 10
    assert "Pad 2:" in out
    assert "Pad 3:" in out


def test_a_target_that_was_reached_shows_what_was_built(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "critical-path", REAL, "--format", "json")
    path = json.loads(out)["path"]
    assert code == 0
    assert {step["state"] for step in path} == {"finished"}
    assert path[-1]["id"] == "go-live.application"


def test_explain_names_what_holds_a_date(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(
        capsys,
        *("explain", "legislation.tk-adoption", REAL),
        *("--data-date", "2025-06-25", "--format", "json"),
    )
    listing = json.loads(out)
    assert listing["drivers"] == [{"kind": "link", "predecessor": "legislation.tk-plenary"}]
    assert listing["path"][-1]["id"] == "legislation.tk-adoption"


def test_a_misspelt_activity_is_answered_with_the_nearest(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, _, err = run(capsys, "explain", "legislation.tk-adopton", REAL)
    assert code == 2
    assert "legislation.tk-adoption" in err


def test_a_plan_with_an_error_is_not_scheduled(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    copy = tmp_path / "plan"
    shutil.copytree(REAL, copy)
    file = copy / "screening.yaml"
    file.write_text(file.read_text("utf-8").replace("title:", "titel:", 2), "utf-8")
    code, out, err = run(capsys, "schedule", copy)
    assert (code, out) == (1, "")
    assert "screening.yaml:" in err
    assert "Bedoelt u title?" in err


def test_an_impossible_data_date_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "schedule", REAL, "--data-date", "2026-02-30")
    assert code == 2
    assert "2026-02-30" in err


def test_a_data_date_far_away_is_refused_without_a_traceback(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, err = run(capsys, "schedule", REAL, "--data-date", "2095-01-01")
    assert (code, out) == (1, "")
    assert "Traceback" not in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("verb", ["check", "schedule", "critical-path"])
def test_quick_verbs_load_nothing_heavy(verb: str) -> None:
    code = (
        "import sys\nfrom planner.cli import main\n"
        f"main([{verb!r}, {str(REAL)!r}])\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    loaded = {name.partition(".")[0] for name in done.stderr.split()}
    dates = set() if verb == "check" else {"babel"}  # which writes the dates
    assert loaded & HEAVY <= dates
