"""Structure: numbers without gaps, versions without gaps, a head row and tags that say what the entries say.

What a page shows by itself (missing and doubled numbers) is told by `Gaps`; the rest is asked of the database.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from eventsourcing.persistence import PersistenceError

from ledger.audit.verification.findings import SHOWN, Check, Finding, Several
from ledger.audit.verification.indexes import storage
from ledger.audit.verification.rows import Page
from ledger.store import Datastore
from ledger.transparency.tree import stored_count
from ledger.vocabulary.signing_keys import ClockCorrected

_EXTENT: Final = (
    "SELECT (SELECT position FROM head WHERE id = 1), (SELECT recorded_at FROM head WHERE id = 1), "
    "(SELECT count(*) FROM entries), (SELECT min(position) FROM entries), (SELECT max(position) FROM entries), "
    "(SELECT recorded_at FROM entries ORDER BY position DESC LIMIT 1), "
    "(SELECT count(*) FROM tree_hashes), (SELECT max(pos) FROM tree_hashes), "
    "(SELECT min(size) FROM checkpoints), (SELECT max(size) FROM checkpoints), (SELECT count(*) FROM signing_keys), "
    "(SELECT count(*) FROM head), (SELECT min(pos) FROM tree_hashes)"
)
_VERSIONS: Final = (
    "SELECT position, stream, version, due FROM (SELECT position, stream, version, "
    "row_number() OVER (PARTITION BY stream ORDER BY version, position) AS due, "
    "lag(position) OVER (PARTITION BY stream ORDER BY version, position) AS former "
    "FROM entries WHERE position <= ?) AS numbered "
    "WHERE version <> due OR former > position ORDER BY position LIMIT ?"
)
_TAGGED: Final = (
    "SELECT count(*), count(CASE WHEN said.tags = kept.tags THEN 1 END), "
    "(SELECT count(*) FROM entries WHERE position <= ? AND tags <> '[]') FROM "
    "(SELECT position, {kept} AS tags FROM entry_tags GROUP BY position) AS kept "
    "LEFT JOIN (SELECT position, {said} AS tags FROM entries) AS said ON said.position = kept.position"
)
_LOST_TAGS: Final = (
    "SELECT e.position, said.value FROM entries AS e, {each} WHERE e.position <= ? AND NOT EXISTS "
    "(SELECT 1 FROM entry_tags AS t WHERE t.tag = said.value AND t.position = e.position) ORDER BY 1, 2 LIMIT ?"
)
_STRAY_TAGS: Final = (
    "SELECT t.position, t.tag FROM entry_tags AS t WHERE NOT EXISTS "
    "(SELECT 1 FROM entries AS e, {each} WHERE e.position = t.position AND said.value = t.tag) ORDER BY 1, 2 LIMIT ?"
)
_ROOM: Final = 1_000


class Extent(NamedTuple):
    """How far each part of a ledger goes, all of it from one moment; None where there is nothing."""

    head: int | None
    head_recorded_at: int | None
    entries: int
    first: int | None
    last: int | None
    last_recorded_at: int | None
    hashes: int
    last_hash: int | None
    first_checkpoint: int | None
    last_checkpoint: int | None
    keys: int
    heads: int = 1
    first_hash: int | None = None

    @property
    def size(self) -> int:
        """How many entries are to be looked at: up to the last, unless that stands far beyond all that there is."""
        return min(self.last or 0, max(self.entries, self.hashes) + _ROOM)

    @property
    def is_sealed(self) -> bool:
        """Whether there is anything of an audit trail."""
        return bool(self.keys or self.hashes or self.last_checkpoint)


def extent_of(datastore: Datastore) -> Extent:
    """How far a ledger goes."""
    with datastore.read() as connection:
        return Extent(*datastore.execute(connection, _EXTENT)[0])


def ends(extent: Extent) -> Iterator[Finding]:
    """Whether the head row, the tree and the checkpoints end where the entries do."""
    last = extent.last or 0
    if extent.head is None:
        yield _wrong("the ledger has no head row")
    elif extent.head != last:
        yield _wrong(
            f"the head row says that {extent.head} entries were recorded, the last is {last}",
            min(extent.head, last) + 1,
        )
    elif last and extent.head_recorded_at != extent.last_recorded_at:
        yield _wrong(f"the head row has another recorded time than entry {last}", last)
    if extent.heads > 1:
        yield _wrong(f"the ledger has {extent.heads} head rows where it has one; the others say nothing that is read")
    if extent.first is not None and extent.first < 1:
        yield _wrong(f"an entry has the number {extent.first}; the first is 1", extent.first)
    if last > extent.size:
        yield _wrong(f"an entry has the number {last}, far beyond the {extent.entries} that there are", last)
    if extent.is_sealed:
        yield from _ends_of_the_trail(extent)


def _ends_of_the_trail(extent: Extent) -> Iterator[Finding]:
    last = extent.last or 0
    if not extent.keys:
        yield _wrong("the ledger has an audit trail, and no key is named in it")
    if (extent.first_hash or 0) < 0:
        yield _wrong(f"the tree has a hash at the place {extent.first_hash}, where no tree has one")
    beyond = (extent.last_hash or 0) + 1
    if beyond > stored_count(last) and extent.hashes:
        yield _wrong(f"the tree has hashes of entries after {last}, which are not there any more", last + 1)
    if (extent.last_checkpoint or 0) > last:
        size = extent.last_checkpoint
        yield Finding(
            Check.SIGNATURES,
            f"{size} entries were signed and only {last} are there: those from {last + 1} on were taken away",
            last + 1,
        )
    if extent.first_checkpoint is not None and extent.first_checkpoint < 1:
        yield Finding(Check.SIGNATURES, f"there is a checkpoint of {extent.first_checkpoint} entries")


class Gaps:
    """Numbers that are missing or taken twice, told page by page; and times that go backwards."""

    def __init__(self) -> None:
        self._gaps = Several(Check.STRUCTURE, "gaps")
        self._doubled = Several(Check.STRUCTURE, "numbers are taken twice")
        self._backwards = Several(Check.TIMES, "entries say that they were recorded before the one before them")
        self._open: tuple[int, int] | None = None
        self._time: int | None = None

    def take(self, page: Page) -> None:
        """Note what a page lacks; pages come in order."""
        for position in page.missing:
            self._miss(position)
        for position in page.doubled:
            self._doubled.add(f"there are several entries {position}", position)
        first = (page.after + 1,) if page.times and self._time is not None and page.times[0] < self._time else ()
        set_back = {row.position for row in page.told if row.type == ClockCorrected.TYPE}
        for position in (each for each in (*first, *page.backwards) if each not in set_back):
            self._backwards.add(f"entry {position} says that it was recorded before entry {position - 1}", position)
        self._time = page.times[1] if page.times else self._time

    def findings(self) -> Iterator[Finding]:
        """All that was noted."""
        self._close()
        yield from self._gaps
        yield from self._doubled
        yield from self._backwards

    def _miss(self, position: int) -> None:
        if self._open is not None and position == self._open[1] + 1:
            self._open = self._open[0], position
        else:
            self._close()
            self._open = position, position

    def _close(self) -> None:
        if self._open is not None:
            low, high = self._open
            says = f"entry {low} is missing" if low == high else f"entries {low} to {high} are missing"
            self._gaps.add(says, low)
            self._open = None


def asked_of_the_database(datastore: Datastore, size: int) -> list[Finding]:
    """How the database keeps its tables, versions of streams, and the table that finds entries by subject."""
    return [*storage(datastore), *_versions(datastore, size), *_tags(datastore, size)]


def _versions(datastore: Datastore, size: int) -> Iterator[Finding]:
    found = Several(Check.STRUCTURE, "versions are out of order")
    with datastore.read() as connection, datastore.leniently(connection):
        for position, stream, version, due in datastore.execute(connection, _VERSIONS, (size, SHOWN + 1)):
            found.add(f"entry {position} is version {version} of '{stream}' where {due} is due in this place", position)
    yield from found


def _tags(datastore: Datastore, size: int) -> Iterator[Finding]:
    if _tags_agree(datastore, size):
        return
    each = datastore.each_text("e.tags")
    lost = Several(Check.STRUCTURE, "tags are lost")
    stray = Several(Check.STRUCTURE, "tags are stray")
    try:
        with datastore.read() as connection, datastore.leniently(connection):
            for position, tag in datastore.execute(connection, _LOST_TAGS.format(each=each), (size, SHOWN + 1)):
                lost.add(f"entry {position} is not found by '{tag}', which it mentions", position)
            for position, tag in datastore.execute(connection, _STRAY_TAGS.format(each=each), (SHOWN + 1,)):
                stray.add(_stray(position, tag, size), position)
    except PersistenceError as broken:
        yield _wrong(f"the tags of some entry cannot be read: {broken}")
    yield from lost
    yield from stray


def _stray(position: int, tag: str, size: int) -> str:
    if position > size:
        return f"entry {position}, which is not there, is to be found by '{tag}'"
    return f"entry {position} is found by '{tag}', which it does not mention"


def _tags_agree(datastore: Datastore, size: int) -> bool:
    """Whether entries and the table of tags hold the same tags.

    One sort of the whole table tells, which is far quicker than a look-up of each tag. Where it cannot tell, because
    something is not readable JSON, the answer is no as well, and each tag is looked at.
    """
    agreement = _TAGGED.format(kept=datastore.json_of_all("tag"), said=datastore.json("tags"))
    try:
        with datastore.read() as connection:
            found = datastore.execute(connection, agreement, (size,))
    except PersistenceError:
        return False
    tagged, alike, due = found[0]
    return bool(tagged == alike == due)


def _wrong(says: str, entry: int | None = None) -> Finding:
    return Finding(Check.STRUCTURE, says, entry)
