"""What somebody wrote beyond the end of the log, past the ledger's door, keeps no clerk from recording or asking."""

from __future__ import annotations

import pytest

from ledger.entries.entry import Draft
from ledger.recording.ledger import Ledger
from ledger.vocabulary.people import PersonAlsoNamed, PersonRegistered
from ledger.vocabulary.provenance import Source
from projections import ALL, Projector, register_at
from projections.people import names

ROLL = Source(document="Roll", date="2021-05-06")
ELLA = "person:ella"


def told(ledger: Ledger, name: str) -> int:
    return len(ledger.record([Draft(event=PersonAlsoNamed(person=ELLA, name=name), source=ROLL)]).recorded)


def begin(ledger: Ledger) -> None:
    ledger.record([Draft(event=PersonRegistered(person=ELLA, name="Ella Marsh"), source=ROLL)])


def test_a_planted_tag_keeps_nobody_from_recording(ledger_url: str) -> None:
    with Ledger(ledger_url) as ledger:
        begin(ledger)
        with ledger.datastore.write() as connection:
            ledger.datastore.execute(connection, "INSERT INTO entry_tags (tag, position) VALUES (?, ?)", (ELLA, 2))

        assert told(ledger, "E. Marsh") == 1
        assert [entry.position for entry in ledger.book.tagged(ELLA)] == [1, 2]


def test_a_planted_tag_keeps_no_import_from_recording(ledger_url: str) -> None:
    with Ledger(ledger_url) as ledger:
        with ledger.datastore.write() as connection:
            ledger.datastore.execute(connection, "INSERT INTO entry_tags (tag, position) VALUES (?, ?)", (ELLA, 1))
        drafts = [PersonRegistered(person=ELLA, name="Ella Marsh")]
        drafts += [PersonRegistered(person=f"person:p-{number}", name=f"P. {number}") for number in range(40)]

        account = ledger.in_bulk().record([(Draft(event=event, source=ROLL),) for event in drafts])

        assert len(account.recorded) == 41
        tags = (ELLA, "person:p-39", "document:roll-2021-05-06")
        assert [len(list(ledger.book.tagged(tag))) for tag in tags] == [1, 1, 41]


@pytest.mark.parametrize("position", [0, 1, 9_999])
def test_a_wrong_position_of_the_tables_is_mended_and_told(
    ledger_url: str, position: int, caplog: pytest.LogCaptureFixture
) -> None:
    with Ledger(ledger_url, alongside=lambda datastore: Projector(datastore, ALL)) as ledger:
        begin(ledger)
        told(ledger, "E. Marsh")
        Projector(ledger.datastore, ALL).catch_up()
        with ledger.datastore.write() as connection:
            ledger.datastore.execute(connection, "UPDATE projections SET position = ?", (position,))
        told(ledger, "Ellie")

        register = register_at(ledger.datastore)

        assert register.known_at == 3
        assert sorted(answer.row.name for answer in names(register, ELLA)) == ["E. Marsh", "Ella Marsh", "Ellie"]
        assert "they are made anew from the log" in caplog.text
        assert {status.position for status in Projector(ledger.datastore, ALL).status()} == {3}
