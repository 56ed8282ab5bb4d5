"""`planner export`: the plan for another program; the ending of the file says which."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.analysis.earlier import earlier
from planner.cli.exchange_output import complaint
from planner.cli.exchange_output import progress
from planner.cli.import_ import lost_lines
from planner.cli.language import current_language
from planner.cli.opening import sound_workspace
from planner.cli.options import IsoDate
from planner.cli.options import data_date_option
from planner.cli.options import option
from planner.cli.options import plan_argument
from planner.cli.options import verb
from planner.exchange.imported import ExchangeError
from planner.exchange.imported import Fault
from planner.i18n import format_date
from planner.i18n import plural
from planner.i18n import text
from planner.source.writing import replace_file
from planner.source.writing import write_new
from planner.timeaxis import BeyondHorizonError

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping
    from datetime import date

    from planner.exchange.html_report import Figure
    from planner.exchange.mspdi_write import Step
    from planner.schedule.programme import ProgrammeSchedule
    from planner.workspace import Workspace

ENDINGS = (".xml", ".xlsx", ".ics", ".html", ".mmd", ".md", ".csv", ".png", ".svg")


@verb
@plan_argument
@option("--out", required=True, type=click.Path(path_type=Path), help="exchange.export.out")
@data_date_option
@option("--baseline", type=IsoDate(), default=None, help="exchange.export.baseline")
@option("--excel", is_flag=True, help="exchange.export.excel")
@option("--replace", "replaces", is_flag=True, help="exchange.export.replace")
@click.pass_context
def command(  # noqa: PLR0913 - one parameter an option
    ctx: click.Context,
    plan: Path,
    out: Path,
    data_date: date | None,
    baseline: date | None,
    *,
    excel: bool,
    replaces: bool,
) -> None:
    """Export a plan."""
    lang = current_language(ctx)
    try:
        _refuse_place(out, replaces=replaces)
        workspace = sound_workspace(ctx, plan)
        view = _at(workspace, data_date, lang)
        then = _earlier(workspace, baseline) if baseline else None
        with progress(len(view.rows)) as step:
            content, lost = exported(view, out.suffix.casefold(), lang, then, step, excel=excel)
        _write(out, content, replaces=replaces)
    except ExchangeError as fault:
        raise complaint(fault, lang) from None
    activities = plural("count.activity", len(view.rows), lang)
    day = format_date(view.data_date, lang)
    click.echo(text("exchange.export.written", lang, file=out, activities=activities, date=day))
    for line in lost_lines(lost, lang):
        click.echo(line)


def exported(  # noqa: PLR0913 - what an export is made of
    view: ProgrammeSchedule,
    ending: str,
    lang: str,
    baseline: ProgrammeSchedule | None = None,
    step: Step | None = None,
    *,
    excel: bool = False,
) -> tuple[bytes, Mapping[str, int]]:
    """The content of a file, and what that format has no place for."""
    if ending == ".xml":
        from planner.exchange.mspdi_write import mspdi  # noqa: PLC0415 - each format on its own
        from planner.exchange.outgoing import outgoing  # noqa: PLC0415

        project = outgoing(view, baseline)
        return mspdi(project, step), project.left_out
    if ending == ".xlsx":
        from planner.exchange.workbook import workbook  # noqa: PLC0415

        return workbook(view, lang, baseline, step), {}
    if ending == ".csv":
        from planner.exchange.csv_table import csv_table  # noqa: PLC0415

        return csv_table(view, lang, for_excel=excel), {}
    return _others()[ending](view, lang), {}


def _others() -> Mapping[str, Callable[[ProgrammeSchedule, str], bytes]]:
    from planner.exchange.ical import ical  # noqa: PLC0415
    from planner.exchange.mermaid import markdown  # noqa: PLC0415
    from planner.exchange.mermaid import mermaid  # noqa: PLC0415

    return {
        ".ics": ical,
        ".mmd": mermaid,
        ".md": markdown,
        ".html": _page,
        ".png": lambda view, lang: _picture(view, lang, "png"),
        ".svg": lambda view, lang: _picture(view, lang, "svg"),
    }


def _page(view: ProgrammeSchedule, lang: str) -> bytes:
    from planner.exchange.html_report import html_report  # noqa: PLC0415

    return html_report(view, lang, whole_gantt(view, lang, folded=False))


def _picture(view: ProgrammeSchedule, lang: str, form: str) -> bytes:
    from planner.chart.saving import PictureUnavailableError  # noqa: PLC0415
    from planner.chart.saving import can_draw_pictures  # noqa: PLC0415
    from planner.chart.saving import figure_picture  # noqa: PLC0415

    if not can_draw_pictures():
        raise ExchangeError(Fault.NEEDS_KALEIDO)
    try:
        return figure_picture(whole_gantt(view, lang, folded=True), form)
    except PictureUnavailableError as fault:
        if "chrome" in str(fault).casefold():
            raise ExchangeError(Fault.NEEDS_BROWSER) from None
        raise ExchangeError(Fault.PICTURE_FAILED, reason=str(fault)[:200]) from None


def whole_gantt(view: ProgrammeSchedule, lang: str, *, folded: bool) -> Figure:
    """The Gantt of the whole plan; folded it has the workstreams and what lies on the path."""
    from planner.chart.gantt import Layers  # noqa: PLC0415
    from planner.chart.gantt import gantt_figure  # noqa: PLC0415
    from planner.chart.rows import Filter  # noqa: PLC0415
    from planner.chart.rows import gantt_rows  # noqa: PLC0415

    every = frozenset(w.id for w in view.plan.workstreams)
    chosen = Filter() if folded else Filter(unfolded=every)
    rows = gantt_rows(view, view.critical_path, chosen)
    target = view.plan.programme.target
    layers = Layers(deadline=target.date if target else None)
    figure: Figure = gantt_figure(view, rows, view.critical_path, layers, lang)
    return figure


def _at(workspace: Workspace, data_date: date | None, lang: str) -> ProgrammeSchedule:
    try:
        return workspace.at(data_date)
    except BeyondHorizonError:
        raise click.ClickException(text("app.beyond-horizon", lang)) from None


def _earlier(workspace: Workspace, day: date) -> ProgrammeSchedule:
    return earlier(workspace.folder, day, workspace.at).programme


def _refuse_place(out: Path, *, replaces: bool) -> None:
    """Say what is wrong with the name before the work is done."""
    if out.suffix.casefold() not in ENDINGS:
        raise ExchangeError(Fault.OUT_FORMAT, file=out, endings=", ".join(ENDINGS))
    if not out.parent.is_dir():
        raise ExchangeError(Fault.NO_FOLDER, folder=out.parent)
    if out.exists() and not replaces:
        raise ExchangeError(Fault.OUT_EXISTS, file=out)


def _write(out: Path, content: bytes, *, replaces: bool) -> None:
    if replaces:
        replace_file(out, content)
        return
    try:
        write_new(out, content)
    except FileExistsError:
        raise ExchangeError(Fault.OUT_EXISTS, file=out) from None
