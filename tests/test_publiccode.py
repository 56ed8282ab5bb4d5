"""The description by which other administrations find this code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import planner

ROOT = Path(__file__).parents[1]
MANDATORY = {
    "publiccodeYmlVersion",
    "name",
    "url",
    "releaseDate",
    "platforms",
    "categories",
    "developmentStatus",
    "softwareType",
    "description",
    "legal",
    "maintenance",
    "localisation",
}


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    description: dict[str, Any] = yaml.safe_load(
        (ROOT / "publiccode.yml").read_text(encoding="utf-8")
    )
    return description


def test_every_mandatory_key_of_the_standard_is_there(described: dict[str, Any]) -> None:
    assert not MANDATORY - described.keys()


def test_it_speaks_of_this_version(described: dict[str, Any]) -> None:
    assert described["softwareVersion"] == planner.__version__


def test_the_licence_is_the_one_in_the_repository(described: dict[str, Any]) -> None:
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert described["legal"]["license"] == "EUPL-1.2"
    assert licence.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_texts_keep_the_lengths_of_the_standard(described: dict[str, Any], language: str) -> None:
    text = described["description"][language]
    assert len(text["shortDescription"]) <= 150
    assert 150 <= len(text["longDescription"]) <= 10_000
    assert text["features"]
