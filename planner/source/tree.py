"""YAML as text with places: the events of the parser made into plain values.

Scalars stay strings: the model decides what `NO`, `010` or `12:30` mean. The tree is
built from the parser's events, because that is the place where anchors, aliases and
tags still show and where depth can be bounded before anything recurses.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING
from typing import Any

import yaml

from planner.problems import Location
from planner.problems import error
from planner.source.syntax import syntax_problem

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence
    from pathlib import Path

    from planner.problems import Problem

DEEPEST = 20
MOST_VALUES = 1_000_000

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_STANDARD_TAG = "tag:yaml.org,2002:"
_PLAIN_TAGS = frozenset(
    _STANDARD_TAG + name for name in ("str", "int", "float", "bool", "timestamp", "map", "seq")
)

Position = tuple[int, int]
"""Line and column, counted from zero as the parser does."""


@dataclass(slots=True)
class OpenBranch:
    """Where a mapping or a list stands, and everything in it."""

    start: Position
    keys: dict[Any, Position] = field(default_factory=dict)
    """Where each key stands; an item of a list has the place of its value."""
    values: dict[Any, Position | OpenBranch] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tree:
    """The content of one file."""

    file: Path
    value: dict[str, Any]
    root: OpenBranch
    problems: tuple[Problem, ...] = ()
    is_cut: bool = False
    """Reading stopped before the end; the entry at which it did is left out."""

    def place(self, path: Sequence[str | int] = (), *, key: bool = False) -> Location:
        """Find the place of a value, or of its key; of the nearest parent when it is absent."""
        return self.location(position(self.root, path, key=key))

    def location(self, found: Position) -> Location:
        """Count from one, as editors do."""
        return Location(self.file, found[0] + 1, found[1] + 1)


def position(root: OpenBranch, path: Sequence[str | int], *, key: bool = False) -> Position:
    """Walk down as far as the path leads; a part that is not in the file is passed over."""
    found: Position | OpenBranch = root
    at_key = root.start
    for part in path:
        if isinstance(found, OpenBranch) and part in found.values:
            at_key = found.keys[part]
            found = found.values[part]
    if key or (isinstance(found, OpenBranch) and found is not root):
        return at_key
    return found.start if isinstance(found, OpenBranch) else found


def parse(text: str, file: Path) -> Tree:
    """Read one YAML document whose top is a mapping."""
    builder = _TreeBuilder(file)
    is_cut = True
    try:
        loader = _LOADER(text)
        try:
            builder.run(loader)
            is_cut = False
        finally:
            loader.dispose()
    except yaml.YAMLError as fault:
        builder.problems.append(syntax_problem(fault, text, file))
    except _StopReadingError:
        pass
    if is_cut:
        builder.drop_unfinished()
    value = builder.top if isinstance(builder.top, dict) else {}
    return Tree(file, value, builder.root, tuple(builder.problems), is_cut)


class _StopReadingError(Exception):
    """The file holds something that makes further reading pointless or unsafe."""


@dataclass(slots=True)
class _Open:
    """A mapping or list of which the end has not come yet."""

    value: Any
    branch: OpenBranch
    key: str | None = None
    key_at: Position = (0, 0)
    skips: bool = False
    """Its next value is dropped: the key before it was refused."""


class _TreeBuilder:
    """Turns events into values; keeps its own stack, so no depth can exhaust Python's."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.top: Any = None
        self.root = OpenBranch((0, 0))
        self.problems: list[Problem] = []
        self.stack: list[_Open] = []
        self.documents = 0
        self.values = 0

    def run(self, loader: Any) -> None:  # noqa: ANN401
        """Consume all events of a file."""
        handlers: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self.scalar,
            yaml.MappingStartEvent: self.open_mapping,
            yaml.SequenceStartEvent: self.open_list,
            yaml.MappingEndEvent: self.close,
            yaml.SequenceEndEvent: self.close,
            yaml.AliasEvent: self.alias,
            yaml.DocumentStartEvent: self.document,
        }
        while True:
            event = loader.get_event()
            kind = type(event)
            if kind is yaml.StreamEndEvent:
                break
            handler = handlers.get(kind)
            if handler is not None:
                handler(event)
        if self.documents == 0 or self.top is None:
            self.stop("empty-file", (0, 0))

    def drop_unfinished(self) -> None:
        """Leave out the entry in which reading stopped: half of it would only mislead."""
        within = self.stack[1].value if len(self.stack) > 1 else None
        entries = within if isinstance(within, dict) else self.top
        if isinstance(entries, dict) and entries:
            entries.popitem()

    def stop(self, code: str, at: Position, **details: object) -> None:
        """Report something after which the file is not read further."""
        self.problem(code, at, **details)
        raise _StopReadingError

    def problem(self, code: str, at: Position, **details: object) -> None:
        """Report something."""
        place = Location(self.file, at[0] + 1, at[1] + 1)
        self.problems.append(error(code, place, **details))

    def document(self, event: yaml.DocumentStartEvent) -> None:
        """Allow one document a file."""
        self.documents += 1
        if self.documents > 1:
            self.stop("several-documents", _at(event))

    def alias(self, event: yaml.AliasEvent) -> None:
        """Refuse `*name`."""
        self.stop("anchor-or-alias", _at(event), name=f"*{event.anchor}")

    def scalar(self, event: Any) -> None:  # noqa: ANN401
        """Take a text as a key or as a value."""
        text = event.value
        at = _at(event)
        if event.anchor is not None or event.tag is not None:
            self.refuse_extras(event, at)
        parent = self.stack[-1] if self.stack else None
        if parent is not None and parent.key is None and type(parent.value) is dict:
            self.take_key(parent, text, at, is_plain=not event.style)
        elif not event.style and text in _NULLS:
            self.empty(parent, at)
        else:
            self.put(text, at, at)

    def take_key(self, parent: _Open, text: str, at: Position, *, is_plain: bool) -> None:
        """Begin an entry of a mapping."""
        parent.key, parent.key_at, parent.skips = text, at, False
        if text in parent.value or text in parent.branch.keys:
            first = parent.branch.keys[text][0] + 1
            self.problem("duplicate-key", at, key=text, first=first)
            parent.skips = True
        elif is_plain and text == "<<":
            self.problem("merge-key", at)
            parent.skips = True
        elif is_plain and text in _NULLS:
            self.problem("empty-key", at)
            parent.skips = True

    def empty(self, parent: _Open | None, at: Position) -> None:
        """Report a key or list item without a value."""
        if parent is None:
            self.stop("empty-file", at)
            return
        if type(parent.value) is dict:
            if not parent.skips:
                self.problem("empty-value", parent.key_at, key=parent.key)
                parent.branch.keys[parent.key] = parent.key_at
            parent.key = None
        else:
            self.problem("empty-item", at)

    def open_mapping(self, event: yaml.MappingStartEvent) -> None:
        """Begin a mapping."""
        self.open(event, {})

    def open_list(self, event: yaml.SequenceStartEvent) -> None:
        """Begin a list."""
        self.open(event, [])

    def open(self, event: Any, container: Any) -> None:  # noqa: ANN401
        """Begin a mapping or a list, unless it is a key or too deep."""
        at = _at(event)
        if event.anchor is not None or event.tag is not None:
            self.refuse_extras(event, at)
        if len(self.stack) >= DEEPEST:
            self.stop("nested-too-deep", at, most=DEEPEST)
        parent = self.stack[-1] if self.stack else None
        if parent is not None and parent.key is None and type(parent.value) is dict:
            self.stop("key-not-text", at)
        branch = OpenBranch(at)
        self.put(container, at, branch)
        self.stack.append(_Open(container, branch))

    def close(self, _event: object) -> None:
        """End a mapping or a list."""
        self.stack.pop()

    def put(self, value: Any, at: Position, where: Position | OpenBranch) -> None:  # noqa: ANN401
        """Place a value in what is open."""
        self.values += 1
        if self.values > MOST_VALUES:
            self.stop("too-many-values", at, most=MOST_VALUES)
        if not self.stack:
            self.put_top(value, at, where)
            return
        parent = self.stack[-1]
        branch = parent.branch
        if type(parent.value) is list:
            index = len(parent.value)
            parent.value.append(value)
            branch.keys[index] = at
            branch.values[index] = where
            return
        if not parent.skips:
            parent.value[parent.key] = value
            branch.keys[parent.key] = parent.key_at
            branch.values[parent.key] = where
        parent.key = None

    def put_top(self, value: Any, at: Position, where: Position | OpenBranch) -> None:  # noqa: ANN401
        """Take the top of the file, which must be a mapping."""
        self.top = value
        if not isinstance(value, dict) or not isinstance(where, OpenBranch):
            self.stop("top-not-mapping", at)
        elif isinstance(where, OpenBranch):
            self.root = where

    def refuse_extras(self, event: Any, at: Position) -> None:  # noqa: ANN401
        """Refuse `&name` and tags such as `!!python/object`."""
        if event.anchor is not None:
            self.stop("anchor-or-alias", at, name=f"&{event.anchor}")
        if event.tag not in _PLAIN_TAGS and event.tag != "!":
            self.stop("tag", at, tag=event.tag.replace(_STANDARD_TAG, "!!"))


def _at(event: Any) -> Position:  # noqa: ANN401
    return event.start_mark.line, event.start_mark.column
