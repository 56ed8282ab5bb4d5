"""Risico: the probability that dates hold, what drives it, and which risk to remove first."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import streamlit as st

from planner.analysis.risk.correlation import CorrelationError
from planner.analysis.risk.register_problems import correlation_problem
from planner.chart.criticality import MOST as MOST_BANDS
from planner.chart.criticality import criticality_figure
from planner.chart.scurve import scurve_figure
from planner.chart.tornado import MOST as MOST_BARS
from planner.chart.tornado import tornado_figure
from planner.i18n import problem_line
from planner.report.risk_listing import risk_listing
from planner.report.risk_listing import title_of
from planner.report.risk_wording import bias_text
from planner.report.risk_wording import headline
from planner.report.risk_wording import interval_text
from planner.report.risk_wording import method_text
from planner.report.risk_wording import share_text
from planner.report.risk_wording import swing_text
from planner.timeaxis import BeyondHorizonError
from planner.web.address import kept_flag
from planner.web.figures import build_figure
from planner.web.figures import offer_file
from planner.web.figures import show_figure
from planner.web.simulating import effects
from planner.web.simulating import run_simulation
from planner.web.tables import TableColumn
from planner.web.tables import show_table

if TYPE_CHECKING:
    from planner.analysis.risk import SimulationResult
    from planner.web.view import View


def show(view: View) -> None:
    """Draw the page."""
    mitigated = st.toggle(view.locale.say("risk.show-mitigated"), key=kept_flag("mitigated"))
    try:
        outcome = run_simulation(view)
        after = run_simulation(view, mitigated=True) if mitigated else None
    except CorrelationError as fault:
        st.error(problem_line(correlation_problem(fault, view.workspace.places), view.locale))
        return
    except BeyondHorizonError:
        st.error(view.locale.say("app.beyond-horizon"))
        return
    if not outcome.goals:
        st.info(view.locale.say("risk.nothing-open"))
        return
    st.write(headline(outcome, view.locale))
    st.caption(bias_text(outcome.goals[0], view.locale))
    _curve(view, outcome, after)
    _goals(view, outcome)
    _tornado(view, outcome)
    _criticality(view, outcome)
    _removal(view)
    _method(view, outcome)


def _curve(view: View, outcome: SimulationResult, after: SimulationResult | None) -> None:
    found = outcome.goals[0]
    other = after.curve(found.goal) if after is not None else ()
    figure = build_figure(
        view,
        lambda: scurve_figure(found, outcome.curve(found.goal), view.locale, other),
        "scurve",
        after is not None,
    )
    alt = view.locale.say(
        "risk.curve-alt",
        title=found.goal.title,
        p50=view.locale.date(found.at(0.5).day),
        p80=view.locale.date(found.at(0.8).day),
    )
    show_figure(figure, key="scurve", alt=alt)
    offer_file(figure, "scurve", view)
    columns = [
        TableColumn(""),
        *(TableColumn(view.locale.say(f"risk.{k}")) for k in ("day", "interval")),
    ]
    rows = [
        (
            f"P{round(100 * p.share)}",
            view.locale.date(p.day),
            interval_text(p.earliest, p.latest, view.locale),
        )
        for p in found.percentiles
    ]
    columns[0] = TableColumn(view.locale.say("risk.percentile-name"))
    show_table(view.locale.say("risk.percentiles", title=found.goal.title), columns, rows)
    if after is not None:
        st.write(
            view.locale.say(
                "risk.mitigated-result",
                was=share_text(found.probability, view.locale),
                now=share_text(after.goals[0].probability, view.locale),
                p80=view.locale.date(after.goals[0].at(0.8).day),
            )
        )


def _goals(view: View, outcome: SimulationResult) -> None:
    st.header(view.locale.say("risk.goals"), anchor=False)
    columns = [
        TableColumn(view.locale.say("risk.goal"), is_wide=True),
        TableColumn(view.locale.say("risk.due"), is_number=True),
        TableColumn(view.locale.say("risk.chance"), is_number=True),
        TableColumn(view.locale.say("risk.deterministic"), is_number=True),
        *(TableColumn(name, is_number=True) for name in ("P50", "P80")),
    ]
    rows = [
        (
            found.goal.title,
            view.locale.date(found.goal.due, short=True) if found.goal.due else "",
            share_text(found.probability, view.locale),
            view.locale.date(found.deterministic, short=True),
            view.locale.date(found.at(0.5).day, short=True),
            view.locale.date(found.at(0.8).day, short=True),
        )
        for found in outcome.goals
    ]
    show_table(view.locale.say("risk.goals-caption"), columns, rows)


def _tornado(view: View, outcome: SimulationResult) -> None:
    st.header(view.locale.say("risk.drivers"), anchor=False)
    bars = outcome.tornado[:MOST_BARS]
    if not bars:
        st.info(view.locale.say("risk.no-drivers"))
        return
    caption = view.locale.say("risk.tornado", title=outcome.goals[0].goal.title)
    figure = build_figure(view, lambda: tornado_figure(bars, view.locale), "tornado")
    alt = view.locale.say("risk.tornado-alt", first=bars[0].title, count=len(bars))
    show_figure(figure, key="tornado", alt=alt)
    offer_file(figure, "tornado", view)
    columns = [
        TableColumn(view.locale.say("risk.driver"), is_wide=True),
        TableColumn(view.locale.say("risk.low"), is_number=True),
        TableColumn(view.locale.say("risk.high"), is_number=True),
    ]
    shown = [
        (b.title, swing_text(b.low, view.locale), swing_text(b.high, view.locale)) for b in bars
    ]
    show_table(caption, columns, shown)


def _criticality(view: View, outcome: SimulationResult) -> None:
    st.header(view.locale.say("risk.critical-heading"), anchor=False)
    drives = list(outcome.drives.values())
    figure = build_figure(
        view, lambda: criticality_figure(view.schedule, drives, view.locale), "criticality"
    )
    alt = view.locale.say("risk.criticality-alt", count=min(len(drives), MOST_BANDS))
    show_figure(figure, key="criticality", alt=alt)
    offer_file(figure, "criticality", view)
    columns = [
        TableColumn(view.locale.say("risk.activity"), is_wide=True),
        *(
            TableColumn(view.locale.say(f"risk.{key}"), is_number=True)
            for key in ("criticality", "cruciality", "ssi")
        ),
    ]
    rows = [
        (
            title_of(outcome, drive.activity),
            share_text(drive.criticality, view.locale),
            *(
                "" if value is None else view.locale.number(value, decimals=2)
                for value in (drive.cruciality, drive.sensitivity)
            ),
        )
        for drive in drives[:MOST_BANDS]
    ]
    show_table(view.locale.say("risk.drives"), columns, rows)
    st.caption(view.locale.say("risk.explained"))


def _removal(view: View) -> None:
    st.header(view.locale.say("risk.removal"), anchor=False)
    if not st.toggle(view.locale.say("risk.compute-removal"), key=kept_flag("removal")):
        st.caption(view.locale.say("risk.removal-help"))
        return
    columns = [
        TableColumn(view.locale.say("risk.risk"), is_wide=True),
        TableColumn(view.locale.say("risk.chance"), is_number=True),
        TableColumn(view.locale.say("risk.days-back"), is_number=True),
        TableColumn(view.locale.say("risk.gain"), is_number=True),
    ]
    rows = [
        (
            effect.title,
            share_text(effect.probability, view.locale),
            swing_text(-effect.days, view.locale),
            ""
            if effect.probability_gain is None
            else swing_text(100 * effect.probability_gain, view.locale),
        )
        for effect in effects(view)[:MOST_BARS]
    ]
    show_table(view.locale.say("risk.effects-heading"), columns, rows)


def _method(view: View, outcome: SimulationResult) -> None:
    st.caption(method_text(outcome, view.locale))
    for name, reason in sorted(outcome.model.without_effect.items()):
        st.caption(view.locale.say(f"risk.{reason}", name=name))
    listing = json.dumps(risk_listing(outcome), ensure_ascii=False, indent=1)
    st.download_button(
        view.locale.say("risk.download"),
        listing,
        f"risk-{view.schedule.data_date.isoformat()}.json",
        "application/json",
        icon=":material/download:",
        on_click="ignore",
    )
