"""A policy officer who never saw YAML: the form, a mistake, its message, the second try."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from datetime import date
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from planner.cli import main
from planner.i18n import MINUS
from planner.model import ActivityStatus
from planner.model import StatusReport
from planner.source import read_plan
from planner.source.filing import report_text
from planner.source.forms import open_activities
from planner.source.forms import without_empty_lines
from planner.workspace.submission import judge
from planner.workspace.submission import submit
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PROGRAMME = """
programme: Proef
start: 2026-01-05
target: {milestone: work.ready, date: 2026-06-12}
default_calendar: rijk
calendars:
  rijk: {holidays: NL}
organisations:
  IND: {name: Immigratie- en Naturalisatiedienst, reports: true}
  COA: {name: Centraal Orgaan opvang asielzoekers, reports: true}
"""

WORK = """
workstream: work
title: Werk
activities:
  design: {title: Ontwerp, owner: IND, duration: 20d, basis: assumption, rationale: Proef.}
  build:
    {title: "Bouw: het systeem", owner: IND, duration: 40d, after: [design], basis: assumption,
     rationale: Proef.}
  shelter: {title: Opvang, owner: COA, duration: 10d, after: [design], basis: assumption,
     rationale: Proef.}
  ready: {title: Gereed, owner: IND, milestone: start, after: [build, shelter], basis: assumption,
     rationale: Proef., open_end: Einde.}
"""

TODAY = date(2026, 2, 16)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    folder = tmp_path / "plan"
    folder.mkdir()
    (folder / "programme.yaml").write_text(PROGRAMME, encoding="utf-8")
    (folder / "work.yaml").write_text(WORK, encoding="utf-8")
    return folder


@pytest.fixture
def form(plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    file = tmp_path / "formulier.yaml"
    arguments = ["--organisation", "IND", "--data-date", "2026-02-02", "--out", str(file)]
    assert main(["status", "new", str(plan), *arguments]) == 0
    capsys.readouterr()
    return file


def fill_in(form: Path, activity: str, **values: str) -> None:
    text = form.read_text(encoding="utf-8")
    for key, value in values.items():
        pattern = rf"(?m)^(  {re.escape(activity)}:\n(?:    .*\n)*?    {key}:)[^\n]*"
        text, count = re.subn(pattern, rf"\g<1> {value}", text, count=1)
        assert count == 1
    form.write_text(text, encoding="utf-8")


def filed(plan: Path) -> list[str]:
    status = plan / "status"
    return sorted(file.name for file in status.glob("*.yaml")) if status.is_dir() else []


def test_a_form_has_exactly_the_open_activities_of_the_organisation(plan: Path) -> None:
    (plan / "status").mkdir()
    entry = "{started: 2026-01-05, finished: 2026-01-30}"
    report = f"data_date: 2026-01-30\nreported_by: IND\nactivities:\n  work.design: {entry}\n"
    (plan / "status" / "2026-01-30-IND.yaml").write_text(report, encoding="utf-8")
    found = read_plan(plan).plan
    assert found is not None
    names = [activity.id for activity in open_activities(found, "IND", date(2026, 2, 2))]
    assert names == ["work.build", "work.ready"]


def test_a_form_shows_the_last_known_values_as_comments(
    plan: Path, form: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill_in(form, "work.design", started="2026-01-05", remaining="3d", health="at-risk")
    assert submit(plan, form, TODAY).filed is not None
    assert (
        main(["status", "new", str(plan), "--organisation", "IND", "--data-date", "2026-02-16"])
        == 0
    )
    text = capsys.readouterr().out
    said = "begonnen op 5 januari 2026; nog 3 werkdagen werk; oordeel: risico"
    assert f"# Laatst gemeld op 2 februari 2026: {said}" in text
    assert "    started:\n" not in text.partition("work.design:")[2].partition("work.ready")[0]


def test_a_form_is_yaml_whatever_the_titles_hold(form: Path) -> None:
    content = yaml.safe_load(form.read_text(encoding="utf-8"))
    assert set(content["activities"]) == {"work.build", "work.design", "work.ready"}
    assert all(
        value is None for entry in content["activities"].values() for value in entry.values()
    )


def test_a_form_that_was_not_filled_in_is_refused_clearly(
    plan: Path, form: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["status", "submit", str(form), str(plan)]) == 1
    said = capsys.readouterr()
    assert "niets ingevuld" in said.err
    assert "--nothing-to-report" in said.err
    assert filed(plan) == []


def test_an_empty_form_is_accepted_when_it_is_meant(
    plan: Path, form: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["status", "submit", str(form), str(plan), "--nothing-to-report"]) == 0
    assert "Ingediend" in capsys.readouterr().out
    assert filed(plan) == ["2026-02-02-IND.yaml"]


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("started", "5-1-2026", "Bedoelt u 2026-01-05?"),
        ("started", "2026-02-30", "bestaat niet"),
        ("started", "2026-02-20", "peildatum"),
        ("started", "begin januari", "geen datum"),
        ("remaining", "20", "20d"),
        ("remaining", "drie weken", "geen duur"),
        ("health", "op schema", "on-track"),
        ("health", "at risk", "at-risk"),
        ("note", "Let op: loopt uit", "aanhalingstekens"),
        ("note", '"Loopt uit', "aanhalingsteken"),
        ("note", "\tuitloop", ""),
    ],
)
def test_a_typing_mistake_is_named_with_its_line_and_what_to_do(  # noqa: PLR0913, PLR0917
    plan: Path,
    form: Path,
    capsys: pytest.CaptureFixture[str],
    key: str,
    value: str,
    message: str,
) -> None:
    fill_in(form, "work.design", **{key: value})
    lines = form.read_text(encoding="utf-8").splitlines()
    line = next(n for n, text in enumerate(lines, 1) if text.endswith(value.strip()))
    code = main(["status", "check", str(form), str(plan)])
    said = capsys.readouterr()
    if not message:
        assert code == 0
        return
    assert code == 1
    assert f"{form}:{line}:" in said.err or f"regel {line} " in said.err
    assert message in said.err
    assert "Traceback" not in said.err
    assert main(["status", "submit", str(form), str(plan)]) == 1
    assert filed(plan) == []


def test_the_second_try_is_accepted_and_says_what_it_changes(
    plan: Path, form: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill_in(form, "work.design", started="2026-01-05", remaining="10")
    assert main(["status", "check", str(form), str(plan)]) == 1
    fill_in(form, "work.design", remaining="10d")
    capsys.readouterr()
    assert main(["status", "check", str(form), str(plan)]) == 0
    said = capsys.readouterr().out
    assert f"Ontwerp: klaar op 13 februari 2026 in plaats van 27 februari 2026 ({MINUS}10)" in said
    assert "marge +" in said
    assert filed(plan) == []


def test_what_is_submitted_is_read_by_the_plan_and_passes_its_checks(
    plan: Path, form: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    note = "'“Ja”: #1 & <b>*vet*</b> =SOM(A1)'"
    fill_in(form, "work.design", started="2026-01-05", finished="2026-01-30", note=note)
    assert main(["status", "submit", str(form), str(plan)]) == 0
    capsys.readouterr()
    main(["check", str(plan), "--all"])
    assert "status" not in capsys.readouterr().out
    found = read_plan(plan).plan
    assert found is not None
    entry = found.reports[0].activities["work.design"]
    assert entry.note == "“Ja”: #1 & <b>*vet*</b> =SOM(A1)"
    assert entry.finished == date(2026, 1, 30)


def test_handing_in_the_same_report_twice_files_it_once(plan: Path, form: Path) -> None:
    fill_in(form, "work.design", started="2026-01-05")
    first, second = submit(plan, form, TODAY), submit(plan, form, TODAY)
    assert first.filed is not None
    assert second.filed is not None
    assert second.filed.was_there
    assert filed(plan) == ["2026-02-02-IND.yaml"]


def test_a_second_report_of_the_day_is_filed_beside_the_first(plan: Path, form: Path) -> None:
    fill_in(form, "work.design", started="2026-01-05")
    submit(plan, form, TODAY)
    fill_in(form, "work.build", note="Later meer.")
    before = (plan / "status" / "2026-02-02-IND.yaml").read_bytes()
    assert submit(plan, form, TODAY).filed is not None
    assert filed(plan) == ["2026-02-02-IND-02.yaml", "2026-02-02-IND.yaml"]
    assert (plan / "status" / "2026-02-02-IND.yaml").read_bytes() == before


def test_two_reports_that_contradict_each_other_are_both_named(
    plan: Path, form: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill_in(form, "work.design", started="2026-01-05")
    submit(plan, form, TODAY)
    fill_in(form, "work.design", started="2026-01-12")
    assert main(["status", "submit", str(form), str(plan)]) == 1
    said = capsys.readouterr().err
    assert re.search(r"2026-02-02-IND\.yaml:\d+:\d+", said)
    assert re.search(r"formulier\.yaml:\d+:\d+", said)
    assert filed(plan) == ["2026-02-02-IND.yaml"]


def test_progress_that_goes_backwards_is_said_and_may_be_meant(plan: Path, form: Path) -> None:
    fill_in(form, "work.design", started="2026-01-05", remaining="5d")
    submit(plan, form, TODAY)
    later = form.read_text(encoding="utf-8").replace(
        "data_date: 2026-02-02", "data_date: 2026-02-09"
    )
    form.write_text(later.replace("remaining: 5d", "remaining: 9d"), encoding="utf-8")
    judged = judge(plan, form, TODAY)
    assert [problem.code for problem in judged.problems] == ["progress-backwards"]
    assert judged.is_acceptable


def test_work_of_others_and_a_data_date_to_come_are_doubted(plan: Path, form: Path) -> None:
    text = form.read_text(encoding="utf-8").replace("  work.design:", "  work.shelter:")
    text = text.replace("data_date: 2026-02-02", "data_date: 2027-02-02")
    form.write_text(text, encoding="utf-8")
    fill_in(form, "work.shelter", started="2026-03-05")
    codes = {problem.code for problem in judge(plan, form, TODAY).problems}
    assert codes >= {"report-in-future", "report-on-others"}


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: "",
        lambda text: text.replace("reported_by: IND", "reported_by: ../../x"),
        lambda text: text.replace("data_date: 2026-02-02", "data_date:"),
        lambda text: text.replace("activities:", "activiteiten:"),
        lambda text: text.replace("work.design", "work.desing"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text.replace("activities:", "activities: []"),
        lambda _: "x" * 10_000,
        lambda text: text.replace("    note:", "    note: " + "\u202e*_<script>" * 900),
    ],
)
def test_no_damage_to_a_form_ends_the_program(
    plan: Path, form: Path, capsys: pytest.CaptureFixture[str], damage: object
) -> None:
    assert callable(damage)
    form.write_text(damage(form.read_text(encoding="utf-8")), encoding="utf-8", newline="")
    assert main(["status", "check", str(form), str(plan)]) in {0, 1}
    assert "liep vast" not in capsys.readouterr().err
    assert not list(plan.parent.glob("x*"))


def test_a_form_that_is_not_there_is_said_in_one_line(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["status", "check", str(plan / "weg.yaml"), str(plan)]) == 1
    assert "weg.yaml" in capsys.readouterr().err


def test_a_mistake_of_someone_else_in_the_plan_does_not_stop_a_report(
    plan: Path, form: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = "workstream: other\ntitle: Ander\nactivities:\n  a: {title: A, duration: 5}\n"
    (plan / "other.yaml").write_text(broken, encoding="utf-8")
    fill_in(form, "work.design", started="2026-01-05")
    assert main(["status", "submit", str(form), str(plan)]) == 0
    said = capsys.readouterr()
    assert "Het plan zelf bevat fouten" in said.err
    assert "other.yaml" not in said.err
    assert filed(plan) == ["2026-02-02-IND.yaml"]


def test_a_folder_that_is_no_plan_is_said_in_one_line(
    tmp_path: Path, form: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "leeg"
    assert main(["status", "check", str(form), str(empty)]) == 1
    assert "leeg" in capsys.readouterr().err
    assert main(["status", "submit", str(form), str(empty)]) == 1
    assert not empty.exists()


def test_an_organisation_that_does_not_exist_is_named_with_the_known_ones(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--organisation", "ind", "--data-date", "2026-02-02"]
    assert main(["status", "new", str(plan), *arguments]) == 2
    assert "IND, COA" in capsys.readouterr().err


def test_the_overview_names_who_has_reported_and_who_is_late(
    plan: Path, form: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill_in(form, "work.design", started="2026-01-05")
    submit(plan, form, TODAY)
    assert main(["status", "overview", str(plan), "--on", "2026-02-16"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("IND") and "op tijd" in line for line in lines)
    assert any(line.startswith("COA") and "nog nooit gemeld" in line for line in lines)


def test_a_claim_that_the_schedule_contradicts_is_listed_with_both_sides(
    plan: Path, form: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill_in(form, "work.design", started="2026-01-05", remaining="100d", health="on-track")
    submit(plan, form, TODAY)
    assert main(["status", "overview", str(plan), "--on", "2026-02-16"]) == 0
    said = capsys.readouterr().out
    assert f"gemeld: op schema. Berekend: {MINUS}" in said


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["work.a", "work.b", "x.c"]),
            st.sampled_from(["", "note: |\n      regel:\n\n      nog:", "health: at-risk"]),
        ),
        unique_by=lambda pair: pair[0],
    )
)
def test_passing_over_empty_lines_keeps_what_was_filled_in(entries: list[tuple[str, str]]) -> None:
    lines = ["data_date: 2026-02-02", "activities:"]
    for name, said in entries:
        lines += [f"  {name}:", "    started:", f"    {said}", "    finished:  # dag"]
    form = "\n".join(lines) + "\n"
    found = without_empty_lines(form)
    assert len(found.splitlines()) == len(form.splitlines())
    kept = yaml.safe_load(found)["activities"]
    assert set(kept) == {name for name, said in entries if said}
    for name, said in entries:
        if said.startswith("note"):
            assert kept[name]["note"].split() == ["regel:", "nog:"]


NOTES = st.text(
    st.characters(
        codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029"
    ),
    min_size=1,
    max_size=60,
)


@given(NOTES)
def test_any_note_reads_back_as_it_was_written(note: str) -> None:
    report = StatusReport(
        name="x",
        data_date=date(2026, 2, 2),
        reported_by="IND",
        activities={"work.a": ActivityStatus(note=note, percent_complete=40)},
    )
    assert yaml.safe_load(report_text(report))["activities"]["work.a"]["note"] == note


def test_nothing_done_is_filed_as_zero_percent(plan: Path, form: Path) -> None:
    text = form.read_text(encoding="utf-8")
    form.write_text(text.replace("    remaining:", "    percent_complete: 0", 1), encoding="utf-8")
    assert submit(plan, form, TODAY).filed is not None
    reading = read_plan(plan)
    assert reading.problems == ()
    assert reading.plan is not None
    (report,) = reading.plan.reports
    assert [status.percent_complete for status in report.activities.values()] == [0]


def processes(plan: Path, forms: list[Path]) -> Iterator[subprocess.Popen[str]]:
    for file in forms:
        yield subprocess.Popen(
            [sys.executable, "-m", "planner", "status", "submit", str(file), str(plan)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )


def many_forms(form: Path, count: int) -> list[Path]:
    text = form.read_text(encoding="utf-8")
    found = []
    for number in range(count):
        file = form.with_name(f"formulier-{number}.yaml")
        file.write_text(
            text.replace("\nnote:", f"\nnote: Melding nummer {number}."), encoding="utf-8"
        )
        found.append(file)
    return found


@pytest.mark.slow
def test_fifty_processes_at_once_all_get_their_report_in_and_none_is_half(
    plan: Path, form: Path
) -> None:
    fill_in(form, "work.design", started="2026-01-05")
    running = list(processes(plan, many_forms(form, 50)))
    said = [process.communicate(timeout=300)[0] for process in running]
    assert [process.returncode for process in running] == [0] * 50, said
    found = read_plan(plan)
    assert found.problems == ()
    assert found.plan is not None
    notes = {report.note for report in found.plan.reports}
    assert notes == {f"Melding nummer {number}." for number in range(50)}
    assert all(report.activities["work.design"].started for report in found.plan.reports)


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="kills a process as only POSIX can")
def test_a_submission_that_is_killed_leaves_the_old_or_the_new_state(
    plan: Path, form: Path
) -> None:
    fill_in(form, "work.design", started="2026-01-05")
    (started,) = processes(plan, [form])
    began = time.monotonic()
    started.communicate()
    took = time.monotonic() - began
    shutil.rmtree(plan / "status")
    moments = random.Random(7)  # noqa: S311 - no secret
    whole = report_text_of(plan, form)
    for _ in range(15):
        (running,) = processes(plan, [form])
        time.sleep(took * moments.uniform(0.3, 1.05))
        running.send_signal(signal.SIGKILL)
        running.communicate()
        assert filed(plan) in ([], ["2026-02-02-IND.yaml"])
        for name in filed(plan):
            assert (plan / "status" / name).read_text(encoding="utf-8") == whole
            (plan / "status" / name).unlink()
    assert submit(plan, form, TODAY).filed is not None
    assert not list((plan / "status").glob(".*.tmp"))


def report_text_of(plan: Path, form: Path) -> str:
    report = judge(plan, form, TODAY).draft.report
    assert report is not None
    return report_text(report)
