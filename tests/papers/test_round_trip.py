"""Thornmere's year, written out as Word minutes, drafted, accepted line by line and recorded, gives the same answers.

What minutes do not say is lost on the way, and listed here: the verb where the words of a resolution hold none, a zero
that nobody wrote down, the hour of a vote after midnight, the day to which a meeting was adjourned, that a body
decided rather than resolved, what a decision was about.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli.main import govledger

THORNMERE = sorted((Path(__file__).parents[2] / "examples" / "thornmere").glob("*.yaml"))
LATER_DAYS = {"2024-02-29T00:10": "2024-02-28", "2024-04-16": "2024-04-09"}


def run(ledger: Path, *words: str | Path, typed: str | None = None) -> str:
    env = {"GOVLEDGER_URL": str(ledger), "GOVLEDGER_RECORDER": "A. Clerk"}
    result = CliRunner().invoke(govledger, [str(word) for word in words], input=typed, prog_name="govledger", env=env)
    assert result.exit_code == 0, f"{words}: {result.output}"
    return result.stdout


def answers(ledger: Path, *columns: str, of: tuple[str, ...]) -> list[tuple[str, ...]]:
    rows = csv.DictReader(io.StringIO(run(ledger, *of, "--format", "csv")))
    return sorted(tuple(LATER_DAYS.get(row[column], row[column]) for column in columns) for row in rows)


@pytest.fixture(scope="module")
def ledgers(tmp_path_factory: pytest.TempPathFactory) -> Iterable[tuple[Path, Path]]:
    folder = tmp_path_factory.mktemp("trip")
    with pytest.MonkeyPatch.context() as patch:
        for variable in ("GOVLEDGER_CONFIG", "GOVLEDGER_KEY", "GOVLEDGER_PUBLIC"):
            patch.delenv(variable, raising=False)
        patch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
        patch.chdir(folder)
        yield _there_and_back(folder)


def _there_and_back(folder: Path) -> tuple[Path, Path]:
    first, second = folder / "first.db", folder / "second.db"
    run(first, "init")
    run(second, "init")
    run(first, "record", *THORNMERE)
    held = [
        row
        for row in csv.DictReader(io.StringIO(run(first, "meeting", "list", "--format", "csv")))
        if row["status"] == "held"
    ]
    for meeting in sorted(held, key=lambda row: row["since_earliest"]):
        name = meeting["id"].replace(":", "-").replace("/", "_")
        run(first, "minutes", meeting["id"], "--out", folder / f"{name}.docx")
        run(second, "draft", folder / f"{name}.docx", "--into", folder / "drafts")
        file = folder / "drafts" / f"{name}.yaml"
        run(second, "review", file, typed="a\n" * file.read_text().count("check:"))
        run(second, "record", file)
    return first, second


def test_every_resolution_comes_back_in_its_words(ledgers: tuple[Path, Path]) -> None:
    first, second = ledgers
    was = answers(first, "since", "text", of=("resolution", "list"))
    now = answers(second, "since", "text", of=("resolution", "list"))
    never_moved = ("2023-11-15", "That a congestion charge be introduced.")

    assert sorted(set(was) - set(now)) == [never_moved]
    assert sorted(set(now) - set(was)) == [
        ("2023-06-27", "That the libraries open four days a week from 1 September 2023."),
        ("2023-07-18", "That the libraries open four days a week and on Saturday mornings from 1 October 2023."),
        ("2023-10-17", "That the stall of the Thornmere Bakery be licensed from 1 to 24 December 2023."),
    ]


def test_every_vote_comes_back_with_its_names_and_its_casting_vote(ledgers: tuple[Path, Path]) -> None:
    columns = ("text", "for", "against", "abstained", "carried", "casting")
    was, now = ({each[0]: each for each in answers(ledger, *columns, of=("votes",))} for ledger in ledgers)

    assert set(was) <= set(now)
    for text, vote in was.items():
        told = zip(vote[1:], now[text][1:], strict=True)
        assert all(before == after or before in ("0", "") for before, after in told), (vote, now[text])


def test_motions_that_were_not_carried_and_amendments_are_no_resolutions(ledgers: tuple[Path, Path]) -> None:
    columns = ("text", "mover_name", "seconder_name")
    was, now = (answers(ledger, *columns, of=("motion", "list")) for ledger in ledgers)
    put_as_amended = ("That a path for walkers and cyclists be built along the river once its cost is known.", "", "")

    assert set(was) - set(now) == {put_as_amended}
    assert set(now) <= set(was)


def test_everybody_was_where_the_record_has_them(ledgers: tuple[Path, Path]) -> None:
    columns = ("person_name", "presence", "substitute_for_name")
    was, now = (
        {(day, *answer) for day in ("2023-06-13", "2023-07-18", "2024-05-15") for answer in _on(ledger, day, columns)}
        for ledger in ledgers
    )

    assert was == now


def _on(ledger: Path, day: str, columns: tuple[str, ...]) -> list[tuple[str, ...]]:
    meetings = csv.DictReader(io.StringIO(run(ledger, "meeting", "list", "--format", "csv")))
    (meeting,) = (row["id"] for row in meetings if row["since_earliest"] == day)
    return answers(ledger, *columns, of=("meeting", "attendance", "--meeting", meeting))


def test_questions_come_back_with_how_far_they_were_answered_and_promises(ledgers: tuple[Path, Path]) -> None:
    for columns, question in (
        (("text", "completeness"), ("questions",)),
        (("text", "since"), ("commitments",)),
    ):
        was, now = (answers(ledger, *columns, of=question) for ledger in ledgers)

        assert was == now
