"""JSON documents that may be long: their objects or parts one by one, and a place on disk where these wait their turn.

A document is an object whose members may be lists, or a list. Memory is needed for one part at a time: an element of
such a list, or a member that is none. What breaks off or is no JSON ends the reading; what came before stands.

The parser is that of `ijson` which is written in Python: its faster one failed with errors of its own on half a
surrogate pair and on a very long number, and took seconds for a text of many escapes.
Recording what a document says takes ten times as long as reading it.
"""

from __future__ import annotations

import io
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import IO, Any, Final, NamedTuple, Self

import ijson
import msgspec

from ledger.imports.files import BROKEN, LONGEST, CutOff, is_archive, members, opened
from ledger.imports.records import Aside, Progress, Record, Unfit, unfit, writable
from ledger.refusals import Refusal

_ENDS: Final = (".json", ".geojson", ".jsonld")
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
_PAGES: Final = ("", "data")
"""The keys under which a long document has its objects: a list of its own, or a page of one."""
_DEEPEST: Final = 500
"""How deep a part may be nested; deeper than any real one, and no stack or memory is at risk."""
_parser = ijson.get_backend("python")
_write = msgspec.msgpack.Encoder().encode
_read = msgspec.msgpack.Decoder().decode


class Part(NamedTuple):
    """A value: an element of the list under `key` (empty for the document's own list), or the member itself."""

    key: str
    number: int
    value: Any


class BrokenJson(Refusal):
    """A document that is no JSON, or breaks off."""

    def __init__(self, name: str, after: str, why: str) -> None:
        where = f" after {after}" if after else ""
        super().__init__(f"it cannot be read as JSON{where}: {why}", "mend or fetch it; the rest was not read", name)


class _Document(NamedTuple):
    """A file of a source: its name and its bytes."""

    name: str
    stream: IO[bytes]


def objects(path: Path, progress: Progress) -> Iterator[Record | Unfit | Aside]:
    """The objects in a folder, an archive or a file, whatever their order: one a document, a list, or a page of one.

    Raises:
        Refusal: nothing is there, or it is not to be read.
    """
    for document in _documents(path, progress):
        if not isinstance(document, _Document):
            yield document
            continue
        beginning = document.stream.read(LONGEST + 1)
        if len(beginning) <= LONGEST:
            yield from _of_content(document.name, beginning)
            continue
        for part in _safely(_Bounded(document.stream, beginning), document.name):
            if isinstance(part, Unfit):
                yield part
            elif part.key in _PAGES:
                yield _record(f"{document.name} object {part.number}", part.value)


def parts(path: Path, progress: Progress) -> Iterator[tuple[str, Part | Unfit | Aside]]:
    """The parts of each document in a folder, an archive or a file, in their order, with the document's name.

    Raises:
        Refusal: nothing is there, or it is not to be read.
    """
    for document in _documents(path, progress):
        if isinstance(document, _Document):
            for part in _safely(_Bounded(document.stream), document.name):
                yield document.name, part
        else:
            yield path.name, document


def depths(parents: dict[str, str]) -> dict[str, int | None]:
    """How many others each is within, by what each is part of; None for those that would be within themselves.

    Each is looked at once, however long the chain: upwards to one that is known, to the top, or round to the chain
    itself; then down again, counting. What hangs below a circle counts from there.
    """
    found: dict[str, int | None] = {}
    for start in parents:
        chain: dict[str, int] = {}
        each = start
        while each in parents and each not in found and each not in chain:
            chain[each] = len(chain)
            each = parents[each]
        links = list(chain)
        if each in chain:
            found.update(dict.fromkeys(links[chain[each] :]))
            links = links[: chain[each]]
        depth = found.get(each, -1)
        for link in reversed(links):
            depth = 0 if depth is None else depth + 1
            found[link] = depth
    return found


class Spooled(NamedTuple):
    """A record with the place where it stood."""

    place: str
    value: Any


class Spool:
    """A waiting room: keeps records by kind in temporary files that are gone when it is closed."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._files: dict[str, IO[bytes]] = {}
        self._dropped: set[tuple[str, int]] = set()
        self._stack = ExitStack()

    def put(self, kind: str, place: str, value: Any) -> int:
        """Let a record wait; returns where it does.

        Raises:
            Refusal: it holds what no text and no number can be.
        """
        if kind not in self._files:
            self._files[kind] = self._stack.enter_context(TemporaryFile())  # noqa: SIM115 - the stack closes it
        try:
            packed = _write((place, value))
        except UnicodeEncodeError as wrong:
            raise Refusal(
                "it holds half a character (a lone surrogate)", "mend its encoding in the source", place
            ) from wrong
        except (OverflowError, RecursionError) as wrong:
            what = "a number beyond 64 bits" if isinstance(wrong, OverflowError) else "lists within lists without end"
            raise Refusal(f"it holds {what}", "mend it in the source", place) from wrong
        at = self._files[kind].tell()
        self._files[kind].write(len(packed).to_bytes(4, "big") + packed)
        self.counts[kind] += 1
        return at

    def drop(self, kind: str, at: int) -> None:
        """Let a record not be taken, since there is a newer one."""
        self._dropped.add((kind, at))

    def take(self, kind: str, rank: Callable[[Any], int] | None = None) -> Iterator[Spooled]:
        """The records of a kind as often as they are asked for: in the order in which they came, or by their rank."""
        if rank is None:
            yield from (found for _, found in self._each(kind))
            return
        for _, at in sorted((rank(found.value), at) for at, found in self._each(kind)):
            yield self._at(self._files[kind], at)

    def _each(self, kind: str) -> Iterator[tuple[int, Spooled]]:
        file, at = self._files.get(kind), 0
        for _ in range(self.counts[kind] if file is not None else 0):
            found = self._at(file, at)  # type: ignore[arg-type]
            after = file.tell()  # type: ignore[union-attr]
            if (kind, at) not in self._dropped:
                yield at, found
            at = after

    def _at(self, file: IO[bytes], at: int) -> Spooled:
        file.seek(at)
        return Spooled(*_read(file.read(int.from_bytes(file.read(4), "big"))))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()


def _documents(path: Path, progress: Progress) -> Iterator[_Document | Unfit | Aside]:
    try:
        if not path.is_dir() and not is_archive(path):
            with opened(path, progress) as stream:
                yield _Document(writable(path.name), stream)
            return
        for member in members(path, progress):
            if not member.name.endswith(_ENDS):
                yield Aside("files that are no JSON")
            elif member.content is None:
                yield unfit(member.name, f"it is longer than {LONGEST} bytes", "import it as a file of its own")
            else:
                yield _Document(member.name, io.BytesIO(member.content))
    except CutOff as cut:
        yield Unfit(cut)


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


def _record(place: str, value: Any) -> Record | Unfit:
    if isinstance(value, dict):
        return Record(place, value)
    return unfit(place, f"it is {str(value)[:40]!r}, not an object", "leave it out")


class _Bounded:
    """The bytes of a document, as long as no part of it is longer than a record may be.

    It ends for the parser where it has to end for another reason too: an error while the parser reads would leave the
    parser's own generators open, and these complain on stderr when they are cleared away.
    """

    def __init__(self, stream: IO[bytes], beginning: bytes = b"") -> None:
        self._stream, self._beginning = stream, io.BytesIO(beginning)
        self._of_part = 0
        self._is_new = True
        self.fault: Exception | None = None
        """Why it ends before its end."""

    def read(self, size: int) -> bytes:
        """Some bytes more; the mark with which some programs begin a file is no part of it."""
        if size == 0 or self.fault:
            return b""
        try:
            found = self._beginning.read(size) or self._stream.read(size)
        except BROKEN as damaged:
            return self.end(damaged)
        self._of_part += len(found)
        if self._of_part > LONGEST + size:
            return self.end(ValueError(f"a part is longer than {LONGEST} bytes"))
        if self._is_new:
            self._is_new, found = False, found.removeprefix(_BYTE_ORDER_MARK)
        return found

    def end(self, why: Exception) -> bytes:
        """Hand out nothing more."""
        self.fault = self.fault or why
        return b""

    def part_ends(self) -> None:
        """Count anew."""
        self._of_part = 0


def _safely(bounded: _Bounded, name: str) -> Iterator[Part | Unfit]:
    """The parts of a document, and at last why it could not be read to its end."""
    last = ""
    try:
        for part in _parts(bounded):
            yield part
            last = f"{part.key or 'part'} {part.number or ''}".strip()[:80]
    except (ijson.JSONError, ValueError) as wrong:
        fault = bounded.fault or wrong
        yield Unfit(CutOff(name, fault) if isinstance(fault, BROKEN) else BrokenJson(name, last, _why(fault)))


def _parts(bounded: _Bounded) -> Iterator[Part]:
    events = _parser.basic_parse(bounded)
    try:
        opening, _ = next(events)
        if opening in ("start_map", "start_array"):
            yield from _within(events, bounded, in_list=opening == "start_array")
        else:
            raise ValueError("it begins neither with { nor with [")
    except GeneratorExit:
        bounded.end(ValueError("nobody wants the rest"))
        with suppress(ijson.JSONError, ValueError):
            deque(events, maxlen=0)
        raise


def _within(events: Iterator[tuple[str, Any]], bounded: _Bounded, in_list: bool) -> Iterator[Part]:
    key, number, depth = "", 0, 0
    for event, value in events:
        if bounded.fault:
            continue
        if depth == 0:  # between parts, on the level of the document or of one of its lists
            if event == "map_key":
                key, number = value, 0
                continue
            if event in ("end_array", "end_map") or (event == "start_array" and not in_list):
                in_list = event == "start_array"
                continue
            builder = ijson.ObjectBuilder()
        builder.event(event, float(value) if isinstance(value, Decimal) else value)
        depth += event.startswith("start_") - event.startswith("end_")
        if depth > _DEEPEST:
            bounded.end(ValueError(f"a part is nested more than {_DEEPEST} deep"))
        elif depth == 0:
            number += in_list
            bounded.part_ends()
            yield Part(key, number, builder.value)
    if bounded.fault:
        raise bounded.fault


def _why(wrong: Exception) -> str:
    text = " ".join(str(wrong).split())[:200]
    if text.startswith("Incomplete"):
        return f"it ends in the middle ({text[0].lower()}{text[1:]})"
    if "codec can't decode" in text:
        return f"it is not in UTF-8 ({text})"
    return "something follows after its end" if text == "Additional data found" else text
