"""`planner what-if`: scenarios laid over the plan, side by side with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.language import current_locale
from planner.cli.loading import end_with_problems
from planner.cli.loading import load_workspace
from planner.cli.options import Form
from planner.cli.options import data_date_option
from planner.cli.options import format_option
from planner.cli.options import iterations_option
from planner.cli.options import option
from planner.cli.options import plan_option
from planner.cli.options import print_json
from planner.cli.options import verb
from planner.cli.text_table import paragraph
from planner.cli.usage_errors import with_suggestion
from planner.problems import nearest
from planner.report.movement import variance_text
from planner.report.whatif_wording import chance_line
from planner.report.whatif_wording import changed_chances
from planner.report.whatif_wording import target_lines
from planner.source.scenarios import read_scenario
from planner.source.scenarios import scenario_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from fractions import Fraction

    from planner.analysis.risk import SimulationSettings
    from planner.analysis.scenarios.overlay import WhatIf
    from planner.analysis.variance.differences import Comparison
    from planner.analysis.variance.differences import TargetComparison
    from planner.i18n import Locale
    from planner.workspace.plan_folder import Workspace

MOST_SHOWN, MOST_CHANCES = 15, 6


@verb
@click.argument("scenarios", nargs=-1, required=True)
@plan_option
@option("--risk", is_flag=True, help="what-if.risk")
@iterations_option
@data_date_option
@format_option(Form.TABLE, Form.JSON)
def command(  # noqa: PLR0913, PLR0917 - the options of the verb
    ctx: click.Context,
    scenarios: tuple[str, ...],
    plan: Path,
    iterations: int,
    data_date: date | None,
    form: Form,
    *,
    risk: bool,
) -> None:
    """Compare scenarios with the plan."""
    from planner.analysis.risk import SimulationSettings  # noqa: PLC0415 - numpy is slow to import

    locale = current_locale(ctx)
    workspace = load_workspace(ctx, plan)
    # Every name is looked up before the first scenario is simulated.
    files = [scenario_file(plan, name, locale) for name in scenarios]
    settings = None
    if risk:
        settings = SimulationSettings(iterations)
    outcomes = [outcome_of(ctx, workspace, file, data_date, settings) for file in files]
    if form is Form.JSON:
        print_json([as_json(outcome) for outcome in outcomes])
    else:
        click.echo("\n".join(_lines(outcomes, locale)))


def scenario_file(plan: Path, name: str, locale: Locale) -> Path:
    """Give the file of a scenario: a path, or a name in the plan's folder `scenarios`.

    Raises:
        click.BadParameter: There is none.
    """
    given = Path(name)
    if given.suffix == ".yaml" and given.is_file():
        return given
    known = {file.stem: file for file in scenario_files(plan)}
    if name in known:
        return known[name]
    message = locale.say("what-if.unknown", name=name, known=", ".join(sorted(known)) or "-")
    message = with_suggestion(message, nearest(name, known), locale)
    raise click.BadParameter(message, param_hint="SCENARIO")


def outcome_of(
    ctx: click.Context,
    workspace: Workspace,
    file: Path,
    data_date: date | None,
    settings: SimulationSettings | None,
) -> WhatIf:
    """Lay one scenario over the plan; ends with exit code 1 when that cannot be."""
    from planner.analysis.scenarios.overlay import WhatIf  # noqa: PLC0415 - numpy is slow to import
    from planner.analysis.scenarios.overlay import what_if  # noqa: PLC0415

    before = workspace.at(data_date)
    reading = read_scenario(file, before.plan, workspace.places)
    if reading.scenario is None:
        end_with_problems(ctx, reading.problems)
    outcome = what_if(before, reading.scenario, settings)
    if not isinstance(outcome, WhatIf):
        # The plan that the scenario makes knows no files, the scenario does.
        end_with_problems(ctx, map(reading.located, outcome.problems))
    return outcome


def _lines(outcomes: list[WhatIf], locale: Locale) -> Iterator[str]:
    yield locale.say("what-if.heading", date=locale.date(outcomes[0].before.data_date))
    for outcome in outcomes:
        yield ""
        yield paragraph(outcome.scenario.title)
        if outcome.scenario.description:
            yield paragraph(outcome.scenario.description, "  ", first="  ")
        for line in target_lines(outcome, locale):
            yield paragraph(line, "  ", first="  ")
        for was, now in changed_chances(outcome)[:MOST_CHANCES]:
            yield paragraph(chance_line(was, now, locale), "  ", first="  ")
        yield from _moved_lines(outcome.comparison, locale)


def _moved_lines(comparison: Comparison, locale: Locale) -> Iterator[str]:
    moved = sorted(
        # None for what only one of the two plans has, which is listed too.
        (v for v in comparison.variances.values() if v.finish_days != 0),
        key=lambda variance: (-abs(variance.finish_days or 0), variance.activity),
    )
    yield paragraph(locale.say("what-if.moved", count=len(moved)), "  ", first="  ")
    for variance in moved[:MOST_SHOWN]:
        yield paragraph(variance_text(variance, comparison, locale), "    ", first="  - ")


def as_json(outcome: WhatIf) -> dict[str, object]:
    """Give a scenario and what it changes, for other programs."""
    return {
        "scenario": outcome.scenario.name,
        "title": outcome.scenario.title,
        "data_date": outcome.before.data_date.isoformat(),
        "targets": [_target_as_json(target) for target in outcome.comparison.targets],
        "activities": [
            {
                "activity": variance.activity,
                "kinds": [kind.value for kind in variance.kinds],
                "start_days": _number(variance.start_days),
                "finish_days": _number(variance.finish_days),
                "float_days": _number(variance.float_days),
            }
            for variance in outcome.comparison.variances.values()
        ],
        "chances": list(_chances_as_json(outcome)),
    }


def _target_as_json(target: TargetComparison) -> dict[str, object]:
    was, now = target.was, target.now
    return {
        "target": target.activity,
        "due": now.due.isoformat(),
        "was": was and was.forecast.isoformat(),
        "now": now.forecast.isoformat(),
        "margin_days_was": was and float(was.margin_days),
        "margin_days": float(now.margin_days),
    }


def _chances_as_json(outcome: WhatIf) -> Iterator[dict[str, object]]:
    earlier = {(chance.goal.kind, chance.goal.id): chance for chance in outcome.chances_before}
    for now in outcome.chances_after:
        was = earlier.get((now.goal.kind, now.goal.id))
        # A scenario can bring a goal that the plan does not have.
        if was is None:
            continue
        yield {
            "id": now.goal.id,
            "kind": now.goal.kind.value,
            "probability": now.probability,
            "probability_was": was.probability,
            "p80": now.at(0.8).day.isoformat(),
            "p80_was": was.at(0.8).day.isoformat(),
        }


def _number(days: Fraction | None) -> float | None:
    if days is None:
        return None
    return float(days)
