"""Disclosures: for every digest in an entry the text it is of, or the entry that says that it was erased."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import msgspec

from ledger.audit.verification.findings import Check, Finding, Several
from ledger.database.errors import NotAllowed
from ledger.entries.disclosures import MARK, BadDisclosure, digest_of, field_of, placed_digests, read
from ledger.store import Datastore
from ledger.vocabulary.erasures import DisclosureErased

_HOLDS: Final = "{column} LIKE '%" + MARK + "%'"
_HELD: Final = (
    "SELECT position, body, source, note, extensions FROM entries WHERE position <= ? AND ({holds}) ORDER BY position"
)
_ERASED: Final = "SELECT position, body FROM entries WHERE type = ? ORDER BY position"
_NOT_LOOKED_AT: Final = "not looked at: this user of the database may not read what is kept apart from entries"
_KEPT: Final = "SELECT digest, entry, disclosure FROM disclosures ORDER BY entry, digest"


class Place(NamedTuple):
    """Where a digest stands."""

    entry: int
    pointer: str

    @property
    def what(self) -> str:
        """As a finding speaks of it."""
        return f"the {field_of(self.pointer)} of entry {self.entry}"


def disclosures(datastore: Datastore, size: int) -> Iterator[Finding]:
    """What is wrong with the texts that the first `size` entries keep apart, and how many were erased."""
    held, erased = _held(datastore, size), _erased(datastore)
    try:
        kept = _rows(datastore, _KEPT)
    except NotAllowed:
        yield Finding(Check.DISCLOSURES, _NOT_LOOKED_AT, wrong=False)
        return
    there = {digest for digest, _, _ in kept}
    found = Several(Check.DISCLOSURES, "texts that are kept apart are wrong")
    for digest, place in held.items():
        if digest not in there and digest not in erased:
            found.add(f"{place.what} is missing, and no entry says that it was erased", place.entry)
    for digest, entry, encoded in kept:
        holder = held.get(digest)
        for says in _wrong(digest, entry, encoded, holder, erased.get(digest)):
            found.add(says, holder.entry if holder else entry)
    for digest, entry in erased.items():
        if entry <= size and digest not in held:
            found.add(f"entry {entry} says that something was erased that no entry held", entry)
    yield from found
    if gone := [digest for digest in erased if digest in held and digest not in there]:
        by = ", ".join(str(entry) for entry in sorted({erased[digest] for digest in gone}))
        yield Finding(Check.DISCLOSURES, f"texts erased: {len(gone)}; on what basis is said by entry {by}", wrong=False)


def _wrong(digest: str, entry: int, encoded: str, place: Place | None, erased_by: int | None) -> Iterator[str]:
    if place is None:
        yield f"something is kept apart for entry {entry} that no entry holds a digest of"
        return
    if erased_by is not None:
        yield f"{place.what} is there, and entry {erased_by} says that it was erased"
    try:
        is_that = digest_of(encoded) == digest and read(encoded).pointer == place.pointer
    except (BadDisclosure, UnicodeEncodeError):
        is_that = False
    if not is_that:
        yield f"{place.what} is not what was recorded"
    elif entry != place.entry:
        yield f"{place.what} is kept apart as if it were of entry {entry}"


def _held(datastore: Datastore, size: int) -> dict[str, Place]:
    holds = " OR ".join(_HOLDS.format(column=column) for column in ("body", "source", "note", "extensions"))
    held: dict[str, Place] = {}
    for position, body, source, note, more in _rows(datastore, _HELD.format(holds=holds), size):
        parts = {"body": _decoded(body), "source": _decoded(source), "note": note, "extensions": _decoded(more)}
        held.update({digest: Place(position, pointer) for pointer, digest in placed_digests(parts)})
    return held


def _erased(datastore: Datastore) -> dict[str, int]:
    """Each digest that was erased, up to the log's present end, by the entry that says so."""
    erased: dict[str, int] = {}
    for position, body in _rows(datastore, _ERASED, DisclosureErased.TYPE):
        said = _decoded(body)
        if isinstance(said, dict) and isinstance(said.get("digests"), list):
            erased.update({digest: position for digest in said["digests"] if isinstance(digest, str)})
    return erased


def _rows(datastore: Datastore, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with datastore.read() as connection, datastore.leniently(connection):
        return datastore.execute(connection, sql, values)


def _decoded(text: Any) -> Any:
    """A column's JSON; of one that is none, other checks tell."""
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError, TypeError):
        return None
