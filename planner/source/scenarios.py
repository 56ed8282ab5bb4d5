"""Scenario files: read on demand, checked against the plan that they are laid over."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING
from typing import Any

from planner.model import Activity
from planner.model.scenario import Scenario
from planner.model.scenario import ScenarioFile
from planner.model.values import Scope
from planner.model.values import is_identifier
from planner.problems import error
from planner.problems import in_reading_order
from planner.problems import nearest
from planner.source.folder import read_tree
from planner.source.validation import validate

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from pathlib import Path

    from planner.model import Plan
    from planner.problems import Location
    from planner.problems import Problem
    from planner.source.places import Places
    from planner.source.tree import Tree

ROOM = "scenarios"


@dataclass(frozen=True, slots=True)
class ScenarioReading:
    """What came of reading a scenario file.

    Attributes:
        scenario: None when something in the file is wrong.
        tree: Where everything in it stands.
    """

    scenario: Scenario | None
    problems: tuple[Problem, ...]
    tree: Tree

    def place_of_link(self, predecessor: str, successor: str) -> Location | None:
        """Find the line that makes one activity wait for another, as far as this file does."""
        links = self.tree.value.get("links") or ()
        for index, link in enumerate(links):
            if isinstance(link, dict) and (link.get("from"), link.get("to")) == (
                predecessor,
                successor,
            ):
                return self.tree.place(("links", index))
        for key in ("change", "add"):
            if successor in (self.tree.value.get(key) or {}):
                return self.tree.place((key, successor), key=True)
        return None

    def located(self, problem: Problem) -> Problem:
        """Give what is wrong with laying the scenario over a plan its place in the file."""
        place = self.tree.place(())
        if problem.code == "scenario-finished":
            delays = self.tree.value.get("delays") or ()
            for index, delay in enumerate(delays):
                if delay.get("activity") == problem.details["activity"]:
                    place = self.tree.place(("delays", index, "activity"))
        names = str(problem.details.get("path", "")).split(" → ")
        for predecessor, successor in pairwise(names):
            found = self.place_of_link(predecessor, successor)
            if found is not None:
                place = found
                break
        return replace(problem, location=place)


def scenario_files(folder: Path) -> tuple[Path, ...]:
    """The scenario files of a plan, by name."""
    room = folder / ROOM
    return tuple(sorted(room.glob("*.yaml"))) if room.is_dir() else ()


def read_scenario(file: Path, plan: Plan, places: Places) -> ScenarioReading:
    """Read a scenario and complete its activities with what the plan says of them."""
    tree = read_tree(file, file.parent)
    problems = list(tree.problems)
    found = None
    if not problems:
        value = {**tree.value, "name": file.stem}
        found, wrong = validate(ScenarioFile, value, tree)
        problems += wrong
    if found is None:
        return ScenarioReading(None, in_reading_order(problems), tree)
    problems += _reference_problems(found, plan, tree)
    changed = _activities(found.change, plan, places, tree, problems, key="change")
    added = _activities(found.add, plan, places, tree, problems, key="add")
    if problems:
        return ScenarioReading(None, in_reading_order(problems), tree)
    scenario = Scenario(
        name=found.name,
        title=found.scenario,
        description=found.description,
        law_dates=found.law_dates,
        delays=found.delays,
        changed=changed,
        added=added,
        drop=found.drop,
        links=found.links,
        cut=found.cut,
    )
    return ScenarioReading(scenario, (), tree)


def _activities(  # noqa: PLR0913, PLR0917 - two sources and where each value stands
    entries: dict[str, dict[str, Any]],
    plan: Plan,
    places: Places,
    tree: Tree,
    problems: list[Problem],
    key: str,
) -> dict[str, Activity]:
    found = {}
    for name, fields in entries.items():
        workstream, _, short = name.partition(".")
        where = tree.place((key, name), key=True)
        if key == "add" and name in plan.activities:
            problems.append(error("scenario-exists", where, activity=name))
            continue
        if key == "add" and not (is_identifier(workstream) and is_identifier(short)):
            problems.append(error("scenario-id", where, activity=name))
            continue
        written = _written(name, places) if key == "change" else {}
        value = {**written, **fields, "id": name, "workstream": workstream}
        activity, wrong = validate(Activity, value, tree, (key, name), Scope(workstream))
        problems += wrong
        if activity is not None:
            found[name] = activity
    return found


def _written(name: str, places: Places) -> dict[str, Any]:
    """What the plan file itself says of an activity."""
    workstream, _, short = name.partition(".")
    tree = places.trees.get(places.workstream_files.get(workstream, ""))
    entry = tree.value.get("activities", {}).get(short, {}) if tree else {}
    return dict(entry)


def _reference_problems(found: ScenarioFile, plan: Plan, tree: Tree) -> Iterator[Problem]:
    known = {*plan.activities, *found.add}
    for key in ("delays", "drop"):
        for index, entry in enumerate(getattr(found, key)):
            where = partial(tree.place, (key, index, "activity"))
            yield from _missing(entry.activity, where, known)
    for index, law in enumerate(found.law_dates):
        where = partial(tree.place, ("law_dates", index, "milestone"))
        yield from _missing(law.milestone, where, known)
        if law.milestone in plan.activities and not plan.activities[law.milestone].is_milestone:
            yield error("target-not-milestone", where(), activity=law.milestone)
    for name in found.change:
        yield from _missing(name, partial(tree.place, ("change", name), key=True), known)
    for key in ("change", "add"):
        for name, fields in getattr(found, key).items():
            yield from _predecessor_problems(key, name, fields, known, tree)
    yield from _link_problems(found, plan, tree, known)


def _link_problems(
    found: ScenarioFile, plan: Plan, tree: Tree, known: set[str]
) -> Iterator[Problem]:
    for key in ("links", "cut"):
        for index, link in enumerate(getattr(found, key)):
            for side, name in (("from", link.from_), ("to", link.to)):
                yield from _missing(name, partial(tree.place, (key, index, side)), known)
            if link.from_ == link.to:
                yield error("self-reference", tree.place((key, index)), activity=link.to)
    for index, cut in enumerate(found.cut):
        successor = plan.activities.get(cut.to)
        if successor and cut.from_ not in {d.activity for d in successor.after}:
            where = tree.place(("cut", index))
            yield error("scenario-no-link", where, predecessor=cut.from_, successor=cut.to)


def _predecessor_problems(
    key: str, name: str, fields: dict[str, Any], known: set[str], tree: Tree
) -> Iterator[Problem]:
    after = fields.get("after")
    for index, entry in enumerate(after if isinstance(after, list) else ()):
        text = entry.get("activity", "") if isinstance(entry, dict) else str(entry)
        predecessor = str(text).split(" ")[0]
        if "." not in predecessor:
            predecessor = f"{name.partition('.')[0]}.{predecessor}"
        yield from _missing(predecessor, partial(tree.place, (key, name, "after", index)), known)


def _missing(name: str, where: Callable[[], Location], known: set[str]) -> Iterator[Problem]:
    if name not in known:
        suggestion = nearest(name, known)
        yield error("unknown-activity", where(), name=name, user="scenario", suggestion=suggestion)
