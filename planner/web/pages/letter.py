"""Brief: the draft of the progress letter, with the grounds of each sentence beside it."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

import streamlit as st

from planner.i18n import EnumTexts
from planner.report.letter import FORMS
from planner.report.letter import LetterContext
from planner.report.letter import LetterForm
from planner.report.letter import letter_document
from planner.report.letter import make_letter
from planner.report.letter import previous_data_date
from planner.report.letter.accountability import grounds_text
from planner.report.letter.markup import escaped
from planner.web.page import Page
from planner.web.result_cache import cached
from planner.web.select_widgets import select_member
from planner.web.tables import TableColumn
from planner.web.tables import show_table

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence
    from datetime import date

    from planner.report.letter import Letter
    from planner.report.letter.flags import Flag
    from planner.report.letter.statements import Section
    from planner.web.view import View

PAGE = Page(
    __name__,
    title="page.letter",
    icon=":material/mail:",
    terms="""assumption commitment deadline elapsed-time margin near-critical obligation
    readiness statutory-term working-day""",
)

DOCUMENTS = {
    "docx": (
        "letter-page.docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "odt": ("letter-page.odt", "application/vnd.oasis.opendocument.text"),
}
"""The label and the media type of each form of the document."""

MARKDOWN = "text/markdown"

FORM_TEXT = {
    LetterForm.KAMERSTUK: "letter-page.form-kamerstuk",
    LetterForm.OUTGOING: "letter-page.form-outgoing",
}


class GroundsPlace(StrEnum):
    """Whether the grounds of a sentence stand beside it."""

    BESIDE = "beside"
    ONLY = "reading-only"


READING_TEXT = EnumTexts("letter-page", GroundsPlace)


def show(view: View) -> None:
    """Show the letter to parliament as it would be written now, and what may be wrong with it."""
    since = view.baseline_date
    if since is None:
        st.info(view.locale.say("letter-page.no-baseline"))
        return
    days = {"date": view.locale.date(view.schedule.data_date), "since": view.locale.date(since)}
    st.write(view.locale.say("letter-page.about", **days))
    letter = cached(view, lambda: _letter(view, since), "letter")
    _flags(view, letter.flags)
    _downloads(view, letter)
    reading = select_member(
        view.locale, "letter-page.reading", "letter", GroundsPlace.BESIDE, READING_TEXT
    )
    for section in letter.content.sections:
        title = section.title or view.locale.say("letter.sheet.opening")
        st.header(_harmless(title), anchor=False)
        if reading is GroundsPlace.BESIDE:
            _beside_grounds(view, letter, section, title)
        else:
            _as_letter(section)


def _letter(view: View, since: date) -> Letter:
    workspace = view.workspace
    context = LetterContext(view.schedule, workspace.at(since))
    # The letter before this one decides which of its judgements have changed.
    first = previous_data_date(context.plan, since, workspace.data_dates)
    if first is None:
        return make_letter(context)
    return make_letter(context, earlier=LetterContext(workspace.at(since), workspace.at(first)))


def _flags(view: View, flags: Sequence[Flag]) -> None:
    heading = view.locale.say("letter-page.flags")
    with st.expander(f"{heading} ({len(flags)})"):
        rows = [(flag.message(view.locale),) for flag in flags]
        show_table(heading, [TableColumn(heading, is_wide=True)], rows)


def _downloads(view: View, letter: Letter) -> None:
    """Offer the draft, both documents and the sheets beside them."""
    form = select_member(view.locale, "letter-page.form", "form", LetterForm.KAMERSTUK, FORM_TEXT)
    name = f"brief-{letter.subject.day.isoformat()}"
    with st.container(horizontal=True):
        _offer(view, "letter-page.draft", letter.draft.text, f"{name}.md")
        # Words that are too strong must not get into a document that looks finished.
        if not letter.is_blocked:
            for kind in FORMS:
                label, mime = DOCUMENTS[kind]
                make = partial(letter_document, letter.draft.text, letter.subject, kind, form)
                _offer(view, label, make, f"{name}.{kind}", mime)
        _offer(view, "letter-page.sheet", letter.accountability(), f"{name}-verantwoording.md")
        _offer(view, "letter-page.metadata", letter.metadata(), f"{name}-metadata.md")
        _offer(view, "letter-page.beslisnota", letter.beslisnota(), f"{name}-beslisnota.md")
    if letter.is_blocked:
        st.warning(view.locale.say("letter-page.blocked"))


def _offer(
    view: View, key: str, content: str | Callable[[], bytes], name: str, mime: str = MARKDOWN
) -> None:
    label = view.locale.say("letter-page.download", what=view.locale.say(key))
    st.download_button(label, content, name, mime, key=key, on_click="ignore")


def _beside_grounds(view: View, letter: Letter, section: Section, title: str) -> None:
    columns = (
        TableColumn(view.locale.say("letter-page.sentence"), is_wide=True),
        TableColumn(view.locale.say("letter-page.grounds"), is_wide=True),
    )
    rows = [
        (statement.says, grounds_text(letter.subject, statement, view.locale))
        for statement in section.statements
    ]
    show_table(title, columns, rows)


def _as_letter(section: Section) -> None:
    for _, paragraph in groupby(section.statements, key=lambda statement: statement.place):
        st.write(_harmless(" ".join(statement.says for statement in paragraph)))


def _harmless(text: str) -> str:
    """Keep Markdown and the directives of Streamlit from reading anything into a text."""
    return escaped(text).replace(":", "\\:")
