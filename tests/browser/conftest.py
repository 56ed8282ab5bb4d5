"""What the browser tests share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planner.workspace import open_workspace
from tests.planning_page import DAY
from tests.served import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from planner.schedule.plan_schedule import Schedule


@pytest.fixture(scope="session")
def schedule() -> Schedule:
    """The real programme at the data date of these tests."""
    return open_workspace(ROOT / "workstreams").at(DAY)


@pytest.fixture
def page(page: Page) -> Page:
    """A window of the size that most people have."""
    page.set_viewport_size({"width": 1280, "height": 800})
    return page
