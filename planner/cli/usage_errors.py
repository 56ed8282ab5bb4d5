"""Wrong usage of the command line, said in the language of the user."""

from __future__ import annotations

import re

import click

from planner.i18n import text
from planner.problems import nearest


def usage_text(fault: click.UsageError, lang: str) -> str:
    """Say what is wrong with the arguments, and where the help is."""
    hint = fault.ctx.command_path if fault.ctx else "planner"
    return f"{_reason(fault, lang)} {text('usage.hint', lang, command=hint)}"


def _reason(fault: click.UsageError, lang: str) -> str:
    command = _wanted_command(fault)
    if command is not None:
        return _no_such_verb(command, fault, lang)
    if isinstance(fault, click.NoSuchOption):
        return text("usage.no-such-option", lang, name=fault.option_name)
    if isinstance(fault, click.BadParameter):
        return _bad_value(fault, lang)
    if isinstance(fault, click.BadOptionUsage):
        return text("usage.needs-value", lang, name=fault.option_name)
    extra = re.fullmatch(r"Got unexpected extra arguments? \((.*)\)", fault.message)
    if extra:
        return text("usage.extra", lang, words=extra.group(1))
    return text("usage.other", lang, reason=fault.format_message().rstrip("."))


def _bad_value(fault: click.BadParameter, lang: str) -> str:
    name = _name(fault)
    if isinstance(fault, click.MissingParameter):
        return text("usage.missing", lang, name=name)
    kind = fault.param.type if fault.param else None
    if isinstance(kind, click.IntRange):
        return text("usage.range", lang, name=name, least=kind.min, most=kind.max)
    choices = _choices(fault)
    if choices:
        return text("usage.choice", lang, name=name, choices=choices)
    return text("usage.bad-value", lang, name=name, reason=fault.message.rstrip("."))


def _no_such_verb(wanted: str, fault: click.UsageError, lang: str) -> str:
    group = fault.ctx.command if fault.ctx else None
    known = group.list_commands(fault.ctx) if isinstance(group, click.Group) and fault.ctx else []
    suggestion = nearest(wanted, known)
    said = text("usage.no-such-verb", lang, name=wanted)
    return f"{said} {text('suggestion', lang, suggestion=suggestion)}" if suggestion else said


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
