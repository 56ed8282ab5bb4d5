"""`planner risk`: the probability that each date holds, and what drives it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from planner.cli.language import current_locale
from planner.cli.loading import end_with_problems
from planner.cli.loading import known_activity
from planner.cli.loading import load_workspace
from planner.cli.options import Form
from planner.cli.options import data_date_option
from planner.cli.options import format_option
from planner.cli.options import iterations_option
from planner.cli.options import option
from planner.cli.options import plan_argument
from planner.cli.options import print_json
from planner.cli.options import verb
from planner.cli.text_table import TextColumn
from planner.cli.text_table import paragraph
from planner.cli.text_table import table_lines
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
    from planner.i18n import Locale
    from planner.workspace.plan_folder import Workspace

MOST_GOALS, MOST_DRIVES, MOST_BARS = 15, 12, 12

WITHOUT_EFFECT_TEXT = {
    "statutory-term": "risk.statutory-term",
    "affects-nothing-open": "risk.affects-nothing-open",
    "no-work-to-multiply": "risk.no-work-to-multiply",
}
"""By the reason why an uncertain input changes nothing."""


@verb
@plan_argument
@option("--to", default=None, metavar="ACTIVITY", help="risk.to")
@iterations_option
@option("--seed", type=int, default=None, help="risk.seed")
@option("--within", type=click.FloatRange(min=0), default=None, help="risk.within")
@option("--percentile", type=click.IntRange(1, 99), default=80, help="risk.percentile")
@option("--mitigated", is_flag=True, help="risk.mitigated")
@option("--effects", is_flag=True, help="risk.effects")
@data_date_option
@format_option(Form.TABLE, Form.MARKDOWN, Form.JSON)
def command(  # noqa: PLR0913, PLR0917 - the options of the verb
    ctx: click.Context,
    plan: Path,
    to: str | None,
    iterations: int,
    seed: int | None,
    within: float | None,
    percentile: int,
    data_date: date | None,
    form: Form,
    *,
    mitigated: bool,
    effects: bool,
) -> None:
    """Simulate a plan."""
    from planner.analysis.risk import SimulationSettings  # noqa: PLC0415 - numpy is slow to import
    from planner.analysis.risk import risk_effects  # noqa: PLC0415
    from planner.analysis.risk import simulate  # noqa: PLC0415
    from planner.analysis.risk.settings import SEED  # noqa: PLC0415

    locale = current_locale(ctx)
    workspace = load_workspace(ctx, plan)
    if seed is None:
        # A fixed seed, so that the same plan gives the same probabilities.
        seed = SEED
    settings = SimulationSettings(iterations, seed, within=within, percentile=percentile / 100)
    model = modelled(ctx, workspace, data_date, to, mitigated=mitigated)
    outcome = simulate(model, settings, progress=_progress)
    if not outcome.iterations:
        raise click.Abort
    removed: Sequence[RiskEffect] = ()
    if effects:
        # One simulation for every risk left out, so each has fewer iterations.
        removed = risk_effects(model, SimulationSettings(2000, seed), progress=_progress)
    if form is Form.MARKDOWN:
        after = simulate(modelled(ctx, workspace, data_date, to, mitigated=True), settings)
        click.echo("\n".join(risk_page(outcome, removed, after, locale)))
    elif form is Form.JSON:
        print_json(risk_listing(outcome, removed))
    else:
        click.echo("\n".join(_lines(outcome, removed, locale)))


def modelled(
    ctx: click.Context,
    workspace: Workspace,
    data_date: date | None,
    to: str | None,
    *,
    mitigated: bool = False,
) -> RiskModel:
    """Give the risk model of a plan; ends with exit code 1 when its correlations contradict."""
    from planner.analysis.risk import risk_model  # noqa: PLC0415 - numpy is slow to import
    from planner.analysis.risk.correlation import CorrelationError  # noqa: PLC0415
    from planner.analysis.risk.register_problems import correlation_problem  # noqa: PLC0415

    schedule = workspace.at(data_date)
    chosen = to and known_activity(ctx, schedule.plan, to)
    try:
        model = risk_model(schedule, chosen=chosen, mitigated=mitigated)
    except CorrelationError as fault:
        end_with_problems(ctx, [correlation_problem(fault, workspace.places)])
    if not model.goals:
        raise click.ClickException(current_locale(ctx).say("risk.no-goal"))
    return model


def _progress(done: int, asked: int) -> None:
    """Show how far it is, on a terminal only, so that a pipe stays clean."""
    if sys.stderr.isatty():
        # A carriage return writes the next number over this one.
        click.echo(f"\r{done}/{asked}", err=True, nl=done >= asked)


def _lines(
    outcome: SimulationResult, removed: Sequence[RiskEffect], locale: Locale
) -> Iterator[str]:
    schedule = outcome.model.schedule
    yield locale.say("risk.heading", date=locale.date(schedule.data_date))
    yield paragraph(headline(outcome, locale))
    yield paragraph(bias_text(outcome.goals[0], locale))
    if outcome.stopped:
        yield paragraph(locale.say("risk.stopped"))
    yield ""
    yield from _goals(outcome, locale)
    yield ""
    yield from _tornado(outcome, locale)
    yield ""
    yield from _drives(outcome, locale)
    if removed:
        yield ""
        yield from _effects(removed, locale)
    yield ""
    yield paragraph(method_text(outcome, locale))
    yield from _without_effect(outcome, locale)


def _goals(outcome: SimulationResult, locale: Locale) -> Iterator[str]:
    columns = [
        TextColumn(locale.say("risk.goal"), 34),
        TextColumn(locale.say("risk.due")),
        TextColumn(locale.say("risk.chance"), is_number=True),
        *(TextColumn(name) for name in ("P10", "P50", "P80", "P90")),
    ]
    rows = []
    for result in outcome.goals[:MOST_GOALS]:
        due = ""
        if result.goal.due:
            due = locale.date(result.goal.due, short=True)
        days = [locale.date(percentile.day, short=True) for percentile in result.percentiles]
        rows.append([result.goal.title, due, share_text(result.probability, locale), *days])
    yield from table_lines(columns, rows)
    if len(outcome.goals) > MOST_GOALS:
        yield locale.say("risk.more", count=len(outcome.goals) - MOST_GOALS)


def _tornado(outcome: SimulationResult, locale: Locale) -> Iterator[str]:
    yield paragraph(locale.say("risk.tornado", title=outcome.goals[0].goal.title))
    columns = [
        TextColumn(locale.say("risk.driver"), 60),
        TextColumn(locale.say("risk.low"), is_number=True),
        TextColumn(locale.say("risk.high"), is_number=True),
    ]
    rows = [
        [bar.title, swing_text(bar.low, locale), swing_text(bar.high, locale)]
        for bar in outcome.tornado[:MOST_BARS]
    ]
    yield from table_lines(columns, rows)


def _drives(outcome: SimulationResult, locale: Locale) -> Iterator[str]:
    yield paragraph(locale.say("risk.drives"))
    columns = [
        TextColumn(locale.say("risk.activity"), 52),
        TextColumn(locale.say("risk.criticality"), is_number=True),
        TextColumn(locale.say("risk.cruciality"), is_number=True),
        TextColumn(locale.say("risk.ssi"), is_number=True),
    ]
    rows = []
    for drive in list(outcome.drives.values())[:MOST_DRIVES]:
        title = title_of(outcome, drive.activity)
        share = share_text(drive.criticality, locale)
        cruciality = _index(drive.cruciality, locale)
        rows.append([title, share, cruciality, _index(drive.sensitivity, locale)])
    yield from table_lines(columns, rows)


def _index(value: float | None, locale: Locale) -> str:
    # A correlation has no value for an activity whose duration never differs.
    if value is None:
        return ""
    return locale.number(value, decimals=2)


def _effects(removed: Sequence[RiskEffect], locale: Locale) -> Iterator[str]:
    yield paragraph(locale.say("risk.effects-heading"))
    columns = [
        TextColumn(locale.say("risk.risk"), 60),
        TextColumn(locale.say("risk.days-back"), is_number=True),
        TextColumn(locale.say("risk.gain"), is_number=True),
    ]
    rows = []
    for effect in removed[:MOST_BARS]:
        points = ""
        if effect.probability_gain is not None:
            points = swing_text(100 * effect.probability_gain, locale)
        # Negative: without the risk the date is earlier.
        rows.append([effect.title, swing_text(-effect.days, locale), points])
    yield from table_lines(columns, rows)


def _without_effect(outcome: SimulationResult, locale: Locale) -> Iterator[str]:
    for name, reason in sorted(outcome.model.without_effect.items()):
        yield paragraph(locale.say(WITHOUT_EFFECT_TEXT[reason], name=name))
