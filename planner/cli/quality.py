"""`planner quality`: the quality of the plan, measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from planner.analysis.quality.assessment import assess
from planner.cli.language import current_locale
from planner.cli.loading import load_workspace
from planner.cli.options import Form
from planner.cli.options import IsoDate
from planner.cli.options import data_date_option
from planner.cli.options import format_option
from planner.cli.options import option
from planner.cli.options import plan_argument
from planner.cli.options import print_json
from planner.cli.options import verb
from planner.report.quality_wording import count_text
from planner.report.quality_wording import outcome_text
from planner.report.quality_wording import remark_text
from planner.report.quality_wording import threshold_text
from planner.report.quality_wording import title_text
from planner.report.quality_wording import value_text
from planner.report.quality_wording import verdict_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from planner.analysis.quality.assessment import Assessment
    from planner.analysis.quality.measure import QualityMeasure
    from planner.i18n import Locale


@verb
@plan_argument
@data_date_option
@option("--baseline", type=IsoDate(), default=None, help="quality.baseline")
@format_option(Form.TABLE, Form.JSON)
def command(
    ctx: click.Context, plan: Path, data_date: date | None, baseline: date | None, form: Form
) -> None:
    """Measure the quality of a plan."""
    locale = current_locale(ctx)
    workspace = load_workspace(ctx, plan)
    earlier = None
    if baseline is not None:
        earlier = workspace.at(baseline)
    assessment = assess(workspace.at(data_date), earlier)
    if form is Form.JSON:
        print_json(_as_json(assessment, locale))
    else:
        click.echo("\n".join(_as_table(assessment, locale)))


def _as_table(assessment: Assessment, locale: Locale) -> Iterator[str]:
    yield locale.say("quality.data-date", date=locale.date(assessment.data_date))
    if assessment.baseline_date is None:
        yield locale.say("quality.no-baseline")
    else:
        yield locale.say("quality.against", date=locale.date(assessment.baseline_date))
    for key, measures in (("quality.dcma", assessment.dcma), ("quality.gao", assessment.gao)):
        yield ""
        yield locale.say(key)
        yield from _aligned([_row(measure, locale) for measure in measures])
    yield ""
    yield verdict_text(assessment, locale)


def _row(measure: QualityMeasure, locale: Locale) -> tuple[str, ...]:
    return (
        outcome_text(measure, locale),
        value_text(measure, locale),
        threshold_text(measure, locale),
        count_text(measure, locale),
        title_text(measure, locale),
    )


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Align rows with their numbers to the right; the last cell may be as long as it is."""
    # Titles are not cut as in other tables: what a measure counts is said at their end.
    first, *widths, _ = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    for outcome, *numbers, title in rows:
        aligned = map(str.rjust, numbers, widths)
        yield "  ".join([outcome.ljust(first), *aligned, title])


def _as_json(assessment: Assessment, locale: Locale) -> dict[str, object]:
    return {
        "data_date": assessment.data_date.isoformat(),
        "baseline_date": assessment.baseline_date and assessment.baseline_date.isoformat(),
        "dcma": list(_measures_as_json(assessment.dcma, locale)),
        "gao": list(_measures_as_json(assessment.gao, locale)),
    }


def _measures_as_json(
    measures: Iterable[QualityMeasure], locale: Locale
) -> Iterator[dict[str, object]]:
    for measure in measures:
        value, bound = None, measure.threshold
        if measure.value is not None:
            # A share is a fraction of counts, and JSON has no fractions.
            value = round(float(measure.value), 6)
        yield {
            "code": measure.code,
            "title": title_text(measure, locale),
            "outcome": measure.outcome.value,
            "form": measure.form.value,
            "value": value,
            "threshold": bound and float(bound.value),
            "is_least": bound is not None and bound.is_least,
            "count": measure.count,
            "out_of": measure.out_of,
            "activities": list(measure.activities),
            "dependencies": [list(link) for link in measure.links],
            "remark": remark_text(measure, locale) or None,
        }
