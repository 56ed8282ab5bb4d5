"""A plan folder is read as people wrote it: text first, every reference completed."""

from __future__ import annotations

import random
import shutil
import time
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planner.duration import Duration
from planner.model import ActivityKind
from planner.model import Certainty
from planner.model import DaysImpact
from planner.model import DependencyType
from planner.model import Distribution
from planner.model import FactorImpact
from planner.model import Judgement
from planner.model import ProgressMode
from planner.model import TermRule
from planner.model import Weekday
from planner.source import read_plan
from tests.plan_cases import BASIS
from tests.plan_cases import PLANS

if TYPE_CHECKING:
    from planner.model import Plan
    from planner.problems import Location
    from planner.source import Reading

FULL = PLANS / "goed" / "volledig"


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_plan(FULL)


@pytest.fixture(scope="module")
def plan(reading: Reading) -> Plan:
    assert reading.problems == ()
    assert reading.plan is not None
    return reading.plan


def line_of(place: Location | None) -> str:
    """Show what a place points at, from its column on."""
    assert place is not None
    return place.file.read_text(encoding="utf-8").splitlines()[place.line - 1][place.column - 1 :]


def test_activities_are_named_in_full_and_sorted(plan: Plan) -> None:
    assert list(plan.activities) == [
        "go-live.application",
        "go-live.vote",
        "iv-systems.aftercare",
        "iv-systems.build",
        "iv-systems.design",
        "iv-systems.notice",
        "iv-systems.ready",
    ]


def test_a_short_reference_is_to_the_same_workstream(plan: Plan) -> None:
    dependency = plan.activities["iv-systems.build"].after[0]
    assert dependency.activity == "iv-systems.design"
    assert dependency.type is DependencyType.SS
    assert dependency.lag == Duration.days(40)


def test_a_long_dependency_carries_reason_and_evidence(plan: Plan) -> None:
    dependency = plan.activities["go-live.application"].after[0]
    assert (dependency.activity, str(dependency.lag)) == ("iv-systems.ready", "10ed")
    assert (dependency.reason, dependency.source, dependency.fact) == (
        "Inregelen.",
        "S4",
        ("IND-04",),
    )


def test_a_percentage_lag_and_an_elapsed_lag_are_kept_as_written(plan: Plan) -> None:
    assert str(plan.activities["go-live.application"].after[1].lag) == "50%"
    assert str(plan.activities["iv-systems.notice"].after[0].lag) == "30ed"


def test_kinds_follow_from_milestone_and_spans(plan: Plan) -> None:
    kinds = {name.partition(".")[2]: found.kind for name, found in plan.activities.items()}
    assert kinds["application"] is ActivityKind.START_MILESTONE
    assert kinds["ready"] is ActivityKind.FINISH_MILESTONE
    assert kinds["aftercare"] is ActivityKind.HAMMOCK
    assert kinds["build"] is ActivityKind.TASK


def test_a_hammock_names_both_ends_in_full(plan: Plan) -> None:
    spans = plan.activities["iv-systems.aftercare"].spans
    assert spans is not None
    assert (spans.from_, spans.to) == ("iv-systems.build", "go-live.application")


def test_one_fact_or_several_are_both_a_list(plan: Plan) -> None:
    vote = plan.activities["go-live.vote"].basis
    assert vote is not None
    assert vote.fact == ("IND-04", "IND-05")
    assert vote.certainty is Certainty.INFERRED
    law = plan.activities["go-live.application"].basis
    assert law is not None
    assert law.fact == ("LAW-01",)


def test_a_bare_date_and_a_date_with_a_reason_are_the_same_rule(plan: Plan) -> None:
    build = plan.activities["iv-systems.build"]
    assert build.deadline is not None
    assert build.deadline.date == date(2026, 5, 1)
    assert build.finish_no_later_than is not None
    assert build.finish_no_later_than.reason == "Afspraak."
    assert list(build.constraints) == ["finish_no_later_than"]


def test_estimate_measures_and_term_are_read(plan: Plan) -> None:
    build = plan.activities["iv-systems.build"]
    assert build.estimate is not None
    assert build.estimate.distribution is Distribution.TRIANGULAR
    assert build.estimate.pessimistic == Duration.days(260)
    assert build.measures[0].shorten_to == Duration.days(150)
    assert build.measures[0].cost == pytest.approx(2.5)
    assert plan.activities["iv-systems.notice"].term is TermRule.EU
    assert plan.activities["iv-systems.design"].planned_duration.amount == Fraction(3, 2)


def test_scalars_stay_text(plan: Plan) -> None:
    assert plan.programme.organisations["NO"].name == "Noorse dienst"
    assert plan.programme.provisions["bill.screening-authority"].article == "010"
    assert plan.activities["iv-systems.build"].involves == ()
    assert plan.activities["iv-systems.design"].involves == ("AenM", "NO")


def test_calendars_have_weeks_hours_holidays_and_exceptions(plan: Plan) -> None:
    rijk, kamer = plan.calendars["rijk"], plan.calendars["tweede-kamer"]
    assert rijk.week == tuple(Weekday)[:5]
    assert rijk.hours == ((540, 1020),)
    assert rijk.holidays is not None
    assert rijk.holidays.liberation_day
    assert rijk.holidays.omit == ("Goede Vrijdag", date(2026, 4, 6))
    assert rijk.holidays.add == (date(2026, 5, 15),)
    assert kamer.based_on == "rijk"
    assert kamer.week is None
    assert (kamer.closures[0].from_, kamer.closures[0].to) == (date(2025, 7, 4), date(2025, 8, 31))
    assert kamer.worked[0].hours == ((600, 840),)
    assert plan.calendars["elapsed"].week == tuple(Weekday)
    assert plan.calendars["elapsed"].hours == ((0, 1440),)
    assert plan.calendars["ploegen"].week == (Weekday.MON, Weekday.SAT)
    assert plan.calendars["ploegen"].hours == ((0, 360), (1320, 1440))


def test_programme_targets_and_settings_are_read(plan: Plan) -> None:
    programme = plan.programme
    assert [target.milestone for target in programme.all_targets] == [
        "go-live.application",
        "iv-systems.ready",
    ]
    assert programme.settings.progress is ProgressMode.PROGRESS_OVERRIDE
    assert [stream.id for stream in plan.workstreams] == ["iv-systems", "go-live"]
    assert plan.workstreams[0].open_points[0].id == "OPEN-12"


def test_a_source_may_be_older_than_any_plan(plan: Plan) -> None:
    assert plan.sources["L"].date == date(1971, 6, 3)


def test_registers_are_read(plan: Plan) -> None:
    assert plan.obligations["notice"].due == date(2026, 6, 12)
    assert plan.obligations["report"].term_text == "onverwijld"
    assert plan.commitments["motion-913"].addressed_by == ("iv-systems.design",)
    risk = plan.risks["amendment"]
    assert isinstance(risk.impact, DaysImpact)
    assert risk.mitigation is not None
    assert isinstance(risk.mitigation.impact, FactorImpact)
    assert plan.correlations[0].coefficient == pytest.approx(0.5)
    assert plan.branches[0].duration.likely == Duration.days(10)


def test_reports_come_in_order_of_data_date(plan: Plan) -> None:
    assert [report.name for report in plan.reports] == ["2025-01-15-IND", "2025-07-15-AenM"]
    entry = plan.reports[1].activities["iv-systems.build"]
    assert entry.percent_complete == pytest.approx(40)
    assert entry.expected_finish == date(2026, 3, 31)


def test_a_letter_has_statements_and_annexes(plan: Plan) -> None:
    letter = plan.letters[0]
    assert letter.statements[0].judgement is Judgement.PROVISIONALLY_ON_SCHEDULE
    assert [annex.title for annex in letter.annexes] == ["Bijlage 1", "Bijlage 2"]


def test_places_lead_back_to_what_was_written(reading: Reading) -> None:
    places = reading.places
    assert line_of(places.activity("iv-systems.build")).startswith("build:")
    assert line_of(places.activity("iv-systems.build", "duration")) == "180d"
    assert line_of(places.activity("iv-systems.build", "measures", 0, "cost")).startswith("2.5")
    assert line_of(places.dependency("iv-systems.build", "iv-systems.design")) == "design SS+40d"
    assert line_of(places.dependency("iv-systems.aftercare", "go-live.application")).startswith(
        "go-live.application"
    )
    assert line_of(places.report("2025-07-15-AenM", "go-live.vote", "finished")).startswith(
        "2025-07-03"
    )
    assert line_of(places.file("programme.yaml", "target", "date")).startswith("2026-06-12")


def test_the_place_of_a_field_that_is_absent_is_its_activity(reading: Reading) -> None:
    place = reading.places.activity("iv-systems.build", "must_start_on")
    assert line_of(place).startswith("build:")


def test_the_digest_changes_with_any_byte_and_not_with_the_folder(
    tmp_path: Path, plan: Plan
) -> None:
    copy = shutil.copytree(FULL, tmp_path / "kopie")
    same = read_plan(copy).plan
    assert same is not None
    assert same.digest == plan.digest
    (copy / "risks.yaml").write_text("risks: {}\n", encoding="utf-8")
    changed = read_plan(copy).plan
    assert changed is not None
    assert changed.digest != plan.digest


def test_the_order_of_keys_does_not_matter(tmp_path: Path) -> None:
    copy = shutil.copytree(BASIS, tmp_path / "plan")
    one = "  a: {title: A, duration: 1d}\n"
    two = "  b: {title: B, duration: 2d, after: [a]}\n"
    head = "workstream: proef\ntitle: Proef\nactivities:\n"
    (copy / "proef.yaml").write_text(head + one + two, encoding="utf-8")
    first = read_plan(copy).plan
    (copy / "proef.yaml").write_text(head + two + one, encoding="utf-8")
    second = read_plan(copy).plan
    assert first is not None
    assert second is not None
    assert list(first.activities.items()) == list(second.activities.items())


def broken(tmp_path: Path, **files: str) -> Reading:
    folder = shutil.copytree(BASIS, tmp_path / "plan")
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return read_plan(folder)


def test_a_broken_file_leaves_the_others_in_the_plan(tmp_path: Path) -> None:
    reading = broken(
        tmp_path,
        kapot="workstream: kapot\ntitle: [\n",
        heel="workstream: heel\ntitle: H\nactivities:\n"
        "  a: {title: A, duration: 5d, after: [kapot.x, go-live.voorbereiding]}\n",
    )
    assert reading.plan is not None
    after = reading.plan.activities["heel.a"].after
    assert [dependency.activity for dependency in after] == ["go-live.voorbereiding"]
    assert [problem.code for problem in reading.problems] == ["unclosed-bracket"]


def test_a_wrong_activity_is_left_out_and_is_no_unknown_name(tmp_path: Path) -> None:
    reading = broken(
        tmp_path,
        proef="workstream: proef\ntitle: P\nactivities:\n"
        "  a: {title: A, duration: 5}\n  b: {title: B, duration: 5d, after: [a]}\n",
    )
    assert reading.plan is not None
    assert "proef.a" not in reading.plan.activities
    assert reading.plan.activities["proef.b"].after == ()
    assert [problem.code for problem in reading.problems] == ["duration-without-unit"]


def test_a_circle_is_cut_so_that_the_plan_can_be_scheduled(tmp_path: Path) -> None:
    reading = broken(
        tmp_path,
        proef="workstream: proef\ntitle: P\nactivities:\n"
        "  a: {title: A, duration: 5d, after: [b]}\n  b: {title: B, duration: 5d, after: [a]}\n"
        "  h: {title: H, spans: {from: a, to: k}}\n  k: {title: K, duration: 5d, after: [h]}\n",
    )
    assert reading.plan is not None
    links = [d.activity for a in reading.plan.activities.values() for d in a.after]
    assert links.count("proef.a") + links.count("proef.b") == 1
    assert [problem.code for problem in reading.problems] == ["cycle", "cycle"]


def test_the_shortest_circle_is_shown_with_the_line_of_each_link(tmp_path: Path) -> None:
    reading = broken(
        tmp_path,
        proef="workstream: proef\ntitle: P\nactivities:\n"
        "  a: {title: A, duration: 5d, after: [c, d]}\n"
        "  b: {title: B, duration: 5d, after: [a]}\n"
        "  c: {title: C, duration: 5d, after: [b]}\n"
        "  d: {title: D, duration: 5d, after: [a]}\n",
    )
    related = {str(p.details["path"]): [r.line for r in p.related] for p in reading.problems}
    assert related == {
        "proef.a → proef.d → proef.a": [7, 4],
        "proef.a → proef.b → proef.c → proef.a": [5, 6, 4],
    }


def test_a_hammock_that_spans_nothing_that_exists_is_left_out(tmp_path: Path) -> None:
    reading = broken(
        tmp_path,
        proef="workstream: proef\ntitle: P\nactivities:\n"
        "  h: {title: H, spans: {from: x, to: y}}\n"
        "  k: {title: K, spans: {from: h, to: go-live.application}}\n",
    )
    assert reading.plan is not None
    assert not any(name.startswith("proef.") for name in reading.plan.activities)
    assert [problem.code for problem in reading.problems] == ["unknown-activity"] * 2


@pytest.mark.parametrize(
    "text",
    ["programme: [\n", "start: x\n", "programme: P\nstart: 2024-02-30\ndefault_calendar: a\n"],
)
def test_without_a_readable_programme_there_is_no_plan_but_all_else_is_checked(
    tmp_path: Path, text: str
) -> None:
    reading = broken(
        tmp_path,
        programme=text,
        proef="workstream: proef\ntitle: P\nactivities:\n"
        "  a: {title: A, duration: 5d, after: [go-live.x]}\n",
    )
    assert reading.plan is None
    assert "unknown-predecessor" in {problem.code for problem in reading.problems}


def test_a_wrong_calendar_leaves_the_rest_of_the_programme(tmp_path: Path) -> None:
    text = (BASIS / "programme.yaml").read_text(encoding="utf-8")
    wrong = text.replace("  rijk:", "  nacht: {hours: [x]}\n  rijk:")
    reading = broken(tmp_path, programme=wrong)
    assert reading.plan is not None
    assert list(reading.plan.calendars) == ["rijk"]
    assert [problem.code for problem in reading.problems] == ["not-hours"]


def test_many_unknown_names_do_not_take_long(tmp_path: Path) -> None:
    lines = [
        f"  a{n}: {{title: A, duration: 5d, after: [weg-{n}, elders.b{n}]}}" for n in range(3_000)
    ]
    text = "workstream: proef\ntitle: P\nactivities:\n" + "\n".join(lines)
    started = time.process_time()
    reading = broken(tmp_path, proef=text)
    assert len(reading.problems) == 6_000
    assert time.process_time() - started < 10


@pytest.mark.slow
def test_ten_thousand_activities_are_read_whole(tmp_path: Path) -> None:
    folder = shutil.copytree(BASIS, tmp_path / "plan")
    chance = random.Random(1)  # noqa: S311 - a plan, no secret
    for stream in range(20):
        lines = [f"workstream: w{stream}\ntitle: W\nlead: IND\nactivities:"]
        for number in range(500):
            before = chance.sample(range(max(0, number - 60), number), min(2, number))
            after = ", ".join(f"{{activity: a{n}, basis: assumption, reason: r}}" for n in before)
            lines.append(
                f"  a{number}:\n    title: Activiteit {number}\n    owner: IND\n"
                f"    duration: {number % 40 + 1}d\n    after: [{after}]\n"
                f"    basis: {{source: S4, fact: IND-04}}\n    tags: [ict-system]"
            )
        (folder / f"w{stream}.yaml").write_text("\n".join(lines), encoding="utf-8")
    reading = read_plan(folder)
    assert reading.problems == ()
    assert reading.plan is not None
    assert len(reading.plan.activities) == 10_002


REAL = Path(__file__).parents[2] / "workstreams"


@pytest.mark.skipif(not REAL.is_dir(), reason="the real plan is not in this checkout")
def test_the_real_programme_reads_without_errors() -> None:
    errors = [p for p in read_plan(REAL).problems if p.severity.value == "error"]
    assert errors == []
