"""Read scenario files on demand, and check them against the plan that they change."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
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
    from collections.abc import Iterator
    from collections.abc import Mapping
    from pathlib import Path

    from planner.model import Plan
    from planner.problems import Location
    from planner.problems import Problem
    from planner.source.places import Places
    from planner.source.tree import Tree

ROOM = "scenarios"


@dataclass(frozen=True, slots=True)
class ScenarioReading:
    """The result of reading a scenario file.

    Attributes:
        scenario: None when the file has a problem.
        tree: The text of the file, with places.
    """

    scenario: Scenario | None
    problems: tuple[Problem, ...]
    tree: Tree

    def place_of_link(self, predecessor: str, successor: str) -> Location | None:
        """Find the line in this file that makes one activity wait for another, if it has one."""
        ends = (predecessor, successor)
        for index, link in enumerate(self.tree.value.get("links") or ()):
            if isinstance(link, dict) and (link.get("from"), link.get("to")) == ends:
                return self.tree.place(("links", index))
        for key in ("change", "add"):
            if successor in (self.tree.value.get(key) or {}):
                return self.tree.place((key, successor), key=True)
        return None

    def located(self, problem: Problem) -> Problem:
        """Give a problem of the scenario and the plan together its place in this file."""
        place = self.tree.place(())
        if problem.code == "scenario-finished":
            for index, delay in enumerate(self.tree.value.get("delays") or ()):
                if delay.get("activity") == problem.details["activity"]:
                    place = self.tree.place(("delays", index, "activity"))
        # Of a circle, the link that the scenario adds is the one to mend.
        names = str(problem.details.get("path", "")).split(" → ")
        for predecessor, successor in pairwise(names):
            link = self.place_of_link(predecessor, successor)
            if link is not None:
                return replace(problem, location=link)
        return replace(problem, location=place)


def scenario_files(folder: Path) -> tuple[Path, ...]:
    """List the scenario files of a plan, by name."""
    return tuple(sorted((folder / ROOM).glob("*.yaml")))


def read_scenario(file: Path, plan: Plan, places: Places) -> ScenarioReading:
    """Read a scenario, and complete the activities it changes from the plan files."""
    tree = read_tree(file, file.parent)
    if tree.problems:
        return ScenarioReading(None, in_reading_order(tree.problems), tree)
    written, problems = validate(ScenarioFile, {**tree.value, "name": file.stem}, tree)
    if written is None:
        return ScenarioReading(None, in_reading_order(problems), tree)
    problems += _reference_problems(written, plan, tree)
    # Changed fields are read together with the written ones: a rule may concern both.
    changes = {name: _as_written(name, places) | fields for name, fields in written.change.items()}
    changed = _activities("change", changes, tree, problems)
    additions = _additions(written, plan, tree, problems)
    added = _activities("add", additions, tree, problems)
    if problems:
        return ScenarioReading(None, in_reading_order(problems), tree)
    shared = Scenario.model_fields.keys() & ScenarioFile.model_fields.keys()
    scenario = Scenario(
        title=written.scenario,
        changed=changed,
        added=added,
        **{name: getattr(written, name) for name in shared},
    )
    return ScenarioReading(scenario, (), tree)


def _additions(
    written: ScenarioFile, plan: Plan, tree: Tree, problems: list[Problem]
) -> dict[str, dict[str, Any]]:
    """Leave out the added activities whose id is taken, or cannot be an id."""
    additions = {}
    for name, fields in written.add.items():
        place = tree.place(("add", name), key=True)
        workstream, _, short = name.partition(".")
        if name in plan.activities:
            problems.append(error("scenario-exists", place, activity=name))
        elif not is_identifier(workstream) or not is_identifier(short):
            problems.append(error("scenario-id", place, activity=name))
        else:
            additions[name] = fields
    return additions


def _activities(
    key: str, entries: Mapping[str, dict[str, Any]], tree: Tree, problems: list[Problem]
) -> dict[str, Activity]:
    """Read the activities under a key of the file; their problems are added to the others."""
    activities = {}
    for name, fields in entries.items():
        workstream = name.partition(".")[0]
        value = {**fields, "id": name, "workstream": workstream}
        activity, wrong = validate(Activity, value, tree, (key, name), Scope(workstream))
        problems += wrong
        if activity is not None:
            activities[name] = activity
    return activities


def _as_written(name: str, places: Places) -> dict[str, Any]:
    """Give the fields of an activity as the plan file has them."""
    workstream, _, short = name.partition(".")
    file = places.workstream_files.get(workstream, "")
    if file not in places.trees:
        return {}
    return dict(places.trees[file].value.get("activities", {}).get(short, {}))


def _reference_problems(written: ScenarioFile, plan: Plan, tree: Tree) -> Iterator[Problem]:
    known = {*plan.activities, *written.add}
    for key in ("delays", "drop"):
        for index, entry in enumerate(getattr(written, key)):
            yield from _missing(entry.activity, known, tree, key, index, "activity")
    for index, law in enumerate(written.law_dates):
        path = ("law_dates", index, "milestone")
        yield from _missing(law.milestone, known, tree, *path)
        if law.milestone in plan.activities and not plan.activities[law.milestone].is_milestone:
            yield error("target-not-milestone", tree.place(path), activity=law.milestone)
    for name in written.change:
        yield from _missing(name, known, tree, "change", name, key=True)
    for key in ("change", "add"):
        for name, fields in getattr(written, key).items():
            for index, predecessor in enumerate(_predecessors(name, fields)):
                yield from _missing(predecessor, known, tree, key, name, "after", index)
    yield from _link_problems(written, plan, tree, known)


def _link_problems(
    written: ScenarioFile, plan: Plan, tree: Tree, known: set[str]
) -> Iterator[Problem]:
    for key in ("links", "cut"):
        for index, link in enumerate(getattr(written, key)):
            yield from _missing(link.from_, known, tree, key, index, "from")
            yield from _missing(link.to, known, tree, key, index, "to")
            if link.from_ == link.to:
                yield error("self-reference", tree.place((key, index)), activity=link.to)
    for index, cut in enumerate(written.cut):
        successor = plan.activities.get(cut.to)
        if successor and cut.from_ not in {link.activity for link in successor.after}:
            place = tree.place(("cut", index))
            yield error("scenario-no-link", place, predecessor=cut.from_, successor=cut.to)


def _predecessors(name: str, fields: Mapping[str, Any]) -> Iterator[str]:
    """Give the ids under `after`, with the workstream of the activity where they have none."""
    # These fields are not read as a model yet, so anything can stand here.
    after = fields.get("after")
    if not isinstance(after, list):
        return
    for entry in after:
        written = entry
        if isinstance(entry, dict):
            written = entry.get("activity", "")
        predecessor = str(written).split(" ")[0]
        if "." not in predecessor:
            predecessor = f"{name.partition('.')[0]}.{predecessor}"
        yield predecessor


def _missing(
    name: str, known: set[str], tree: Tree, *path: str | int, key: bool = False
) -> Iterator[Problem]:
    if name not in known:
        place, suggestion = tree.place(path, key=key), nearest(name, known)
        yield error("unknown-activity", place, name=name, user="scenario", suggestion=suggestion)
