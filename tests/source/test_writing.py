from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from planner.source.writing import LOCK
from planner.source.writing import WritingError
from planner.source.writing import replace_file
from planner.source.writing import sole_writer
from planner.source.writing import write_new
from planner.source.writing import yaml_value
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

WRITER = """
import sys
from pathlib import Path
from planner.source.writing import sole_writer, write_new
folder = Path(sys.argv[1])
number = int(sys.argv[2])
while True:
    with sole_writer(folder):
        write_new(folder / f"{number}.yaml", f"number: {number}\\n" + "# vulling\\n" * 20000)
    print(number, flush=True)
    number += 1
"""


def visible(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir() if not entry.name.startswith("."))


def test_a_new_file_has_all_of_its_text(tmp_path: Path) -> None:
    write_new(tmp_path / "in" / "a.yaml", "naam: é\n")
    assert (tmp_path / "in" / "a.yaml").read_bytes() == "naam: é\n".encode()
    assert visible(tmp_path / "in") == ["a.yaml"]


def test_what_is_there_is_not_overwritten_and_no_draft_stays_behind(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("oud", encoding="utf-8")
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "a.yaml", "nieuw")
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.yaml"]
    assert (tmp_path / "a.yaml").read_text(encoding="utf-8") == "oud"


def test_replacing_leaves_the_new_text_only(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("oud en lang", encoding="utf-8")
    replace_file(tmp_path / "a.yaml", "nieuw")
    assert (tmp_path / "a.yaml").read_text(encoding="utf-8") == "nieuw"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.yaml"]


def test_a_folder_that_refuses_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(WritingError, match="file"):
        write_new(tmp_path / "file" / "a.yaml", "x")
    with pytest.raises(WritingError, match="file"), sole_writer(tmp_path / "file" / "deeper"):
        pass


def test_the_next_writer_clears_what_a_dead_one_left(tmp_path: Path) -> None:
    (tmp_path / ".a.yaml.123.tmp").write_text("half", encoding="utf-8")
    with sole_writer(tmp_path):
        assert sorted(entry.name for entry in tmp_path.iterdir()) == [LOCK]


def test_values_on_one_line_read_back_as_they_were() -> None:
    yaml = pytest.importorskip("yaml")
    for value in ["a: b", "# geen", "'", '"', "ja", "1e3", "|", "- x", "", "é\u202e<b>", "a\nb"]:
        assert yaml.safe_load(f"k: {yaml_value(value)}") == {"k": value}
        assert "\n" not in yaml_value(value)


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="kills a process as only POSIX can")
def test_a_kill_at_any_moment_leaves_whole_files_only(tmp_path: Path) -> None:
    whole = "# vulling\n" * 20000
    moments = random.Random(5)  # noqa: S311 - no secret
    first = 0
    for _ in range(12):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path), str(first)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(moments.uniform(0, 0.05))
        writer.send_signal(signal.SIGKILL)
        said = [int(line) for line in writer.communicate()[0].split()]
        numbers = sorted(int(name.partition(".")[0]) for name in visible(tmp_path))
        assert set(said) <= set(numbers)
        for number in numbers:
            text = (tmp_path / f"{number}.yaml").read_text(encoding="utf-8")
            assert text == f"number: {number}\n{whole}"
        first = numbers[-1] + 1
    with sole_writer(tmp_path):
        assert [e.name for e in tmp_path.iterdir() if e.name.endswith(".tmp")] == []


def test_threads_of_one_program_do_not_share_a_draft(tmp_path: Path) -> None:
    texts = [f"{number}\n" * 5000 for number in range(16)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda text: replace_file(tmp_path / "a.yaml", text), texts))
    assert (tmp_path / "a.yaml").read_text(encoding="utf-8") in texts
    assert visible(tmp_path) == ["a.yaml"]
