"""What a question is about: an activity, a part of a bill, an article."""

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
    """What the question is about.

    Attributes:
        name: As it was asked.
        provisions: Parts of a bill or articles, by id.
        activities: What rests on it directly, or the activity that was named.
    """

    name: str
    provisions: Mapping[str, Provision]
    activities: tuple[str, ...]


def query_of(plan: Plan, name: str) -> Query:
    """Find what a name stands for: an activity, a provision, an article or a bill.

    Args:
        plan: The plan.
        name: An activity, in full or short; a provision; or an article, alone (`8`) or behind the
            first words of its act (`Verordening (EU) 2024/1356, 8`).

    Raises:
        UnknownSubjectError: Nothing goes by that name.
    """
    wanted = name.strip()
    if wanted in plan.activities:
        return Query(wanted, {}, (wanted,))
    short = [a.id for a in plan.activities.values() if a.short_id == wanted]
    if len(short) == 1:
        return Query(wanted, {}, (short[0],))
    provisions = plan.programme.provisions
    found = {n: p for n, p in provisions.items() if n == wanted or _is_article(p, wanted)}
    if found:
        resting = (a.id for a in plan.activities.values() if found.keys() & set(a.provisions))
        return Query(wanted, found, tuple(sorted(resting)))
    raise UnknownQueryError(wanted, nearest(wanted, [*plan.activities, *provisions]))


def _is_article(provision: Provision, wanted: str) -> bool:
    folded = wanted.casefold()
    if folded in {(provision.act or "").casefold(), provision.title.casefold()}:
        return True
    if provision.article is None:
        return False
    act, _, article = folded.rpartition(",")
    article = article.replace("artikel", "").replace("article", "").replace("art.", "").strip()
    if act and not (provision.act or "").casefold().startswith(act.strip()):
        return False
    return article in _articles(provision.article)


def _articles(text: str) -> set[str]:
    """The articles in `27, 28 en 35` or `43-54`, ranges written out."""
    found = {match.casefold() for match in _ARTICLE.findall(text)}
    for first, last in re.findall(r"(\d+)-(\d+)", text):
        found.update(str(number) for number in range(int(first), int(last) + 1))
    return found
