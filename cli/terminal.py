"""The one place where text goes to a terminal: whatever a document or a source holds, it is shown and not obeyed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

import click

from projections.answers.harmless import unsteering

Progress: TypeAlias = Callable[[int, int], None]
"""Told how much is done and how much there is, whenever some more is done."""


def say(text: str, *, nl: bool = True) -> None:
    """Talk to whoever gave the command, on stderr; characters that steer a terminal are written out."""
    click.echo(unsteering(text), err=True, nl=nl)


def put(octets: bytes) -> None:
    """Write data to stdout: as it is to a file or a pipe, and to a terminal with what would steer it written out."""
    if sys.stdout.isatty():
        octets = unsteering(octets.decode("utf-8", "replace"), _as_in_json).encode()
    click.echo(octets, nl=False)


def _as_in_json(character: str) -> str:
    import json

    return json.dumps(character)[1:-1]


@contextmanager
def progress_bar(label: str) -> Iterator[Progress]:
    """A bar for what tells (done, total) as it goes; the total may change on the way."""
    with click.progressbar(length=1, label=unsteering(label), file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

        def tell(done: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(max(0, done - bar.pos))

        yield tell
