"""How an SQLite file is opened: to write, or, by whoever may not, such that reading it leaves nothing behind.

Left to itself SQLite makes two files beside a ledger that is only read, the write-ahead log and an index of it. They
stay there as the reader's own, and the clerk, who may not write to them, can record no longer. So a reader uses them
where they are, and otherwise does without:

1. Somebody is at work, so both files are there: they are read, too.
2. There is no log, or nothing in it: all entries are in the file itself, and it is opened as one that does not change
   (`immutable`). Should it change all the same, whoever reads is told to ask again (`Access.seen`).
3. There is a log without its index, as in a backup copy, or a rollback journal: both are copied to a folder that is
   thrown away, and read there.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from enum import Enum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple

from ledger.database.errors import CannotOpen

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

_LOG: Final = "-wal"
_INDEX: Final = "-shm"
_JOURNAL: Final = "-journal"
_TOGETHER: Final = (_LOG, _INDEX)
_EFFECTIVE: Final = os.access in os.supports_effective_ids

Stamp = tuple[tuple[int, int, int] | None, ...]
"""What a file and those beside it looked like: which each is, how long, and when it was last written."""


class Way(Enum):
    """The ways to open a file."""

    WRITE = "to write"
    BESIDE = "with the files of whoever is at work"
    ALONE = "by itself"
    COPIED = "a copy"


_OPTIONS: Final[Mapping[Way, Mapping[str, str]]] = {
    Way.BESIDE: {"mode": "ro"},
    Way.ALONE: {"mode": "ro", "immutable": "1"},
}


class Access(NamedTuple):
    """One way to open one file, as it was at that moment."""

    way: Way
    seen: Stamp = ()
    copy: TemporaryDirectory[str] | None = None

    def is_moved(self, file: Path) -> bool:
        """Whether what is read was written to in the meantime by somebody of whom the reader knows nothing."""
        return self.way in (Way.ALONE, Way.COPIED) and self.seen != stamp_of(file)

    def uri(self, file: Path, options: Mapping[str, str]) -> str:
        """The file as SQLite takes it."""
        found = Path(self.copy.name) / file.name if self.copy is not None else file.absolute()
        told = "&".join(f"{key}={value}" for key, value in {**options, **_OPTIONS.get(self.way, {})}.items())
        path = str(found).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
        return f"file:{'//' if path.startswith('/') else ''}{path}{'?' if told else ''}{told}"


def access_to(file: Path, before: Access | None, *, only_read: bool) -> Access:
    """The way to open a file now; the one before, where it still is.

    Raises:
        CannotOpen: it has a log that may not be read, or of which no copy can be made.
    """
    if not only_read and _may_write(file):
        return Access(Way.WRITE)
    if before is not None and before.way in (Way.ALONE, Way.COPIED) and before.seen == stamp_of(file):
        return before
    if _length(file, _LOG) or _length(file, _JOURNAL):
        return Access(Way.BESIDE) if _is_there(file, _INDEX) else _copied(file)
    return Access(Way.BESIDE) if all(_is_there(file, end) for end in _TOGETHER) else Access(Way.ALONE, stamp_of(file))


def octets_of(file: Path) -> BinaryIO:
    """A ledger's file as octets, to be read from the first on and never to be closed.

    As soon as a process closes any descriptor of a file, POSIX takes every lock away that the process has on it, those
    of SQLite, too. Another process then takes itself for the last one and removes the write-ahead log, and what is
    recorded from then on goes with it.
    """
    found = file.stat()
    opened = _opened(file, found.st_dev, found.st_ino)
    opened.seek(0)
    return opened


@cache
def _opened(file: Path, device: int, number: int) -> BinaryIO:
    return file.open("rb", buffering=0)


def stamp_of(file: Path) -> Stamp:
    """What a file, and what is not written into it yet, look like."""
    return tuple(_stamp(Path(f"{file}{end}")) for end in ("", _LOG, _JOURNAL))


def _stamp(file: Path) -> tuple[int, int, int] | None:
    """An empty file counts as none: a reader that came before may have left it."""
    try:
        found = file.stat()
    except OSError:
        return None
    return (found.st_ino, found.st_size, found.st_mtime_ns) if found.st_size else None


def _may_write(file: Path) -> bool:
    """Whether the file may be written to, and the two beside it or their folder."""
    if not file.exists():
        return True
    beside = _allowed(file.parent) or all(_allowed(Path(f"{file}{end}")) for end in _TOGETHER)
    return beside and _allowed(file)


def _allowed(place: Path) -> bool:
    return os.access(place, os.W_OK, effective_ids=_EFFECTIVE)


def _is_there(file: Path, end: str) -> bool:
    return Path(f"{file}{end}").exists()


def _length(file: Path, end: str) -> int:
    found = _stamp(Path(f"{file}{end}"))
    return found[1] if found else 0


def _copied(file: Path) -> Access:
    import shutil
    from tempfile import TemporaryDirectory

    seen = stamp_of(file)
    folder = TemporaryDirectory(prefix="govledger-", ignore_cleanup_errors=True)
    try:
        for end in ("", _LOG, _JOURNAL):
            if _is_there(file, end):
                shutil.copyfile(f"{file}{end}", Path(folder.name) / f"{file.name}{end}")
    except OSError as refused:
        folder.cleanup()
        raise CannotOpen(
            f"'{file}' has entries in '{file.name}{_LOG}' that can be read in a copy only, and none can be made in "
            f"'{Path(folder.name).parent}': {refused.strerror}",
            "copy both files to a folder that you may write to, and name the copy",
        ) from refused
    return Access(Way.COPIED, seen, folder)
