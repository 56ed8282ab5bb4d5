"""A plan of another program taken in: what is written, what stays the same, what is said."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from planner.checks import plan_problems
from planner.cli import main
from planner.duration import Duration
from planner.exchange.file_reader import read_project
from planner.exchange.java import missing
from planner.exchange.left_out import LeftOut
from planner.exchange.mspdi_read import read_mspdi
from planner.exchange.project import ExchangeError
from planner.exchange.project import LagKind
from planner.exchange.scheduling import compose_imported
from planner.exchange.verification import verify
from planner.exchange.xer import read_xer
from planner.exchange.xer_calendars import parse
from planner.model import DependencyType
from planner.model import MilestoneKind
from planner.problems import has_errors
from planner.source import read_plan
from planner.timeaxis import moment_of
from planner.workspace.plan_folder import open_workspace

FILES = Path(__file__).parent
MSPDI, XER = FILES / "minimal.xml", FILES / "minimal.xer"
ROOT = Path(__file__).parents[2]

NEEDS_JAVA = pytest.mark.skipif(missing() is not None, reason=f"mpxj needs {missing()}")
WRITE = """
import sys, jpype.imports, mpxj
mpxj.startJVM()
from org.mpxj.reader import UniversalProjectReader
from org.mpxj.writer import FileFormat, UniversalProjectWriter
project = UniversalProjectReader().read(sys.argv[1])
UniversalProjectWriter(getattr(FileFormat, sys.argv[3])).write(project, sys.argv[2])
"""


def run(*arguments: object) -> int:
    return main([str(argument) for argument in arguments])


def changed(text: str, source: Path, folder: Path, *, to: str) -> Path:
    """A copy of a file in which one text has become another one."""
    content = source.read_text(encoding="utf-8")
    assert text in content
    copy = folder / source.name
    copy.write_text(content.replace(text, to), encoding="utf-8")
    return copy


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return tmp_path / "plan"


def test_an_empty_folder_becomes_a_plan_that_the_check_accepts(plan: Path) -> None:
    assert run("import", MSPDI, plan, "--workstream", "opvang", "--owner", "COA") == 0
    reading = read_plan(plan)
    assert not has_errors(plan_problems(reading))
    assert reading.plan is not None
    assert len(reading.plan.activities) == 5


def test_what_comes_in_has_the_dates_of_the_file(plan: Path) -> None:
    run("import", MSPDI, plan, "--workstream", "opvang", "--owner", "COA")
    rows = open_workspace(plan).at().activities
    assert rows["opvang.uid-3"].finish == date(2026, 5, 11)
    assert (rows["opvang.uid-4"].start, rows["opvang.uid-4"].finish) == (
        date(2026, 5, 13),
        date(2026, 5, 18),
    )
    assert rows["opvang.uid-12"].finish == date(2026, 6, 8)


def test_links_lags_deadlines_and_progress_come_along(plan: Path) -> None:
    run("import", MSPDI, plan, "--workstream", "opvang", "--owner", "COA")
    found = open_workspace(plan).plan
    assert found is not None
    tender = found.activities["opvang.uid-4"]
    assert [(d.activity, d.type, d.lag) for d in tender.after] == [
        ("opvang.uid-3", DependencyType.FS, Duration.days(1))
    ]
    assert tender.deadline is not None
    assert tender.deadline.date == date(2026, 5, 29)
    assert found.activities["opvang.uid-12"].milestone is MilestoneKind.FINISH
    (report,) = found.reports
    assert report.activities["opvang.uid-3"].remaining == Duration.days(1)


def test_a_link_on_a_summary_holds_for_every_activity_below_it(plan: Path) -> None:
    run("import", MSPDI, plan, "--workstream", "opvang", "--owner", "COA")
    found = open_workspace(plan).plan
    assert found is not None
    after = {d.activity for d in found.activities["opvang.uid-9"].after}
    assert after == {"opvang.uid-3", "opvang.uid-4"}


def test_what_has_no_place_is_named_with_its_count(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("import", MSPDI, plan, "--workstream", "opvang", "--owner", "COA")
    said = capsys.readouterr().out
    assert "1  handmatig geplande taken" in said
    assert "1  resources" in said
    assert "Alle 5 activiteiten hebben de datums die Microsoft Project heeft opgeslagen." in said


def test_the_same_delivery_again_changes_nothing(plan: Path) -> None:
    arguments = ("import", MSPDI, plan, "--workstream", "opvang", "--owner", "COA")
    run(*arguments)
    before = contents(plan)
    assert run(*arguments) == 0
    assert contents(plan) == before


def test_a_renamed_activity_keeps_its_id_and_changes_one_line(plan: Path, tmp_path: Path) -> None:
    run("import", MSPDI, plan, "--workstream", "opvang", "--owner", "COA")
    before = (plan / "opvang.yaml").read_text(encoding="utf-8").splitlines()
    later = changed("Aanbesteding", MSPDI, tmp_path, to="Europese aanbesteding")
    options = ("--workstream", "opvang", "--owner", "COA", "--replace")
    assert run("import", later, plan, *options) == 0
    after = (plan / "opvang.yaml").read_text(encoding="utf-8").splitlines()
    assert [line for line in after if line not in before] == ["    title: Europese aanbesteding"]
    assert len(after) == len(before)


def test_nothing_is_overwritten_without_being_asked(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("import", MSPDI, plan, "--workstream", "opvang", "--owner", "COA")
    before = contents(plan)
    later = changed("Aanbesteding", MSPDI, tmp_path, to="Inkoop")
    assert run("import", later, plan, "--workstream", "opvang", "--owner", "COA") == 1
    assert "--replace" in capsys.readouterr().err
    assert contents(plan) == before


def test_a_plan_that_is_there_lends_its_calendar(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan.mkdir()
    (plan / "programme.yaml").write_text(PROGRAMME, encoding="utf-8")
    assert run("import", MSPDI, plan, "--workstream", "opvang", "--owner", "COA") == 0
    assert "op 2 dagen zijn de uren anders, het eerst op 25 mei 2026" in (capsys.readouterr().out)
    assert "calendar:" not in (plan / "opvang.yaml").read_text(encoding="utf-8")


def test_an_owner_that_the_plan_does_not_know_stops_the_import(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan.mkdir()
    (plan / "programme.yaml").write_text(PROGRAMME, encoding="utf-8")
    assert run("import", MSPDI, plan, "--workstream", "opvang", "--owner", "COB") == 1
    said = capsys.readouterr().err
    assert "COB" in said
    assert "er is niets geschreven" in said
    assert [path.name for path in plan.iterdir()] == ["programme.yaml"]


def test_an_exported_plan_comes_back_under_its_own_ids(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "plan.xml"
    assert run("export", ROOT / "workstreams", "--out", out) == 0
    assert run("import", out, plan, "--workstream", "eurodac", "--owner", "IND") == 0
    found = open_workspace(plan).plan
    assert found is not None
    assert "eurodac.icd" in found.activities


def test_verify_names_an_activity_whose_dates_differ_and_where_that_comes_from(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    moved = changed(
        "<Finish>2026-05-18T17:00:00</Finish>\n      <Duration>PT24H0M0S</Duration>",
        MSPDI,
        tmp_path,
        to="<Finish>2026-05-19T17:00:00</Finish>\n      <Duration>PT24H0M0S</Duration>",
    )
    assert run("verify", moved) == 1
    said = capsys.readouterr().out
    assert said.startswith("4 van 5 activiteiten")
    assert "Aanbesteding (uid-4)" in said
    assert "19-05-2026 17:00, hier 13-05-2026 08:00 - 18-05-2026 17:00" in said
    assert "De duur hangt af van toegewezen resources." in said


def test_verify_says_that_all_dates_are_equal(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("verify", XER, "--lang", "en") == 0
    assert capsys.readouterr().out == (
        "All 3 activities have the dates that Primavera P6 stored.\n"
    )


def test_a_xer_file_keeps_activity_codes_and_calendar_exceptions(plan: Path) -> None:
    assert run("import", XER, plan, "--workstream", "opvang") == 0
    rows = open_workspace(plan).at().activities
    assert rows["opvang.a1000"].finish == date(2026, 1, 12)
    assert rows["opvang.a1020"].finish == date(2026, 1, 16)


def test_calendar_text_of_p6_is_read_through_its_del_bytes() -> None:
    project = read_xer(XER)
    (calendar,) = project.calendars.values()
    assert calendar.week[0] == ((480, 720), (780, 1020))
    assert calendar.week[5] == ()
    assert [(e.first, e.hours) for e in calendar.exceptions] == [
        (date(2026, 1, 6), ()),
        (date(2026, 1, 10), ((480, 720),)),
    ]
    assert b"\x7f" in XER.read_bytes()


def test_a_xer_file_in_the_code_page_of_windows_is_read(tmp_path: Path) -> None:
    copy = tmp_path / "plan.xer"
    text = XER.read_text(encoding="utf-8").replace("Inrichting", "Coördinatie")
    copy.write_bytes(text.encode("cp1252"))
    assert "Coördinatie" in [task.name for task in read_xer(copy).activities]


def test_a_file_with_two_projects_asks_which_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = XER.read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith("%R\t1\tPACT"))
    copy = tmp_path / "plan.xer"
    both = text.replace(row, row + "\n" + row.replace("\t1\tPACT", "\t2\tANDER"))
    task = next(line for line in text.splitlines() if "\tA1000\t" in line)
    other = task.replace("%R\t1001\t1\t", "%R\t2001\t2\t")
    copy.write_text(both.replace(task, f"{task}\n{other}"), encoding="utf-8")
    assert run("verify", copy) == 1
    assert "ANDER, PACT" in capsys.readouterr().err
    assert run("verify", copy, "--project", "PACT") == 0


def with_link(tmp_path: Path, *, predecessor: str, project: str) -> Path:
    """The small P6 file with a second project, and a link from it, or from another activity."""
    text = XER.read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith("%R\t1\tPACT"))
    text = text.replace(row, row + "\n" + row.replace("\t1\tPACT", "\t2\tANDER"))
    task = next(line for line in text.splitlines() if "\tA1000\t" in line)
    text = text.replace(task, task + "\n" + task.replace("%R\t1001\t1\t", "%R\t2001\t2\t"))
    link = f"%R\t3\t1002\t{predecessor}\t1\t{project}\tPR_FS\t0"
    copy = tmp_path / "plan.xer"
    copy.write_text(text.replace("%E", f"{link}\n%E"), encoding="utf-8")
    return copy


@pytest.mark.parametrize(
    ("predecessor", "project", "kind"),
    [
        ("1004", "1", LeftOut.LINK_OF_LEVEL_OF_EFFORT),
        ("2001", "2", LeftOut.LINK_TO_OTHER_PROJECT),
        ("3001", "3", LeftOut.LINK_TO_OTHER_PROJECT),
    ],
)
def test_a_link_of_what_is_not_scheduled_is_counted_as_what_it_is(
    tmp_path: Path, predecessor: str, project: str, kind: LeftOut
) -> None:
    file = with_link(tmp_path, predecessor=predecessor, project=project)
    left_out = read_xer(file, project="PACT").left_out
    links = [name for name in left_out if name.startswith("link-")]
    assert links == [kind]


@pytest.mark.parametrize("project", ["1", "2"])
def test_a_link_to_an_activity_that_a_project_of_the_file_lacks_is_refused(
    tmp_path: Path, project: str
) -> None:
    file = with_link(tmp_path, predecessor="777123", project=project)
    with pytest.raises(ExchangeError, match="777123"):
        read_xer(file, project="PACT")


@pytest.mark.parametrize(("own", "binding"), [("2026-01-20", 22), ("2026-01-27", 27)])
def test_an_external_start_beside_an_own_one_holds_where_it_is_later(
    tmp_path: Path, own: str, binding: int
) -> None:
    text = XER.read_text(encoding="utf-8").replace("\tlate_end_date", "\texternal_early_start_date")
    before = "CS_MEOB\t2026-01-30 17:00"
    text = text.replace(before, f"CS_MSOA\t{own} 08:00")
    late_end = "2026-01-14 13:00\t2026-01-16 12:00\n%R\t1003"
    text = text.replace(late_end, late_end.replace("01-16 12:00", "01-22 08:00"))
    copy = tmp_path / "plan.xer"
    copy.write_text(text, encoding="utf-8")
    project = read_xer(copy)
    scheduled = compose_imported(project).network_schedule()
    assert moment_of(scheduled["1002"].start).day == binding


def test_an_import_into_a_plan_with_another_choice_about_progress_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", XER, tmp_path, "--workstream", "a", "--owner", "COA") == 0
    override = XER.read_text(encoding="utf-8").replace("\t1\t1\tY\tN\t", "\t1\t1\tY\tY\t")
    copy = tmp_path / "other.xer"
    copy.write_text(override, encoding="utf-8")
    capsys.readouterr()
    assert run("import", copy, tmp_path, "--workstream", "b", "--owner", "COA") == 0
    assert "omgang met voortgang" in " ".join(capsys.readouterr().out.split())


def test_repeating_exceptions_fall_on_their_days() -> None:
    project = read_mspdi(MSPDI)
    calendar = project.calendars["1"].over(project.horizon)
    assert not calendar.is_working_day(date(2026, 6, 5))
    assert not calendar.is_working_day(date(2027, 6, 4))
    assert calendar.is_working_day(date(2026, 6, 12))


@pytest.mark.parametrize(
    ("form", "lag", "expected", "kind"),
    [
        ("7", "4800", 480, LagKind.WORKING),
        ("8", "14400", 1440, LagKind.ELAPSED),
        ("19", "50", 50, LagKind.PERCENT),
        ("39", "-4800", -480, LagKind.WORKING),
    ],
)
def test_a_lag_is_read_in_its_own_unit(
    tmp_path: Path, form: str, lag: str, expected: float, kind: LagKind
) -> None:
    old = "<LinkLag>4800</LinkLag><LagFormat>7</LagFormat>"
    new = f"<LinkLag>{lag}</LinkLag><LagFormat>{form}</LagFormat>"
    copy = changed(old, MSPDI, tmp_path, to=new)
    link = next(k for k in read_mspdi(copy).links if k.successor == "4")
    assert (link.lag, link.kind) == (expected, kind)


def test_nested_calendar_text_that_does_not_close_is_refused() -> None:
    with pytest.raises(ValueError, match="clndr_data"):
        parse("(0||CalendarData()(  (0||DaysOfWeek()(")


def test_a_circle_of_links_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = changed("<PredecessorUID>9<", MSPDI, tmp_path, to="<PredecessorUID>12<")
    assert run("verify", copy) == 1
    assert "kring van afhankelijkheden: Opvang gereed → Opvang gereed" in capsys.readouterr().err


def test_verification_counts_what_has_no_stored_dates(tmp_path: Path) -> None:
    copy = changed("<Start>2026-05-13T08:00:00</Start>", MSPDI, tmp_path, to="")
    found = verify(read_mspdi(copy))
    assert (len(found.rows), found.without_dates) == (4, 1)


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*.yaml"))
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


PROGRAMME = """\
programme: Proef
start: 2026-01-01
default_calendar: kantoor
calendars:
  kantoor: {title: Kantoor, week: [mon, tue, wed, thu, fri], hours: ["09:00-17:00"], holidays: NL}
organisations:
  COA: {name: Centraal Orgaan opvang asielzoekers, reports: true}
"""


@NEEDS_JAVA
@pytest.mark.parametrize(("form", "name"), [("MPX", "plan.mpx"), ("PMXML", "plan.xml")])
def test_a_format_that_only_java_reads_comes_in_too(tmp_path: Path, form: str, name: str) -> None:
    source, other = tmp_path / "ours.xml", tmp_path / name
    assert run("export", ROOT / "workstreams", "--out", source) == 0
    command = [sys.executable, "-c", WRITE, str(source), str(other), form]
    subprocess.run(command, check=True, timeout=120)
    found, sent = read_project(other), read_project(source)
    assert len(found.links) == len(sent.links)
    assert {t.name for t in found.activities} >= {t.name for t in sent.activities if t.is_milestone}


def test_without_java_the_message_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    file = tmp_path / "plan.mpp"
    file.write_bytes(b"x")
    assert run("verify", file) == 1
    said = capsys.readouterr().err
    assert "bewaar de planning in Microsoft Project als XML" in said


def test_a_file_that_java_cannot_read_either_gives_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "plan.mpp"
    file.write_bytes(b"dit is geen planning")
    assert run("verify", file) == 1
    assert capsys.readouterr().err.count("\n") == 1
