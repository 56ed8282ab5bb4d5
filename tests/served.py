"""The app as people get it: a server of its own, on a free port of this computer."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from http import HTTPStatus
from http.client import HTTPConnection
from http.client import HTTPException
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
HOST = "localhost"
PATIENCE = 60.0


@contextmanager
def served_app(script: Path = ROOT / "app.py", plan: Path | None = None) -> Iterator[str]:
    """Serve the app, with a plan of one's own if given, until the block ends."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    options = ["--server.headless=true", f"--server.port={port}", "--server.fileWatcherType=none"]
    if plan is not None:
        options += ["--", str(plan)]
    with subprocess.Popen([*command, *options], cwd=ROOT, stdout=subprocess.DEVNULL) as server:
        try:
            wait_until_healthy(port, server)
            yield f"http://{HOST}:{port}"
        finally:
            server.terminate()


def free_port() -> int:
    """Ask the system for a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until_healthy(port: int, server: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers, and stop at once when it has ended."""
    last = time.monotonic() + PATIENCE
    while not is_healthy(port):
        if server.poll() is not None:
            message = f"the app ended with code {server.returncode} before it answered"
            raise RuntimeError(message)
        if time.monotonic() > last:
            message = f"the app did not answer within {PATIENCE:.0f} s"
            raise TimeoutError(message)
        time.sleep(0.1)


def is_healthy(port: int) -> bool:
    """Ask the server how it is."""
    connection = HTTPConnection(HOST, port, timeout=1)
    try:
        connection.request("GET", "/_stcore/health")
        return connection.getresponse().status == HTTPStatus.OK
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
