"""Files that hold entries by name: one wrong entry does not take the others down."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import TypeVar

from pydantic import BaseModel
from pydantic import ValidationError

from planner.problems import error
from planner.source.validation import validate

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from planner.problems import Problem
    from planner.source.folder import Folder

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
        model: What the file is.
        folder: The folder; what is wrong is added to its problems.
        name: The file in it.
        parts: The keys that hold entries by name or in a list.
        stand_in: Values for required keys that are wrong or absent.
        internal: Values that the planner fills in.

    Returns:
        The model, or nothing when what is wrong lies outside of those parts.
    """
    tree = folder.trees[name]
    value = {**tree.value, **(internal or {})}
    folder.problems += _own_keys(folder, name, internal or {})
    found, problems = validate(model, value, tree)
    if found is not None:
        return found
    folder.problems += problems
    folder.broken.add(name)
    kept = _without_wrong(model, value, parts)
    found, _ = validate(model, {**(stand_in or {}), **kept}, tree)
    return found


def _own_keys(folder: Folder, name: str, internal: Mapping[str, str]) -> list[Problem]:
    """Refuse keys that only the planner fills in."""
    tree = folder.trees[name]
    return [
        error("reserved-key", tree.place((key,), key=True), key=key)
        for key in internal
        if key in tree.value
    ]


def _without_wrong(
    model: type[BaseModel], value: dict[str, Any], parts: Sequence[str]
) -> dict[str, Any]:
    """Drop the entries and the keys over which the file as a whole was refused."""
    kept: dict[str, Any] = {}
    for key, entry in value.items():
        if key in parts and isinstance(entry, dict):
            names = entry.items()
            kept[key] = {name: one for name, one in names if _is_sound(model, key, {name: one})}
        elif key in parts and isinstance(entry, list):
            kept[key] = [one for one in entry if _is_sound(model, key, [one])]
        elif _is_sound(model, key, entry):
            kept[key] = entry
    return kept


def _is_sound(model: type[BaseModel], key: str, entry: object) -> bool:
    """Try one part of a file on its own, whatever else the file lacks."""
    try:
        model.model_validate({key: entry}, by_alias=True, by_name=False)
    except ValidationError as fault:
        return not any(found["loc"][:1] == (key,) for found in fault.errors(include_url=False))
    return True
