"""What every test may count on: repeatable examples, a browser where one exists, the oracles."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import settings

from tests.served import served_app

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)

# In CI the same commit sees the same examples; a developer's machine keeps looking for new ones.
# No deadline: on two busy cores a slow example says nothing about the code.
settings.register_profile("developer", deadline=None)
settings.register_profile(
    "ci",
    deadline=None,
    derandomize=True,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("ci" if os.environ.get("CI") else "developer")


def chromium() -> str | None:
    """Find the browser that people have; the tests never download one."""
    named = os.environ.get("PLANNER_CHROMIUM")
    return named or next(filter(None, map(shutil.which, BROWSERS)), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep browser tests on one worker, and skip them where there is no browser.

    `PLANNER_BROWSER=required` makes a missing browser a failure, so that CI cannot
    pass by skipping.
    """
    is_required = os.environ.get("PLANNER_BROWSER") == "required"
    skip = pytest.mark.skip(reason="no Chromium found; install it or set PLANNER_CHROMIUM")
    for item in items:
        if item.get_closest_marker("browser") is None:
            continue
        item.add_marker(pytest.mark.xdist_group("browser"))
        if chromium() is None and not is_required:
            item.add_marker(skip)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the installed Chromium; root, as in a container, cannot use its sandbox."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {
        **browser_type_launch_args,
        "executable_path": chromium(),
        "args": ["--disable-dev-shm-usage", *sandbox],
    }


@pytest.fixture(scope="session")
def app_address() -> Iterator[str]:
    """Serve the app once for all browser tests."""
    with served_app() as address:
        yield address


@pytest.fixture(scope="session")
def oracles() -> Path:
    """Give the folder with schedules of other planners, which is kept beside the repository."""
    folder = Path(os.environ.get("PLANNER_ORACLES", ROOT.parent / "shared" / "oracles"))
    if not folder.is_dir():
        pytest.skip(f"no oracles in {folder}; set PLANNER_ORACLES to check against them")
    return folder
