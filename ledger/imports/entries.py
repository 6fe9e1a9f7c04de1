"""Entries of another ledger, as `govledger export entries` writes them: one JSON object a line, the whole envelope.

They keep their event ids, so that an entry is recorded once however often it is read, and the files that they came
from are recognised in this ledger too. They get positions and a recorded time of this ledger, and its recorder:
when this ledger was told is a matter of this ledger. When the other one was told is kept beside that; by whom is in
the file, which is to be kept: its lines are what that ledger's receipts and checkpoints prove.

Texts that were kept apart from their entries go back to their places, under the digests they had. A line with a
disclosure follows the entry that it belongs to. What that ledger erased has none, only the entry that says so; and so
it stays erased in this one.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import msgspec

from ledger.entries.codec import Extensions
from ledger.entries.corrections import ABOUT_ENTRIES
from ledger.entries.disclosures import MARK, BadDisclosure, Disclosure, Sealed, placed_digests, put
from ledger.entries.disclosures import read as read_disclosure
from ledger.entries.documents import name_among
from ledger.entries.entry import Draft
from ledger.imports.files import LONGEST, CutOff, Line, lines, opened
from ledger.imports.records import About, Aside, Format, Item, Progress, Unfit, told, unfit
from ledger.refusals import Refusal
from ledger.vocabulary.dates import when
from ledger.vocabulary.erasures import DisclosureErased
from ledger.vocabulary.provenance import Source, Standing
from ledger.vocabulary.signing_keys import OWN_STREAM

_DISCLOSES: Final = b'{"disclosure":'
_ERASED: Final = "[erased]"
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
    recorded_at: int = 0
    stated_by: str = ""
    note: str = ""
    visibility: str = ""
    tags: tuple[str, ...] = ()
    extensions: Extensions = Extensions()


class Entries:
    """Reads a file of entries in its order, which has to be that of their positions."""

    def __init__(self, path: Path, register: str = "") -> None:
        self.progress = Progress()
        self._path = path
        self._named: dict[int, str] = {}
        """The event ids of the entries that others in the file are about, as they come up."""
        self._last = 0
        self._apart = _Apart()

    def items(self) -> Iterator[Item]:
        """Each entry; of positions that the file leaves out, only that it does."""
        self._apart = _Apart()
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
                    if _is_disclosure(line.text):
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
        if _is_disclosure(line.text):
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
    kept = msgspec.structs.asdict(read.extensions)
    kept["recorded_there"] = read.extensions.recorded_there or read.recorded_at
    draft = Draft(
        event=event,
        source=read.source,
        occurred=when(read.occurred),
        standing=read.standing,
        stated_by=read.stated_by,
        note=read.note,
        visibility=read.visibility,
        **kept,
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


class _DisclosureLine(msgspec.Struct):
    disclosure: str


class _Erasure(msgspec.Struct):
    body: DisclosureErased


def _is_disclosure(line: bytes) -> bool:
    """Whether a line of an export holds a disclosure, and not an entry."""
    return line.startswith(_DISCLOSES)


class _Apart:
    """What a file of entries discloses, and what it says was erased."""

    def __init__(self) -> None:
        self._disclosures: dict[str, Disclosure] = {}
        self._erased: set[str] = set()

    def disclose(self, line: bytes) -> None:
        """Take in a line with a disclosure; one that is broken discloses nothing, which its entry will tell."""
        try:
            found = read_disclosure(msgspec.json.decode(line, type=_DisclosureLine).disclosure)
        except (msgspec.MsgspecError, UnicodeDecodeError, BadDisclosure):
            return
        self._disclosures[found.digest] = found

    def note_erased(self, line: bytes) -> None:
        """Take in an entry that says what was erased; one that cannot be read will be refused as an entry."""
        try:
            self._erased.update(msgspec.json.decode(line, type=_Erasure).body.digests)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            return

    def put_back(self, draft: Draft) -> Draft:
        """The draft of an entry with the texts that were kept apart from it.

        Raises:
            Refusal: one is not in the file, and nothing there says that it was erased.
        """
        parts: dict[str, Any] = {
            "body": msgspec.json.decode(msgspec.json.encode(draft.event)),
            "source": msgspec.json.decode(msgspec.json.encode(draft.source)),
            "note": draft.note,
            "extensions": {"although": draft.although},
        }
        if MARK not in str(parts):
            return draft
        kept = tuple(self._put(parts, place, digest) for place, digest in list(placed_digests(parts)))
        return msgspec.structs.replace(
            draft,
            event=msgspec.convert(parts["body"], type(draft.event)),
            source=msgspec.convert(parts["source"], Source),
            note=parts["note"],
            although=parts["extensions"]["although"],
            kept=kept,
        )

    def _put(self, parts: dict[str, Any], place: str, digest: str) -> Sealed:
        found = self._disclosures.get(digest)
        if found is not None and found.pointer == place:
            put(parts, place, found.value)
            return Sealed(place, digest, True, found.encoded)
        if digest not in self._erased:
            raise Refusal(f"the text at {place} is not in the file", "export the entries anew, all of them")
        put(parts, place, _ERASED)
        return Sealed(place, digest, False)


FORMAT = Format(
    "entries",
    "entries as `govledger export entries` writes them (JSON Lines)",
    Entries,
    "entries",
    r'\A\{[^\n]*"event_id"\s*:',
)
