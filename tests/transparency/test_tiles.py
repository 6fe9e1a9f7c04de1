"""Tiles: paths, contents, the sample log byte for byte, fuzzing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.transparency.errors import MalformedTile
from ledger.transparency.tiles import (
    Tile,
    bundles_of,
    format_entries,
    parse_entries,
    parse_tile,
    parse_tile_path,
    tile_content,
    tiles_of,
)
from tests.transparency import vectors
from tests.transparency.trees import grown, numbered, reader, root_by_definition


def test_every_tile_and_bundle_of_the_sample_log_is_reproduced_byte_for_byte() -> None:
    files = vectors.tessera()
    stored, _ = grown(vectors.TESSERA_LEAVES)

    for size in range(1, 16):
        (tile,), (bundle,) = tiles_of(size), bundles_of(size)
        entries = format_entries(vectors.TESSERA_LEAVES[:size])

        assert tile_content(tile, reader(stored)) == files[tile.path]
        assert entries == files[bundle.path]
        assert parse_entries(entries, size) == list(vectors.TESSERA_LEAVES[:size])


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 0), "tile/0/000"),
        (Tile(4, 1234067), "tile/4/x001/x234/067"),
        (Tile(63, 999, 1), "tile/63/999.p/1"),
        (Tile(None, 1000, 255), "tile/entries/x001/000.p/255"),
        (Tile(None, 0), "tile/entries/000"),
    ],
)
def test_paths_are_the_specifications(tile: Tile, path: str) -> None:
    assert tile.path == path
    assert parse_tile_path(path) == tile


@pytest.mark.parametrize(
    "path",
    [
        "",
        "tile/0/0",
        "tile/00/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/0/x000/000",
        "tile/0/001/000",
        "tile/0/x001/x000",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/000.p",
        "tile/0/000/",
        "tile/0/000\n",
        "/tile/0/000",
        "tile/data/000",
        "tile/0/../000",
        "tile/0/٠٠٠",
        "tile/0/" + "x999/" * 6 + "999",
        "tile/0/" + "x999/" * 60 + "999",
    ],
)
def test_other_spellings_are_refused(path: str) -> None:
    with pytest.raises(MalformedTile):
        parse_tile_path(path)


@given(st.none() | st.integers(0, 63), st.integers(0, 2**63 - 1), st.integers(1, 256))
def test_paths_round_trip(level: int | None, number: int, width: int) -> None:
    tile = Tile(level, number, width)

    assert parse_tile_path(tile.path) == tile


@given(st.text() | st.text("tile/x0123.pentrs"))
def test_arbitrary_paths_raise_nothing_but_refusals(path: str) -> None:
    try:
        tile = parse_tile_path(path)
    except MalformedTile:
        return

    assert tile.path == path


def test_the_specifications_tree_of_70000_has_its_tiles() -> None:
    tiles = list(tiles_of(70_000))

    assert len([tile for tile in tiles if tile.level == 0 and tile.width == 256]) == 273
    assert tiles[-4:] == [Tile(0, 273, 112), Tile(1, 0), Tile(1, 1, 17), Tile(2, 0, 1)]
    assert list(tiles_of(256)) == [Tile(0, 0), Tile(1, 0, 1)]
    assert list(tiles_of(0)) == list(bundles_of(0)) == []


def test_a_tile_above_holds_the_roots_of_full_tiles_below() -> None:
    leaves = numbered(700)
    stored, _ = grown(leaves)

    content = parse_tile(tile_content(Tile(1, 0, 2), reader(stored)), 2)

    assert content == [root_by_definition(leaves[:256]), root_by_definition(leaves[256:512])]


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=256))
def test_entries_round_trip(leaves: list[bytes]) -> None:
    assert parse_entries(format_entries(leaves), len(leaves)) == leaves


@given(st.binary(max_size=400), st.integers(0, 4))
def test_arbitrary_octets_raise_nothing_but_refusals(octets: bytes, width: int) -> None:
    try:
        leaves = parse_entries(octets, width)
    except MalformedTile:
        return

    assert not leaves or format_entries(leaves) == octets


@pytest.mark.parametrize(
    ("octets", "width"), [(b"\0", 1), (b"\0\1", 1), (b"\0\3ab", 1), (b"\0\0", 2), (b"\0\0", 0), (b"", 1)]
)
def test_a_bundle_that_breaks_off_or_has_another_count_is_refused(octets: bytes, width: int) -> None:
    with pytest.raises(MalformedTile):
        parse_entries(octets, width)


def test_what_fits_no_bundle_is_refused() -> None:
    for leaves in ([], [b""] * 257, [bytes(65_536)]):
        with pytest.raises(MalformedTile):
            format_entries(leaves)


@pytest.mark.parametrize("octets", [b"", bytes(31), bytes(33), bytes(64)])
def test_a_tile_of_another_width_is_refused(octets: bytes) -> None:
    with pytest.raises(MalformedTile):
        parse_tile(octets, 1)


@pytest.mark.parametrize("shape", [(-1, 0, 1), (64, 0, 1), (0, -1, 1), (0, 2**63, 1), (0, 0, 0), (0, 0, 257)])
def test_tiles_that_cannot_be_are_refused(shape: tuple[int, int, int]) -> None:
    with pytest.raises(MalformedTile):
        Tile(*shape)
