"""Scenarios, amendments and measures in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.report.risk_wording import RARE
from planner.report.risk_wording import share_text
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
    from planner.i18n import Locale
    from planner.schedule.activity_dates import TargetForecast

MOST_NAMED = 12
"""Activities named per organisation before the rest is counted."""


def shift_days(was: TargetForecast, now: TargetForecast) -> int:
    """Calendar days by which a target moved."""
    return (now.forecast - was.forecast).days


def target_lines(found: WhatIf, locale: Locale) -> Iterator[str]:
    """One line per target: where it stood, where it would stand, and its margin."""
    for target in found.comparison.targets:
        title = found.after.plan.activities[target.activity].title
        if target.was is None:
            continue
        yield locale.say(
            "what-if.target",
            title=title,
            was=locale.date(target.was.forecast),
            now=locale.date(target.now.forecast),
            shift=locale.signed(shift_days(target.was, target.now)),
            due=locale.date(target.now.due),
            margin=locale.signed(target.now.margin_days),
        )


def chance_line(was: GoalChances, now: GoalChances, locale: Locale) -> str:
    """The probability of a goal before and after."""
    return locale.say(
        "what-if.chance",
        title=now.goal.title,
        was=share_text(was.probability, locale),
        now=share_text(now.probability, locale),
        p80_was=locale.date(was.at(0.8).day),
        p80=locale.date(now.at(0.8).day),
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


def cost_text(cost: Fraction, locale: Locale) -> str:
    """Write a cost in the programme's own unit."""
    decimals = 0 if cost.denominator == 1 else 1
    return locale.number(float(cost), decimals=decimals)


def remedy_line(remedy: Remedy, locale: Locale) -> str:
    """Say what a set costs and what it gives."""
    return locale.say(
        "recover.remedy",
        cost=cost_text(remedy.cost, locale),
        date=locale.date(remedy.date),
        margin=locale.signed(remedy.margin_days),
    )


def measure_lines(found: Recovery, remedy: Remedy, locale: Locale) -> Iterator[str]:
    """One line per measure of a set."""
    plan = found.schedule.plan
    for option in remedy.options:
        yield locale.say(
            "recover.measure",
            measure=option.measure.title,
            activity=plan.activities[option.activity].title,
            to=str(option.measure.shorten_to),
            decides=option.measure.decides or locale.say("wording.no-owner"),
            cost=cost_text(option.cost, locale),
        )


def verdict(found: Recovery, locale: Locale) -> str:
    """Answer: can the day be met, at which cost, and how sure that is."""
    details = {
        "title": found.schedule.plan.activities[found.target].title,
        "due": locale.date(found.due),
        "without": locale.date(found.without.date),
    }
    if found.is_met_already:
        return locale.say("recover.met", **details)
    if found.remedies:
        key = "recover.can" if found.proven else "recover.can-unproven"
        gap = found.remedies[0].cost - found.bound
        return locale.say(
            key,
            **details,
            cost=cost_text(found.remedies[0].cost, locale),
            bound=cost_text(found.bound, locale),
            gap=cost_text(gap, locale),
        )
    key = "recover.cannot" if found.proven else "recover.cannot-unproven"
    return locale.say(key, **details)


def skipped_text(found: Recovery, skipped: Skipped, locale: Locale) -> str:
    """Say why a measure is no option."""
    title = found.schedule.plan.activities[skipped.activity].title
    key = f"recover.skipped-{skipped.reason.value}"
    return locale.say(key, measure=skipped.measure.title, activity=title)


def impact_page(found: Impact, locale: Locale) -> Iterator[str]:
    """One page of Markdown that can be attached to advice on an amendment."""
    plan, subject = found.schedule.plan, found.subject
    names = [p.title for p in subject.provisions.values()] or [
        plan.activities[a].title for a in subject.activities
    ]
    yield f"# {locale.say('impact.title', subject=', '.join(names))}"
    yield ""
    day = locale.date(found.schedule.data_date)
    yield locale.say("impact.intro", date=day, programme=plan.programme.programme)
    for provision in subject.provisions.values():
        article = f", {locale.say('impact.article', article=provision.article)}"
        act = f"{provision.act or ''}{article if provision.article else ''}"
        yield ""
        yield locale.say("impact.provision", title=provision.title, act=act)
    yield ""
    yield from _totals(found, locale)
    yield ""
    yield from _targets(found, locale)
    yield ""
    yield from _redone(found, locale)
    yield ""
    yield from _organisations(found, locale)
    yield ""
    yield locale.say("impact.basis")


def _totals(found: Impact, locale: Locale) -> Iterator[str]:
    from planner.analysis.scenarios.reach import CHANGING  # noqa: PLC0415 - the layer below, on demand

    yield f"## {locale.say('impact.reach')}"
    yield ""
    yield locale.say(
        "impact.counts",
        direct=len(found.direct),
        onward=len(found.touched) - len(found.direct),
        organisations=len({t.organisation for t in found.direct}),
    )
    yield ""
    yield locale.say("impact.table-kinds")
    yield "| --- | ---: | ---: |"
    for tag in CHANGING:
        direct, onward = found.count(tag, direct=True), found.count(tag, direct=False)
        if direct or onward:
            yield f"| {locale.say(f'tag-name.{tag.value}')} | {direct} | {onward} |"


def _targets(found: Impact, locale: Locale) -> Iterator[str]:
    yield f"## {locale.say('impact.targets')}"
    yield ""
    plan = found.schedule.plan
    for room in found.room:
        key = "impact.room" if room.days > 0 else "impact.no-room"
        yield "- " + locale.say(
            key,
            title=plan.activities[room.target].title,
            days=locale.workdays(abs(room.days)),
            tightest=plan.activities[room.tightest].title,
        )
    if found.slip is not None and found.consequence is not None:
        yield ""
        yield locale.say("impact.slip", slip=duration_text(found.slip, locale))
        yield ""
        for line in target_lines(found.consequence, locale):
            yield f"- {line}"


def _redone(found: Impact, locale: Locale) -> Iterator[str]:
    yield f"## {locale.say('impact.redone')}"
    yield ""
    if not found.redone:
        yield locale.say("impact.nothing-redone")
        return
    for touched in found.redone:
        yield "- " + locale.say(
            f"impact.redone-{touched.state}",
            title=touched.title,
            organisation=touched.organisation or locale.say("wording.no-owner"),
            days=locale.workdays(touched.spent),
        )


def _organisations(found: Impact, locale: Locale) -> Iterator[str]:
    yield f"## {locale.say('impact.organisations')}"
    for name, touched in found.by_organisation().items():
        direct = [t for t in touched if t.direct]
        onward = len(touched) - len(direct)
        also = [a for a in found.involved.get(name, ()) if a not in {t.activity for t in touched}]
        if not direct and not also:
            continue
        yield ""
        yield f"### {_organisation(found, name, locale)}"
        yield ""
        for one in direct[:MOST_NAMED]:
            yield f"- {_touched_text(one, locale)}"
        if len(direct) > MOST_NAMED:
            yield "- " + locale.say("impact.more", count=len(direct) - MOST_NAMED)
        for activity in also[:MOST_NAMED]:
            title = found.schedule.plan.activities[activity].title
            yield "- " + locale.say("impact.involved", title=title)
        if onward:
            yield "- " + locale.say("impact.onward", count=onward)


def _organisation(found: Impact, name: str, locale: Locale) -> str:
    organisation = found.schedule.plan.programme.organisations.get(name)
    if organisation is None:
        return locale.say("wording.no-owner")
    return f"{organisation.name} ({name})"


def _touched_text(touched: Touched, locale: Locale) -> str:
    kinds = ", ".join(locale.say(f"tag-name.{tag.value}").lower() for tag in touched.tags)
    state = locale.say(f"schedule.{touched.state}")
    return f"{touched.title} ({state}{'; ' + kinds if kinds else ''})"
