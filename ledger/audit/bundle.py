"""Writes the bundle: a folder with which anybody can check the ledger offline, with their own tools.

    checkpoint                 the signed tree head
    tile/<level>/...           the tree (c2sp.org/tlog-tiles)
    tile/entries/...           the entries, exactly as they are hashed
    entries.jsonl              the same entries, one to a line, for reading
    ...                        whatever else is handed out: older checkpoints, policy, time stamps

Everything is hashed again on the way: of a bundle that would not verify nothing stays. The checkpoint is written
last, so a folder without one is a bundle that was broken off, by a power cut say.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from itertools import islice
from pathlib import Path, PurePosixPath

from ledger.audit.checkpoint import Checkpoint, parse_checkpoint
from ledger.audit.errors import BadBundle
from ledger.audit.note import Note
from ledger.audit.tiles import Tile, bundles_of, format_entries, tile_content, tiles_of
from ledger.audit.tree import HashReader, Peaks, extend, position, read_hashes, stored_count

CHECKPOINT = "checkpoint"
READABLE = "entries.jsonl"
TILES = "tile"
Files = Mapping[str, bytes]


def write_bundle(
    folder: Path,
    leaves: Iterable[bytes],
    read: HashReader,
    note: Note,
    extra: Files | None = None,
    *,
    readable: bool = True,
) -> Checkpoint:
    """Writes the bundle of the checkpoint in `note` into an empty or new folder, and returns that checkpoint.

    `leaves` are the ledger's leaves in order, read once, 256 in memory at a time; `read` is the stored
    tree. `extra` maps paths below the folder to contents. Refused with the number of the first entry
    that the stored tree or the checkpoint contradicts.
    """
    extra = {} if extra is None else extra
    checkpoint = parse_checkpoint(note.body)
    _check_folder(folder, extra)
    claimed = (folder / READABLE).open("xb") if readable else nullcontext()
    with claimed as lines, _whole_or_nothing(folder):  # who comes second is refused before anything is emptied
        for tile, batch in _hashed(leaves, read, checkpoint):
            _write(folder, tile.path, format_entries(batch))
            if lines:
                lines.writelines(leaf + b"\n" for leaf in batch)
        for tile in tiles_of(checkpoint.size):
            _write(folder, tile.path, tile_content(tile, read))
        for path, content in extra.items():
            _write(folder, path, content)
        if lines:
            lines.flush()
        _write(folder, CHECKPOINT, note.text.encode())
    return checkpoint


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


def _write(folder: Path, path: str, content: bytes) -> None:
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
