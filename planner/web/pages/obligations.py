"""Verplichtingen en toezeggingen: what is owed, and whether the schedule meets it."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

import streamlit as st

from planner.analysis.reporting.due_dates import DueState
from planner.analysis.reporting.due_dates import commitments
from planner.analysis.reporting.due_dates import obligations
from planner.analysis.reporting.due_dates import two_dates
from planner.report.wording import calendar_days_text
from planner.report.wording import owner_text
from planner.web.address import kept
from planner.web.tables import TableColumn
from planner.web.tables import show_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.analysis.reporting.due_dates import DueStanding
    from planner.analysis.reporting.due_dates import TwoDates
    from planner.web.view import View

ALL, ATTENTION = "all", "attention"
CALM = frozenset({DueState.MET, DueState.LAPSED, DueState.ON_TIME, DueState.NO_DATE})

FIGURES = (
    ("overdue", frozenset({DueState.OVERDUE})),
    ("late", frozenset({DueState.LATE})),
    ("on-time", frozenset({DueState.ON_TIME})),
    ("done", frozenset({DueState.MET, DueState.MET_LATE})),
    ("rest", frozenset({DueState.OPEN, DueState.NO_DATE, DueState.LAPSED})),
)
"""Which states each figure at the top counts."""


def show(view: View) -> None:
    """Draw the page."""
    st.write(view.locale.say("obligations.intro"))
    legal, promised = obligations(view.schedule), commitments(view.schedule)
    _figures(view, (*legal, *promised))
    for pair in two_dates(view.schedule, legal):
        _two_dates(view, pair)
    shown = _choice(view)
    st.header(view.locale.say("obligations.legal"), anchor=False)
    _table(view, "legal", _wanted(legal, shown), is_empty=not legal)
    st.header(view.locale.say("obligations.parliament"), anchor=False)
    _table(view, "parliament", _wanted(promised, shown), is_empty=not promised)
    st.caption(view.locale.say("obligations.method"))
    _behind(view, (*legal, *promised))


def _figures(view: View, standings: Sequence[DueStanding]) -> None:
    count = Counter(standing.state for standing in standings)
    with st.container(horizontal=True, gap="large"):
        for name, states in FIGURES:
            total = sum(count[state] for state in states)
            st.metric(view.locale.say(f"obligations.summary.{name}"), total, width="content")


def _two_dates(view: View, pair: TwoDates) -> None:
    st.header(view.locale.say("obligations.two-dates"), anchor=False)
    details = {"basis": pair.basis, "open_point": pair.open_point, "says": pair.says}
    st.write(view.locale.say("obligations.two-dates-intro", **details))
    columns = (
        TableColumn(view.locale.say("obligations.title"), is_wide=True),
        TableColumn(view.locale.say("obligations.due"), is_number=True),
        TableColumn(view.locale.say("obligations.forecast"), is_number=True),
        TableColumn(view.locale.say("obligations.margin"), is_number=True),
        TableColumn(view.locale.say("obligations.margin-calendar"), is_number=True),
        TableColumn(view.locale.say("obligations.state"), least=18),
    )
    rows = [
        (
            found.title,
            _due(view, found),
            _forecast(view, found),
            view.locale.figure(found.margin_days),
            _calendar_margin(view, found),
            view.locale.say(f"obligations.state-name.{found.state.value}"),
        )
        for found in pair.standings
    ]
    show_table(view.locale.say("obligations.table-two", basis=pair.basis), columns, rows)
    days = sorted({found.due for found in pair.standings if found.due})
    gap = calendar_days_text((days[-1] - days[0]).days, view.locale)
    st.write(view.locale.say("obligations.gap", days=gap))


def _choice(view: View) -> str:
    found = st.segmented_control(
        view.locale.say("obligations.show"),
        (ATTENTION, ALL),
        key=kept("obligations", ATTENTION, (ATTENTION, ALL)),
        format_func=lambda code: view.locale.say(f"obligations.{code}"),
        required=True,
    )
    return found or ATTENTION


def _wanted(standings: Sequence[DueStanding], shown: str) -> list[DueStanding]:
    return [found for found in standings if shown == ALL or found.state not in CALM]


def _table(view: View, register: str, standings: Sequence[DueStanding], *, is_empty: bool) -> None:
    if is_empty:
        st.info(
            view.locale.say(
                "obligations.no-legal" if register == "legal" else "obligations.no-commitments"
            )
        )
        return
    if not standings:
        st.success(view.locale.say("obligations.nothing-shown"))
        return
    is_legal = register == "legal"
    basis = "basis" if is_legal else "number"
    columns = [
        TableColumn(view.locale.say("obligations.title"), least=26),
        TableColumn(view.locale.say(f"obligations.{basis}"), least=22 if is_legal else 15),
        TableColumn(view.locale.say("obligations.due"), is_number=True),
        TableColumn(view.locale.say("obligations.forecast"), is_number=True),
        TableColumn(view.locale.say("obligations.margin"), is_number=True),
        TableColumn(view.locale.say("obligations.state"), least=20),
    ]
    rows = [
        [
            _title(view, found),
            _basis(view, found),
            _due(view, found),
            _forecast(view, found),
            view.locale.figure(found.margin_days),
            view.locale.say(f"obligations.state-name.{found.state.value}"),
        ]
        for found in standings
    ]
    if not is_legal:
        columns.append(TableColumn(view.locale.say("obligations.register")))
        for row, found in zip(rows, standings, strict=True):
            row.append(
                view.locale.say(f"obligations.register-name.{found.says}") if found.says else ""
            )
    show_table(view.locale.say(f"obligations.table-{register}"), columns, rows)


def _behind(view: View, standings: Sequence[DueStanding]) -> None:
    if not standings:
        return
    st.header(view.locale.say("obligations.behind"), anchor=False)
    st.write(view.locale.say("obligations.behind-intro"))
    by_id = {found.id: found for found in standings}
    chosen = st.selectbox(
        view.locale.say("obligations.choose"),
        list(by_id),
        key=kept("due", next(iter(by_id)), by_id),
        format_func=lambda name: by_id[name].title,
    )
    _one(view, by_id[chosen])


def _one(view: View, found: DueStanding) -> None:
    if found.term:
        st.write(view.locale.say("obligations.term", term=found.term))
    if found.note:
        st.write(f"{view.locale.say('obligations.note')}: {found.note}")
    if found.contradicts_register:
        st.warning(view.locale.say("obligations.contradiction"))
    if not found.fulfilments:
        st.info(view.locale.say("obligations.no-activities"))
        return
    columns = (
        TableColumn(view.locale.say("obligations.activity"), is_wide=True),
        TableColumn(view.locale.say("obligations.owner")),
        TableColumn(view.locale.say("obligations.forecast"), is_number=True),
        TableColumn(view.locale.say("obligations.margin"), is_number=True),
        TableColumn(view.locale.say("obligations.state"), least=18),
    )
    rows = [
        (
            view.schedule.activities[part.activity].title,
            owner_text(view.schedule, part.activity, view.locale),
            view.locale.date(part.forecast, short=True),
            view.locale.figure(part.margin_days),
            view.locale.say("obligations.done" if part.is_done else "obligations.not-done"),
        )
        for part in found.fulfilments
    ]
    show_table(view.locale.say("obligations.table-activities", title=found.title), columns, rows)


def _title(view: View, found: DueStanding) -> str:
    """The title, with the term where the act gives no date."""
    if not found.term:
        return found.title
    return f"{found.title} ({view.locale.say('obligations.term', term=found.term)})"


def _basis(view: View, found: DueStanding) -> str:
    """The act and article, or what kind of promise it is and where it was made."""
    if found.kind is None:
        return found.basis
    kind = view.locale.say(f"obligations.kind-name.{found.kind.value}")
    return f"{kind}, {found.basis}" if found.basis else kind


def _due(view: View, found: DueStanding) -> str:
    return view.locale.date(found.due, short=True) if found.due else ""


def _forecast(view: View, found: DueStanding) -> str:
    return view.locale.date(found.forecast, short=True) if found.forecast else ""


def _calendar_margin(view: View, found: DueStanding) -> str:
    days = found.margin_calendar_days
    return "" if days is None else view.locale.figure(Fraction(days))
