"""PostgreSQL: a recorder and a reader connect as themselves and try everything; only what they need is let through."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner, Result

from cli.main import govledger
from ledger import store
from ledger.audit.signer import Signer
from ledger.entries.entry import Draft
from ledger.recording.ledger import Ledger
from ledger.refusals import StoreRefusal
from ledger.store import Datastore, NotAllowed
from ledger.store.roles import make_roles, role_names, role_statements
from ledger.vocabulary.questions import RemarkMade
from projections import ALL, Projector
from tests.audit.sealed import check_seals, key_in, record, recorder, sealed
from tests.postgresql import Server
from tests.store.statements import MINUTE

KEPT = ("entries", "entry_tags", "tree_hashes", "checkpoints", "cosignatures", "signing_keys")
NOBODY_MAY = (
    *(f"DELETE FROM {table}" for table in (*KEPT, "head", "disclosures")),
    *(f"TRUNCATE {table}" for table in (*KEPT, "head", "disclosures", "projected_bodies")),
    *(f"DROP TABLE {table}" for table in (*KEPT, "head", "projected_bodies")),
    *(f"ALTER TABLE {table} DISABLE TRIGGER ALL" for table in KEPT),
    *(f"DROP TRIGGER {table}_refuse_change ON {table}" for table in KEPT),
    "UPDATE entries SET recorded_by = 'somebody else'",
    "UPDATE entry_tags SET tag = 'body:other'",
    "UPDATE tree_hashes SET hash = ''",
    "UPDATE checkpoints SET note = ''",
    "UPDATE cosignatures SET line = ''",
    "UPDATE signing_keys SET verifier = ''",
    "UPDATE disclosures SET disclosure = ''",
    "UPDATE head SET id = 2",
    "INSERT INTO head VALUES (2, 0, 0)",
    "INSERT INTO signing_keys VALUES (99, 'a.b+00000000+AA==')",
    "UPDATE ledger_schema SET version_num = '9999'",
    "SET session_replication_role = replica",
    "CREATE OR REPLACE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'",
    "CREATE TABLE kept_aside AS SELECT * FROM entries",
)
READERS_MAY_NOT = (
    "INSERT INTO entries SELECT * FROM entries",
    "INSERT INTO entry_tags VALUES ('body:icb', 1)",
    "INSERT INTO tree_hashes VALUES (99, '')",
    "INSERT INTO checkpoints VALUES (99, '')",
    "UPDATE head SET position = 7",
    "UPDATE projections SET position = 0",
    "DELETE FROM projected_bodies",
    "SELECT * FROM disclosures",
)


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    return key_in(tmp_path)


@pytest.fixture
def board(postgres_ledger_url: str, signer: Signer) -> Iterator[Datastore]:
    """A sealed ledger with an entry, its projections and its roles, as its owner sees it."""
    opened = sealed(postgres_ledger_url, signer)
    record(recorder(opened, signer), "icb")
    Projector(opened, ALL).catch_up()
    make_roles(opened)
    yield opened
    opened.close()


@pytest.fixture
def as_recorder(board: Datastore, postgresql: Server) -> Iterator[str]:
    with postgresql.member_of(role_names(board)[0], board.address.text) as url:
        yield url


@pytest.fixture
def as_reader(board: Datastore, postgresql: Server) -> Iterator[str]:
    with postgresql.member_of(role_names(board)[1], board.address.text) as url:
        yield url


def let_through(url: str, statements: Iterable[str]) -> list[str]:
    """Which of the statements the database does not refuse to a user."""
    found = []
    with psycopg.connect(url.replace("postgresql+psycopg", "postgresql"), autocommit=True) as connection:
        for statement in statements:
            try:
                connection.execute(statement.encode())
            except (psycopg.errors.InsufficientPrivilege, psycopg.errors.RestrictViolation):
                continue
            found.append(statement)
    return found


def test_a_recorder_cannot_change_what_is_recorded_nor_what_guards_it(as_recorder: str) -> None:
    assert let_through(as_recorder, NOBODY_MAY) == []


def test_a_reader_can_change_nothing(as_reader: str) -> None:
    assert let_through(as_reader, (*NOBODY_MAY, *READERS_MAY_NOT)) == []


def test_the_owner_is_refused_changes_by_the_triggers_alone(board: Datastore) -> None:
    changes = [statement for statement in NOBODY_MAY if statement.startswith(("DELETE", "UPDATE", "TRUNCATE"))]
    kept = [change for change in changes if set(change.replace(",", " ").split()).intersection(KEPT)]

    assert let_through(board.address.text, kept) == []


def test_a_recorder_records_seals_and_brings_the_projections_up_to_date(
    board: Datastore, as_recorder: str, signer: Signer
) -> None:
    opened = store.open(as_recorder)

    record(recorder(opened, signer), *(f"board-{number}" for number in range(70)))
    record(recorder(opened, signer), "hwb")
    Projector(opened, ALL).catch_up()

    assert len(check_seals(opened, signer)) == 3
    assert all(line.lag == 0 for line in Projector(opened, ALL).status())
    opened.close()


def test_a_reader_is_answered_where_the_projections_are_up_to_date(board: Datastore, as_reader: str) -> None:
    assert "ICB" in asked(as_reader, "body", "list", "--as-at", "ever").stdout
    assert "body:icb" in asked(as_reader, "log").stdout
    assert "ICB" in asked(as_reader, "entry", "show", "1").stdout


def test_a_reader_is_answered_without_what_is_kept_apart_and_only_the_owner_erases(
    board: Datastore, as_reader: str, as_recorder: str, signer: Signer
) -> None:
    secret = Draft(event=RemarkMade(text="the tender of Fen Care"), source=MINUTE, visibility="paragraph 3")
    with Ledger(board.address.text, find_key=signer.for_key) as owner:
        remark = str(owner.record([secret]).recorded[0].position)
        Projector(board, ALL).catch_up()

        told = asked(as_reader, "entry", "show", remark).stdout
        erase = ("erase", remark, "--field", "text", "--basis", "UK GDPR Art 17", "--why", "request 31")
        refused = asked(as_recorder, *erase, "--recorder", "A. Clerk", code=5)

        assert "[withheld from this reader]" in told
        assert "Fen Care" not in told
        assert "erased" not in told
        verified = asked(as_reader, "audit", "verify", "--verbose", "--key", signer.key.verifier.text, code=3)
        assert "this user of the database may not read what is kept apart" in " ".join(verified.stdout.split())
        assert "permission denied for table disclosures" in refused.stderr
        assert owner.entry(int(remark)).gone == ()
        owner.erase(int(remark), ["text"], basis="UK GDPR Art 17", why="request 31")
        Projector(board, ALL).catch_up()
        assert "[erased by entry" in asked(as_reader, "entry", "show", remark).stdout


def test_a_reader_writes_a_bundle_for_the_public_alone(board: Datastore, as_reader: str, tmp_path: Path) -> None:
    folder = tmp_path / "bundle"

    refused = asked(as_reader, "audit", "bundle", str(folder), code=5)

    assert "write a bundle without them: --public" in refused.stderr
    assert not folder.exists()
    asked(as_reader, "audit", "bundle", str(folder), "--public")
    assert (folder / "checkpoint").exists()


def test_a_reader_is_answered_as_far_as_they_have_come_and_told_so(
    board: Datastore, as_reader: str, signer: Signer
) -> None:
    before = asked(as_reader, "body", "list", "--as-at", "ever").stdout
    record(recorder(board, signer), "hwb")

    lagging = asked(as_reader, "body", "list", "--as-at", "ever")

    assert lagging.stdout == before
    assert "Note: answered as of entry 1: the tables of the answers have come no further" in lagging.stderr
    assert "without 1 entry recorded since" in lagging.stderr
    known = asked(as_reader, "body", "list", "--as-at", "ever", "--known-at", "1")
    assert (known.stdout, "answered as of" in known.stderr) == (before, False)
    told = json.loads(asked(as_reader, "body", "list", "--as-at", "ever", "--format", "json").stdout)
    assert told["asked"]["known_at"] == 1
    assert any("answered as of entry 1" in note for note in told["notes"])
    assert "body:hwb" in asked(as_reader, "audit", "replay", "--as-at", "ever").stdout
    Projector(board, ALL).catch_up()
    caught_up = asked(as_reader, "body", "list", "--as-at", "ever")
    assert ("HWB" in caught_up.stdout, "answered as of" in caught_up.stderr) == (True, False)


def test_a_role_that_may_only_select_or_a_session_that_only_reads_asks_and_verifies_but_makes_no_table(
    postgres_ledger_url: str, postgresql: Server, signer: Signer
) -> None:
    opened = sealed(postgres_ledger_url, signer)
    record(recorder(opened, signer), "icb")
    only_reads = f"{postgres_ledger_url}&options=-c%20default_transaction_read_only%3Don"
    with postgresql.reader_of(postgres_ledger_url) as as_reader:
        for url in (as_reader, only_reads):
            refused = asked(url, "body", "list", code=5)
            assert "you may only read" in refused.stderr
            assert "any question of somebody who may write to the ledger makes them" in refused.stderr
            assert "body:icb" in asked(url, "log").stdout
            assert "body:icb" in asked(url, "audit", "replay", "--as-at", "ever").stdout
            asked(url, "audit", "verify", "--key", signer.key.verifier.text, code=3)
        Projector(opened, ALL).catch_up()
        for url in (as_reader, only_reads):
            assert "ICB" in asked(url, "body", "list", "--as-at", "ever").stdout
            asked(url, "audit", "verify", "--projections", "--key", signer.key.verifier.text, code=3)
    opened.close()


def test_a_former_projection_keeps_nobody_from_an_answer_who_may_not_drop_its_table(
    board: Datastore, as_recorder: str
) -> None:
    with board.write() as connection:
        board.execute(connection, "CREATE TABLE projected_promises (stream TEXT)")
        board.execute(connection, "INSERT INTO projections VALUES ('promises', 'v1', 0, 1)")

    assert "ICB" in asked(as_recorder, "body", "list", "--as-at", "ever").stdout

    Projector(board, ALL).catch_up()
    with board.read() as connection:
        assert not board.has_table(connection, "projected_promises")


def test_a_reader_cannot_record(board: Datastore, as_reader: str, signer: Signer) -> None:
    opened = store.open(as_reader)

    with pytest.raises(NotAllowed, match="permission denied"):
        record(recorder(opened, signer), "hwb")
    opened.close()


def test_giving_the_rights_again_changes_nothing(board: Datastore) -> None:
    before = _rights(board)

    make_roles(board)

    assert _rights(board) == before


def test_init_makes_the_roles_or_prints_them(postgres_url: str, tmp_path: Path) -> None:
    printed = asked(postgres_url, "init", "--roles", "--print", "--key", str(tmp_path / "a.key"))
    made = asked(postgres_url, "init", "--roles")

    assert "Made the roles" not in printed.stderr
    assert printed.stdout.count("CREATE ROLE") == 2
    assert "Made the roles" in made.stderr
    assert "Made a ledger" not in made.stderr


def test_an_sqlite_file_has_no_roles(sqlite_ledger_url: str) -> None:
    opened = store.open(sqlite_ledger_url)

    with pytest.raises(StoreRefusal, match="whoever may write to the file"):
        role_statements(opened)
    opened.close()


def asked(url: str, *words: str, code: int = 0) -> Result:
    result = CliRunner().invoke(govledger, [*words, "--ledger", url], prog_name="govledger")
    assert result.exit_code == code, result.output
    return result


def _rights(board: Datastore) -> list[tuple[object, ...]]:
    with board.read() as connection:
        return board.execute(
            connection,
            "SELECT grantee, table_name, privilege_type FROM information_schema.role_table_grants "
            "WHERE grantee LIKE '%re_____r' ORDER BY 1, 2, 3",
        )
