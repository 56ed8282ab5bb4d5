"""One HTML page with the plan, which works from a file without a network."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import TYPE_CHECKING
from typing import Protocol

from planner.exchange.activity_table import headings
from planner.exchange.activity_table import rows_in_order
from planner.exchange.activity_table import table
from planner.schedule.activity_fields import Output

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.exchange.activity_table import Cell
    from planner.i18n import Locale
    from planner.schedule.activity_dates import ActivityDates
    from planner.schedule.plan_schedule import Schedule


class DrawnFigure(Protocol):
    """A figure that can draw itself in a page."""

    def to_html(self, *, full_html: bool, include_plotlyjs: bool, div_id: str) -> str:
        """Give the figure as a piece of HTML with all that it needs."""


STYLE = """
:root { color-scheme: light; }
body { font: 16px/1.5 system-ui, "Segoe UI", Arial, sans-serif; margin: 0; color: #1b1b1b; }
header, main { padding: 1rem 1.5rem; }
header { background: #154273; color: #fff; }
h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.2rem; }
header p { margin: .25rem 0 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: .85rem; width: 100%; }
th, td { border-bottom: 1px solid #c8c8c8; padding: .3rem .5rem; text-align: left;
  vertical-align: top; }
th { position: sticky; top: 0; background: #eef2f7; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
tr.critical td { color: #9c0006; font-weight: 600; }
tr.done td { color: #595959; }
input { font: inherit; padding: .3rem .5rem; border: 1px solid #595959; min-width: 16rem; }
@media print { .screen { display: none; } header { background: none; color: #000; } }
"""

SCRIPT = """
const field = document.getElementById('filter');
const rows = [...document.querySelectorAll('tbody tr')];
const words = rows.map(row => row.textContent.toLowerCase());
field.addEventListener('input', () => {
  const wanted = field.value.toLowerCase().trim().split(/\\s+/);
  rows.forEach((row, i) => { row.hidden = !wanted.every(word => words[i].includes(word)); });
});
"""

POLICY = (
    "default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'; "
    "script-src 'unsafe-inline' 'unsafe-eval' blob:; worker-src blob:"
)
"""The page may fetch nothing, whatever is in it."""


def html_report(schedule: Schedule, locale: Locale, figure: DrawnFigure | None = None) -> bytes:
    """Make the page: where the programme stands, the Gantt, and all activities in a table.

    Args:
        schedule: The schedule.
        locale: The language of the reader.
        figure: The Gantt; without one the page has the table only.
    """
    parts = [*_top(schedule, locale), "<main>"]
    if figure is not None:
        # Without a name of ours Plotly makes one at random, and no two pages are the same.
        drawn = figure.to_html(full_html=False, include_plotlyjs=True, div_id="gantt")
        parts += [
            f"<h2>{_say('exchange.html.gantt', locale)}</h2>",
            f'<div class="scroll">{drawn}</div>',
        ]
    parts += [
        f"<h2>{_say('exchange.html.table', locale)}</h2>",
        *_table(schedule, locale),
        "</main>",
    ]
    parts += [f"<script>{SCRIPT}</script>", "</body>", "</html>", ""]
    return "\n".join(parts).encode("utf-8")


def _say(key: str, locale: Locale, **details: object) -> str:
    return escape(locale.say(key, **details))


def _top(schedule: Schedule, locale: Locale) -> Iterator[str]:
    name = escape(schedule.plan.programme.programme)
    yield "<!doctype html>"
    yield f'<html lang="{locale.language}"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{name}</title><style>{STYLE}</style></head><body>"
    yield f"<header><h1>{name}</h1>"
    yield f"<p>{_say('exchange.html.lead', locale, date=locale.date(schedule.data_date))}</p>"
    for target in schedule.plan.programme.all_targets:
        forecast = schedule.forecast(target)
        if forecast is not None:
            margin = locale.number(float(forecast.margin_days))
            day = locale.date(forecast.due)
            title = escape(schedule.plan.activities[forecast.activity].title)
            yield f"<p>{title}. {_say('exchange.html.margin', locale, date=day, margin=margin)}</p>"
    yield "</header>"


def _table(schedule: Schedule, locale: Locale) -> Iterator[str]:
    yield (
        f'<p class="screen"><label for="filter">{_say("exchange.html.filter", locale)}</label> '
        '<input id="filter" type="search"></p>'
    )
    yield '<div class="scroll"><table><thead><tr>'
    yield "".join(
        f'<th scope="col">{escape(heading)}</th>' for heading in headings(Output.PAGE, locale)
    )
    yield "</tr></thead><tbody>"
    rows = rows_in_order(schedule)
    for dates, values in zip(rows, table(schedule, locale, Output.PAGE, rows), strict=True):
        cells = "".join(_cell(value, locale) for value in values)
        yield f'<tr class="{_look(dates)}">{cells}</tr>'
    yield "</tbody></table></div>"


def _look(dates: ActivityDates) -> str:
    if dates.is_finished:
        return "done"
    return "critical" if dates.critical else ""


def _cell(value: Cell, locale: Locale) -> str:
    if value is None:
        return "<td></td>"
    if isinstance(value, date):
        return f"<td>{locale.date(value, short=True)}</td>"
    if isinstance(value, int | float):
        decimals = 0 if float(value).is_integer() else 1
        return f'<td class="number">{locale.number(value, decimals=decimals)}</td>'
    return f"<td>{escape(value)}</td>"
