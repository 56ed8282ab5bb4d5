"""`planner what-if`: scenarios laid over the plan, side by side with it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.language import current_locale
from planner.cli.loading import load_workspace
from planner.cli.options import DEFAULT_PLAN
from planner.cli.options import data_date_option
from planner.cli.options import format_option
from planner.cli.options import option
from planner.cli.options import verb
from planner.cli.text_table import paragraph
from planner.i18n import problem_line
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

    from planner.analysis.scenarios.overlay import WhatIf
    from planner.i18n import Locale
    from planner.workspace.plan_folder import Workspace

MOST_SHOWN, MOST_CHANCES = 15, 6


@verb
@click.argument("scenarios", nargs=-1, required=True)
@option("--plan", type=click.Path(path_type=Path), default=Path(DEFAULT_PLAN), help="what-if.plan")
@option("--risk", is_flag=True, help="what-if.risk")
@option(
    "--iterations", type=click.IntRange(1000, 1_000_000), default=10_000, help="risk.iterations"
)
@data_date_option
@format_option("table", "json")
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 - the options of the verb
    ctx: click.Context,
    scenarios: tuple[str, ...],
    plan: Path,
    iterations: int,
    data_date: date | None,
    form: str,
    *,
    risk: bool,
) -> None:
    """Compare scenarios with the plan."""
    from planner.analysis.risk import SimulationSettings  # noqa: PLC0415 - numpy is slow to import

    locale = current_locale(ctx)
    workspace = load_workspace(ctx, plan)
    files = [scenario_file(plan, name, locale) for name in scenarios]
    settings = SimulationSettings(iterations) if risk else None
    found = [outcome_of(ctx, workspace, file, data_date, settings) for file in files]
    if form == "json":
        listing = [as_json(one) for one in found]
        click.echo(json.dumps(listing, ensure_ascii=False, indent=1))
        return
    click.echo("\n".join(_lines(found, locale)))


def scenario_file(plan: Path, name: str, locale: Locale) -> Path:
    """The file of a scenario: a path, or a name in the plan's folder `scenarios`.

    Raises:
        click.BadParameter: There is none.
    """
    given = Path(name)
    if given.suffix == ".yaml" and given.is_file():
        return given
    known = {file.stem: file for file in scenario_files(plan)}
    if name in known:
        return known[name]
    suggestion = nearest(name, known)
    message = locale.say("what-if.unknown", name=name, known=", ".join(sorted(known)) or "-")
    if suggestion:
        message += " " + locale.say("suggestion", suggestion=suggestion)
    raise click.BadParameter(message, param_hint="SCENARIO")


def outcome_of(
    ctx: click.Context, workspace: Workspace, file: Path, data_date: date | None, settings: object
) -> WhatIf:
    """Lay one scenario over the plan; ends with exit code 1 when that cannot be."""
    from planner.analysis.risk import SimulationSettings  # noqa: PLC0415
    from planner.analysis.scenarios.overlay import WhatIf  # noqa: PLC0415
    from planner.analysis.scenarios.overlay import what_if  # noqa: PLC0415

    before = workspace.at(data_date)
    reading = read_scenario(file, before.plan, workspace.places)
    problems = reading.problems
    if reading.scenario is not None:
        simulation = settings if isinstance(settings, SimulationSettings) else None
        found = what_if(before, reading.scenario, simulation)
        if isinstance(found, WhatIf):
            return found
        problems = tuple(reading.located(problem) for problem in found.problems)
    for problem in problems:
        click.echo(problem_line(problem, current_locale(ctx)), err=True)
    ctx.exit(1)
    return None


def _lines(found: list[WhatIf], locale: Locale) -> Iterator[str]:
    yield locale.say("what-if.heading", date=locale.date(found[0].before.data_date))
    for one in found:
        yield ""
        yield paragraph(one.scenario.title)
        if one.scenario.description:
            yield paragraph(one.scenario.description, "  ", first="  ")
        for line in target_lines(one, locale):
            yield paragraph(line, "  ", first="  ")
        for was, now in changed_chances(one)[:MOST_CHANCES]:
            yield paragraph(chance_line(was, now, locale), "  ", first="  ")
        moved = sorted(
            (v for v in one.comparison.variances.values() if v.finish_days != 0),
            key=lambda v: (-abs(v.finish_days or 0), v.activity),
        )
        yield paragraph(locale.say("what-if.moved", count=len(moved)), "  ", first="  ")
        for variance in moved[:MOST_SHOWN]:
            yield paragraph(variance_text(variance, one.comparison, locale), "    ", first="  - ")


def as_json(found: WhatIf) -> dict[str, object]:
    """A scenario and what it changes, for other programs."""
    return {
        "scenario": found.scenario.name,
        "title": found.scenario.title,
        "data_date": found.before.data_date.isoformat(),
        "targets": [
            {
                "target": target.activity,
                "due": target.now.due.isoformat(),
                "was": target.was.forecast.isoformat() if target.was else None,
                "now": target.now.forecast.isoformat(),
                "margin_days_was": float(target.was.margin_days) if target.was else None,
                "margin_days": float(target.now.margin_days),
            }
            for target in found.comparison.targets
        ],
        "activities": [
            {
                "activity": variance.activity,
                "kinds": [kind.value for kind in variance.kinds],
                "start_days": _number(variance.start_days),
                "finish_days": _number(variance.finish_days),
                "float_days": _number(variance.float_days),
            }
            for variance in found.comparison.variances.values()
        ],
        "chances": [
            {
                "id": now.goal.id,
                "kind": now.goal.kind.value,
                "probability": now.probability,
                "probability_was": was.probability,
                "p80": now.at(0.8).day.isoformat(),
                "p80_was": was.at(0.8).day.isoformat(),
            }
            for now in found.chances_after
            for was in found.chances_before
            if (was.goal.kind, was.goal.id) == (now.goal.kind, now.goal.id)
        ],
    }


def _number(value: object) -> float | None:
    return None if value is None else float(value)  # type: ignore[arg-type]
