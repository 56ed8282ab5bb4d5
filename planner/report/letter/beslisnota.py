"""The outline of the decision memorandum that is published with a letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.i18n import DEFAULT_LOCALE
from planner.report.letter.draft import title_of
from planner.report.letter.dutch import listing
from planner.report.letter.opening import motion_titles
from planner.report.letter.phrases import phrases
from planner.report.letter.sheets import safe
from planner.report.letter.statements import CONDITIONS
from planner.report.letter.statements import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.report.letter.context import LetterContext
    from planner.report.letter.statements import LetterContent


def beslisnota(subject: LetterContext, content: LetterContent) -> str:
    """Write the outline in Markdown: one page, its text taken from the facts of the letter."""
    said = dict(phrases("beslisnota"))
    lines = [f"# {said['title'].format(letter=safe(title_of(subject)))}", ""]
    for key, text in _parts(subject, content, said):
        if text:
            lines += [f"## {said[key]}", "", *text, ""]
    return "\n".join(lines).rstrip() + "\n"


def _parts(
    subject: LetterContext, content: LetterContent, said: dict[str, str]
) -> Iterator[tuple[str, list[str]]]:
    motions = motion_titles(subject)
    reason = said["reason-motion" if motions else "reason-plain"]
    yield "reason", [reason.format(motions=safe(motions), date=DEFAULT_LOCALE.date(subject.day))]
    yield "decision", [said["decision-text"]]
    yield "core", [_inside(f.says) for f in content.statements if f.role is Role.OVERALL]
    pressing = [
        f"- {_inside(found.says)}"
        for found in content.statements
        if found.role is Role.JUDGEMENT
        and dict(found.grounds.figures).get("judgement") in {"under-pressure", "not-achievable"}
    ]
    yield "explanation", pressing or [said["explanation-none"]]
    conditions = [_inside(f.says) for f in content.statements if f.section == CONDITIONS]
    yield "context", [" ".join(conditions)]
    partners = sorted(
        {
            subject.called(row.owner)
            for row in subject.now.activities.values()
            if row.owner and row.owner != subject.ministry and _reports(subject, row.owner)
        }
    )
    yield "coordination", [said["coordination-text"].format(partners=safe(listing(partners)))]
    yield "withheld", [said["withheld-text"]]


def _inside(says: str) -> str:
    """Write a sentence of the letter for a reader who is not the Kamer."""
    return safe(says.replace("uw Kamer", "de Tweede Kamer").replace("Uw Kamer", "De Tweede Kamer"))


def _reports(subject: LetterContext, owner: str) -> bool:
    found = subject.plan.programme.organisations.get(owner)
    return found is not None and found.reports
