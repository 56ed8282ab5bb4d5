"""The options and arguments that verbs share, and how they print JSON."""

from __future__ import annotations

import json
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from typing import TypeVar

import click

from planner.cli.language import LanguageOption
from planner.cli.language import LocalHelp
from planner.cli.language import current_locale
from planner.cli.language import language_option
from planner.cli.verb_names import HELP_TEXT
from planner.cli.verb_names import SUMMARY_TEXT
from planner.cli.verb_names import VerbName

if TYPE_CHECKING:
    from collections.abc import Callable

F = TypeVar("F", bound="Callable[..., Any]")

DEFAULT_PLAN = "workstreams"

SETTINGS = {"help_option_names": ["-h", "--help"]}
"""Click itself knows `--help` only."""


class Verb(LocalHelp):
    """A verb, with a help text from the catalogue."""

    def texts(self) -> tuple[str, str]:
        """Give the message keys of the summary and the help text."""
        name = VerbName(str(self.name))
        return SUMMARY_TEXT[name], HELP_TEXT[name]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Say what the verb does."""
        write_help(self.texts(), ctx, formatter)


def write_help(texts: tuple[str, str], ctx: click.Context, formatter: click.HelpFormatter) -> None:
    """Write a summary and the paragraphs of a help text."""
    summary, help_text = map(current_locale(ctx).say, texts)
    formatter.write_paragraph()
    with formatter.indentation():
        formatter.write_text(f"{summary}\n\n{help_text.strip()}")


def verb(function: Callable[..., Any]) -> click.Command:
    """Make a function a verb, with `--lang` and `--help`; its first parameter is the context."""
    command = language_option(click.pass_context(function))
    return click.command(cls=Verb, context_settings=SETTINGS)(command)


def option(*names: str, help: str, **settings: Any) -> Callable[[F], F]:  # noqa: A002, ANN401
    """Add an option; `help` is a key of the catalogue."""
    return click.option(*names, cls=LanguageOption, help=help, **settings)


def plan_argument(function: F) -> F:
    """Add the folder of the plan, `workstreams` when it is left out."""
    return click.argument(
        "plan", type=click.Path(path_type=Path), default=DEFAULT_PLAN, required=False
    )(function)


def plan_option(function: F) -> F:
    """Add the folder of the plan as `--plan`, for a verb whose arguments are something else."""
    return option(
        "--plan",
        type=click.Path(path_type=Path),
        default=Path(DEFAULT_PLAN),
        help="what-if.plan",
    )(function)


def iterations_option(function: F) -> F:
    """Add the number of iterations of a simulation."""
    # With fewer than a thousand, two standard errors of a probability exceed three hundredths.
    return option(
        "--iterations", type=click.IntRange(1000, 1_000_000), default=10_000, help="risk.iterations"
    )(function)


class Form(StrEnum):
    """The forms of output."""

    TABLE = "table"
    MARKDOWN = "markdown"
    JSON = "json"
    CSV = "csv"


def format_option(*choices: Form) -> Callable[[F], F]:
    """Add `--format`; the first choice is the default."""
    return option(
        "--format",
        "form",
        # Click shows the names of an enum and not its values, so it gets the values.
        type=click.Choice([choice.value for choice in choices]),
        callback=lambda _context, _option, value: Form(value),
        default=choices[0].value,
        help="cli.format",
    )


class IsoDate(click.ParamType[date]):
    """A date such as 2026-06-12."""

    name = "date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Read the date."""
        # Click converts a default a second time, when it is a date already.
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(current_locale(ctx).say("cli.not-a-date", value=value), param, ctx)


def data_date_option(function: F) -> F:
    """Add `--data-date`."""
    return option("--data-date", type=IsoDate(), default=None, help="cli.data-date")(function)


def print_json(content: object) -> None:
    """Print a value for programs; names keep their accents."""
    click.echo(json.dumps(content, ensure_ascii=False, indent=1))
