"""Nothing is recorded that could not be read again: a ledger with one such entry would be closed to everybody."""

from __future__ import annotations

import msgspec
import pytest

from ledger.entries.entry import Draft
from ledger.recording.ledger import Ledger
from ledger.refusals import Refusal
from ledger.vocabulary.corrections import EntryCorrected, EntryRetracted
from ledger.vocabulary.event import Event
from ledger.vocabulary.membership import OfficeAssigned
from ledger.vocabulary.organisations import BodyEstablished
from ledger.vocabulary.provenance import Source
from ledger.vocabulary.readability import refuse_illegible
from ledger.vocabulary.resolutions import Limb, ResolutionPassed, Verb

MINUTES = Source(document="Minutes")
NOTED = Limb(verb=Verb.NOTED, text="it")


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (EntryRetracted(entry=1, why=""), "'why' of entry.retracted is empty; say it in at least one word"),
        (EntryCorrected(entry=1, why=""), "'why' of entry.corrected is empty"),
        (ResolutionPassed(text="", limbs=(NOTED,)), "'text' of resolution.passed is empty"),
        (ResolutionPassed(text="it", limbs=()), "'limbs' of resolution.passed is empty"),
        (ResolutionPassed(text="it", limbs=(Limb(verb=Verb.NOTED, text=""),)), "'limbs[0].text'"),
        (OfficeAssigned(body="body:icb", office="", holder="person:x"), "'office' of office.assigned is empty"),
        (BodyEstablished(body="body:icb", name=7), "'name' of body.established does not fit: Expected `str`"),  # type: ignore[arg-type]
    ],
)
def test_what_could_not_be_read_again_is_refused_with_its_field(event: Event, expected: str) -> None:
    with pytest.raises(Refusal) as refused:
        refuse_illegible(event, MINUTES)

    assert expected in str(refused.value)


def test_a_source_without_a_title_is_refused() -> None:
    with pytest.raises(Refusal, match="'document' of source is empty"):
        refuse_illegible(EntryRetracted(entry=1, why="not so"), Source(document=""))


def test_a_ledger_refuses_it_too_and_stays_readable(ledger_url: str) -> None:
    with Ledger(ledger_url, recorder="clerk") as ledger:
        ledger.record([Draft(event=BodyEstablished(body="body:icb", name="Board"), source=MINUTES)])

        with pytest.raises(Refusal, match=r"'why' of entry\.retracted is empty"):
            ledger.retract(EntryRetracted(entry=1, why=""))

        assert [entry.position for entry in ledger.book.entries()] == [1]
        assert msgspec.structs.asdict(ledger.entry(1).event)["name"] == "Board"
