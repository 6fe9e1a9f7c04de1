"""How often the way of one limb, from the meeting file to the printed account, goes from one file to another.

    python -m benchmarks.walk [--trace]

A small meeting file, of which one limb has marked words, is really recorded by `govledger record` into a sealed
ledger, in this process, under a profiler (`sys.setprofile`):

1. Every function of this project's that receives the marked words, or returns them, is a *stop* of the walk; so is
   one that is given a row, an entry or an event which holds them, up to a few steps deep. What it is called by
   and what it calls without handing them on does not count.
2. A *move* is a stop in another file than the stop before it.
3. Beside it, the same is counted of the whole command, whether or not it has the words in hand: every call or return
   into another file of this project.

Comprehensions and generated code belong to the file that they stand in; code of libraries counts as no stop.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Any, Final
from unittest.mock import patch

import msgspec

HOUSE: Final = Path(__file__).parents[1]
OURS: Final = tuple(f"{HOUSE / package}/" for package in ("ledger", "projections", "cli"))
MARK: Final = "zebrawords"
MINUTES: Final = f"""
source: {{document: Minutes of the estates board, date: 2018-05-03}}
register:
  bodies: {{estates-board: {{name: Estates Board, kind: board}}}}
  people: {{ada: {{name: Ada Field}}}}
meeting:
  body: estates-board
  date: 2018-05-03
  present: [ada]
statements:
- resolved: That a lease be taken.
  limbs:
  - {{verb: approved, text: the lease of {MARK} House}}
"""
DEEP: Final = 5


class Walk:
    """What a profiler sees of one call of the command."""

    def __init__(self) -> None:
        self.stops: list[tuple[str, str]] = []
        self.functions: set[str] = set()
        self.files: set[str] = set()
        self.changes = 0
        self._last = ""

    def seen(self, frame: FrameType, event: str, argument: Any) -> None:
        """Note a call or a return, in the way that `sys.setprofile` tells of them."""
        if event not in ("call", "return") or not frame.f_code.co_filename.startswith(OURS):
            return
        file, function = frame.f_code.co_filename[len(str(HOUSE)) + 1 :], frame.f_code.co_qualname
        if event == "call":
            self.files.add(file)
            self.functions.add(f"{file}:{function}")
        if file != self._last:
            self.changes, self._last = self.changes + 1, file
        held = frame.f_locals.values() if event == "call" else (argument,)
        if any(map(_holds, list(held))):
            self.stops.append((file, f"{function} {event}"))

    @property
    def moves(self) -> int:
        """How often the marked words go from one file to another."""
        files = [file for file, _ in self.stops]
        return sum(one != other for one, other in pairwise(files))


def _holds(value: Any, deep: int = DEEP) -> bool:
    """Whether a value is, or has in it, the marked words."""
    match value:
        case str():
            return MARK in value
        case bytes():
            return MARK.encode() in value
        case msgspec.Struct() if deep:
            return any(_holds(getattr(value, name, None), deep - 1) for name in value.__struct_fields__)
        case list() | tuple() if deep:
            return any(_holds(inner, deep - 1) for inner in value[:50])
        case Mapping() if deep and type(value) is dict:
            return any(_holds(inner, deep - 1) for inner in list(value.values())[:50])
    return False


def walked() -> Walk:
    """The walk of one limb through `govledger record`."""
    from cli.main import main

    walk = Walk()
    with TemporaryDirectory() as folder, patch.dict(os.environ, GOVLEDGER_CONFIG=f"{folder}/config.toml"):
        (Path(folder) / "config.toml").touch()
        place, file = Path(folder), Path(folder) / "minutes.yaml"
        file.write_text(MINUTES)
        called = ["--ledger", str(place / "ledger.db")]
        said = io.StringIO()
        with redirect_stdout(said), redirect_stderr(said):
            _ended(main, ["init", "--key", str(place / "key"), *called])
            sys.setprofile(walk.seen)
            try:
                _ended(main, ["record", str(file), *called])
            finally:
                sys.setprofile(None)
        if "Recorded" not in said.getvalue():
            raise RuntimeError(f"nothing was recorded:\n{said.getvalue()}")
    return walk


def _ended(main: Any, arguments: list[str]) -> None:
    before, sys.argv = sys.argv, ["govledger", *arguments]
    try:
        main()
    except SystemExit:
        pass
    finally:
        sys.argv = before


def main() -> None:
    """Print the figures; with `--trace` every stop."""
    walk = walked()
    if "--trace" in sys.argv:
        for file, stop in walk.stops:
            print(f"{file:45} {stop}")
    print(f"marked limb: {len(walk.stops)} stops in {len({f for f, _ in walk.stops})} files, {walk.moves} moves")
    print(f"whole command: {len(walk.files)} files, {len(walk.functions)} functions, {walk.changes} changes of file")


if __name__ == "__main__":
    main()
