"""`planner recover`: the cheapest measures that win back a date."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from planner.cli.language import current_locale
from planner.cli.loading import known_activity
from planner.cli.loading import load_workspace
from planner.cli.options import IsoDate
from planner.cli.options import data_date_option
from planner.cli.options import format_option
from planner.cli.options import option
from planner.cli.options import plan_argument
from planner.cli.options import verb
from planner.cli.text_table import paragraph
from planner.i18n import problem_line
from planner.problems import warning
from planner.report.whatif_wording import measure_lines
from planner.report.whatif_wording import remedy_line
from planner.report.whatif_wording import verdict

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from planner.analysis.recovery.cheapest import Recovery
    from planner.analysis.recovery.cheapest import Remedy
    from planner.i18n import Locale
    from planner.schedule.plan_schedule import Schedule
    from planner.workspace.plan_folder import Workspace


@verb
@plan_argument
@option("--target", default=None, metavar="ACTIVITY", help="recover.target")
@option("--by", "due", type=IsoDate(), default=None, help="recover.by")
@data_date_option
@format_option("table", "json")
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 - the options of the verb
    ctx: click.Context,
    plan: Path,
    target: str | None,
    due: date | None,
    data_date: date | None,
    form: str,
) -> None:
    """Find the cheapest measures."""
    from planner.analysis.recovery.cheapest import recover  # noqa: PLC0415 - scipy is slow to import

    locale = current_locale(ctx)
    workspace = load_workspace(ctx, plan)
    schedule = workspace.at(data_date)
    activity, day = asked(ctx, schedule, target, due)
    found = recover(schedule, activity, day)
    for line in finished_measures(workspace, found, locale):
        click.echo(line, err=True)
    if form == "json":
        click.echo(json.dumps(as_json(found), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(_lines(found, locale)))


def asked(
    ctx: click.Context, schedule: Schedule, target: str | None, due: date | None
) -> tuple[str, date]:
    """What must be ready, and when.

    Raises:
        click.UsageError: Neither the plan nor the user gives a date.
    """
    locale = current_locale(ctx)
    own = schedule.plan.programme.target
    if target is None and own is None:
        raise click.UsageError(locale.say("recover.no-target"))
    activity = (
        known_activity(ctx, schedule.plan, target) if target else own.milestone if own else ""
    )
    if schedule.plan.activities[activity].spans is not None:
        raise click.UsageError(locale.say("recover.hammock", name=activity))
    days = [t.date for t in schedule.plan.programme.all_targets if t.milestone == activity]
    deadline = schedule.plan.activities[activity].deadline
    days += [deadline.date] if deadline else []
    if due is None and not days:
        raise click.UsageError(locale.say("recover.no-date", name=activity))
    if schedule.activities[activity].is_finished:
        raise click.UsageError(locale.say("recover.reached", name=activity))
    return activity, due or min(days)


def finished_measures(workspace: Workspace, found: Recovery, locale: Locale) -> Iterator[str]:
    """A line for every measure on work that is finished, with its place in the file."""
    for skipped in found.skipped:
        if skipped.reason.value != "finished":
            continue
        measures = found.schedule.plan.activities[skipped.activity].measures
        index = measures.index(skipped.measure)
        place = workspace.places.activity(skipped.activity, "measures", index)
        details = {"measure": skipped.measure.id, "activity": skipped.activity}
        yield problem_line(warning("measure-on-finished", place, **details), locale)


def _lines(found: Recovery, locale: Locale) -> Iterator[str]:
    yield locale.say("recover.heading", date=locale.date(found.schedule.data_date))
    yield paragraph(verdict(found, locale))
    for number, remedy in enumerate(found.remedies, start=1):
        if not remedy.options:
            continue
        yield ""
        yield paragraph(f"{number}. {remedy_line(remedy, locale)}", "   ")
        yield from _measures(found, remedy, locale)
    if found.best is not None:
        yield ""
        key = "recover.best" if found.best_proven else "recover.best-unproven"
        yield paragraph(locale.say(key, date=locale.date(found.best.date)))
        yield paragraph(remedy_line(found.best, locale))
        yield from _measures(found, found.best, locale)
    yield ""
    options = locale.count("recover.options", len(found.options))
    schedules = locale.count("recover.schedules", found.schedules)
    yield paragraph(locale.say("recover.method", options=options, schedules=schedules))


def _measures(found: Recovery, remedy: Remedy, locale: Locale) -> Iterator[str]:
    for line in measure_lines(found, remedy, locale):
        yield paragraph(line, "     ", first="   - ")


def as_json(found: Recovery) -> dict[str, object]:
    """Everything that was found, for other programs."""
    return {
        "target": found.target,
        "due": found.due.isoformat(),
        "data_date": found.schedule.data_date.isoformat(),
        "without": _as_json(found.without),
        "sets": [_as_json(remedy) for remedy in found.remedies],
        "proven": found.proven,
        "cost_bound": float(found.bound),
        "best_reachable": _as_json(found.best) if found.best else None,
        "best_proven": found.best_proven,
        "options": [option.key for option in found.options],
        "skipped": [
            {"measure": f"{s.activity}/{s.measure.id}", "reason": s.reason.value}
            for s in found.skipped
        ],
        "schedules": found.schedules,
    }


def _as_json(remedy: Remedy) -> dict[str, object]:
    return {
        "measures": [option.key for option in remedy.options],
        "cost": float(remedy.cost),
        "date": remedy.date.isoformat(),
        "margin_days": float(remedy.margin_days),
    }
