"""Other schedulers on the same network, where they are installed: `pip install longpath ...`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from datetime import timedelta
from importlib.util import find_spec
from typing import TYPE_CHECKING
from typing import Any

from planner.timeaxis import moment_of
from tests.networks import FIRST
from tests.networks import START
from tests.networks import calendars

if TYPE_CHECKING:
    from planner.schedule.network import NetworkActivity
    from planner.schedule.network import NetworkLink

Run = Callable[[], object]
NAMES = ("rijk", "kamer", "split")


def networkx_longest_path(activities: list[NetworkActivity], links: list[NetworkLink]) -> Run:
    """Only the length of the longest path: one calendar, no lags, no floats, no dates."""
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    duration = {a.id: a.duration for a in activities}
    graph.add_nodes_from(duration)
    graph.add_edges_from(
        (k.predecessor, k.successor, {"weight": duration[k.predecessor]}) for k in links
    )
    return lambda: nx.dag_longest_path_length(graph)


def longpath(activities: list[NetworkActivity], links: list[NetworkLink]) -> Run:
    """Several calendars, all link types, floats (minutes, P6 rules)."""
    from longpath import cpm
    from longpath import model
    from longpath.calendars import WorkCalendar

    theirs = {
        own.name: WorkCalendar(
            own.name,
            own.name,
            [list(hours) for hours in own.week],
            {day: list(hours) for day, hours in own.exceptions.items()},
        )
        for own in calendars(2065)
    }
    start = moment_of(START)
    project = model.Project(
        "p", "p", "p", data_date=start, planned_start=start, default_calendar="rijk"
    )
    for a in activities:
        hours = a.duration / 60
        project.activities[a.id] = model.Activity(
            a.id, a.id, a.id, calendar_id=NAMES[a.calendar], orig_dur_h=hours, rem_dur_h=hours
        )
    project.relationships = [
        model.Relationship(k.predecessor, k.successor, k.type.name, k.lag / 60) for k in links
    ]
    return lambda: cpm.run(project, theirs, cpm.CpmOptions())


def trueppm(activities: list[NetworkActivity], links: list[NetworkLink]) -> Run:
    """Calendars in whole days, all link types, floats; its own limits on size apply."""
    import trueppm_scheduler as peer

    project = peer.Project(
        "p",
        "p",
        date(FIRST.year, FIRST.month, FIRST.day),
        tasks=[peer.Task(a.id, a.id, timedelta(days=a.duration // 480)) for a in activities],
        dependencies=[
            peer.Dependency(
                k.predecessor,
                k.successor,
                peer.DependencyType[k.type.name],
                timedelta(days=k.lag // 480),
            )
            for k in links
        ],
    )
    return lambda: peer.schedule(project)


def pmcontrols(activities: list[NetworkActivity], links: list[NetworkLink]) -> Run:
    """Finish to start alone, no calendars, no lags."""
    import pmcontrols as peer

    before: dict[str, list[str]] = {}
    for k in links:
        before.setdefault(k.successor, []).append(k.predecessor)
    rows: list[dict[str, Any]] = [
        {
            "id": a.id,
            "duration": a.duration / 480,
            "predecessors": sorted(set(before.get(a.id, ()))),
        }
        for a in activities
    ]
    return lambda: peer.cpm(rows)


def mpxj(activities: list[NetworkActivity], links: list[NetworkLink]) -> Run:
    """MicrosoftScheduler on one calendar; needs Java. Filling its project is not measured."""
    import jpype
    import mpxj as peer

    if not jpype.isJVMStarted():
        peer.startJVM()
    from java.time import LocalDateTime
    from org.mpxj import Duration
    from org.mpxj import ProjectFile
    from org.mpxj import Relation
    from org.mpxj import RelationType
    from org.mpxj import TimeUnit
    from org.mpxj.cpm import MicrosoftScheduler

    start = LocalDateTime.of(FIRST.year, FIRST.month, FIRST.day, 8, 0)
    project = ProjectFile()
    project.setDefaultCalendar(project.addDefaultBaseCalendar())
    project.getProjectProperties().setStartDate(start)
    kinds = {
        "FS": RelationType.FINISH_START,
        "SS": RelationType.START_START,
        "FF": RelationType.FINISH_FINISH,
        "SF": RelationType.START_FINISH,
    }
    tasks = {}
    nothing = Duration.getInstance(0, TimeUnit.DAYS)
    for a in activities:
        tasks[a.id] = project.addTask()
        tasks[a.id].setActualDuration(nothing)
        tasks[a.id].setDuration(Duration.getInstance(a.duration // 480, TimeUnit.DAYS))
        tasks[a.id].setRemainingDuration(Duration.getInstance(a.duration // 480, TimeUnit.DAYS))
    for k in links:
        tasks[k.successor].addPredecessor(
            Relation.Builder()
            .predecessorTask(tasks[k.predecessor])
            .type(kinds[k.type.name])
            .lag(Duration.getInstance(k.lag // 480, TimeUnit.DAYS))
        )
    return lambda: MicrosoftScheduler().schedule(project, start)


PEERS: dict[str, tuple[str, Callable[[list[NetworkActivity], list[NetworkLink]], Run]]] = {
    "networkx dag_longest_path_length": ("networkx", networkx_longest_path),
    "longpath": ("longpath", longpath),
    "trueppm-scheduler": ("trueppm_scheduler", trueppm),
    "pmcontrols": ("pmcontrols", pmcontrols),
    "mpxj MicrosoftScheduler": ("mpxj", mpxj),
}


def installed() -> dict[str, Callable[[list[NetworkActivity], list[NetworkLink]], Run]]:
    """The peers that can be imported here."""
    return {name: make for name, (module, make) in PEERS.items() if find_spec(module)}
