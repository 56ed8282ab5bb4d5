"""`planner baseline`: freeze the schedule of a data date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from planner.analysis.variance.freezing import freeze
from planner.cli.language import current_locale
from planner.cli.loading import load_schedule
from planner.cli.options import IsoDate
from planner.cli.options import option
from planner.cli.options import plan_argument
from planner.cli.options import verb
from planner.source.baselines import baseline_file
from planner.source.baselines import write_baseline

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


@verb
@plan_argument
@option("--data-date", type=IsoDate(), default=None, help="baseline.data-date")
def command(ctx: click.Context, plan: Path, data_date: date | None) -> None:
    """Freeze a schedule."""
    locale = current_locale(ctx)
    baseline = freeze(load_schedule(ctx, plan, data_date))
    day = locale.date(baseline.data_date)
    try:
        path = write_baseline(plan, baseline)
    except FileExistsError:
        file = baseline_file(plan, baseline.data_date)
        click.echo(locale.say("baseline.exists", file=file, date=day), err=True)
        ctx.exit(1)
    activities = locale.count("count.activity", len(baseline.activities))
    click.echo(locale.say("baseline.written", file=path, date=day, activities=activities))
