"""The tree against RFC 6962's definitions, the public vectors, and hostile readers and proofs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.transparency.errors import AuditError, BadRange, MissingHash, NotProven
from ledger.transparency.merkle_proofs import check_consistency, check_inclusion, consistency_path, inclusion_path
from ledger.transparency.tree import (
    EMPTY_ROOT,
    Peaks,
    coordinates,
    extend,
    leaf_hash,
    load_peaks,
    load_root,
    position,
    stored_count,
)
from tests.transparency import vectors
from tests.transparency.trees import (
    grown,
    numbered,
    path_by_definition,
    proof_by_definition,
    reader,
    root_by_definition,
)

some_leaves = st.lists(st.binary(max_size=40), max_size=70)


@given(some_leaves)
def test_the_root_is_the_rfcs_at_every_size(leaves: list[bytes]) -> None:
    stored, peaks = grown(leaves)

    assert peaks.root == root_by_definition(leaves)
    for size in range(len(leaves) + 1):
        assert load_root(size, reader(stored)) == root_by_definition(leaves[:size])


@given(some_leaves, st.data())
def test_appending_in_batches_is_appending_at_once(leaves: list[bytes], data: st.DataObject) -> None:
    stored, peaks = grown(leaves)
    cut = data.draw(st.integers(0, len(leaves)))

    first, middle = grown(leaves[:cut])
    second, end = extend(load_peaks(cut, reader(first)), leaves[cut:])

    assert (first + second, end) == (stored, peaks)
    assert (len(first), middle.size) == (stored_count(cut), cut)


@given(st.integers(0, 20), st.integers(0, 2**40))
def test_positions_and_coordinates_are_inverse(level: int, index: int) -> None:
    assert coordinates(position(level, index)) == (level, index)


def test_positions_are_dense_in_the_order_in_which_appending_completes_nodes() -> None:
    order = [
        position(level, leaf >> level) for leaf in range(1000) for level in range(20) if (leaf + 1) % (1 << level) == 0
    ]

    assert order == list(range(stored_count(1000)))


@given(st.lists(st.binary(max_size=8), min_size=1, max_size=60), st.data())
def test_inclusion_paths_are_the_rfcs_and_verify(leaves: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    stored, peaks = grown(leaves)

    path = inclusion_path(index, len(leaves), reader(stored))

    assert list(path) == path_by_definition(index, leaves)
    check_inclusion(index, len(leaves), leaf_hash(leaves[index]), path, peaks.root)


@given(st.lists(st.binary(max_size=8), min_size=1, max_size=60), st.data())
def test_consistency_paths_are_the_rfcs_and_verify(leaves: list[bytes], data: st.DataObject) -> None:
    old = data.draw(st.integers(1, len(leaves)))
    stored, peaks = grown(leaves)

    path = consistency_path(old, len(leaves), reader(stored))

    assert list(path) == proof_by_definition(old, leaves)
    check_consistency(old, len(leaves), root_by_definition(leaves[:old]), peaks.root, path)


@given(st.integers(2, 80), st.data())
def test_a_changed_inclusion_proof_is_refused(size: int, data: st.DataObject) -> None:
    leaves = numbered(size)
    index = data.draw(st.integers(0, size - 1))
    stored, peaks = grown(leaves)
    path = list(inclusion_path(index, size, reader(stored)))
    leaf, root = leaf_hash(leaves[index]), peaks.root

    other = data.draw(st.integers(0, size - 1).filter(lambda i: i != index))
    with pytest.raises(NotProven):
        check_inclusion(other, size, leaf, path, root)
    with pytest.raises(NotProven):
        check_inclusion(index, size, _flipped(leaf, data), path, root)
    with pytest.raises(NotProven):
        check_inclusion(index, size, leaf, path, _flipped(root, data))
    with pytest.raises(NotProven):
        check_inclusion(index, size, leaf, _damaged(path, data), root)


@given(st.integers(2, 80), st.data())
def test_a_changed_consistency_proof_is_refused(size: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, size - 1))
    leaves = numbered(size)
    stored, peaks = grown(leaves)
    path = list(consistency_path(old, size, reader(stored)))
    old_root, root = root_by_definition(leaves[:old]), peaks.root

    with pytest.raises(NotProven):
        check_consistency(old, size, _flipped(old_root, data), root, path)
    with pytest.raises(NotProven):
        check_consistency(old, size, old_root, _flipped(root, data), path)
    with pytest.raises(NotProven):
        check_consistency(old, size, old_root, root, _damaged(path, data))


@given(st.integers(), st.integers(), st.lists(st.binary(min_size=30, max_size=33), max_size=6), st.binary(max_size=33))
def test_proofs_of_nonsense_are_refused_as_such(a: int, b: int, path: list[bytes], root: bytes) -> None:
    with pytest.raises(AuditError):
        check_inclusion(a, b, root, path, root + b"x")
    with pytest.raises(AuditError):
        check_consistency(a, b, root, root + b"x", path)


def test_no_proof_begins_with_the_empty_tree() -> None:
    with pytest.raises(BadRange, match="at least 1"):
        check_consistency(0, 1, EMPTY_ROOT, leaf_hash(b""), ())
    with pytest.raises(BadRange):
        consistency_path(0, 1, reader([leaf_hash(b"")]))


def test_equal_trees_need_no_proof_and_bear_none() -> None:
    root = leaf_hash(b"one")

    check_consistency(1, 1, root, root, ())
    with pytest.raises(NotProven):
        check_consistency(1, 1, root, root, (root,))


@pytest.mark.parametrize("count", [1, 2, 3, 7, 64, 100])
def test_a_reader_that_lacks_a_hash_is_noticed(count: int) -> None:
    with pytest.raises(MissingHash, match="is missing"):
        load_peaks(count, lambda positions: [b"\0" * 32 for _ in positions[1:]])
    with pytest.raises(MissingHash, match="31 bytes"):
        load_peaks(count, lambda positions: [b"\0" * 31 for _ in positions])


def test_peaks_that_do_not_fit_their_size_are_refused() -> None:
    with pytest.raises(BadRange):
        Peaks(3, (bytes(32),))


def test_the_public_inclusion_vectors_hold() -> None:
    cases = vectors.merkle("inclusion")

    wrong = [
        case["file"]
        for case in cases
        if case["wantErr"]
        == _passes(check_inclusion, case["leafIdx"], case["treeSize"], case["leafHash"], case["proof"], case["root"])
    ]

    assert (len(cases), wrong) == (98, [])


def test_the_public_consistency_vectors_hold_but_for_roots_that_are_no_hashes() -> None:
    """One vector calls two equal roots of 12 octets consistent; a SHA-256 root has 32.

    Its library compares roots of equal sizes as opaque strings. Here a root that is no hash is refused
    before anything else, since no tree can have it.
    """
    cases = vectors.merkle("consistency")

    wrong = [
        case
        for case in cases
        if case["wantErr"]
        == _passes(check_consistency, case["size1"], case["size2"], case["root1"], case["root2"], case["proof"])
    ]

    assert (len(cases), len(wrong)) == (98, 1)
    assert wrong[0]["file"].endswith("sizes-are-equal-one-and-proof-is-empty.json")
    assert (len(wrong[0]["root1"]), wrong[0]["wantErr"]) == (12, False)


@pytest.mark.parametrize("count", [100_000])
def test_a_long_log_keeps_no_more_than_its_peaks(count: int) -> None:
    peaks = Peaks()

    for _ in range(10):
        _, peaks = extend(peaks, (b"%d" % number for number in range(count // 10)))

    assert (peaks.size, len(peaks.hashes)) == (count, count.bit_count())


def _passes(check: Callable[..., None], *proof: object) -> bool:
    try:
        check(*proof)
    except AuditError:
        return False
    return True


def _flipped(octets: bytes, data: st.DataObject) -> bytes:
    at = data.draw(st.integers(0, len(octets) * 8 - 1))
    changed = bytearray(octets)
    changed[at // 8] ^= 1 << at % 8
    return bytes(changed)


def _damaged(path: list[bytes], data: st.DataObject) -> list[bytes]:
    """The path with a hash too many, too few, or with a bit flipped."""
    at = data.draw(st.integers(0, max(len(path) - 1, 0)))
    surplus = [*path[:at], data.draw(st.binary(min_size=32, max_size=32)), *path[at:]]
    shorter = path[:at] + path[at + 1 :]
    flipped = [*path[:at], _flipped(path[at], data), *path[at + 1 :]] if path else surplus
    return data.draw(st.sampled_from([surplus, shorter if path else surplus, flipped]))
