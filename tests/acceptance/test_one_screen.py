"""Each of the questions that a committee asked takes one or two commands, and no more than a screen to read."""

from __future__ import annotations

import json
import shlex
from typing import Final

import pytest

from tests.acceptance.conftest import EXAMPLES
from tests.docs.console import Shell

WIDTH, HEIGHT = 100, 60
MOST_ROWS: Final = 15
ASKED: Final = {
    "1": ("accountability chain icb --to lbb",),
    "2": ("project show icn", "project route icn"),
    "3": ("project route icn",),
    "4": ("questions --about lbb-pds-committees", "project show joint-projects"),
    "5": ("body members icb --as-at 2019-01-31",),
    "6": ("body members icb --as-at 2016-01-01",),
    "7": ("body members icb",),
    "8": ("body lineage icb", "project show icb-work-programme"),
    "9": ("project route bromley-well", "questions --about icb --unanswered"),
    "10": ("targets --project joint-projects", "targets"),
    "11": ("questions --about ooh-programme --answered declined", "decisions --project ooh-programme"),
    "12": ("commitments --overdue --as-at 2016-01-01",),
    "13": ("decisions --verb approved --as-at ever", "decisions"),
    "14": ("resolution show pcd/1",),
    "15": ("questions --unanswered", "questions --deflected"),
    "16": ("accountability list --who bromley-ccg", "questions --about bromley-ccg"),
    "17": ("accountability chain icn", "project route icn"),
    "18": ("interests --about co-commissioning",),
    "19": ("delegations", "agreements"),
    "20": ("rules", "accountability chain bromley-ccg --to lbb"),
    "21": ("sums --project integration-programme", "sums"),
    "22": ("options --project co-commissioning",),
    "23": ("person show vanessa-reeves --as-at 2015-12-01", "person history vanessa-reeves"),
    "24": ("meeting attendance --substitutes --as-at ever",),
    "25": ("rules --project icn", "project route icn"),
    "26": ("project route icn --sources",),
    "27": ("audit verify",),
    "28": ("chronology icn",),
}
"""The commands that answer each, by the number of the question."""


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """A terminal of a hundred columns, with the five documents recorded."""
    shell = Shell(home=tmp_path_factory.mktemp("reader").resolve())
    shell.work.mkdir()
    with shell.at_home():
        shell.call("export GOVLEDGER_URL=ledger.db")
        shell.call("govledger init --unsealed")
        shell.call("govledger record " + shlex.join(map(str, EXAMPLES)))
    return shell


def test_all_twenty_eight_are_asked_with_at_most_two_commands() -> None:
    assert list(ASKED) == [str(number) for number in range(1, 29)]
    assert {len(commands) for commands in ASKED.values()} <= {1, 2}


@pytest.mark.parametrize("command", sorted({each for commands in ASKED.values() for each in commands}))
def test_an_answer_of_fewer_than_fifteen_rows_fits_on_a_screen(shell: Shell, command: str) -> None:
    with shell.at_home():
        shell.call("export GOVLEDGER_URL=ledger.db")
        page = shell.call(f"govledger {command}")
        rows = _rows(shell, command)

    assert page
    assert page[0][0].isupper() or page[0][0].isdigit(), "an answer begins with a sentence"
    assert len(page) <= HEIGHT or rows >= MOST_ROWS, f"{len(page)} lines for {rows} rows"
    assert max(map(len, page)) <= WIDTH or command == "audit verify", "whose verdict is one line of stderr"


def _rows(shell: Shell, command: str) -> int:
    told = "\n".join(shell.call(f"govledger {command} --format json 2>/dev/null"))
    return len(json.loads(told).get("rows", ()))
