"""Persistent mappings: every version says for ever what it said when it was made."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ledger.aggregates.rules.persistent_map import PersistentMap

STEPS = st.lists(st.tuples(st.integers(0, 30), st.sampled_from("abcde"), st.none() | st.integers(0, 3)), max_size=30)


@given(steps=STEPS, looks=st.lists(st.integers(0, 30), max_size=30))
def test_every_version_stays_as_it_was_whatever_is_made_of_the_others(
    steps: list[tuple[int, str, int | None]], looks: list[int]
) -> None:
    versions: list[tuple[PersistentMap[str, int], dict[str, int]]] = [(PersistentMap(), {})]
    for of, key, value in steps:
        version, expected = versions[of % len(versions)]
        if value is None:
            versions.append((version.without(key), {k: v for k, v in expected.items() if k != key}))
        else:
            versions.append((version.put(key, value), {**expected, key: value}))

    for look in looks:
        version, expected = versions[look % len(versions)]
        assert version == expected
        assert len(version) == len(expected)
        assert all(version.get(key) == expected.get(key) for key in "abcde")


def test_a_version_may_be_looked_through_while_others_are_made() -> None:
    version = PersistentMap[str, int]().put("a", 1).put("b", 2)

    seen = [(key, version.put(key, 0)[key]) for key in version]

    assert seen == [("a", 0), ("b", 0)]
    assert version == {"a": 1, "b": 2}


def test_versions_of_an_empty_mapping_do_not_hold_on_to_one_another() -> None:
    empty: PersistentMap[str, int] = PersistentMap()

    one, other = empty.put("a", 1), empty.put("a", 2)

    assert (empty, one, other) == ({}, {"a": 1}, {"a": 2})
    assert empty._newer is None
