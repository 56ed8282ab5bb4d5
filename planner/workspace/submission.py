"""Judge a status report that is handed in: its problems and its effect; then file it."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.analysis.variance.differences import compare
from planner.checks import plan_problems
from planner.problems import has_errors
from planner.problems import warning
from planner.schedule.plan_schedule import schedule_plan
from planner.source.filing import file_report
from planner.source.filing import holding_reports
from planner.source.filing import read_draft
from planner.source.folder import PROGRAMME
from planner.timeaxis import BeyondHorizonError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from planner.analysis.variance.differences import Comparison
    from planner.model import Plan
    from planner.model import StatusReport
    from planner.problems import Location
    from planner.problems import Problem
    from planner.source.filing import Filed
    from planner.source.filing import FormDraft


@dataclass(frozen=True, slots=True)
class Judged:
    """A report that was handed in, with its problems and its effect.

    Attributes:
        draft: The report, read together with the plan.
        problems: Those of the report itself, and of other reports that contradict it.
        plan_is_broken: Whether the plan has errors of its own, so that nothing can be computed.
        effect: The schedule of its data date without and with the report.
    """

    draft: FormDraft
    problems: tuple[Problem, ...]
    plan_is_broken: bool = False
    effect: Comparison | None = None

    @property
    def is_acceptable(self) -> bool:
        """Whether it may be filed."""
        return self.draft.report is not None and not has_errors(self.problems)


@dataclass(frozen=True, slots=True)
class SubmissionOutcome:
    """The result of handing in a report: where it stands, or why it was refused."""

    judged: Judged
    filed: Filed | None = None
    is_empty: bool = False


def judge(folder: Path, file: Path, today: date) -> Judged:
    """Read a report together with the plan, and compute what it would change."""
    draft = read_draft(folder, file)
    every_problem = plan_problems(draft.reading)
    if draft.reading.plan is None:
        return Judged(draft, every_problem, plan_is_broken=True)
    # The reporter cannot mend the plan, and must not be bothered with its problems.
    own: list[Problem] = []
    others: list[Problem] = []
    for problem in every_problem:
        (own if _concerns(problem, file) else others).append(problem)
    problems = (*own, *_doubts(draft, today))
    if draft.report is None or has_errors(every_problem):
        return Judged(draft, problems, plan_is_broken=has_errors(others))
    try:
        return Judged(draft, problems, effect=_effect(draft.report, draft.reading.plan))
    except BeyondHorizonError:
        return Judged(draft, (*problems, warning("report-beyond-horizon", _place(draft))))


def submit(
    folder: Path, file: Path, today: date, *, nothing_to_report: bool = False
) -> SubmissionOutcome:
    """Judge a report and file it; an existing file is never overwritten.

    Args:
        folder: The plan.
        file: The report.
        today: The day on which it is handed in.
        nothing_to_report: Whether an empty form is meant as it is.

    Raises:
        planner.source.writing.WritingError: The folder of the plan refuses it.
    """
    # Holding the folder makes it, and what is no plan must stay as it is.
    if not (folder / PROGRAMME).exists():
        return SubmissionOutcome(judge(folder, file, today))
    # Judged while the folder is held: a report filed in between could contradict this one.
    with holding_reports(folder):
        judged = judge(folder, file, today)
        report = judged.draft.report
        if not judged.is_acceptable or report is None:
            return SubmissionOutcome(judged)
        if judged.draft.is_empty and not nothing_to_report:
            return SubmissionOutcome(judged, is_empty=True)
        return SubmissionOutcome(judged, file_report(folder, report))


def _concerns(problem: Problem, file: Path) -> bool:
    """Tell whether a problem stands in a file or points to it."""
    if problem.location is not None and problem.location.file == file:
        return True
    # A contradiction between two reports stands at one of them and names the other.
    return any(str(value).startswith(f"{file}:") for value in problem.details.values())


def _doubts(draft: FormDraft, today: date) -> Iterator[Problem]:
    """Give warnings for what is possible but probably not meant."""
    report, plan = draft.report, draft.reading.plan
    if report is None or plan is None:
        return
    if report.data_date > today:
        yield warning(
            "report-in-future", _place(draft, "data_date"), day=report.data_date, today=today
        )
    for name in report.activities:
        activity = plan.activities.get(name)
        if activity is not None and activity.owner not in {None, report.reported_by}:
            place = draft.reading.places.report(draft.name, name)
            yield warning("report-on-others", place, activity=name, owner=activity.owner)


def _place(draft: FormDraft, *path: str) -> Location | None:
    return draft.reading.places.file(f"status/{draft.name}.yaml", *path)


def _effect(report: StatusReport, plan: Plan) -> Comparison:
    """Compare the schedules of its data date without and with the report."""
    others = tuple(each for each in plan.reports if each.name != report.name)
    before = schedule_plan(replace(plan, reports=others), report.data_date)
    return compare(before, schedule_plan(plan, report.data_date))
