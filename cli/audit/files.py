"""Files of the audit trail at the command line: written whole or not at all, and read with a refusal that helps."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import click

from cli.session import F
from cli.terminal import put

_OUT: Final = click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write it to a file.")


def out_option(command: F) -> F:
    """`--out`: a file instead of stdout."""
    return _OUT(command)


def write(text: str, out: Path | None) -> None:
    """Write a text to a file, which is there in whole or not at all, or to stdout.

    Raises:
        BadParameter: the place cannot be written.
    """
    if out is None:
        put(text.encode())
    else:
        write_octets(text.encode(), out)


def write_octets(octets: bytes, out: Path, option: str = "--out") -> None:
    """Write a file, which is there in whole or not at all; `option` is what named it.

    Raises:
        BadParameter: the place cannot be written.
    """
    fresh = out.with_name(f".{out.name}.new")
    try:
        fresh.write_bytes(octets)
        os.replace(fresh, out)
    except OSError as refused:
        raise click.BadParameter(f"'{out}' cannot be written: {refused.strerror}", param_hint=option) from refused


def read(file: Path) -> bytes:
    """The octets of a file.

    Raises:
        BadParameter: it cannot be read.
    """
    try:
        return file.read_bytes()
    except OSError as unreadable:
        raise click.BadParameter(f"'{file}' cannot be read: {unreadable.strerror}") from unreadable
