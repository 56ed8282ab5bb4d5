"""The accountability sheet: every sentence of a letter with what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.i18n import DEFAULT_LOCALE
from planner.report.letter.draft import Move
from planner.report.letter.dutch import plain_sentence
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
    from planner.report.letter.statements import LetterContent
    from planner.report.letter.statements import Statement

_KINDS = ("activities", "obligations", "commitments", "risks", "letters", "reports")


def accountability_sheet(
    subject: LetterContext,
    content: LetterContent,
    flags: Iterable[Flag] = (),
    changes: Iterable[DraftChange] = (),
    locale: Locale = DEFAULT_LOCALE,
) -> str:
    """Write the sheet in Markdown: the flags first, then sentence after sentence."""
    edited = {found.id: found for found in changes if found.move in {Move.DIFFERS, Move.GONE}}
    lines = [
        f"# {locale.say('letter.sheet.title', date=safe(subject.day))}",
        "",
        locale.say("letter.sheet.about", since=safe(subject.since), date=safe(subject.day)),
        "",
        f"## {locale.say('letter.sheet.flags')}",
        "",
    ]
    shown = [f"- {safe(flag.message(locale))}" for flag in flags]
    lines += shown or [locale.say("letter.sheet.no-flags")]
    for section in content.sections:
        title = section.title or locale.say("letter.sheet.opening")
        lines += ["", f"## {safe(title)}"]
        for number, statement in enumerate(section.statements, start=1):
            lines += ["", *_entry(subject, statement, number, edited, locale)]
    return "\n".join(lines) + "\n"


def _entry(
    subject: LetterContext,
    found: Statement,
    number: int,
    edited: Mapping[str, DraftChange],
    locale: Locale,
) -> Iterator[str]:
    yield f"{number}. {safe(found.says)}"
    change = edited.get(found.id)
    if change is not None:
        yield _line("edited", safe(change.was), locale)
    weight = locale.say(f"letter.weight.{found.grounds.weight.value}")
    yield _line("id", code(found.id), locale)
    yield _line("weight", weight, locale)
    for kind in _KINDS:
        names = getattr(found.grounds, kind)
        if names:
            shown = "; ".join(_named(subject, kind, name) for name in names[:MOST])
            rest = (
                locale.say("letter.sheet.more", count=len(names) - MOST)
                if len(names) > MOST
                else ""
            )
            yield _line(kind, shown + rest, locale)
    for name in found.grounds.sources:
        source = subject.plan.sources[name]
        number_text = f", {safe(source.number)}" if source.number else ""
        yield _line("source", f"{code(name)} {safe(source.title)}{number_text}", locale)
    for name in found.grounds.facts:
        says = safe(subject.plan.facts[name].says)
        yield _line("fact", f"{code(name)} {says}", locale)
    for name, value in found.grounds.figures:
        label = locale.say(f"letter.figure.{name.split()[0]}")
        yield f"   - {label}: {safe(value)}"
    if found.footnote:
        yield _line("footnote", safe(found.footnote.says), locale)


def grounds_text(subject: LetterContext, found: Statement, locale: Locale = DEFAULT_LOCALE) -> str:
    """Say in one line what a sentence rests on."""
    parts = [locale.say(f"letter.weight.{found.grounds.weight.value}")]
    for name in found.grounds.sources:
        source = subject.plan.sources[name]
        parts.append(
            ", ".join(plain_sentence(part) for part in (source.title, source.number) if part)
        )
    for kind in ("obligations", "commitments", "letters"):
        names = getattr(found.grounds, kind)
        if names:
            parts.append(f"{locale.say(f'letter.sheet.{kind}')}: {', '.join(names)}")
    for name, value in found.grounds.figures:
        parts.append(f"{locale.say(f'letter.figure.{name.split()[0]}')}: {shown(value)}")
    activities = found.grounds.activities
    if activities:
        more = len(activities) - MOST
        rest = locale.say("letter.sheet.more", count=more) if more > 0 else ""
        parts.append(", ".join(activities[:MOST]) + rest)
    return ". ".join(parts)


def _line(key: str, says: str, locale: Locale) -> str:
    return f"   - {locale.say(f'letter.sheet.{key}')}: {says}"


MOST = 12
"""How many activities a sentence names on the sheet before it counts the rest."""


def _named(subject: LetterContext, kind: str, name: str) -> str:
    if kind != "activities":
        return code(name)
    row = subject.now.activities[name]
    return f"{code(name)} {safe(row.title)} ({safe(row.finish)})"
