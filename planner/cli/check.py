"""`planner check`: every error and warning of the plan."""

from __future__ import annotations

import json
import sys
from collections import Counter
from typing import TYPE_CHECKING

import click

from planner.checks import is_whole
from planner.checks import plan_problems
from planner.cli.language import current_locale
from planner.cli.options import format_option
from planner.cli.options import option
from planner.cli.options import plan_argument
from planner.cli.options import verb
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


@verb
@plan_argument
@option("--strict", is_flag=True, help="check.strict")
@option("--all", "show_all", is_flag=True, help="check.all")
@format_option("table", "json")
@click.pass_context
def command(ctx: click.Context, plan: Path, form: str, *, strict: bool, show_all: bool) -> None:
    """Check a plan."""
    reading = read_plan(plan)
    problems = plan_problems(reading)
    locale = current_locale(ctx)
    if form == "json":
        click.echo(json.dumps(_as_json(plan, problems, locale), ensure_ascii=False, indent=1))
    else:
        _show(reading, problems, locale, show_all=show_all)
    ctx.exit(exit_code(problems, strict=strict))


def exit_code(problems: Iterable[Problem], *, strict: bool) -> int:
    """Give 1 when something stands in the way: an error, or with `strict` a warning too."""
    stopping = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return int(any(problem.severity in stopping for problem in problems))


def _show(
    reading: Reading, problems: tuple[Problem, ...], locale: Locale, *, show_all: bool
) -> None:
    shown = [p for p in problems if show_all or p.severity is not Severity.INFO]
    sys.stdout.writelines(f"{problem_line(problem, locale)}\n" for problem in shown)
    count = Counter(problem.severity for problem in problems)
    parts = [locale.count(f"count.{severity.value}", count[severity]) for severity in Severity]
    activities = len(reading.plan.activities) if reading.plan else 0
    summary = locale.count("count.activity", activities)
    line = locale.say("check.summary", counts=", ".join(parts), activities=summary)
    if count[Severity.INFO] and not show_all:
        line += " " + locale.say("check.hidden")
    click.echo(line)
    if not is_whole(reading):
        click.echo(locale.say("check.partial"))


def _as_json(plan: Path, problems: tuple[Problem, ...], locale: Locale) -> dict[str, object]:
    count = Counter(problem.severity.value for problem in problems)
    return {
        "plan": str(plan),
        "errors": count["error"],
        "warnings": count["warning"],
        "remarks": count["info"],
        "problems": [_problem_as_json(problem, locale) for problem in problems],
    }


def _problem_as_json(problem: Problem, locale: Locale) -> dict[str, object]:
    place = problem.location
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "file": str(place.file) if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "message": describe_problem(problem, locale),
        "details": {name: _plain(value) for name, value in problem.details.items()},
    }


def _plain(value: object) -> object:
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple | list | frozenset):
        return [_plain(item) for item in value]
    return str(value)
