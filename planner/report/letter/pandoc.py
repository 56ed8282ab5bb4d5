"""Pandoc: what people wrote in Markdown becomes text runs, and those a Word or OpenDocument file.

A draft may hold anything. Pandoc reads it without raw HTML and in its sandbox, what could reach
outside the document is taken out of what it read, and only then is a document made of it.
"""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING
from typing import Any

import pypandoc

from planner.problems import PlannerError

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

TIMEOUT = 60
READ_AS = "commonmark-raw_html+footnotes"
_SAFE_LINKS = ("https://", "http://", "mailto:")


class DocumentError(PlannerError):
    """Pandoc could not make the document."""


def blocks(markdown: str) -> list[Any]:
    """Read Markdown as blocks, with only text, emphasis, lists, headings, notes and safe links."""
    found = json.loads(_run(["-f", READ_AS, "-t", "json"], markdown.encode()))
    return [block for block in map(_harmless, found["blocks"]) if block is not None]


def write(content: list[Any], target: Path, form: str, *, style: Path, day: date) -> None:
    """Write blocks as a document in the styles of another document."""
    version = json.loads(_run(["-f", "commonmark", "-t", "json"], b""))["pandoc-api-version"]
    lang = {"t": "MetaInlines", "c": [{"t": "Str", "c": "nl-NL"}]}
    tree = {"pandoc-api-version": version, "meta": {"lang": lang}, "blocks": content}
    options = ["-f", "json", "-t", form, "--reference-doc", str(style), "-o", str(target)]
    _run(options, json.dumps(tree).encode(), day=day, sandbox=False)


def _run(
    options: list[str], content: bytes, day: date | None = None, *, sandbox: bool = True
) -> bytes:
    environment = dict(os.environ)
    if day is not None:
        seconds = (day.toordinal() - _EPOCH) * 86_400
        environment["SOURCE_DATE_EPOCH"] = str(seconds)
    command = [pypandoc.get_pandoc_path(), *(["--sandbox"] if sandbox else []), *options]
    try:
        done = subprocess.run(  # noqa: S603 - our own options, no shell
            command,
            input=content,
            capture_output=True,
            timeout=TIMEOUT,
            env=environment,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise DocumentError(str(fault)) from fault
    if done.returncode:
        raise DocumentError(done.stderr.decode(errors="replace").strip())
    return done.stdout


def _harmless(node: Any) -> Any:  # noqa: ANN401
    """Take out what could reach outside the document or depend on the form it gets."""
    if isinstance(node, list):
        return [kept for kept in map(_harmless, node) if kept is not None]
    if not isinstance(node, dict):
        return node
    kind, content = node.get("t"), node.get("c")
    if kind in {"RawInline", "RawBlock"}:
        return None
    if kind in {"Image", "Link"}:
        _, inlines, (address, _) = content or ([], [], ("", ""))
        if kind == "Image" or not str(address).casefold().startswith(_SAFE_LINKS):
            return {"t": "Span", "c": [["", [], []], _harmless(inlines)]}
    return {name: _harmless(value) for name, value in node.items()}


_EPOCH = 719_163
"""The ordinal of the day from which computers count."""
