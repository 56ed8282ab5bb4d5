"""`planner critical-path`: the chain that fixes the date of a target, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from planner.cli.language import current_locale
from planner.cli.loading import activity_or_target
from planner.cli.loading import hard_date
from planner.cli.loading import load_schedule
from planner.cli.options import Form
from planner.cli.options import data_date_option
from planner.cli.options import format_option
from planner.cli.options import option
from planner.cli.options import plan_argument
from planner.cli.options import print_json
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
@format_option(Form.TABLE, Form.JSON)
def command(  # noqa: PLR0913, PLR0917 - the options of the verb
    ctx: click.Context, plan: Path, to: str | None, paths: int, data_date: date | None, form: Form
) -> None:
    """Trace the critical path."""
    schedule = load_schedule(ctx, plan, data_date)
    named = activity_or_target(ctx, schedule.plan, to, "critical-path.no-target")
    activity = _end_of_hammock(schedule, named)
    steps = longest_path(schedule.network_schedule, activity)
    # The first float path is the critical path itself.
    others = float_paths(schedule.network_schedule, activity, paths)[1:]
    if form is Form.JSON:
        print_json(_as_json(schedule, activity, steps, others))
    else:
        locale = current_locale(ctx)
        click.echo("\n".join(_as_story(schedule, activity, steps, others, locale)))


def _end_of_hammock(schedule: Schedule, activity: str) -> str:
    """Give the activity at the end of a hammock, which has no path of its own."""
    span = schedule.plan.activities[activity].spans
    if span is None:
        return activity
    # A hammock may end with another one.
    return _end_of_hammock(schedule, span.to)


def forecast_of(schedule: Schedule, activity: str) -> TargetForecast | None:
    """Give where an activity stands against its date as a target or its deadline, if any."""
    due = hard_date(schedule.plan, activity)
    if due is None:
        return None
    return schedule.forecast_of(activity, due)


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
        "target": forecast and target_listing(forecast),
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
    key = "critical-path.to-title"
    if schedule.activities[activity].is_finished:
        key = "critical-path.as-built"
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
    key = "critical-path.spare"
    if path.total_float < 0:
        key = "critical-path.late"
    amount = locale.say(key, days=locale.workdays(days))
    count = locale.count("count.activity", len(path.activities))
    yield locale.say("critical-path.next", number=path.number, amount=amount, count=count)
    titles = [schedule.activities[a].title for a in path.activities]
    if path.joins:
        joined = schedule.activities[path.joins].title
        titles.append(locale.say("critical-path.joins", title=joined))
    yield paragraph(" → ".join(titles), "   ", first="   ")
