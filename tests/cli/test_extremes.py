"""Values at the edge of what can be said, for every number and date that a command takes: none breaks anything."""

from __future__ import annotations

import re
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from click.testing import Result

from cli.main import govledger
from cli.params import Day, Edtf, EntryNumber, Moment, SubjectType
from tests.kept_open import kept_open

Call = Callable[..., Result]
NUMBERS_AND_DATES = (EntryNumber, click.IntRange, Day, Edtf, Moment)
VALUES = (
    *("1" + "0" * 30, "9" * 5000, str(2**63 - 1), str(2**63), "9" * 15, "0", "-1", "1e3", "1_0", "²", "٣"),
    *("9999-12-31", "0001-01-01", "9999", "0000", "9999-24", "10000-01-01", "9999-12-31~", "y-1700000002"),
)
KNOWN = {"hwb": ("body",), "ruth-okafor": ("person",), "care-homes": ("project",), "hwb/2018-06-07": ("meeting",)}
"""What stands for a subject that a command cannot do without."""


def commands(command: click.Command, words: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command with the words by which it is called."""
    if isinstance(command, click.Group):
        ctx = click.Context(command)
        for name in command.list_commands(ctx):
            below = command.get_command(ctx, name)
            assert below is not None
            yield from commands(below, (*words, name))
        if not command.invoke_without_command:
            return
    yield words, command


def takes(*kinds: type) -> list[tuple[tuple[str, ...], click.Command, click.Parameter]]:
    return [
        (words, command, param)
        for words, command in commands(govledger)
        for param in command.params
        if isinstance(param.type, kinds)
    ]


def written(command: click.Command, param: click.Parameter, value: str) -> list[str]:
    """The words after a command's name: one value, and whatever the command cannot do without."""
    words = [value if each is param else _some(each) for each in command.params if isinstance(each, click.Argument)]
    return words if isinstance(param, click.Argument) else [*words, f"{param.opts[-1]}", value]


def _some(argument: click.Argument) -> str:
    kinds = argument.type.kinds if isinstance(argument.type, SubjectType) else ()
    return next((name for name, of in KNOWN.items() if set(of) & set(kinds)), "1" if not kinds else "hwb")


def test_the_commands_have_numbers_and_dates_by_the_dozen() -> None:
    found = takes(*NUMBERS_AND_DATES)

    assert len(found) > 100
    assert {"--known-at", "--as-at", "--after", "--on", "--known-from"} <= {name for *_, p in found for name in p.opts}


@pytest.mark.parametrize("value", VALUES, ids=lambda value: value[:20])
def test_no_number_and_no_date_breaks_a_command(
    value: str, recorded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # some of the commands write files

    with kept_open() as ledgers:
        for words, command, param in takes(*NUMBERS_AND_DATES):
            given = [*words, *written(command, param, value)]
            if words == ("serve",):  # what it takes it serves until it is stopped, but not at an address of nobody's
                given += ["--host", "192.0.2.1"]
            result = ledgers.ask(recorded, *given)

            assert result.exit_code in range(7), (given, result.output)
            assert len(result.stderr) < 2_000, given


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("log", "--after", "1" + "0" * 30), 2, "no ledger has as many entries as 1000000"),
        (("log", "--last", "9" * 5000), 2, f"no ledger has as many entries as {'9' * 20}...; `govledger log -n 1`"),
        (("entry", "show", "1" + "0" * 30), 2, "`govledger log -n 1` shows the number of the last"),
        (("entry", "show", "9" * 15), 1, f"there is no entry {'9' * 15}; the ledger's entries run from 1 to"),
        (("entry", "show", "two"), 2, "'two' is not a valid integer; write 1 or more, in digits"),
        (("import", "ods", ".", "--chunk", "9" * 5000), 2, f"{'9' * 20}... is too many; write 100000 or less"),
        (("entry", "show", "0"), 2, "0 is not in the range from 1 up; write 1 or more"),
        (("body", "list", "--known-at", "1" + "0" * 30), 2, "no ledger has as many entries as 1"),
        (("body", "list", "--known-at", "9" * 15), 1, "there is no entry"),
        (("body", "list", "--known-at", "soon" * 5000), 2, "'soonsoonsoonsoonsoon...' is neither a day nor an entry"),
        (("body", "list", "--as-at", "9" * 5000), 2, f"'{'9' * 20}...' is not a day; write it as 2018-06-01"),
    ],
)
def test_what_is_out_of_range_is_refused_in_a_sentence_that_says_what_to_write(
    words: tuple[str, ...], code: int, says: str, call: Call, recorded: Path
) -> None:
    assert says in " ".join(call(*words, code=code).stderr.split())


def test_every_question_refuses_a_subject_of_which_nothing_is_recorded(recorded: Path) -> None:
    asked = [(words, command, param) for words, command, param in takes(SubjectType) if _is_question(command)]

    with kept_open() as ledgers:
        for words, command, param in asked:
            moment = {("diff",): ["--known-from", "1"], ("agenda",): ["--on", "2018-06-07"]}.get(words, [])
            given = [*words, *written(command, param, "nobody-at-all"), *moment]
            result = ledgers.ask(recorded, *given)

            assert result.exit_code == 1, (given, result.output)
            assert re.search(r"unknown [a-z ]+ 'nobody-at-all'", result.stderr), (given, result.stderr)
    assert len(asked) > 50


def _is_question(command: click.Command) -> bool:
    return bool({"known_at", "known_to"} & {param.name for param in command.params})


def test_the_last_day_of_the_calendar_is_a_day_like_others(call: Call, recorded: Path) -> None:
    now = call("body", "list", "--format", "csv").stdout

    assert call("body", "list", "--known-at", "9999-12-31", "--format", "csv").stdout == now
    assert "ruth-okafor" in call("audit", "replay", "--known-at", "9999-12-31", "--as-at", "9999-12-31").stdout


@pytest.mark.parametrize(
    ("ledger", "says"),
    [
        ("x" * 300, "File name too long; name one with a shorter path"),
        ("/" + "a/" * 3000 + "ledger.db", "File name too long; name one with a shorter path"),
        ("postgresql://u:SECRET@host:notaport/x", "the port in the ledger's address is not a number; write postgresql"),
        ("postgresql://u:SECRET@localhost:99999999/x", "99999999"),
        ("postgresql://localhost:1/x?plugin=x", "the driver does not understand the ledger's address"),
        ("postgresql:///x?host=/nowhere&port=abc", "the driver does not understand the ledger's address"),
        ("~nobody-of-that-name/ledger.db", "there is no"),
        ("minutes-\udcff.db", "the ledger's address has characters in it that are no text"),
        ("minutes-\0.db", "the ledger's address has characters in it that are no text"),
    ],
    ids=lambda value: value[:20].encode("unicode_escape").decode(),
)
@pytest.mark.parametrize("words", [("body", "list"), ("init",), ("audit", "verify"), ("log",)], ids=" ".join)
def test_an_address_that_is_none_is_refused_and_leaves_no_key_behind(
    words: tuple[str, ...], ledger: str, says: str, call: Call, tmp_path: Path
) -> None:
    refused = call(*words, "--ledger", ledger, code=5)

    assert says in refused.stderr
    assert "SECRET" not in refused.output
    assert len(refused.stderr) < 10_000
    assert not list((tmp_path / "config").rglob("*.key"))


def test_a_machine_without_memory_is_told_and_not_apologised_for(recorded: Path, tmp_path: Path) -> None:
    with (tmp_path / "huge.checkpoint").open("wb") as huge:
        huge.truncate(4_000_000_000)
    command = "from cli.main import main; main()"

    ended = subprocess.run(
        [sys.executable, "-c", command, "audit", "verify", "--against", tmp_path / "huge.checkpoint"],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (2_000_000_000, 2_000_000_000)),
    )

    assert ended.returncode == 5
    assert ended.stderr.startswith("Refused: this machine has no memory left for that; close other programs")
