"""Opening a plan for a verb that needs its schedule."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from planner.cli.language import current_locale
from planner.i18n import problem_line
from planner.problems import Severity
from planner.problems import nearest
from planner.workspace.plan_folder import open_workspace

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from planner.model import Plan
    from planner.schedule.plan_schedule import Schedule
    from planner.workspace.plan_folder import Workspace


def load_workspace(ctx: click.Context, folder: Path) -> Workspace:
    """Open a plan; with an error in it, say what must be mended and end with exit code 1."""
    workspace = open_workspace(folder)
    if workspace.has_errors:
        for problem in workspace.problems:
            if problem.severity is Severity.ERROR:
                click.echo(problem_line(problem, current_locale(ctx)), err=True)
        ctx.exit(1)
    return workspace


def load_schedule(ctx: click.Context, folder: Path, data_date: date | None) -> Schedule:
    """Open a plan and schedule it at a data date; ends with exit code 1 when that cannot be."""
    workspace = load_workspace(ctx, folder)
    return workspace.at(data_date)


def known_activity(ctx: click.Context, plan: Plan, name: str) -> str:
    """The full id of an activity that was named on the command line.

    Raises:
        click.BadParameter: There is none, or a short id belongs to several.
    """
    if name in plan.activities:
        return name
    locale = current_locale(ctx)
    short = [a.id for a in plan.activities.values() if a.short_id == name]
    if len(short) == 1:
        return short[0]
    if short:
        raise click.BadParameter(
            locale.say("opening.ambiguous", name=name, ids=", ".join(short)), param_hint="ACTIVITY"
        )
    suggestion = nearest(name, [*plan.activities, *(a.short_id for a in plan.activities.values())])
    message = locale.say("opening.unknown", name=name)
    if suggestion:
        message += " " + locale.say("suggestion", suggestion=suggestion)
    raise click.BadParameter(message, param_hint="ACTIVITY")
