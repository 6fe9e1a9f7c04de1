"""The auditor's fold against the tables, on both databases: nothing to find in sound ones, and each change found."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.councils import Council
from ledger import store
from ledger.audit.verification import Check
from ledger.store import Datastore, Log
from projections import ALL, Projector
from projections.engine.comparison import differences
from projections.engine.replay import replay
from projections.engine.tables import Table
from tests.conftest import SOAK, Ledgers
from tests.projections.copies import Copies, copies
from tests.projections.histories import KINDS, histories, record


def _fill(datastore: Datastore) -> None:
    """Record a made-up council's entries, and catch the projections up in portions."""
    entries = list(Council(400).entries())
    for first in range(0, len(entries), 90):
        record(datastore, entries[first : first + 90])
        Projector(datastore, ALL).catch_up()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def councils(request: pytest.FixtureRequest) -> Iterator[Copies]:
    with copies(request, _fill) as copy:
        yield copy


@pytest.fixture
def council(councils: Copies) -> Iterator[Datastore]:
    """A made-up council's ledger, on each database in turn."""
    with councils() as datastore:
        yield datastore


def run(datastore: Datastore, sql: str) -> None:
    with datastore.write() as connection:
        datastore.execute(connection, sql)


def test_sound_tables_differ_in_nothing(council: Datastore) -> None:
    seen: list[tuple[int, int]] = []

    assert list(differences(council, progress=lambda done, total: seen.append((done, total)))) == []
    assert seen[-1][0] == seen[-1][1] > 0


ROW = "stream = 'resolution:re-1'"
TAMPERED = {
    "a value": (f"UPDATE projected_resolutions SET text = 'no' WHERE {ROW}", "'no' in the table"),
    "a day": (f"UPDATE projected_resolutions SET from_earliest = 7 WHERE {ROW}", "from_earliest is"),
    "until when": (
        f"UPDATE projected_resolutions SET known_to = 9999 WHERE {ROW}",
        "entry 9999 in the table",
    ),
    "since when": (f"UPDATE projected_resolutions SET known_from = 0 WHERE {ROW}", "does not follow from the log"),
    "a row taken away": (f"DELETE FROM projected_resolutions WHERE {ROW}", "is missing from the table"),
    "a value that is none": (f"UPDATE projected_resolutions SET limbs = '{{' WHERE {ROW}", "cannot be read"),
    "a subject that is none": (f"UPDATE projected_resolutions SET stream = 'body:ghost' WHERE {ROW}", "body:ghost"),
    "how it is found": (f"DELETE FROM projected_resolutions_verbs WHERE {ROW}", "is not found by its verbs"),
    "a table taken away": ("DROP TABLE projected_resolutions_verbs", "cannot be read"),
}


@pytest.mark.parametrize(("change", "says"), TAMPERED.values(), ids=TAMPERED)
def test_each_change_to_a_table_is_found(council: Datastore, change: str, says: str) -> None:
    run(council, change)

    found = list(differences(council))
    assert any(says in finding.says for finding in found), found
    assert {finding.check for finding in found} == {Check.PROJECTIONS}


@pytest.mark.parametrize("subject", ["", "body"])
def test_replay_gives_every_row_of_every_table_at_any_two_dates(council: Datastore, subject: str) -> None:
    last = Log(council).last_position()
    about = Log(council).streams(subject)[0] if subject else ""
    for known_at in (0, 1, last // 3, last):
        for day in (None, 737_000):
            told = list(replay(council, as_at=day, known_at=known_at, subject=about, projections=ALL))
            with council.read() as connection:
                rows = {
                    (projection.name, stream, key): row
                    for projection in ALL
                    for stream, key, _, row in Table(projection, council).find(connection, known_at, day)
                    if not about or stream == about or f"'{about}'" in str(row)
                }

            assert {(each.projection, each.stream, each.key): each.row for each in told} == rows


@pytest.mark.soak
@settings(max_examples=100 if SOAK else 10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_recorded_backdated_corrected_and_retracted_the_tables_are_the_fold(
    sqlite_ledgers: Ledgers, data: st.DataObject
) -> None:
    datastore = store.open(sqlite_ledgers())
    record(datastore, data.draw(histories(data.draw(st.sampled_from(KINDS)))))
    Projector(datastore, ALL).catch_up()

    assert list(differences(datastore)) == []
    datastore.close()
