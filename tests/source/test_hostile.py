"""Files that no editor makes: whatever lies in the folder, there is a message and an end."""

from __future__ import annotations

import os
import shutil
import time
import tracemalloc
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from planner.checks import plan_problems
from planner.cli import main
from planner.i18n import Locale
from planner.i18n import problem_line
from planner.source import read_plan
from planner.source.folder import MOST_FILES
from planner.source.plan_file import LARGEST_FILE
from planner.source.plan_file import decode
from planner.source.tree import parse
from tests.plan_cases import BASIS
from tests.plan_cases import CASES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEAD = "workstream: proef\ntitle: Proef\nactivities:\n"
TASK = "  bouw: {title: Bouw, duration: 5d, open_start: ja, open_end: ja, basis: assumption}\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return shutil.copytree(BASIS, tmp_path / "plan")


def codes(folder: Path) -> list[str]:
    return [problem.code for problem in read_plan(folder).problems]


def bomb() -> str:
    levels = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    return "\n".join(["a0: &a0 [x, x]", *levels])


TEXTS: dict[str, tuple[bytes, str]] = {
    "alias bomb": (bomb().encode(), "anchor-or-alias"),
    "a hundred thousand brackets": (b"a: " + b"[" * 100_000, "nested-too-deep"),
    "a hundred thousand dashes": (b"- " * 100_000, "top-not-mapping"),
    "deep blocks": (
        "".join(f"{' ' * n}k{n}:\n" for n in range(2_000)).encode(),
        "nested-too-deep",
    ),
    "Latin-1": ("workstream: proef\ntitle: Coördinatie\n".encode("latin-1"), "not-utf-8"),
    "UTF-16": ("workstream: proef\n".encode("utf-16"), "utf-16"),
    "NUL bytes": (b"workstream: proef\ntitle: Pro\x00ef\n", "control-character"),
    "only NUL bytes": (b"\x00" * 1000, "control-character"),
    "an image": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not-utf-8"),
    "nothing": (b"", "empty-file"),
    "only a byte order mark": (b"\xef\xbb\xbf", "empty-file"),
    "only spaces": (b"   \n \n", "empty-file"),
    "only three dashes": (b"---\n", "empty-file"),
    "a line separator": ("workstream: proef\u2028title: Proef\n".encode(), "control-character"),
    "a directive": (b"%YAML 9.9\n---\nworkstream: proef\n", "syntax"),
    "an unknown escape": (b'workstream: "\\q"\n', "unclosed-quote"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_content_that_is_no_plan_is_refused_with_its_reason(plan: Path, name: str) -> None:
    content, code = TEXTS[name]
    (plan / "proef.yaml").write_bytes(content)
    started = time.perf_counter()
    assert code in codes(plan)
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_check_ends_with_one_and_names_the_file(
    plan: Path, name: str, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (plan / "proef.yaml").write_bytes(TEXTS[name][0])
    assert main(["check", str(plan), "--lang", lang]) == 1
    shown = capsys.readouterr()
    assert f"{plan / 'proef.yaml'}:" in shown.out
    assert "Traceback" not in shown.out + shown.err


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b""])
def test_the_place_of_a_byte_that_is_not_utf_8_is_given_in_characters(before: bytes) -> None:
    raw = before + "a: é\nb: x".encode() + b"\xff\n"
    (problem,) = decode(raw, BASIS / "x.yaml").problems
    assert problem.details["byte"] == "0xFF"
    assert problem.location is not None
    assert (problem.location.line, problem.location.column) == (2, 5)


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b""])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_byte_order_mark_and_windows_line_ends_are_fine(
    plan: Path, before: bytes, end: bytes
) -> None:
    text = (HEAD + TASK).encode().replace(b"\n", end)
    (plan / "proef.yaml").write_bytes(before + text)
    reading = read_plan(plan)
    assert reading.problems == ()
    assert reading.plan is not None
    assert "proef.bouw" in reading.plan.activities


def test_windows_line_ends_leave_the_line_numbers_as_an_editor_shows_them(plan: Path) -> None:
    text = (HEAD + "  bouw: {title: Bouw, duration: 5}\n").replace("\n", "\r\n")
    (plan / "proef.yaml").write_bytes(text.encode())
    (problem,) = read_plan(plan).problems
    assert problem.location is not None
    assert problem.location.line == 4


def test_a_file_of_fifty_megabytes_is_refused_unread(plan: Path) -> None:
    with (plan / "proef.yaml").open("wb") as stream:
        stream.truncate(50_000_000)
    tracemalloc.start()
    try:
        assert codes(plan) == ["file-too-large"]
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < LARGEST_FILE // 5


def test_a_file_of_many_short_values_is_bounded(plan: Path) -> None:
    (plan / "proef.yaml").write_text("a: [" + "1," * 2_000_000 + "1]", encoding="utf-8")
    assert "too-many-values" in codes(plan)


def link(target: Path | str) -> Callable[[Path], None]:
    return lambda place: place.symlink_to(target)


def test_a_link_out_of_the_folder_is_refused(plan: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text(HEAD + TASK, encoding="utf-8")
    link(secret)(plan / "proef.yaml")
    assert codes(plan) == ["outside-folder"]


def test_a_linked_folder_of_reports_is_refused(plan: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "2026-01-22-x.yaml").write_text("data_date: 2026-01-22\n")
    link(tmp_path / "elsewhere")(plan / "status")
    assert codes(plan) == ["outside-folder"]


def test_a_link_within_the_folder_is_read(plan: Path) -> None:
    (plan / "letters").mkdir()
    (plan / "letters" / "proef.txt").write_text(HEAD + TASK, encoding="utf-8")
    link("letters/proef.txt")(plan / "proef.yaml")
    assert codes(plan) == []


@pytest.mark.parametrize("target", ["nergens.yaml", "proef.yaml"])
def test_a_link_to_nothing_or_to_itself_is_unreadable(plan: Path, target: str) -> None:
    link(target)(plan / "proef.yaml")
    assert codes(plan) == ["unreadable-file"]


def test_a_folder_with_the_name_of_a_file_is_named(plan: Path) -> None:
    (plan / "proef.yaml").mkdir()
    assert codes(plan) == ["folder-not-file"]


def test_a_pipe_is_no_file_and_does_not_hang(plan: Path) -> None:
    os.mkfifo(plan / "proef.yaml")
    assert codes(plan) == ["not-a-file"]


def test_a_file_without_permission_is_unreadable(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (plan / "proef.yaml").write_text(HEAD + TASK, encoding="utf-8")

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("planner.source.plan_file.os.open", refuse)
    assert set(codes(plan)) >= {"unreadable-file"}


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    assert codes(tmp_path / "nergens") == ["missing-folder"]


def test_a_file_instead_of_a_folder_is_named(plan: Path) -> None:
    assert codes(plan / "programme.yaml") == ["not-a-folder"]


def test_a_folder_without_a_programme_is_no_plan(tmp_path: Path) -> None:
    assert codes(tmp_path) == ["no-programme"]


def test_a_path_that_cannot_exist_is_a_message(tmp_path: Path) -> None:
    assert codes(tmp_path / ("x" * 5_000)) == ["unreadable-folder"]


def test_a_folder_with_too_many_files_is_refused(plan: Path) -> None:
    for number in range(MOST_FILES):
        (plan / f"w{number}.yaml").touch()
    assert codes(plan) == ["too-many-files"]


def test_a_plan_that_is_too_large_as_a_whole_is_refused(plan: Path) -> None:
    for number in range(11):
        with (plan / f"w{number}.yaml").open("wb") as stream:
            stream.truncate(LARGEST_FILE)
    assert codes(plan) == ["plan-too-large"]


SEEDS = [case.read_text(encoding="utf-8") for case in CASES[::6]]
PIECES = st.sampled_from(
    [
        "\t",
        " ",
        "  ",
        ":",
        "- ",
        "[",
        "]",
        "{",
        "}",
        '"',
        "'",
        "\n",
        "&a ",
        "*a",
        "!!x ",
        "<<: ",
        "?",
        "NO",
        "~",
        "|\n",
        ">",
        "%",
        "@",
        "\xa0",
        "é",
        "\x00",
        "010",
        "12:30",
        "#",
        ",",
        "---\n",
    ]
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_typed_gives_problems_with_places_and_no_exception(
    data: st.DataObject, tmp_path: Path
) -> None:
    text = data.draw(st.sampled_from(SEEDS))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        gone = data.draw(st.integers(0, 6))
        text = text[:at] + data.draw(PIECES) + text[at + gone :]
    folder = tmp_path / "plan"
    shutil.copytree(BASIS, folder, dirs_exist_ok=True)
    name = data.draw(
        st.sampled_from(["proef.yaml", "programme.yaml", "sources.yaml", "risks.yaml"])
    )
    (folder / name).write_text(text, encoding="utf-8")
    for problem in plan_problems(read_plan(folder)):
        assert problem.location is not None
        assert problem.location.line >= 1
        assert problem_line(problem, Locale("nl")) != problem_line(problem, Locale("en"))
    (folder / name).unlink()


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_refused(raw: bytes) -> None:
    content = decode(raw, BASIS / "x.yaml")
    found = content.problems or parse(content.text, content.file).problems
    assert all(problem.location is not None for problem in found)
