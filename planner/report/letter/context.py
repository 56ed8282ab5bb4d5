"""The plan at the two data dates of a letter, and who signs it."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from planner.model import SentLetter
from planner.model import Signatory
from planner.report.letter.bill import find_bill
from planner.report.letter.dutch import heading
from planner.report.letter.dutch import listing
from planner.report.letter.dutch import noun_phrase
from planner.report.letter.dutch import plain_sentence
from planner.report.letter.grounds import evidence_grounds
from planner.report.letter.phrases import phrase
from planner.report.letter.phrases import phrases

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from datetime import date

    from planner.model import Plan
    from planner.model import SentStatement
    from planner.model import Target
    from planner.model import Workstream
    from planner.report.letter.bill import Bill
    from planner.report.letter.grounds import Grounds
    from planner.schedule.activity_dates import ActivityDates
    from planner.schedule.plan_schedule import Schedule

_MINISTRY = "AenM"
"""The organisation that a letter calls its own ministry."""


@dataclass(frozen=True, slots=True)
class Reported:
    """What a report said of one field of an activity: the activity and the evidence."""

    row: ActivityDates
    grounds: Grounds


@dataclass(frozen=True, eq=False)
class LetterContext:
    """The schedules at the data dates of a letter and of the previous one.

    Attributes:
        signatories: Who signs, when that is not what the register or the ministry says.
        sections: The workstreams that get a section; all of them when it is empty.
    """

    now: Schedule
    before: Schedule
    signatories: tuple[Signatory, ...] = ()
    sections: tuple[str, ...] = ()

    @property
    def plan(self) -> Plan:
        """The plan itself."""
        return self.now.plan

    @property
    def target(self) -> Target | None:
        """The milestone with the date on which the programme must be ready."""
        return self.plan.programme.target

    @property
    def workstreams(self) -> tuple[Workstream, ...]:
        """The workstreams that get a section, in their order."""
        if not self.sections:
            return self.plan.workstreams
        return tuple(filter(None, map(self.plan.workstream, self.sections)))

    @property
    def day(self) -> date:
        """The data date of the letter."""
        return self.now.data_date

    @property
    def since(self) -> date:
        """The data date of the previous letter."""
        return self.before.data_date

    @cached_property
    def letter(self) -> SentLetter:
        """The letter of this day in the register; one without a number before it goes out."""
        for letter in self.plan.letters:
            if letter.date == self.day:
                return letter
        return SentLetter(name=self.day.isoformat(), date=self.day)

    @cached_property
    def previous(self) -> SentLetter | None:
        """The last letter on or before the previous data date."""
        letters = (letter for letter in self.plan.letters if letter.date <= self.since)
        return max(letters, key=lambda letter: letter.date, default=None)

    @property
    def said_before(self) -> tuple[SentStatement, ...]:
        """The statements of the previous letter."""
        if self.previous is None:
            return ()
        return self.previous.statements

    @cached_property
    def bill(self) -> Bill | None:
        """The bill on which the plan rests."""
        return find_bill(self.now)

    @cached_property
    def signed_by(self) -> tuple[Signatory, ...]:
        """Who signs: as asked, else as in the register, else the minister."""
        minister = Signatory(office=phrase("metadata.default-office"))
        return self.signatories or self.letter.signatories or (minister,)

    @property
    def writer(self) -> Mapping[str, str]:
        """The pronouns and verbs of who signs: `ik informeer` or `wij informeren`."""
        return phrases("more-signatories" if len(self.signed_by) > 1 else "one-signatory")

    @property
    def ministry(self) -> str | None:
        """The organisation of who signs: the one that leads the first workstream."""
        return next((workstream.lead for workstream in self.plan.workstreams), None)

    def called(self, organisation: str) -> str:
        """Call an organisation as running text does."""
        if organisation == _MINISTRY:
            return self.writer["ministry"]
        known = self.plan.programme.organisations.get(organisation)
        # A plan of another programme has organisations that our list does not know.
        name = known.name if known else organisation
        return phrases("organisations").get(organisation) or plain_sentence(name)

    def titles(self, workstreams: Iterable[str]) -> str:
        """Sum up workstreams in running text."""
        known = filter(None, map(self.plan.workstream, workstreams))
        return listing(noun_phrase(heading(workstream.title)).text for workstream in known)

    def is_younger(self, source: str | None) -> bool:
        """Tell whether a source appeared after the day of the letter."""
        known = self.plan.sources.get(source or "")
        return known is not None and known.date is not None and known.date > self.day

    def said(self, activity: str, name: str) -> Reported | None:
        """Find the report that said something of an activity, with its evidence."""
        progress = self.now.progress.get(activity)
        said_by = progress.said_by.get(name) if progress else None
        for report in self.plan.reports:
            entry = report.activities.get(activity)
            if report.name == said_by and entry is not None:
                # An assumption does not gain weight from the source of the report around it.
                if not entry.source and not entry.is_assumption:
                    entry = entry.model_copy(update={"source": report.source})
                evidence = evidence_grounds(entry, self.plan)
                grounds = replace(evidence, activities=(activity,), reports=(report.name,))
                return Reported(self.now.activities[activity], grounds)
        return None
