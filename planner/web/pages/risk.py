"""Risico: the probability that dates are met, its drivers, and the risk to remove first."""

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
from planner.web.address import kept_flag
from planner.web.downloads import offer_text
from planner.web.figures import build_figure
from planner.web.figures import offer_file
from planner.web.figures import show_figure
from planner.web.page import Page
from planner.web.simulating import effects
from planner.web.simulating import run_simulation
from planner.web.tables import TableColumn
from planner.web.tables import number_columns
from planner.web.tables import show_table

if TYPE_CHECKING:
    from planner.analysis.risk import SimulationResult
    from planner.web.view import View

PAGE = Page(
    __name__,
    title="page.risk",
    icon=":material/casino:",
    terms="""activity assumption critical criticality-index deadline duration longest-path
    obligation percentile readiness three-point-estimate working-day""",
)

NO_EFFECT_TEXT = {
    "statutory-term": "risk.statutory-term",
    "affects-nothing-open": "risk.affects-nothing-open",
    "no-work-to-multiply": "risk.no-work-to-multiply",
}
"""Why a risk, a branch or an estimate of the register changes nothing."""


def show(view: View) -> None:
    """Show the probability that dates are met, what drives it, and which risk to remove first."""
    is_mitigated = st.toggle(view.locale.say("risk.show-mitigated"), key=kept_flag("mitigated"))
    try:
        outcome = run_simulation(view)
        after = run_simulation(view, mitigated=True) if is_mitigated else None
    except CorrelationError as fault:
        st.error(problem_line(correlation_problem(fault, view.workspace.places), view.locale))
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
    locale = view.locale
    # The first goal is the target that was chosen beside the page.
    first = outcome.goals[0]
    mitigated = after.curve(first.goal) if after else ()
    figure = build_figure(
        view,
        lambda: scurve_figure(first, outcome.curve(first.goal), locale, mitigated),
        "scurve",
        after is not None,
    )
    days = {"p50": locale.date(first.at(0.5).day), "p80": locale.date(first.at(0.8).day)}
    alt = locale.say("risk.curve-alt", title=first.goal.title, **days)
    show_figure(figure, key="scurve", alt=alt)
    offer_file(figure, "scurve", view)
    columns = (
        TableColumn(locale.say("risk.percentile-name")),
        TableColumn(locale.say("risk.day")),
        TableColumn(locale.say("risk.interval")),
    )
    rows = []
    for percentile in first.percentiles:
        interval = interval_text(percentile.earliest, percentile.latest, locale)
        rows.append((f"P{round(100 * percentile.share)}", locale.date(percentile.day), interval))
    show_table(locale.say("risk.percentiles", title=first.goal.title), columns, rows)
    if after is not None:
        was = share_text(first.probability, locale)
        now = share_text(after.goals[0].probability, locale)
        p80 = locale.date(after.goals[0].at(0.8).day)
        st.write(locale.say("risk.mitigated-result", was=was, now=now, p80=p80))


def _goals(view: View, outcome: SimulationResult) -> None:
    say = view.locale.say
    st.header(say("risk.goals"), anchor=False)
    columns = (
        TableColumn(say("risk.goal"), is_wide=True),
        *number_columns(view.locale, "risk.due", "risk.chance", "risk.deterministic"),
        TableColumn("P50", is_number=True),
        TableColumn("P80", is_number=True),
    )
    rows = [
        (
            result.goal.title,
            view.short_date(result.goal.due),
            share_text(result.probability, view.locale),
            view.short_date(result.deterministic),
            view.short_date(result.at(0.5).day),
            view.short_date(result.at(0.8).day),
        )
        for result in outcome.goals
    ]
    show_table(say("risk.goals-caption"), columns, rows)


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
    columns = (
        TableColumn(view.locale.say("risk.driver"), is_wide=True),
        *number_columns(view.locale, "risk.low", "risk.high"),
    )
    rows = [
        (bar.title, swing_text(bar.low, view.locale), swing_text(bar.high, view.locale))
        for bar in bars
    ]
    show_table(caption, columns, rows)


def _criticality(view: View, outcome: SimulationResult) -> None:
    st.header(view.locale.say("risk.critical-heading"), anchor=False)
    drives = list(outcome.drives.values())
    figure = build_figure(
        view, lambda: criticality_figure(view.schedule, drives, view.locale), "criticality"
    )
    alt = view.locale.say("risk.criticality-alt", count=min(len(drives), MOST_BANDS))
    show_figure(figure, key="criticality", alt=alt)
    offer_file(figure, "criticality", view)
    say = view.locale.say
    columns = (
        TableColumn(say("risk.activity"), is_wide=True),
        *number_columns(view.locale, "risk.criticality", "risk.cruciality", "risk.ssi"),
    )
    rows = [
        (
            title_of(outcome, drive.activity),
            share_text(drive.criticality, view.locale),
            _coefficient(view, drive.cruciality),
            _coefficient(view, drive.sensitivity),
        )
        for drive in drives[:MOST_BANDS]
    ]
    show_table(say("risk.drives"), columns, rows)
    st.caption(say("risk.explained"))


def _coefficient(view: View, value: float | None) -> str:
    # Work with a fixed duration has no correlation with anything.
    if value is None:
        return ""
    return view.locale.number(value, decimals=2)


def _removal(view: View) -> None:
    st.header(view.locale.say("risk.removal"), anchor=False)
    # One simulation for each risk: too slow to run unasked.
    if not st.toggle(view.locale.say("risk.compute-removal"), key=kept_flag("removal")):
        st.caption(view.locale.say("risk.removal-help"))
        return
    columns = (
        TableColumn(view.locale.say("risk.risk"), is_wide=True),
        *number_columns(view.locale, "risk.chance", "risk.days-back", "risk.gain"),
    )
    rows = []
    for effect in effects(view)[:MOST_BARS]:
        gain = ""
        # A goal without a due date has no probability to gain.
        if effect.probability_gain is not None:
            gain = swing_text(100 * effect.probability_gain, view.locale)
        probability = share_text(effect.probability, view.locale)
        days = swing_text(-effect.days, view.locale)
        rows.append((effect.title, probability, days, gain))
    show_table(view.locale.say("risk.effects-heading"), columns, rows)


def _method(view: View, outcome: SimulationResult) -> None:
    st.caption(method_text(outcome, view.locale))
    for name, reason in sorted(outcome.model.without_effect.items()):
        st.caption(view.locale.say(NO_EFFECT_TEXT[reason], name=name))
    listing = json.dumps(risk_listing(outcome), ensure_ascii=False, indent=1)
    name = f"risk-{view.schedule.data_date.isoformat()}.json"
    offer_text(view.locale.say("risk.download"), listing, name, "application/json")
