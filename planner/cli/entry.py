"""The `planner` command: finds the verb, runs it, and says in one line what went wrong.

A verb is a module here with a `command` and a text `verb.<name>.summary` in the message
catalogues; it is imported when it is called. An underscore at the end of the module's
name only keeps it apart from a word of Python: `import_` is the verb `import`.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import click

from planner.cli.language import LanguageOption
from planner.cli.language import LocalHelp
from planner.cli.language import current_locale
from planner.cli.language import language_option
from planner.cli.usage_errors import usage_text
from planner.i18n import DEFAULT_LOCALE
from planner.problems import PlannerError
from planner.timeaxis import BeyondHorizonError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.i18n import Locale
from planner.i18n import locale_for

PROBLEM, USAGE, INTERNAL, INTERRUPTED = 1, 2, 70, 130
"""Exit codes: the plan has an error, wrong usage, our fault, Ctrl-C."""


class Verbs(LocalHelp, click.Group):
    """The verbs, each imported at the moment that it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Name every verb."""
        return verb_names()

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a verb."""
        module_name = _modules().get(cmd_name)
        if module_name is None or not DEFAULT_LOCALE.knows(f"verb.{cmd_name}.summary"):
            return None
        module = import_module(f"planner.cli.{module_name}")
        command: click.Command = module.command
        command.name = cmd_name
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs with their summaries, without importing them."""
        locale = current_locale(ctx)
        rows = [(name, locale.say(f"verb.{name}.summary")) for name in verb_names()]
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
    """Name the verbs: the modules of this package that the catalogues call one."""
    return sorted(name for name in _modules() if DEFAULT_LOCALE.knows(f"verb.{name}.summary"))


def _modules() -> dict[str, str]:
    """Give the modules of this package by the name that they would have as a verb."""
    names = (file.stem for file in Path(__file__).parent.glob("[!_]*.py"))
    return {name.rstrip("_").replace("_", "-"): name for name in names}


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
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
    locale = _locale_of(sys.argv[1:] if arguments is None else arguments)
    try:
        code = planner.main(arguments, prog_name="planner", standalone_mode=False, obj=locale)
        sys.stdout.flush()
    except BrokenPipeError:
        return _leave_quietly()
    except (Exception, KeyboardInterrupt) as fault:  # noqa: BLE001 - nobody else catches it
        return _explained(fault, locale)
    return code if isinstance(code, int) else 0


def _explained(fault: BaseException, locale: Locale) -> int:
    """Say in one line why the command ended."""
    if isinstance(fault, click.exceptions.NoArgsIsHelpError):
        click.echo(fault.format_message(), err=True)
        return USAGE
    expected = _expected(fault, locale)
    if expected is not None:
        return _complain(*expected, locale)
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
            message = _about_the_plan(fault, locale)
            return (message, PROBLEM) if message else None


def _about_the_plan(fault: BaseException, locale: Locale) -> str | None:
    """Say what is wrong with the plan or a file."""
    if isinstance(fault, BeyondHorizonError):
        return locale.say("app.beyond-horizon")
    if isinstance(fault, PlannerError):
        return str(fault)
    if isinstance(fault, OSError) and fault.filename:
        return locale.say("cli.file", file=fault.filename, reason=fault.strerror)
    return None


def _complain(message: str, code: int, locale: Locale) -> int:
    click.echo(f"planner: {locale.say('severity.error')}: {message}", err=True)
    return code


def _leave_quietly() -> int:
    """Let `planner check | head` end without a word, also from the interpreter's own flush."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _write_any_text() -> None:
    """Keep a terminal that cannot show an arrow from ending the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _locale_of(arguments: Sequence[str]) -> Locale:
    """Find the locale for a complaint about the arguments themselves."""
    words = list(arguments)
    for position, word in enumerate(words):
        if word == "--lang" and words[position + 1 : position + 2]:
            return locale_for(words[position + 1])
        if word.startswith("--lang="):
            return locale_for(word.removeprefix("--lang="))
    return locale_for(os.environ.get("PLANNER_LANG"))
