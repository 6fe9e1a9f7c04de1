"""A mapping of which every version stays as it was, and of which a further version costs the same however long it is.

States of streams are folded entry by entry, and `evolve` may change none of them: a decision that is refused goes
back to the state before it. Copying the mapping for each entry would make a fold quadratic. So all versions share
one table (Baker's way of making arrays persistent):

1. The newest version holds the table. Every older one holds only what distinguishes it from the next newer one: a
   key, and what stood under it.
2. A new version changes the table in place and takes it over; the version that had it keeps the difference.
3. Whoever looks into an older version first turns the differences between the two round, and that version holds the
   table then. As long as a fold goes forward, that happens only when a refusal takes it back, and then by a few steps.

An empty version shares nothing: every fold begins with the same initial state, and none is to hold on to another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")
_ABSENT: Final[Any] = object()


class PersistentMap(Mapping[K, V], Generic[K, V]):
    """A mapping that never changes; `put` and `without` give further versions of it."""

    __slots__ = ("_former", "_key", "_newer", "_table")

    def __init__(self) -> None:
        self._table: dict[K, V] | None = {}
        self._newer: PersistentMap[K, V] | None = None
        self._key: Any = None
        self._former: Any = None

    def put(self, key: K, value: V) -> PersistentMap[K, V]:
        """The same with another value under a key."""
        return self._changed(key, value)

    def without(self, key: K) -> PersistentMap[K, V]:
        """The same with nothing under a key."""
        return self._changed(key, _ABSENT) if key in self else self

    def __getitem__(self, key: K) -> V:
        return self._held()[key]

    def __contains__(self, key: object) -> bool:
        return key in self._held()

    def __iter__(self) -> Iterator[K]:
        return iter(tuple(self._held()))  # a copy: a version that is made meanwhile changes the table

    def __len__(self) -> int:
        return len(self._held())

    def _changed(self, key: K, value: Any) -> PersistentMap[K, V]:
        made: PersistentMap[K, V] = PersistentMap()
        if table := self._held():
            made._table = table
            self._differ_from(made, key)
        assert made._table is not None
        _set(made._table, key, value)
        return made

    def _held(self) -> dict[K, V]:
        """The table, as it is in this version."""
        if self._table is None:
            self._take_over()
        assert self._table is not None
        return self._table

    def _take_over(self) -> None:
        version, older = self, []
        while version._newer is not None:
            older.append(version)
            version = version._newer
        for version in reversed(older):
            newer, key, former = version._newer, version._key, version._former
            assert newer is not None
            table = newer._table
            assert table is not None
            newer._differ_from(version, key)
            _set(table, key, former)
            version._table, version._newer, version._key, version._former = table, None, None, None

    def _differ_from(self, holder: PersistentMap[K, V], key: K) -> None:
        """Leave the table to another version, and keep what stands under the key by which that one differs."""
        assert self._table is not None
        self._former = self._table.get(key, _ABSENT)
        self._table, self._newer, self._key = None, holder, key


def _set(table: dict[K, V], key: K, value: Any) -> None:
    if value is _ABSENT:
        table.pop(key, None)
    else:
        table[key] = value
