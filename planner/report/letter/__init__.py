"""The progress letter to parliament: facts first, then a draft, then the document.

`make_letter` gathers everything for one letter; nothing is written to disk here but documents.
"""

from __future__ import annotations

from planner.report.letter.context import LetterContext
from planner.report.letter.document import FORMS
from planner.report.letter.document import LetterForm
from planner.report.letter.document import letter_document
from planner.report.letter.making import Letter
from planner.report.letter.making import make_letter
from planner.report.letter.making import previous_data_date
from planner.report.letter.pandoc import DocumentError

__all__ = [
    "FORMS",
    "DocumentError",
    "Letter",
    "LetterContext",
    "LetterForm",
    "letter_document",
    "make_letter",
    "previous_data_date",
]
