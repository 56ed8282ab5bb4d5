"""Speed of the application, as ratio to a blank Streamlit page in the same run.

    python benchmarks/app.py [--repeat 5] [--sizes 1000 5000]

A reload is timed from the request until the bars of the Gantt chart stand; a selection from the
click until the panel of the activity stands. Seconds are minima, because a busy machine only adds;
the ratios are what counts: at most 3 for the programme, at most 6 at 1,000 activities, and half a
second for a selection.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.conftest import chromium
from tests.served import served_app

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser
    from playwright.sync_api import Page

PATIENCE = 120_000
PER_WORKSTREAM = 50
STEP_OF_MILESTONE = 11
"""One in twelve, as in real plans."""
BLANK = 'import streamlit as st\n\nst.title("leeg")\n'
BARS = ".st-key-gantt .js-plotly-plot .barlayer .point"
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


def fastest(measure: Callable[[], float], repeat: int) -> float:
    """The least of several; the first one, which fills the caches, does not count."""
    measure()
    return min(measure() for _ in range(repeat))


def reload_seconds(page: Page, address: str, until: str) -> float:
    """From the request until an element stands."""
    begin = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator(until).first.wait_for(state="attached", timeout=PATIENCE)
    return time.perf_counter() - begin


def selection_seconds(page: Page, address: str) -> float:
    """From a click on a bar until the panel of that activity stands."""
    page.goto(address)
    page.locator(BARS).first.wait_for(state="attached", timeout=PATIENCE)
    page.wait_for_timeout(1500)
    x, y = page.evaluate(FIRST_BAR)
    page.mouse.move(x, y)
    page.wait_for_timeout(300)
    begin = time.perf_counter()
    page.mouse.click(x, y)
    page.locator(".st-key-detail h2").wait_for(state="attached", timeout=PATIENCE)
    return time.perf_counter() - begin


def measured(browser: Browser, plan: Path, query: str, repeat: int) -> tuple[float, float]:
    """Seconds of a reload and of a selection on the page Planning of a plan."""
    with served_app(plan=plan) as address:
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        planning = f"{address}/planning{query}"
        first = fastest(lambda: reload_seconds(page, planning, BARS), repeat)
        chosen = fastest(lambda: selection_seconds(page, planning), repeat)
        page.close()
    return first, chosen


def blank_seconds(browser: Browser, folder: Path, repeat: int) -> float:
    """Seconds of a reload of a page with nothing but a heading."""
    script = folder / "blank.py"
    script.write_text(BLANK, encoding="utf-8")
    with served_app(script) as address:
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        found = fastest(lambda: reload_seconds(page, address, "h1"), repeat)
        page.close()
    return found


def main() -> None:
    """Print a table as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--sizes", type=int, nargs="*", default=[1000, 5000])
    choice = parser.parse_args()
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        folder = Path(made)
        browser = playwright.chromium.launch(executable_path=chromium(), args=sandbox)
        blank = blank_seconds(browser, folder, choice.repeat)
        print("| plan | reload s | ratio to blank | selection s |")
        print("| --- | --- | --- | --- |")
        print(f"| blank page | {blank:.2f} | 1.0 | |")
        plans = [("programme", ROOT / "workstreams", "?date=2026-01-22")]
        for size in choice.sizes:
            plan = folder / f"plan-{size}"
            large_plan(plan, size)
            plans.append((f"{size:,} activities", plan, ""))
        for name, plan, query in plans:
            first, chosen = measured(browser, plan, query, choice.repeat)
            print(f"| {name} | {first:.2f} | {first / blank:.1f} | {chosen:.2f} |", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
