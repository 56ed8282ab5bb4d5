"""`planner critical-path`: the chain that fixes the date of a target, and what comes next."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from planner.cli.language import current_locale
from planner.cli.loading import known_activity
from planner.cli.loading import load_schedule
from planner.cli.options import data_date_option
from planner.cli.options import format_option
from planner.cli.options import option
from planner.cli.options import plan_argument
from planner.cli.options import verb
from planner.cli.text_table import paragraph
from planner.report.listing import float_path_listing
from planner.report.listing import path_listing
from planner.report.listing import target_listing
from planner.report.summary import verdict_text
from planner.report.wording import owner_text
from planner.report.wording import period_text
from planner.report.wording import step_reason
from planner.schedule.paths import float_paths
from planner.schedule.paths import longest_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from planner.i18n import Locale
    from planner.schedule.activity_dates import TargetForecast
    from planner.schedule.paths import FloatPath
    from planner.schedule.paths import PathStep
    from planner.schedule.plan_schedule import Schedule


@verb
@plan_argument
@option("--to", default=None, metavar="ACTIVITY", help="critical-path.to")
@option("--paths", type=click.IntRange(1, 99), default=1, help="critical-path.paths")
@data_date_option
@format_option("table", "json")
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 - the options of the verb
    ctx: click.Context, plan: Path, to: str | None, paths: int, data_date: date | None, form: str
) -> None:
    """Trace the critical path."""
    schedule = load_schedule(ctx, plan, data_date)
    locale = current_locale(ctx)
    target = schedule.plan.programme.target
    if to is None and target is None:
        raise click.UsageError(locale.say("critical-path.no-target"))
    activity = known_activity(ctx, schedule.plan, to) if to else target.milestone if target else ""
    activity = _end_of_hammock(schedule, activity)
    steps = longest_path(schedule.network_schedule, activity)
    others = float_paths(schedule.network_schedule, activity, paths)[1:]
    if form == "json":
        listing = _as_json(schedule, activity, steps, others)
        click.echo(json.dumps(listing, ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(_as_story(schedule, activity, steps, others, locale)))


def _end_of_hammock(schedule: Schedule, activity: str) -> str:
    """What a hammock ends with; it has no path of its own."""
    span = schedule.plan.activities[activity].spans
    return _end_of_hammock(schedule, span.to) if span else activity


def forecast_of(schedule: Schedule, activity: str) -> TargetForecast | None:
    """Where an activity stands against its date as a target or its deadline, if it has one."""
    dates = [t.date for t in schedule.plan.programme.all_targets if t.milestone == activity]
    deadline = schedule.plan.activities[activity].deadline
    dates += [deadline.date] if deadline else []
    return schedule.forecast_of(activity, min(dates)) if dates else None


def _as_json(
    schedule: Schedule,
    activity: str,
    steps: tuple[PathStep, ...],
    others: tuple[FloatPath, ...],
) -> dict[str, object]:
    forecast = forecast_of(schedule, activity)
    return {
        "programme": schedule.plan.programme.programme,
        "data_date": schedule.data_date.isoformat(),
        "to": activity,
        "target": target_listing(forecast) if forecast else None,
        "path": path_listing(schedule, steps),
        "other_paths": [float_path_listing(schedule, path) for path in others],
    }


def _as_story(
    schedule: Schedule,
    activity: str,
    steps: tuple[PathStep, ...],
    others: tuple[FloatPath, ...],
    locale: Locale,
) -> Iterator[str]:
    title = schedule.plan.activities[activity].title
    reached = schedule.activities[activity].is_finished
    key = "critical-path.as-built" if reached else "critical-path.to-title"
    yield paragraph(locale.say(key, title=title, date=locale.date(schedule.data_date)))
    forecast = forecast_of(schedule, activity)
    if forecast is not None:
        yield paragraph(verdict_text(schedule, forecast, locale))
    width = len(str(len(steps)))
    for number, step in enumerate(steps, start=1):
        yield ""
        yield from _step_lines(schedule, step, f"{number:>{width}}. ", locale)
    for path in others:
        yield ""
        yield from _path_lines(schedule, path, locale)


def _step_lines(schedule: Schedule, step: PathStep, number: str, locale: Locale) -> Iterator[str]:
    indent = " " * len(number)
    row = schedule.activities[step.activity]
    head = f"{row.title} ({owner_text(schedule, step.activity, locale)})"
    yield paragraph(head, indent, first=number)
    period = period_text(schedule, step.activity, locale)
    yield paragraph(f"{step.activity}: {period}.", indent)
    reason = step_reason(schedule, step, locale)
    if reason:
        yield paragraph(reason, indent)


def _path_lines(schedule: Schedule, path: FloatPath, locale: Locale) -> Iterator[str]:
    days = schedule.working_days(abs(path.total_float))
    spare = "late" if path.total_float < 0 else "spare"
    amount = locale.say(f"critical-path.{spare}", days=locale.workdays(days))
    count = locale.count("count.activity", len(path.activities))
    yield locale.say("critical-path.next", number=path.number, amount=amount, count=count)
    names = [schedule.activities[a].title for a in path.activities]
    if path.joins:
        names.append(locale.say("critical-path.joins", title=schedule.activities[path.joins].title))
    yield paragraph(" → ".join(names), "   ", first="   ")
