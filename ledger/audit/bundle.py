"""Writes the bundle: a folder with which anybody can check the ledger offline, with their own tools.

    checkpoint                 the signed tree head
    tile/<level>/...           the tree (c2sp.org/tlog-tiles)
    tile/entries/...           the entries, exactly as they are hashed
    entries.jsonl              the same entries, one to a line, for reading
                               (of one that is withheld both have no octet but its length, 0, and its number and why)
    disclosures.jsonl          the texts that are kept apart from entries; a public bundle has none of them
    ...                        whatever else is handed out: older checkpoints, policy, time stamps

The entries hold the digests of the texts in any case, so a bundle verifies with that file and without it.
Everything is hashed again on the way: of a bundle that would not verify nothing stays. The checkpoint is written
last, so a folder without one is a bundle that was broken off, by a power cut say.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import BinaryIO

import msgspec

from ledger.entries.disclosures import read as read_disclosure
from ledger.transparency.checkpoint import Checkpoint, parse_checkpoint
from ledger.transparency.errors import BadBundle
from ledger.transparency.note import Note
from ledger.transparency.tiles import Tile, bundles_of, format_entries, tile_content, tiles_of
from ledger.transparency.tree import HashReader, Peaks, extend, position, read_hashes, stored_count

CHECKPOINT = "checkpoint"
READABLE = "entries.jsonl"
TILES = "tile"
DISCLOSED = "disclosures.jsonl"
Files = Mapping[str, bytes]


def write_bundle(
    folder: Path,
    leaves: Iterable[bytes],
    read: HashReader,
    note: Note,
    extra: Files | None = None,
    *,
    readable: bool = True,
    withheld: Mapping[int, str] | None = None,
    private: bool = False,
) -> Checkpoint:
    """Writes the bundle of the checkpoint in `note` into an empty or new folder, and returns that checkpoint.

    `leaves` are the ledger's leaves in order, read once, 256 in memory at a time; `read` is the stored
    tree. `extra` maps paths below the folder to contents. Refused with the number of the first entry
    that the stored tree or the checkpoint contradicts.

    `withheld` are the numbers of entries, each with the reason, that are hashed as the others are and not written: of
    them the bundle has the hash in its tile. What is `private` nobody but the owner of the files may read.
    """
    extra, withheld, mode = extra or {}, withheld or {}, 0o600 if private else 0o666
    checkpoint = parse_checkpoint(note.body)
    _check_folder(folder, extra)
    claimed = _made(folder / READABLE, mode) if readable else nullcontext()
    with claimed as lines, _whole_or_nothing(folder):  # who comes second is refused before anything is emptied
        for tile, batch in _hashed(leaves, read, checkpoint):
            numbered = list(enumerate(batch, tile.first + 1))
            _write(folder, tile.path, format_entries(b"" if n in withheld else leaf for n, leaf in numbered), mode)
            if lines:
                lines.writelines(
                    (line_withheld(n, withheld[n]) if n in withheld else leaf) + b"\n" for n, leaf in numbered
                )
        for tile in tiles_of(checkpoint.size):
            _write(folder, tile.path, tile_content(tile, read), mode)
        for path, content in extra.items():
            _write(folder, path, content, mode)
        if lines:
            lines.flush()
        _write(folder, CHECKPOINT, note.text.encode(), mode)
    return checkpoint


class DisclosureLine(msgspec.Struct):
    """One line of `disclosures.jsonl`."""

    disclosure: str
    entry: int
    text: str


def disclosed_lines(disclosures: Iterable[tuple[int, str]]) -> bytes:
    """The content of `disclosures.jsonl`, from entries and what is disclosed of each."""
    lines = (DisclosureLine(encoded, entry, read_disclosure(encoded).value) for entry, encoded in disclosures)
    return b"".join(msgspec.json.encode(line) + b"\n" for line in lines)


def line_withheld(entry: int, reason: str) -> bytes:
    """What the readable copy says in the place of an entry that is withheld."""
    return msgspec.json.encode({"entry": entry, "withheld": reason})


def _hashed(leaves: Iterable[bytes], read: HashReader, head: Checkpoint) -> Iterator[tuple[Tile, list[bytes]]]:
    """The leaves in bundles of 256, each after comparing every node it completes with the stored tree."""
    peaks, source = Peaks(), iter(leaves)
    for tile in bundles_of(head.size):
        batch = list(islice(source, tile.width))
        if len(batch) < tile.width:
            missing = tile.first + len(batch) + 1
            raise BadBundle(f"entry {missing} of the checkpoint's {head.size} is missing", entry=missing)
        nodes, grown = extend(peaks, batch)
        _compare(peaks.size, nodes, read)
        peaks = grown
        yield tile, batch
    if next(source, None) is not None:
        raise BadBundle(f"there are more entries than the checkpoint's {head.size}")
    if peaks.root != head.root:
        raise BadBundle("the entries do not have the checkpoint's root")


def _compare(size: int, nodes: list[bytes], read: HashReader) -> None:
    first = stored_count(size)
    stored = read_hashes(read, range(first, first + len(nodes)))
    if stored == nodes:
        return
    wrong = first + next(i for i, node in enumerate(nodes) if node != stored[i])
    entry = next(n for n in range(size, size + len(nodes)) if stored_count(n + 1) > wrong)
    what = "its hash" if wrong == position(0, entry) else "a node that it completes"
    raise BadBundle(f"entry {entry + 1} contradicts the stored tree in {what}", entry=entry + 1)


def _check_folder(folder: Path, extra: Files) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if next(folder.iterdir(), None) is not None:
        raise BadBundle("the folder is not empty; name a new one", str(folder))
    for name in extra:
        parts = PurePosixPath(name).parts
        if not parts or parts[0] in (CHECKPOINT, READABLE, TILES, "/") or ".." in parts:
            raise BadBundle(f"'{name}' cannot be the name of an additional file")


@contextmanager
def _whole_or_nothing(folder: Path) -> Iterator[None]:
    """Empties the folder again, which was empty before, if what is to be written into it cannot be finished."""
    try:
        yield
    except BaseException:
        for each in folder.iterdir():
            shutil.rmtree(each) if each.is_dir() else each.unlink()
        raise


def _write(folder: Path, path: str, content: bytes, mode: int) -> None:
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    with _made(target, mode) as file:
        file.write(content)


def _made(path: Path, mode: int) -> BinaryIO:
    """A new file with these rights, less what the user's mask takes away."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode), "wb")
