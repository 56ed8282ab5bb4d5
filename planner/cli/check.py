"""`planner check`: every error and warning of the plan."""

from __future__ import annotations

import json
import sys
from collections import Counter
from typing import TYPE_CHECKING

import click

from planner.checks import is_whole
from planner.checks import plan_problems
from planner.cli.language import current_language
from planner.cli.options import format_option
from planner.cli.options import option
from planner.cli.options import plan_argument
from planner.cli.options import verb
from planner.i18n import describe
from planner.i18n import plural
from planner.i18n import render
from planner.i18n import text
from planner.problems import Severity
from planner.source import read_plan

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

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
    lang = current_language(ctx)
    if form == "json":
        click.echo(json.dumps(_as_json(plan, problems, lang), ensure_ascii=False, indent=1))
    else:
        _show(reading, problems, lang, show_all=show_all)
    ctx.exit(exit_code(problems, strict=strict))


def exit_code(problems: Iterable[Problem], *, strict: bool) -> int:
    """Give 1 when something stands in the way: an error, or with `strict` a warning too."""
    stopping = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return int(any(problem.severity in stopping for problem in problems))


def _show(reading: Reading, problems: tuple[Problem, ...], lang: str, *, show_all: bool) -> None:
    shown = [p for p in problems if show_all or p.severity is not Severity.INFO]
    sys.stdout.writelines(f"{render(problem, lang)}\n" for problem in shown)
    count = Counter(problem.severity for problem in problems)
    parts = [plural(f"count.{severity.value}", count[severity], lang) for severity in Severity]
    activities = len(reading.plan.activities) if reading.plan else 0
    summary = plural("count.activity", activities, lang)
    line = text("check.summary", lang, counts=", ".join(parts), activities=summary)
    if count[Severity.INFO] and not show_all:
        line += " " + text("check.hidden", lang)
    click.echo(line)
    if not is_whole(reading):
        click.echo(text("check.partial", lang))


def _as_json(plan: Path, problems: tuple[Problem, ...], lang: str) -> dict[str, object]:
    count = Counter(problem.severity.value for problem in problems)
    return {
        "plan": str(plan),
        "errors": count["error"],
        "warnings": count["warning"],
        "remarks": count["info"],
        "problems": [_problem_as_json(problem, lang) for problem in problems],
    }


def _problem_as_json(problem: Problem, lang: str) -> dict[str, object]:
    place = problem.location
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "file": str(place.file) if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "message": describe(problem, lang),
        "details": {name: _plain(value) for name, value in problem.details.items()},
    }


def _plain(value: object) -> object:
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple | list | frozenset):
        return [_plain(item) for item in value]
    return str(value)
