"""A progress bar and error messages for the verbs that read or write other programs' files."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from click._termui_impl import ProgressBar

    from planner.exchange.mspdi_write import Step
    from planner.exchange.project import ExchangeError
    from planner.i18n import Locale


WORTH_WATCHING = 1000
"""Activities from which a file takes long enough to be watched."""


@contextmanager
def progress(length: int) -> Iterator[Step | None]:
    """Show a progress bar, on a terminal and for large plans only."""
    if length < WORTH_WATCHING or not sys.stderr.isatty():
        yield None
        return
    counting: ProgressBar[int] = click.progressbar(length=length, file=sys.stderr, show_pos=True)
    with counting as bar:
        # The length is counted before the file is read, so the bar must not pass its end.
        yield lambda steps: bar.update(min(steps, length - bar.pos))
        bar.update(length - bar.pos)


def complaint(fault: ExchangeError, locale: Locale) -> click.ClickException:
    """Make the fault an error of the command line, in the reader's language."""
    return click.ClickException(fault.said(locale))
