"""The subject of a question: an activity, a part of a bill, an article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.problems import PlannerError
from planner.problems import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.model import Plan
    from planner.model import Provision

_ARTICLE = re.compile(r"\d+[a-z]*(?:\(\d+\))?", re.IGNORECASE)


class UnknownQueryError(PlannerError):
    """Nothing in the plan goes by this name.

    Attributes:
        suggestion: What was probably meant.
    """

    def __init__(self, name: str, suggestion: str | None) -> None:
        self.name = name
        self.suggestion = suggestion
        super().__init__(name)


@dataclass(frozen=True, slots=True)
class Query:
    """The subject of a question.

    Attributes:
        name: As it was asked.
        provisions: Parts of a bill or articles, by id.
        activities: The activities that rest on it directly, or the one that was named.
    """

    name: str
    provisions: Mapping[str, Provision]
    activities: tuple[str, ...]

    @property
    def decisions(self) -> set[str]:
        """The activities that decide on these parts of a bill or articles."""
        return {p.decided_by for p in self.provisions.values() if p.decided_by}


def query_of(plan: Plan, name: str) -> Query:
    """Find what has a name: an activity, a provision, an article or a bill.

    Args:
        plan: The plan.
        name: An activity, in full or short; a provision; or an article, alone (`8`) or behind the
            first words of its act (`Verordening (EU) 2024/1356, 8`).

    Raises:
        UnknownQueryError: Nothing has that name.
    """
    wanted = name.strip()
    activities, provisions = plan.activities, plan.programme.provisions
    if wanted in activities:
        return Query(wanted, {}, (wanted,))
    short = [a.id for a in activities.values() if a.short_id == wanted]
    if len(short) == 1:  # a short id that two workstreams use names neither
        return Query(wanted, {}, (short[0],))
    named = {n: p for n, p in provisions.items() if n == wanted or _is_named(p, wanted)}
    if not named:
        raise UnknownQueryError(wanted, nearest(wanted, [*activities, *provisions]))
    return Query(wanted, named, _resting_on(plan, named))


def _resting_on(plan: Plan, provisions: Mapping[str, Provision]) -> tuple[str, ...]:
    """The activities that rest on one of some provisions."""
    activities = plan.activities.values()
    resting = (a.id for a in activities if not provisions.keys().isdisjoint(a.provisions))
    return tuple(sorted(resting))


def _is_named(provision: Provision, wanted: str) -> bool:
    """Whether a name stands for a provision: its act, its title or one of its articles."""
    folded = wanted.casefold()
    if folded in {(provision.act or "").casefold(), provision.title.casefold()}:
        return True
    if provision.article is None:
        return False
    # An act may hold a comma itself, so the article stands behind the last one.
    act, _, article = folded.rpartition(",")
    article = article.replace("artikel", "").replace("article", "").replace("art.", "").strip()
    if act and not (provision.act or "").casefold().startswith(act.strip()):
        return False
    return article in _articles(provision.article)


def _articles(text: str) -> set[str]:
    """The articles in `27, 28 en 35` or `43-54`, ranges written out."""
    articles = set(_ARTICLE.findall(text.casefold()))
    for first, last in re.findall(r"(\d+)-(\d+)", text):
        articles.update(map(str, range(int(first), int(last) + 1)))
    return articles
