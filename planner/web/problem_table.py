"""What is wrong with the plan files, where, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from planner.i18n import describe_problem
from planner.problems import Severity
from planner.web.tables import TableColumn
from planner.web.tables import show_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from planner.i18n import Locale
    from planner.problems import Problem


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
            _file(problem, folder),
            problem.location.line if problem.location else "",
            locale.say(f"severity.{problem.severity.value}"),
            describe_problem(problem, locale),
        )
        for problem in ordered
    ]
    show_table(locale.count("problem.caption", len(rows)), columns, rows)


def warn_of_errors(problems: Sequence[Problem], folder: Path, locale: Locale) -> None:
    """Say above every page that part of the plan could not be used."""
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if not errors:
        return
    st.error(locale.count("problem.partly", len(errors)))
    with st.expander(locale.say("problem.show"), expanded=True):
        show_problems(errors, folder, locale)


def _file(problem: Problem, folder: Path) -> str:
    if problem.location is None:
        return ""
    file = problem.location.file
    return file.relative_to(folder).as_posix() if file.is_relative_to(folder) else str(file)
