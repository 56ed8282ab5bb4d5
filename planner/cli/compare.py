"""`planner compare`: what differs between two data dates, and why each target moved."""

from __future__ import annotations

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
from planner.cli.loading import print_problems
from planner.cli.options import Form
from planner.cli.options import IsoDate
from planner.cli.options import format_option
from planner.cli.options import option
from planner.cli.options import plan_argument
from planner.cli.options import print_json
from planner.cli.options import verb
from planner.cli.text_table import TextColumn
from planner.cli.text_table import paragraph
from planner.cli.text_table import table_lines
from planner.i18n import EnumTexts
from planner.report.movement import cause_text
from planner.report.movement import movement_text
from planner.report.movement import part_names
from planner.report.movement import target_text
from planner.report.movement import title_of
from planner.report.movement import variance_text
from planner.workspace.earlier import Earlier
from planner.workspace.earlier import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from fractions import Fraction

    from planner.analysis.variance.attribution import Movement
    from planner.analysis.variance.differences import Comparison
    from planner.analysis.variance.differences import TargetComparison
    from planner.analysis.variance.target_trend import Trend
    from planner.i18n import Locale
    from planner.workspace.plan_folder import Workspace

MOST_SHOWN = 10
"""How many activities of a kind are listed before the rest is counted."""

ORIGIN_TEXT = {
    Origin.BASELINE: "compare.origin-baseline",
    Origin.FILES: "compare.origin-files",
    Origin.FOLDER: "compare.origin-folder",
}
KIND_TEXT = EnumTexts("compare.kind", ChangeKind)


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
@format_option(Form.TABLE, Form.JSON)
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    ctx: click.Context,
    plan: Path,
    since: date,
    until: date | None,
    folder: Path | None,
    form: Form,
    *,
    live: bool,
    show_all: bool,
) -> None:
    """Compare two data dates."""
    workspace = load_workspace(ctx, plan)
    then = workspace
    if folder:
        then = load_workspace(ctx, folder)
    earlier = _earlier(then, since, is_other=folder is not None, live=live)
    after = workspace.at(until)
    locale = current_locale(ctx)
    if after.data_date < since:
        message = locale.say("compare.wrong-order", date=locale.date(after.data_date))
        raise click.BadParameter(message, param_hint="--from")
    comparison = compare(earlier.schedule, after)
    dates = [day for day in workspace.data_dates if since <= day <= after.data_date]
    trends = milestone_trend(workspace.at, dates)
    if form is Form.JSON:
        print_json(as_json(comparison, earlier.origin, trends))
        return
    # Beside the output, as they are about the baseline and not about the comparison.
    print_problems(earlier.problems, locale)
    if earlier.drift:
        click.echo(_drift_text(earlier, locale), err=True)
    most = MOST_SHOWN
    if show_all:
        most = len(comparison.variances)
    for line in _lines(comparison, earlier.origin, trends, locale, most):
        click.echo(line)


def _earlier(then: Workspace, since: date, *, is_other: bool, live: bool) -> Earlier:
    if is_other:
        return Earlier(then.at(since), Origin.FOLDER)
    if live:
        return Earlier(then.at(since), Origin.FILES)
    return then.earlier(since)


def _drift_text(earlier: Earlier, locale: Locale) -> str:
    """Name the activities whose frozen dates the engine does not compute any more."""
    day = locale.date(earlier.schedule.data_date)
    count = locale.count("count.activity", len(earlier.drift))
    names = ", ".join(earlier.drift[:MOST_SHOWN])
    return locale.say("baseline.drift", date=day, activities=count, names=names)


def _lines(
    comparison: Comparison,
    origin: Origin,
    trends: tuple[Trend, ...],
    locale: Locale,
    most: int,
) -> list[str]:
    now = locale.date(comparison.after.data_date)
    was = locale.date(comparison.before.data_date)
    lines = [
        locale.say("compare.heading", now=now, was=was),
        paragraph(locale.say(ORIGIN_TEXT[origin], was=was)),
        "",
    ]
    for target in comparison.targets:
        lines.append(paragraph(target_text(target, comparison.after, locale)))
        if target.movement is not None:
            lines += _parts(target.movement, comparison, locale)
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
        [margin.title, _signed(margin.was, locale), _signed(margin.now, locale)]
        for margin in comparison.margins
    ]
    return [locale.say("compare.margins"), *table_lines(columns, rows), ""]


def _signed(days: Fraction | None, locale: Locale) -> str:
    if days is None:
        return "-"
    return locale.signed(days)


def _parts(movement: Movement, comparison: Comparison, locale: Locale) -> list[str]:
    lines = [f"  {movement_text(movement, locale)}"]
    if not movement.parts:
        return lines
    schedules = (comparison.before, comparison.after)
    for part in movement.parts:
        text = cause_text(part, locale)
        names = part_names(part, schedules, locale)
        if names:
            text += f" ({names})"
        first = f"  {locale.signed(part.days):>7}  "
        lines.append(paragraph(text, " " * len(first), first))
    # The causes are replayed one after another, so that they add up to the movement.
    lines.append(f"  {locale.signed(movement.days):>7}  {locale.say('compare.sum')}")
    return lines


def _kind(kind: ChangeKind, comparison: Comparison, locale: Locale, most: int) -> list[str]:
    variances = comparison.of_kind(kind)
    lines = [f"{locale.say(KIND_TEXT[kind])} ({len(variances)})"]
    lines += [f"  {variance_text(v, comparison, locale)}" for v in variances[:most]]
    if len(variances) > most:
        rest = locale.count("wording.more", len(variances) - most)
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
    margins = [
        {"workstream": m.workstream, "was": _days(m.was), "now": _days(m.now)}
        for m in comparison.margins
    ]
    return {
        "from": comparison.before.data_date.isoformat(),
        "to": comparison.after.data_date.isoformat(),
        "origin": origin.value,
        "targets": [_target_json(target) for target in comparison.targets],
        "margins": margins,
        "activities": list(_activities_json(comparison)),
        "trend": [_trend_json(trend) for trend in trends],
    }


def _target_json(target: TargetComparison) -> dict[str, Any]:
    was, now = target.was, target.now
    return {
        "activity": target.activity,
        "date": now.due.isoformat(),
        "was": was and was.forecast.isoformat(),
        "now": now.forecast.isoformat(),
        "margin_was": was and written_days(was.margin_days),
        "margin": written_days(now.margin_days),
        "movement": target.movement and _movement_json(target.movement),
    }


def _activities_json(comparison: Comparison) -> Iterator[dict[str, Any]]:
    schedules = (comparison.before, comparison.after)
    for variance in comparison.variances.values():
        days = [variance.float_days, variance.start_days, variance.duration_days]
        # A finish that moved has a kind of its own: later or earlier.
        if not variance.kinds and not any(days):
            continue
        yield {
            "id": variance.activity,
            "title": title_of(variance.activity, schedules),
            "kinds": [kind.value for kind in variance.kinds],
            "start_days": _days(variance.start_days),
            "finish_days": _days(variance.finish_days),
            "duration_days": _days(variance.duration_days),
            "float_days": _days(variance.float_days),
            "links_added": [" ".join(map(str, link)) for link in variance.links_added],
            "links_dropped": [" ".join(map(str, link)) for link in variance.links_dropped],
        }


def _trend_json(trend: Trend) -> dict[str, Any]:
    points = []
    for point in trend.points:
        forecast = point.forecast
        points.append(
            {
                "data_date": point.data_date.isoformat(),
                "forecast": forecast and forecast.forecast.isoformat(),
                "margin_days": forecast and written_days(forecast.margin_days),
            }
        )
    return {"activity": trend.activity, "date": trend.due.isoformat(), "points": points}


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


def _days(days: Fraction | None) -> int | float | str | None:
    if days is None:
        return None
    return written_days(days)
