"""`planner explain`: why an activity is on its date, and what hangs on it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from planner.cli.language import current_locale
from planner.cli.loading import known_activity
from planner.cli.loading import load_schedule
from planner.cli.options import data_date_option
from planner.cli.options import format_option
from planner.cli.options import plan_argument
from planner.cli.options import verb
from planner.cli.text_table import paragraph
from planner.model import ActivityKind
from planner.report.listing import activity_listing
from planner.report.listing import path_listing
from planner.report.wording import explanation_text
from planner.report.wording import period_text
from planner.schedule.explanation import explain
from planner.schedule.paths import longest_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from planner.i18n import Locale
    from planner.schedule.plan_schedule import Schedule


@verb
@click.argument("activity")
@plan_argument
@data_date_option
@format_option("table", "json")
@click.pass_context
def command(
    ctx: click.Context, activity: str, plan: Path, data_date: date | None, form: str
) -> None:
    """Explain a date."""
    schedule = load_schedule(ctx, plan, data_date)
    name = known_activity(ctx, schedule.plan, activity)
    if form == "json":
        click.echo(json.dumps(_as_json(schedule, name), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(_in_words(schedule, name, current_locale(ctx))))


def _as_json(schedule: Schedule, name: str) -> dict[str, object]:
    listing: dict[str, object] = activity_listing(schedule, name)
    if schedule.plan.activities[name].kind is ActivityKind.HAMMOCK:
        return listing
    found = explain(schedule.network_schedule, name)
    calendar = schedule.network_schedule.network.activities.calendar[
        schedule.network_schedule.network.number[name]
    ]
    per_day = schedule.network_schedule.network.work_calendars[calendar].minutes_per_day
    listing["drivers"] = [
        {"kind": b.kind.value, "predecessor": b.link.predecessor if b.link else None}
        for b in found.drivers
    ]
    listing["runner_up"] = found.runner_up and {
        "kind": found.runner_up.kind.value,
        "predecessor": found.runner_up.link.predecessor if found.runner_up.link else None,
    }
    listing["lost_by_days"] = None if found.lost_by is None else round(found.lost_by / per_day, 2)
    listing["drives"] = sorted({link.successor for link in found.drives})
    listing["path"] = path_listing(schedule, longest_path(schedule.network_schedule, name))
    return listing


def _in_words(schedule: Schedule, name: str, locale: Locale) -> Iterator[str]:
    activity = schedule.plan.activities[name]
    row = schedule.activities[name]
    yield f"{name}: {row.title}"
    yield locale.say("schedule.data-date", date=locale.date(schedule.data_date))
    yield ""
    span = activity.spans
    if span is not None:
        first, last = schedule.activities[span.from_].title, schedule.activities[span.to].title
        yield paragraph(locale.say("explain.hammock", first=first, last=last))
        yield paragraph(f"{row.title} {period_text(schedule, name, locale)}.")
        return
    yield paragraph(explanation_text(schedule, explain(schedule.network_schedule, name), locale))
    if row.total_float is not None and row.free_float is not None:
        key = "explain.floats" if row.total_float >= 0 else "explain.negative-float"
        total, free = locale.workdays(abs(row.total_float)), locale.workdays(row.free_float)
        yield paragraph(locale.say(key, total=total, free=free))
    if not row.is_finished:
        yield ""
        yield locale.say("explain.chain")
        for step in longest_path(schedule.network_schedule, name):
            period = period_text(schedule, step.activity, locale)
            yield paragraph(
                f"{schedule.activities[step.activity].title} {period}.", "   ", first=" - "
            )
