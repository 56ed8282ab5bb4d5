"""`planner compare`: what differs between two data dates, and why each target moved."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import click

from planner.analysis.variance.differences import ChangeKind
from planner.analysis.variance.differences import compare
from planner.analysis.variance.target_trend import milestone_trend
from planner.baseline import written_days
from planner.cli.language import current_locale
from planner.cli.loading import load_workspace
from planner.cli.options import IsoDate
from planner.cli.options import format_option
from planner.cli.options import option
from planner.cli.options import plan_argument
from planner.cli.options import verb
from planner.cli.text_table import TextColumn
from planner.cli.text_table import paragraph
from planner.cli.text_table import table_lines
from planner.i18n import problem_line
from planner.report.movement import cause_text
from planner.report.movement import movement_text
from planner.report.movement import part_names
from planner.report.movement import target_text
from planner.report.movement import title_of
from planner.report.movement import variance_text
from planner.workspace.earlier import Earlier
from planner.workspace.earlier import Origin

if TYPE_CHECKING:
    from datetime import date

    from planner.analysis.variance.attribution import Movement
    from planner.analysis.variance.differences import Comparison
    from planner.analysis.variance.target_trend import Trend
    from planner.i18n import Locale
    from planner.workspace.plan_folder import Workspace

MOST_SHOWN = 10
"""How many activities of a kind are listed before the rest is counted."""


@verb
@plan_argument
@option("--from", "since", type=IsoDate(), required=True, help="compare.from")
@option("--to", "until", type=IsoDate(), default=None, help="compare.to")
@option(
    "--from-plan",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=None,
    help="compare.from-plan",
)
@option("--without-baseline", "live", is_flag=True, help="compare.without-baseline")
@option("--all", "show_all", is_flag=True, help="compare.all")
@format_option("table", "json")
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    ctx: click.Context,
    plan: Path,
    since: date,
    until: date | None,
    folder: Path | None,
    form: str,
    *,
    live: bool,
    show_all: bool,
) -> None:
    """Compare two data dates."""
    locale = current_locale(ctx)
    workspace = load_workspace(ctx, plan)
    then = load_workspace(ctx, folder) if folder else workspace
    found = _earlier(then, since, is_other=folder is not None, live=live)
    after = workspace.at(until)
    if after.data_date < since:
        message = locale.say("compare.wrong-order", date=locale.date(after.data_date))
        raise click.BadParameter(message, param_hint="--from")
    comparison = compare(found.schedule, after)
    dates = [d for d in workspace.data_dates if since <= d <= comparison.after.data_date]
    trends = milestone_trend(workspace.at, dates)
    if form == "json":
        content = as_json(comparison, found.origin, trends)
        click.echo(json.dumps(content, ensure_ascii=False, indent=1))
        return
    for line in _notes(found, locale):
        click.echo(line, err=True)
    for line in _lines(
        comparison, found.origin, trends, locale, MOST_SHOWN if not show_all else None
    ):
        click.echo(line)


def _earlier(then: Workspace, since: date, *, is_other: bool, live: bool) -> Earlier:
    if is_other:
        return Earlier(then.at(since), Origin.FOLDER)
    if live:
        return Earlier(then.at(since), Origin.FILES)
    return then.earlier(since)


def _notes(found: Earlier, locale: Locale) -> list[str]:
    lines = [problem_line(problem, locale) for problem in found.problems]
    if found.drift:
        day = locale.date(found.schedule.data_date)
        count = locale.count("count.activity", len(found.drift))
        names = ", ".join(found.drift[:MOST_SHOWN])
        lines.append(locale.say("baseline.drift", date=day, activities=count, names=names))
    return lines


def _lines(
    comparison: Comparison,
    origin: Origin,
    trends: tuple[Trend, ...],
    locale: Locale,
    most: int | None,
) -> list[str]:
    now, was = (locale.date(p.data_date) for p in (comparison.after, comparison.before))
    lines = [
        locale.say("compare.heading", now=now, was=was),
        paragraph(locale.say(f"compare.origin-{origin.value}", was=was)),
        "",
    ]
    for found in comparison.targets:
        lines.append(paragraph(target_text(found, comparison.after, locale)))
        if found.movement is not None:
            lines += _parts(found.movement, comparison, locale)
        lines.append("")
    for kind in ChangeKind:
        lines += _kind(kind, comparison, locale, most)
    return [*lines, *_margin_lines(comparison, locale), *_trend_lines(trends, locale)]


def _margin_lines(comparison: Comparison, locale: Locale) -> list[str]:
    if not comparison.margins:
        return []
    columns = (
        TextColumn(locale.say("compare.workstream"), width=40),
        TextColumn(locale.say("compare.then"), is_number=True),
        TextColumn(locale.say("compare.now"), is_number=True),
    )
    rows = [
        [margin.title, *("-" if m is None else locale.signed(m) for m in (margin.was, margin.now))]
        for margin in comparison.margins
    ]
    return [locale.say("compare.margins"), *table_lines(columns, rows), ""]


def _parts(movement: Movement, comparison: Comparison, locale: Locale) -> list[str]:
    lines = [f"  {movement_text(movement, locale)}"]
    if not movement.parts:
        return lines
    schedules = (comparison.before, comparison.after)
    for part in movement.parts:
        names = part_names(part, schedules, locale)
        end = f" ({names})" if names else ""
        first = f"  {locale.signed(part.days):>7}  "
        lines.append(paragraph(f"{cause_text(part, locale)}{end}", " " * len(first), first))
    lines.append(f"  {locale.signed(movement.days):>7}  {locale.say('compare.sum')}")
    return lines


def _kind(kind: ChangeKind, comparison: Comparison, locale: Locale, most: int | None) -> list[str]:
    found = comparison.of_kind(kind)
    heading = locale.say(f"compare.kind.{kind.value}")
    lines = [f"{heading} ({len(found)})"]
    shown = found[:most]
    lines += [f"  {variance_text(variance, comparison, locale)}" for variance in shown]
    if len(found) > len(shown):
        rest = locale.count("wording.more", len(found) - len(shown))
        lines.append(f"  {locale.say('compare.rest', rest=rest)}")
    return [*lines, ""]


def _trend_lines(trends: tuple[Trend, ...], locale: Locale) -> list[str]:
    lines = []
    for trend in trends:
        due = locale.date(trend.due)
        lines.append(locale.say("compare.trend", title=trend.title, due=due))
        for point in trend.points:
            if point.forecast is None:
                continue
            day = locale.date(point.data_date, short=True)
            forecast = locale.date(point.forecast.forecast, short=True)
            lines.append(f"  {day}  {forecast}  {locale.signed(point.forecast.margin_days):>5}")
        lines.append("")
    return lines


def as_json(comparison: Comparison, origin: Origin, trends: tuple[Trend, ...]) -> dict[str, Any]:
    """Write a comparison for programs."""
    return {
        "from": comparison.before.data_date.isoformat(),
        "to": comparison.after.data_date.isoformat(),
        "origin": origin.value,
        "targets": [
            {
                "activity": found.activity,
                "date": found.now.due.isoformat(),
                "was": found.was.forecast.isoformat() if found.was else None,
                "now": found.now.forecast.isoformat(),
                "margin_was": written_days(found.was.margin_days) if found.was else None,
                "margin": written_days(found.now.margin_days),
                "movement": found.movement and _movement_json(found.movement),
            }
            for found in comparison.targets
        ],
        "margins": [
            {"workstream": m.workstream, "was": _days(m.was), "now": _days(m.now)}
            for m in comparison.margins
        ],
        "activities": [
            {
                "id": v.activity,
                "title": title_of(v.activity, (comparison.before, comparison.after)),
                "kinds": [kind.value for kind in v.kinds],
                "start_days": _days(v.start_days),
                "finish_days": _days(v.finish_days),
                "duration_days": _days(v.duration_days),
                "float_days": _days(v.float_days),
                "links_added": [f"{a} {kind} {lag}" for a, kind, lag in v.links_added],
                "links_dropped": [f"{a} {kind} {lag}" for a, kind, lag in v.links_dropped],
            }
            for v in comparison.variances.values()
            if v.kinds or v.float_days or v.start_days or v.duration_days
        ],
        "trend": [
            {
                "activity": trend.activity,
                "date": trend.due.isoformat(),
                "points": [
                    {
                        "data_date": p.data_date.isoformat(),
                        "forecast": p.forecast.forecast.isoformat() if p.forecast else None,
                        "margin_days": _days(p.forecast.margin_days if p.forecast else None),
                    }
                    for p in trend.points
                ],
            }
            for trend in trends
        ],
    }


def _movement_json(movement: Movement) -> dict[str, Any]:
    return {
        "days": written_days(movement.days),
        "parts": [
            {
                "causes": [cause.value for cause in part.causes],
                "days": written_days(part.days),
                "changed": list(part.changed),
                "decisive": list(part.decisive),
            }
            for part in movement.parts
        ],
    }


def _days(days: Any) -> int | float | str | None:  # noqa: ANN401 - a number of days or none
    return None if days is None else written_days(days)
