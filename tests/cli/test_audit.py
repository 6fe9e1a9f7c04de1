"""An auditor at the command line: checkpoints, receipts, proofs, bundles, witnesses, and what a verification says."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from click.testing import Result

from tests.cli.conftest import Govledger

Rows: TypeAlias = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def board(recorded: Path, call: Govledger, tmp_path: Path) -> Path:
    """A ledger with a meeting in it; its verifier key was written down in a file beside it."""
    keys = json.loads(call("audit", "key", "show", "--format", "json").stdout)["rows"]
    (tmp_path / "verifier-key.txt").write_text(keys[-1]["verifier_key"] + "\n")
    return tmp_path


@pytest.fixture
def verify(board: Path, call: Govledger) -> Callable[..., Result]:
    return lambda *words, code: call("audit", "verify", "--key", board / "verifier-key.txt", *words, code=code)


def tamper(board: Path, sql: str) -> None:
    with sqlite3.connect(board / "ledger.db") as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(sql)


def test_a_ledger_is_consistent_by_itself_and_anchored_by_a_checkpoint_that_was_kept(
    board: Path, call: Govledger, verify: Callable[..., Result]
) -> None:
    call("audit", "checkpoint", "--out", board / "kept.checkpoint")

    alone, anchored = verify(code=3), verify("--against", board / "kept.checkpoint", code=0)

    assert alone.stdout == ""
    assert "Consistent, not anchored" in alone.stderr
    assert (anchored.stdout, anchored.stderr) == ("", "")


def test_the_first_wrong_entry_is_named_and_what_is_wrong_with_it(board: Path, verify: Callable[..., Result]) -> None:
    tamper(board, "UPDATE entries SET recorded_by = 'nobody' WHERE position = 7")

    said = json.loads(verify("--format", "json", code=1).stdout)

    assert said["verdict"] == "altered or contradicted"
    assert said["first_wrong_entry"] == 7
    wrong = [finding["says"] for finding in said["findings"] if finding["wrong"]]
    assert wrong[0] == "entry 7 is not what was hashed into the tree"
    assert "first wrong entry is 7" in verify(code=1).stderr


def test_a_backup_that_was_put_back_is_found_by_this_machines_mark_and_by_a_receipt(
    board: Path, call: Govledger, verify: Callable[..., Result]
) -> None:
    shutil.copy(board / "ledger.db", board / "backup.db")
    call("body", "list")
    call("retract", "1", "--reason", "a slip", code=1)
    call("project", "refer", "care-homes", "--to", "scrutiny", "--on", "2019-02-01", "--document", "Minutes")
    last = call("log", "--last", "1", "--format", "jsonl").stdout
    number = json.loads(last)["entry"]
    call("audit", "receipt", str(number), "--out", board / "mine.tlog-proof")

    for name in ("ledger.db-wal", "ledger.db-shm"):
        (board / name).unlink(missing_ok=True)
    shutil.copy(board / "backup.db", board / "ledger.db")

    assert "mark" in verify(code=1).stdout
    assert verify("--without-mark", code=3).stdout == ""
    assert "mine.tlog-proof" in verify("--without-mark", "--against", board / "mine.tlog-proof", code=1).stdout


def test_a_receipt_is_checked_offline_with_nothing_but_the_key(board: Path, call: Govledger) -> None:
    key, file = board / "verifier-key.txt", board / "entry.tlog-proof"
    call("audit", "receipt", "7", "--out", file)
    os.remove(board / "ledger.db")

    checked = call("audit", "check", file, "--key", key)

    assert json.loads(checked.stdout)["position"] == 7
    assert "this is entry 7" in checked.stderr
    file.write_text(file.read_text().replace("index 6", "index 5"))
    call("audit", "check", file, "--key", key, code=1)


def test_a_bare_receipt_is_checked_with_the_entry_from_elsewhere(board: Path, call: Govledger) -> None:
    key, file, entry = board / "verifier-key.txt", board / "bare.tlog-proof", board / "entry.json"
    call("audit", "receipt", "7", "--bare", "--out", file)
    entry.write_text(json.loads(call("audit", "prove", "7").stdout)["leaf"] + "\n")

    assert "give it with --entry" in call("audit", "check", file, "--key", key, code=2).stderr
    call("audit", "check", file, "--key", key, "--entry", entry)
    entry.write_text(entry.read_text().replace("minuted", "reported", 1))
    call("audit", "check", file, "--key", key, "--entry", entry, code=1)


def test_growth_since_an_older_checkpoint_is_proven_and_checked(board: Path, call: Govledger) -> None:
    key, old, proof = board / "verifier-key.txt", board / "old.checkpoint", board / "growth.proof"
    call("audit", "checkpoint", "--out", old)
    call("project", "refer", "care-homes", "--to", "scrutiny", "--on", "2019-02-01", "--document", "Minutes")

    call("audit", "prove", "--from", old, "--out", proof)

    assert "are those of the older checkpoint" in call("audit", "check", proof, "--from", old, "--key", key).stderr
    assert "with --from" in call("audit", "check", proof, "--key", key, code=2).stderr
    call("audit", "checkpoint", "--out", board / "new.checkpoint")
    assert "not of" in call("audit", "check", proof, "--from", board / "new.checkpoint", "--key", key, code=2).stderr


def test_a_bundle_must_continue_what_was_kept_before(board: Path, call: Govledger) -> None:
    key, old, new = board / "verifier-key.txt", board / "old.checkpoint", board / "new.tlog-proof"
    call("audit", "checkpoint", "--out", old)
    call("audit", "bundle", board / "before")
    call("project", "refer", "care-homes", "--to", "scrutiny", "--on", "2019-02-01", "--document", "Minutes")
    call("audit", "receipt", "7", "--out", new)
    call("audit", "bundle", board / "after")

    def check(bundle: str, kept: Path, code: int = 0) -> str:
        return str(call("audit", "check", board / bundle, "--from", kept, "--key", key, code=code).stderr)

    assert "continues what was kept" in check("after", old)
    assert "continues what was kept" in check("after", board / "before")
    assert "are gone" in check("before", new, code=1)
    assert "neither" in check("old.checkpoint", old, code=2)
    assert "cannot be read" in check("after", board / "nowhere", code=2)
    assert "--entry goes with a receipt" in call("audit", "check", old, "--entry", old, "--key", key, code=2).stderr


def test_a_bundle_is_checked_offline_and_refused_once_a_line_of_it_differs(board: Path, call: Govledger) -> None:
    key, folder = board / "verifier-key.txt", board / "bundle"
    call("audit", "bundle", folder)

    assert "a bundle that is whole" in call("audit", "check", folder, "--key", key).stderr
    readable = folder / "entries.jsonl"
    readable.write_text(readable.read_text().replace("Ruth", "Ruby", 1))
    assert "readable copy" in call("audit", "check", folder, "--key", key, code=1).stderr
    assert "not empty" in call("audit", "bundle", folder, code=1).stderr
    tamper(board, "UPDATE entries SET recorded_by = 'nobody' WHERE position = 7")
    refused = call("audit", "bundle", board / "another", code=1).stderr
    assert "entry 7 contradicts the stored tree" in refused
    assert "govledger audit verify" in refused


def test_a_witness_cosigns_growth_only_and_its_word_anchors_the_ledger(board: Path, call: Govledger) -> None:
    key, witness = board / "verifier-key.txt", board / "witness.key"
    theirs = call("audit", "witness", "--key", witness, "--new", "northmoor.example/audit").stdout.strip()
    first, second, cosigned = board / "first.checkpoint", board / "second.checkpoint", board / "cosigned.checkpoint"
    policy = board / "council.policy"
    policy.write_text(f"log {key.read_text().strip()}\nwitness northmoor {theirs}\nquorum northmoor\n")
    call("audit", "checkpoint", "--out", first)
    call("audit", "witness", first, "--key", witness, "--of", key, "--out", cosigned)
    call("project", "refer", "care-homes", "--to", "scrutiny", "--on", "2019-02-01", "--document", "Minutes")
    call("audit", "checkpoint", "--out", second)

    assert "nothing shows" in call("audit", "witness", second, "--key", witness, "--of", key, code=1).stderr
    call("audit", "prove", "--from", first, "--out", board / "growth.proof")
    call("audit", "witness", board / "growth.proof", "--key", witness, "--of", key, "--out", cosigned)
    assert "cosigned before" in call("audit", "witness", first, "--key", witness, "--of", key, code=1).stderr
    call("audit", "verify", "--policy", policy, code=3)
    assert "northmoor.example/audit" in call("audit", "cosigned", cosigned, "--policy", policy).stderr
    assert "kept already" in call("audit", "cosigned", cosigned, "--policy", policy).stderr
    assert "witnesses" in call("audit", "verify", "--policy", policy, "--verbose", code=0).stdout
    assert "Cosigned by northmoor" in call("audit", "check", cosigned, "--policy", policy).stderr


def test_replay_tells_from_the_log_alone_what_the_tables_tell(board: Path, call: Govledger, rows: Rows) -> None:
    asked = {row["member"] for row in rows("body", "members", "hwb", "--as-at", "2018-06-07")}
    told = rows("audit", "replay", "body:hwb", "--as-at", "2018-06-07")

    replayed = {row["says"].get("member") or row["says"].get("holder") for row in told}
    assert asked
    assert asked <= replayed
    assert rows("audit", "replay", "--known-at", "0") == []
    assert "no entry 999" in call("audit", "replay", "--known-at", "999", code=1).stderr
    assert rows("audit", "replay", "hwb", "--as-at", "2018-06-07") == told
    assert "did you mean 'hwb'" in call("audit", "replay", "hwbb", code=1).stderr


def test_a_row_of_an_answer_that_was_edited_is_found_by_folding_the_log_afresh(
    board: Path, verify: Callable[..., Result]
) -> None:
    verify("--projections", code=3)
    tamper(board, "UPDATE projected_bodies SET name = 'Board of Sport' WHERE stream = 'body:hwb'")

    said = verify("--projections", code=1).stdout

    assert "'Health and Wellbeing Board' by the log, 'Board of Sport' in the table" in said
    verify(code=3)


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("verify", "--against", "nowhere"), 2, "does not exist"),
        (("verify", "--against", "junk"), 2, "not a signed note"),
        (("verify", "--key", "junk"), 2, "no verifier key"),
        (("verify", "--policy", "junk"), 2, "is none of log, witness, group, quorum"),
        (("check", "junk", "--key", "verifier-key.txt"), 2, "not a signed note"),
        (("check", "junk"), 2, "say whom to trust"),
        (("receipt", "9999"), 1, "9999"),
        (("receipt", "0"), 2, "not in the range"),
        (("prove",), 2, "name an entry"),
        (("prove", "--from", "junk"), 2, "not a signed note"),
        (("checkpoint", "--out", "no/such/folder/file"), 2, "cannot be written"),
        (("witness", "junk", "--key", "verifier-key.txt"), 2, "say with --of"),
        (("witness", "--key", "verifier-key.txt"), 2, "name the checkpoint"),
        (("cosigned", "junk", "--policy", "junk"), 2, "is none of"),
    ],
)
def test_wrong_input_is_refused_with_what_is_wrong_with_it(
    words: tuple[str, ...], code: int, says: str, board: Path, call: Govledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(board)
    (board / "junk").write_text("what is this?\n")

    assert says in call("audit", *words, code=code).stderr
