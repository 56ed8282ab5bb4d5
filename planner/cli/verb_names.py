"""The verbs, with the message keys of what they are for and how they are used."""

from __future__ import annotations

from enum import StrEnum
from keyword import iskeyword

from planner.i18n import EnumTexts


class VerbName(StrEnum):
    """The verbs, in the order in which the help lists them."""

    BASELINE = "baseline"
    CHECK = "check"
    COMPARE = "compare"
    CRITICAL_PATH = "critical-path"
    DESCRIBE = "describe"
    EXPLAIN = "explain"
    EXPORT = "export"
    IMPACT = "impact"
    IMPORT = "import"
    LETTER = "letter"
    QUALITY = "quality"
    RECOVER = "recover"
    RISK = "risk"
    SCHEDULE = "schedule"
    SCHEMA = "schema"
    STATUS = "status"
    VERIFY = "verify"
    WHAT_IF = "what-if"

    @property
    def module(self) -> str:
        """The module of this package that holds the verb."""
        name = self.value.replace("-", "_")
        # Python cannot import a module with the name of a keyword.
        return f"{name}_" if iskeyword(name) else name


SUMMARY_TEXT = EnumTexts("verb", VerbName, ".summary")
HELP_TEXT = EnumTexts("verb", VerbName, ".help")
