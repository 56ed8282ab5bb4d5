"""Registers: files with entries by name, of which one may be wrong and the others right."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import TypeVar

from pydantic import BaseModel
from pydantic import ValidationError

from planner.problems import error
from planner.source.validation import validate

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from planner.problems import Problem
    from planner.source.folder import Folder
    from planner.source.tree import Tree

M = TypeVar("M", bound=BaseModel)


def read_register(model: type[M], folder: Folder, name: str) -> M:
    """Read a register; a file that is absent is an empty one."""
    if name not in folder.trees:
        return model()
    return read_keyed(model, folder, name, tuple(model.model_fields)) or model()


def read_keyed(  # noqa: PLR0913
    model: type[M],
    folder: Folder,
    name: str,
    parts: Sequence[str],
    *,
    stand_in: Mapping[str, Any] | None = None,
    internal: Mapping[str, str] | None = None,
) -> M | None:
    """Read a file, leaving out the entries of some of its parts that are wrong.

    Args:
        model: The model of the file.
        folder: The folder; problems are added to it.
        name: The file in it.
        parts: The keys that hold entries by name or in a list.
        stand_in: Values for required keys that are wrong or absent.
        internal: Values that the planner fills in.

    Returns:
        The model, or nothing when there is a problem outside of those parts.
    """
    tree = folder.trees[name]
    internal = internal or {}
    value = {**tree.value, **internal}
    folder.problems += reserved_keys(internal, tree)
    entries, problems = validate(model, value, tree)
    if entries is not None:
        return entries
    folder.problems += problems
    folder.broken.add(name)
    # The first reading reported everything, so the problems of the second are no news.
    kept = _without_wrong(model, value, parts)
    entries, _ = validate(model, {**(stand_in or {}), **kept}, tree)
    return entries


def reserved_keys(keys: Iterable[str], tree: Tree, path: tuple[str, ...] = ()) -> Iterator[Problem]:
    """Refuse keys that only the planner fills in, in the mapping at a path."""
    written = tree.value
    for part in path:
        written = written[part]
    for key in keys:
        if key in written:
            yield error("reserved-key", tree.place((*path, key), key=True), key=key)


def _without_wrong(
    model: type[BaseModel], value: dict[str, Any], parts: Sequence[str]
) -> dict[str, Any]:
    """Drop the entries and the keys because of which the file was refused."""
    kept: dict[str, Any] = {}
    for key, entries in value.items():
        match entries:
            case dict() if key in parts:
                each = entries.items()
                kept[key] = {n: entry for n, entry in each if _is_sound(model, key, {n: entry})}
            case list() if key in parts:
                kept[key] = [entry for entry in entries if _is_sound(model, key, [entry])]
            case _ if _is_sound(model, key, entries):
                kept[key] = entries
    return kept


def _is_sound(model: type[BaseModel], key: str, entry: object) -> bool:
    """Try one part of a file on its own, whatever else the file lacks."""
    try:
        model.model_validate({key: entry}, by_alias=True, by_name=False)
    except ValidationError as fault:
        # An error elsewhere only says that the file lacks a required key.
        keys = {detail["loc"][:1] for detail in fault.errors(include_url=False)}
        return (key,) not in keys
    return True
