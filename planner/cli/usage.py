"""Wrong usage of the command line, said in the language of the user."""

from __future__ import annotations

import click

from planner.i18n import text


def usage_text(fault: click.UsageError, lang: str) -> str:
    """Say what is wrong with the arguments, and where the help is."""
    hint = fault.ctx.command_path if fault.ctx else "planner"
    return f"{_reason(fault, lang)} {text('usage.hint', lang, command=hint)}"


def _reason(fault: click.UsageError, lang: str) -> str:
    command = _wanted_command(fault)
    if isinstance(fault, click.NoSuchOption):
        return text("usage.no-such-option", lang, name=fault.option_name)
    if command is not None:
        return text("usage.no-such-verb", lang, name=command)
    if isinstance(fault, click.MissingParameter):
        return text("usage.missing", lang, name=_name(fault))
    if isinstance(fault, click.BadParameter):
        return text("usage.bad-value", lang, name=_name(fault), reason=fault.message.rstrip("."))
    if lang == "en":
        return fault.format_message()
    return text("usage.other", lang, reason=fault.format_message().rstrip("."))


def _wanted_command(fault: click.UsageError) -> str | None:
    """Recognise a verb that does not exist; click has no class for it in every version."""
    name = getattr(fault, "command_name", None)
    if name:
        return str(name)
    message = fault.format_message()
    return message.partition("'")[2].rpartition("'")[0] if "No such command" in message else None


def _name(fault: click.BadParameter) -> str:
    if fault.param is None:
        return ""
    return (
        fault.param.opts[0]
        if fault.param.param_type_name == "option"
        else fault.param.human_readable_name
    )
