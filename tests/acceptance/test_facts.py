"""`examples/facts.csv`: what the five documents say, sentence by sentence, each with the entry that bears it.

An entry is named by what it is and by the subjects that it is about, without their kinds where they need none:
`appointment.started camhs-commissioner daniel-taegtmeyer`. `bears` has the words under its keys that say the fact: a
fact that stands in a clerk's note alone is not recorded as data. Where no entry is named, `bears` says why not.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec
import pytest

from ledger import store
from ledger.entries.entry import Entry
from ledger.store.log import Log
from ledger.vocabulary.provenance import Standing
from tests.acceptance.conftest import EXAMPLES
from tests.acceptance.sentences import DOCUMENTS, sentences_of

TABLE: Final = EXAMPLES[0].parent / "facts.csv"
SHEETS: Final = Path(__file__).parents[3] / "shared" / "seeds"
COUNTED: Final = {"jcu": 87, "dic": 135, "kmsc": 60, "ooh": 77, "pcd": 52}
"""How many facts a reader counted in each document who had not seen the table, 411 in all."""
NAMED_ONLY: Final = (
    "organisation.registered",
    "body.established",
    "person.registered",
    "post.created",
    "project.opened",
)
"""Entries that may do no more than give somebody or something a name that other facts need."""


class Fact(NamedTuple):
    """A line of the table."""

    document: str
    place: str
    sentence: str
    fact: str
    entry: str
    bears: str
    standing: str


def facts() -> list[Fact]:
    with TABLE.open(newline="") as table:
        return [Fact(**row) for row in csv.DictReader(table)]


FACTS: Final = facts()


@pytest.fixture(scope="module")
def entries(five_documents: Path) -> list[Entry]:
    return list(Log(store.open(f"sqlite:///{five_documents}")).entries())


def borne_by(fact: Fact, entries: list[Entry]) -> list[Entry]:
    """The entries that are what a fact names, about all that it names; those of its own document before others."""
    kind, *subjects = fact.entry.split()
    found = [
        entry
        for entry in entries
        if kind == entry.event.TYPE and all(_is_about(entry, subject) for subject in subjects)
    ]
    own = [entry for entry in found if entry.source.id == fact.document]
    return [entry for entry in own or found if all(_says(entry, *each) for each in bearing(fact))]


def bearing(fact: Fact) -> Iterator[tuple[str, str]]:
    for part in filter(None, fact.bears.split("; ")):
        key, _, words = part.partition(": ")
        yield key.replace(" ", "_"), words


def _is_about(entry: Entry, subject: str) -> bool:
    return any(subject in (tag, tag.partition(":")[2]) for tag in (*entry.tags, entry.stream))


def _says(entry: Entry, key: str, words: str) -> bool:
    if key == "quote":
        return words in entry.source.quote
    if key == "stated_by":
        return words == entry.stated_by.partition(":")[2]
    if key == "date":
        return words == entry.occurred.text
    return any(_holds(value, words) for value in _values(msgspec.to_builtins(entry.event), key))


def _holds(value: Any, words: str) -> bool:
    if isinstance(value, bool):
        return words == ("yes" if value else "no")
    if isinstance(value, list | tuple):
        return any(_holds(each, words) for each in value)
    return isinstance(value, str) and (words in value if " " in value else words in (value, value.partition(":")[2]))


def _values(told: Any, key: str) -> Iterator[Any]:
    """What stands under a key of an event, or of the parts that it is made of."""
    if isinstance(told, dict):
        for name, value in told.items():
            if name == key:
                yield value
            else:
                yield from _values(value, key)
    elif isinstance(told, list | tuple):
        for each in told:
            yield from _values(each, key)


def test_each_fact_is_borne_by_one_entry_with_its_standing(entries: list[Entry]) -> None:
    wrong = []
    for fact in FACTS:
        if fact.entry:
            found = borne_by(fact, entries)
            if [entry.standing for entry in found] != [fact.standing]:
                wrong.append((fact, [(entry.position, entry.standing.value) for entry in found]))

    assert wrong == []


def test_the_place_of_a_fact_is_a_place_of_its_entry(entries: list[Entry]) -> None:
    for fact in FACTS:
        for entry in borne_by(fact, entries) if fact.entry else ():
            elsewhere = fact.place == "heading" or entry.source.id != fact.document
            assert elsewhere or _names_place(entry.source.at, fact), (fact, entry.source.at)


def _names_place(at: str, fact: Fact) -> bool:
    """Whether a place such as `paragraphs 3 and 5`, or `paragraphs 7 to 12`, has that of the fact in it."""
    kind, _, number = fact.place.rpartition(" ")
    ranges = [range(int(first), int(last) + 1) for first, last in re.findall(r"(\d+) to (\d+)", at)]
    numbers = {*map(int, re.findall(r"\d+", at)), *(each for counted in ranges for each in counted)}
    return (
        fact.place in at or fact.place == "conclusion 0" or (kind in at and number.isdigit() and int(number) in numbers)
    )


def test_no_fact_is_borne_by_words_that_are_only_a_note() -> None:
    assert {key for fact in FACTS if fact.entry for key, _ in bearing(fact)}.isdisjoint({"note", "at"})


def test_almost_all_is_recorded_and_what_is_not_says_why() -> None:
    recorded = Counter(fact.document for fact in FACTS if fact.entry)
    left_out = [fact for fact in FACTS if not fact.entry]

    assert all(recorded[document] >= count for document, count in COUNTED.items()), recorded
    assert len(left_out) == 3
    assert all(fact.bears and not fact.standing for fact in left_out)


def test_each_statement_of_the_documents_is_looked_at(entries: list[Entry]) -> None:
    """Every entry that is more than a name is borne out by a line of the table: none says what no sentence does."""
    named = {entry.position for fact in FACTS if fact.entry for entry in borne_by(fact, entries)}
    unfounded = [
        (entry.position, entry.source.id, entry.source.at, entry.event.TYPE, entry.stream)
        for entry in entries
        if entry.position not in named and entry.event.TYPE not in NAMED_ONLY
    ]

    assert unfounded == []


def test_a_date_that_other_pages_gave_is_inferred(entries: list[Entry]) -> None:
    dated_from_outside = {entry.source.date for entry in entries if entry.source.dated_by}
    bounds = {edge for date in dated_from_outside for edge in (date, f"[..{date.strip('[]').partition('..')[2]}]")}

    assert {entry.date_standing for entry in entries if entry.occurred.text in bounds} == {Standing.INFERRED}


def test_every_document_is_known_by_its_title_and_its_sha256(entries: list[Entry]) -> None:
    known = {(entry.source.id, entry.source.document, entry.source.sha256) for entry in entries}

    assert sorted(name for name, _, _ in known) == sorted(DOCUMENTS)
    assert all(title and len(digest) == 64 for _, title, digest in known)


@pytest.mark.skipif(not SHEETS.is_dir(), reason=f"the texts of the five documents are not in {SHEETS}")
class TestBesideTheDocuments:
    """What can only be tried where the texts themselves lie, which are not ours to copy."""

    def test_the_sha256_is_that_of_the_text(self, entries: list[Entry]) -> None:
        digests = {hashlib.sha256(path.read_bytes()).hexdigest(): path.name for path in SHEETS.glob("*.txt")}

        assert {digests[entry.source.sha256] for entry in entries} == set(DOCUMENTS.values())

    def test_every_quotation_stands_in_its_document_word_for_word(self, entries: list[Entry]) -> None:
        texts = {name: " ".join((SHEETS / file).read_text().split()) for name, file in DOCUMENTS.items()}

        assert [e.source.quote for e in entries if " ".join(e.source.quote.split()) not in texts[e.source.id]] == []

    @pytest.mark.parametrize("document", sorted({fact.document for fact in FACTS}))
    def test_every_sentence_has_a_line_of_the_table(self, document: str) -> None:
        told = {(fact.place, int(fact.sentence)) for fact in FACTS if fact.document == document}

        assert [each for each in sentences_of(SHEETS / DOCUMENTS[document], document) if each[:2] not in told] == []
