"""`planner status`: a form for an organisation, its check, its submission, and who has reported."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import click

from planner.analysis.reporting.reporters import ReporterState
from planner.analysis.reporting.reporters import claims
from planner.analysis.reporting.reporters import reporters
from planner.cli.language import LocalHelp
from planner.cli.language import current_locale
from planner.cli.language import language_option
from planner.cli.loading import load_schedule
from planner.cli.loading import print_problems
from planner.cli.options import DEFAULT_PLAN
from planner.cli.options import SETTINGS
from planner.cli.options import Form
from planner.cli.options import IsoDate
from planner.cli.options import Verb
from planner.cli.options import format_option
from planner.cli.options import option
from planner.cli.options import plan_argument
from planner.cli.options import print_json
from planner.cli.options import write_help
from planner.cli.text_table import TextColumn
from planner.cli.text_table import table_lines
from planner.cli.verb_names import HELP_TEXT
from planner.cli.verb_names import SUMMARY_TEXT
from planner.cli.verb_names import VerbName
from planner.i18n import EnumTexts
from planner.report.report_effect import contradiction_lines
from planner.report.report_effect import effect_lines
from planner.report.wording import calendar_days_text
from planner.source.forms import form_text
from planner.source.forms import open_activities
from planner.source.writing import write_new
from planner.workspace.submission import judge
from planner.workspace.submission import submit

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.analysis.reporting.reporters import Claim
    from planner.analysis.reporting.reporters import Reporter
    from planner.i18n import Locale
    from planner.workspace.submission import Judged


REPORTER_TEXT = EnumTexts("status.reporter", ReporterState)
TEXTS = {
    "new": ("verb.new.summary", "verb.new.help"),
    "check": ("verb.status-check.summary", "verb.status-check.help"),
    "submit": ("verb.submit.summary", "verb.submit.help"),
    "overview": ("verb.overview.summary", "verb.overview.help"),
}
"""Summary and help of each action; `check` is a verb of its own too."""


class Group(LocalHelp, click.Group):
    """The four things one can do with status reports."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Say what they are for."""
        write_help((SUMMARY_TEXT[VerbName.STATUS], HELP_TEXT[VerbName.STATUS]), ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the options, then the actions."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the actions with their summaries."""
        locale = current_locale(ctx)
        rows = [(name, locale.say(summary)) for name, (summary, _) in TEXTS.items()]
        with formatter.section(locale.say("cli.verbs")):
            formatter.write_dl(rows)


class Action(Verb):
    """One of the things one can do with status reports."""

    def texts(self) -> tuple[str, str]:
        """Give the message keys of the summary and the help text."""
        return TEXTS[str(self.name)]


@click.group(cls=Group, context_settings=SETTINGS)
@language_option
def command() -> None:
    """Report on progress."""


def action(name: str) -> Callable[[Callable[..., Any]], click.Command]:
    """Make a function one of the things one can do with status reports."""

    def registered(function: Callable[..., Any]) -> click.Command:
        register = command.command(name, cls=Action, context_settings=SETTINGS)
        return register(language_option(click.pass_context(function)))

    return registered


def today() -> date:
    """Give the day of the person at the keyboard."""
    return date.today()  # noqa: DTZ011 - a day on the wall, no moment


file_argument = click.argument("file", type=click.Path(path_type=Path))


@action("new")
@plan_argument
@option("--organisation", required=True, help="status.organisation")
@option("--data-date", type=IsoDate(), required=True, help="status.data-date")
@option("--out", type=click.Path(path_type=Path), default=None, help="status.out")
def new(
    ctx: click.Context, plan: Path, organisation: str, data_date: date, out: Path | None
) -> None:
    """Make a form."""
    locale = current_locale(ctx)
    schedule = load_schedule(ctx, plan, data_date)
    known = schedule.plan.programme.organisations
    if organisation not in known:
        message = locale.say(
            "status.unknown-organisation", name=organisation, known=", ".join(known)
        )
        raise click.BadParameter(message, param_hint="--organisation")
    name = known[organisation].name
    ahead = open_activities(schedule.plan, organisation, data_date)
    if not ahead:
        click.echo(locale.say("status.form-empty", name=name, date=locale.date(data_date)))
        return
    dates = [schedule.activities[activity.id] for activity in ahead]
    planned = {activity.id: (activity.start, activity.finish) for activity in dates}
    form = form_text(schedule.plan, organisation, data_date, planned, locale)
    if out is None:
        click.echo(form, nl=False)
        return
    try:
        write_new(out, form)
    except FileExistsError:
        # It may be a form that somebody has filled in.
        raise click.ClickException(locale.say("status.out-exists", file=out)) from None
    count = locale.count("count.activity", len(ahead))
    click.echo(locale.say("status.form-written", name=name, file=out, activities=count))


@action("check")
@file_argument
@plan_argument
def check(ctx: click.Context, file: Path, plan: Path) -> None:
    """Check a report."""
    locale = current_locale(ctx)
    judged = judge(plan, file, today())
    _show(judged, locale)
    if not judged.is_acceptable:
        ctx.exit(1)
    if judged.draft.is_empty:
        click.echo(locale.say("status.empty-meant"))
        return
    # What the reporter can copy: the folder is named when `submit` would not find it.
    arguments = str(file)
    if str(plan) != DEFAULT_PLAN:
        arguments += f" {plan}"
    click.echo(locale.say("status.next", file=arguments))


@action("submit")
@file_argument
@plan_argument
@option("--nothing-to-report", is_flag=True, help="status.nothing-to-report")
def hand_in(ctx: click.Context, file: Path, plan: Path, *, nothing_to_report: bool) -> None:
    """Submit a report."""
    locale = current_locale(ctx)
    outcome = submit(plan, file, today(), nothing_to_report=nothing_to_report)
    _show(outcome.judged, locale)
    if outcome.filed is None:
        if outcome.is_empty:
            click.echo(locale.say("status.empty-meant"), err=True)
        click.echo(locale.say("status.not-now"), err=True)
        ctx.exit(1)
    key = "status.filed"
    if outcome.filed.was_there:
        key = "status.already"
    click.echo(locale.say(key, file=outcome.filed.path))


def _show(judged: Judged, locale: Locale) -> None:
    """Say what is wrong with a report and what it would change."""
    print_problems(judged.problems, locale)
    report = judged.draft.report
    if report is None or not judged.is_acceptable:
        click.echo(locale.say("status.refused"), err=True)
        return
    if judged.plan_is_broken:
        click.echo(locale.say("status.plan-broken"), err=True)
    if judged.draft.is_empty:
        click.echo(locale.say("status.empty"), err=True)
        return
    day = locale.date(report.data_date)
    count = locale.count("count.activity", len(report.activities))
    click.echo(locale.say("status.good", name=report.reported_by, date=day, activities=count))
    if judged.effect is not None:
        click.echo(locale.say("status.effect", date=day))
        for line in effect_lines(judged.effect, locale):
            click.echo(f"  {line}")


@action("overview")
@plan_argument
@option("--data-date", type=IsoDate(), default=None, help="status.data-date")
@option("--on", "day", type=IsoDate(), default=None, help="status.on")
@format_option(Form.TABLE, Form.JSON)
def overview(
    ctx: click.Context, plan: Path, data_date: date | None, day: date | None, form: Form
) -> None:
    """Show who has reported."""
    locale = current_locale(ctx)
    schedule = load_schedule(ctx, plan, data_date)
    day = day or data_date or today()
    states, said = reporters(schedule, day), claims(schedule)
    if form is Form.JSON:
        print_json(_as_json(states, said))
        return
    click.echo(locale.say("status.overview.heading", date=locale.date(day)))
    columns = (
        TextColumn(locale.say("status.overview.organisation")),
        TextColumn(locale.say("status.overview.state")),
        TextColumn(locale.say("status.overview.last")),
        TextColumn(locale.say("status.overview.due")),
        TextColumn(locale.say("status.overview.open"), is_number=True),
    )
    for line in table_lines(columns, [_row(reporter, locale) for reporter in states]):
        click.echo(line)
    click.echo()
    contradictions = list(contradiction_lines(said, locale))
    key = "status.overview.no-contradictions"
    if contradictions:
        key = "status.overview.contradictions"
    click.echo(locale.say(key, count=len(contradictions)))
    for who, what in contradictions:
        click.echo(f"  {who}\n    {what}")


def _row(reporter: Reporter, locale: Locale) -> list[str]:
    late = calendar_days_text(reporter.days_late, locale)
    state = locale.say(REPORTER_TEXT[reporter.state], late=late)
    # An organisation that never reported may not have had to yet.
    if reporter.state is ReporterState.NEVER and reporter.days_late:
        state += f", {locale.say('status.reporter.overdue', late=late)}"
    days = _day(reporter.last, locale), _day(reporter.due, locale)
    return [reporter.organisation, state, *days, str(len(reporter.open_activities))]


def _day(day: date | None, locale: Locale) -> str:
    if day is None:
        return "-"
    return locale.date(day, short=True)


def _as_json(states: tuple[Reporter, ...], said: tuple[Claim, ...]) -> dict[str, Any]:
    return {
        "reporters": [
            {
                "organisation": r.organisation,
                "state": r.state.value,
                "reports": r.reports,
                "last": r.last and r.last.isoformat(),
                "due": r.due and r.due.isoformat(),
                "days_late": r.days_late,
                "open_activities": list(r.open_activities),
            }
            for r in states
        ],
        "contradictions": [
            {
                "activity": c.activity,
                "report": c.report,
                "reported_by": c.reported_by,
                "conflict": c.conflict.value,
                "health": c.health and c.health.value,
                "expected_finish": c.expected_finish and c.expected_finish.isoformat(),
                "finish": c.finish.isoformat(),
                "total_float": c.total_float and float(c.total_float),
            }
            for c in said
            if c.conflict
        ],
    }
