"""Files of others, read within bounds of size and depth."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from planner.exchange.project import ExchangeError
from planner.exchange.project import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from xml.etree.ElementTree import Element

LARGEST = 200_000_000
"""Bytes of a file; ten thousand activities take about twenty million."""
DEEPEST = 40
MOST_ELEMENTS = 20_000_000


def checked_size(path: Path) -> int:
    """The size of a regular file that is not too large.

    Raises:
        ExchangeError: It is no file, or too large.
    """
    try:
        if not path.is_file():
            raise ExchangeError(Fault.NO_FILE, file=path)
        size = path.stat().st_size
    except OSError as fault:
        raise ExchangeError(Fault.UNREADABLE, file=path, reason=fault.strerror) from None
    if size > LARGEST:
        raise ExchangeError(Fault.TOO_LARGE, file=path, megabytes=LARGEST // 1_000_000)
    return size


def records(path: Path, wanted: frozenset[str]) -> Iterator[tuple[int, Element]]:
    """The elements of an XML file with certain names and their depth, each emptied after use.

    Names are stripped of their namespace; an element within a wanted one comes with that.

    Raises:
        ExchangeError: No XML, an entity or a document type in it, or nested too deep.
    """
    from defusedxml import DefusedXmlException  # noqa: PLC0415 - only an import pays for it

    checked_size(path)
    try:
        yield from _records(path, wanted)
    except DefusedXmlException:
        raise ExchangeError(Fault.ENTITIES, file=path) from None
    except ParseError as fault:
        line, column = fault.position
        raise ExchangeError(Fault.NOT_XML, file=path, line=line, column=column + 1) from None
    except (UnicodeError, LookupError, ValueError):
        raise ExchangeError(Fault.ENCODING, file=path) from None
    except OSError as fault:
        raise ExchangeError(Fault.UNREADABLE, file=path, reason=fault.strerror) from None


def _records(path: Path, wanted: frozenset[str]) -> Iterator[tuple[int, Element]]:
    from defusedxml.ElementTree import iterparse  # noqa: PLC0415

    stack: list[Element] = []
    local: dict[str, str] = {}
    inside = count = 0
    for event, found in iterparse(str(path), ("start", "end"), forbid_dtd=True):
        name = local.get(found.tag) or local.setdefault(found.tag, _local(found.tag))
        if event == "start":
            stack.append(found)
            inside += name in wanted
            count += 1
            if len(stack) > DEEPEST or count > MOST_ELEMENTS:
                raise ExchangeError(Fault.TOO_DEEP, file=path)
            continue
        found.tag = name
        stack.pop()
        inside -= name in wanted
        if name in wanted and not inside:
            yield len(stack), found
            found.clear()
            if stack:
                stack[-1].remove(found)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
