"""Entries out and in again: the same statements and the same answers, whatever positions they get."""

from __future__ import annotations

import base64
import hashlib
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ledger.audit.leaf import leaf_of
from ledger.entries.entry import Entry
from ledger.imports import JsonLines, Tally, reader_for
from ledger.imports import run as run_import
from ledger.recording.ledger import Ledger
from tests.exports.conftest import asked, run

QUESTIONS = (
    ("body", "list"),
    ("body", "members", "th-scrutiny", "--as-at", "2023-09-01"),
    ("person", "list"),
    ("project", "list"),
    ("decisions",),
    ("referrals",),
    ("scrutiny", "gaps"),
    ("rules", "--as-at", "ever"),
    ("agreements", "--as-at", "ever"),
    ("delegations", "--as-at", "ever"),
)
STATED = ("stream", "version", "event", "occurred", "source", "standing", "stated_by", "note", "visibility", "event_id")


@pytest.fixture
def exported(thornmere: Path, tmp_path: Path) -> Path:
    run(thornmere, "export", "entries", "--with-exempt", "--out", tmp_path / "entries.jsonl")
    return tmp_path / "entries.jsonl"


def read_in(file: Path, url: str, *, dry_run: bool = False, chunk: int = 50) -> tuple[Tally, list[dict[str, Any]]]:
    report = io.BytesIO()
    with Ledger(url, recorder="B. Importer") as ledger:
        reader = reader_for("entries", file)
        tally = run_import(reader, ledger, report=JsonLines(report), dry_run=dry_run, chunk=chunk)
    return tally, [json.loads(line) for line in report.getvalue().splitlines()[:-1]]


def entries_of(url: str | Path) -> list[Entry]:
    with Ledger(url if "://" in str(url) else f"sqlite:///{url}") as ledger:
        return list(ledger.book.entries())


def entry_lines(exported: Path) -> list[bytes]:
    """The lines of an export that are entries, without what is kept apart from them."""
    return [line for line in exported.read_bytes().splitlines() if not line.startswith(b'{"disclosure":')]


def answers(ledger: str | Path) -> Iterator[list[dict[str, Any]]]:
    for question in QUESTIONS:
        yield asked(ledger, *question)


def without_entries(value: Any) -> Any:
    """An answer without the positions, which each ledger has of its own."""
    if isinstance(value, dict):
        return {
            key: without_entries(held) for key, held in value.items() if key not in ("entries", "entry", "position")
        }
    return [without_entries(held) for held in value] if isinstance(value, list) else value


def test_entries_out_and_in_give_the_same_statements_and_the_same_answers(
    thornmere: Path, exported: Path, ledger_url: str
) -> None:
    tally, refused = read_in(exported, ledger_url)

    before, after = entries_of(thornmere), entries_of(ledger_url)
    assert (tally.recorded, refused) == (len(before), [])
    assert [[getattr(e, name) for name in STATED] for e in after] == [
        [getattr(e, name) for name in STATED] for e in before
    ]
    assert [entry.position for entry in after] == [entry.position for entry in before]
    assert {entry.recorded_by for entry in after} == {"B. Importer"}
    assert min(entry.recorded_at for entry in after) > max(entry.recorded_at for entry in before)
    assert list(answers(ledger_url)) == list(answers(thornmere))


def test_entries_read_in_twice_are_recorded_once(exported: Path, sqlite_ledger_url: str) -> None:
    first, _ = read_in(exported, sqlite_ledger_url)
    second, refused = read_in(exported, sqlite_ledger_url)

    assert (second.recorded, second.already, refused) == (0, first.recorded, [])


def test_corrections_keep_what_they_are_about_where_positions_differ(
    thornmere: Path, exported: Path, sqlite_ledger_url: str, tmp_path: Path
) -> None:
    first = tmp_path / "first.yaml"
    first.write_text("source: Something else\nregister:\n  people:\n    somebody: {name: Somebody Else}\n")
    run(sqlite_ledger_url, "record", first)

    tally, refused = read_in(exported, sqlite_ledger_url)

    question = ("body", "members", "th-scrutiny", "--as-at", "2023-09-01")
    here, there = asked(thornmere, *question), asked(sqlite_ledger_url, *question)
    assert refused == []
    assert tally.recorded == len(entries_of(thornmere))
    assert without_entries(there) == without_entries(here)
    assert [row["entries"] for row in there] == [[p + 1 for p in row["entries"]] for row in here]


def test_a_dry_run_finds_the_same_and_records_nothing(exported: Path, sqlite_ledger_url: str) -> None:
    tally, refused = read_in(exported, sqlite_ledger_url, dry_run=True)

    assert (tally.recorded, refused) == (len(entry_lines(exported)), [])
    assert entries_of(sqlite_ledger_url) == []


def test_every_line_is_what_the_audit_trail_hashes(thornmere: Path, exported: Path) -> None:
    with Ledger(f"sqlite:///{thornmere}") as ledger:
        leaves = [hashlib.sha256(b"\0" + leaf_of(row)).digest() for row in ledger.book.rows()]

    assert [hashlib.sha256(b"\0" + line).digest() for line in entry_lines(exported)] == leaves


def test_what_is_kept_apart_follows_its_entry_as_the_disclosure_that_its_digest_is_of(exported: Path) -> None:
    lines = [json.loads(line) for line in exported.read_bytes().splitlines()]
    disclosed = [number for number, line in enumerate(lines) if "disclosure" in line]

    assert len(disclosed) >= 4
    for number in disclosed:
        entry = next(line for line in reversed(lines[:number]) if "position" in line)
        assert lines[number]["entry"] == entry["position"]
        hashed = hashlib.sha256(lines[number]["disclosure"].encode()).digest()
        assert base64.urlsafe_b64encode(hashed).decode().rstrip("=") in json.dumps(entry)


def test_what_was_erased_stays_erased_in_another_ledger(thornmere: Path, tmp_path: Path, ledger_url: str) -> None:
    secret = next(entry for entry in entries_of(thornmere) if entry.visibility)
    field = secret.erasable[0]
    run(thornmere, "erase", secret.position, "--field", field, "--basis", "UK GDPR Art 17", "--why", "request 31")
    run(thornmere, "export", "entries", "--with-exempt", "--out", tmp_path / "entries.jsonl")

    tally, refused = read_in(tmp_path / "entries.jsonl", ledger_url)

    before, after = entries_of(thornmere), entries_of(ledger_url)
    assert (tally.recorded, refused) == (len(before), [])
    assert after[secret.position - 1].gone == (field,)
    assert [(entry.event, entry.note, entry.sealed) for entry in after] == [
        (entry.event, entry.note, entry.sealed) for entry in before
    ]


def test_an_entry_whose_text_is_not_in_the_file_is_refused(exported: Path, sqlite_ledger_url: str) -> None:
    exported.write_bytes(b"".join(line + b"\n" for line in entry_lines(exported)))

    _, refused = read_in(exported, sqlite_ledger_url)

    assert any("is not in the file" in str(line) for line in refused)


def test_the_log_is_written_as_known_at_an_entry(thornmere: Path) -> None:
    lines = run(thornmere, "export", "entries", "--known-at", "10").stdout.splitlines()

    assert [json.loads(line)["position"] for line in lines] == list(range(1, 11))


def test_exempt_entries_stay_out_unless_asked_for_and_reading_says_what_is_missing(
    thornmere: Path, tmp_path: Path, sqlite_ledger_url: str
) -> None:
    exempt = {entry.position for entry in entries_of(thornmere) if entry.visibility}
    told = run(thornmere, "export", "entries", "--out", tmp_path / "public.jsonl")
    written = [json.loads(line) for line in (tmp_path / "public.jsonl").read_text().splitlines()]

    tally, refused = read_in(tmp_path / "public.jsonl", sqlite_ledger_url)

    assert len(exempt) >= 3
    assert exempt.isdisjoint(line["position"] for line in written)
    assert all(line["visibility"] == "" for line in written)
    assert f"Note: what rests on {len(exempt)} exempt entries is left out; --with-exempt writes all." in told.stderr
    assert tally.aside == {"entry that the file leaves out": len(exempt)}
    assert refused == []


def test_what_corrects_an_exempt_entry_is_exempt_until_the_entry_is_made_public(thornmere: Path) -> None:
    secret = next(entry.position for entry in entries_of(thornmere) if entry.visibility)
    run(thornmere, "correct", secret, "--note", "a detail that is exempt too", "--why", "left out")
    hidden = run(thornmere, "export", "entries").stdout
    run(thornmere, "correct", secret, "--exempt", "", "--why", "the reason has lapsed")
    shown = run(thornmere, "export", "entries").stdout

    assert "a detail that is exempt too" not in hidden
    assert "a detail that is exempt too" in shown


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (b"{", "it is no entry"),
        (b"\xff\xfe", "it is no entry"),
        (b"[]", "it is no entry"),
        (b'{"position": 1}', "it is no entry"),
        (b'{"position": "one"}', "it is no entry"),
        (b"[" * 100_000, "it is no entry"),
        (b"", "it is no entry"),
    ],
    ids=["cut off", "not UTF-8", "a list", "fields missing", "wrong type", "too deep", "empty"],
)
def test_a_line_that_is_no_entry_is_refused_by_its_number(
    line: bytes, problem: str, tmp_path: Path, sqlite_ledger_url: str
) -> None:
    (tmp_path / "bad.jsonl").write_bytes(line + b"\n")

    tally, refused = read_in(tmp_path / "bad.jsonl", sqlite_ledger_url)

    assert tally.recorded == 0
    assert [(told["place"], told["refused"][: len(problem)]) for told in refused] == [("bad.jsonl:1", problem)]


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"type": "body.invented"}, "this release does not know entries of the type 'body.invented'"),
        ({"v": 99}, "this release knows"),
        ({"occurred": "2019-02-30"}, "'2019-02-30'"),
        ({"stream": "organisation:another"}, "its body is about"),
        ({"body": {"organisation": "organisation:x"}}, "the body of a"),
        ({"standing": "certain"}, "it is no entry"),
    ],
)
def test_an_entry_that_was_altered_is_refused_with_what_is_wrong(
    changed: dict[str, Any], problem: str, exported: Path, sqlite_ledger_url: str
) -> None:
    first = json.loads(exported.read_text().splitlines()[0])
    exported.write_text(json.dumps({**first, **changed}) + "\n")

    tally, refused = read_in(exported, sqlite_ledger_url)

    assert tally.recorded == 0
    assert problem in refused[0]["refused"]


def test_entries_out_of_order_are_refused(exported: Path, sqlite_ledger_url: str) -> None:
    lines = exported.read_text().splitlines(keepends=True)
    exported.write_text("".join([lines[1], lines[0]]))

    _, refused = read_in(exported, sqlite_ledger_url)

    assert "entry 1 comes after entry 2" in refused[0]["refused"]


def test_a_correction_of_an_entry_that_is_not_in_the_file_is_refused(exported: Path, sqlite_ledger_url: str) -> None:
    lines = exported.read_text().splitlines(keepends=True)
    about = next(line for line in lines if '"type":"entry.corrected"' in line)
    exported.write_text(about)

    _, refused = read_in(exported, sqlite_ledger_url)

    assert "which the file leaves out" in refused[0]["refused"]


def test_a_file_that_breaks_off_is_read_as_far_as_it_goes(exported: Path, sqlite_ledger_url: str) -> None:
    whole = exported.read_bytes()
    exported.write_bytes(whole[: len(whole) // 2])

    tally, refused = read_in(exported, sqlite_ledger_url)

    lines = whole[: len(whole) // 2].splitlines()[:-1]
    assert tally.recorded == sum(not line.startswith(b'{"disclosure"') for line in lines)
    assert [told["refused"][:14] for told in refused] == ["it is no entry"]


def test_a_clerk_moves_a_ledger_with_two_commands(thornmere: Path, exported: Path, tmp_path: Path) -> None:
    run(tmp_path / "moved.db", "init")
    run(tmp_path / "moved.db", "import", "entries", exported)

    assert list(answers(tmp_path / "moved.db")) == list(answers(thornmere))


def test_what_a_ledger_says_of_its_own_trail_is_left_aside(
    thornmere: Path, tmp_path: Path, sqlite_ledger_url: str
) -> None:
    of_another = {"old": "a.b+1", "new": "a.b+2", "why": "yearly"}
    run(thornmere, "export", "entries", "--out", tmp_path / "public.jsonl")
    lines = (tmp_path / "public.jsonl").read_text().splitlines()
    last = json.loads(lines[-1])
    rotated = {
        "position": last["position"] + 1,
        "stream": "ledger:trail",
        "type": "key.rotated",
        "body": of_another,
        "event_id": "e",
    }
    (tmp_path / "rotated.jsonl").write_text("\n".join([*lines, json.dumps({**last, "v": 1, **rotated})]) + "\n")

    tally, refused = read_in(tmp_path / "rotated.jsonl", sqlite_ledger_url)

    assert tally.aside["entry about that ledger's own trail"] == 1
    assert refused == []
    assert not any(entry.stream == "ledger:trail" for entry in entries_of(sqlite_ledger_url))


def test_a_ledger_that_was_moved_answers_by_date_what_the_other_one_knew(
    thornmere: Path, exported: Path, tmp_path: Path
) -> None:
    before = entries_of(thornmere)
    there = tmp_path / "elsewhere.db"
    run(there, "init")
    run(there, "import", "entries", exported)

    moved = entries_of(there)
    assert [entry.recorded_there for entry in moved] == [entry.recorded_at for entry in before]
    half = before[len(before) // 2]
    known = max(entry.position for entry in before if entry.recorded_at <= half.recorded_at)
    moment = datetime.fromtimestamp(half.recorded_at / 1_000_000, UTC).isoformat(timespec="microseconds")
    members = ("body", "members", "th-scrutiny", "--as-at", "2024-03-01", "--known-at")
    assert asked(there, *members, f"there:{moment}") == asked(there, *members, str(known))
    assert "unknown body" in run(there, *members, moment, code=1).stderr
    (page,) = asked(there, "entry", "show", str(half.position))
    assert page["recorded_there"] == moment
    run(there, "audit", "verify", code=3)


def test_a_ledger_that_is_moved_twice_keeps_the_first_clock(thornmere: Path, exported: Path, tmp_path: Path) -> None:
    ledgers = [tmp_path / "second.db", tmp_path / "third.db"]
    lines = exported
    for number, ledger in enumerate(ledgers):
        run(ledger, "init")
        run(ledger, "import", "entries", lines)
        lines = tmp_path / f"{number}.jsonl"
        run(ledger, "export", "entries", "--with-exempt", "--out", lines)

    first, last = entries_of(thornmere), entries_of(ledgers[-1])
    assert [entry.recorded_there for entry in last] == [entry.recorded_at for entry in first]


def test_what_was_here_before_bounds_what_was_known_elsewhere(exported: Path, tmp_path: Path) -> None:
    there = tmp_path / "elsewhere.db"
    run(there, "init")
    (tmp_path / "own.yaml").write_text("source: A list\nregister:\n  people: {own: Ann Lee}\nstatements: []\n")
    run(there, "record", tmp_path / "own.yaml")
    run(there, "import", "entries", exported)

    assert asked(there, "log", "--known-at", "there:2020-01-01") == []
    assert len(entries_of(there)) == 1 + len(entry_lines(exported))


@pytest.mark.parametrize("text", ["there:17", "there:", "there:soon"])
def test_the_clock_of_the_other_ledger_knows_no_entry_of_this_one(thornmere: Path, text: str) -> None:
    refused = run(thornmere, "log", "--known-at", text, code=2)

    assert "there:2018-06-01" in refused.stderr or "write 2018-06-01" in refused.stderr
