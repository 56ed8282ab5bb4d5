"""Load the plan of a verb, and find what was named on the command line in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from planner.cli.language import current_locale
from planner.cli.usage_errors import with_suggestion
from planner.i18n import problem_line
from planner.problems import Severity
from planner.problems import nearest
from planner.workspace.plan_folder import open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path
    from typing import NoReturn

    from planner.i18n import Locale
    from planner.model import Plan
    from planner.problems import Problem
    from planner.schedule.plan_schedule import Schedule
    from planner.workspace.plan_folder import Workspace


def load_workspace(ctx: click.Context, folder: Path) -> Workspace:
    """Open a plan; with an error in it, say what must be mended and end with exit code 1."""
    workspace = open_workspace(folder)
    if workspace.has_errors:
        # Warnings are left to `planner check`: they do not stop this verb.
        errors = (p for p in workspace.problems if p.severity is Severity.ERROR)
        end_with_problems(ctx, errors)
    return workspace


def load_schedule(ctx: click.Context, folder: Path, data_date: date | None) -> Schedule:
    """Open a plan and schedule it at a data date; ends with exit code 1 when that cannot be."""
    return load_workspace(ctx, folder).at(data_date)


def print_problems(problems: Iterable[Problem], locale: Locale) -> None:
    """Print problems beside the output, so that a pipe gets the output only."""
    for problem in problems:
        click.echo(problem_line(problem, locale), err=True)


def end_with_problems(ctx: click.Context, problems: Iterable[Problem]) -> NoReturn:
    """Print problems, each with its place, and end with exit code 1."""
    print_problems(problems, current_locale(ctx))
    ctx.exit(1)


def known_activity(ctx: click.Context, plan: Plan, name: str) -> str:
    """Give the full id of an activity that was named on the command line.

    Raises:
        click.BadParameter: There is none, or a short id belongs to several.
    """
    if name in plan.activities:
        return name
    locale = current_locale(ctx)
    short_ids = {activity.id: activity.short_id for activity in plan.activities.values()}
    matches = [activity for activity, short_id in short_ids.items() if short_id == name]
    match matches:
        case [activity]:
            return activity
        case []:
            message = locale.say("opening.unknown", name=name)
            suggestion = nearest(name, [*plan.activities, *short_ids.values()])
            message = with_suggestion(message, suggestion, locale)
        case _:
            message = locale.say("opening.ambiguous", name=name, ids=", ".join(matches))
    raise click.BadParameter(message, param_hint="ACTIVITY")


def activity_or_target(ctx: click.Context, plan: Plan, name: str | None, missing: str) -> str:
    """Give the activity that was named, else the main target of the programme.

    Args:
        ctx: The context of the command.
        plan: The plan.
        name: What the user typed.
        missing: The message key for a plan without a target.

    Raises:
        click.UsageError: Nothing was named and the plan has no target.
    """
    if name:
        return known_activity(ctx, plan, name)
    if plan.programme.target is None:
        raise click.UsageError(current_locale(ctx).say(missing))
    return plan.programme.target.milestone


def hard_date(plan: Plan, activity: str) -> date | None:
    """Give the earliest date that an activity must meet, as a target or by its deadline."""
    dates = [t.date for t in plan.programme.all_targets if t.milestone == activity]
    deadline = plan.activities[activity].deadline
    if deadline is not None:
        dates.append(deadline.date)
    return min(dates, default=None)
