"""Files of others, read within bounds of size, depth and time."""

from __future__ import annotations

from datetime import datetime
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
EARLIEST, LATEST = 1950, 2149
"""The years in which a plan can lie."""


def checked_size(path: Path) -> int:
    """Give the size of a regular file that is not too large.

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


def bounded_moment(text: str) -> datetime:
    """Read a date and time, without its seconds and time zone.

    Raises:
        ValueError: It is no date, or one in which no plan can lie.
    """
    moment = datetime.fromisoformat(text.strip()).replace(tzinfo=None, second=0, microsecond=0)
    if not EARLIEST <= moment.year <= LATEST:
        raise ValueError(text[:40])
    return moment


def records(path: Path, wanted: frozenset[str]) -> Iterator[tuple[int, Element]]:
    """Yield the elements with certain names and their depth.

    Names are stripped of their namespace. A wanted element within a wanted one is not yielded by
    itself: it comes with the outer one.

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
    inside = count = 0
    # A document type is refused: entities could fill the memory or read other files.
    for event, element in iterparse(str(path), ("start", "end"), forbid_dtd=True):
        if event == "start":
            element.tag = element.tag.rpartition("}")[2]
            stack.append(element)
            inside += element.tag in wanted
            count += 1
            if len(stack) > DEEPEST or count > MOST_ELEMENTS:
                raise ExchangeError(Fault.TOO_DEEP, file=path)
            continue
        stack.pop()
        inside -= element.tag in wanted
        if element.tag in wanted and not inside:
            yield len(stack), element
            # What has been read is let go, or a large file would fill the memory.
            element.clear()
            if stack:
                stack[-1].remove(element)
