"""The one place where text goes to a terminal: whatever a document or a source holds, it is shown and not obeyed."""

from __future__ import annotations

import sys

import click

from projections.answers.harmless import unsteering


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
