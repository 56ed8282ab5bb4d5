"""The language of the command line: `--lang`, else PLANNER_LANG, else Dutch."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from typing import Any
from typing import TypeVar

import click

from planner.i18n import DEFAULT_LANGUAGE
from planner.i18n import LANGUAGES
from planner.i18n import text

if TYPE_CHECKING:
    from collections.abc import Callable

F = TypeVar("F", bound="Callable[..., Any]")

_KEY = "planner.lang"
VARIABLE = "PLANNER_LANG"


class LanguageOption(click.Option):
    """An option whose `help` is a key of the message catalogues."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Describe the option in the language of the moment."""
        record = super().get_help_record(ctx)
        if record is None or not self.help:
            return record
        return record[0], record[1].replace(self.help, text(self.help, current_language(ctx)))


class LocalHelp(click.Command):
    """A command whose help is in the language of the moment."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show how the command is written."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        prefix = text("help.usage", current_language(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=prefix)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the options."""
        options = (found for found in self.get_params(ctx) if isinstance(found, click.Option))
        records = (parameter.get_help_record(ctx) for parameter in options)
        with formatter.section(text("help.options", current_language(ctx))):
            formatter.write_dl([record for record in records if record is not None])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Explain `--help` in the same language."""
        found = super().get_help_option(ctx)
        if found is not None:
            found.help = text("help.help", current_language(ctx))
        return found


def current_language(ctx: click.Context | None = None) -> str:
    """Give the language that was asked for."""
    ctx = ctx or click.get_current_context(silent=True)
    chosen = ctx.meta.get(_KEY) if ctx is not None else None
    if isinstance(chosen, str):
        return chosen
    asked = ctx.find_root().obj if ctx is not None else None
    if isinstance(asked, str):  # what stands behind --help is not read before it is answered
        return asked
    wanted = os.environ.get(VARIABLE, DEFAULT_LANGUAGE)
    return wanted if wanted in LANGUAGES else DEFAULT_LANGUAGE


def _remember(ctx: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value is not None:
        ctx.meta[_KEY] = value


def language_option(function: F) -> F:
    """Add `--lang`; what it says is found with `current_language()`."""
    return click.option(
        "--lang",
        cls=LanguageOption,
        type=click.Choice(LANGUAGES),
        is_eager=True,
        expose_value=False,
        callback=_remember,
        help="cli.lang",
    )(function)
