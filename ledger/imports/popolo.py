"""Popolo JSON (popoloproject.com): persons, organizations, posts and memberships, as legislatures publish them.

The document is an object with the four lists, or a folder of such documents; `events` that are legislative periods
date the memberships that have no dates of their own. An organization that somebody is a member of is a body; one
on whose behalf somebody is, or that a post belongs to, is an organisation; one can be both.

Ids that are those of a ledger, as `govledger export popolo` writes them, stay as they are, and what that export
puts under `govledger` is read again.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

from ledger.imports.files import LONGEST, CutOff, is_archive, members, opened
from ledger.imports.items import Aside, Item, Progress, Unfit, unfit
from ledger.imports.json_parts import BrokenJson, Part, parts
from ledger.imports.naming import Naming
from ledger.imports.popolo_index import Index, indexed
from ledger.imports.popolo_members import conventions, memberships
from ledger.imports.popolo_subjects import organizations, persons, posts
from ledger.imports.record import Record
from ledger.imports.spool import Spool
from ledger.refusals import Refusal

_LISTS: Final = ("persons", "organizations", "posts", "memberships", "events")


class Popolo:
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
            index = indexed(spool, self._naming)
            self.progress.done, self.progress.total = 0, sum(spool.counts.values())
            for depth in range(index.deepest + 1):
                yield from self._each(spool, "organizations", index, partial(organizations, depth=depth))
            yield from self._each(spool, "persons", index, persons)
            yield from self._each(spool, "posts", index, posts)
            yield from conventions(index)
            yield from self._each(spool, "memberships", index, memberships)

    def _sorted_into(self, spool: Spool) -> Iterator[Item]:
        for name, found in self._parts():
            if isinstance(found, Unfit):
                yield found
            elif found.key not in _LISTS or not found.number:
                yield Aside(f"parts under '{found.key[:40]}'" if found.key else "lists without a name")
            elif not isinstance(found.value, dict):
                yield unfit(f"{name} {found.key} {found.number}", f"it is {str(found.value)[:40]!r}, not an object")
            else:
                spool.put(found.key, f"{name} {found.key} {found.number}", found.value)

    def _parts(self) -> Iterator[tuple[str, Part | Unfit]]:
        try:
            if self._path.is_dir() or is_archive(self._path):
                for member in members(self._path, self.progress):
                    if member.name.endswith(".json"):
                        yield from _of_member(member.name, member.content)
                return
            with opened(self._path, self.progress) as stream:
                for part in parts(stream, self._path.name):
                    yield self._path.name, part
        except (CutOff, BrokenJson) as cut:
            yield self._path.name, Unfit(cut)

    def _each(
        self, spool: Spool, kind: str, index: Index, told: Callable[[Record, Index], Iterator[Item]]
    ) -> Iterator[Item]:
        for place, value in spool.take(kind):
            self.progress.done += 1
            try:
                yield from told(Record(place, value), index)
            except Refusal as refusal:
                yield Unfit(refusal.at(place))


def _of_member(name: str, content: bytes | None) -> Iterator[tuple[str, Part | Unfit]]:
    if content is None:
        yield name, unfit(name, f"it is longer than {LONGEST} bytes", "import it as a file of its own")
        return
    try:
        for part in parts(io.BytesIO(content), name):
            yield name, part
    except BrokenJson as broken:
        yield name, Unfit(broken)
