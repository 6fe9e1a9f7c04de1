"""A search finds all that a reader may see, and nothing else, whatever words, day and state of knowledge are asked for.

What is due is found by reading through the log as it is shown to that reader, without any table or index.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger import store
from ledger.entries.corrections import effective
from ledger.entries.disclosures import field_of
from ledger.entries.entry import Entry
from ledger.store import Datastore, Log, Showing
from ledger.vocabulary.dates import UNKNOWN, when
from ledger.words import Phrase, phrases, words_of
from projections import register_at
from projections.passages import is_name, texts
from projections.search import search
from tests.exempt.conftest import made, record_quillby, run  # noqa: F401
from tests.keys import own_keys
from tests.postgresql import Server

SOAK: Final = os.environ.get("GOVLEDGER_SOAK") == "1"
DAYS: Final = (None, "1974-06-01", "1975-02-03", "1987-03-09", "2030-01-01")
FORMS: Final = ("{0}", "{0} {1}", '"{0} {1}"', "{0:.3}*", '"{0} {1:.2}*"', "{1} {0}")


class Text(NamedTuple):
    """A text of an entry that is shown, word by word."""

    entry: Entry
    is_name: bool
    words: list[str]


class Reader:
    """What somebody is shown of a ledger, read through from its beginning."""

    def __init__(self, datastore: Datastore, showing: Showing) -> None:
        self.datastore, self.showing = datastore, showing
        self._entries = list(Log(datastore, showing=showing).entries())
        self._texts = cache(self._shown_at)
        self._joins = cache(lambda known_at: register_at(datastore, None, known_at, showing).joins)

    def due(self, wanted: tuple[Phrase, ...], known_at: int, day: int | None) -> tuple[set[str], set[int]]:
        """The subjects by whose names, and the entries by whose other texts, the words are to be found."""
        joins = self._joins(known_at)
        names: set[str] = set()
        others: set[int] = set()
        for entry, shown in self._texts(known_at):
            for named in (True, False):
                its = [text.words for text in shown if text.is_name == named]
                if named and its and not entry.visibility and not entry.sealed:
                    its.append(words_of(entry.stream.partition(":")[2]))
                sought = [phrase._replace(begins=phrase.begins or named) for phrase in wanted]
                found = all(any(next(phrase.places(each), None) is not None for each in its) for phrase in sought)
                is_early = day is None or entry.occurred.earliest <= day or (named and entry.occurred == UNKNOWN)
                if found and its and is_early:
                    names |= {joins.one(entry.stream)} if named else set()
                    others |= set() if named else {entry.position}
        return names, others

    def found(self, wanted: tuple[Phrase, ...], known_at: int, day: int | None) -> tuple[set[str], set[int]]:
        """What a search finds."""
        register = replace(register_at(self.datastore, None, known_at, self.showing), as_at=day)
        hits = search(register, wanted).found
        return {hit.row.stream for hit in hits if hit.is_name}, {hit.position for hit in hits if not hit.is_name}

    def _shown_at(self, known_at: int) -> list[tuple[Entry, list[Text]]]:
        streams: dict[str, list[Entry]] = {}
        for entry in self._entries:
            if entry.position <= known_at:
                streams.setdefault(entry.stream, []).append(entry)
        counted = [entry for told in streams.values() for entry in effective(told)]
        return [(entry, list(_texts_of(entry))) for entry in counted if not entry.stream.startswith("ledger:")]


def _texts_of(entry: Entry) -> Iterator[Text]:
    for place, text in texts(entry).items():
        if field_of(place) not in entry.gone:
            yield Text(entry, is_name(place, type(entry.event)), words_of(text))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def quillby_on(
    request: pytest.FixtureRequest,
    made: dict[str, Path],  # noqa: F811
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Datastore]:
    """The ledger with an exempt entry of every type, on each database in turn; only to be read."""
    if request.param == "sqlite":
        opened = store.open(f"sqlite:///{made['quillby']}")
        yield opened
        opened.close()
        return
    server: Server = request.getfixturevalue("postgresql")
    with own_keys(tmp_path_factory.mktemp("quillby")), server.database(like=server.ledger_template()) as url:
        record_quillby(url)
        opened = store.open(url)
        yield opened
        opened.close()


@pytest.mark.soak
@pytest.mark.parametrize("showing", [Showing.PUBLIC, Showing.EVERYTHING], ids=["the public", "the council"])
def test_a_search_finds_what_its_reader_may_see_and_nothing_else(quillby_on: Datastore, showing: Showing) -> None:
    everything = [entry for entry in Log(quillby_on).entries() if not entry.stream.startswith("ledger:")]
    said = [words for entry in everything for text in texts(entry).values() if len(words := words_of(text)) > 1]
    pairs = sorted({(one, other) for words in said for one, other in pairwise(words)})
    reader = Reader(quillby_on, showing)

    @settings(max_examples=10_000 if SOAK else 100, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        pair=st.sampled_from(pairs),
        form=st.sampled_from(FORMS),
        known_at=st.just(len(everything)) | st.integers(1, len(everything)),
        day=st.sampled_from(DAYS),
    )
    def obeys(pair: tuple[str, str], form: str, known_at: int, day: str | None) -> None:
        wanted, on = phrases(form.format(*pair)), None if day is None else when(day).earliest

        assert reader.found(wanted, known_at, on) == reader.due(wanted, known_at, on)

    obeys()
    assert reader.due(phrases("xqzvk"), len(everything), None)[1] or showing is Showing.PUBLIC
    assert showing is not Showing.PUBLIC or reader.found(phrases("xq*"), len(everything), None) == (set(), set())


def test_an_erased_text_is_found_no_more_and_stands_nowhere_in_the_file(quillby: Path, tmp_path: Path) -> None:
    file = tmp_path / "concern.yaml"
    file.write_text(
        "source: {document: Letters, date: 1976-05-03}\nstatements:\n"
        "  - {remark: Mildred Ashdown was moved without notice, on: 1976-05-02, personal: [text]}\n"
    )
    run(quillby, "record", file)
    [row] = json.loads(run(quillby, "search", "mildred ash*", "--public", "--format", "json").stdout)["rows"]

    run(quillby, "erase", row["entry"], "--field", "text", "--basis", "UK GDPR, article 17", "--why", "she asked")

    assert row["text"] == "«Mildred Ashdown» was moved without notice"
    for words in ("mildred", "erased entry", "ash*"):
        assert json.loads(run(quillby, "search", words, "--format", "json").stdout)["rows"] == []
    for file in tmp_path.glob("*.db*"):
        assert b"mildred" not in file.read_bytes().lower()
