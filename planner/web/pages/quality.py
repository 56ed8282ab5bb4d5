"""Plankwaliteit: published yardsticks, each with what lies behind it."""

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
from planner.web.address import kept
from planner.web.result_cache import cached
from planner.web.tables import TableColumn
from planner.web.tables import show_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.analysis.quality.assessment import Assessment
    from planner.analysis.quality.measure import QualityMeasure
    from planner.problems import Location
    from planner.web.view import View


def show(view: View) -> None:
    """Draw the page."""
    st.write(view.locale.say("quality.intro"))
    assessment = cached(view, lambda: assess(view.schedule, view.baseline), "quality")
    st.info(verdict_text(assessment, view.locale))
    st.write(_compared(view, assessment))
    for source, measures in (("dcma", assessment.dcma), ("gao", assessment.gao)):
        st.header(view.locale.say(f"quality.{source}"), anchor=False)
        _table(view, source, measures)
        st.caption(view.locale.say(f"quality.{source}-source"))
    _behind(view, assessment)


def _compared(view: View, assessment: Assessment) -> str:
    if assessment.baseline_date is None:
        return view.locale.say("quality.no-baseline")
    return view.locale.say("quality.against", date=view.locale.date(assessment.baseline_date))


def _table(view: View, source: str, measures: Sequence[QualityMeasure]) -> None:
    columns = (
        TableColumn(view.locale.say("quality.measure"), is_wide=True),
        TableColumn(view.locale.say("quality.outcome"), least=15),
        TableColumn(view.locale.say("quality.value"), is_number=True),
        TableColumn(view.locale.say("quality.threshold"), is_number=True),
        TableColumn(view.locale.say("quality.found"), is_number=True),
        TableColumn(view.locale.say("quality.remark"), is_wide=True),
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
    show_table(view.locale.say(f"quality.table-{source}"), columns, rows)


def _behind(view: View, assessment: Assessment) -> None:
    st.header(view.locale.say("quality.behind"), anchor=False)
    st.write(view.locale.say("quality.behind-intro"))
    by_code = {measure.code: measure for measure in assessment.measures}
    failed = assessment.having(CheckOutcome.FAIL)
    first = failed[0].code if failed else next(iter(by_code))
    chosen = st.selectbox(
        view.locale.say("quality.choose"),
        list(by_code),
        key=kept("measure", first, by_code),
        format_func=lambda code: _option(view, by_code[code]),
    )
    measure = by_code[chosen]
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
    columns = (
        TableColumn(view.locale.say("quality.activity"), is_wide=True),
        TableColumn(view.locale.say("quality.owner")),
        TableColumn(view.locale.say("quality.finish"), is_number=True),
        TableColumn(view.locale.say("quality.duration"), is_number=True),
        TableColumn(view.locale.say("quality.float"), is_number=True),
        TableColumn(view.locale.say("quality.place")),
    )
    rows = []
    for name in names:
        row = view.schedule.activities[name]
        rows.append(
            (
                row.title,
                row.owner or "",
                view.locale.date(row.finish, short=True),
                view.locale.number(float(row.duration_days)),
                view.locale.figure(row.total_float),
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
    titles = view.schedule.activities
    rows = [
        (
            titles[before].title,
            titles[after].title,
            _place(view, view.workspace.places.dependency(after, before)),
        )
        for before, after in links
    ]
    show_table(caption, columns, rows)


def _place(view: View, place: Location | None) -> str:
    if place is None:
        return ""
    folder = view.workspace.folder
    file = place.file.relative_to(folder) if place.file.is_relative_to(folder) else place.file
    return f"{file.as_posix()}:{place.line}"
