"""Wrong usage of the command line, said in the language of the user."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.i18n import Locale

import re

import click

from planner.problems import nearest


def usage_text(fault: click.UsageError, locale: Locale) -> str:
    """Say what is wrong with the arguments, and where the help is."""
    hint = fault.ctx.command_path if fault.ctx else "planner"
    return f"{_reason(fault, locale)} {locale.say('usage.hint', command=hint)}"


def _reason(fault: click.UsageError, locale: Locale) -> str:
    command = _wanted_command(fault)
    if command is not None:
        return _no_such_verb(command, fault, locale)
    if isinstance(fault, click.NoSuchOption):
        return locale.say("usage.no-such-option", name=fault.option_name)
    if isinstance(fault, click.BadParameter):
        return _bad_value(fault, locale)
    if isinstance(fault, click.BadOptionUsage):
        return locale.say("usage.needs-value", name=fault.option_name)
    extra = re.fullmatch(r"Got unexpected extra arguments? \((.*)\)", fault.message)
    if extra:
        return locale.say("usage.extra", words=extra.group(1))
    return locale.say("usage.other", reason=fault.format_message().rstrip("."))


def _bad_value(fault: click.BadParameter, locale: Locale) -> str:
    name = _name(fault)
    if isinstance(fault, click.MissingParameter):
        return locale.say("usage.missing", name=name)
    kind = fault.param.type if fault.param else None
    if isinstance(kind, click.IntRange):
        return locale.say("usage.range", name=name, least=kind.min, most=kind.max)
    choices = _choices(fault)
    if choices:
        return locale.say("usage.choice", name=name, choices=choices)
    return locale.say("usage.bad-value", name=name, reason=fault.message.rstrip("."))


def _no_such_verb(wanted: str, fault: click.UsageError, locale: Locale) -> str:
    group = fault.ctx.command if fault.ctx else None
    known = group.list_commands(fault.ctx) if isinstance(group, click.Group) and fault.ctx else []
    suggestion = nearest(wanted, known)
    said = locale.say("usage.no-such-verb", name=wanted)
    return f"{said} {locale.say('suggestion', suggestion=suggestion)}" if suggestion else said


def _wanted_command(fault: click.UsageError) -> str | None:
    """Recognise a verb that does not exist; click has no class for it in every version."""
    name = getattr(fault, "command_name", None)
    if name:
        return str(name)
    message = fault.format_message()
    return message.partition("'")[2].rpartition("'")[0] if "No such command" in message else None


def _choices(fault: click.BadParameter) -> str:
    kind = fault.param.type if fault.param else None
    return ", ".join(map(str, kind.choices)) if isinstance(kind, click.Choice) else ""


def _name(fault: click.BadParameter) -> str:
    if fault.param is None:
        return str(fault.param_hint or "")
    return (
        fault.param.opts[0]
        if fault.param.param_type_name == "option"
        else fault.param.human_readable_name
    )
