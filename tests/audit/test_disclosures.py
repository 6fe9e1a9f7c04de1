"""What verify says of texts that are kept apart: there, erased, missing, altered, or belonging to nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ledger.audit.verification.disclosures import disclosures
from ledger.audit.verification.findings import Finding
from ledger.entries.disclosures import disclosed
from ledger.entries.entry import Draft
from ledger.recording.ledger import Ledger
from ledger.vocabulary.provenance import Source
from ledger.vocabulary.questions import RemarkMade

MINUTES = Source(document="Minutes of the Marsham cabinet", id="cabinet")


@pytest.fixture
def ledger(ledger_url: str) -> Iterator[Ledger]:
    """A ledger on each database in turn, with three remarks of which the texts are kept apart."""
    with Ledger(ledger_url) as opened:
        opened.record(
            [Draft(event=RemarkMade(text=f"remark {n}"), source=MINUTES, erasable=("text",)) for n in range(3)]
        )
        yield opened


def found(ledger: Ledger) -> list[Finding]:
    return list(disclosures(ledger.datastore, ledger.book.last_position()))


def run(ledger: Ledger, sql: str, *values: object) -> None:
    with ledger.datastore.write() as connection:
        ledger.datastore.execute(connection, sql, values)


def without_triggers(ledger: Ledger) -> None:
    """What somebody with the owner's rights would do first."""
    if ledger.datastore.backend == "sqlite":
        run(ledger, "DROP TRIGGER disclosures_refuse_update")
    else:
        run(ledger, "ALTER TABLE disclosures DISABLE TRIGGER USER")


def test_all_is_well_while_every_text_is_there(ledger: Ledger) -> None:
    assert found(ledger) == []


def test_an_erased_text_is_told_and_nothing_is_wrong(ledger: Ledger) -> None:
    ledger.erase(2, ["text"], basis="UK GDPR Art 17", why="request 31")

    (finding,) = found(ledger)
    assert not finding.wrong
    assert finding.says == "texts erased: 1; on what basis is said by entry 4"


def test_a_text_that_is_gone_with_no_entry_saying_so_is_missing(ledger: Ledger) -> None:
    run(ledger, "DELETE FROM disclosures WHERE entry = 2")

    (finding,) = found(ledger)
    assert (finding.wrong, finding.entry) == (True, 2)
    assert finding.says == "the text of entry 2 is missing, and no entry says that it was erased"


def test_a_text_that_was_exchanged_is_not_what_was_recorded(ledger: Ledger) -> None:
    without_triggers(ledger)
    run(ledger, "UPDATE disclosures SET disclosure = ? WHERE entry = 3", disclosed("/body/text", "invented").encoded)

    assert [(f.says, f.entry) for f in found(ledger)] == [("the text of entry 3 is not what was recorded", 3)]


def test_a_text_that_belongs_to_nothing_is_told(ledger: Ledger) -> None:
    stray = disclosed("/body/text", "never said")
    run(ledger, "INSERT INTO disclosures (digest, entry, disclosure) VALUES (?, 1, ?)", stray.digest, stray.encoded)

    (finding,) = found(ledger)
    assert finding.says == "something is kept apart for entry 1 that no entry holds a digest of"


def test_an_erased_text_that_came_back_with_a_backup_is_told(ledger: Ledger) -> None:
    with ledger.datastore.read() as connection:
        ((digest, encoded),) = ledger.datastore.execute(
            connection, "SELECT digest, disclosure FROM disclosures WHERE entry = 1"
        )
    ledger.erase(1, ["text"], basis="UK GDPR Art 17", why="request 31")
    run(ledger, "INSERT INTO disclosures (digest, entry, disclosure) VALUES (?, 1, ?)", digest, encoded)

    (finding,) = found(ledger)
    assert finding.says == "the text of entry 1 is there, and entry 4 says that it was erased"
