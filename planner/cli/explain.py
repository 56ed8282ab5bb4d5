"""`planner explain`: why an activity is on its date, and what hangs on it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from planner.cli.language import current_language
from planner.cli.loading import known_activity
from planner.cli.loading import scheduled
from planner.cli.options import data_date_option
from planner.cli.options import format_option
from planner.cli.options import plan_argument
from planner.cli.options import verb
from planner.cli.text_table import paragraph
from planner.i18n import format_date
from planner.i18n import text
from planner.model import ActivityKind
from planner.report.listing import activity_listing
from planner.report.listing import path_listing
from planner.report.wording import days_text
from planner.report.wording import explanation_text
from planner.report.wording import period_text
from planner.schedule.explanation import explain
from planner.schedule.paths import longest_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from planner.schedule.plan_schedule import ProgrammeSchedule


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
    view = scheduled(ctx, plan, data_date)
    name = known_activity(ctx, view.plan, activity)
    if form == "json":
        click.echo(json.dumps(_as_json(view, name), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(_in_words(view, name, current_language(ctx))))


def _as_json(view: ProgrammeSchedule, name: str) -> dict[str, object]:
    listing: dict[str, object] = dict(activity_listing(view.rows[name]))
    if view.plan.activities[name].kind is ActivityKind.HAMMOCK:
        return listing
    found = explain(view.schedule, name)
    calendar = view.schedule.network.activities.calendar[view.schedule.network.number[name]]
    per_day = view.schedule.network.work_calendars[calendar].minutes_per_day
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
    listing["path"] = path_listing(view, longest_path(view.schedule, name))
    return listing


def _in_words(view: ProgrammeSchedule, name: str, lang: str) -> Iterator[str]:
    activity = view.plan.activities[name]
    row = view.rows[name]
    yield f"{name}: {row.title}"
    yield text("schedule.data-date", lang, date=format_date(view.data_date, lang))
    yield ""
    span = activity.spans
    if span is not None:
        first, last = view.rows[span.from_].title, view.rows[span.to].title
        yield paragraph(text("explain.hammock", lang, first=first, last=last))
        yield paragraph(f"{row.title} {period_text(view, name, lang)}.")
        return
    yield paragraph(explanation_text(view, explain(view.schedule, name), lang))
    if row.total_float is not None and row.free_float is not None:
        key = "explain.floats" if row.total_float >= 0 else "explain.negative-float"
        total, free = days_text(abs(row.total_float), lang), days_text(row.free_float, lang)
        yield paragraph(text(key, lang, total=total, free=free))
    if row.state != "finished":
        yield ""
        yield text("explain.chain", lang)
        for step in longest_path(view.schedule, name):
            period = period_text(view, step.activity, lang)
            yield paragraph(f"{view.rows[step.activity].title} {period}.", "   ", first=" - ")
