"""The models accept what the format allows, and nothing that looks like it."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from planner.duration import Duration
from planner.i18n import Locale
from planner.i18n import languages
from planner.model import Activity
from planner.model import ActivityKind
from planner.model import Calendar
from planner.model import Dependency
from planner.model import DependencyType
from planner.model import Estimate
from planner.model import Evidence
from planner.model import HolidayRule
from planner.model import MilestoneKind
from planner.model import Obligation
from planner.model import Plan
from planner.model import Programme
from planner.model import Span
from planner.model import Workstream
from planner.model.json_schema import FILE_KINDS
from planner.model.json_schema import described_fields
from planner.model.json_schema import field_key
from planner.model.json_schema import file_schema
from planner.model.values import Scope
from planner.model.values import is_identifier
from planner.source import read_plan
from planner.source.calendar_problems import EUROPE
from planner.source.calendar_problems import holiday_names
from planner.source.calendar_problems import listed_holiday_names
from planner.workcalendar import public_holidays
from tests.plan_cases import PLANS

if TYPE_CHECKING:
    from pathlib import Path


def activity(**fields: object) -> Activity:
    return Activity.model_validate(
        {"id": "w.a", "workstream": "w", "title": "A", **fields}, context=Scope("w")
    )


def refusals(**fields: object) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        activity(**fields)
    found = []
    for fault in caught.value.errors():
        shapes = fault.get("ctx", {}).get("problems", ())
        found += [code for code, _, _ in shapes] or [fault["type"]]
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("b", ("w.b", "FS", "0d")),
        ("v.b", ("v.b", "FS", "0d")),
        ("b SS", ("w.b", "SS", "0d")),
        ("b SS+40d", ("w.b", "SS", "40d")),
        ("b FS-3d", ("w.b", "FS", "-3d")),
        ("b FF+30ed", ("w.b", "FF", "30ed")),
        ("v.b FS+50%", ("v.b", "FS", "50%")),
        ("b fs + 2w", ("w.b", "FS", "2w")),
    ],
)
def test_the_short_form_of_a_dependency(text: str, expected: tuple[str, str, str]) -> None:
    (found,) = activity(duration="5d", after=[text]).after
    assert (found.activity, found.type.value, str(found.lag)) == expected


def test_without_a_file_a_reference_stays_as_it_is() -> None:
    assert Dependency(activity="b").activity == "b"


def test_a_model_can_be_made_with_values_instead_of_text() -> None:
    made = Activity(
        id="w.a",
        workstream="w",
        title="A",
        duration=Duration.days(3),
        after=(Dependency(activity="w.b", type=DependencyType.FF, lag=Duration.parse("-1d")),),
    )
    assert made.planned_duration == Duration.days(3)
    assert made.after[0].lag.is_negative
    assert made.short_id == "a"


def test_a_changed_copy_is_another_activity() -> None:
    one = activity(duration="5d")
    other = one.model_copy(update={"duration": Duration.days(8)})
    assert one.duration == Duration.days(5)
    assert other != one


def test_kinds() -> None:
    assert activity(duration="5d").kind is ActivityKind.TASK
    assert activity(milestone="start").kind is ActivityKind.START_MILESTONE
    assert activity(milestone="finish").kind is ActivityKind.FINISH_MILESTONE
    assert activity(spans={"from": "b", "to": "v.c"}).kind is ActivityKind.HAMMOCK


def test_without_a_duration_the_likely_estimate_counts() -> None:
    made = activity(estimate={"optimistic": "1d", "likely": "2d", "pessimistic": "4d"})
    assert made.planned_duration == Duration.days(2)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, "task-without-duration"),
        ({"milestone": "finish", "duration": "1d"}, "milestone-with-duration"),
        ({"spans": {"from": "b", "to": "c"}, "duration": "1d"}, "hammock-with-duration"),
        ({"spans": {"from": "b", "to": "c"}, "after": ["b"]}, "hammock-with-dependencies"),
        ({"duration": "1d", "term": "nl"}, "term-not-elapsed"),
        ({"duration": "-1d"}, "negative-duration"),
        ({"duration": "1d", "as_late_as_possible": "yes"}, "not-a-flag"),
    ],
)
def test_an_impossible_shape_is_refused(fields: dict[str, Any], code: str) -> None:
    assert refusals(**fields) == [code]


def test_as_late_as_possible_counts_as_a_constraint() -> None:
    fields = {
        "duration": "1d",
        "as_late_as_possible": "true",
        "start_no_earlier_than": "2026-01-05",
        "finish_no_later_than": "2026-02-05",
    }
    assert refusals(**fields) == ["too-many-constraints"]


def test_two_constraints_and_a_deadline_are_allowed() -> None:
    made = activity(
        duration="1d",
        start_no_earlier_than="2026-01-05",
        finish_no_later_than={"date": "2026-02-05", "reason": "Afspraak"},
        deadline="2026-03-01",
    )
    assert list(made.constraints) == ["start_no_earlier_than", "finish_no_later_than"]


def test_a_duration_of_zero_is_no_missing_duration() -> None:
    assert activity(duration="0d").duration == Duration.zero()


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 12, 31)))
def test_every_date_within_the_bounds_reads_back(day: date) -> None:
    made = activity(duration="1d", deadline=day.isoformat())
    assert made.deadline is not None
    assert made.deadline.date == day


@given(st.text(max_size=12))
def test_any_other_text_as_a_date_is_refused_with_a_reason(text: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError:
        assert refusals(duration="1d", deadline=text)[0] in {
            "not-a-date",
            "date-order",
            "impossible-date",
        }


def test_an_estimate_needs_its_three_points_in_order() -> None:
    with pytest.raises(ValidationError, match="estimate-out-of-order"):
        Estimate.model_validate({"optimistic": "5d", "likely": "3d", "pessimistic": "9d"})


@pytest.mark.parametrize(
    ("hours", "code"),
    [
        (["17:00-09:00"], "hours-reversed"),
        (["09:00-13:00", "12:00-17:00"], "hours-overlap"),
        (["13:00-17:00", "09:00-12:00"], "hours-overlap"),
        (["09:00-25:00"], "not-hours"),
        (["09:00-24:30"], "not-hours"),
        (["9-17"], "not-hours"),
        ("09:00-17:00", "not-hours"),
    ],
)
def test_impossible_hours_are_refused(hours: object, code: str) -> None:
    with pytest.raises(ValidationError, match=code):
        Calendar.model_validate({"hours": hours})


def test_hours_that_touch_do_not_overlap() -> None:
    made = Calendar.model_validate({"hours": ["09:00-12:00", "12:00-24:00"]})
    assert made.hours == ((540, 720), (720, 1440))


def test_a_country_alone_is_a_holiday_rule() -> None:
    assert HolidayRule.model_validate("NO").country == "NO"


def test_evidence_is_an_assumption_a_source_or_a_fact() -> None:
    assert not Evidence().is_evidenced
    assert Evidence.model_validate({"basis": "assumption"}).is_assumption
    assert Evidence(source="S4").is_evidenced
    assert Evidence(fact=("IND-04",)).is_evidenced


@pytest.mark.parametrize("both", [{}, {"due": "2026-06-12", "term_text": "onverwijld"}])
def test_an_obligation_has_one_term(both: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="obligation-term"):
        Obligation.model_validate({"title": "T", **both})


@pytest.mark.parametrize("name", ["bouw", "bouw-iv", "a1", "2e-ronde", "a_b"])
def test_identifiers(name: str) -> None:
    assert is_identifier(name)


@pytest.mark.parametrize("name", ["", "Bouw", "a.b", "a b", "-a", "é"])
def test_no_identifiers(name: str) -> None:
    assert not is_identifier(name)


def test_a_plan_finds_calendars_and_workstreams() -> None:
    programme = Programme.model_validate(
        {
            "programme": "P",
            "start": "2025-01-06",
            "default_calendar": "rijk",
            "calendars": {"rijk": {}, "kamer": {}},
        }
    )
    plan = Plan(programme, workstreams=(Workstream(id="w", title="W"),))
    assert plan.calendar_of(activity(duration="1d")) == "rijk"
    assert plan.calendar_of(activity(duration="1d", calendar="kamer")) == "kamer"
    assert plan.workstream("w") is not None
    assert plan.workstream("v") is None


def test_what_a_model_writes_it_reads_back() -> None:
    made = activity(
        duration="5d",
        after=["b SS+2d", {"activity": "v.c", "lag": "-1d", "basis": "assumption"}],
        deadline="2026-05-01",
        basis={"source": "S4", "fact": "IND-04"},
    )
    written = json.loads(made.model_dump_json(by_alias=True))
    assert Activity.model_validate(written) == made
    hammock = Activity(
        id="w.h", workstream="w", title="H", spans=Span.model_validate({"from": "w.a", "to": "w.b"})
    )
    assert Activity.model_validate(json.loads(hammock.model_dump_json(by_alias=True))) == hammock
    assert hammock.milestone is not MilestoneKind.START


@pytest.mark.parametrize("lang", languages())
def test_every_field_is_explained_in_the_schema(lang: str) -> None:
    assert [key for key in set(described_fields()) if not Locale(lang).knows(field_key(*key))] == []
    for kind in FILE_KINDS:
        schema = file_schema(kind, Locale(lang))
        for form in (schema, *schema["$defs"].values()):
            for found in (form, *form.get("anyOf", ())):
                for field in found.get("properties", {}).values():
                    assert field["description"]


@pytest.mark.parametrize("folder", sorted((PLANS / "goed").iterdir()), ids=lambda path: path.name)
def test_a_programme_reads_back_what_it_writes(folder: Path) -> None:
    plan = read_plan(folder).plan
    assert plan is not None
    written = json.loads(plan.programme.model_dump_json(by_alias=True))
    assert Programme.model_validate(written) == plan.programme
    for activity_ in plan.activities.values():
        found = json.loads(activity_.model_dump_json(by_alias=True))
        assert Activity.model_validate(found) == activity_


def test_a_schema_knows_the_keys_and_the_short_forms() -> None:
    schema = file_schema("workstream")
    activities = schema["$defs"]["Activity"]
    assert schema["$schema"].endswith("2020-12/schema")
    assert activities["additionalProperties"] is False
    assert activities["required"] == ["title"]
    assert "id" not in activities["properties"]
    assert {"const": "assumption"} in schema["$defs"]["ActivityBasis"]["anyOf"]
    short, long = schema["$defs"]["Dependency"]["anyOf"]
    assert short["type"] == "string"
    assert "lag" in long["properties"]
    assert "from" in schema["$defs"]["Span"]["properties"]


def test_the_schema_of_each_language_differs_in_words_only() -> None:
    def bare(value: object) -> object:
        if isinstance(value, dict):
            return {k: bare(v) for k, v in value.items() if k not in {"description", "title"}}
        return [bare(item) for item in value] if isinstance(value, list) else value

    for kind in FILE_KINDS:
        dutch, english = file_schema(kind, Locale("nl")), file_schema(kind, Locale("en"))
        assert bare(dutch) == bare(english)
        assert dutch != english


@pytest.mark.parametrize("country", sorted(EUROPE))
def test_the_countries_that_are_not_looked_up_have_holidays(country: str) -> None:
    assert public_holidays(country, 2025, 2025)


def test_the_dutch_names_are_those_of_the_public_list() -> None:
    assert holiday_names("NL") == listed_holiday_names("NL")
