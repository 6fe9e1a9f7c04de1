"""A progress bar, on a terminal's stderr only: nothing in a pipe, nothing in a log file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

import click

from projections.answers.harmless import unsteering

Progress: TypeAlias = Callable[[int, int], None]
"""Told how much is done and how much there is, whenever some more is done."""


@contextmanager
def progress_bar(label: str) -> Iterator[Progress]:
    """A bar for what tells (done, total) as it goes; the total may change on the way."""
    with click.progressbar(length=1, label=unsteering(label), file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

        def tell(done: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(max(0, done - bar.pos))

        yield tell
