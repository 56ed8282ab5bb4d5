"""The accountability sheet: every sentence of a letter with its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.i18n import DEFAULT_LOCALE
from planner.i18n import EnumTexts
from planner.report.letter.draft import Move
from planner.report.letter.dutch import plain_sentence
from planner.report.letter.grounds import FIGURE_TEXT
from planner.report.letter.grounds import EntryKind
from planner.report.letter.grounds import Weight
from planner.report.letter.sheets import code
from planner.report.letter.sheets import safe
from planner.report.letter.sheets import shown

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from planner.i18n import Locale
    from planner.report.letter.context import LetterContext
    from planner.report.letter.draft import DraftChange
    from planner.report.letter.flags import Flag
    from planner.report.letter.grounds import Grounds
    from planner.report.letter.statements import LetterContent
    from planner.report.letter.statements import Statement

MOST = 12
"""How many entries of one kind the sheet names before it counts the rest."""

WEIGHT_TEXT = EnumTexts("letter.weight", Weight)
_ENTRY_TEXT = EnumTexts("letter.sheet", EntryKind)
_IN_ONE_LINE = (EntryKind.OBLIGATIONS, EntryKind.COMMITMENTS, EntryKind.LETTERS)


def accountability_sheet(
    subject: LetterContext,
    content: LetterContent,
    flags: Iterable[Flag] = (),
    changes: Iterable[DraftChange] = (),
    locale: Locale = DEFAULT_LOCALE,
) -> str:
    """Write the sheet in Markdown: the flags first, then sentence after sentence."""
    edited = {
        change.id: change.was for change in changes if change.move in {Move.DIFFERS, Move.GONE}
    }
    lines = [
        f"# {locale.say('letter.sheet.title', date=safe(subject.day))}",
        "",
        locale.say("letter.sheet.about", since=safe(subject.since), date=safe(subject.day)),
        "",
        f"## {locale.say('letter.sheet.flags')}",
        "",
    ]
    messages = [f"- {safe(flag.message(locale))}" for flag in flags]
    lines += messages or [locale.say("letter.sheet.no-flags")]
    for section in content.sections:
        title = section.title or locale.say("letter.sheet.opening")
        lines += ["", f"## {safe(title)}"]
        for number, statement in enumerate(section.statements, start=1):
            lines += ["", f"{number}. {safe(statement.says)}"]
            # Three spaces keep the points inside the numbered item.
            for label, text in _evidence(subject, statement, edited, locale):
                lines.append(f"   - {label}: {text}")
    return "\n".join(lines) + "\n"


def _evidence(
    subject: LetterContext, statement: Statement, edited: Mapping[str, str], locale: Locale
) -> Iterator[tuple[str, str]]:
    """Give what the sheet says of one sentence, each with its label."""
    grounds = statement.grounds
    if statement.id in edited:
        yield locale.say("letter.sheet.edited"), safe(edited[statement.id])
    yield locale.say("letter.sheet.id"), code(statement.id)
    yield locale.say("letter.sheet.weight"), locale.say(WEIGHT_TEXT[grounds.weight])
    for kind, names in grounds.entries.items():
        if names:
            yield locale.say(_ENTRY_TEXT[kind]), _named(subject, kind, names, locale)
    for name in grounds.sources:
        source = subject.plan.sources[name]
        title = ", ".join(map(safe, filter(None, (source.title, source.number))))
        yield locale.say("letter.sheet.source"), f"{code(name)} {title}"
    for name in grounds.facts:
        says = safe(subject.plan.facts[name].says)
        yield locale.say("letter.sheet.fact"), f"{code(name)} {says}"
    for figure in grounds.figures:
        yield locale.say(FIGURE_TEXT[figure.kind]), safe(figure.value)
    if statement.footnote:
        yield locale.say("letter.sheet.footnote"), safe(statement.footnote.says)


def grounds_text(
    subject: LetterContext, statement: Statement, locale: Locale = DEFAULT_LOCALE
) -> str:
    """Say in one line what a sentence rests on."""
    return ". ".join(_short_evidence(subject, statement.grounds, locale))


def _short_evidence(subject: LetterContext, grounds: Grounds, locale: Locale) -> Iterator[str]:
    yield locale.say(WEIGHT_TEXT[grounds.weight])
    for name in grounds.sources:
        source = subject.plan.sources[name]
        yield ", ".join(map(plain_sentence, filter(None, (source.title, source.number))))
    for kind in _IN_ONE_LINE:
        if grounds.entries[kind]:
            yield f"{locale.say(_ENTRY_TEXT[kind])}: {', '.join(grounds.entries[kind])}"
    for figure in grounds.figures:
        yield f"{locale.say(FIGURE_TEXT[figure.kind])}: {shown(figure.value)}"
    if grounds.activities:
        yield ", ".join(grounds.activities[:MOST]) + _rest(grounds.activities, locale)


def _named(subject: LetterContext, kind: EntryKind, names: tuple[str, ...], locale: Locale) -> str:
    """List entries by their ids; an activity also with its title and its finish."""
    marks = list(map(code, names[:MOST]))
    if kind is EntryKind.ACTIVITIES:
        rows = (subject.now.activities[name] for name in names[:MOST])
        marks = [f"{code(row.id)} {safe(row.title)} ({safe(row.finish)})" for row in rows]
    return "; ".join(marks) + _rest(names, locale)


def _rest(names: tuple[str, ...], locale: Locale) -> str:
    """Count the names that are left out."""
    if len(names) <= MOST:
        return ""
    return locale.say("letter.sheet.more", count=len(names) - MOST)
