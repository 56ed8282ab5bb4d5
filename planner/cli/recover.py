"""`planner recover`: the cheapest measures that win back a date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from planner.analysis.recovery.measures import SkipReason
from planner.cli.language import current_locale
from planner.cli.loading import activity_or_target
from planner.cli.loading import hard_date
from planner.cli.loading import load_workspace
from planner.cli.loading import print_problems
from planner.cli.options import Form
from planner.cli.options import IsoDate
from planner.cli.options import data_date_option
from planner.cli.options import format_option
from planner.cli.options import option
from planner.cli.options import plan_argument
from planner.cli.options import print_json
from planner.cli.options import verb
from planner.cli.text_table import paragraph
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
    from planner.problems import Problem
    from planner.schedule.plan_schedule import Schedule
    from planner.workspace.plan_folder import Workspace


@verb
@plan_argument
@option("--target", default=None, metavar="ACTIVITY", help="recover.target")
@option("--by", "due", type=IsoDate(), default=None, help="recover.by")
@data_date_option
@format_option(Form.TABLE, Form.JSON)
def command(  # noqa: PLR0913, PLR0917 - the options of the verb
    ctx: click.Context,
    plan: Path,
    target: str | None,
    due: date | None,
    data_date: date | None,
    form: Form,
) -> None:
    """Find the cheapest measures."""
    from planner.analysis.recovery.cheapest import recover  # noqa: PLC0415 - scipy is slow to import

    locale = current_locale(ctx)
    workspace = load_workspace(ctx, plan)
    schedule = workspace.at(data_date)
    activity, day = asked(ctx, schedule, target, due)
    recovery = recover(schedule, activity, day)
    print_problems(finished_measures(workspace, recovery), locale)
    if form is Form.JSON:
        print_json(as_json(recovery))
    else:
        click.echo("\n".join(_lines(recovery, locale)))


def asked(
    ctx: click.Context, schedule: Schedule, target: str | None, due: date | None
) -> tuple[str, date]:
    """Give the activity that must be ready, and its day.

    Raises:
        click.UsageError: Neither the plan nor the user gives a date.
    """
    locale = current_locale(ctx)
    activity = activity_or_target(ctx, schedule.plan, target, "recover.no-target")
    # A hammock has no work of its own, so there is no measure that shortens it.
    if schedule.plan.activities[activity].spans is not None:
        raise click.UsageError(locale.say("recover.hammock", name=activity))
    due = due or hard_date(schedule.plan, activity)
    if due is None:
        raise click.UsageError(locale.say("recover.no-date", name=activity))
    if schedule.activities[activity].is_finished:
        raise click.UsageError(locale.say("recover.reached", name=activity))
    return activity, due


def finished_measures(workspace: Workspace, recovery: Recovery) -> Iterator[Problem]:
    """Warn of every measure on work that is finished, with its place in the file."""
    for skipped in recovery.skipped:
        if skipped.reason is not SkipReason.FINISHED:
            continue
        measures = recovery.schedule.plan.activities[skipped.activity].measures
        index = measures.index(skipped.measure)
        place = workspace.places.activity(skipped.activity, "measures", index)
        details = {"measure": skipped.measure.id, "activity": skipped.activity}
        yield warning("measure-on-finished", place, **details)


def _lines(recovery: Recovery, locale: Locale) -> Iterator[str]:
    yield locale.say("recover.heading", date=locale.date(recovery.schedule.data_date))
    yield paragraph(verdict(recovery, locale))
    for number, remedy in enumerate(recovery.remedies, start=1):
        # The empty set: the date is met without measures, as the verdict has said.
        if not remedy.options:
            continue
        yield ""
        yield paragraph(f"{number}. {remedy_line(remedy, locale)}", "   ")
        yield from _measures(recovery, remedy, locale)
    if recovery.best is not None:
        yield ""
        key = "recover.best-unproven"
        if recovery.best_proven:
            key = "recover.best"
        yield paragraph(locale.say(key, date=locale.date(recovery.best.date)))
        yield paragraph(remedy_line(recovery.best, locale))
        yield from _measures(recovery, recovery.best, locale)
    yield ""
    options = locale.count("recover.options", len(recovery.options))
    schedules = locale.count("recover.schedules", recovery.schedules)
    yield paragraph(locale.say("recover.method", options=options, schedules=schedules))


def _measures(recovery: Recovery, remedy: Remedy, locale: Locale) -> Iterator[str]:
    for line in measure_lines(recovery, remedy, locale):
        yield paragraph(line, "     ", first="   - ")


def as_json(recovery: Recovery) -> dict[str, object]:
    """Give the whole answer, for other programs."""
    return {
        "target": recovery.target,
        "due": recovery.due.isoformat(),
        "data_date": recovery.schedule.data_date.isoformat(),
        "without": _as_json(recovery.without),
        "sets": [_as_json(remedy) for remedy in recovery.remedies],
        "proven": recovery.proven,
        "cost_bound": float(recovery.bound),
        "best_reachable": recovery.best and _as_json(recovery.best),
        "best_proven": recovery.best_proven,
        "options": [option.key for option in recovery.options],
        "skipped": [
            {"measure": f"{skip.activity}/{skip.measure.id}", "reason": skip.reason.value}
            for skip in recovery.skipped
        ],
        "schedules": recovery.schedules,
    }


def _as_json(remedy: Remedy) -> dict[str, object]:
    return {
        "measures": [option.key for option in remedy.options],
        "cost": float(remedy.cost),
        "date": remedy.date.isoformat(),
        "margin_days": float(remedy.margin_days),
    }
