"""`planner impact`: what an amendment or a slip reaches, on one page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.language import current_locale
from planner.cli.loading import load_schedule
from planner.cli.options import DEFAULT_PLAN
from planner.cli.options import data_date_option
from planner.cli.options import format_option
from planner.cli.options import option
from planner.cli.options import verb
from planner.duration import Duration
from planner.report.whatif_wording import impact_page

if TYPE_CHECKING:
    from datetime import date

    from planner.analysis.scenarios.reach import Impact


class PlanTime(click.ParamType[Duration]):
    """A duration such as 20d."""

    name = "duration"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Duration:
        """Read the duration."""
        if isinstance(value, Duration):
            return value
        try:
            found = Duration.parse(str(value))
        except ValueError:
            found = None
        if found is None or found.is_negative or found.unit.value == "%":
            self.fail(current_locale(ctx).say("impact.not-a-duration", value=value), param, ctx)
        return found


@verb
@click.argument("subject")
@option("--plan", type=click.Path(path_type=Path), default=Path(DEFAULT_PLAN), help="what-if.plan")
@option("--slip", type=PlanTime(), default=None, help="impact.slip-option")
@data_date_option
@format_option("markdown", "json")
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 - the options of the verb
    ctx: click.Context,
    subject: str,
    plan: Path,
    slip: Duration | None,
    data_date: date | None,
    form: str,
) -> None:
    """Tell what an amendment reaches."""
    from planner.analysis.scenarios.query import UnknownQueryError  # noqa: PLC0415 - numpy is slow
    from planner.analysis.scenarios.reach import impact  # noqa: PLC0415

    locale = current_locale(ctx)
    schedule = load_schedule(ctx, plan, data_date)
    try:
        found = impact(schedule, subject, slip)
    except UnknownQueryError as fault:
        message = locale.say("impact.unknown", name=fault.name)
        if fault.suggestion:
            message += " " + locale.say("suggestion", suggestion=fault.suggestion)
        raise click.BadParameter(message, param_hint="SUBJECT") from None
    if form == "json":
        click.echo(json.dumps(as_json(found), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(impact_page(found, locale)))


def as_json(found: Impact) -> dict[str, object]:
    """The reach of an amendment, for other programs."""
    targets = found.consequence.comparison.targets if found.consequence else ()
    return {
        "subject": found.subject.name,
        "provisions": sorted(found.subject.provisions),
        "data_date": found.schedule.data_date.isoformat(),
        "slip": str(found.slip) if found.slip else None,
        "touched": [
            {
                "activity": t.activity,
                "organisation": t.organisation,
                "tags": [tag.value for tag in t.tags],
                "direct": t.direct,
                "state": t.state,
                "days_spent": float(t.spent),
            }
            for t in found.touched
        ],
        "involved": {name: list(activities) for name, activities in found.involved.items()},
        "room": [
            {"target": r.target, "days": float(r.days), "tightest": r.tightest} for r in found.room
        ],
        "targets": [
            {
                "target": t.activity,
                "was": t.was.forecast.isoformat() if t.was else None,
                "now": t.now.forecast.isoformat(),
            }
            for t in targets
        ],
    }
