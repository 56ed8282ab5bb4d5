"""Random plans of every kind of link, lag, constraint and progress, from a seed."""

from __future__ import annotations

import random
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING
from typing import Any

import yaml

from tests.reference.terms import is_working

if TYPE_CHECKING:
    from pathlib import Path

Fields = dict[str, Any]

OWNERS = ("AenM", "COA", "IND", "KMar")
CALENDARS: Fields = {
    "rijk": {
        "week": ["mon", "tue", "wed", "thu", "fri"],
        "hours": ["09:00-17:00"],
        "holidays": "NL",
    },
    "raad": {"week": ["tue", "wed", "thu"], "hours": ["09:00-17:00"], "holidays": "NL"},
    "locatie": {"week": "all", "hours": ["09:00-17:00"]},
    "elapsed": {"week": "all", "hours": ["00:00-24:00"]},
    "lunch": {
        "week": ["mon", "tue", "wed", "thu", "fri"],
        "hours": ["09:00-12:30", "13:00-17:30"],
        "holidays": {"country": "NL", "liberation_day": True},
    },
    "kamer": {"based_on": "rijk", "closures": [], "worked": []},
}
LAGS = ("+1d", "+3d", "+1w", "-1d", "-2d", "-1w", "+2ed", "+1ew", "-2ed", "+1emo", "+50%", "-25%")
SHORT_LAGS = ("+4h", "-4h", "+12h", "+1.5d")


@dataclass
class RandomPlan:
    """A plan as the plain values of its files.

    Attributes:
        activities: The activities of its one workstream, `w`.
        reports: The status reports, each with its data date.
    """

    programme: Fields
    activities: dict[str, Fields]
    reports: list[Fields] = field(default_factory=list)

    def write(self, folder: Path) -> Path:
        """Write the plan as a folder of YAML files."""
        (folder / "status").mkdir(parents=True, exist_ok=True)
        _dump(folder / "programme.yaml", self.programme)
        workstream = {"workstream": "w", "title": "Work", "lead": "IND"}
        _dump(folder / "w.yaml", {**workstream, "activities": self.activities})
        for report in self.reports:
            name = f"{report['data_date']}-{report['reported_by']}.yaml"
            _dump(folder / "status" / name, report)
        return folder


def _dump(path: Path, value: Fields) -> None:
    text = yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=200)
    path.write_text(text, encoding="utf-8")


def random_plan(seed: int) -> RandomPlan:
    """Make the plan that belongs to a seed."""
    return _Maker(random.Random(seed)).plan()  # noqa: S311 - no secrets here


class _Maker:
    """Makes one plan; `span` keeps rough day numbers, so that dates fall where work is."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.start = date(2026, 1, 5) + timedelta(rng.randrange(150))
        self.activities: dict[str, Fields] = {}
        self.span: dict[str, tuple[int, int]] = {}
        names = rng.sample(["raad", "locatie", "elapsed", "lunch", "kamer"], rng.choice((2, 3)))
        self.calendars = {"rijk": CALENDARS["rijk"]}
        for name in sorted(names):
            self.calendars[name] = CALENDARS[name]
        if "kamer" in names:
            self.calendars["kamer"] = self.kamer()
        self.with_hours = rng.random() < 0.3

    def chance(self, probability: float) -> bool:
        """Say yes with a probability."""
        return self.rng.random() < probability

    def day(self, number: float) -> date:
        """Give a day by its number from the start of the programme."""
        return self.start + timedelta(max(int(number), 0))

    def kamer(self) -> Fields:
        """Make a calendar with a recess and a half day."""
        begin = self.day(self.rng.randrange(60))
        half = self.day(self.rng.randrange(60))
        return {
            "based_on": "rijk",
            "closures": [
                {
                    "name": "Recess",
                    "from": begin,
                    "to": begin + timedelta(self.rng.randrange(3, 20)),
                    "basis": "assumption",
                }
            ],
            "worked": [
                {"date": half, "hours": ["09:00-13:00"], "name": "Half day", "basis": "assumption"}
            ],
        }

    def plan(self) -> RandomPlan:
        """Make activities, then a target behind some of them, then reports."""
        rng = self.rng
        count = rng.choice((5, 6, 7, 8, 8, 10, 10, 12, 15, 15, 20, 20, 30, 40, 60))
        if self.chance(0.02):
            count = rng.randrange(100, 301)
        for number in range(count):
            self.add(f"a{number:03}")
        self.add_hammock()
        last = max((finish for _, finish in self.span.values()), default=10)
        due = self.workday(last + rng.randrange(-10, 40))
        ends = [name for name in self.span if self.chance(0.5)] or list(self.span)[-1:]
        target: Fields = {**self.named("Go"), "milestone": "start", "after": ends[-6:]}
        if self.chance(0.2):
            target["milestone"] = "finish"
        if self.chance(0.3):
            target["start_no_earlier_than"] = due
        self.activities["go"] = target
        programme = {
            "programme": "Random programme",
            "start": self.start,
            "target": {"milestone": "w.go", "date": due},
            "default_calendar": "rijk",
            "calendars": self.calendars,
            "organisations": {name: {"name": name} for name in OWNERS},
        }
        reports = self.reports() if self.chance(0.6) else []
        return RandomPlan(programme, self.activities, reports)

    def workday(self, number: float) -> date:
        """Give a working day at or before a day: hard dates mostly lie on one."""
        day = self.day(number)
        while not is_working(day.toordinal()):
            day -= timedelta(1)
        return day

    def named(self, title: str) -> Fields:
        """Make the fields that every activity has."""
        return {"title": title, "owner": self.rng.choice(OWNERS), "basis": "assumption"}

    def add(self, name: str) -> None:
        """Add an activity that waits for some of the earlier ones."""
        rng = self.rng
        fields = self.named(name.upper())
        kind = rng.choices(
            ("task", "elapsed", "term", "start", "finish"), weights=(74, 6, 4, 8, 8)
        )[0]
        days = rng.randrange(1, 13)
        if kind in {"start", "finish"}:
            fields["milestone"], days = kind, 0
        elif kind == "term":
            fields["duration"], fields["term"] = self.rng.choice(
                (("14ed", "nl"), ("6ew", "nl"), ("1emo", "nl"), ("2ed", "eu"), ("1emo", "eu"))
            )
            days = 20
        elif kind == "elapsed":
            fields["duration"] = rng.choice((f"{days}ed", "1ew", "2ew", "1emo"))
        else:
            fields["duration"] = f"{days}d"
            if self.chance(0.05):
                fields["duration"], days = f"{days % 3 + 1}w", 7 * (days % 3 + 1)
            elif self.with_hours and self.chance(0.25):
                fields["duration"], days = f"{days * 3}h", days // 2
            if self.chance(0.35):
                fields["calendar"] = rng.choice(sorted(self.calendars))
        links, begin = self.links(kind)
        if links:
            fields["after"] = links
        self.span[name] = (begin, begin + days * 7 // 5)
        if kind != "term":
            self.constrain(fields, kind, *self.span[name])
        self.activities[name] = fields

    def links(self, kind: str) -> tuple[list[str], int]:
        """Choose predecessors, and guess the day from which an activity can begin."""
        rng = self.rng
        earlier = list(self.span)[-12:]
        chosen = rng.sample(earlier, min(len(earlier), rng.choice((0, 1, 1, 1, 2, 2, 3))))
        written, begin = [], 0
        for name in chosen:
            link = rng.choices(("FS", "SS", "FF", "SF"), weights=(62, 15, 16, 7))[0]
            lag = ""
            if kind == "term" or self.activities[name].get("term"):
                link = "FS"
            elif kind in {"finish", "elapsed"}:
                link = rng.choice(("FS", "FS", "FF")) if kind == "finish" else "FS"
            elif self.chance(0.35):
                lag = rng.choice(LAGS)
                if self.with_hours and self.chance(0.2):
                    lag = rng.choice(SHORT_LAGS)
            text = name
            if lag or link != "FS":
                text = f"{name} {link}{lag}"
            written.append(text)
            begin = max(begin, self.span[name][link[0] == "F"])
        return written, begin

    def constrain(self, fields: Fields, kind: str, begin: int, end: int) -> None:
        """Give some activities a date constraint, a deadline or both."""
        rng = self.rng
        if self.chance(0.12):
            name = rng.choice(
                (
                    "start_no_earlier_than",
                    "start_no_later_than",
                    "finish_no_earlier_than",
                    "finish_no_later_than",
                )
            )
            near = {"start": begin, "finish": end}[name.split("_")[0]]
            fields[name] = self.day(near + rng.randrange(-5, 12))
        elif self.chance(0.03):
            name = rng.choice(("must_start_on", "must_finish_on"))
            near = {"start": begin, "finish": end}[name.split("_")[1]]
            fields[name] = self.workday(near + rng.randrange(9))
        elif kind == "task" and self.chance(0.05):
            fields["as_late_as_possible"] = True
        if self.chance(0.06):
            fields["deadline"] = self.workday(end + rng.randrange(-3, 20))

    def add_hammock(self) -> None:
        """Span two activities."""
        if self.chance(0.3) and len(self.span) > 3:
            first, last = sorted(self.rng.sample(list(self.span), 2))
            self.activities["span"] = {**self.named("Span"), "spans": {"from": first, "to": last}}

    def reports(self) -> list[Fields]:
        """Report what the rough days put before the data date, and now and then something else."""
        last = max(finish for _, finish in self.span.values())
        now = self.rng.randrange(3, max(last, 5))
        by_owner: dict[str, Fields] = {}
        for name, (begin, end) in self.span.items():
            entry = self.progress(self.activities[name], begin, end, now)
            if entry:
                owner = self.activities[name]["owner"]
                by_owner.setdefault(owner, {})[f"w.{name}"] = entry
        found = []
        for owner, entries in sorted(by_owner.items()):
            report = {"data_date": self.day(now), "reported_by": owner, "activities": entries}
            found.append(report)
        return found

    def progress(self, fields: Fields, begin: int, end: int, now: int) -> Fields | None:
        """Say how far one activity is at the data date."""
        rng = self.rng
        if self.chance(0.04):
            # Out of sequence: earlier than its predecessors allow.
            begin, end = begin - 20, end - 20
        started = min(max(begin, 0) + rng.randrange(3), now)
        finished = min(max(end, started) + rng.randrange(3), now)
        if begin > now:
            if self.chance(0.03) and fields.get("duration", "").endswith("d"):
                return {"expected_finish": self.day(max(end, now) + rng.randrange(2, 10))}
            return None
        if "milestone" in fields:
            return {"finished": self.day(started)} if self.chance(0.8) else None
        if end <= now and self.chance(0.8):
            return {"started": self.day(started), "finished": self.day(finished)}
        if self.chance(0.2):
            return None
        return self.begun(fields, started, now)

    def begun(self, fields: Fields, started: int, now: int) -> Fields:
        """Say what is left of work in progress."""
        rng = self.rng
        entry: Fields = {"started": self.day(started)}
        if "term" in fields:
            return entry
        how = rng.choice(("remaining", "percent_complete", "expected_finish", "remaining"))
        if fields["duration"].endswith(("ed", "ew", "emo")) or how == "remaining":
            unit = "ed" if "e" in fields["duration"] else "d"
            entry["remaining"] = f"{rng.randrange(1, 8)}{unit}"
        elif how == "percent_complete":
            entry["percent_complete"] = rng.choice((0, 10, 25, 33, 40, 50, 70, 90))
        else:
            entry["expected_finish"] = self.day(now + rng.randrange(1, 10))
        return entry
