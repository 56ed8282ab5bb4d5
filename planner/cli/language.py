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
    """One of the languages that have a folder of catalogues now."""

    def __init__(self) -> None:
        super().__init__(())

    @property
    def choices(self) -> tuple[str, ...]:
        """The languages."""
        return languages()

    @choices.setter
    def choices(self, _given: object) -> None:
        """Ignore what click sets, because the folders decide."""


F = TypeVar("F", bound="Callable[..., Any]")

# Click asks that keys in `meta` begin with the name of the program.
_KEY = "planner.lang"
VARIABLE = "PLANNER_LANG"


class LanguageOption(click.Option):
    """An option whose `help` is a key of the message catalogues."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Describe the option in the language of the moment."""
        record = super().get_help_record(ctx)
        if record is None or not self.help:
            return record
        names, text = record
        # Click adds the default and the range behind the key, and they must stay.
        return names, text.replace(self.help, current_locale(ctx).say(self.help))


class LocalHelp(click.Command):
    """A command whose help is in the language of the moment."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show how the command is written."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        prefix = current_locale(ctx).say("help.usage")
        formatter.write_usage(ctx.command_path, pieces, prefix=prefix)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the options."""
        records = []
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            # Arguments are explained in the text above.
            if isinstance(parameter, click.Option) and record is not None:
                records.append(record)
        with formatter.section(current_locale(ctx).say("help.options")):
            formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Explain `--help` in the same language."""
        help_option = super().get_help_option(ctx)
        if help_option is not None:
            help_option.help = current_locale(ctx).say("help.help")
        return help_option


def current_locale(ctx: click.Context | None = None) -> Locale:
    """Give the locale of the language that was asked for."""
    ctx = ctx or click.get_current_context(silent=True)
    if ctx is not None:
        # Click answers --help before it reads a --lang behind it: `main` has looked that up.
        for locale in (ctx.meta.get(_KEY), ctx.find_root().obj):
            if isinstance(locale, Locale):
                return locale
    return locale_for(os.environ.get(VARIABLE))


def _remember(ctx: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value is not None:
        ctx.meta[_KEY] = Locale(value)


def language_option(function: F) -> F:
    """Add `--lang`; `current_locale()` gives the choice."""
    return click.option(
        "--lang",
        cls=LanguageOption,
        type=LanguageChoice(),
        is_eager=True,  # so that complaints about the other options are in this language
        expose_value=False,
        callback=_remember,
        help="cli.lang",
    )(function)
