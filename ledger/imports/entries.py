"""Entries of another ledger, as `govledger export entries` writes them: one JSON object a line, the whole envelope.

They keep their event ids, so that an entry is recorded once however often it is read, and the files that they came
from are recognised in this ledger too. They get positions and a recorded time of this ledger, and its recorder:
when this ledger was told is a matter of this ledger. When the other one was told, and by whom, is in the file,
which is to be kept: its lines are what that ledger's receipts and checkpoints prove.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import msgspec

from ledger.entries.corrections import ABOUT_ENTRIES
from ledger.entries.documents import name_among
from ledger.entries.entry import Draft
from ledger.imports.apart import Apart, is_disclosure
from ledger.imports.files import LONGEST, CutOff, Line, lines, opened
from ledger.imports.items import About, Aside, Item, Progress, Unfit, told, unfit
from ledger.refusals import Refusal
from ledger.vocabulary.dates import when
from ledger.vocabulary.erasures import DisclosureErased
from ledger.vocabulary.provenance import Source, Standing
from ledger.vocabulary.signing_keys import OWN_STREAM

_ERASURE: Final = f'"type":"{DisclosureErased.TYPE}"'.encode()


class _Line(msgspec.Struct):
    """What is read of a line; bounds of dates, recorded times and the rest are the new ledger's to make.

    Of the tags only the name of the document is read, which other ids may be made of.
    """

    position: int
    stream: str
    type: str
    v: int
    body: msgspec.Raw
    occurred: str
    source: Source
    standing: Standing
    event_id: str
    stated_by: str = ""
    note: str = ""
    visibility: str = ""
    tags: tuple[str, ...] = ()


class Entries:
    """Reads a file of entries in its order, which has to be that of their positions."""

    def __init__(self, path: Path, register: str = "") -> None:
        self.progress = Progress()
        self._path = path
        self._named: dict[int, str] = {}
        """The event ids of the entries that others in the file are about, as they come up."""
        self._last = 0
        self._apart = Apart()

    def items(self) -> Iterator[Item]:
        """Each entry; of positions that the file leaves out, only that it does."""
        self._apart = Apart()
        self._named, self._last = dict.fromkeys(self._about(), ""), 0
        with opened(self._path, self.progress) as stream:
            try:
                for line in lines(stream, self._path.name):
                    yield from self._of_line(line)
            except CutOff as cut:
                yield Unfit(cut)

    def _about(self) -> Iterator[int]:
        """The positions that some entry is about, from a first reading of the file."""
        with opened(self._path, Progress()) as stream:
            try:
                for line in lines(stream, self._path.name):
                    if is_disclosure(line.text):
                        self._apart.disclose(line.text)
                    elif b'"type":"entry.' in line.text or _ERASURE in line.text:
                        yield _named_by(line)
                    if _ERASURE in line.text:
                        self._apart.note_erased(line.text)
            except CutOff:
                return  # the second reading says so

    def _of_line(self, line: Line) -> Iterator[Item]:
        place = f"{self._path.name}:{line.number}"
        if not line.whole:
            yield unfit(place, f"the line is longer than {LONGEST} bytes", "export the entries anew")
            return
        if is_disclosure(line.text):
            return
        try:
            read = _read(line.text)
            yield from self._in_order(read, place)
            draft = self._apart.put_back(_draft(read, place))
            own_trail = draft.subject == OWN_STREAM
            yield Aside("entry about that ledger's own trail") if own_trail else self._item(read, draft)
        except Refusal as refusal:
            yield Unfit(refusal.at(place))

    def _in_order(self, read: _Line, place: str) -> Iterator[Item]:
        if read.position <= self._last:
            raise Refusal(f"entry {read.position} comes after entry {self._last}", "export the entries anew")
        yield from (Aside("entry that the file leaves out") for _ in range(self._last + 1, read.position))
        self._last = read.position
        if read.position in self._named:
            self._named[read.position] = read.event_id

    def _item(self, read: _Line, draft: Draft) -> Item:
        if not isinstance(draft.event, ABOUT_ENTRIES):
            return told(draft)
        if event_id := self._named.get(draft.event.entry):
            return About(draft, event_id)
        raise Refusal(f"it is about entry {draft.event.entry}, which the file leaves out", "export that entry too")


def _read(text: bytes) -> _Line:
    try:
        return msgspec.json.decode(text, type=_Line)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as wrong:
        raise Refusal(f"it is no entry: {wrong}", "the file is to be as `govledger export entries` wrote it") from wrong


def _draft(read: _Line, place: str) -> Draft:
    from ledger.entries.codec import decode

    event = decode(read.type, read.v, bytes(read.body))
    draft = Draft(
        event=event,
        source=read.source,
        occurred=when(read.occurred),
        standing=read.standing,
        stated_by=read.stated_by,
        note=read.note,
        visibility=read.visibility,
        stream=read.stream if isinstance(event, ABOUT_ENTRIES) else "",
        place=place,
        document=name_among(read.source, read.tags),
        event_id=read.event_id,
    )
    if draft.subject != read.stream:
        raise Refusal(f"its body is about '{draft.subject}', and it lies in '{read.stream}'", "export it anew")
    return draft


def _named_by(line: Line) -> int:
    try:
        found: Any = msgspec.json.decode(msgspec.json.decode(line.text, type=_Line).body)
        return int(found["entry"])
    except (msgspec.MsgspecError, UnicodeDecodeError, LookupError, TypeError, ValueError):
        return 0
