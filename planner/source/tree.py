"""Read YAML as plain values with a place for each of them.

Scalars stay strings: the model decides what `NO`, `010` or `12:30` mean. The tree is built from
the events of the parser. Anchors, aliases and tags are still visible in them, and the depth can
be limited before any function calls itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING
from typing import Any
from typing import NoReturn

import yaml

from planner.problems import Location
from planner.problems import error
from planner.source.syntax import syntax_problem

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence
    from pathlib import Path

    from planner.problems import Problem
    from planner.source.plan_file import FileContent

DEEPEST = 20
MOST_VALUES = 1_000_000

# The C parser is there unless PyYAML was built without libyaml; it is many times faster.
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
    """The place of a mapping or a list, and the places of its items."""

    start: Position
    keys: dict[Any, Position] = field(default_factory=dict)
    """The place of each key; an item of a list has the place of its value."""
    values: dict[Any, Position | OpenBranch] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tree:
    """The content of one file."""

    file: Path
    value: dict[str, Any]
    root: OpenBranch
    problems: tuple[Problem, ...] = ()
    is_cut: bool = False
    """Whether reading stopped before the end; the unfinished entry is left out."""

    def place(self, path: Sequence[str | int] = (), *, key: bool = False) -> Location:
        """Find the place of a value, or of its key; of the nearest parent when it is absent."""
        return _location(self.file, position(self.root, path, key=key))


def _location(file: Path, at: Position) -> Location:
    """Count from one, as editors do."""
    return Location(file, at[0] + 1, at[1] + 1)


def position(root: OpenBranch, path: Sequence[str | int], *, key: bool = False) -> Position:
    """Follow the path down; a part that is not in the file is passed over."""
    # Passed over and not the end: pydantic puts names of its own in a path, as for a union.
    at: Position | OpenBranch = root
    at_key = root.start
    for part in path:
        if isinstance(at, OpenBranch) and part in at.values:
            at_key = at.keys[part]
            at = at.values[part]
    # A mapping starts on the line below its key; people look for the key.
    if key or isinstance(at, OpenBranch):
        return at_key
    return at


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


def content_tree(content: FileContent) -> Tree:
    """Read the text of a file; one that was refused gives an empty tree with its problems."""
    if content.problems:
        return Tree(content.file, {}, OpenBranch((0, 0)), content.problems)
    return parse(content.text, content.file)


class _StopReadingError(Exception):
    """The file holds something that makes it useless or unsafe to read on."""


@dataclass(slots=True)
class _Open:
    """A mapping or list that has not ended yet."""

    value: Any
    branch: OpenBranch
    key: str | None = None
    key_at: Position = (0, 0)
    skips: bool = False
    """Whether its next value is dropped, because the key before it was refused."""


class _TreeBuilder:
    """Turns events into values, with a stack of its own: no file can exhaust that of Python."""

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
        # A dict by type: a match would try one class after another for every event.
        while (event := loader.get_event()) is not None:
            handler = handlers.get(type(event))
            if handler is not None:
                handler(event)
        if self.documents == 0 or self.top is None:
            self.stop("empty-file", (0, 0))

    def drop_unfinished(self) -> None:
        """Leave out the entry in which reading stopped: half an entry would mislead."""
        within = self.stack[1].value if len(self.stack) > 1 else None
        entries = within if isinstance(within, dict) else self.top
        if isinstance(entries, dict) and entries:
            entries.popitem()

    def stop(self, code: str, at: Position, **details: object) -> NoReturn:
        """Report something after which the file is not read further."""
        self.problem(code, at, **details)
        raise _StopReadingError

    def problem(self, code: str, at: Position, **details: object) -> None:
        """Report something."""
        self.problems.append(error(code, _location(self.file, at), **details))

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
        # A text without quotes has no style; only then is `null` nothing and `<<` a merge.
        is_plain = not event.style
        if self.awaits_key():
            self.take_key(self.stack[-1], text, at, is_plain=is_plain)
        elif is_plain and text in _NULLS:
            self.empty(at)
        else:
            self.put(text, at, at)

    def awaits_key(self) -> bool:
        """Tell whether a mapping is open whose next key has not come yet."""
        if not self.stack:
            return False
        innermost = self.stack[-1]
        return innermost.key is None and type(innermost.value) is dict

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

    def empty(self, at: Position) -> None:
        """Report a key or list item without a value."""
        if not self.stack:
            self.stop("empty-file", at)
        parent = self.stack[-1]
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
        if self.awaits_key():
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
        self.root = where

    def refuse_extras(self, event: Any, at: Position) -> None:  # noqa: ANN401
        """Refuse `&name` and tags such as `!!python/object`."""
        # `!` alone says that the value is a text, which every scalar is here.
        if event.anchor is not None:
            self.stop("anchor-or-alias", at, name=f"&{event.anchor}")
        if event.tag not in _PLAIN_TAGS and event.tag != "!":
            self.stop("tag", at, tag=event.tag.replace(_STANDARD_TAG, "!!"))


def _at(event: Any) -> Position:  # noqa: ANN401
    return event.start_mark.line, event.start_mark.column
