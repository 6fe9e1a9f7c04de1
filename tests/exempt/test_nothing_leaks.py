"""What is exempt does not leak: not by any question, format, filter, date, refusal or note."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import click
import msgspec
import pytest

from ledger import store
from ledger.audit.leaf import leaf_of
from ledger.store import Log, Showing
from ledger.vocabulary import CATALOGUE
from tests.exempt.conftest import HERE, WHY, Govledger, run
from tests.exempt.questions import asked, by_argument, formats_of, questions

QUESTIONS: Final = dict(questions())
OF_THE_TRAIL: Final = {"key.rotated", "backup.restored", "clock.corrected"}
NO_DATES: Final = ("diff", "audit")
"""What is asked with other dates than an `--as-at`, or without sources."""
WHOLE: Final = ("table", "json", "text")
"""The formats in which everything is said; of the others, which are made of the same answer, a share is looked at."""
SHARE: Final = 1 if os.environ.get("GOVLEDGER_SOAK") == "1" else 4
MARKS: Final = ("xqzvk", "1987", "77777")
"""Of Quillby, whatever is exempt has one of these in it."""

_A_WORD: Final = re.compile(r"[a-z]+")  # of the vocabulary: it stands in headings, too


class Known:
    """What a ledger holds: what is withheld, what is told nowhere else, and which subjects anybody may name."""

    def __init__(self, ledger: Path) -> None:
        opened = store.open(f"sqlite:///{ledger}")
        everything, public = Log(opened), Log(opened, showing=Showing.PUBLIC)
        self.last = everything.last_position()
        self.withheld = public.unsealing.withheld
        self.types = {everything.entry(position).event.TYPE for position in self.withheld}  # type: ignore[union-attr]
        told = b"\n".join(leaf_of(row) for row in public.rows()).decode() + "\n".join(public_texts(public))
        self.secrets = {
            value
            for position in self.withheld
            for value in values_of(msgspec.to_builtins(everything.entry(position)))
            if value not in told and value not in self.withheld.values() and not _A_WORD.fullmatch(value)
        }
        self.ids = by_argument(public.streams(), self.last)
        opened.close()


def public_texts(public: Log) -> Iterator[str]:
    for entry in public.entries():
        yield from values_of(msgspec.to_builtins(entry))


def values_of(value: Any) -> Iterator[str]:
    """Every text, date and amount in a value; what is too short to tell anything is left out."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from values_of(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from values_of(inner)
    elif isinstance(value, str | int) and len(text := str(value)) > 5:
        yield text
        if isinstance(value, int):
            yield f"{value:,}"


@pytest.fixture(scope="module")
def known(made: dict[str, Path]) -> dict[Path, Known]:
    return {ledger: Known(ledger) for ledger in made.values()}


def test_an_entry_of_every_type_is_exempt_in_quillby(known: dict[Path, Known], made: dict[str, Path]) -> None:
    left = set(CATALOGUE) - OF_THE_TRAIL - known[made["quillby"]].types
    assert not left, f"say each in tests/exempt/withheld.yaml, with the secret word of that file in its texts: {left}"


@pytest.mark.parametrize("words", QUESTIONS, ids=" ".join)
def test_no_question_tells_the_public_anything_of_it(
    ask: Govledger, ledger: Path, known: dict[Path, Known], made: dict[str, Path], words: tuple[str, ...]
) -> None:
    holds, command = known[ledger], QUESTIONS[words]
    is_quillby = ledger == made["quillby"]
    chosen = list(asked(words, command, holds.ids))
    assert chosen
    for number, each in enumerate(chosen if is_quillby else chosen[:: max(1, len(chosen) // 8)]):
        for more in ((), ("--sources", "--as-at", "ever")) if is_quillby and words[0] not in NO_DATES else ((),):
            for form in formats_of(command):
                if form not in WHOLE and number % SHARE:
                    continue
                said = ask(ledger, *each, *more, "--public", "--format", form, code=None).output
                found = [secret for secret in holds.secrets if secret in said]
                found += [mark for mark in MARKS if is_quillby and mark in said.lower()]
                assert not found, (each, form, said)


@pytest.mark.parametrize("words", [words for words in QUESTIONS if words != ("entry", "show")], ids=" ".join)
def test_no_answer_for_the_public_rests_on_what_is_exempt(
    ask: Govledger, known: dict[Path, Known], made: dict[str, Path], words: tuple[str, ...]
) -> None:
    holds = known[made["quillby"]]
    for each in asked(words, QUESTIONS[words], holds.ids):
        told = ask(made["quillby"], *each, "--public", "--format", "json", code=None)
        rows = json.loads(told.stdout)["rows"] if not told.exit_code else []
        cited = {entry for row in rows if set(row) != {"entry", "says"} for entry in row["entries"]}
        assert words == ("log",) or cited.isdisjoint(holds.withheld), each


@pytest.mark.parametrize("words", QUESTIONS, ids=" ".join)
def test_a_filter_finds_no_more_than_if_nothing_were_there(
    ask: Govledger, known: dict[Path, Known], made: dict[str, Path], words: tuple[str, ...]
) -> None:
    options = [
        (option.opts[0], value)
        for option in QUESTIONS[words].params
        if isinstance(option, click.Option) and not option.is_flag and not isinstance(option.type, click.Choice)
        for value in (
            "xqzvk-works",
            "organisation:xqzvk-works",
            "person:xqzvk-person",
            "project:xqzvk-project",
            "xqzvk merger",
        )
        if option.name not in ("ledger", "form", "as_at", "known_at", "known_from", "known_to", "since", "until")
    ]
    for each in list(asked(words, QUESTIONS[words], known[made["quillby"]].ids))[:2]:
        for option, value in options:
            there = ask(made["quillby"], *each, option, value, "--public", code=None)
            nowhere = ask(made["quillby"], *each, option, value.replace("xqzvk", "zj"), "--public", code=None)
            assert there.output.replace("xqzvk", "zj") == nowhere.output
            assert there.exit_code == nowhere.exit_code


def test_what_is_withheld_is_refused_by_its_number_and_the_reason(made: dict[str, Path]) -> None:
    refused = run(made["quillby"], "entry", "show", 67, "--public", code=1)
    log = json.loads(run(made["quillby"], "log", "--public", "--format", "json").stdout)

    assert f"entry 67 is withheld: {WHY}" in refused.stderr
    assert {key: value for key, value in log["rows"][66].items() if value} == {
        "entry": 67,
        "says": f"[withheld: {WHY}]",
        "certainty": "yes",
        "entries": [67],
    }
    assert [row["entry"] for row in log["rows"]] == list(range(1, 109))


@pytest.mark.parametrize(
    "words", [("--type", "sum.stated"), ("--subject", "project:q-bridge"), ("--as-at", "1990-01-01")]
)
def test_a_narrowed_log_does_not_tell_which_entries_are_withheld(made: dict[str, Path], words: tuple[str, ...]) -> None:
    log = json.loads(run(made["quillby"], "log", *words, "--public", "--format", "json").stdout)

    assert "[withheld" not in str(log["rows"])
    assert any(WHY in note for note in log["notes"])


def test_what_was_made_exempt_later_is_withheld_as_of_before_too(made: dict[str, Path]) -> None:
    ledger, before = made["quillby"], ("--known-at", "27")

    assert "the market is small" in run(ledger, "remarks", *before).output
    assert "the market is small" not in run(ledger, "remarks", *before, "--public").output
    assert "the market is small" not in run(ledger, "log", *before, "--public").output


def test_what_is_no_longer_exempt_is_shown_with_what_corrects_it(quillby: Path) -> None:
    sums = json.loads(run(quillby, "sums", "--format", "json").output)["rows"]
    offer = next(row for row in sums if row["text"].startswith("the offer of"))
    run(quillby, "correct", offer["entries"][0], "--exempt", "", "--why", "the sale is signed")

    assert "the offer of xqzvk" in run(quillby, "sums", "--public").output
    assert "the sale is signed" in run(quillby, "log", "--public").output


def test_an_exempt_entry_that_is_retracted_stays_withheld(quillby: Path) -> None:
    run(quillby, "retract", 27, "--reason", "nobody said xqzvk")

    said = run(quillby, "log", "--public").output + run(quillby, "remarks", "--public", "--known-at", 27).output

    assert "xqzvk" not in said
    assert "the market is small" not in said


@pytest.mark.parametrize("words", QUESTIONS, ids=" ".join)
def test_no_question_that_is_exported_as_csv_tells_anything_of_it(
    ask: Govledger, known: dict[Path, Known], made: dict[str, Path], words: tuple[str, ...]
) -> None:
    for each in list(asked(words, QUESTIONS[words], known[made["quillby"]].ids))[:30]:
        said = ask(made["quillby"], "export", "csv", *each, code=None).output

        assert not [mark for mark in MARKS if mark in said.lower()], (each, said)


@pytest.mark.parametrize(
    "words", [("entries",), ("popolo",), ("oparl", "q-bridge"), ("atom", "--authority", "quillby.example,1975")]
)
def test_no_other_export_tells_anything_of_it(made: dict[str, Path], words: tuple[str, ...]) -> None:
    said = run(made["quillby"], "export", *words).output.lower()

    assert not [mark for mark in MARKS if mark in said]


def test_a_bundle_for_the_public_has_of_it_the_hashes_and_the_reasons(
    known: dict[Path, Known], quillby: Path, made: dict[str, Path], tmp_path: Path
) -> None:
    run(quillby, "audit", "bundle", tmp_path / "public", "--public")
    key = json.loads(run(quillby, "audit", "key", "show", "--format", "json").stdout)["rows"][-1]["verifier_key"]

    checked = run(quillby, "audit", "check", tmp_path / "public", "--key", key)

    held = known[made["quillby"]].withheld
    assert f"withheld, and shown only by their hashes: {', '.join(map(str, sorted(held)))}." in checked.stderr
    for file in (tmp_path / "public").rglob("*"):
        octets = file.read_bytes().lower() if file.is_file() and file.parent.name not in ("0", "1") else b""
        assert not [mark for mark in MARKS if mark.encode() in octets], file
    lines = (tmp_path / "public" / "entries.jsonl").read_text().splitlines()
    assert json.loads(lines[66]) == {"entry": 67, "withheld": WHY}


def test_a_bundle_that_withholds_another_entry_than_it_says_is_refused(quillby: Path, tmp_path: Path) -> None:
    run(quillby, "audit", "bundle", tmp_path / "public", "--public")
    key = json.loads(run(quillby, "audit", "key", "show", "--format", "json").stdout)["rows"][-1]["verifier_key"]
    readable = tmp_path / "public" / "entries.jsonl"
    readable.write_text(readable.read_text().replace('{"entry":67,', '{"entry":68,', 1))

    refused = run(quillby, "audit", "check", tmp_path / "public", "--key", key, code=1)

    assert "the readable copy of entry 67 differs" in refused.output


def test_receipts_and_proofs_for_the_public_are_bare(quillby: Path) -> None:
    receipt = run(quillby, "audit", "receipt", 67, "--public")
    proof = run(quillby, "audit", "prove", 67, "--public")

    assert receipt.stdout == run(quillby, "audit", "receipt", 67, "--bare").stdout
    assert f"the entry itself is withheld: {WHY}" in receipt.stderr
    assert "leaf" not in json.loads(proof.stdout)
    assert json.loads(proof.stdout)["withheld"] == WHY
    assert run(quillby, "audit", "receipt", 1, "--public").stdout == run(quillby, "audit", "receipt", 1).stdout


def test_nobody_but_the_owner_may_read_the_files_that_hold_it(quillby: Path, tmp_path: Path) -> None:
    run(tmp_path / "new.db", "init")
    run(tmp_path / "new.db", "record", HERE / "open.yaml")
    run(quillby, "audit", "bundle", tmp_path / "whole")
    run(quillby, "audit", "bundle", tmp_path / "public", "--public")

    private = [*tmp_path.glob("new.db*"), *(each for each in (tmp_path / "whole").rglob("*") if each.is_file())]
    assert {oct(file.stat().st_mode & 0o777) for file in private} == {"0o600"}
    assert (tmp_path / "public" / "entries.jsonl").stat().st_mode & 0o044
