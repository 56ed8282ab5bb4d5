"""`planner schema`: the JSON Schemas of the plan files."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.language import current_locale
from planner.cli.options import option
from planner.cli.options import verb
from planner.model.json_schema import FILE_KINDS
from planner.model.json_schema import file_schema

if TYPE_CHECKING:
    from planner.i18n import Locale


@verb
@click.argument("kind", type=click.Choice(sorted(FILE_KINDS)), required=False)
@option("--out", type=click.Path(path_type=Path, file_okay=False), help="schema-verb.out")
def command(ctx: click.Context, kind: str | None, out: Path | None) -> None:
    """Write the schemas."""
    locale = current_locale(ctx)
    kinds = list(FILE_KINDS)
    if kind:
        kinds = [kind]
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        for name in kinds:
            _write(out / f"{name}.schema.json", _as_text(name, locale))
        click.echo(locale.say("schema-verb.written", count=len(kinds), folder=out))
    elif kind is not None:
        click.echo(_as_text(kind, locale), nl=False)
    else:
        raise click.UsageError(locale.say("schema-verb.needs-kind", kinds=", ".join(FILE_KINDS)))


def _as_text(kind: str, locale: Locale) -> str:
    return json.dumps(file_schema(kind, locale), ensure_ascii=False, indent=2) + "\n"


def _write(target: Path, content: str) -> None:
    """Replace the file as a whole, so that no editor reads half of it."""
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(content)
        stream.flush()
        # The content must be on disk before the name is, or a power cut leaves an empty schema.
        os.fsync(stream.fileno())
    # A temporary file is for its owner only, and an editor of somebody else reads this one.
    Path(name).chmod(0o644)
    Path(name).replace(target)
