"""What is wrong with the plan files, where, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from planner.i18n import describe
from planner.i18n import plural
from planner.i18n import text
from planner.problems import Severity
from planner.web.tables import TableColumn
from planner.web.tables import show_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from planner.problems import Problem


def show_problems(problems: Sequence[Problem], folder: Path, lang: str) -> None:
    """Show every problem with file, line and advice, the worst first."""
    columns = (
        TableColumn(text("problem.file", lang)),
        TableColumn(text("problem.line", lang), is_number=True),
        TableColumn(text("problem.severity", lang)),
        TableColumn(text("problem.what", lang), is_wide=True),
    )
    ordered = sorted(problems, key=lambda problem: problem.severity.rank)
    rows = [
        (
            _file(problem, folder),
            problem.location.line if problem.location else "",
            text(f"severity.{problem.severity.value}", lang),
            describe(problem, lang),
        )
        for problem in ordered
    ]
    show_table(plural("problem.caption", len(rows), lang), columns, rows)


def warn_of_errors(problems: Sequence[Problem], folder: Path, lang: str) -> None:
    """Say above every page that part of the plan could not be used."""
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if not errors:
        return
    st.error(plural("problem.partly", len(errors), lang))
    with st.expander(text("problem.show", lang), expanded=True):
        show_problems(errors, folder, lang)


def _file(problem: Problem, folder: Path) -> str:
    if problem.location is None:
        return ""
    file = problem.location.file
    return file.relative_to(folder).as_posix() if file.is_relative_to(folder) else str(file)
