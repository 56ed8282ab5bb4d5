"""The declaration of a page."""

from __future__ import annotations

from dataclasses import dataclass

COMMON_TERMS = "baseline data-date target"
"""The terms of the choices beside every page."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page, declared in its own module as `PAGE`, beside its `show(view)`.

    Attributes:
        module: The name of that module: `__name__`.
        title: Message key of its title.
        icon: A Material symbol.
        terms: The terms of the glossary that it uses, separated by spaces.
            `tests/web/test_page_terms.py` reads every page and names the missing ones.
        has_glossary: Whether its terms are offered beside its title.
        has_whole_plan: Whether the whole plan is offered as files below it; the other pages offer
            what they show.
    """

    module: str
    title: str
    icon: str
    terms: str = ""
    has_glossary: bool = True
    has_whole_plan: bool = False

    @property
    def name(self) -> str:
        """Its name in the log."""
        return self.module.rpartition(".")[2]

    @property
    def address(self) -> str:
        """Its place in the address bar, the same in every language."""
        return self.name.replace("_", "-")

    @property
    def explained_terms(self) -> tuple[str, ...]:
        """The terms that it offers to explain."""
        if not self.has_glossary:
            return ()
        return tuple(f"{COMMON_TERMS} {self.terms}".split())
