"""`planner export`: the plan for another program; the ending of the file says which."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.exchange_output import complaint
from planner.cli.exchange_output import progress
from planner.cli.import_ import lost_lines
from planner.cli.language import current_locale
from planner.cli.loading import load_workspace
from planner.cli.options import IsoDate
from planner.cli.options import data_date_option
from planner.cli.options import option
from planner.cli.options import plan_argument
from planner.cli.options import verb
from planner.exchange.formats import MIME
from planner.exchange.formats import Order
from planner.exchange.formats import exported
from planner.exchange.project import ExchangeError
from planner.exchange.project import Fault
from planner.source.writing import replace_file
from planner.source.writing import write_new

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from planner.i18n import Locale
    from planner.schedule.plan_schedule import Schedule

ENDINGS = (*MIME, ".png", ".svg")
MOST_UNFOLDED = 40
"""Activities that a picture lists; of a larger plan it shows workstreams and critical path."""


@verb
@plan_argument
@option("--out", required=True, type=click.Path(path_type=Path), help="exchange.export.out")
@data_date_option
@option("--baseline", type=IsoDate(), default=None, help="exchange.export.baseline")
@option("--excel", is_flag=True, help="exchange.export.excel")
@option("--replace", "replaces", is_flag=True, help="exchange.export.replace")
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
    locale = current_locale(ctx)
    try:
        # First, because scheduling and writing a large plan take a while.
        _refuse_place(out, replaces=replaces)
        workspace = load_workspace(ctx, plan)
        schedule = workspace.at(data_date)
        then = None
        if baseline is not None:
            then = workspace.earlier(baseline).schedule
        with progress(len(schedule.activities)) as step:
            order = Order(schedule, locale, then, for_excel=excel, step=step)
            content, lost = content_of(order, out.suffix.casefold())
        _write(out, content, replaces=replaces)
    except ExchangeError as fault:
        raise complaint(fault, locale) from None
    activities = locale.count("count.activity", len(schedule.activities))
    day = locale.date(schedule.data_date)
    click.echo(locale.say("exchange.export.written", file=out, activities=activities, date=day))
    # Another program does not have every rule of ours; the user hears what did not go along.
    for line in lost_lines(lost, locale):
        click.echo(line)


def content_of(order: Order, ending: str) -> tuple[bytes, Mapping[str, int]]:
    """Give the content of a file; a picture needs a browser, the other formats nothing."""
    if ending in MIME:
        from planner.chart.whole import whole_gantt  # noqa: PLC0415 - only a page pays for it

        draw = partial(whole_gantt, order.schedule, order.locale, folded=False)
        return exported(replace(order, figure=draw), ending)
    return _picture(order.schedule, order.locale, ending.removeprefix(".")), {}


def _picture(schedule: Schedule, locale: Locale, form: str) -> bytes:
    from planner.chart.saving import PictureUnavailableError  # noqa: PLC0415
    from planner.chart.saving import can_draw_pictures  # noqa: PLC0415
    from planner.chart.saving import figure_picture  # noqa: PLC0415
    from planner.chart.whole import whole_gantt  # noqa: PLC0415

    if not can_draw_pictures():
        raise ExchangeError(Fault.NEEDS_KALEIDO)
    try:
        folded = len(schedule.activities) > MOST_UNFOLDED
        return figure_picture(whole_gantt(schedule, locale, folded=folded), form)
    except PictureUnavailableError as fault:
        # Kaleido has no class of its own for a browser that is missing.
        if "chrome" in str(fault).casefold():
            raise ExchangeError(Fault.NEEDS_BROWSER) from None
        raise ExchangeError(Fault.PICTURE_FAILED, reason=str(fault)[:200]) from None


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
        # The file may have come since the name was looked at.
        write_new(out, content)
    except FileExistsError:
        raise ExchangeError(Fault.OUT_EXISTS, file=out) from None
