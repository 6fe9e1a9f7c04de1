"""The files of a frozen register: each is left alone as far as it says the same, and written from there on."""

from __future__ import annotations

import os
from io import FileIO
from pathlib import Path
from types import TracebackType


class FrozenFile:
    """A file that is written from the first octet on in which it differs from what is there."""

    def __init__(self, file: FileIO) -> None:
        self._file, self._end = file, 0
        self.was_written = False

    def __enter__(self) -> FrozenFile:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Take away what stood after the end."""
        if not self.was_written and self._file.read(1):
            self._differ()
        self._file.close()

    def write(self, octets: bytes) -> None:
        """What stands next in it."""
        if not self.was_written:
            there = self._file.read(len(octets))
            if there == octets:
                self._end += len(octets)
                return
            if there:
                self._differ()
            self.was_written = True
        left = memoryview(octets)
        while left:
            left = left[self._file.write(left) :]

    def _differ(self) -> None:
        self._file.seek(self._end)
        self._file.truncate()
        self.was_written = True


class Folder:
    """Where the files of a register are, by their paths in it."""

    def __init__(self, path: Path) -> None:
        self._path, self._there = os.fspath(path), ""

    def file(self, path: str) -> FrozenFile:
        """A file to write, with the folders that it is in."""
        folder = f"{self._path}/{path.rpartition('/')[0]}"
        if folder != self._there:  # the files of one folder mostly follow one another
            _make(folder)
            self._there = folder
        return FrozenFile(FileIO(f"{self._path}/{path}", "r+", opener=_there_or_new))

    def write(self, path: str, octets: bytes) -> bool:
        """Whether a file had to be written: it is left alone where it says the same."""
        with self.file(path) as file:
            file.write(octets)
        return file.was_written


def _there_or_new(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_CREAT, 0o666)


def _make(folder: str) -> None:
    try:
        os.mkdir(folder)
    except FileNotFoundError:  # what it is in is not there either
        os.makedirs(folder, exist_ok=True)
    except FileExistsError:
        pass
