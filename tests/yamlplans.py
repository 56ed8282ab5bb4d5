"""Plans of any size as YAML files, for measurements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.plan_cases import BASIS

if TYPE_CHECKING:
    from pathlib import Path

PER_FILE = 500


def write_large_plan(folder: Path, size: int) -> None:
    """Write a sound plan of so many activities, each waiting for two earlier ones."""
    (folder / "programme.yaml").write_text((BASIS / "programme.yaml").read_text("utf-8"), "utf-8")
    (folder / "sources.yaml").write_text((BASIS / "sources.yaml").read_text("utf-8"), "utf-8")
    (folder / "go-live.yaml").write_text((BASIS / "go-live.yaml").read_text("utf-8"), "utf-8")
    for first in range(0, size, PER_FILE):
        name = f"stream-{first // PER_FILE:03}"
        lines = [f"workstream: {name}", f"title: Werkstroom {name}", "activities:"]
        for i in range(first, min(first + PER_FILE, size)):
            lines += _activity(i)
        (folder / f"{name}.yaml").write_text("\n".join(lines) + "\n", "utf-8")


def _activity(i: int) -> list[str]:
    lines = [
        f"  a{i}:",
        f"    title: Activiteit {i}",
        "    owner: IND",
        f"    duration: {i % 19 + 1}d",
        "    basis: assumption",
        "    rationale: Voor een meting.",
    ]
    if i > 1:
        lines.append("    after:")
    for before in {i // 2, i - 1} if i > 1 else ():
        other = f"stream-{before // PER_FILE:03}.a{before}"
        lines.append(f"      - {{activity: {other}, reason: Volgorde., basis: assumption}}")
    return lines
