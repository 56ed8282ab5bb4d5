"""The table of problems in the plan files: where each is, what it is, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from planner.i18n import EnumTexts
from planner.i18n import describe_problem
from planner.problems import Severity
from planner.web.tables import TableColumn
from planner.web.tables import show_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from planner.i18n import Locale
    from planner.problems import Location
    from planner.problems import Problem

SEVERITY_TEXT = EnumTexts("severity", Severity)


def show_problems(problems: Sequence[Problem], folder: Path, locale: Locale) -> None:
    """Show every problem with file, line and advice, the worst first."""
    columns = (
        TableColumn(locale.say("problem.file")),
        TableColumn(locale.say("problem.line"), is_number=True),
        TableColumn(locale.say("problem.severity")),
        TableColumn(locale.say("problem.what"), is_wide=True),
    )
    ordered = sorted(problems, key=lambda problem: problem.severity.rank)
    rows = [
        (
            *_place(problem.location, folder),
            locale.say(SEVERITY_TEXT[problem.severity]),
            describe_problem(problem, locale),
        )
        for problem in ordered
    ]
    show_table(locale.count("problem.caption", len(rows)), columns, rows)


def warn_of_errors(problems: Sequence[Problem], folder: Path, locale: Locale) -> None:
    """Say above a page that part of the plan could not be used."""
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if not errors:
        return
    st.error(locale.count("problem.partly", len(errors)))
    with st.expander(locale.say("problem.show"), expanded=True):
        show_problems(errors, folder, locale)


def _place(location: Location | None, folder: Path) -> tuple[str, object]:
    if location is None:
        return "", ""
    return file_text(location, folder), location.line


def file_text(location: Location, folder: Path) -> str:
    """Name a file of the plan by its path in the plan folder, another file in full."""
    file = location.file
    # With slashes on Windows too: a place reads the same for everybody.
    return (file.relative_to(folder) if file.is_relative_to(folder) else file).as_posix()
