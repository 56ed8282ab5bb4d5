"""Pandoc reads Markdown as blocks of text, and makes a Word or OpenDocument file of blocks.

A draft can hold anything. Pandoc reads it without raw HTML and in its sandbox. Then everything that
could reach outside the document is taken out, and only then a document is made.
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
_EPOCH = 719_163
"""The ordinal of 1 January 1970, from which computers count."""


class DocumentError(PlannerError):
    """Pandoc could not make the document."""


def read_blocks(markdown: str) -> list[Any]:
    """Read Markdown as blocks, with only text, emphasis, lists, headings, notes and safe links."""
    tree = json.loads(_run(["-f", READ_AS, "-t", "json"], markdown.encode()))
    blocks: list[Any] = _harmless(tree["blocks"])
    return blocks


def write(content: list[Any], target: Path, form: str, *, style: Path, day: date) -> None:
    """Write blocks as a document in the styles of another document."""
    # Pandoc refuses a tree that does not name the version of its own format.
    version = json.loads(_run(["-f", "commonmark", "-t", "json"], b""))["pandoc-api-version"]
    lang = {"t": "MetaInlines", "c": [{"t": "Str", "c": "nl-NL"}]}
    tree = {"pandoc-api-version": version, "meta": {"lang": lang}, "blocks": content}
    options = ["-f", "json", "-t", form, "--reference-doc", str(style), "-o", str(target)]
    _run(options, json.dumps(tree).encode(), day=day)


def _run(options: list[str], content: bytes, day: date | None = None) -> bytes:
    environment = dict(os.environ)
    if day is not None:
        # Pandoc writes the moment of making into a document, unless this says another one.
        seconds = (day.toordinal() - _EPOCH) * 86_400
        environment["SOURCE_DATE_EPOCH"] = str(seconds)
    try:
        done = subprocess.run(  # noqa: S603 - our own options, no shell
            [pypandoc.get_pandoc_path(), "--sandbox", *options],
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
        return [_harmless(part) for part in node if not _is_raw(part)]
    if not isinstance(node, dict):
        return node
    if node.get("t") in {"Image", "Link"} and not _is_safe_link(node):
        _, inlines, _ = node["c"]
        # A span without attributes keeps the text of the link.
        return {"t": "Span", "c": [["", [], []], _harmless(inlines)]}
    return {name: _harmless(value) for name, value in node.items()}


def _is_raw(node: Any) -> bool:  # noqa: ANN401
    return isinstance(node, dict) and node.get("t") in {"RawInline", "RawBlock"}


def _is_safe_link(node: dict[str, Any]) -> bool:
    # The content of a link: its attributes, its text, and its address with a title.
    address = str(node["c"][2][0])
    return node["t"] == "Link" and address.casefold().startswith(_SAFE_LINKS)
