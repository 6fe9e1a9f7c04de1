"""Motions and votes from the command line: in the words of minutes, and as many on one vote as there were."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.test_thornmere import run

REGISTER = """
source: {document: Standing orders of Fennick, date: 2024-01-02}
register:
  organisations: {fennick: Fennick Town Council}
  bodies: {council: {name: Council, of: fennick}, cabinet: {name: Cabinet, kind: executive, of: fennick}}
  people: {amber: Councillor Amber, birch: Councillor Birch, cedar: Councillor Cedar}
"""
SOURCE = ("--document", "Minutes of Fennick", "--on", "2024-03-04")
Do = Callable[..., Any]


@pytest.fixture
def do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Do:
    """A command about a ledger of Fennick; rows where it is asked for `rows`."""
    monkeypatch.setenv("GOVLEDGER_RECORDER", "A clerk")
    ledger, register = tmp_path / "ledger.db", tmp_path / "register.yaml"
    register.write_text(REGISTER)
    run(ledger, "init", "--unsealed")
    run(ledger, "record", str(register))

    def command(*words: str, rows: bool = False) -> Any:
        if not rows:
            return run(ledger, *words, *SOURCE)
        return json.loads(run(ledger, *words, "--as-at", "ever", "--format", "json").stdout)["rows"]

    return command


def test_a_motion_is_moved_by_an_office_voted_on_and_resolved(do: Do) -> None:
    do("motion", "record", "That the hall be let.", "--body", "council", "--mover", "the Mayor", "--motion", "hall")
    do("vote", "record", "motion:hall", "--for", "amber", "--for", "birch", "--against", "cedar", "--carried")
    do("resolution", "record", "--body", "council", "--limb", "adopted", "the letting", "--motion", "hall")

    (moved,) = do("motion", "list", rows=True)
    assert (moved["mover"], moved["mover_as_given"], moved["outcome"]) == (None, "the Mayor", "carried")
    (limb,) = do("decisions", rows=True)
    assert (limb["verb"], limb["verb_as_given"], limb["vote"]["for"]) == ("approved", "adopted", 2)


def test_one_vote_is_recorded_on_two_motions_with_the_casting_vote_of_an_office(do: Do) -> None:
    for motion in ("one", "two"):
        do("motion", "record", f"That {motion} be done.", "--body", "council", "--motion", motion)
    counts = ("--for", "4", "--against", "4", "--casting", "for", "--casting-by", "the Mayor", "--carried")
    do("vote", "record", "motion:one", "motion:two", *counts)

    (vote,) = do("votes", "--on", "motion:two", rows=True)
    assert (vote["also"], vote["casting"]["as_given"], vote["comes_to"]) == (["motion:two"], "the Mayor", True)


def test_a_meeting_shows_who_moved_and_seconded_what_was_decided(do: Do, tmp_path: Path) -> None:
    minutes = tmp_path / "minutes.yaml"
    minutes.write_text(
        "source: {document: Minutes of Fennick}\n"
        "meeting: {id: spring, body: council, date: 2024-03-04}\n"
        "statements:\n"
        "  - {resolved: That the hall be let, verb: agreed, mover: amber, seconder: birch}\n"
        "  - {motion: That the pond be filled, mover: the Mayor, seconder: cedar}\n"
    )
    run(tmp_path / "ledger.db", "record", str(minutes))

    (meeting,) = do("meeting", "show", "spring", rows=True)

    movers = ("mover_name", "mover_as_given", "seconder_name")
    assert [[each[key] for key in movers] for each in (*meeting["decisions"], *meeting["motions"])] == [
        ["Councillor Amber", None, "Councillor Birch"],
        [None, "the Mayor", "Councillor Cedar"],
    ]


def test_what_was_recommended_is_answered(do: Do) -> None:
    limb = ("--limb", "recommended", "to mend the roof", "--to", "body:cabinet", "--due", "2024-05-31", "--id", "roof")
    do("resolution", "record", "--body", "council", *limb)
    do("recommendation", "answer", "roof", "--response", "rejected", "--by", "body:cabinet", "--text", "no money")

    (row,) = do("recommendation", "list", rows=True)
    assert (row["due"]["text"], row["response"], row["response_text"]) == ("2024-05-31", "rejected", "no money")
