"""The days off of a plan are the same on every machine."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

PROGRAM = """
from planner.workcalendar import public_holidays
print(sorted(public_holidays("NL", 2025, 2026).values()))
"""


@pytest.mark.parametrize("locale", ["en_US.UTF-8", "de_DE.UTF-8", "C"])
def test_the_names_of_holidays_do_not_follow_the_locale(locale: str) -> None:
    settings = {**os.environ, "LANG": locale, "LC_ALL": locale, "LANGUAGE": locale}
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        capture_output=True,
        check=True,
        env=settings,
        text=True,
        encoding="utf-8",
        timeout=60,
    )
    assert "Goede vrijdag" in result.stdout
    assert "Good Friday" not in result.stdout
