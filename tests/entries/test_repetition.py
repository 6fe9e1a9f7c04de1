"""The same statement told again: recorded once while it stands, the last word once something lies on top of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from ledger.entries.corrections import as_corrected
from ledger.entries.entry import Draft, Entry
from ledger.recording.ledger import Ledger
from ledger.recording.outcome import Outcome
from ledger.refusals import Refusals
from ledger.vocabulary.corrections import EntryCorrected, EntryRetracted
from ledger.vocabulary.dates import when
from ledger.vocabulary.people import PersonAlsoNamed, PersonRegistered
from ledger.vocabulary.provenance import Source

ROLL = Source(document="Roll of Fennick Parish Council", date="2021-05-06")
WHY = "read the roll again"
ELLA = "person:ella"


@pytest.fixture
def ledger(ledger_url: str) -> Iterator[Ledger]:
    """A ledger on each database in turn that knows one person, by entry 1, and another name of hers, by entry 2."""
    with Ledger(ledger_url, recorder="P. Wren") as opened:
        opened.record([registered(), also_named()])
        yield opened


def registered(name: str = "Ella Marsh") -> Draft:
    return Draft(event=PersonRegistered(person=ELLA, name=name), source=ROLL)


def also_named(name: str = "E. Marsh", **envelope: object) -> Draft:
    event = PersonAlsoNamed(person=ELLA, name=name)
    return Draft(event=event, source=ROLL, occurred=when("2021-05-06"), **envelope)  # type: ignore[arg-type]


def renamed(name: str, entry: int = 1, why: str = WHY) -> EntryCorrected:
    return EntryCorrected(entry=entry, why=why, fields={"name": name})


def correct(ledger: Ledger, *names: str) -> list[int]:
    """How many entries each correction of the person's name comes to."""
    return [len(ledger.correct(renamed(name)).recorded) for name in names]


def drafts(*names: str) -> list[Draft]:
    return [Draft(event=renamed(name), stream=ELLA, source=ROLL) for name in names]


def name_in(ledger: Ledger, position: int = 1) -> str:
    entry = as_corrected(ledger.book.entries(streams=[ELLA]), position)
    return entry.event.name if entry else "retracted"  # type: ignore[attr-defined, no-any-return]


def sums(outcome: Outcome) -> tuple[int, int, int]:
    return len(outcome.recorded), len(outcome.already), len(outcome.contradictions)


def in_bulk(ledger: Ledger, *names: str, chunk: int = 10) -> tuple[int, int]:
    """What one reading of a source with these corrections comes to: recorded, and there already."""
    bulk, recorded, already = ledger.in_bulk(), 0, 0
    stated = [(draft,) for draft in drafts(*names)]
    for start in range(0, len(stated), chunk):
        account = bulk.record(stated[start : start + chunk])
        recorded, already = recorded + len(account.recorded), already + len(account.already)
    return recorded, already


def ids(entries: Sequence[Entry]) -> set[str]:
    return {entry.event_id for entry in entries}


def test_a_correction_that_says_again_what_an_earlier_one_said_is_the_last_word(ledger: Ledger) -> None:
    assert correct(ledger, "Ella Marshe", "Ela Marsh", "Ella Marshe", "Ela Marsh", "Ella Marshe") == [1, 1, 1, 1, 1]

    assert name_in(ledger) == "Ella Marshe"
    assert len(ids(list(ledger.book.entries()))) == ledger.book.last_position() == 7


def test_a_correction_that_stands_on_top_is_recorded_once(ledger: Ledger) -> None:
    assert correct(ledger, "Ella Marshe", "Ella Marshe", "Ela Marsh", "Ella Marshe", "Ella Marshe") == [1, 0, 1, 1, 0]


def test_a_correction_under_one_of_something_else_is_recorded_once(ledger: Ledger) -> None:
    correct(ledger, "Ella Marshe")
    ledger.correct(EntryCorrected(entry=1, why=WHY, note="by hand"))

    assert sums(ledger.correct(renamed("Ella Marshe"))) == (0, 1, 0)


def test_a_correction_that_was_retracted_can_be_said_again(ledger: Ledger) -> None:
    (first,) = ledger.correct(renamed("Ella Marshe")).recorded
    ledger.retract(EntryRetracted(entry=first.position, why=WHY))

    assert correct(ledger, "Ella Marshe", "Ella Marshe") == [1, 0]
    assert name_in(ledger) == "Ella Marshe"


def test_corrections_of_a_correction_follow_the_same_rule(ledger: Ledger) -> None:
    (first,) = ledger.correct(renamed("Ella Marshe")).recorded

    for name, recorded in (("A", 1), ("B", 1), ("A", 1), ("A", 0)):
        change = EntryCorrected(entry=first.position, why=WHY, fields={"fields": {"name": name}})
        assert len(ledger.correct(change).recorded) == recorded

    assert name_in(ledger) == "A"


def test_a_correction_with_a_text_kept_apart_follows_the_same_rule(ledger: Ledger) -> None:
    notes = ("seen at the clinic", "seen at home", "seen at the clinic", "seen at the clinic")
    found = [
        len(ledger.correct(EntryCorrected(entry=2, why=WHY, note=note), erasable=("note",)).recorded) for note in notes
    ]

    assert found == [1, 1, 1, 0]
    standing = as_corrected(ledger.book.entries(streams=[ELLA]), 2)
    assert standing is not None
    assert standing.note == "seen at the clinic"


def test_retractions_follow_the_same_rule(ledger: Ledger) -> None:
    def retract(entry: int) -> tuple[int, ...]:
        return tuple(found.position for found in ledger.retract(EntryRetracted(entry=entry, why=WHY)).recorded)

    assert [retract(entry) for entry in (2, 2, 3, 3, 2, 5, 5, 2, 2)] == [(3,), (), (4,), (), (5,), (6,), (), (7,), ()]
    assert name_in(ledger, 2) == "retracted"


def test_a_statement_that_was_retracted_is_told_with_the_way_to_bring_it_back(ledger: Ledger) -> None:
    ledger.retract(EntryRetracted(entry=2, why=WHY))

    again = ledger.record([registered(), also_named()], whole_document=True)

    assert sums(again) == (0, 1, 1)
    (told,) = again.contradictions
    assert "entry 2 was retracted by 3" in str(told)
    assert "to bring it back: govledger retract 3 --why" in str(told)
    ledger.retract(EntryRetracted(entry=3, why=WHY))
    assert sums(ledger.record([registered(), also_named()], whole_document=True)) == (0, 2, 0)


def test_a_retracted_statement_with_a_text_kept_apart_is_told_the_same_way(ledger: Ledger) -> None:
    stated = also_named("Ellie", note="her own wish", erasable=("note",))
    (entry,) = ledger.record([stated]).recorded
    ledger.retract(EntryRetracted(entry=entry.position, why=WHY))

    again = ledger.record([stated])

    assert sums(again) == (0, 0, 1)
    assert "to bring it back: govledger retract 4" in str(again.contradictions[0])


def test_an_unchanged_document_is_free_after_a_correction_and_what_it_says_otherwise_is_named(ledger: Ledger) -> None:
    correct(ledger, "Ella Marshe")

    again = ledger.record([registered(), also_named()], whole_document=True)

    assert sums(again) == (0, 2, 0)
    assert [(entry.position, entry.corrected_by) for entry in again.overtaken] == [(1, (3,))]
    assert ledger.record([registered("Ella Marshe"), also_named()], whole_document=True).overtaken == ()


def test_several_corrections_in_one_command_are_recorded_once(ledger: Ledger) -> None:
    stated = drafts("A", "B", "A")

    assert [sums(ledger.record(stated))[:2] for _ in range(3)] == [(3, 0), (0, 3), (0, 3)]
    assert sums(ledger.record([*stated, *drafts("C")]))[:2] == (1, 3)
    assert name_in(ledger) == "C"


@pytest.mark.parametrize("chunk", [1, 2, 10])
def test_an_import_that_says_the_same_again_is_recorded_whole_and_once(ledger: Ledger, chunk: int) -> None:
    stated = ("A", "B", "A", "A", "B", "A")

    assert in_bulk(ledger, *stated, chunk=chunk) == (5, 1)
    assert name_in(ledger) == "A"
    assert in_bulk(ledger, *stated, chunk=chunk) == (0, 6)
    assert len(ids(list(ledger.book.entries()))) == ledger.book.last_position() == 7


def test_an_import_of_what_was_retracted_says_how_to_bring_it_back(ledger: Ledger) -> None:
    ledger.retract(EntryRetracted(entry=2, why=WHY))

    account = ledger.in_bulk().record([(registered(),), (also_named(),)])

    assert (len(account.recorded), len(account.already), len(account.contradictions)) == (0, 1, 1)
    assert "to bring it back: govledger retract 3" in str(account.contradictions[0])


def test_what_a_source_withdraws_for_the_second_time_is_withdrawn(ledger: Ledger) -> None:
    def withdraw() -> None:
        bulk = ledger.in_bulk()
        retractions = bulk.withdrawal(ELLA, Draft(event=registered().event, source=ROLL, note="withdrawn"))
        assert len(bulk.record([retractions]).recorded) == len(retractions) == 2

    withdraw()
    for position in (4, 3):
        ledger.retract(EntryRetracted(entry=position, why=WHY))
    withdraw()

    assert (name_in(ledger, 1), name_in(ledger, 2)) == ("retracted", "retracted")


def test_an_entry_that_comes_with_an_id_is_recorded_once_whatever_followed(ledger: Ledger) -> None:
    first = Draft(event=renamed("A"), stream=ELLA, source=ROLL, event_id="from-elsewhere-1")
    ledger.record([first])
    correct(ledger, "B")

    assert sums(ledger.record([first])) == (0, 1, 0)
    assert len(ledger.in_bulk().record([(first,)]).already) == 1
    assert name_in(ledger) == "B"


def test_a_correction_of_what_was_retracted_is_refused_however_often_it_was_said(ledger: Ledger) -> None:
    correction = renamed("E. M.", entry=2)
    ledger.correct(correction)
    ledger.retract(EntryRetracted(entry=2, why=WHY))

    with pytest.raises(Refusals, match="entry 2 has been retracted, by entry 4; retract entry 4 to bring it back"):
        ledger.correct(correction)
