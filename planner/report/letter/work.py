"""The state of the work in a workstream: what happened, what is being done, what is still open."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from planner.i18n import format_date
from planner.model import Tag
from planner.report.letter.dutch import capitalised
from planner.report.letter.dutch import listing
from planner.report.letter.dutch import month
from planner.report.letter.dutch import noun_phrase
from planner.report.letter.dutch import sentence
from planner.report.letter.dutch import together
from planner.report.letter.grounds import Grounds
from planner.report.letter.grounds import Weight
from planner.report.letter.grounds import weakest
from planner.report.letter.legal import named
from planner.report.letter.legal import usable
from planner.report.letter.phrases import phrase
from planner.report.letter.phrases import phrases
from planner.report.letter.phrases import words
from planner.report.letter.statements import Role
from planner.report.letter.statements import Statement
from planner.report.letter.statements import to_parliament

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from planner.report.letter.subject import Reported
    from planner.report.letter.subject import Subject
    from planner.schedule.rows import ActivityDates

    Found = tuple[ActivityDates, Reported]

VARIANTS = 3
"""How many ways there are to say who does the work; sixteen times the same reads badly."""

LARGE_SHIFT = 28
"""Days of movement from which a letter mentions it."""

MOST_FACTS = 5
MOST_NAMED = 3
MOST_DOERS = 2
MOST_DECISIONS = 2
"""How much of one kind a section says; the rest is in the plan."""


def fact_statements(subject: Subject, workstream: str, used: set[str]) -> Iterator[Statement]:
    """Say what the sources say of the work of a workstream, as far as it is new.

    A fact is told once in a letter: `used` holds those that stand elsewhere, and grows.
    """
    count = 0
    dues = {format_date(o.due) for o in subject.plan.obligations.values() if o.due}
    for row in _in_time(subject, workstream):
        for name, reported in _facts_of(subject, row.id):
            if count == MOST_FACTS or name in used or not _is_new(subject, name):
                continue
            text = usable(subject, name)
            if text is None or _repeats(text, dues):
                continue
            used.add(name)
            count += 1
            fact = subject.plan.facts[name]
            grounds = Grounds(
                activities=(row.id,),
                reports=(reported.report,) if reported else (),
                sources=(fact.source,),
                facts=(name,),
                weight=weakest([Weight(fact.origin.value)]),
            )
            identifier = f"{workstream}.fact.{name.lower()}"
            yield Statement(identifier, workstream, Role.SITUATION, sentence(text), grounds)


def who_statement(subject: Subject, workstream: str) -> Statement | None:
    """Say who does the work and with whom."""
    found = subject.plan.workstream(workstream)
    lead = found.lead if found else None
    if lead is None or lead not in subject.names:
        return None
    rows = [row for row in _in_time(subject, workstream) if row.state != "finished"]
    partners = _by_size(row.owner for row in rows if row.owner != lead and _reports(subject, row))
    organisations = [subject.called(name) for name in partners[:4]]
    number = [x.id for x in subject.plan.workstreams].index(workstream) % VARIANTS
    says = phrase(
        f"section.leads{'-with' if organisations else ''}-{number}",
        organisation=subject.called(lead),
        Organisation=capitalised(subject.called(lead)),
        partners=listing(organisations),
    )
    grounds = Grounds(activities=tuple(row.id for row in rows), weight=Weight.CALCULATED)
    return Statement(f"{workstream}.who", workstream, Role.ORGANISATION, says, grounds)


def done_statements(
    subject: Subject, workstream: str, told: set[str], used: set[str]
) -> Iterator[Statement]:
    """Say what was finished since the previous letter, as far as a source carries it."""
    groups: dict[str | None, list[Found]] = defaultdict(list)
    for row in _in_time(subject, workstream):
        reported = subject.said(row.id, "finished") or subject.said(row.id, "started")
        if row.id in told or not _is_news(subject, row) or not _is_named(row) or reported is None:
            continue
        if reported.weight is Weight.ASSUMED or used.intersection(reported.facts):
            continue
        if row.duration_days == 0 or not _reports(subject, row):
            yield _event(row, reported)
            yield from _event_moved(subject, row, reported)
        else:
            groups[row.owner].append((row, reported))
    for owner, found in groups.items():
        yield _finished_by(subject, workstream, str(owner), found[:MOST_NAMED])


def working_statements(subject: Subject, workstream: str) -> Iterator[Statement]:
    """Say who works on what, and how far that is reported and how far only planned."""
    groups: dict[tuple[bool, str], list[Found]] = defaultdict(list)
    ministry = subject.ministry
    for row in _in_time(subject, workstream):
        reported = subject.said(row.id, "started")
        if row.state != "in-progress" or reported is None or not _reports(subject, row):
            continue
        is_assumed = reported.weight is Weight.ASSUMED
        if is_assumed and row.owner == ministry:
            continue  # a ministry knows what it works on: the flags ask for it
        groups[is_assumed, str(row.owner)].append((row, reported))
    ordered = sorted(groups.items(), key=lambda item: (item[0][0], -len(item[1]), item[0][1]))
    said: set[str] = set()
    for (is_assumed, owner), found in ordered[:MOST_DOERS]:
        key = "working-planned" if is_assumed else "working"
        wording = f"{key}-also" if key in said else key
        said.add(key)
        identifier = f"{workstream}.{key}.{owner.lower()}"
        yield _doing(subject, identifier, owner, found[:MOST_NAMED], wording)


def decision_statements(subject: Subject, workstream: str) -> Iterator[Statement]:
    """Say which decisions of our own organisations are still open, and when they are expected."""
    rows = [
        row
        for row in _in_time(subject, workstream)
        if row.state != "finished"
        and Tag.DECISION in subject.plan.activities[row.id].tags
        and _is_named(row)
        and _reports(subject, row)
    ]
    if not rows:
        return
    first, *rest = rows[:MOST_DECISIONS]
    np = noun_phrase(first.title)
    details = {
        "phrase": to_parliament(np.text),
        "is": "zijn" if np.is_plural else "is",
        "month": month(first.finish),
    }
    key = "decision"
    if rest:
        details |= {"other": named(rest[0].title), "other_month": month(rest[0].finish)}
        key = "decisions-together" if details["month"] == details["other_month"] else "decisions"
    grounds = Grounds(
        activities=tuple(row.id for row in (first, *rest)),
        figures=tuple((f"forecast {row.id}", row.finish) for row in (first, *rest)),
        weight=Weight.CALCULATED,
    )
    says = phrase(f"section.{key}", **details)
    yield Statement(f"{workstream}.decisions", workstream, Role.OPEN, says, grounds)


def _event(row: ActivityDates, reported: Reported) -> Statement:
    np = noun_phrase(row.title)
    opening = capitalised(to_parliament(np.text))
    is_exact = reported.weight is Weight.SOURCED
    head = row.title.split()[0].casefold()
    participle = next((v for noun, v in phrases("participles").items() if head.endswith(noun)), "")
    verb = "appeared" if head.endswith(words("documents")) else "happened"
    verb = "made" if participle else verb
    says = phrase(
        f"section.{verb}{'-day' if is_exact else ''}",
        Phrase=opening,
        date=format_date(row.finish),
        took="vonden" if np.is_plural else "vond",
        appeared="verschenen" if np.is_plural else "verscheen",
        has="hebben" if np.is_plural else "heeft",
        has_been="zijn" if np.is_plural else "is",
        participle=participle,
    )
    grounds = _grounds([(row, reported)], figures=(("finish", row.finish),) if is_exact else ())
    return Statement(f"{row.workstream}.event.{row.id}", row.workstream, Role.STATE, says, grounds)


def _event_moved(subject: Subject, row: ActivityDates, reported: Reported) -> Iterator[Statement]:
    """Say that a step in parliament or in law came at another time than the plan had it."""
    before = subject.before.rows.get(row.id)
    if before is None or subject.previous is None or reported.weight is not Weight.SOURCED:
        return
    activity = subject.plan.activities[row.id]
    shift = abs((row.finish - before.finish).days)
    if not {Tag.LEGISLATION, Tag.PARLIAMENT} <= set(activity.tags) or shift < LARGE_SHIFT:
        return
    says = phrase("section.event-moved", was=month(before.finish))
    figures = (("finish", row.finish), ("was", before.finish))
    identifier = f"{row.workstream}.event-moved.{row.id}"
    grounds = _grounds([(row, reported)], figures=figures)
    yield Statement(identifier, row.workstream, Role.STATE, says, grounds)


def _finished_by(subject: Subject, workstream: str, owner: str, found: list[Found]) -> Statement:
    says = phrase(
        "section.done",
        Organisation=capitalised(subject.called(owner)),
        has="heeft",
        phrases=together(
            _without_owner(named(row.title), subject.called(owner)) for row, _ in found
        ),
    )
    identifier = f"{workstream}.done.{owner.lower()}"
    return Statement(identifier, workstream, Role.STATE, says, _grounds(found))


def _doing(
    subject: Subject, identifier: str, owner: str, found: list[Found], key: str
) -> Statement:
    called = subject.called(owner)
    says = phrase(
        f"section.{key}",
        Organisation=capitalised(called),
        organisation=called,
        works="werkt",
        phrases=together(_without_owner(named(row.title), called) for row, _ in found),
    )
    section = found[0][0].workstream
    return Statement(identifier, section, Role.STATE, says, _grounds(found))


def _without_owner(text: str, called: str) -> str:
    """Leave the doer out of what he does."""
    return text.removesuffix(f" van {called}").removesuffix(f" door {called}")


def _grounds(
    found: list[Found],
    figures: tuple[tuple[str, object], ...] = (),
) -> Grounds:
    return Grounds(
        activities=tuple(row.id for row, _ in found),
        reports=tuple(dict.fromkeys(said.report for _, said in found)),
        sources=tuple(dict.fromkeys(said.source for _, said in found if said.source)),
        facts=tuple(dict.fromkeys(name for _, said in found for name in said.facts)),
        figures=figures,  # type: ignore[arg-type]
        weight=weakest(said.weight for _, said in found),
    )


def _facts_of(subject: Subject, activity: str) -> Iterator[tuple[str, Reported | None]]:
    """The facts behind an activity: those of what was reported first, then those of the plan."""
    for name in ("finished", "started"):
        reported = subject.said(activity, name)
        if reported is not None:
            yield from ((fact, reported) for fact in reported.facts)
    basis = subject.plan.activities[activity].basis
    if basis is not None:
        yield from ((fact, None) for fact in basis.fact)


def _repeats(text: str, dues: set[str]) -> bool:
    """Whether a fact only says what the law does: that a legal date is some day."""
    return "wettelijke" in text and any(text.endswith(f" was {due}") for due in dues)


def _is_new(subject: Subject, name: str) -> bool:
    """A fact is told once: when it is younger than the previous letter, or in the first one.

    What an obligation rests on is told there.
    """
    fact = subject.plan.facts.get(name)
    source = subject.plan.sources.get(fact.source) if fact else None
    if source is None or any(name in found.fact for found in subject.plan.obligations.values()):
        return False
    return subject.previous is None or source.date is None or source.date > subject.since


def _is_news(subject: Subject, row: ActivityDates) -> bool:
    if row.state != "finished":
        return False
    before = subject.before.rows.get(row.id)
    return before is None or before.state != "finished"


def _is_named(row: ActivityDates) -> bool:
    """Whether the title names a thing or a deed; `Opvang gereed` names a state."""
    return not any(word.casefold() in words("ready") for word in row.title.split())


def _reports(subject: Subject, row: ActivityDates) -> bool:
    found = subject.plan.programme.organisations.get(row.owner or "")
    return found is not None and found.reports


def _in_time(subject: Subject, workstream: str) -> list[ActivityDates]:
    rows = [row for row in subject.now.rows.values() if row.workstream == workstream]
    return sorted(rows, key=lambda row: (row.start, row.finish, row.id))


def _by_size(owners: Iterable[str | None]) -> list[str]:
    count: dict[str, int] = {}
    for owner in filter(None, owners):
        count[owner] = count.get(owner, 0) + 1
    return sorted(count, key=lambda name: (-count[name], name))
