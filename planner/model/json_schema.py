"""JSON Schemas of the plan files, so that an editor completes, checks and explains."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from planner.i18n import DEFAULT_LOCALE
from planner.model.plan import WorkstreamFile
from planner.model.programme import Programme
from planner.model.register import CommitmentsFile
from planner.model.register import ObligationsFile
from planner.model.register import RisksFile
from planner.model.register import SourcesFile
from planner.model.report import SentLetter
from planner.model.report import StatusReport
from planner.model.scenario import ScenarioFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from pydantic import BaseModel

    from planner.i18n import Locale

FILE_KINDS: Mapping[str, type[BaseModel]] = {
    "programme": Programme,
    "sources": SourcesFile,
    "workstream": WorkstreamFile,
    "obligations": ObligationsFile,
    "commitments": CommitmentsFile,
    "risks": RisksFile,
    "status": StatusReport,
    "letter": SentLetter,
    "scenario": ScenarioFile,
}
"""The kinds of file that people write."""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NULL = {"type": "null"}
_LOOSE_TEXT = {"type": ["string", "number"]}
"""An editor reads `article: 5` as a number; the planner reads all as text."""


def file_schema(kind: str, locale: Locale = DEFAULT_LOCALE) -> dict[str, Any]:
    """Give the JSON Schema of a kind of file, explained in a language.

    Raises:
        KeyError: There is no such kind.
    """
    model = FILE_KINDS[kind]
    schema = model.model_json_schema(by_alias=True)
    definitions = schema.pop("$defs", {})
    described = {
        "$schema": _DIALECT,
        **_model(schema, model.__name__, locale),
        "$defs": {name: _model(part, name, locale) for name, part in definitions.items()},
    }
    described["title"] = locale.say(about_key(model.__name__))
    return described


def described_fields() -> Iterator[tuple[str, str]]:
    """Name every model and field that an editor shows."""
    for model in FILE_KINDS.values():
        schema = model.model_json_schema(by_alias=True)
        for name, part in ((model.__name__, schema), *schema.get("$defs", {}).items()):
            for form in (part, *part.get("anyOf", ())):
                for key in form.get("properties", {}):
                    yield name, key


def about_key(model: str) -> str:
    """Give the key of the text that explains a model."""
    return f"schema.{model}.about"


def field_key(model: str, key: str) -> str:
    """Give the key of the text that explains a field: its own, else that of all such fields."""
    own = f"schema.{model}.{key}"
    return own if DEFAULT_LOCALE.knows(own) else f"schema.any.{key}"


def _model(schema: dict[str, Any], name: str, locale: Locale) -> dict[str, Any]:
    """Explain a model and its fields, and leave out what only Python needs."""
    result = {key: value for key, value in schema.items() if key not in {"title", "description"}}
    if "anyOf" in result:
        result["anyOf"] = [_model(form, name, locale) for form in result["anyOf"]]
    if "properties" in result:
        result["properties"] = {
            key: {"description": locale.say(field_key(name, key)), **_without_noise(field)}
            for key, field in result["properties"].items()
        }
    about = about_key(name)
    if locale.knows(about) and "properties" in result:
        result["description"] = locale.say(about)
    return result


def _without_noise(schema: dict[str, Any]) -> dict[str, Any]:
    """Drop the titles and the null that a file cannot hold, at every level."""
    kept = {k: v for k, v in schema.items() if k not in {"title", "default", "description"}}
    # Pydantic writes `X | None` as `anyOf`; an editor shows the one form that is left better.
    forms = [_without_noise(form) for form in kept.get("anyOf", ()) if form != _NULL]
    if len(forms) == 1:
        del kept["anyOf"]
        kept |= forms[0]
    elif forms:
        kept["anyOf"] = forms
    for key in ("items", "additionalProperties"):
        if isinstance(kept.get(key), dict):
            kept[key] = _without_noise(kept[key])
    return _LOOSE_TEXT if _is_free_text(kept) else kept


def _is_free_text(schema: dict[str, Any]) -> bool:
    return schema.get("type") == "string" and schema.keys() <= {"type", "minLength"}
