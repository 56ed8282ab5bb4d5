"""What a letter is about: the plan at two data dates, and who signs."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING

from planner.model import Evidence
from planner.model import Signatory
from planner.report.letter.dutch import organisation
from planner.report.letter.dutch import plain_sentence
from planner.report.letter.grounds import weight_of
from planner.report.letter.phrases import phrase

if TYPE_CHECKING:
    from datetime import date

    from planner.model import Plan
    from planner.model import SentLetter
    from planner.model import Workstream
    from planner.report.letter.grounds import Weight
    from planner.schedule.plan_schedule import Schedule


@dataclass(frozen=True, slots=True)
class Reported:
    """What a report said of one field of an activity, and how far that carries."""

    report: str
    source: str | None
    facts: tuple[str, ...]
    weight: Weight


@dataclass(frozen=True, eq=False)
class LetterContext:
    """The programme at the data date of a letter, beside where it stood at the previous one.

    Attributes:
        signatories: Who signs, when that is not what the register or the ministry says.
        sections: The workstreams that get a section; all of them when it is empty.
    """

    now: Schedule
    before: Schedule
    signatories: tuple[Signatory, ...] = field(default=())
    sections: tuple[str, ...] = ()

    @property
    def plan(self) -> Plan:
        """The plan itself."""
        return self.now.plan

    @property
    def workstreams(self) -> tuple[Workstream, ...]:
        """The workstreams that get a section, in their order."""
        if not self.sections:
            return self.plan.workstreams
        found = (self.plan.workstream(name) for name in self.sections)
        return tuple(workstream for workstream in found if workstream)

    @property
    def day(self) -> date:
        """The data date of the letter."""
        return self.now.data_date

    @property
    def since(self) -> date:
        """The data date of the previous letter."""
        return self.before.data_date

    @cached_property
    def letter(self) -> SentLetter | None:
        """The letter of this very day in the register, if it went out."""
        return next((x for x in self.plan.letters if x.date == self.day), None)

    @cached_property
    def previous(self) -> SentLetter | None:
        """The last letter on or before the previous data date."""
        return max(
            (x for x in self.plan.letters if x.date <= self.since),
            key=lambda letter: letter.date,
            default=None,
        )

    @cached_property
    def signed_by(self) -> tuple[Signatory, ...]:
        """Who signs: as asked, else as in the register, else the minister."""
        registered = self.letter.signatories if self.letter else ()
        return (
            self.signatories or registered or (Signatory(office=phrase("metadata.default-office")),)
        )

    @property
    def is_plural(self) -> bool:
        """Whether `wij` writes."""
        return len(self.signed_by) > 1

    @cached_property
    def names(self) -> dict[str, str]:
        """The full name of every organisation."""
        return {k: v.name for k, v in self.plan.programme.organisations.items()}

    @property
    def ministry(self) -> str | None:
        """The organisation of who signs: the one that leads the first workstream."""
        return next((found.lead for found in self.plan.workstreams), None)

    def called(self, identifier: str) -> str:
        """Call an organisation as running text does."""
        return organisation(identifier, self.names, plural_we=self.is_plural)

    def title_of(self, activity: str) -> str:
        """Give the title of an activity, harmless and as the Kamer is addressed."""
        return plain_sentence(self.plan.activities[activity].title)

    def said(self, activity: str, name: str) -> Reported | None:
        """Find which report said something of an activity, and how far that carries."""
        progress = self.now.progress.get(activity)
        report = progress.said_by.get(name) if progress else None
        found = next((r for r in self.plan.reports if r.name == report), None)
        if found is None or activity not in found.activities:
            return None
        entry = found.activities[activity]
        source = entry.source or (None if entry.is_assumption else found.source)
        evidence = Evidence(
            source=source, fact=entry.fact, certainty=entry.certainty, basis=entry.basis
        )
        return Reported(found.name, source, entry.fact, weight_of(evidence, self.plan))
