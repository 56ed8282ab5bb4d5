"""Scenarios, amendments and measures in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.i18n import format_date
from planner.i18n import format_number
from planner.i18n import text
from planner.report.movement import signed
from planner.report.risk_wording import RARE
from planner.report.risk_wording import share_text
from planner.report.wording import days_text
from planner.report.wording import duration_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from planner.analysis.recovery.cheapest import Recovery
    from planner.analysis.recovery.cheapest import Remedy
    from planner.analysis.recovery.cheapest import Skipped
    from planner.analysis.risk.simulation_result import GoalChances
    from planner.analysis.scenarios.overlay import WhatIf
    from planner.analysis.scenarios.reach import Impact
    from planner.analysis.scenarios.reach import Touched
    from planner.schedule.activity_dates import TargetForecast

MOST_NAMED = 12
"""Activities named per organisation before the rest is counted."""


def shift_days(was: TargetForecast, now: TargetForecast) -> int:
    """Calendar days by which a target moved."""
    return (now.forecast - was.forecast).days


def target_lines(found: WhatIf, lang: str) -> Iterator[str]:
    """One line per target: where it stood, where it would stand, and its margin."""
    for target in found.comparison.targets:
        title = found.after.plan.activities[target.activity].title
        if target.was is None:
            continue
        yield text(
            "what-if.target",
            lang,
            title=title,
            was=format_date(target.was.forecast, lang),
            now=format_date(target.now.forecast, lang),
            shift=signed(shift_days(target.was, target.now), lang),
            due=format_date(target.now.due, lang),
            margin=signed(target.now.margin_days, lang),
        )


def chance_line(was: GoalChances, now: GoalChances, lang: str) -> str:
    """The probability of a goal before and after."""
    return text(
        "what-if.chance",
        lang,
        title=now.goal.title,
        was=share_text(was.probability, lang),
        now=share_text(now.probability, lang),
        p80_was=format_date(was.at(0.8).day, lang),
        p80=format_date(now.at(0.8).day, lang),
    )


def changed_chances(found: WhatIf) -> list[tuple[GoalChances, GoalChances]]:
    """Goals of which the chance or the 80% date is not what it was, targets first."""
    before = {(c.goal.kind, c.goal.id): c for c in found.chances_before}
    pairs = [
        (before[now.goal.kind, now.goal.id], now)
        for now in found.chances_after
        if (now.goal.kind, now.goal.id) in before
    ]
    return [
        (was, now)
        for was, now in pairs
        if abs((now.probability or 0) - (was.probability or 0)) >= RARE
        or now.at(0.8).day != was.at(0.8).day
    ]


def cost_text(cost: Fraction, lang: str) -> str:
    """Write a cost in the programme's own unit."""
    decimals = 0 if cost.denominator == 1 else 1
    return format_number(float(cost), lang, decimals=decimals)


def remedy_line(remedy: Remedy, lang: str) -> str:
    """Say what a set costs and what it gives."""
    return text(
        "recover.remedy",
        lang,
        cost=cost_text(remedy.cost, lang),
        date=format_date(remedy.date, lang),
        margin=signed(remedy.margin_days, lang),
    )


def measure_lines(found: Recovery, remedy: Remedy, lang: str) -> Iterator[str]:
    """One line per measure of a set."""
    plan = found.schedule.plan
    for option in remedy.options:
        yield text(
            "recover.measure",
            lang,
            measure=option.measure.title,
            activity=plan.activities[option.activity].title,
            to=str(option.measure.shorten_to),
            decides=option.measure.decides or text("wording.no-owner", lang),
            cost=cost_text(option.cost, lang),
        )


def verdict(found: Recovery, lang: str) -> str:
    """Answer: can the day be met, at which cost, and how sure that is."""
    details = {
        "title": found.schedule.plan.activities[found.target].title,
        "due": format_date(found.due, lang),
        "without": format_date(found.without.date, lang),
    }
    if found.is_met_already:
        return text("recover.met", lang, **details)
    if found.remedies:
        key = "recover.can" if found.proven else "recover.can-unproven"
        gap = found.remedies[0].cost - found.bound
        return text(
            key,
            lang,
            **details,
            cost=cost_text(found.remedies[0].cost, lang),
            bound=cost_text(found.bound, lang),
            gap=cost_text(gap, lang),
        )
    key = "recover.cannot" if found.proven else "recover.cannot-unproven"
    return text(key, lang, **details)


def skipped_text(found: Recovery, skipped: Skipped, lang: str) -> str:
    """Say why a measure is no option."""
    title = found.schedule.plan.activities[skipped.activity].title
    key = f"recover.skipped-{skipped.reason.value}"
    return text(key, lang, measure=skipped.measure.title, activity=title)


def impact_page(found: Impact, lang: str) -> Iterator[str]:
    """One page of Markdown that can be attached to advice on an amendment."""
    plan, subject = found.schedule.plan, found.subject
    names = [p.title for p in subject.provisions.values()] or [
        plan.activities[a].title for a in subject.activities
    ]
    yield f"# {text('impact.title', lang, subject=', '.join(names))}"
    yield ""
    day = format_date(found.schedule.data_date, lang)
    yield text("impact.intro", lang, date=day, programme=plan.programme.programme)
    for provision in subject.provisions.values():
        article = f", {text('impact.article', lang, article=provision.article)}"
        act = f"{provision.act or ''}{article if provision.article else ''}"
        yield ""
        yield text("impact.provision", lang, title=provision.title, act=act)
    yield ""
    yield from _totals(found, lang)
    yield ""
    yield from _targets(found, lang)
    yield ""
    yield from _redone(found, lang)
    yield ""
    yield from _organisations(found, lang)
    yield ""
    yield text("impact.basis", lang)


def _totals(found: Impact, lang: str) -> Iterator[str]:
    from planner.analysis.scenarios.reach import CHANGING  # noqa: PLC0415 - the layer below, on demand

    yield f"## {text('impact.reach', lang)}"
    yield ""
    yield text(
        "impact.counts",
        lang,
        direct=len(found.direct),
        onward=len(found.touched) - len(found.direct),
        organisations=len({t.organisation for t in found.direct}),
    )
    yield ""
    yield text("impact.table-kinds", lang)
    yield "| --- | ---: | ---: |"
    for tag in CHANGING:
        direct, onward = found.count(tag, direct=True), found.count(tag, direct=False)
        if direct or onward:
            yield f"| {text(f'tag-name.{tag.value}', lang)} | {direct} | {onward} |"


def _targets(found: Impact, lang: str) -> Iterator[str]:
    yield f"## {text('impact.targets', lang)}"
    yield ""
    plan = found.schedule.plan
    for room in found.room:
        key = "impact.room" if room.days > 0 else "impact.no-room"
        yield "- " + text(
            key,
            lang,
            title=plan.activities[room.target].title,
            days=days_text(abs(room.days), lang),
            tightest=plan.activities[room.tightest].title,
        )
    if found.slip is not None and found.consequence is not None:
        yield ""
        yield text("impact.slip", lang, slip=duration_text(found.slip, lang))
        yield ""
        for line in target_lines(found.consequence, lang):
            yield f"- {line}"


def _redone(found: Impact, lang: str) -> Iterator[str]:
    yield f"## {text('impact.redone', lang)}"
    yield ""
    if not found.redone:
        yield text("impact.nothing-redone", lang)
        return
    for touched in found.redone:
        yield "- " + text(
            f"impact.redone-{touched.state}",
            lang,
            title=touched.title,
            organisation=touched.organisation or text("wording.no-owner", lang),
            days=days_text(touched.spent, lang),
        )


def _organisations(found: Impact, lang: str) -> Iterator[str]:
    yield f"## {text('impact.organisations', lang)}"
    for name, touched in found.by_organisation().items():
        direct = [t for t in touched if t.direct]
        onward = len(touched) - len(direct)
        also = [a for a in found.involved.get(name, ()) if a not in {t.activity for t in touched}]
        if not direct and not also:
            continue
        yield ""
        yield f"### {_organisation(found, name, lang)}"
        yield ""
        for one in direct[:MOST_NAMED]:
            yield f"- {_touched_text(one, lang)}"
        if len(direct) > MOST_NAMED:
            yield "- " + text("impact.more", lang, count=len(direct) - MOST_NAMED)
        for activity in also[:MOST_NAMED]:
            title = found.schedule.plan.activities[activity].title
            yield "- " + text("impact.involved", lang, title=title)
        if onward:
            yield "- " + text("impact.onward", lang, count=onward)


def _organisation(found: Impact, name: str, lang: str) -> str:
    organisation = found.schedule.plan.programme.organisations.get(name)
    if organisation is None:
        return text("wording.no-owner", lang)
    return f"{organisation.name} ({name})"


def _touched_text(touched: Touched, lang: str) -> str:
    kinds = ", ".join(text(f"tag-name.{tag.value}", lang).lower() for tag in touched.tags)
    state = text(f"schedule.{touched.state}", lang)
    return f"{touched.title} ({state}{'; ' + kinds if kinds else ''})"
