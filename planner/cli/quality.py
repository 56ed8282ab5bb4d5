"""`planner quality`: the quality of the plan, measured."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from planner.analysis.quality.assessment import assess
from planner.cli.language import current_language
from planner.cli.loading import load_workspace
from planner.cli.options import IsoDate
from planner.cli.options import data_date_option
from planner.cli.options import format_option
from planner.cli.options import option
from planner.cli.options import plan_argument
from planner.cli.options import verb
from planner.i18n import format_date
from planner.i18n import text
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


@verb
@plan_argument
@data_date_option
@option("--baseline", type=IsoDate(), default=None, help="quality.baseline")
@format_option("table", "json")
@click.pass_context
def command(
    ctx: click.Context, plan: Path, data_date: date | None, baseline: date | None, form: str
) -> None:
    """Measure the quality of a plan."""
    lang = current_language(ctx)
    workspace = load_workspace(ctx, plan)
    earlier = workspace.at(baseline) if baseline else None
    assessment = assess(workspace.at(data_date), earlier)
    if form == "json":
        click.echo(json.dumps(_as_json(assessment, lang), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(_as_table(assessment, lang)))


def _as_table(assessment: Assessment, lang: str) -> Iterator[str]:
    yield text("quality.data-date", lang, date=format_date(assessment.data_date, lang))
    if assessment.baseline_date is None:
        yield text("quality.no-baseline", lang)
    else:
        yield text("quality.against", lang, date=format_date(assessment.baseline_date, lang))
    for key, measures in (("dcma", assessment.dcma), ("gao", assessment.gao)):
        yield ""
        yield text(f"quality.{key}", lang)
        yield from _aligned([_row(measure, lang) for measure in measures])
    yield ""
    yield verdict_text(assessment, lang)


def _row(measure: QualityMeasure, lang: str) -> tuple[str, ...]:
    return (
        outcome_text(measure, lang),
        value_text(measure, lang),
        threshold_text(measure, lang),
        count_text(measure, lang),
        title_text(measure, lang),
    )


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows with numbers to the right; the last cell may be as long as it is."""
    *widths, _ = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    for outcome, *numbers, title in rows:
        cells = [outcome.ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(numbers, widths[1:], strict=True)]
        yield "  ".join([*cells, title])


def _as_json(assessment: Assessment, lang: str) -> dict[str, object]:
    return {
        "data_date": assessment.data_date.isoformat(),
        "baseline_date": assessment.baseline_date and assessment.baseline_date.isoformat(),
        "dcma": list(_measures_as_json(assessment.dcma, lang)),
        "gao": list(_measures_as_json(assessment.gao, lang)),
    }


def _measures_as_json(measures: Iterable[QualityMeasure], lang: str) -> Iterator[dict[str, object]]:
    for measure in measures:
        bound = measure.threshold
        yield {
            "code": measure.code,
            "title": title_text(measure, lang),
            "outcome": measure.outcome.value,
            "form": measure.form.value,
            "value": None if measure.value is None else round(float(measure.value), 6),
            "threshold": None if bound is None else float(bound.value),
            "is_least": bound is not None and bound.is_least,
            "count": measure.count,
            "out_of": measure.out_of,
            "activities": list(measure.activities),
            "dependencies": [list(link) for link in measure.links],
            "remark": remark_text(measure, lang) or None,
        }
