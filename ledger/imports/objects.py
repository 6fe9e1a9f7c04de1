"""The objects of JSON documents: one in a file, a list of them, or a page of a list as an interface hands it out."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Final

import msgspec

from ledger.imports.files import LONGEST, CutOff, is_archive, members, opened
from ledger.imports.items import Aside, Progress, Unfit, unfit
from ledger.imports.json_parts import BrokenJson, parts
from ledger.imports.record import Record

_ENDS: Final = (".json", ".geojson", ".jsonld")
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
_PAGES: Final = ("", "data")
"""The keys under which a long document has its objects: a list of its own, or a page of one."""


def objects(path: Path, progress: Progress) -> Iterator[Record | Unfit | Aside]:
    """The objects in a folder, an archive or a file, whatever their order.

    Raises:
        Refusal: nothing is there, or it is not to be read.
    """
    try:
        if not path.is_dir() and not is_archive(path):
            yield from _of_file(path, progress)
            return
        for member in members(path, progress):
            if not member.name.endswith(_ENDS):
                yield Aside("files that are no JSON")
            elif member.content is None:
                yield unfit(member.name, f"it is longer than {LONGEST} bytes", "import it as a file of its own")
            else:
                yield from _of_content(member.name, member.content)
    except CutOff as cut:
        yield Unfit(cut)


def _of_file(path: Path, progress: Progress) -> Iterator[Record | Unfit]:
    with opened(path, progress) as stream:
        beginning = stream.read(LONGEST + 1)
        if len(beginning) <= LONGEST:
            yield from _of_content(path.name, beginning)
        else:
            yield from _of_long(path.name, _joined(beginning, stream))


def _of_content(name: str, content: bytes) -> Iterator[Record | Unfit]:
    try:
        document = msgspec.json.decode(content.removeprefix(_BYTE_ORDER_MARK))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as wrong:
        yield unfit(name, f"it is no JSON in UTF-8: {str(wrong)[:200]}", "mend or fetch it anew")
        return
    if isinstance(document, dict) and isinstance(document.get("data"), list):
        document = document["data"]
    if isinstance(document, dict):
        yield Record(name, document)
        return
    for number, each in enumerate(document if isinstance(document, list) else [document], 1):
        yield _record(f"{name} object {number}", each)


def _of_long(name: str, stream: IO[bytes]) -> Iterator[Record | Unfit]:
    try:
        for part in parts(stream, name):
            if part.key in _PAGES:
                yield _record(f"{name} object {part.number}", part.value)
    except BrokenJson as broken:
        yield Unfit(broken)


def _record(place: str, value: Any) -> Record | Unfit:
    if isinstance(value, dict):
        return Record(place, value)
    return unfit(place, f"it is {str(value)[:40]!r}, not an object", "leave it out")


class _Joined(io.RawIOBase):
    """What was read already, then the rest."""

    def __init__(self, beginning: bytes, rest: IO[bytes]) -> None:
        self._beginning, self._rest = io.BytesIO(beginning), rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        read = self._beginning.read(len(buffer)) or self._rest.read(len(buffer))
        buffer[: len(read)] = read
        return len(read)


def _joined(beginning: bytes, rest: IO[bytes]) -> IO[bytes]:
    return io.BufferedReader(_Joined(beginning, rest))
