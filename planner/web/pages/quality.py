"""Plankwaliteit: two published yardsticks, and the work behind each measure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from planner.analysis.quality.assessment import assess
from planner.analysis.quality.measure import CheckOutcome
from planner.report.quality_wording import count_text
from planner.report.quality_wording import outcome_text
from planner.report.quality_wording import remark_text
from planner.report.quality_wording import threshold_text
from planner.report.quality_wording import title_text
from planner.report.quality_wording import value_text
from planner.report.quality_wording import verdict_text
from planner.report.quality_wording import why_text
from planner.web.page import Page
from planner.web.problem_table import file_text
from planner.web.result_cache import cached
from planner.web.select_widgets import select_title
from planner.web.tables import TableColumn
from planner.web.tables import number_columns
from planner.web.tables import show_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.analysis.quality.assessment import Assessment
    from planner.analysis.quality.measure import QualityMeasure
    from planner.problems import Location
    from planner.web.view import View

PAGE = Page(
    __name__,
    title="page.quality",
    icon=":material/verified:",
    terms="""activity bei constraint cpli critical dcma deadline dependency duration gao lag
    lead longest-path margin milestone open-end out-of-sequence predecessor
    readiness three-point-estimate total-float working-day""",
    has_whole_plan=True,
)


def show(view: View) -> None:
    """Show whether the plan is built well enough to compute with."""
    say = view.locale.say
    st.write(say("quality.intro"))
    assessment = cached(view, lambda: assess(view.schedule, view.baseline), "quality")
    st.info(verdict_text(assessment, view.locale))
    if assessment.baseline_date is None:
        st.write(say("quality.no-baseline"))
    else:
        st.write(say("quality.against", date=view.locale.date(assessment.baseline_date)))
    st.header(say("quality.dcma"), anchor=False)
    _table(view, say("quality.table-dcma"), assessment.dcma)
    st.caption(say("quality.dcma-source"))
    st.header(say("quality.gao"), anchor=False)
    _table(view, say("quality.table-gao"), assessment.gao)
    st.caption(say("quality.gao-source"))
    _behind(view, assessment)


def _table(view: View, caption: str, measures: Sequence[QualityMeasure]) -> None:
    say = view.locale.say
    columns = (
        TableColumn(say("quality.measure"), is_wide=True),
        TableColumn(say("quality.outcome"), least=15),
        *number_columns(view.locale, "quality.value", "quality.threshold", "quality.found"),
        TableColumn(say("quality.remark"), is_wide=True),
    )
    rows = [
        (
            title_text(measure, view.locale),
            outcome_text(measure, view.locale),
            value_text(measure, view.locale),
            threshold_text(measure, view.locale),
            count_text(measure, view.locale),
            remark_text(measure, view.locale) or why_text(measure, view.locale),
        )
        for measure in measures
    ]
    show_table(caption, columns, rows)


def _behind(view: View, assessment: Assessment) -> None:
    st.header(view.locale.say("quality.behind"), anchor=False)
    st.write(view.locale.say("quality.behind-intro"))
    by_code = {measure.code: measure for measure in assessment.measures}
    # The first measure that fails is what a reader comes for.
    first = next(iter((*assessment.having(CheckOutcome.FAIL), *assessment.measures))).code
    titles = {code: _option(view, measure) for code, measure in by_code.items()}
    measure = by_code[select_title(view.locale.say("quality.choose"), "measure", titles, first)]
    st.write(why_text(measure, view.locale))
    caption = view.locale.say("quality.table-behind", title=title_text(measure, view.locale))
    if measure.activities:
        _activities(view, caption, measure.activities)
    elif measure.links:
        _links(view, caption, measure.links)
    else:
        st.success(view.locale.say("quality.nothing-behind"))


def _option(view: View, measure: QualityMeasure) -> str:
    source = view.locale.say("quality.dcma" if measure.code.startswith("dcma") else "quality.gao")
    return f"{source}: {title_text(measure, view.locale)}"


def _activities(view: View, caption: str, names: Sequence[str]) -> None:
    say = view.locale.say
    columns = (
        TableColumn(say("quality.activity"), is_wide=True),
        TableColumn(say("quality.owner")),
        *number_columns(view.locale, "quality.finish", "quality.duration", "quality.float"),
        TableColumn(say("quality.place")),
    )
    rows = []
    for name in names:
        activity = view.schedule.activities[name]
        rows.append(
            (
                activity.title,
                activity.owner or "",
                view.short_date(activity.finish),
                view.locale.number(float(activity.duration_days)),
                view.locale.figure(activity.total_float),
                _place(view, view.workspace.places.activity(name)),
            )
        )
    show_table(caption, columns, rows)


def _links(view: View, caption: str, links: Sequence[tuple[str, str]]) -> None:
    columns = (
        TableColumn(view.locale.say("quality.predecessor"), is_wide=True),
        TableColumn(view.locale.say("quality.successor"), is_wide=True),
        TableColumn(view.locale.say("quality.place")),
    )
    activities = view.schedule.activities
    rows = []
    for before, after in links:
        # A dependency is written at its successor, under `after`.
        place = _place(view, view.workspace.places.dependency(after, before))
        rows.append((activities[before].title, activities[after].title, place))
    show_table(caption, columns, rows)


def _place(view: View, place: Location | None) -> str:
    if place is None:
        return ""
    return f"{file_text(place, view.workspace.folder)}:{place.line}"
