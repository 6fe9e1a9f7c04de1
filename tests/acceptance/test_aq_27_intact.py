"""AQ27: is the record intact? Verified up to its last checkpoint; if not, the first wrong entry is named."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from tests.acceptance.conftest import Call


def test_the_five_documents_are_intact_up_to_their_last_checkpoint(call: Call, tmp_path: Path) -> None:
    kept = tmp_path / "kept.checkpoint"
    call("audit", "checkpoint", "--out", kept)
    key = json.loads(call("audit", "key", "show", "--format", "json").stdout)["rows"][-1]["verifier_key"]

    verified = call("audit", "verify", "--projections", "--key", key, "--against", kept, "--format", "json")

    told = json.loads(verified.stdout)
    last = json.loads(call("log", "--last", "1", "--format", "jsonl").stdout)["entry"]
    assert (told["verdict"], told["signed"], told["anchored"]) == ("verified and anchored", last, last)
    assert (told["findings"], told["first_wrong_entry"]) == ([], None)


def test_without_anything_kept_outside_that_is_said(call: Call) -> None:
    assert "Consistent, not anchored" in call("audit", "verify", code=3).stderr


def test_the_first_entry_that_was_altered_is_named(own_copy: Path, call: Call) -> None:
    with sqlite3.connect(own_copy) as connection:
        connection.execute("DROP TRIGGER entries_refuse_update")
        connection.execute("UPDATE entries SET stated_by = 'person:nobody' WHERE position IN (120, 260)")

    answer = json.loads(call("audit", "verify", "--format", "json", code=1).stdout)

    assert answer["first_wrong_entry"] == 120
    assert [finding["entry"] for finding in answer["findings"] if finding["check"] == "content"] == [120, 260]
