"""The outline of the decision memorandum that is published with a letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.i18n import DEFAULT_LOCALE
from planner.model import Judgement
from planner.report.letter.draft import title_of
from planner.report.letter.dutch import listing
from planner.report.letter.grounds import Figure
from planner.report.letter.grounds import FigureKind
from planner.report.letter.motions import motion_titles
from planner.report.letter.phrases import phrase
from planner.report.letter.sheets import safe
from planner.report.letter.statements import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.report.letter.context import LetterContext
    from planner.report.letter.statements import LetterContent

_PRESSING = frozenset(
    {
        Figure(FigureKind.JUDGEMENT, Judgement.UNDER_PRESSURE),
        Figure(FigureKind.JUDGEMENT, Judgement.NOT_ACHIEVABLE),
    }
)


def beslisnota(subject: LetterContext, content: LetterContent) -> str:
    """Write the outline in Markdown: one page, its text taken from the facts of the letter."""
    title = phrase("beslisnota.title", letter=safe(title_of(subject)))
    lines = [f"# {title}", ""]
    for heading, text in _parts(subject, content):
        lines += [f"## {heading}", "", text, ""]
    return "\n".join(lines).rstrip() + "\n"


def _parts(subject: LetterContext, content: LetterContent) -> Iterator[tuple[str, str]]:
    """Give the heading and the text of each part, in the order of the fixed format."""
    yield phrase("beslisnota.reason"), _reason(subject)
    yield phrase("beslisnota.decision"), phrase("beslisnota.decision-text")
    overall = _said(content, Role.OVERALL)
    if overall:
        yield phrase("beslisnota.core"), "\n".join(overall)
    yield phrase("beslisnota.explanation"), _explanation(content)
    yield phrase("beslisnota.context"), " ".join(_said(content, Role.CONDITION))
    partners = safe(listing(sorted(_partners(subject))))
    coordination = phrase("beslisnota.coordination-text", partners=partners)
    yield phrase("beslisnota.coordination"), coordination
    yield phrase("beslisnota.withheld"), phrase("beslisnota.withheld-text")


def _said(content: LetterContent, role: Role) -> list[str]:
    return [_inside(statement.says) for statement in content.statements if statement.role is role]


def _reason(subject: LetterContext) -> str:
    date = DEFAULT_LOCALE.date(subject.day)
    motions = motion_titles(subject)
    if not motions:
        return phrase("beslisnota.reason-plain", date=date)
    return phrase("beslisnota.reason-motion", motions=safe(motions), date=date)


def _explanation(content: LetterContent) -> str:
    """List the judgements of the workstreams that are not on schedule."""
    pressing = [
        f"- {_inside(statement.says)}"
        for statement in content.statements
        if statement.role is Role.JUDGEMENT and not _PRESSING.isdisjoint(statement.grounds.figures)
    ]
    return "\n".join(pressing) or phrase("beslisnota.explanation-none")


def _partners(subject: LetterContext) -> set[str]:
    """Name the organisations with work in the plan, the ministry itself left out."""
    owners = {row.owner for row in subject.now.activities.values()} - {subject.ministry}
    return {
        subject.called(owner) for owner in owners if owner and subject.plan.has_reports_from(owner)
    }


def _inside(says: str) -> str:
    """Write a sentence of the letter for a reader inside the ministry."""
    return safe(says.replace("uw Kamer", "de Tweede Kamer").replace("Uw Kamer", "De Tweede Kamer"))
