"""Read values as models, and turn the errors of pydantic into problems with a place."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from typing import Any
from typing import TypeVar
from typing import get_args

from pydantic import BaseModel
from pydantic import ValidationError

from planner.model.activity import SHAPE
from planner.problems import error
from planner.problems import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from pydantic.fields import FieldInfo

    from planner.problems import Location
    from planner.problems import Problem
    from planner.source.tree import Tree

M = TypeVar("M", bound=BaseModel)
Part = str | int

_LONGEST_VALUE = 60
_KINDS = {
    "string_type": "expected-text",
    "string_too_short": "empty-text",
    "tuple_type": "expected-list",
    "list_type": "expected-list",
    "dict_type": "expected-mapping",
    "model_type": "expected-mapping",
    "model_attributes_type": "expected-mapping",
    "too_short": "too-few",
}
_SYNONYMS = {
    "after": "predecessors predecessor depends_on dependencies dependson na volgt_op voorgangers",
    "title": "name naam titel label description omschrijving",
    "duration": "duur length looptijd days",
    "owner": "eigenaar responsible trekker",
    "milestone": "mijlpaal",
    "deadline": "due due_date uiterlijk",
    "source": "bron",
    "fact": "facts feit feiten",
    "note": "opmerking comment remark toelichting notes",
    "rationale": "why waarom onderbouwing",
    "reason": "reden",
    "tags": "labels tag",
    "start_no_earlier_than": "start snet not_before",
    "finish_no_later_than": "finish end einde fnlt",
    "activities": "tasks taken activiteiten",
    "calendar": "kalender",
    "started": "actual_start start gestart",
    "finished": "actual_finish finish gereed klaar",
    "remaining": "remaining_duration resterend",
    "percent_complete": "percentage progress voortgang",
    "fulfilled_by": "activities",
    "addressed_by": "activities",
}


def validate(
    model: type[M],
    value: Any,  # noqa: ANN401
    tree: Tree,
    path: tuple[Part, ...] = (),
    context: object = None,
) -> tuple[M | None, list[Problem]]:
    """Read a value of a file as a model, or give all of its problems."""
    try:
        return model.model_validate(value, context=context, by_alias=True, by_name=False), []
    except ValidationError as fault:
        problems: list[Problem] = []
        for detail in fault.errors(include_url=False):
            # A file that was not read to its end may have the key further on.
            if tree.is_cut and detail["type"] == "missing" and not path:
                continue
            problems += _problems(detail, model, tree, path)
        return None, problems


def _problems(
    detail: Any,  # noqa: ANN401
    model: type[BaseModel],
    tree: Tree,
    path: tuple[Part, ...],
) -> Iterator[Problem]:
    kind, where = detail["type"], (*path, *detail["loc"])
    context = dict(detail.get("ctx", {}))
    place = tree.place(where)
    if kind == SHAPE:
        for code, name, shape in context["problems"]:
            yield error(code, tree.place((*where, name), key=True), **shape)
    elif "-" in kind:
        # Only our own codes have hyphens; pydantic writes `string_type`.
        yield error(kind, place, key=_key(where), **context)
    elif kind == "missing":
        yield _missing(where, tree)
    elif kind == "extra_forbidden":
        yield _unknown_key(model, detail["loc"], tree.place(where, key=True))
    elif kind in {"enum", "literal_error", "union_tag_invalid"}:
        yield _unknown_choice(detail, where, place)
    elif kind == "union_tag_not_found":
        yield error("missing-key", place, key="type", where=_key(where))
    elif kind in _KINDS:
        yield error(_KINDS[kind], place, key=_key(where), value=_shown(detail["input"]))
    else:
        value = _shown(detail["input"])
        yield error("wrong-value", place, key=_key(where), value=value, reason=detail["msg"])


def _missing(where: Sequence[Part], tree: Tree) -> Problem:
    place = tree.place(where[:-1], key=True)
    parent = _key(where[:-1]) or tree.file.name
    return error("missing-key", place, key=where[-1], where=parent)


def _unknown_key(model: type[BaseModel], loc: Sequence[Part], place: Location) -> Problem:
    key = str(loc[-1])
    known = keys_at(model, tuple(part for part in loc[:-1] if isinstance(part, str)))
    folded = key.casefold().replace("-", "_").replace(" ", "_")
    # Synonyms first: the key with the nearest spelling may be about something else.
    synonym = next((name for name in known if folded in _SYNONYMS.get(name, "").split()), None)
    suggestion = synonym or nearest(folded, known)
    return error("unknown-key", place, key=key, known=tuple(sorted(known)), suggestion=suggestion)


def _unknown_choice(detail: Any, where: Sequence[Part], place: Location) -> Problem:  # noqa: ANN401
    context = detail["ctx"]
    # Pydantic gives the choices as one text: `'sourced', 'inferred' or 'secondary'`.
    expected = str(context.get("expected") or context.get("expected_tags"))
    choices = tuple(re.findall(r"'([^']*)'", expected)) or (expected,)
    value = str(context.get("tag", _shown(detail["input"])))
    suggestion = nearest(value, choices)
    return error(
        "unknown-choice",
        place,
        key=_key(where),
        value=value,
        choices=choices,
        suggestion=suggestion,
    )


@lru_cache(maxsize=256)
def keys_at(model: type[BaseModel], path: tuple[str, ...]) -> frozenset[str]:
    """List the keys that a model knows at a place within it."""
    for part in path:
        inner = _field(model, part)
        if inner is not None:
            model = inner
    fields = model.model_fields.items()
    return frozenset(field.alias or name for name, field in fields if not _is_internal(field))


def _field(model: type[BaseModel], key: str) -> type[BaseModel] | None:
    for name, field in model.model_fields.items():
        if key in {name, field.alias}:
            return _model_in(field.annotation)
    return None


def _model_in(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    # Such as `Target | None` or `dict[str, Calendar]`.
    for argument in get_args(annotation):
        model = _model_in(argument)
        if model is not None:
            return model
    return None


def _is_internal(field: FieldInfo) -> bool:
    """Tell whether the loader fills in a field, so that no file may have it."""
    return any(type(item).__name__ == "SkipJsonSchema" for item in field.metadata)


def _key(where: Sequence[Part]) -> str:
    """Name the field for a message: the last name in the path."""
    return next((part for part in reversed(where) if isinstance(part, str)), "")


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return "{…}"
    if isinstance(value, list | tuple):
        return "[…]"
    text = str(value)
    if len(text) > _LONGEST_VALUE:
        return text[: _LONGEST_VALUE - 1] + "…"
    return text
