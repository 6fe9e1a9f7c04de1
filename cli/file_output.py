"""Where a file that a command writes goes: to stdout, or to a file that is there only once it is whole."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

import click

from cli.session import F
from cli.terminal import put
from ledger.refusals import Refusal


def out_option(command: F) -> F:
    """`--out`: the file to write, where stdout will not do."""
    option = click.option(
        "--out",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="Write to a file, which is replaced only once the new one is whole; default: stdout.",
    )
    return option(command)


def write(pieces: Iterable[bytes], out: Path | None) -> None:
    """Write the pieces one after the other.

    Raises:
        Refusal: the file cannot be written; one that was there stays as it was.
    """
    if out is None:
        for piece in pieces:
            put(piece)
        return
    with whole_file(out) as file:
        file.writelines(pieces)


@contextmanager
def whole_file(out: Path) -> Iterator[IO[bytes]]:
    """A file to write to, which takes its name only when everything has been written.

    Raises:
        Refusal: its folder is not there or not to be written, or the disk is full.
    """
    try:
        with NamedTemporaryFile(dir=out.parent, prefix=f".{out.name}.", delete=False) as file:
            try:
                yield file
                file.flush()
                os.fsync(file.fileno())
                _make_readable(file.name, out)
                Path(file.name).replace(out)
            except BaseException:
                with suppress(OSError):
                    Path(file.name).unlink()
                raise
    except OSError as failed:
        raise Refusal(
            f"cannot write '{out}': {failed.strerror}", "name a file in a folder that you may write"
        ) from failed


def _make_readable(written: str, out: Path) -> None:
    """Give the file the permissions of the one it replaces, or those that new files have here."""
    mask = os.umask(0)
    os.umask(mask)
    Path(written).chmod(out.stat().st_mode & 0o777 if out.exists() else 0o666 & ~mask)
