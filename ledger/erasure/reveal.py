"""Unsealing: giving back the texts that are kept apart, or saying plainly why one is not given.

    [withheld: LGA 1972 Schedule 12A paragraph 3]    exempt, and asked for the public by who has a token of it
    [withheld from this reader]                      the database does not let this user see it
    [erased by entry 41]                             gone for good, as that entry says
    [missing]                                        not there, and no entry says why: verify the ledger
    [altered]                                        there is one, and it is not what was recorded

Only entries that hold tokens cost anything: one look-up by digest for all of them on a page of the log.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from enum import Enum
from itertools import islice
from typing import Any, Final, NamedTuple

import msgspec

from ledger.database.datastore import Datastore
from ledger.database.errors import NotAllowed
from ledger.entries.disclosures import MARK, BadDisclosure, Sealed, digest_of, placed_digests, put, read
from ledger.entries.entry import Entry
from ledger.entries.row import COLUMNS, EntryRow
from ledger.vocabulary.erasures import DisclosureErased

MISSING: Final = "[missing]"
NOT_YOURS: Final = "[withheld from this reader]"
ALTERED: Final = "[altered]"
_PORTION: Final = 500
_BODY, _SOURCE, _NOTE, _MORE = (COLUMNS.index(name) for name in ("body", "source", "note", "extensions"))
_ENTRIES: Final = f"SELECT {', '.join(COLUMNS)} FROM entries WHERE"


class Showing(Enum):
    """To whom the texts are shown that are kept apart."""

    EVERYTHING = "whoever may see the ledger itself: all that is there"
    PUBLIC = "anybody: what is exempt is withheld, entries and all that rests on them"
    AS_STORED = "nobody: tokens stay tokens"


class Text(NamedTuple):
    """What is shown in place of a token."""

    text: str
    is_there: bool


class Unsealing:
    """Reads what one ledger keeps apart, for one kind of reader."""

    def __init__(self, datastore: Datastore, showing: Showing = Showing.EVERYTHING) -> None:
        self.showing = showing
        self._datastore = datastore
        self._withheld: Mapping[int, str] = {}
        self._withheld_at = 0

    @property
    def withheld(self) -> Mapping[int, str]:
        """The entries that this reader is not shown, each with the reason; found anew when the log has grown."""
        if self.showing is Showing.PUBLIC and (head := self._head()) != self._withheld_at:
            from ledger.erasure.exempt import exempt_entries

            self._withheld_at, self._withheld = head, exempt_entries(self._datastore)
        return self._withheld

    def shown(self, rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        """Those of the rows, of which the position is the first column, that this reader is shown."""
        withheld = self.withheld
        return (row for row in rows if row[0] not in withheld) if withheld else iter(rows)

    def entries(self, rows: Iterable[tuple[Any, ...]]) -> Iterator[Entry]:
        """The entries of rows, with the texts that they keep apart."""
        from ledger.entries.codec import entry_of  # with the whole vocabulary, which rows of tables do not need

        left = iter(rows)
        while portion := list(islice(left, _PORTION)):
            marked = [
                row
                for row in portion
                if MARK in row[_BODY] or MARK in row[_SOURCE] or MARK in row[_NOTE] or MARK in row[_MORE]
            ]
            if not marked or self.showing is Showing.AS_STORED:
                yield from map(entry_of, portion)
                continue
            opened = {entry.position: entry for entry in self._opened([EntryRow._make(row) for row in marked])}
            for row in portion:
                yield opened.get(row[0]) or entry_of(row)

    def texts(self, digests: Collection[str], streams: Collection[str]) -> Mapping[str, Text]:
        """What to show for tokens that stand in entries of these streams."""
        found, absent = self._disclosures(digests)
        missing = set(digests) - {digest for digest, _, _ in found}
        erased = self._erased(streams) if missing else {}
        not_there = Text(absent, absent == NOT_YOURS)  # who may not look cannot say that it is gone
        shown = {d: Text(f"[erased by entry {erased[d]}]", False) if d in erased else not_there for d in missing}
        withheld = self.withheld
        for digest, entry, encoded in found:
            reason = withheld.get(entry)
            shown[digest] = Text(f"[withheld: {reason}]", True) if reason else _said(digest, encoded)
        return shown

    def _opened(self, rows: list[EntryRow]) -> Iterator[Entry]:
        from ledger.entries.codec import entry_of
        from ledger.erasure.disclosing import columns_of, with_columns

        parts = {row.position: columns_of(row) for row in rows}
        held = {position: list(placed_digests(part)) for position, part in parts.items()}
        digests = {digest for places in held.values() for _, digest in places}
        texts = self.texts(digests, {row.stream for row in rows})
        for row in rows:
            part = parts[row.position]
            for pointer, digest in held[row.position]:
                put(part, pointer, texts[digest].text)
            sealed = tuple(Sealed(place, digest, texts[digest].is_there) for place, digest in held[row.position])
            yield msgspec.structs.replace(entry_of(with_columns(row, part)), sealed=sealed)

    def _disclosures(self, digests: Collection[str]) -> tuple[list[tuple[str, int, str]], str]:
        """Those that are there, and what to show for one that is not and was not erased."""
        found = self._in_parts("SELECT digest, entry, disclosure FROM disclosures WHERE digest IN", digests)
        try:
            return [(digest, entry, encoded) for digest, entry, encoded in found], MISSING
        except NotAllowed:
            return [], NOT_YOURS

    def _erased(self, streams: Collection[str]) -> dict[str, int]:
        """The digests that were erased in some streams, each with the entry that says so."""
        from ledger.entries.codec import entry_of

        by: dict[str, int] = {}
        for row in self._in_parts(f"{_ENTRIES} type = '{DisclosureErased.TYPE}' AND stream IN", streams):
            entry = entry_of(row)
            assert isinstance(entry.event, DisclosureErased)
            by.update(dict.fromkeys(entry.event.digests, entry.position))
        return by

    def _head(self) -> int:
        with self._datastore.read() as connection:
            return int(self._datastore.execute(connection, "SELECT position FROM head WHERE id = 1")[0][0])

    def _in_parts(self, sql: str, values: Collection[Any]) -> Iterator[tuple[Any, ...]]:
        left = iter(values)
        while part := list(islice(left, _PORTION)):
            with self._datastore.read() as connection:
                found = self._datastore.execute(connection, f"{sql} ({', '.join('?' * len(part))})", part)
            yield from found


def _said(digest: str, encoded: str) -> Text:
    try:
        return Text(read(encoded).value if digest_of(encoded) == digest else ALTERED, True)
    except BadDisclosure:
        return Text(ALTERED, True)
