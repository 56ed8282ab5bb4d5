"""What the verbs have in common: the plan, the format, the language, the data date."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from typing import TypeVar

import click

from planner.cli.language import LanguageOption
from planner.cli.language import LocalHelp
from planner.cli.language import current_locale
from planner.cli.language import language_option

if TYPE_CHECKING:
    from collections.abc import Callable

F = TypeVar("F", bound="Callable[..., Any]")

DEFAULT_PLAN = "workstreams"

HELP = ["-h", "--help"]


class Verb(LocalHelp):
    """A verb: `--lang` and a help text from the catalogue under `verb.<name>.help`."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Say what the verb does."""
        locale = current_locale(ctx)
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(locale.say(f"verb.{self.name}.summary"))
            for paragraph in locale.say(f"verb.{self.name}.help").strip().split("\n\n"):
                formatter.write_paragraph()
                formatter.write_text(paragraph)


def verb(function: Callable[..., Any]) -> click.Command:
    """Make a function a verb, with `--lang` and `--help`."""
    settings = {"help_option_names": HELP}
    return click.command(cls=Verb, context_settings=settings)(language_option(function))


def option(*names: str, help: str, **settings: Any) -> Callable[[F], F]:  # noqa: A002, ANN401
    """Add an option; `help` is a key of the catalogue."""
    return click.option(*names, cls=LanguageOption, help=help, **settings)


def plan_argument(function: F) -> F:
    """Add the folder of the plan, `workstreams` when it is left out."""
    return click.argument(
        "plan", type=click.Path(path_type=Path), default=DEFAULT_PLAN, required=False
    )(function)


def format_option(*choices: str) -> Callable[[F], F]:
    """Add `--format`; the first choice is the default."""
    return option(
        "--format",
        "form",
        type=click.Choice(choices),
        default=choices[0],
        help="cli.format",
    )


class IsoDate(click.ParamType[date]):
    """A date such as 2026-06-12."""

    name = "date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Read the date."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(current_locale(ctx).say("cli.not-a-date", value=value), param, ctx)


def data_date_option(function: F) -> F:
    """Add `--data-date`."""
    return option("--data-date", type=IsoDate(), default=None, help="cli.data-date")(function)
