"""Popolo JSON (popoloproject.com): persons, organizations, posts, memberships, motions and votes, as published.

The document is an object with these lists, or a folder of such documents; a membership that does not
tell its beginning or its end has that of its legislative period, one of the `events`, and the date is inferred.

Memberships and posts may also stand within the persons and organizations that they belong to, and a membership may hold
its person or organization whole. A document may be one person or organization, or a list of them, too.

An organization that somebody is a member of is a body; one
on whose behalf somebody is, or that a post belongs to, is an organisation; one can be both.

Ids that are those of a ledger, as `govledger export popolo` writes them, stay as they are, and what that export
puts under `govledger` is read again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from ledger.imports.documents import Part, Spool, parts
from ledger.imports.popolo_index import PopoloIndex, indexed, rank
from ledger.imports.popolo_memberships import convention, memberships, note_seats
from ledger.imports.popolo_nesting import LISTS, is_of_its_document, list_of, taken_apart
from ledger.imports.popolo_subjects import organizations, persons, posts
from ledger.imports.popolo_votes import VoteIndex, motions, vote_events
from ledger.imports.records import Aside, Format, InStepReader, Item, Naming, Progress, Record, Unfit, unfit, writable
from ledger.refusals import Refusal


class Popolo(InStepReader):
    """Reads a document, or all documents in a folder or an archive."""

    def __init__(self, path: Path, register: str = "popolo") -> None:
        self.progress = Progress()
        self._path = path
        self._naming = Naming(register)

    def items(self) -> Iterator[Item]:
        """Each subject before the first membership that mentions it."""
        self.progress.done = 0
        with Spool() as spool:
            yield from self._sorted_into(spool)
            index = indexed(spool, self._naming, self.former)
            votes = VoteIndex(spool, index)
            self.progress.done, self.progress.total = 0, sum(spool.counts.values())
            by_depth = partial(rank, index=index)
            yield from self._each(spool, "organizations", index, organizations, by_depth)
            yield from self._each(spool, "persons", index, persons)
            yield from self._each(spool, "posts", index, posts)
            yield from convention(index)
            note_seats(spool, index)
            yield from self._each(spool, "memberships", index, memberships)
            yield from self._each(spool, "motions", index, partial(motions, votes=votes))
            yield from self._each(spool, "vote_events", index, partial(vote_events, votes=votes))

    def _sorted_into(self, spool: Spool) -> Iterator[Item]:
        alone: dict[str, dict[str, object]] = {}
        of_whom: dict[str, list[tuple[str, dict[str, Any]]]] = {}
        for name, found in parts(self._path, self.progress):
            if not isinstance(found, Part):
                yield found
                continue
            place, key = f"{name} {found.key} {found.number}", found.key or list_of(found.value)
            if found.key == "govledger" and isinstance(found.value, dict):
                self.former.refuse_own(found.value.get("ledger"))
            elif found.key and found.key not in LISTS and not found.number:
                alone.setdefault(name, {})[found.key] = found.value
            elif key not in LISTS or not found.number:
                yield Aside(f"parts under '{writable(found.key[:40])}'" if found.key else "elements of a nameless list")
            elif not isinstance(found.value, dict):
                yield unfit(place, f"it is {str(found.value)[:40]!r}, not an object")
            elif key == "memberships" and is_of_its_document(found.value):
                of_whom.setdefault(name, []).append((place, found.value))
            else:
                yield from _put(spool, key, place, found.value)
        for name in {**alone, **of_whom}:
            value, memberships = alone.get(name, {}), of_whom.get(name, [])
            if key := list_of(value, memberships):
                yield from _put(spool, key, name, {**value, "memberships": [each for _, each in memberships]})
                continue
            yield from (Aside(f"parts under '{writable(each[:40])}'") for each in value)
            for place, each in memberships:
                yield from _put(spool, "memberships", place, each)

    def _each(
        self,
        spool: Spool,
        kind: str,
        index: PopoloIndex,
        told: Callable[[Record, PopoloIndex], Iterator[Item]],
        rank: Callable[[dict[str, object]], int] | None = None,
    ) -> Iterator[Item]:
        for place, value in spool.take(kind, rank):
            self.progress.done += 1
            try:
                yield from told(Record(place, value), index)
            except Refusal as refusal:
                yield Unfit(refusal.at(place))


def _put(spool: Spool, kind: str, place: str, value: dict[str, Any]) -> Iterator[Item]:
    """Let an object wait, and with it what it holds of others."""
    try:
        for each in taken_apart(kind, place, value):
            spool.put(*each)
    except Refusal as refusal:
        yield Unfit(refusal)


FORMAT = Format(
    "popolo",
    "Popolo JSON (a document with persons, organizations, posts, memberships, motions, votes)",
    Popolo,
    "popolo",
    r'"(persons|organizations|memberships|motions|vote_events)"\s*:\s*\[',
)
