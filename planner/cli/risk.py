"""`planner risk`: the probability that each date holds, and what drives it."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from planner.cli.language import current_language
from planner.cli.loading import known_activity
from planner.cli.loading import load_workspace
from planner.cli.options import data_date_option
from planner.cli.options import format_option
from planner.cli.options import option
from planner.cli.options import plan_argument
from planner.cli.options import verb
from planner.cli.text_table import TextColumn
from planner.cli.text_table import paragraph
from planner.cli.text_table import table_lines
from planner.i18n import format_date
from planner.i18n import format_number
from planner.i18n import render
from planner.i18n import text
from planner.report.risk_listing import risk_listing
from planner.report.risk_listing import title_of
from planner.report.risk_page import risk_page
from planner.report.risk_wording import bias_text
from planner.report.risk_wording import headline
from planner.report.risk_wording import method_text
from planner.report.risk_wording import share_text
from planner.report.risk_wording import swing_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from planner.analysis.risk import RiskEffect
    from planner.analysis.risk import RiskModel
    from planner.analysis.risk import SimulationResult
    from planner.workspace.plan_folder import Workspace

MOST_GOALS, MOST_DRIVES, MOST_BARS = 15, 12, 12


@verb
@plan_argument
@option("--to", default=None, metavar="ACTIVITY", help="risk.to")
@option(
    "--iterations", type=click.IntRange(1000, 1_000_000), default=10_000, help="risk.iterations"
)
@option("--seed", type=int, default=None, help="risk.seed")
@option("--within", type=click.FloatRange(min=0), default=None, help="risk.within")
@option("--percentile", type=click.IntRange(1, 99), default=80, help="risk.percentile")
@option("--mitigated", is_flag=True, help="risk.mitigated")
@option("--effects", is_flag=True, help="risk.effects")
@data_date_option
@format_option("table", "markdown", "json")
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 - the options of the verb
    ctx: click.Context,
    plan: Path,
    to: str | None,
    iterations: int,
    seed: int | None,
    within: float | None,
    percentile: int,
    data_date: date | None,
    form: str,
    *,
    mitigated: bool,
    effects: bool,
) -> None:
    """Simulate a plan."""
    from planner.analysis.risk import SimulationSettings  # noqa: PLC0415 - numpy is slow to import
    from planner.analysis.risk import risk_effects  # noqa: PLC0415
    from planner.analysis.risk import simulate  # noqa: PLC0415
    from planner.analysis.risk.simulation import SEED  # noqa: PLC0415

    lang = current_language(ctx)
    workspace = load_workspace(ctx, plan)
    settings = SimulationSettings(
        iterations, SEED if seed is None else seed, within=within, percentile=percentile / 100
    )
    model = modelled(ctx, workspace, data_date, to, mitigated=mitigated)
    outcome = simulate(model, settings, progress=_progress)
    if not outcome.iterations:
        raise click.Abort
    removed: Sequence[RiskEffect] = ()
    if effects:
        removed = risk_effects(model, SimulationSettings(2000, settings.seed), progress=_progress)
    if form == "markdown":
        after = simulate(modelled(ctx, workspace, data_date, to, mitigated=True), settings)
        click.echo("\n".join(risk_page(outcome, removed, after, lang)))
    elif form == "json":
        click.echo(json.dumps(risk_listing(outcome, removed), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(_lines(outcome, removed, lang)))


def modelled(
    ctx: click.Context,
    workspace: Workspace,
    data_date: date | None,
    to: str | None,
    *,
    mitigated: bool = False,
) -> RiskModel:
    """The risk model of a plan; ends with exit code 1 when its correlations contradict."""
    from planner.analysis.risk import risk_model  # noqa: PLC0415 - numpy is slow to import
    from planner.analysis.risk.correlation import CorrelationError  # noqa: PLC0415
    from planner.analysis.risk.register_problems import correlation_problem  # noqa: PLC0415

    lang = current_language(ctx)
    schedule = workspace.at(data_date)
    chosen = known_activity(ctx, schedule.plan, to) if to else None
    try:
        model = risk_model(schedule, chosen=chosen, mitigated=mitigated)
    except CorrelationError as fault:
        click.echo(render(correlation_problem(fault, workspace.places), lang), err=True)
        ctx.exit(1)
    if not model.goals:
        raise click.ClickException(text("risk.no-goal", lang))
    return model


def _progress(done: int, asked: int) -> None:
    """Show how far it is, on a terminal only, so that a pipe stays clean."""
    if sys.stderr.isatty():
        end = "\n" if done >= asked else ""
        click.echo(f"\r{done}/{asked}{end}", err=True, nl=False)


def _lines(outcome: SimulationResult, removed: Sequence[RiskEffect], lang: str) -> Iterator[str]:
    schedule = outcome.model.schedule
    yield text("risk.heading", lang, date=format_date(schedule.data_date, lang))
    yield paragraph(headline(outcome, lang))
    yield paragraph(bias_text(outcome.goals[0], lang))
    if outcome.stopped:
        yield paragraph(text("risk.stopped", lang))
    yield ""
    yield from _goals(outcome, lang)
    yield ""
    yield from _tornado(outcome, lang)
    yield ""
    yield from _drives(outcome, lang)
    if removed:
        yield ""
        yield from _effects(removed, lang)
    yield ""
    yield paragraph(method_text(outcome, lang))
    yield from _without_effect(outcome, lang)


def _goals(outcome: SimulationResult, lang: str) -> Iterator[str]:
    columns = [
        TextColumn(text("risk.goal", lang), 34),
        TextColumn(text("risk.due", lang)),
        TextColumn(text("risk.chance", lang), is_number=True),
        *(TextColumn(name) for name in ("P10", "P50", "P80", "P90")),
    ]
    rows = []
    for found in outcome.goals[:MOST_GOALS]:
        due = format_date(found.goal.due, lang, short=True) if found.goal.due else ""
        days = [format_date(p.day, lang, short=True) for p in found.percentiles]
        rows.append([found.goal.title, due, share_text(found.probability, lang), *days])
    yield from table_lines(columns, rows)
    if len(outcome.goals) > MOST_GOALS:
        yield text("risk.more", lang, count=len(outcome.goals) - MOST_GOALS)


def _tornado(outcome: SimulationResult, lang: str) -> Iterator[str]:
    yield paragraph(text("risk.tornado", lang, title=outcome.goals[0].goal.title))
    columns = [
        TextColumn(text("risk.driver", lang), 60),
        TextColumn(text("risk.low", lang), is_number=True),
        TextColumn(text("risk.high", lang), is_number=True),
    ]
    rows = [
        [bar.title, swing_text(bar.low, lang), swing_text(bar.high, lang)]
        for bar in outcome.tornado[:MOST_BARS]
    ]
    yield from table_lines(columns, rows)


def _drives(outcome: SimulationResult, lang: str) -> Iterator[str]:
    yield paragraph(text("risk.drives", lang))
    columns = [
        TextColumn(text("risk.activity", lang), 52),
        TextColumn(text("risk.criticality", lang), is_number=True),
        TextColumn(text("risk.cruciality", lang), is_number=True),
        TextColumn(text("risk.ssi", lang), is_number=True),
    ]
    rows = []
    for drive in list(outcome.drives.values())[:MOST_DRIVES]:
        figures = [
            "" if value is None else format_number(value, lang, decimals=2)
            for value in (drive.cruciality, drive.sensitivity)
        ]
        title = title_of(outcome, drive.activity)
        rows.append([title, share_text(drive.criticality, lang), *figures])
    yield from table_lines(columns, rows)


def _effects(removed: Sequence[RiskEffect], lang: str) -> Iterator[str]:
    yield paragraph(text("risk.effects-heading", lang))
    columns = [
        TextColumn(text("risk.risk", lang), 60),
        TextColumn(text("risk.days-back", lang), is_number=True),
        TextColumn(text("risk.gain", lang), is_number=True),
    ]
    rows = []
    for effect in removed[:MOST_BARS]:
        gain = effect.probability_gain
        points = "" if gain is None else swing_text(100 * gain, lang)
        rows.append([effect.title, swing_text(-effect.days, lang), points])
    yield from table_lines(columns, rows)


def _without_effect(outcome: SimulationResult, lang: str) -> Iterator[str]:
    for name, reason in sorted(outcome.model.without_effect.items()):
        yield paragraph(text(f"risk.{reason}", lang, name=name))
