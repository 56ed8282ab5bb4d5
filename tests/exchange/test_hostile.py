"""Files that are broken or meant to do harm: a clear error, in bounded time, nothing written."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from planner.cli import main
from planner.exchange import bounded
from planner.exchange.file_reader import read_project
from planner.exchange.project import ExchangeError
from planner.exchange.verification import verify

FILES = Path(__file__).parent
ROOT = Path(__file__).parents[2]
MSPDI = (FILES / "minimal.xml").read_text(encoding="utf-8")
XER = (FILES / "minimal.xer").read_text(encoding="utf-8")
HEAD = '<?xml version="1.0"?>'
LAUGHS = (
    HEAD
    + '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
    + "<Project><Title>&c;</Title></Project>"
)
OUTSIDE = (
    HEAD
    + '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><Project><Title>&f;</Title></Project>'
)

BROKEN = {
    "empty.xml": (b"", "geen geldige XML"),
    "text.xml": (b"Beste collega, hierbij de planning", "geen geldige XML"),
    "cut-off.xml": (MSPDI.encode()[:2500], "geen geldige XML"),
    "laughs.xml": (LAUGHS.encode(), "entiteiten"),
    "outside.xml": (OUTSIDE.encode(), "entiteiten"),
    "doctype.xml": (f"{HEAD}<!DOCTYPE x><Project/>".encode(), "documenttype"),
    "deep.xml": (b"<Project>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</Project>", "dieper"),
    "other.xml": (b"<html><body>x</body></html>", "geen planning van Microsoft Project"),
    "latin.xml": (MSPDI.replace("Ontwerp", "Coördinatie").encode("latin-1"), "geen geldige XML"),
    "codec.xml": (MSPDI.replace('"UTF-8"', '"klingon"', 1).encode(), "tekencodering"),
    "date.xml": (MSPDI.replace("2026-05-29T17", "2026-13-29T17").encode(), "waarde"),
    "far.xml": (MSPDI.replace("2026-05-29T17", "9999-05-29T17").encode(), "waarde"),
    "old.xml": (MSPDI.replace("2026-05-29T17", "1955-05-29T17").encode(), "1955-05-29"),
    "long.xml": (MSPDI.replace("PT24H", "PT999999999H").encode(), "waarde"),
    "endless.xml": (MSPDI.replace("PT24H", "PT500000H").encode(), "kalenders"),
    "words.xml": (MSPDI.replace("<LinkLag>4800", "<LinkLag>veel").encode(), "LinkLag: veel"),
    "infinite.xml": (MSPDI.replace("<LinkLag>4800", "<LinkLag>1e999").encode(), "LinkLag"),
    "type.xml": (MSPDI.replace("<Type>1</Type><LinkLag>", "<Type>8</Type><LinkLag>").encode(), "8"),
    "bare.xml": (b"<Project><Title>x</Title></Project>", "geen kalender"),
    "empty.xer": (b"", "geen XER"),
    "text.xer": (b"hallo\twereld\n", "geen XER"),
    "zip.xer": (b"PK\x03\x04\0\0\0\0ERMHDR", "geen XER"),
    "utf16.xer": (XER.encode("utf-16"), "tekencodering"),
    "headless.xer": (b"ERMHDR\t19\n%T\tTASK\n%R\t1\t2\n", "rij staat buiten een tabel"),
    "cut-off.xer": (XER.encode()[:900], "geen XER"),
    "start.xer": (
        XER.replace("plan_start_date", "x").replace("early_start_date", "y").encode(),
        "geen startdatum",
    ),
    "date.xer": (
        XER.replace("2026-01-30 17:00			", "30-01-2026			").encode(),
        "waarde",
    ),
    "hours.xer": (XER.replace("\t40\t40\t0", "\tnan\t40\t0").encode(), "waarde"),
    "type.xer": (XER.replace("PR_FS\t16", "PR_XX\t16").encode(), "PR_XX"),
    "plan.doc": (b"x", ".doc"),
}


def written(tmp_path: Path, name: str, content: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_gives_one_clear_line_and_writes_nothing(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, expected = BROKEN[name]
    path = written(tmp_path, name, content)
    plan = tmp_path / "plan"
    arguments = ["import", str(path), str(plan), "--workstream", "x", "--owner", "COA"]
    assert main(arguments) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "planner liep vast" not in said.err
    assert expected in said.err
    assert not plan.exists()


@pytest.mark.parametrize("name", ["missing.xml", "folder.xml"])
def test_a_name_that_is_no_file_is_said_so(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder.xml").mkdir()
    with pytest.raises(ExchangeError, match="is geen bestand"):
        read_project(tmp_path / name)


def test_a_calendar_that_cannot_be_read_gets_office_hours_and_is_counted(tmp_path: Path) -> None:
    text = XER.replace("(0||CalendarData()(", "(0||CalendarData()((((", 1)
    found = read_project(written(tmp_path, "plan.xer", text.encode()))
    assert found.left_out["calendar-unreadable"] == 1
    assert len(verify(found).rows) == 3


def test_a_calendar_that_is_not_in_the_file_counts_as_the_default_one(tmp_path: Path) -> None:
    text = XER.replace("\t101\t10\tTT_Task", "\t101\t99\tTT_Task", 1)
    file = written(tmp_path, "plan.xer", text.encode())
    assert main(["import", str(file), str(tmp_path / "plan"), "--workstream", "opvang"]) == 0


def test_a_file_above_the_limit_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounded, "LARGEST", 100)
    with pytest.raises(ExchangeError, match="groter dan"):
        read_project(written(tmp_path, "plan.xml", MSPDI.encode()))


def test_dates_that_span_centuries_are_refused(tmp_path: Path) -> None:
    text = MSPDI.replace("2026-05-29T17", "2140-05-29T17")
    with pytest.raises(ExchangeError, match="langer dan een planning"):
        verify(read_project(written(tmp_path, "plan.xml", text.encode())))


def test_a_summary_below_itself_does_not_hang(tmp_path: Path) -> None:
    text = XER.replace("101\t1\t100\tN", "101\t1\t101\tN")
    found = verify(read_project(written(tmp_path, "plan.xer", text.encode())))
    assert len(found.rows) == 3


def test_an_exception_of_a_thousand_years_does_not_hang(tmp_path: Path) -> None:
    text = MSPDI.replace("2030-12-31T23:59:00", "2149-12-31T23:59:00")
    start = time.monotonic()
    verify(read_project(written(tmp_path, "plan.xml", text.encode())))
    assert time.monotonic() - start < 10


MEASURED = """
import resource, sys
from pathlib import Path
from planner.exchange.project import ExchangeError
from planner.exchange.file_reader import read_project
try:
    read_project(Path(sys.argv[1]))
except ExchangeError as fault:
    print(fault.key)
"""


@pytest.mark.slow
@pytest.mark.parametrize(("ending", "key"), [("xml", "not-xml"), ("xer", "not-xer")])
def test_a_huge_file_of_nothing_stays_within_memory(tmp_path: Path, ending: str, key: str) -> None:
    path = tmp_path / f"huge.{ending}"
    line = b"<a>0123456789</a>\n" * 50_000
    with path.open("wb") as stream:
        stream.write(b"<Project>" if ending == "xml" else b"ERMHDR\t1\n")
        for _ in range(40):
            stream.write(line)
    limits = (600_000_000, 600_000_000)
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(path)],
        capture_output=True,
        check=True,
        cwd=ROOT,
        timeout=60,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, limits),
    )
    assert done.stdout.decode().strip() == f"exchange.error.{key}"
