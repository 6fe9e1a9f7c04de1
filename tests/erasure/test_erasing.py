"""Values that may have to go: kept apart, given back, erased for good, and never told twice."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid5

import msgspec
import pytest

from ledger.entries import idempotency as identity
from ledger.entries.entry import Draft, Entry
from ledger.recording.ledger import Ledger
from ledger.refusals import Refusal, Refusals
from ledger.store import Log, Showing, Unstorable
from ledger.vocabulary.corrections import EntryCorrected, EntryRetracted
from ledger.vocabulary.dates import when
from ledger.vocabulary.erasures import DisclosureErased
from ledger.vocabulary.people import PersonAlsoNamed, PersonRegistered
from ledger.vocabulary.provenance import Source
from ledger.vocabulary.questions import RemarkMade

MINUTES = Source(document="Minutes of the Marsham cabinet, 8 October 2015", id="cabinet-october", at="item 7")
PRIVATE = "Mrs Abel said that she has epilepsy"
PART_2 = "LGA 1972 Schedule 12A paragraph 3"
WHY = {"basis": "UK GDPR Art 17(1)(d)", "why": "request 31, upheld"}


@pytest.fixture
def ledger(ledger_url: str) -> Iterator[Ledger]:
    """A ledger on each database in turn."""
    with Ledger(ledger_url, recorder="M. Okafor") as opened:
        yield opened


def remark(text: str = PRIVATE, name: str = "", **envelope: object) -> Draft:
    """A remark that somebody may ask to be erased."""
    event = RemarkMade(text=text, remark=f"remark:{name}" if name else "")
    return Draft(event=event, source=MINUTES, **{"occurred": when("2015-10-08"), "erasable": ("text",), **envelope})  # type: ignore[arg-type]


def exempt(text: str = PRIVATE, **envelope: object) -> Draft:
    """A remark of the part of the meeting from which the public was excluded."""
    return remark(text, erasable=(), visibility=PART_2, **envelope)


def everything_in(ledger: Ledger) -> str:
    """Every table of the database as text."""
    with ledger.datastore.read() as connection:
        tables = ledger.datastore.tables(connection)
        return "\n".join(
            str(row) for table in tables for row in ledger.datastore.execute(connection, f"SELECT * FROM {table}")
        )


def recorded(ledger: Ledger, *drafts: Draft) -> Entry:
    """The first entry that the drafts come to."""
    return ledger.record(drafts).recorded[0]


def test_an_erasable_text_is_read_back_and_lies_apart_from_its_entry(ledger: Ledger) -> None:
    entry = recorded(ledger, remark(note="clerk's note"))

    (row,) = ledger.book.rows()
    assert ledger.entry(entry.position).event == entry.event == RemarkMade(text=PRIVATE, remark=entry.stream)
    assert ledger.entry(entry.position).erasable == ("text",)
    assert "sd:sha-256:" in row.body
    assert PRIVATE not in "".join(map(str, row))
    assert row.note == "clerk's note"


def test_every_free_text_of_an_exempt_statement_lies_apart(ledger: Ledger) -> None:
    source = Source(document="Minutes", id="minutes", quote="the words relied on")
    people = Draft(event=PersonRegistered(person="person:ada", name="Ada Quill"), source=source)
    ledger.record([people])

    ledger.record(
        [Draft(event=RemarkMade(text="too dear", by="person:ada"), source=source, note="sotto voce", visibility=PART_2)]
    )

    (row,) = ledger.book.rows(after=1)
    entry = ledger.entry(2)
    assert entry.erasable == ("note", "quote", "text")
    assert (entry.event.text, entry.note, entry.source.quote) == ("too dear", "sotto voce", "the words relied on")  # type: ignore[attr-defined]
    for text in ("too dear", "sotto voce", "the words relied on"):
        assert text not in "".join(map(str, row))
    assert "person:ada" in row.body


def test_the_same_statement_twice_is_recorded_once(ledger: Ledger) -> None:
    ledger.record([remark(), exempt("another"), remark("a third", name="third")])

    again = ledger.record([remark(), exempt("another"), remark("a third", name="third")], whole_document=True)

    assert (len(again.recorded), len(again.already), again.contradictions, again.unsaid) == (0, 3, (), ())


def test_the_same_words_said_twice_in_one_document_are_two_entries(ledger: Ledger) -> None:
    ledger.record([exempt("Agreed."), exempt("Agreed.")])

    again = ledger.record([exempt("Agreed."), exempt("Agreed.")])

    assert ledger.book.last_position() == 2
    assert (len(again.recorded), len(again.already)) == (0, 2)


def test_an_edited_statement_contradicts(ledger: Ledger) -> None:
    ledger.record([remark(name="abel")])

    outcome = ledger.record([remark("Mrs Abel said nothing", name="abel")], whole_document=True)

    assert not outcome.recorded
    assert outcome.contradictions[0].position == 1
    assert "text is" in str(outcome.contradictions[0])


def test_what_stands_in_the_open_does_not_become_erasable_by_saying_so_later(ledger: Ledger) -> None:
    ledger.record([remark(name="abel", erasable=())])

    outcome = ledger.record([remark(name="abel")])

    assert "the text stands in the open there, and is to be erasable here" in str(outcome.contradictions[0])


def test_an_erased_text_is_gone_and_its_entry_says_so(ledger: Ledger) -> None:
    entry = recorded(ledger, remark())

    outcome, left = ledger.erase(entry.position, ["text"], **WHY)

    (erasure,) = outcome.recorded
    assert left == ""
    assert isinstance(erasure.event, DisclosureErased)
    assert (erasure.event.entry, erasure.event.fields, erasure.event.basis) == (1, ("text",), WHY["basis"])
    assert (erasure.stream, erasure.recorded_by) == (entry.stream, "M. Okafor")
    assert ledger.entry(1).event.text == "[erased by entry 2]"  # type: ignore[attr-defined]
    assert ledger.entry(1).gone == ("text",)


def test_only_what_is_named_goes(ledger: Ledger) -> None:
    recorded(ledger, exempt(note="clerk's note"))

    ledger.erase(1, ["note"], **WHY)

    entry = ledger.entry(1)
    assert (entry.note, entry.event.text) == ("[erased by entry 2]", PRIVATE)  # type: ignore[attr-defined]


def test_the_row_of_an_entry_is_the_same_before_and_after(ledger: Ledger) -> None:
    recorded(ledger, remark())
    before = list(ledger.book.rows())

    ledger.erase(1, ["text"], **WHY)

    assert list(ledger.book.rows(upto=1)) == before


def guesses(text: str) -> Iterator[str]:
    """What somebody would look for who guesses a text: itself, and what is made of it without a salt."""
    yield text
    for written in (text, f'"{text}"', f'{{"text":"{text}"}}'):
        hashed = hashlib.sha256(written.encode())
        yield hashed.hexdigest()
        yield base64.urlsafe_b64encode(hashed.digest()).decode().rstrip("=")
        yield base64.b64encode(written.encode()).decode().rstrip("=")
        for namespace in (identity._NAMESPACE, UUID(int=0)):
            yield str(uuid5(namespace, written))
    in_the_open = Draft(event=RemarkMade(text=text), source=MINUTES, occurred=when("2015-10-08"))
    yield identity.with_event_ids([in_the_open])[0].event_id


def test_an_erased_text_cannot_be_found_by_guessing_in_anything_that_is_left(ledger: Ledger) -> None:
    recorded(ledger, remark("no"), exempt("Dr Osei was dismissed"))
    (salted,) = (row for row in _disclosures(ledger) if row[1] == 1)

    ledger.erase(1, ["text"], **WHY)
    ledger.erase(2, ["text"], **WHY)

    left = everything_in(ledger)
    assert salted[2] not in left
    for guess in (*list(guesses("no"))[1:], *guesses("Dr Osei was dismissed"), "dr-osei"):
        assert guess not in left


def test_nothing_of_it_is_left_in_the_file(sqlite_ledger_url: str) -> None:
    file = Path(sqlite_ledger_url.removeprefix("sqlite:///"))
    with Ledger(sqlite_ledger_url) as ledger:
        ledger.record([remark(f"{PRIVATE} {number}", name=f"r{number}") for number in range(300)])
        letters = {entry: encoded for _, entry, encoded in _disclosures(ledger)}
        for entry in range(100, 200):
            ledger.erase(entry, ["text"], **WHY)

        everything = b"".join(part.read_bytes() for part in file.parent.iterdir() if part.is_file())

    for entry, encoded in letters.items():
        pieces = [encoded[start : start + 24].encode() for start in range(0, 24, 8)]
        assert any(piece in everything for piece in pieces) is not (100 <= entry < 200)


def _disclosures(ledger: Ledger) -> list[tuple[str, int, str]]:
    with ledger.datastore.read() as connection:
        found = ledger.datastore.execute(connection, "SELECT digest, entry, disclosure FROM disclosures")
    return [(digest, entry, encoded) for digest, entry, encoded in found]


def test_telling_the_document_again_does_not_bring_back_what_was_erased(ledger: Ledger) -> None:
    also = Draft(event=PersonAlsoNamed(person="person:m7", name="Anna Abel"), source=MINUTES, erasable=("name",))
    person = Draft(event=PersonRegistered(person="person:m7", name="Member 7"), source=MINUTES)
    ledger.record([person, also, remark()], whole_document=True)
    ledger.erase(2, ["name"], **WHY)
    ledger.erase(3, ["text"], **WHY)

    outcome = ledger.record([person, also, remark()], whole_document=True)

    assert not outcome.recorded
    assert [contradicted.position for contradicted in outcome.contradictions] == [3, 2]
    for contradicted in outcome.contradictions:
        assert "is not there any more" in str(contradicted)
        assert "leave it out" in str(contradicted)
        assert "Abel" not in str(contradicted)


def test_a_correction_of_a_text_that_lies_apart_lies_apart_too_and_goes_with_it(ledger: Ledger) -> None:
    recorded(ledger, remark())
    corrected = EntryCorrected(entry=1, why="misheard", fields={"text": "Mrs Abel said that she has asthma"})
    ledger.correct(corrected)
    ledger.correct(EntryCorrected(entry=2, why="misread", fields={"fields": {"text": "Mrs Abel coughed"}}))

    assert "Mrs Abel" not in "".join(map(str, ledger.book.rows()))
    ledger.erase(1, ["text"], **WHY)

    assert "Mrs Abel" not in "".join(map(str, ledger.book.entries()))
    assert not _disclosures(ledger)


def test_what_corrects_or_retracts_an_exempt_entry_is_as_exempt(ledger: Ledger) -> None:
    recorded(ledger, exempt())

    ledger.correct(EntryCorrected(entry=1, why="she meant her mother", note="see her letter"))
    ledger.retract(EntryRetracted(entry=1, why="not in the minutes after all"))

    correction, retraction = ledger.entry(2), ledger.entry(3)
    assert (correction.visibility, retraction.visibility) == (PART_2, PART_2)
    assert (correction.erasable, retraction.erasable) == (("note", "why"), ("why",))


def test_an_exemption_can_be_lifted(ledger: Ledger) -> None:
    recorded(ledger, exempt())
    public = Log(ledger.datastore, showing=Showing.PUBLIC)
    assert list(public.entries()) == []
    assert public.unsealing.withheld == {1: PART_2}

    ledger.correct(EntryCorrected(entry=1, why="the contract is signed", visibility=""))

    assert next(public.entries()).event.text == PRIVATE  # type: ignore[attr-defined]


def test_the_public_sees_what_is_erasable_but_not_exempt(ledger: Ledger) -> None:
    recorded(ledger, remark())

    (entry,) = Log(ledger.datastore, showing=Showing.PUBLIC).entries()

    assert entry.event.text == PRIVATE  # type: ignore[attr-defined]


CANNOT_GO: dict[str, tuple[int, list[str], str]] = {
    "an id": (1, ["by"], "'by' of remark.made cannot be erasable: it is no free text"),
    "no field": (1, ["txet"], "erasable can be text, note, quote"),
    "nothing named": (1, [], "no field is named; say which: text"),
    "in the open": (
        1,
        ["note"],
        "the note of entry 1 was recorded in the open; it cannot be erased. `govledger correct 1`",
    ),
    "no entry": (9, ["text"], "there is no entry 9"),
    "a field that the correction does not have": (2, ["name"], "'name' of entry.corrected cannot be erasable"),
}


@pytest.mark.parametrize(("position", "fields", "says"), CANNOT_GO.values(), ids=list(CANNOT_GO))
def test_what_cannot_be_erased_is_refused_and_nothing_is_recorded(
    ledger: Ledger, position: int, fields: list[str], says: str
) -> None:
    recorded(ledger, remark(note="in the open"))
    ledger.correct(EntryCorrected(entry=1, why="x", occurred="2015-10-09"))

    with pytest.raises(Refusal) as refused:
        ledger.erase(position, fields, **WHY)

    assert says in str(refused.value)
    assert ledger.book.last_position() == 2


def test_what_was_erased_is_not_erased_twice_nor_is_it_brought_back(ledger: Ledger) -> None:
    recorded(ledger, remark())
    ledger.erase(1, ["text"], **WHY)

    with pytest.raises(Refusals, match="the text of entry 1 has been erased, by entry 2"):
        ledger.erase(1, ["text"], **WHY)
    with pytest.raises(Refusal, match="and they are gone"):
        ledger.retract(EntryRetracted(entry=2, why="a mistake"))
    with pytest.raises(Refusal, match="cannot say otherwise"):
        ledger.correct(EntryCorrected(entry=2, why="a mistake", fields={"digests": ["x"]}))


def test_the_basis_of_an_erasure_can_be_corrected(ledger: Ledger) -> None:
    recorded(ledger, remark())
    ledger.erase(1, ["text"], **WHY)

    ledger.correct(EntryCorrected(entry=2, why="the other limb", fields={"basis": "UK GDPR Art 17(1)(a)"}))

    assert ledger.entry(1).gone == ("text",)


def test_a_dry_run_erases_nothing(ledger: Ledger) -> None:
    recorded(ledger, remark())

    outcome, _ = ledger.erase(1, ["text"], dry_run=True, **WHY)

    assert len(outcome.recorded) == 1
    assert ledger.entry(1).event.text == PRIVATE  # type: ignore[attr-defined]


def test_what_is_missing_or_altered_is_shown_as_that(sqlite_ledger_url: str) -> None:
    with Ledger(sqlite_ledger_url) as ledger:
        recorded(ledger, remark(), remark("another", name="two"))
        with ledger.datastore.write() as connection:
            ledger.datastore.execute(connection, "DELETE FROM disclosures WHERE entry = 1")
            ledger.datastore.execute(connection, "DROP TRIGGER disclosures_refuse_update")
            ledger.datastore.execute(connection, "UPDATE disclosures SET disclosure = 'WyJzIiwgIm4iLCAidiJd'")

        assert ledger.entry(1).event.text == "[missing]"  # type: ignore[attr-defined]
        assert ledger.entry(2).event.text == "[altered]"  # type: ignore[attr-defined]
        with pytest.raises(Refusals, match="is missing, and no entry says that it was erased"):
            ledger.erase(1, ["text"], **WHY)


def test_a_text_that_could_be_mistaken_for_a_digest_is_refused(ledger: Ledger) -> None:
    with pytest.raises(Unstorable, match="looks like the digest"):
        ledger.record([remark("see sd:sha-256:" + "A" * 43, erasable=())])


def test_a_value_that_is_repeated_in_the_open_is_refused(ledger: Ledger) -> None:
    with pytest.raises(Refusals, match="'note' repeats it; make 'note' erasable, too"):
        ledger.record([remark("Anna Abel", note="that is: anna abel")])
    named = Draft(event=PersonRegistered(person="person:anna-abel", name="Anna Abel"), source=MINUTES)
    with pytest.raises(Refusals, match="the id 'anna-abel' repeats it; an id cannot be erased"):
        ledger.record([msgspec.structs.replace(named, erasable=("name",))])
