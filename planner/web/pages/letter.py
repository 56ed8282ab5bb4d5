"""Brief: the draft of the progress letter, with what each sentence rests on beside it."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

import streamlit as st

from planner.report.letter import FORMS
from planner.report.letter import LetterContext
from planner.report.letter import LetterForm
from planner.report.letter import letter_document
from planner.report.letter import make_letter
from planner.report.letter import previous_data_date
from planner.report.letter.accountability import grounds_text
from planner.report.letter.markup import escaped
from planner.web.address import kept
from planner.web.result_cache import cached
from planner.web.tables import TableColumn
from planner.web.tables import show_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from planner.report.letter import Letter
    from planner.report.letter.flags import Flag
    from planner.report.letter.statements import Section
    from planner.web.view import View

MIME = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
}
BESIDE, READING = "beside", "reading-only"


def show(view: View) -> None:
    """Draw the page."""
    if view.baseline is None:
        st.info(view.locale.say("letter-page.no-baseline"))
        return
    days = {
        "date": view.locale.date(view.schedule.data_date),
        "since": view.locale.date(view.baseline.data_date),
    }
    st.write(view.locale.say("letter-page.about", **days))
    since = view.baseline.data_date
    letter = cached(view, lambda: _made(view, since), "letter")
    _flags(view, letter.flags)
    _downloads(view, letter)
    reading = st.segmented_control(
        view.locale.say("letter-page.reading"),
        (BESIDE, READING),
        key=kept("letter", BESIDE, (BESIDE, READING)),
        format_func=lambda code: view.locale.say(f"letter-page.{code}"),
        required=True,
    )
    for section in letter.content.sections:
        _section(view, letter, section, beside=reading == BESIDE)


def _made(view: View, since: date) -> Letter:
    workspace = view.workspace
    subject = LetterContext(view.schedule, workspace.at(since))
    first = previous_data_date(subject.plan, since, workspace.data_dates)
    earlier = LetterContext(workspace.at(since), workspace.at(first)) if first else None
    return make_letter(subject, earlier=earlier)


def _flags(view: View, flags: Sequence[Flag]) -> None:
    heading = view.locale.say("letter-page.flags")
    with st.expander(f"{heading} ({len(flags)})"):
        show_table(
            heading,
            (TableColumn(heading, is_wide=True),),
            [(flag.message(view.locale),) for flag in flags],
        )


def _downloads(view: View, letter: Letter) -> None:
    """Offer the draft, both documents and the sheets beside them."""
    form = st.segmented_control(
        view.locale.say("letter-page.form"),
        [found.value for found in LetterForm],
        key=kept("form", LetterForm.KAMERSTUK.value, [found.value for found in LetterForm]),
        format_func=lambda code: view.locale.say(f"letter-page.form-{code}"),
        required=True,
    )
    chosen = LetterForm(form or LetterForm.KAMERSTUK)
    name = f"brief-{letter.subject.day.isoformat()}"
    with st.container(horizontal=True):
        _offer(view, "draft", letter.draft.text, f"{name}.md", "text/markdown")
        for kind in FORMS if not letter.is_blocked else ():
            make = partial(letter_document, letter.draft.text, letter.subject, kind, chosen)
            _offer(view, kind, make, f"{name}.{kind}", MIME[kind])
        sheets = {
            "sheet": ("verantwoording", letter.accountability()),
            "metadata": ("metadata", letter.metadata()),
            "beslisnota": ("beslisnota", letter.beslisnota()),
        }
        for key, (suffix, said) in sheets.items():
            _offer(view, key, said, f"{name}-{suffix}.md", "text/markdown")
    if letter.is_blocked:
        st.warning(view.locale.say("letter-page.blocked"))


def _offer(view: View, key: str, content: object, name: str, mime: str) -> None:
    label = view.locale.say("letter-page.download", what=view.locale.say(f"letter-page.{key}"))
    st.download_button(label, content, name, mime, key=f"letter-{key}", on_click="ignore")  # type: ignore[arg-type]


def _section(view: View, letter: Letter, section: Section, *, beside: bool) -> None:
    title = section.title or view.locale.say("letter.sheet.opening")
    st.header(_harmless(title), anchor=False)
    if beside:
        columns = (
            TableColumn(view.locale.say("letter-page.sentence"), is_wide=True),
            TableColumn(view.locale.say("letter-page.grounds"), is_wide=True),
        )
        rows = [
            (found.says, grounds_text(letter.subject, found, view.locale))
            for found in section.statements
        ]
        show_table(title, columns, rows)
        return
    for _, paragraph in groupby(section.statements, key=lambda found: found.place):
        st.write(_harmless(" ".join(found.says for found in paragraph)))


def _harmless(text: str) -> str:
    """Keep Markdown and the directives of Streamlit from reading anything into a text."""
    return escaped(text).replace(":", "\\:")
