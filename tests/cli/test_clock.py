"""The ledger's clock: one that is years ahead stamps nothing unasked, and a wrong stamp can be declared."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from freezegun import freeze_time

Call = Callable[..., Result]
Rows = Callable[..., list[dict[str, Any]]]
NOW, AHEAD = "2026-11-29 10:00:00", "2099-01-01 10:00:00"


@pytest.fixture
def now() -> Iterator[Any]:
    """A clock that can be moved."""
    with freeze_time(NOW) as clock:
        yield clock


@pytest.fixture
def board(now: Any, call: Call, tmp_path: Path) -> Callable[[str], Path]:
    """A ledger with one entry; and meeting files that each establish one more board."""

    def file(name: str) -> Path:
        path = tmp_path / f"{name}.yaml"
        path.write_text(f"source: {{document: List with {name}}}\nregister:\n  bodies: {{{name}: {name} Board}}\n")
        return path

    call("init")
    call("record", file("first"))
    return file


def test_a_clock_that_is_years_ahead_is_refused_until_somebody_says_which_day_it_is(
    board: Callable[[str], Path], now: Any, call: Call, rows: Rows
) -> None:
    now.move_to(AHEAD)

    refused = call("record", board("second"), code=1)

    assert "the clock of this machine says 2099-01-01, and the last entry was recorded 2026-11-29" in refused.stderr
    assert "govledger --today 2099-01-01" in refused.stderr
    assert len(rows("log")) == 1
    assert "you say that it is 2098" in call("--today", "2098-01-01", "record", board("second"), code=1).stderr
    call("--today", "2099-01-01", "record", board("second"))
    assert len(rows("log")) == 2


def test_a_ledger_that_rested_for_a_year_is_recorded_into_unasked(
    board: Callable[[str], Path], now: Any, call: Call
) -> None:
    now.move_to("2028-10-01 10:00:00")

    call("record", board("second"))


def test_a_clock_that_is_behind_is_said(board: Callable[[str], Path], now: Any, call: Call, rows: Rows) -> None:
    now.move_to("2026-11-27 10:00:00")

    done = call("record", board("second"))

    assert "Note: the clock of this machine says 2026-11-27 10:00, which is before the last entry" in done.stderr
    assert rows("log")[-1]["recorded_at"].startswith("2026-11-29T10:00")


@pytest.fixture
def misdated(board: Callable[[str], Path], now: Any, call: Call) -> Callable[[str], Path]:
    """Two entries that say 2099, and a clock that is right again."""
    now.move_to(AHEAD)
    call("--today", "2099-01-01", "record", board("second"))
    call("record", board("third"))
    now.move_to("2026-11-29 12:00:00")
    return board


DECLARE = ("audit", "clock", "2", "3", "--were", "2026-11-29", "--why", "the battery had failed")


def test_a_wrong_stamp_is_told_from_tampering_once_it_is_declared(misdated: Any, call: Call, rows: Rows) -> None:
    altered = call("audit", "verify", code=1)
    assert "entry 2 says that it was recorded at 2099-01-01 10:00:00 UTC, which is yet to come" in altered.stdout

    call(*DECLARE)

    verified = call("audit", "verify", code=3)
    declared = "entry 4 declares that entries 2 to 3 were stamped by a clock that ran ahead"
    assert declared in verified.stdout
    assert "yet to come" not in verified.stdout
    assert rows("log")[-1]["recorded_at"].startswith("2026-11-29T12:00")


def test_what_is_recorded_afterwards_has_the_right_time(misdated: Any, now: Any, call: Call, rows: Rows) -> None:
    call(*DECLARE)
    now.move_to("2026-11-30 09:00:00")

    done = call("record", misdated("fourth"))

    assert "Note" not in done.stderr
    assert [row["recorded_at"][:10] for row in rows("log")] == [
        *("2026-11-29", "2099-01-01", "2099-01-01", "2026-11-29", "2026-11-30")
    ]
    assert len(rows("body", "list", "--known-at", "2026-11-29")) == 3
    assert len(rows("body", "list", "--known-at", "2026-11-30")) == 4
    call("audit", "verify", code=3)


def test_a_time_that_goes_backwards_and_is_not_declared_is_found(misdated: Any, call: Call, tmp_path: Path) -> None:
    import sqlite3

    call(*DECLARE)
    with sqlite3.connect(tmp_path / "ledger.db") as connection:
        connection.execute("DROP TRIGGER entries_refuse_update")
        connection.execute("UPDATE entries SET recorded_at = 5 WHERE position = 2")

    found = call("audit", "verify", code=1)

    assert "entry 2" in found.stdout


def test_a_clock_that_is_still_wrong_declares_nothing(misdated: Any, now: Any, call: Call, rows: Rows) -> None:
    now.move_to("2099-01-02 10:00:00")

    refused = call(*DECLARE, code=1)

    assert "is not earlier" in refused.stderr
    assert "set it right first" in refused.stderr
    assert "there is no entry 9" in call("audit", "clock", "2", "9", "--were", "2026", "--why", "x", code=1).stderr


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("2108-06-11", "resolution.passed on 2108-06-11: that day is yet to come"),
        ("0018-06-11", "resolution.passed on 0018-06-11: more than a thousand years ago"),
    ],
)
def test_a_day_far_off_is_asked_about(
    day: str, says: str, board: Callable[[str], Path], call: Call, rows: Rows, tmp_path: Path
) -> None:
    file = tmp_path / "far.yaml"
    file.write_text(
        f"source: {{document: Minutes}}\nstatements:\n"
        f"  - {{resolved: That it be so., body: first, verb: agreed, id: far/1, on: {day}}}\n"
    )

    asked = call("record", file, code=6)

    assert f"{file}:3: a day far off: {says}" in asked.stderr
    file.write_text(file.read_text().replace("id: far/1", "id: far/1, although: it is minuted so"))
    call("record", file)
    assert json.loads(call("log", "--format", "json").stdout)["rows"][-1]["type"] == "resolution.passed"
