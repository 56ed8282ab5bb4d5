"""Verplichtingen en toezeggingen: what must be done by when, and whether the schedule meets it."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING

import streamlit as st

from planner.analysis.reporting.due_dates import DueState
from planner.analysis.reporting.due_dates import commitments
from planner.analysis.reporting.due_dates import obligations
from planner.analysis.reporting.due_dates import two_dates
from planner.i18n import EnumTexts
from planner.model import CommitmentKind
from planner.model import CommitmentStatus
from planner.report.wording import calendar_days_text
from planner.report.wording import owner_text
from planner.web.page import Page
from planner.web.select_widgets import select_member
from planner.web.select_widgets import select_title
from planner.web.tables import TableColumn
from planner.web.tables import number_columns
from planner.web.tables import show_table

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from planner.analysis.reporting.due_dates import DueStanding
    from planner.analysis.reporting.due_dates import TwoDates
    from planner.web.view import View

PAGE = Page(
    __name__,
    title="page.obligations",
    icon=":material/gavel:",
    terms="activity commitment margin milestone obligation readiness working-day",
    has_whole_plan=True,
)


class Shown(StrEnum):
    """Which part of a register is listed."""

    ATTENTION = "attention"
    ALL = "all"


SHOWN_TEXT = EnumTexts("obligations", Shown)
STATE_TEXT = EnumTexts("obligations.state-name", DueState)
KIND_TEXT = EnumTexts("obligations.kind-name", CommitmentKind)
REGISTER_TEXT = EnumTexts("obligations.register-name", CommitmentStatus)

CALM = frozenset({DueState.MET, DueState.LAPSED, DueState.ON_TIME, DueState.NO_DATE})
"""The states that ask for no attention."""

FIGURES = {
    "obligations.summary.overdue": frozenset({DueState.OVERDUE}),
    "obligations.summary.late": frozenset({DueState.LATE}),
    "obligations.summary.on-time": frozenset({DueState.ON_TIME}),
    "obligations.summary.done": frozenset({DueState.MET, DueState.MET_LATE}),
    "obligations.summary.rest": frozenset({DueState.OPEN, DueState.NO_DATE, DueState.LAPSED}),
}
"""The figures at the top, with the states that each counts."""


def show(view: View) -> None:
    """Show which obligations and commitments the schedule meets, and which not."""
    say = view.locale.say
    st.write(say("obligations.intro"))
    legal, promised = obligations(view.schedule), commitments(view.schedule)
    _figures(view, (*legal, *promised))
    for pair in two_dates(view.schedule, legal):
        _two_dates(view, pair)
    shown = select_member(
        view.locale, "obligations.show", "obligations", Shown.ATTENTION, SHOWN_TEXT
    )
    st.header(say("obligations.legal"), anchor=False)
    if not legal:
        st.info(say("obligations.no-legal"))
    _table_or_calm(view, shown, legal, _legal)
    st.header(say("obligations.parliament"), anchor=False)
    if not promised:
        st.info(say("obligations.no-commitments"))
    _table_or_calm(view, shown, promised, _parliament)
    st.caption(say("obligations.method"))
    _behind(view, (*legal, *promised))


def _figures(view: View, standings: Sequence[DueStanding]) -> None:
    count = Counter(standing.state for standing in standings)
    with st.container(horizontal=True, gap="large"):
        for key, states in FIGURES.items():
            total = sum(count[state] for state in states)
            st.metric(view.locale.say(key), total, width="content")


def _two_dates(view: View, pair: TwoDates) -> None:
    """Set both dates of one act side by side, where the sources disagree."""
    say = view.locale.say
    st.header(say("obligations.two-dates"), anchor=False)
    details = {"basis": pair.basis, "open_point": pair.open_point, "says": pair.says}
    st.write(say("obligations.two-dates-intro", **details))
    columns = (
        TableColumn(say("obligations.title"), is_wide=True),
        *number_columns(
            view.locale,
            "obligations.due",
            "obligations.forecast",
            "obligations.margin",
            "obligations.margin-calendar",
        ),
        TableColumn(say("obligations.state"), least=18),
    )
    rows = []
    for standing in pair.standings:
        *dates, margin, state = _outcome(view, standing)
        # Reports to parliament count calendar days, planners working days: both are read here.
        calendar = view.locale.figure(standing.margin_calendar_days)
        rows.append((standing.title, *dates, margin, calendar, state))
    show_table(say("obligations.table-two", basis=pair.basis), columns, rows)
    days = sorted({standing.due for standing in pair.standings if standing.due})
    gap = calendar_days_text((days[-1] - days[0]).days, view.locale)
    st.write(say("obligations.gap", days=gap))


def _table_or_calm(
    view: View,
    shown: Shown,
    standings: Sequence[DueStanding],
    show_register: Callable[[View, Sequence[DueStanding]], None],
) -> None:
    """Show the chosen part of a register, or say that nothing in it needs attention."""
    listed = [each for each in standings if shown is Shown.ALL or each.state not in CALM]
    if listed:
        show_register(view, listed)
    elif standings:
        st.success(view.locale.say("obligations.nothing-shown"))


def _legal(view: View, standings: Sequence[DueStanding]) -> None:
    basis = TableColumn(view.locale.say("obligations.basis"), least=22)
    rows = [(_title(view, each), each.basis, *_outcome(view, each)) for each in standings]
    show_table(view.locale.say("obligations.table-legal"), _columns(view, basis), rows)


def _parliament(view: View, standings: Sequence[DueStanding]) -> None:
    number = TableColumn(view.locale.say("obligations.number"), least=15)
    # The register may call done what the reports do not: both stand side by side.
    register = TableColumn(view.locale.say("obligations.register"))
    rows = []
    for each in standings:
        says = view.locale.say(REGISTER_TEXT[each.says]) if each.says else ""
        rows.append((_title(view, each), _number(view, each), *_outcome(view, each), says))
    columns = (*_columns(view, number), register)
    show_table(view.locale.say("obligations.table-parliament"), columns, rows)


def _columns(view: View, basis: TableColumn) -> tuple[TableColumn, ...]:
    return (
        TableColumn(view.locale.say("obligations.title"), least=26),
        basis,
        *number_columns(
            view.locale, "obligations.due", "obligations.forecast", "obligations.margin"
        ),
        TableColumn(view.locale.say("obligations.state"), least=20),
    )


def _title(view: View, standing: DueStanding) -> str:
    # Where the act gives no date it gives a term, such as "six months after notification".
    if not standing.term:
        return standing.title
    return f"{standing.title} ({view.locale.say('obligations.term', term=standing.term)})"


def _number(view: View, standing: DueStanding) -> str:
    """Name the kind of promise, and the number under which it was made."""
    if standing.kind is None:
        return standing.basis
    kind = view.locale.say(KIND_TEXT[standing.kind])
    return ", ".join(filter(None, (kind, standing.basis)))


def _outcome(view: View, standing: DueStanding) -> tuple[str, str, str, str]:
    """Write the due date, the forecast, the margin and the state."""
    return (
        view.short_date(standing.due),
        view.short_date(standing.forecast),
        view.locale.figure(standing.margin_days),
        view.locale.say(STATE_TEXT[standing.state]),
    )


def _behind(view: View, standings: Sequence[DueStanding]) -> None:
    if not standings:
        return
    st.header(view.locale.say("obligations.behind"), anchor=False)
    st.write(view.locale.say("obligations.behind-intro"))
    by_id = {standing.id: standing for standing in standings}
    titles = {name: standing.title for name, standing in by_id.items()}
    chosen = select_title(view.locale.say("obligations.choose"), "due", titles)
    _activities(view, by_id[chosen])


def _activities(view: View, standing: DueStanding) -> None:
    say = view.locale.say
    if standing.term:
        st.write(say("obligations.term", term=standing.term))
    if standing.note:
        st.write(f"{say('obligations.note')}: {standing.note}")
    if standing.contradicts_register:
        st.warning(say("obligations.contradiction"))
    if not standing.fulfilments:
        st.info(say("obligations.no-activities"))
        return
    columns = (
        TableColumn(say("obligations.activity"), is_wide=True),
        TableColumn(say("obligations.owner")),
        *number_columns(view.locale, "obligations.forecast", "obligations.margin"),
        TableColumn(say("obligations.state"), least=18),
    )
    rows = [
        (
            view.schedule.activities[part.activity].title,
            owner_text(view.schedule, part.activity, view.locale),
            view.short_date(part.forecast),
            view.locale.figure(part.margin_days),
            say("obligations.done" if part.is_done else "obligations.not-done"),
        )
        for part in standing.fulfilments
    ]
    show_table(say("obligations.table-activities", title=standing.title), columns, rows)
