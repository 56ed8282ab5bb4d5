"""The language of the command line: `--lang`, else PLANNER_LANG, else Dutch."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from typing import Any
from typing import TypeVar

import click

from planner.i18n import Locale
from planner.i18n import languages
from planner.i18n import locale_for

if TYPE_CHECKING:
    from collections.abc import Callable


class LanguageChoice(click.Choice[str]):
    """One of the languages that have catalogues at the moment that it is asked."""

    def __init__(self) -> None:
        super().__init__(())

    @property
    def choices(self) -> tuple[str, ...]:
        """The languages."""
        return languages()

    @choices.setter
    def choices(self, _given: object) -> None:
        """Ignore what click sets: the folders decide."""


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
        return record[0], record[1].replace(self.help, current_locale(ctx).say(self.help))


class LocalHelp(click.Command):
    """A command whose help is in the language of the moment."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show how the command is written."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        prefix = current_locale(ctx).say("help.usage")
        formatter.write_usage(ctx.command_path, pieces, prefix=prefix)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the options."""
        options = (found for found in self.get_params(ctx) if isinstance(found, click.Option))
        records = (parameter.get_help_record(ctx) for parameter in options)
        with formatter.section(current_locale(ctx).say("help.options")):
            formatter.write_dl([record for record in records if record is not None])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Explain `--help` in the same language."""
        found = super().get_help_option(ctx)
        if found is not None:
            found.help = current_locale(ctx).say("help.help")
        return found


def current_locale(ctx: click.Context | None = None) -> Locale:
    """Give the locale of the language that was asked for."""
    ctx = ctx or click.get_current_context(silent=True)
    chosen = ctx.meta.get(_KEY) if ctx is not None else None
    if isinstance(chosen, str):
        return Locale(chosen)
    asked = ctx.find_root().obj if ctx is not None else None
    if isinstance(asked, Locale):  # what stands behind --help is not read before it is answered
        return asked
    return locale_for(os.environ.get(VARIABLE))


def _remember(ctx: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value is not None:
        ctx.meta[_KEY] = value


def language_option(function: F) -> F:
    """Add `--lang`; what it says is found with `current_locale()`."""
    return click.option(
        "--lang",
        cls=LanguageOption,
        type=LanguageChoice(),
        is_eager=True,
        expose_value=False,
        callback=_remember,
        help="cli.lang",
    )(function)
