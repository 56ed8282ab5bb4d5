"""`planner describe`: the programme as a page, for readers who do not open the plan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.language import current_locale
from planner.cli.loading import load_schedule
from planner.cli.options import data_date_option
from planner.cli.options import option
from planner.cli.options import plan_argument
from planner.cli.options import verb
from planner.report.programme_page import programme_page
from planner.source.writing import replace_file

if TYPE_CHECKING:
    from datetime import date


@verb
@plan_argument
@data_date_option
@option("--out", type=click.Path(path_type=Path, dir_okay=False), help="describe.out")
def command(ctx: click.Context, *, plan: Path, data_date: date | None, out: Path | None) -> None:
    """Describe a programme."""
    locale = current_locale(ctx)
    page = programme_page(load_schedule(ctx, plan, data_date), locale)
    if out is None:
        click.echo(page, nl=False)
        return
    out.parent.mkdir(parents=True, exist_ok=True)
    replace_file(out, page)
    click.echo(locale.say("describe.written", file=out))
