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


@pytest.mark.parametrize("letter", ["\0", "\x07", "\x08", "\x1b", "\x7f", "\x9b"])
def test_what_a_terminal_obeys_is_refused_wherever_it_stands(letter: str) -> None:
    says = f"holds the character U\\+{ord(letter):04X}, which no text has and a terminal obeys; delete it"
    limb = Limb(verb=Verb.NOTED, text=f"it{letter}")

    for event, source, besides, where in (
        (BodyEstablished(body="body:icb", name=f"Board{letter}[31m"), MINUTES, "", "'name' of body.established"),
        (ResolutionPassed(text="it", limbs=(limb,)), MINUTES, "", "'limbs' of resolution.passed"),
        (BodyEstablished(body="body:icb", name="B"), Source(document="M", at=letter), "", "'at' of source"),
        (BodyEstablished(body="body:icb", name="B"), MINUTES, f"so{letter}", "a remark on it"),
    ):
        with pytest.raises(Refusal, match=f"^{where} {says}$"):
            refuse_illegible(event, source, besides, is_meant=True)


@pytest.mark.parametrize("letter", ["\u202a", "\u202e", "\u2066", "\u2069"])
def test_what_turns_a_line_around_is_asked_about(letter: str) -> None:
    turned = BodyEstablished(body="body:icb", name=f"Board {letter}draoB")

    with pytest.raises(Refusal, match=f"'name' of body.established holds the character U\\+{ord(letter):04X}, which"):
        refuse_illegible(turned, MINUTES)
    refuse_illegible(turned, MINUTES, is_meant=True)


@pytest.mark.parametrize(
    "text", ["a\nb", "a\tb", "a\r\nb", "C:\\u001b", "\\bis\\f", "ümlaut – “quoted”", "עברית", "a\u200fb", "\x0b\x0c"]
)
def test_other_texts_are_kept_as_they_are(text: str) -> None:
    refuse_illegible(BodyEstablished(body="body:icb", name=text), MINUTES, text)


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
