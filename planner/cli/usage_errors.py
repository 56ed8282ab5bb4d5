"""Wrong usage of the command line, said in the language of the user."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from planner.problems import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.i18n import Locale


def usage_text(fault: click.UsageError, locale: Locale) -> str:
    """Say what is wrong with the arguments, and where the help is."""
    command = "planner"
    if fault.ctx:
        command = fault.ctx.command_path
    return f"{_reason(fault, locale)} {locale.say('usage.hint', command=command)}"


def with_suggestion(message: str, suggestion: str | None, locale: Locale) -> str:
    """Add the name that was probably meant, if one is near."""
    if suggestion:
        message += f" {locale.say('suggestion', suggestion=suggestion)}"
    return message


def _reason(fault: click.UsageError, locale: Locale) -> str:
    unknown_verb = _unknown_verb(fault)
    if unknown_verb:
        message = locale.say("usage.no-such-verb", name=unknown_verb)
        return with_suggestion(message, nearest(unknown_verb, _verbs(fault.ctx)), locale)
    match fault:
        case click.NoSuchOption():
            return locale.say("usage.no-such-option", name=fault.option_name)
        case click.BadParameter():
            return _bad_value(fault, locale)
        case click.BadOptionUsage():
            return locale.say("usage.needs-value", name=fault.option_name)
    # Click has no class for this fault, so its English sentence is read.
    extra = re.fullmatch(r"Got unexpected extra arguments? \((.*)\)", fault.message)
    if extra:
        return locale.say("usage.extra", words=extra.group(1))
    return locale.say("usage.other", reason=fault.format_message().rstrip("."))


def _bad_value(fault: click.BadParameter, locale: Locale) -> str:
    name = _name(fault)
    if isinstance(fault, click.MissingParameter):
        return locale.say("usage.missing", name=name)
    match fault.param and fault.param.type:
        case click.IntRange(min=least, max=most):
            return locale.say("usage.range", name=name, least=least, most=most)
        # The languages are read from their folders: without a folder there is no choice to name.
        case click.Choice(choices=choices) if choices:
            return locale.say("usage.choice", name=name, choices=", ".join(map(str, choices)))
    return locale.say("usage.bad-value", name=name, reason=fault.message.rstrip("."))


def _verbs(ctx: click.Context | None) -> Iterable[str]:
    if ctx is not None and isinstance(ctx.command, click.Group):
        return ctx.command.list_commands(ctx)
    return ()


def _unknown_verb(fault: click.UsageError) -> str:
    """Recognise a verb that does not exist; click has no class for it in every version."""
    name = getattr(fault, "command_name", None)
    if name:
        return str(name)
    # Greedy, because the name may have a quote in it.
    quoted = re.search(r"No such command '(.*)'", fault.format_message())
    return quoted.group(1) if quoted else ""


def _name(fault: click.BadParameter) -> str:
    if fault.param is None:
        return str(fault.param_hint or "")
    if isinstance(fault.param, click.Option):
        return fault.param.opts[0]
    return fault.param.human_readable_name
