"""The tree, built again from the rows and compared with what is stored and with what was signed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator
from itertools import chain
from typing import Any, Final

from ledger.audit.verification.findings import Check, Finding, Several
from ledger.audit.verification.rows import Page, SignedRoot
from ledger.store import Datastore
from ledger.transparency.tree import Peaks, coordinates, grow, stored_count

_NODES: Final = "SELECT pos, hash FROM tree_hashes WHERE pos >= ? AND pos < ? ORDER BY pos"

_PORTION: Final = 4_000


class RebuiltTree:
    """Takes the pages of the log in order; afterwards it knows the root, and what did not fit.

    `sizes` are those whose root is to be remembered, `positions` those whose leaf's hash is.
    """

    def __init__(self, datastore: Datastore, sizes: Collection[int] = (), positions: Collection[int] = ()) -> None:
        self._datastore = datastore
        self._wanted, self._sizes, self._positions = frozenset(sizes), sorted(set(sizes)), sorted(set(positions))
        self._peaks = Peaks()
        self._blamed: list[int] = []  # in ascending order: what lies above these in the tree differs because of them
        self._unlike = Several(Check.CONTENT, "entries are not what was hashed into the tree")
        self._unstored = Several(Check.CONTENT, "entries have no hash in the tree")
        self._damaged = Several(Check.CONTENT, "nodes of the tree are damaged")
        self._invalid = Several(Check.SIGNATURES, "checkpoints are not valid")
        self._outgrown: tuple[Peaks, SignedRoot] | None = None
        self._outgrown_count = 0
        self._fitting = Peaks()  # the tree at the largest size whose own checkpoint fits
        self.roots: dict[int, bytes] = {}
        self.leaves: dict[int, bytes] = {}
        self.signed = 0
        """The largest size whose own checkpoint fits."""
        self.fitting: set[int] = set()
        """Those of the wanted sizes whose own checkpoint fits."""

    @property
    def root(self) -> bytes:
        """The root over all pages that were taken so far."""
        return self._peaks.root

    def take(self, page: Page) -> None:
        """Grow the tree by a page, and compare its root at every size that a checkpoint or other evidence speaks of."""
        signed = {each.size: each for each in page.signed}
        nodes, taken = list[bytes](), 0
        for size in sorted({*signed, *_within(self._sizes, page.after, page.upto), page.upto}):
            grown, self._peaks = grow(self._peaks, page.hashes[taken : size - page.after])
            nodes += grown
            taken = size - page.after
            if size in signed:
                self._hold_against(signed[size])
            if size in self._wanted:
                self.roots[size] = self._peaks.root
        for position in _within(self._positions, page.after, page.upto):
            self.leaves[position] = page.hashes[position - page.after - 1]
        self._compare(stored_count(page.after), nodes, page.missing)

    def findings(self) -> Iterator[Finding]:
        """Rows and nodes that are not what they were; own checkpoints that are not valid, or no longer fit."""
        yield from chain(self._unlike, self._unstored, self._damaged, self._invalid)
        if self._outgrown is not None:
            yield self._first_outgrown(*self._outgrown)

    def _first_outgrown(self, fitting: Peaks, own: SignedRoot) -> Finding:
        fits, size = fitting.size, own.size
        entry = size if size == fits + 1 else self._unlike_what_was_signed(fitting, own)
        where = f"entry {entry}" if entry else f"one of the entries {fits + 1} to {size}"
        before = f"that of {fits} fits" if fits else "none before it fits"
        others = f"; {self._outgrown_count} checkpoints in all do not fit" if self._outgrown_count > 1 else ""
        return Finding(
            Check.SIGNATURES,
            f"the signed checkpoint of {size} entries has another root than they have now, {before}: "
            f"{where} was changed, put in or taken out after it was signed{others}",
            entry,
            among=None if entry else (fits + 1, size),
        )

    def _unlike_what_was_signed(self, fitting: Peaks, own: SignedRoot) -> int | None:
        """The first entry that is not what was signed, if the stored leaf hashes still are those that were signed.

        If the stored leaves lead from the last root that fits to the root that was signed, then the rows are what was
        changed, and the first row that differs from its stored leaf is the one. Otherwise no row can be named.
        """
        peaks = fitting
        for after in range(fitting.size, own.size, _PORTION):
            upto = min(after + _PORTION, own.size)
            stored = self._stored(stored_count(after), stored_count(upto))
            leaves = [bytes(node) for place, node in stored if coordinates(place)[0] == 0]
            if len(leaves) != upto - after:
                return None
            _, peaks = grow(peaks, leaves)
        blamed = _within(self._blamed, fitting.size, own.size)
        return blamed[0] if blamed and peaks.root == own.root else None

    def _stored(self, first: int, end: int) -> list[tuple[Any, ...]]:
        with self._datastore.read() as connection:
            return self._datastore.execute(connection, _NODES, (first, end))

    def _hold_against(self, own: SignedRoot) -> None:
        if own.problem:
            self._invalid.add(f"the checkpoint of {own.size} entries is not valid: {own.problem}", own.size)
        elif own.root == self._peaks.root:
            self.signed, self._fitting = own.size, self._peaks
            if own.size in self._wanted:
                self.fitting.add(own.size)
        else:
            self._outgrown = self._outgrown or (self._fitting, own)
            self._outgrown_count += 1

    def _compare(self, first: int, nodes: list[bytes], missing: Collection[int]) -> None:
        stored = self._stored(first, first + len(nodes))
        if stored == list(enumerate(nodes, first)):
            return
        found = {place: bytes(node) for place, node in stored}
        differing = [
            (*coordinates(place), place) for place, node in enumerate(nodes, first) if found.get(place) != node
        ]
        # An entry that differs makes every node above it differ. So entries are blamed first, and a node only where
        # none of the entries below it is to blame: then the stored node itself was damaged.
        leaves = {index + 1: place in found for level, index, place in differing if level == 0}
        self._blamed += sorted({*leaves, *missing})
        for entry in sorted(leaves.keys() - set(missing)):
            self._blame_entry(entry, is_stored=leaves[entry])
        for level, index, _ in differing:
            if level:
                self._blame_node(index << level, (index + 1) << level)

    def _blame_entry(self, entry: int, *, is_stored: bool) -> None:
        if is_stored:
            self._unlike.add(f"entry {entry} is not what was hashed into the tree", entry)
        else:
            self._unstored.add(f"the tree has no hash of entry {entry}", entry)

    def _blame_node(self, after: int, upto: int) -> None:
        if not _within(self._blamed, after, upto):
            self._damaged.add(
                f"the tree's node over entries {after + 1} to {upto} is damaged or missing; the entries are sound"
            )


def _within(ascending: list[int], after: int, upto: int) -> list[int]:
    """Those that are greater than one number and at most another."""
    return ascending[bisect_left(ascending, after + 1) : bisect_left(ascending, upto + 1)]
