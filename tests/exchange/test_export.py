"""The plan as files: what a reader of each format finds in them."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
import zipfile
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring
from icalendar import Calendar
from streamlit.testing.v1 import AppTest

from planner.chart import saving
from planner.chart.whole import whole_gantt
from planner.cli import main
from planner.exchange.csv_table import defused
from planner.exchange.formats import MIME
from planner.exchange.formats import Order
from planner.exchange.formats import exported
from planner.exchange.mermaid import escape_mermaid
from planner.exchange.mermaid import key
from planner.i18n import Locale
from planner.i18n import languages
from planner.schedule.activity_fields import Output
from planner.schedule.activity_fields import fields_of
from planner.workspace.plan_folder import open_workspace

if TYPE_CHECKING:
    from planner.schedule.plan_schedule import Schedule
from planner.web.downloads import OFFERED

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[2]
DAY = date(2026, 1, 22)
EVIL = '=HYPERLINK("http://x")'
PLAN = {
    "programme.yaml": """\
programme: "Proef & <b>meer</b>"
start: 2026-01-05
target: {milestone: werk.klaar, date: 2026-02-02}
default_calendar: kantoor
calendars:
  kantoor: {week: [mon, tue, wed, thu, fri], hours: ["09:00-17:00"]}
organisations: {COA: {name: COA, reports: true}}
""",
    "obligations.yaml": """\
obligations:
  melding:
    title: Melding doen
    act: Richtlijn
    article: "3"
    due: 2026-02-01
    fulfilled_by: [werk.klaar]
    basis: assumption
""",
    "werk.yaml": """\
workstream: werk
title: Werk
lead: COA
activities:
  bouw:
    title: '=HYPERLINK("http://x")'
    owner: COA
    duration: 10d
    deadline: 2026-01-30
    basis: assumption
  toets:
    title: "Toets: fase 2; [eind]"
    owner: COA
    duration: 2d
    after: [bouw SS+3d]
    basis: assumption
  klaar: {title: Klaar, owner: COA, milestone: start, after: [bouw, toets], basis: assumption}
""",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plan")
    for name, text in PLAN.items():
        (path / name).write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def small(folder: Path) -> Schedule:
    return open_workspace(folder).at(date(2026, 1, 5))


@pytest.fixture(scope="module")
def real() -> Schedule:
    return open_workspace(ROOT / "workstreams").at(DAY)


def content(schedule: Schedule, ending: str, lang: str = "nl") -> bytes:
    return exported(Order(schedule, Locale(lang)), ending)[0]


@pytest.mark.parametrize("ending", [e for e in MIME if e != ".xlsx"])
def test_the_same_schedule_gives_the_same_file(real: Schedule, ending: str) -> None:
    assert content(real, ending) == content(real, ending)


def test_the_same_schedule_gives_the_same_page_with_its_gantt(small: Schedule) -> None:
    draw = partial(whole_gantt, small, Locale("nl"), folded=False)
    first, second = (
        exported(Order(small, Locale("nl"), figure=draw), ".html")[0] for _ in range(2)
    )
    assert first == second
    assert b'id="gantt"' in first


def test_csv_has_a_row_for_each_activity_with_its_dates(real: Schedule) -> None:
    rows = list(csv.reader(io.StringIO(content(real, ".csv").decode())))
    assert len(rows) == len(real.activities) + 1
    names = [field.name for field in fields_of(Output.SHEET)]
    for row in rows[1:]:
        expected = real.activities[row[names.index("id")]]
        assert row[names.index("start")] == expected.start.isoformat()
        assert row[names.index("finish")] == expected.finish.isoformat()


def test_csv_for_excel_in_dutch_has_semicolons_decimal_commas_and_a_mark(
    real: Schedule,
) -> None:
    raw = exported(Order(real, Locale("nl"), for_excel=True), ".csv")[0]
    assert raw.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(raw.decode("utf-8-sig")), delimiter=";")
    assert head[2] == "Activiteit"
    assert all(len(row) == len(fields_of(Output.SHEET)) for row in rows)
    fractions = [cell for row in rows for cell in row[8:10] if not cell.isdigit()]
    assert all("." not in cell for cell in fractions)


@pytest.mark.parametrize("title", ["=1+1", "+31 6", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_a_title_is_never_a_formula(title: str) -> None:
    assert defused(title) == f"'{title}"


def test_a_title_that_is_no_formula_stays_as_it_is() -> None:
    assert defused("IV-systeem = gereed") == "IV-systeem = gereed"


def test_the_workbook_has_no_formula_and_no_link(small: Schedule) -> None:
    raw = content(small, ".xlsx")
    with zipfile.ZipFile(io.BytesIO(raw)) as book:
        sheets = [book.read(n).decode() for n in book.namelist() if "worksheets/sheet" in n]
        strings = book.read("xl/sharedStrings.xml").decode()
        assert not [name for name in book.namelist() if "externalLink" in name]
    assert len(sheets) == 4
    assert not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets)
    assert "=HYPERLINK(&quot;" in strings or '=HYPERLINK("' in strings


def test_dates_in_the_workbook_are_dates_with_a_filter_and_frozen_headings(
    small: Schedule,
) -> None:
    with zipfile.ZipFile(io.BytesIO(content(small, ".xlsx"))) as book:
        root = fromstring(book.read("xl/worksheets/sheet1.xml"))
    space = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    start = root.find(".//x:c[@r='G2']", space)
    assert start is not None
    assert start.get("t") is None
    serial = (date(2026, 1, 5) - date(1899, 12, 30)).days
    assert start.findtext("x:v", namespaces=space) == str(serial)
    pane = root.find(".//x:pane", space)
    assert pane is not None
    assert (pane.get("ySplit"), pane.get("state")) == ("1", "frozen")
    assert root.find("x:autoFilter", space) is not None
    assert root.find("x:conditionalFormatting", space) is not None


def test_the_workbook_shows_variances_when_there_is_something_to_compare_with(
    real: Schedule,
) -> None:
    then = open_workspace(ROOT / "workstreams").at(date(2025, 6, 25))
    raw = exported(Order(real, Locale("nl"), baseline=then), ".xlsx")[0]
    with zipfile.ZipFile(io.BytesIO(raw)) as book:
        names = book.read("xl/workbook.xml").decode()
    for name in ("Planning", "Kritieke pad", "Afwijkingen", "Toelichting"):
        assert f'name="{name}"' in names


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_workbook(small: Schedule, tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").write_bytes(content(small, ".xlsx"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "csv", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "plan.xlsx")], check=True, timeout=90)
    rows = list(csv.reader(io.StringIO((tmp_path / "plan.csv").read_text(encoding="utf-8"))))
    assert rows[1][2] == EVIL
    assert rows[1][6] in {"05-01-2026", "01/05/2026"}  # as the machine's language writes it


def entries_of(schedule: Schedule) -> dict[str, Any]:
    """The days of a calendar file by the part of their UID that is ours."""
    calendar: Any = Calendar.from_ical(content(schedule, ".ics"))
    events = calendar.walk("VEVENT")
    return {str(e["UID"]).partition("@")[0]: e["DTSTART"].dt for e in events}


def test_the_calendar_file_holds_milestones_targets_deadlines_and_obligations(
    small: Schedule,
) -> None:
    found = entries_of(small)
    assert found == {
        "milestone.werk.klaar": small.activities["werk.klaar"].finish,
        "target.werk.klaar": date(2026, 2, 2),
        "deadline.werk.bouw": date(2026, 1, 30),
        "obligation.melding": date(2026, 2, 1),
    }
    assert all(type(day) is date for day in found.values())


def test_an_entry_keeps_its_uid_when_its_date_moves(folder: Path) -> None:
    workspace = open_workspace(folder)
    first, later = (workspace.at(date(2026, 1, day)) for day in (5, 20))
    assert entries_of(first).keys() == entries_of(later).keys()
    assert first.activities["werk.klaar"].finish != later.activities["werk.klaar"].finish


def test_mermaid_has_no_sign_in_a_title_that_would_break_it(small: Schedule) -> None:
    text = content(small, ".mmd").decode()
    assert "    Toets fase 2 eind :" in text
    assert all(line.count(":") == 1 for line in text.splitlines() if key("werk") in line)
    assert escape_mermaid(";:#") == "-"


def test_markdown_holds_a_gantt_and_a_graph_that_shows_what_drives(
    small: Schedule,
) -> None:
    text = content(small, ".md").decode()
    assert text.count("```mermaid") == 2
    assert "a_werk_bouw ==> a_werk_klaar" in text
    assert "a_werk_bouw ==>|SS+3d| a_werk_toets" in text


def test_a_title_with_markup_stays_text_on_the_page(small: Schedule) -> None:
    page = content(small, ".html").decode()
    assert "<b>meer" not in page
    assert "Proef &amp; &lt;b&gt;meer" in page
    assert "default-src 'none'" in page
    assert "http-equiv" in page


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_page_names_its_language_to_a_screen_reader(small: Schedule, lang: str) -> None:
    assert f'<html lang="{lang}">' in content(small, ".html", lang).decode()


def test_export_takes_the_format_from_the_name(folder: Path, tmp_path: Path) -> None:
    for ending in MIME:
        out = tmp_path / f"plan{ending}"
        assert main(["export", str(folder), "--out", str(out), "--data-date", "2026-01-05"]) == 0
        assert out.stat().st_size > 100
    assert sorted(path.suffix for path in tmp_path.iterdir()) == sorted(MIME)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("plan.doc", "geen bekend formaat"), ("nergens/plan.csv", "bestaat niet")],
)
def test_export_to_a_place_that_cannot_be_says_so(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, expected: str
) -> None:
    assert main(["export", str(folder), "--out", str(tmp_path / name)]) == 1
    assert expected in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_export_leaves_a_file_that_is_there_until_asked_to_replace_it(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "plan.csv"
    out.write_text("van mij", encoding="utf-8")
    assert main(["export", str(folder), "--out", str(out)]) == 1
    assert "--replace" in capsys.readouterr().err
    assert out.read_text(encoding="utf-8") == "van mij"
    assert main(["export", str(folder), "--out", str(out), "--replace"]) == 0
    assert "Activiteit" in out.read_text(encoding="utf-8")


def test_what_microsoft_project_has_no_place_for_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["export", str(ROOT / "workstreams"), "--out", str(tmp_path / "plan.xml")]
    assert main([*arguments, "--data-date", DAY.isoformat()]) == 0
    said = capsys.readouterr().out
    assert "wettelijke termijnen" in said
    assert "overspannende activiteiten" in said


def test_without_the_package_for_pictures_the_message_says_what_to_do(
    folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(saving, "can_draw_pictures", lambda: False)
    assert main(["export", str(folder), "--out", str(tmp_path / "plan.png")]) == 1
    assert "planner[pictures]" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.browser
@pytest.mark.parametrize(("ending", "start"), [(".png", b"\x89PNG"), (".svg", b"<svg")])
def test_the_gantt_is_drawn_for_a_letter_or_a_slide(
    folder: Path, tmp_path: Path, ending: str, start: bytes
) -> None:
    out = tmp_path / f"plan{ending}"
    assert main(["export", str(folder), "--out", str(out), "--data-date", "2026-01-05"]) == 0
    assert out.read_bytes().startswith(start)


@pytest.mark.browser
def test_the_page_works_from_a_file_with_the_network_off(
    small: Schedule, tmp_path: Path, browser: Browser
) -> None:
    draw = partial(whole_gantt, small, Locale("nl"), folded=False)
    file = tmp_path / "plan.html"
    file.write_bytes(exported(Order(small, Locale("nl"), figure=draw), ".html")[0])
    context = browser.new_context(offline=True)
    page = context.new_page()
    complaints: list[str] = []
    asked: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    page.wait_for_selector(".js-plotly-plot .plot-container")
    page.fill("#filter", "fase")
    assert page.locator("tbody tr:visible").count() == 1
    assert complaints == []
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
    context.close()


def app_with_downloads(folder: str) -> None:
    """A program of its own: Streamlit runs the source of this function."""
    from datetime import date  # noqa: PLC0415
    from pathlib import Path  # noqa: PLC0415

    from planner.i18n import Locale  # noqa: PLC0415
    from planner.web.downloads import download_buttons  # noqa: PLC0415
    from planner.web.plan_cache import load_plan  # noqa: PLC0415
    from planner.web.view import view_at  # noqa: PLC0415

    view = view_at(load_plan(Path(folder)), date(2026, 1, 5), None, None, Locale("nl"))
    download_buttons(view, "planning", ["werk.bouw"])


def test_a_page_offers_every_format(folder: Path) -> None:
    app = AppTest.from_function(app_with_downloads, kwargs={"folder": str(folder)}).run()
    assert not app.get("download_button")
    app.session_state["download-planning"] = True
    app.run()
    assert not app.exception
    labels = [found.proto.label for found in app.get("download_button")]
    assert labels[0] == "Excel-werkmap"
    assert len(labels) == len(OFFERED)


@pytest.mark.parametrize("lang", languages())
def test_the_html_report_names_its_language(small: Schedule, lang: str) -> None:
    assert f'<html lang="{lang}">' in content(small, ".html", lang).decode("utf-8")
