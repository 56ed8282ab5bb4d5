"""The kinds of things that have no place in the other plan."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from planner.i18n import EnumTexts

if TYPE_CHECKING:
    from collections import Counter


class LeftOut(StrEnum):
    """A thing that is left out or becomes something else; its text is under `exchange.lost`."""

    ACTIVITY_CODE = "activity-code"
    ACTUAL_DATES_LOGIC = "actual-dates-logic"
    ASSIGNMENT = "assignment"
    ASSIGNMENT_DELAY = "assignment-delay"
    BASELINE = "baseline"
    CALENDAR_RULE = "calendar-rule"
    CALENDAR_UNREADABLE = "calendar-unreadable"
    COST = "cost"
    CUSTOM_FIELD = "custom-field"
    DOUBLE_LINK = "double-link"
    DURATION_IN_MONTHS = "duration-in-months"
    HAMMOCK = "hammock"
    HELD_AT_DATA_DATE = "held-at-data-date"
    HELD_IN_PLACE = "held-in-place"
    HYPERLINK = "hyperlink"
    INACTIVE = "inactive"
    LAG_CALENDAR = "lag-calendar"
    LAG_IN_MONTHS = "lag-in-months"
    LEVEL_OF_EFFORT = "level-of-effort"
    LEVELLING_DELAY = "levelling-delay"
    LINK_OF_LEVEL_OF_EFFORT = "link-of-level-of-effort"
    LINK_ON_HAMMOCK = "link-on-hammock"
    LINK_ON_SUMMARY = "link-on-summary"
    LINK_TO_NOTHING = "link-to-nothing"
    LINK_TO_OTHER_PROJECT = "link-to-other-project"
    MANUAL = "manual"
    NOTE = "note"
    PART_OF_DAY = "part-of-day"
    PROGRESS_MODE = "progress-mode"
    RECURRING = "recurring"
    RESOURCE = "resource"
    SECOND_CONSTRAINT = "second-constraint"
    SHOULD_HAVE_BEGUN = "should-have-begun"
    STATUTORY_TERM = "statutory-term"
    STEP = "step"
    SUBPROJECT = "subproject"
    SUSPENSION = "suspension"
    TIME_OF_DAY = "time-of-day"
    UNKNOWN_CONSTRAINT = "unknown-constraint"
    WBS_SUMMARY = "wbs-summary"


def counts_by_name(lost: Counter[str]) -> dict[str, int]:
    """Give the kinds that occur, in order of name, so that the same plan gives the same lines."""
    return dict(sorted((+lost).items()))


LEFT_OUT_TEXT = EnumTexts("exchange.lost", LeftOut)
