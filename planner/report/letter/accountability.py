"""The accountability sheet: every sentence of a letter with what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.i18n import text
from planner.report.letter.draft import Move
from planner.report.letter.dutch import plain_sentence
from planner.report.letter.sheets import code
from planner.report.letter.sheets import safe
from planner.report.letter.sheets import shown

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from planner.report.letter.context import LetterContext
    from planner.report.letter.draft import DraftChange
    from planner.report.letter.flags import Flag
    from planner.report.letter.statements import LetterContent
    from planner.report.letter.statements import Statement

_KINDS = ("activities", "obligations", "commitments", "risks", "letters", "reports")


def accountability_sheet(
    subject: LetterContext,
    content: LetterContent,
    flags: Iterable[Flag] = (),
    changes: Iterable[DraftChange] = (),
    lang: str = "nl",
) -> str:
    """Write the sheet in Markdown: the flags first, then sentence after sentence."""
    edited = {found.id: found for found in changes if found.move in {Move.DIFFERS, Move.GONE}}
    lines = [
        f"# {text('letter.sheet.title', lang, date=safe(subject.day))}",
        "",
        text("letter.sheet.about", lang, since=safe(subject.since), date=safe(subject.day)),
        "",
        f"## {text('letter.sheet.flags', lang)}",
        "",
    ]
    shown = [f"- {safe(flag.message(lang))}" for flag in flags]
    lines += shown or [text("letter.sheet.no-flags", lang)]
    for section in content.sections:
        title = section.title or text("letter.sheet.opening", lang)
        lines += ["", f"## {safe(title)}"]
        for number, statement in enumerate(section.statements, start=1):
            lines += ["", *_entry(subject, statement, number, edited, lang)]
    return "\n".join(lines) + "\n"


def _entry(
    subject: LetterContext,
    found: Statement,
    number: int,
    edited: Mapping[str, DraftChange],
    lang: str,
) -> Iterator[str]:
    yield f"{number}. {safe(found.says)}"
    change = edited.get(found.id)
    if change is not None:
        yield _line("edited", safe(change.was), lang)
    weight = text(f"letter.weight.{found.grounds.weight.value}", lang)
    yield _line("id", code(found.id), lang)
    yield _line("weight", weight, lang)
    for kind in _KINDS:
        names = getattr(found.grounds, kind)
        if names:
            shown = "; ".join(_named(subject, kind, name) for name in names[:MOST])
            rest = (
                text("letter.sheet.more", lang, count=len(names) - MOST)
                if len(names) > MOST
                else ""
            )
            yield _line(kind, shown + rest, lang)
    for name in found.grounds.sources:
        source = subject.plan.sources[name]
        number_text = f", {safe(source.number)}" if source.number else ""
        yield _line("source", f"{code(name)} {safe(source.title)}{number_text}", lang)
    for name in found.grounds.facts:
        says = safe(subject.plan.facts[name].says)
        yield _line("fact", f"{code(name)} {says}", lang)
    for name, value in found.grounds.figures:
        label = text(f"letter.figure.{name.split()[0]}", lang)
        yield f"   - {label}: {safe(value)}"
    if found.footnote:
        yield _line("footnote", safe(found.footnote.says), lang)


def grounds_text(subject: LetterContext, found: Statement, lang: str = "nl") -> str:
    """Say in one line what a sentence rests on."""
    parts = [text(f"letter.weight.{found.grounds.weight.value}", lang)]
    for name in found.grounds.sources:
        source = subject.plan.sources[name]
        parts.append(
            ", ".join(plain_sentence(part) for part in (source.title, source.number) if part)
        )
    for kind in ("obligations", "commitments", "letters"):
        names = getattr(found.grounds, kind)
        if names:
            parts.append(f"{text(f'letter.sheet.{kind}', lang)}: {', '.join(names)}")
    for name, value in found.grounds.figures:
        parts.append(f"{text(f'letter.figure.{name.split()[0]}', lang)}: {shown(value)}")
    activities = found.grounds.activities
    if activities:
        more = len(activities) - MOST
        rest = text("letter.sheet.more", lang, count=more) if more > 0 else ""
        parts.append(", ".join(activities[:MOST]) + rest)
    return ". ".join(parts)


def _line(key: str, says: str, lang: str) -> str:
    return f"   - {text(f'letter.sheet.{key}', lang)}: {says}"


MOST = 12
"""How many activities a sentence names on the sheet before it counts the rest."""


def _named(subject: LetterContext, kind: str, name: str) -> str:
    if kind != "activities":
        return code(name)
    row = subject.now.activities[name]
    return f"{code(name)} {safe(row.title)} ({safe(row.finish)})"
