"""Scenarios, amendments and measures in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.analysis.recovery.measures import SkipReason
from planner.i18n import EnumTexts
from planner.model import ActivityState
from planner.model import Tag
from planner.report.risk_wording import RARE
from planner.report.risk_wording import share_text
from planner.report.wording import duration_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
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

TAG_TEXT = EnumTexts("tag-name", Tag)
STATE_TEXT = EnumTexts("schedule", ActivityState)
REDONE_TEXT = EnumTexts("impact.redone-state", (ActivityState.IN_PROGRESS, ActivityState.FINISHED))
SKIPPED_TEXT = EnumTexts("recover.skipped", SkipReason)

MOST_NAMED = 12
"""The number of activities named per organisation before the rest is counted."""


def shift_days(was: TargetForecast, now: TargetForecast) -> int:
    """Calendar days by which a target moved."""
    return (now.forecast - was.forecast).days


def target_lines(whatif: WhatIf, locale: Locale) -> Iterator[str]:
    """Give one line per target: its forecast before and after, and its margin."""
    for target in whatif.comparison.targets:
        # A scenario may add a target, which then has no earlier forecast.
        if target.was is None:
            continue
        yield locale.say(
            "what-if.target",
            title=whatif.after.plan.activities[target.activity].title,
            was=locale.date(target.was.forecast),
            now=locale.date(target.now.forecast),
            shift=locale.signed(shift_days(target.was, target.now)),
            due=locale.date(target.now.due),
            margin=locale.signed(target.now.margin_days),
        )


def chance_line(was: GoalChances, now: GoalChances, locale: Locale) -> str:
    """Say the probability of a goal before and after."""
    return locale.say(
        "what-if.chance",
        title=now.goal.title,
        was=share_text(was.probability, locale),
        now=share_text(now.probability, locale),
        p80_was=locale.date(was.at(0.8).day),
        p80=locale.date(now.at(0.8).day),
    )


def changed_chances(whatif: WhatIf) -> list[tuple[GoalChances, GoalChances]]:
    """List the goals of which the probability or the P80 changed, targets first."""
    before = {(each.goal.kind, each.goal.id): each for each in whatif.chances_before}
    changed = []
    for now in whatif.chances_after:
        was = before.get((now.goal.kind, now.goal.id))
        if was is None:
            continue
        # A goal without a due date has no probability.
        gain = (now.probability or 0) - (was.probability or 0)
        if abs(gain) >= RARE or now.at(0.8).day != was.at(0.8).day:
            changed.append((was, now))
    return changed


def cost_text(cost: Fraction, locale: Locale) -> str:
    """Write a cost in the programme's own unit."""
    decimals = 0 if cost.denominator == 1 else 1
    return locale.number(float(cost), decimals=decimals)


def remedy_line(remedy: Remedy, locale: Locale) -> str:
    """Say the cost of a set of measures, the date that it gives and the margin."""
    return locale.say(
        "recover.remedy",
        cost=cost_text(remedy.cost, locale),
        date=locale.date(remedy.date),
        margin=locale.signed(remedy.margin_days),
    )


def measure_lines(recovery: Recovery, remedy: Remedy, locale: Locale) -> Iterator[str]:
    """Give one line per measure of a set."""
    plan = recovery.schedule.plan
    for option in remedy.options:
        yield locale.say(
            "recover.measure",
            measure=option.measure.title,
            activity=plan.activities[option.activity].title,
            to=str(option.measure.shorten_to),
            decides=option.measure.decides or locale.say("wording.no-owner"),
            cost=cost_text(option.cost, locale),
        )


def verdict(recovery: Recovery, locale: Locale) -> str:
    """Answer whether the day can be met, at which cost, and whether that is proven."""
    details = {
        "title": recovery.schedule.plan.activities[recovery.target].title,
        "due": locale.date(recovery.due),
        "without": locale.date(recovery.without.date),
    }
    if recovery.is_met_already:
        return locale.say("recover.met", **details)
    if not recovery.remedies:
        key = "recover.cannot" if recovery.proven else "recover.cannot-unproven"
        return locale.say(key, **details)
    key = "recover.can" if recovery.proven else "recover.can-unproven"
    # Without proof a cheaper set may exist; its cost is at least the bound.
    cost = recovery.remedies[0].cost
    return locale.say(
        key,
        **details,
        cost=cost_text(cost, locale),
        bound=cost_text(recovery.bound, locale),
        gap=cost_text(cost - recovery.bound, locale),
    )


def skipped_text(recovery: Recovery, skipped: Skipped, locale: Locale) -> str:
    """Say why a measure is no option."""
    title = recovery.schedule.plan.activities[skipped.activity].title
    key = SKIPPED_TEXT[skipped.reason]
    return locale.say(key, measure=skipped.measure.title, activity=title)


def impact_page(impact: Impact, locale: Locale) -> Iterator[str]:
    """Write one page of Markdown, to attach to advice on an amendment."""
    plan, subject = impact.schedule.plan, impact.subject
    named = subject.provisions.values() or map(plan.activities.__getitem__, subject.activities)
    names = ", ".join(each.title for each in named)
    yield f"# {locale.say('impact.title', subject=names)}"
    yield ""
    day = locale.date(impact.schedule.data_date)
    yield locale.say("impact.intro", date=day, programme=plan.programme.programme)
    for provision in subject.provisions.values():
        act = provision.act or ""
        if provision.article:
            act += f", {locale.say('impact.article', article=provision.article)}"
        yield ""
        yield locale.say("impact.provision", title=provision.title, act=act)
    yield from _totals(impact, locale)
    yield from _targets(impact, locale)
    yield from _redone(impact, locale)
    yield from _organisations(impact, locale)
    yield ""
    yield locale.say("impact.basis")


def _totals(impact: Impact, locale: Locale) -> Iterator[str]:
    from planner.analysis.scenarios.reach import CHANGING  # noqa: PLC0415 - the layer below, on demand

    yield from ("", f"## {locale.say('impact.reach')}", "")
    yield locale.say(
        "impact.counts",
        direct=len(impact.direct),
        onward=len(impact.touched) - len(impact.direct),
        organisations=len({touched.organisation for touched in impact.direct}),
    )
    yield ""
    yield locale.say("impact.table-kinds")
    yield "| --- | ---: | ---: |"
    for tag in CHANGING:
        direct, onward = impact.count(tag, direct=True), impact.count(tag, direct=False)
        if direct or onward:
            yield f"| {locale.say(TAG_TEXT[tag])} | {direct} | {onward} |"


def _targets(impact: Impact, locale: Locale) -> Iterator[str]:
    yield from ("", f"## {locale.say('impact.targets')}", "")
    plan = impact.schedule.plan
    for room in impact.room:
        key = "impact.room" if room.days > 0 else "impact.no-room"
        yield "- " + locale.say(
            key,
            title=plan.activities[room.target].title,
            days=locale.workdays(abs(room.days)),
            tightest=plan.activities[room.tightest].title,
        )
    if impact.slip is not None and impact.consequence is not None:
        slip = duration_text(impact.slip, locale)
        yield from ("", locale.say("impact.slip", slip=slip), "")
        for line in target_lines(impact.consequence, locale):
            yield f"- {line}"


def _redone(impact: Impact, locale: Locale) -> Iterator[str]:
    yield from ("", f"## {locale.say('impact.redone')}", "")
    if not impact.redone:
        yield locale.say("impact.nothing-redone")
    for touched in impact.redone:
        yield "- " + locale.say(
            REDONE_TEXT[touched.state],
            title=touched.title,
            organisation=touched.organisation or locale.say("wording.no-owner"),
            days=locale.workdays(touched.spent),
        )


def _organisations(impact: Impact, locale: Locale) -> Iterator[str]:
    yield from ("", f"## {locale.say('impact.organisations')}")
    for name, touched in impact.by_organisation().items():
        lines = tuple(_work_of_one(impact, name, touched, locale))
        if lines:
            yield from ("", f"### {_organisation(impact, name, locale)}", "", *lines)


def _work_of_one(
    impact: Impact, organisation: str, touched: Sequence[Touched], locale: Locale
) -> Iterator[str]:
    """List the work of one organisation; nothing where it only waits for that of others."""
    direct = [each for each in touched if each.direct]
    own = {each.activity for each in touched}
    involved = [name for name in impact.involved.get(organisation, ()) if name not in own]
    if not direct and not involved:
        return
    for each in direct[:MOST_NAMED]:
        yield f"- {_touched_text(each, locale)}"
    if len(direct) > MOST_NAMED:
        yield "- " + locale.say("impact.more", count=len(direct) - MOST_NAMED)
    for name in involved[:MOST_NAMED]:
        title = impact.schedule.plan.activities[name].title
        yield "- " + locale.say("impact.involved", title=title)
    onward = len(touched) - len(direct)
    if onward:
        yield "- " + locale.say("impact.onward", count=onward)


def _organisation(impact: Impact, name: str, locale: Locale) -> str:
    organisation = impact.schedule.plan.programme.organisations.get(name)
    if organisation is None:
        return locale.say("wording.no-owner")
    return f"{organisation.name} ({name})"


def _touched_text(touched: Touched, locale: Locale) -> str:
    kinds = ", ".join(locale.say(TAG_TEXT[tag]).lower() for tag in touched.tags)
    state = locale.say(STATE_TEXT[touched.state])
    return f"{touched.title} ({'; '.join(filter(None, (state, kinds)))})"
