"""`planner check`: every error and warning of the plan."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

import click

from planner.checks import is_whole
from planner.checks import plan_problems
from planner.cli.language import current_locale
from planner.cli.options import Form
from planner.cli.options import format_option
from planner.cli.options import option
from planner.cli.options import plan_argument
from planner.cli.options import print_json
from planner.cli.options import verb
from planner.i18n import EnumTexts
from planner.i18n import describe_problem
from planner.i18n import problem_line
from planner.problems import Severity
from planner.source import read_plan

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from planner.i18n import Locale
    from planner.problems import Problem
    from planner.source import Reading

COUNT_TEXT = EnumTexts("count", Severity)


@verb
@plan_argument
@option("--strict", is_flag=True, help="check.strict")
@option("--all", "show_all", is_flag=True, help="check.all")
@format_option(Form.TABLE, Form.JSON)
def command(ctx: click.Context, plan: Path, form: Form, *, strict: bool, show_all: bool) -> None:
    """Check a plan."""
    reading = read_plan(plan)
    problems = plan_problems(reading)
    locale = current_locale(ctx)
    if form is Form.JSON:
        print_json(_as_json(plan, problems, locale))
    else:
        _show(reading, problems, locale, show_all=show_all)
    ctx.exit(exit_code(problems, strict=strict))


def exit_code(problems: Iterable[Problem], *, strict: bool) -> int:
    """Give 1 when there is an error, or with `strict` a warning, and else 0."""
    severities = {problem.severity for problem in problems}
    has_stopping = Severity.ERROR in severities or (strict and Severity.WARNING in severities)
    return int(has_stopping)


def _show(
    reading: Reading, problems: tuple[Problem, ...], locale: Locale, *, show_all: bool
) -> None:
    shown = [p for p in problems if show_all or p.severity is not Severity.INFO]
    # One call for all lines: a plan can have thousands, and `click.echo` flushes each.
    sys.stdout.writelines(f"{problem_line(problem, locale)}\n" for problem in shown)
    line = _summary(reading, Counter(problem.severity for problem in problems), locale)
    if len(shown) < len(problems):
        line += " " + locale.say("check.hidden")
    click.echo(line)
    # The rules about the plan as a whole need every file, so they wait for the errors in them.
    if not is_whole(reading):
        click.echo(locale.say("check.partial"))


def _summary(reading: Reading, amounts: Counter[Severity], locale: Locale) -> str:
    counts = [locale.count(COUNT_TEXT[severity], amounts[severity]) for severity in Severity]
    number = 0
    if reading.plan:
        number = len(reading.plan.activities)
    activities = locale.count("count.activity", number)
    return locale.say("check.summary", counts=", ".join(counts), activities=activities)


def _as_json(plan: Path, problems: tuple[Problem, ...], locale: Locale) -> dict[str, object]:
    amounts = Counter(problem.severity for problem in problems)
    return {
        "plan": str(plan),
        "errors": amounts[Severity.ERROR],
        "warnings": amounts[Severity.WARNING],
        "remarks": amounts[Severity.INFO],
        "problems": [_problem_as_json(problem, locale) for problem in problems],
    }


def _problem_as_json(problem: Problem, locale: Locale) -> dict[str, object]:
    place = problem.location
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "file": place and str(place.file),
        "line": place and place.line,
        "column": place and place.column,
        "message": describe_problem(problem, locale),
        "details": {name: _plain(value) for name, value in problem.details.items()},
    }


def _plain(value: object) -> object:
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple | list | frozenset):
        return [_plain(item) for item in value]
    return str(value)
