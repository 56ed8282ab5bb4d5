"""Speed of the application, as ratio to a blank Streamlit page in the same run.

    python benchmarks/app.py [--repeat 9] [--sizes 1000 5000]

A reload is timed by the browser itself, from the start of the navigation until the figure stands;
a selection from the click until the panel of the activity stands. Each reload is paired with one of
a blank page right before it, and the median of the pairs is what counts, because the speed of a
shared machine drifts: at most 3 for the programme, at most 6 at 1,000 activities, and half a second
for a selection.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.conftest import chromium
from tests.served import served_app

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page

PATIENCE = 120_000
PER_WORKSTREAM = 50
STEP_OF_MILESTONE = 11
"""One in twelve, as in real plans."""
BLANK = 'import streamlit as st\n\nst.title("leeg")\n'
BARS = ".st-key-gantt .js-plotly-plot .barlayer .point"
TREND = ".st-key-trend .js-plotly-plot .main-svg"
NOTE = """(() => {{
    const watcher = new MutationObserver(() => {{
        if (!document.querySelector({until})) return;
        window.stands = performance.now();
        watcher.disconnect();
    }});
    watcher.observe(document, {{childList: true, subtree: true}});
}})()"""
WARM_UP, REST = 3, 1000
"""Loads that fill the caches and do not count; milliseconds between two loads."""
FIRST_BAR = """() => {
    const layer = document.querySelector('.st-key-gantt .barlayer');
    for (const trace of layer.querySelectorAll('.trace')) {
        const ids = trace.__data__[0].trace.customdata || [];
        for (const point of trace.querySelectorAll('.point')) {
            const box = point.getBoundingClientRect();
            if (!(ids[point.__data__.i] || [''])[0].includes('.') || box.width < 2) continue;
            point.scrollIntoView({block: 'center'});
            const seen = point.getBoundingClientRect();
            return [seen.x + seen.width / 2, seen.y + seen.height / 2];
        }
    }
}"""


def large_plan(folder: Path, size: int) -> None:
    """Write a plan: chains in workstreams of fifty, tied to their neighbours, to one target."""
    folder.mkdir()
    (folder / "programme.yaml").write_text(
        "programme: Proef\nstart: 2026-01-05\n"
        "target: {milestone: stream-000.target, date: 2027-06-11}\ndefault_calendar: rijk\n"
        "calendars:\n  rijk: {holidays: NL}\norganisations:\n  A: {name: Proefdienst}\n",
        encoding="utf-8",
    )
    for number in range(size // PER_WORKSTREAM):
        lines = [f"workstream: stream-{number:03}", f"title: Werkstroom {number}", "activities:"]
        for step in range(PER_WORKSTREAM):
            after = [f"step-{step - 1:02}"] if step else []
            if number and step % 4 == 1:
                after.append(f"stream-{number - 1:03}.step-{step - 1:02}")
            kind = (
                "milestone: finish"
                if step % 12 == STEP_OF_MILESTONE
                else f"duration: {3 + step % 7}d"
            )
            waits = f", after: [{', '.join(after)}]" if after else ""
            title = f"Stap {step} van werkstroom {number}"
            lines.append(f"  step-{step:02}: {{title: {title}, owner: A, {kind}{waits}}}")
        if number == 0:
            last = f"step-{PER_WORKSTREAM - 1:02}"
            ends = [f"stream-{n:03}.{last}" for n in range(size // PER_WORKSTREAM)]
            lines.append(
                f"  target: {{title: Klaar, milestone: start, after: [{', '.join(ends)}]}}"
            )
        file = folder / f"stream-{number:03}.yaml"
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Subject:
    """What is loaded: a page, and what must stand on it."""

    name: str
    plan: Path
    address: str
    until: str


def watch(page: Page, until: str) -> None:
    """Let every page that is loaded note when an element stands."""
    page.add_init_script(NOTE.format(until=json.dumps(until)))


def reload_seconds(page: Page, address: str) -> float:
    """From the start of the navigation until the element stands."""
    page.goto(address, wait_until="commit")
    page.wait_for_function("window.stands", polling=50, timeout=PATIENCE)
    seconds = float(page.evaluate("window.stands")) / 1000
    page.wait_for_timeout(REST)
    return seconds


def selection_seconds(page: Page, address: str) -> float:
    """From a click on a bar until the panel of that activity stands."""
    page.goto(address)
    page.locator(BARS).first.wait_for(state="attached", timeout=PATIENCE)
    page.wait_for_timeout(2 * REST)
    x, y = page.evaluate(FIRST_BAR)
    page.mouse.move(x, y)
    page.wait_for_timeout(300)
    begin = time.perf_counter()
    page.mouse.click(x, y)
    page.locator(".st-key-detail h2").wait_for(state="attached", timeout=PATIENCE)
    return time.perf_counter() - begin


def window(browser: Browser) -> Page:
    """A window of the size that most people have."""
    return browser.new_page(viewport={"width": 1280, "height": 800})


def measure(browser: Browser, blank: str, subject: Subject, repeat: int) -> str:
    """A row of the table: seconds of a reload, ratio to the blank page, seconds of a selection."""
    with served_app(plan=subject.plan) as address:
        empty, page = window(browser), window(browser)
        watch(empty, "h1")
        watch(page, subject.until)
        place = f"{address}/{subject.address}"
        for _ in range(WARM_UP):
            reload_seconds(empty, blank)
            reload_seconds(page, place)
        pairs = [(reload_seconds(empty, blank), reload_seconds(page, place)) for _ in range(repeat)]
        chosen = "-"
        if subject.until == BARS:
            chosen = f"{min(selection_seconds(page, place) for _ in range(3)):.2f}"
        empty.close()
        page.close()
    seconds = [statistics.median(column) for column in zip(*pairs, strict=True)]
    ratio = statistics.median(there / here for here, there in pairs)
    return f"| {subject.name} | {seconds[0]:.2f} | {seconds[1]:.2f} | {ratio:.1f} | {chosen} |"


def main() -> None:
    """Print a table as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=9)
    parser.add_argument("--sizes", type=int, nargs="*", default=[1000, 5000])
    choice = parser.parse_args()
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        folder = Path(made)
        script = folder / "blank.py"
        script.write_text(BLANK, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=chromium(), args=sandbox)
        plan = ROOT / "workstreams"
        subjects = [
            Subject("programme, Overzicht", plan, "?date=2026-01-22", TREND),
            Subject("programme, Planning", plan, "planning?date=2026-01-22", BARS),
        ]
        for size in choice.sizes:
            large = folder / f"plan-{size}"
            large_plan(large, size)
            subjects.append(Subject(f"{size:,} activities, Planning", large, "planning", BARS))
        print("| page | blank s | reload s | ratio | selection s |")
        print("| --- | ---: | ---: | ---: | ---: |")
        with served_app(script) as blank:
            for subject in subjects:
                print(measure(browser, blank, subject, choice.repeat), flush=True)
        browser.close()


if __name__ == "__main__":
    main()
