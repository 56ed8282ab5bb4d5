"""`planner impact`: what an amendment or a slip reaches, on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from planner.cli.language import current_locale
from planner.cli.loading import load_schedule
from planner.cli.options import Form
from planner.cli.options import data_date_option
from planner.cli.options import format_option
from planner.cli.options import option
from planner.cli.options import plan_option
from planner.cli.options import print_json
from planner.cli.options import verb
from planner.cli.usage_errors import with_suggestion
from planner.duration import Duration
from planner.duration import Unit
from planner.report.whatif_wording import impact_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from planner.analysis.scenarios.reach import Impact
    from planner.analysis.scenarios.reach import Touched


class PlanTime(click.ParamType[Duration]):
    """A duration such as 20d."""

    name = "duration"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Duration:
        """Read the duration."""
        if isinstance(value, Duration):
            return value
        refusal = current_locale(ctx).say("impact.not-a-duration", value=value)
        try:
            duration = Duration.parse(str(value))
        except ValueError:
            self.fail(refusal, param, ctx)
        # A lag may be negative or a percentage; a slip is later by an amount of time.
        if duration.is_negative or duration.unit is Unit.PERCENT:
            self.fail(refusal, param, ctx)
        return duration


@verb
@click.argument("subject")
@plan_option
@option("--slip", type=PlanTime(), default=None, help="impact.slip-option")
@data_date_option
@format_option(Form.MARKDOWN, Form.JSON)
def command(  # noqa: PLR0913, PLR0917 - the options of the verb
    ctx: click.Context,
    subject: str,
    plan: Path,
    slip: Duration | None,
    data_date: date | None,
    form: Form,
) -> None:
    """Tell what an amendment reaches."""
    from planner.analysis.scenarios.query import UnknownQueryError  # noqa: PLC0415 - numpy is slow
    from planner.analysis.scenarios.reach import impact  # noqa: PLC0415

    locale = current_locale(ctx)
    schedule = load_schedule(ctx, plan, data_date)
    try:
        reach = impact(schedule, subject, slip)
    except UnknownQueryError as fault:
        message = locale.say("impact.unknown", name=fault.name)
        message = with_suggestion(message, fault.suggestion, locale)
        raise click.BadParameter(message, param_hint="SUBJECT") from None
    if form is Form.JSON:
        print_json(as_json(reach))
    else:
        click.echo("\n".join(impact_page(reach, locale)))


def as_json(reach: Impact) -> dict[str, object]:
    """Give the reach of an amendment, for other programs."""
    return {
        "subject": reach.subject.name,
        "provisions": sorted(reach.subject.provisions),
        "data_date": reach.schedule.data_date.isoformat(),
        # A slip of zero days asks for the reach alone, as no slip does.
        "slip": str(reach.slip) if reach.slip else None,
        "touched": [_touched_as_json(touched) for touched in reach.touched],
        "involved": {name: list(activities) for name, activities in reach.involved.items()},
        "room": [
            {"target": room.target, "days": float(room.days), "tightest": room.tightest}
            for room in reach.room
        ],
        "targets": list(_targets_as_json(reach)),
    }


def _touched_as_json(touched: Touched) -> dict[str, object]:
    return {
        "activity": touched.activity,
        "organisation": touched.organisation,
        "tags": [tag.value for tag in touched.tags],
        "direct": touched.direct,
        "state": touched.state.value,
        "days_spent": float(touched.spent),
    }


def _targets_as_json(reach: Impact) -> Iterator[dict[str, object]]:
    if reach.consequence is None:
        return
    for target in reach.consequence.comparison.targets:
        yield {
            "target": target.activity,
            "was": target.was and target.was.forecast.isoformat(),
            "now": target.now.forecast.isoformat(),
        }
