"""The base of all models of plan files, and evidence."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from pydantic import BaseModel
from pydantic import ConfigDict
from pydantic import model_validator

from planner.model.values import Facts

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema


class PlanModel(BaseModel):
    """Base of everything read from a plan file."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",  # a misspelt key must not be ignored in silence
        validate_by_name=True,
        validate_by_alias=True,
        defer_build=True,  # a command builds only the models that it meets
    )


class ShortForm(PlanModel):
    """A model that may be written as a bare text: the value of its most important field."""

    short_form: ClassVar[str]

    @model_validator(mode="before")
    @classmethod
    def _from_short_form(cls, value: Any) -> Any:  # noqa: ANN401
        return cls.expand(value) if isinstance(value, str) else value

    @classmethod
    def expand(cls, text: str) -> dict[str, Any]:
        """Turn the short form into fields."""
        return {cls.short_form: text}

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        schema = handler.resolve_ref_schema(handler(core_schema))
        return {"anyOf": [cls.short_schema(), dict(schema)]}

    @classmethod
    def short_schema(cls) -> JsonSchemaValue:
        """Describe the short form to an editor."""
        return {"type": "string"}


class Certainty(StrEnum):
    """The certainty of a fact."""

    SOURCED = "sourced"
    INFERRED = "inferred"
    SECONDARY = "secondary"


class Basis(StrEnum):
    """The ground of a value without a source."""

    ASSUMPTION = "assumption"


class Evidence(PlanModel):
    """The evidence of a value: a source and its facts, or an assumption with its reason."""

    source: str | None = None
    fact: Facts = ()
    certainty: Certainty | None = None
    basis: Basis | None = None
    rationale: str | None = None

    @property
    def is_assumption(self) -> bool:
        """Whether no source gives it."""
        return self.basis is Basis.ASSUMPTION

    @property
    def is_evidenced(self) -> bool:
        """Whether it has a source, a fact, or the mark of an assumption."""
        return self.is_assumption or self.source is not None or bool(self.fact)


class ActivityBasis(Evidence, ShortForm):
    """The evidence of an activity, under its `basis`: `assumption` or a source."""

    short_form: ClassVar[str] = "basis"

    @classmethod
    def short_schema(cls) -> JsonSchemaValue:
        """Only the word itself."""
        return {"const": Basis.ASSUMPTION.value}
