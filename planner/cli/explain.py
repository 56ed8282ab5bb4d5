"""`planner explain`: why an activity is on its date, and what hangs on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from planner.cli.language import current_locale
from planner.cli.loading import known_activity
from planner.cli.loading import load_schedule
from planner.cli.options import Form
from planner.cli.options import data_date_option
from planner.cli.options import format_option
from planner.cli.options import plan_argument
from planner.cli.options import print_json
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
    from planner.schedule.explanation import Bound
    from planner.schedule.plan_schedule import Schedule


@verb
@click.argument("activity")
@plan_argument
@data_date_option
@format_option(Form.TABLE, Form.JSON)
def command(
    ctx: click.Context, activity: str, plan: Path, data_date: date | None, form: Form
) -> None:
    """Explain a date."""
    schedule = load_schedule(ctx, plan, data_date)
    name = known_activity(ctx, schedule.plan, activity)
    if form is Form.JSON:
        print_json(_as_json(schedule, name))
    else:
        click.echo("\n".join(_in_words(schedule, name, current_locale(ctx))))


def _as_json(schedule: Schedule, name: str) -> dict[str, object]:
    listing = activity_listing(schedule, name)
    # A hammock follows the activities that it spans: nothing drives it and it drives nothing.
    if schedule.plan.activities[name].kind is ActivityKind.HAMMOCK:
        return listing
    explanation = explain(schedule.network_schedule, name)
    runner_up, lost_by = explanation.runner_up, explanation.lost_by
    listing["drivers"] = [_bound_as_json(bound) for bound in explanation.drivers]
    listing["runner_up"] = runner_up and _bound_as_json(runner_up)
    listing["lost_by_days"] = lost_by
    if lost_by is not None:
        listing["lost_by_days"] = round(lost_by / _minutes_per_day(schedule, name), 2)
    listing["drives"] = sorted({link.successor for link in explanation.drives})
    listing["path"] = path_listing(schedule, longest_path(schedule.network_schedule, name))
    return listing


def _bound_as_json(bound: Bound) -> dict[str, object]:
    return {"kind": bound.kind.value, "predecessor": bound.link and bound.link.predecessor}


def _minutes_per_day(schedule: Schedule, name: str) -> int:
    network = schedule.network_schedule.network
    calendar = network.activities.calendar[network.number[name]]
    return network.work_calendars[calendar].minutes_per_day


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
        key = "explain.floats"
        if row.total_float < 0:
            key = "explain.negative-float"
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
