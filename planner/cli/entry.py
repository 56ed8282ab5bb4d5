"""The `planner` command: finds the verb, runs it, and says in one line what went wrong.

A verb is a module here with a `command`, a member of `VerbName`, and a summary and help text in the
message catalogues. It is imported when it is called.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING
from typing import Any

import click

from planner.cli.language import LanguageOption
from planner.cli.language import LocalHelp
from planner.cli.language import current_locale
from planner.cli.language import language_option
from planner.cli.options import SETTINGS
from planner.cli.usage_errors import usage_text
from planner.cli.verb_names import SUMMARY_TEXT
from planner.cli.verb_names import VerbName
from planner.i18n import locale_for
from planner.problems import PlannerError
from planner.timeaxis import BeyondHorizonError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.i18n import Locale

PROBLEM, USAGE, INTERNAL, INTERRUPTED = 1, 2, 70, 130
"""Exit codes: the plan has an error, wrong usage, our fault, Ctrl-C."""


class Verbs(LocalHelp, click.Group):
    """The verbs, each imported at the moment that it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Name every verb."""
        return verb_names()

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a verb."""
        if cmd_name not in verb_names():
            return None
        module = import_module(f"planner.cli.{VerbName(cmd_name).module}")
        command: click.Command = module.command
        # Click would name the verb after its function, which is `command` in every module.
        command.name = cmd_name
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs with their summaries, without importing them."""
        locale = current_locale(ctx)
        rows = [(name.value, locale.say(SUMMARY_TEXT[name])) for name in VerbName]
        with formatter.section(locale.say("cli.verbs")):
            formatter.write_dl(rows)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the options, then the verbs."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Say what the planner is."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(current_locale(ctx).say("cli.about"))


def verb_names() -> list[str]:
    """Name the verbs."""
    return [name.value for name in VerbName]


@click.group(cls=Verbs, context_settings=SETTINGS)
@language_option
@click.version_option(
    None,
    "-V",
    "--version",
    package_name="planner",
    message="planner %(version)s",
    cls=LanguageOption,
    help="cli.version",
)
def planner() -> None:
    """Plan an implementation programme."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Returns:
        The exit code.
    """
    _write_any_text()
    if arguments is None:
        arguments = sys.argv[1:]
    locale = _locale_of(arguments)
    try:
        # Click's own way of ending would print its messages in English.
        code = planner.main(arguments, prog_name="planner", standalone_mode=False, obj=locale)
        # A closed pipe is noticed here, and not by the interpreter while it ends.
        sys.stdout.flush()
    except BrokenPipeError:
        return _leave_quietly()
    except (Exception, KeyboardInterrupt) as fault:  # noqa: BLE001 - nobody else catches it
        return _explained(fault, locale)
    # Click returns the exit code only when a verb has called `ctx.exit`.
    return code or 0


def _explained(fault: BaseException, locale: Locale) -> int:
    """Say in one line why the command ended."""
    if isinstance(fault, click.exceptions.NoArgsIsHelpError):
        click.echo(fault.format_message(), err=True)
        return USAGE
    expected = _expected(fault, locale)
    if expected is not None:
        return _complain(*expected, locale)
    # The traceback is for the developer; a user gets one line to report.
    if os.environ.get("PLANNER_DEBUG") == "1":
        raise fault
    reason = f"{type(fault).__name__}: {fault}".splitlines()[0]
    return _complain(locale.say("cli.internal", reason=reason), INTERNAL, locale)


def _expected(fault: BaseException, locale: Locale) -> tuple[str, int] | None:
    """Give the message and the exit code of what users can cause."""
    match fault:
        case click.UsageError():
            return usage_text(fault, locale), USAGE
        case click.ClickException():
            return fault.format_message(), PROBLEM
        case click.Abort() | KeyboardInterrupt():
            return locale.say("cli.interrupted"), INTERRUPTED
        case _:
            return _about_the_plan(fault, locale)


def _about_the_plan(fault: BaseException, locale: Locale) -> tuple[str, int] | None:
    """Give the message and the exit code of what is wrong with the plan or a file."""
    match fault:
        case BeyondHorizonError():
            return locale.say("app.beyond-horizon"), PROBLEM
        case PlannerError():
            return str(fault), PROBLEM
        case OSError(filename=file) if file:
            return locale.say("cli.file", file=file, reason=fault.strerror), PROBLEM
        case _:
            return None


def _complain(message: str, code: int, locale: Locale) -> int:
    click.echo(f"planner: {locale.say('severity.error')}: {message}", err=True)
    return code


def _leave_quietly() -> int:
    """End `planner check | head` without a complaint."""
    # The interpreter flushes once more at its end, and would then complain of the closed pipe.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _write_any_text() -> None:
    """Show a question mark where a terminal cannot show a character such as an arrow."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _locale_of(arguments: Sequence[str]) -> Locale:
    """Find the locale for a complaint about the arguments themselves."""
    # Click reads no option of arguments that it refuses, so `--lang` is looked up here.
    words = list(arguments)
    for position, word in enumerate(words):
        if word == "--lang" and words[position + 1 : position + 2]:
            return locale_for(words[position + 1])
        if word.startswith("--lang="):
            return locale_for(word.removeprefix("--lang="))
    return locale_for(os.environ.get("PLANNER_LANG"))
