"""Every reader of the audit trail's texts, on octets that nobody would write: no crash, and no acceptance."""

from __future__ import annotations

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import TARGETS, check_bundle_file, check_target
from tests.transparency.mangling import mangled

SOAK = bool(os.environ.get("GOVLEDGER_SOAK"))
MANY = settings(deadline=None, max_examples=20_000 if SOAK else 60)
FILES = ("checkpoint", "tile/0/000.p/11", "tile/entries/000.p/11", "entries.jsonl")

pytestmark = pytest.mark.soak


@pytest.mark.parametrize("name", TARGETS)
def test_a_good_example_is_read_and_written_as_it_was(name: str) -> None:
    example = TARGETS[name].example

    if name != "policy":
        assert TARGETS[name].read(example) == example


@pytest.mark.parametrize("name", TARGETS)
@MANY
@given(data=st.data())
def test_a_reader_refuses_what_was_mangled_or_takes_it_for_what_it_is(name: str, data: st.DataObject) -> None:
    octets = data.draw(mangled(TARGETS[name].example))
    for _ in range(data.draw(st.integers(0, 3))):
        octets = data.draw(mangled(octets)) if octets else octets

    check_target(name, octets)


@pytest.mark.parametrize("name", TARGETS)
@MANY
@given(
    octets=st.one_of(st.binary(max_size=400), st.text(max_size=400).map(lambda text: text.encode("utf-8", "ignore")))
)
def test_a_reader_refuses_octets_from_nowhere(name: str, octets: bytes) -> None:
    check_target(name, octets)


@pytest.mark.parametrize("path", FILES)
@settings(deadline=None, max_examples=2_000 if SOAK else 10)
@given(data=st.data())
def test_no_bundle_with_a_mangled_file_is_accepted(path: str, data: st.DataObject) -> None:
    import_example = {"checkpoint": "note", "tile/entries/000.p/11": "entries"}
    example = TARGETS[import_example[path]].example if path in import_example else bytes(range(256)) * 2

    check_bundle_file(path, data.draw(mangled(example)))
