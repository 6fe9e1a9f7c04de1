"""The front door: help that costs nothing, near misses, exit codes, and no traceback for anybody."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from cli.exits import MEANING, Exit
from cli.main import Govledger, all_nouns, govledger
from cli.session import session_of
from ledger.refusals import Refusal, Refusals, StoreRefusal

HEAVY = ("sqlalchemy", "eventsourcing", "ledger.store", "alembic", "psycopg")
NOT_FOR_A_QUESTION = (
    *("sqlalchemy", "eventsourcing", "alembic", "psycopg", "platformdirs", "tomllib", "tabulate", "email", "logging"),
    *("ledger.recording", "ledger.store.recorder", "ledger.entries.codec", "ledger.audit"),
    *("projections.engine.projector", "projections.engine.catalogue", "projections.flags", "projections.routes.route"),
)
"""What a question about a file, whose tables have come to the end of its log, does without."""


@pytest.fixture
def breaking() -> Govledger:
    """A govledger whose one command, `fall over`, fails as it is told."""
    group = Govledger("govledger", nouns=all_nouns)

    @group.command()
    @click.argument("how")
    @click.option("--traceback", is_flag=True)
    @click.pass_context
    def fall(ctx: click.Context, how: str, traceback: bool) -> None:
        session_of(ctx).traceback = traceback
        raise {
            "refused": Refusal("it cannot be true", "say it otherwise"),
            "placed": Refusals([Refusal("one", place="a.yaml:3"), Refusal("two", "mend it", place="a.yaml:5")]),
            "store": StoreRefusal("there is no ledger", "run govledger init"),
            "fault": ZeroDivisionError("division by\nzero"),
            "interrupt": KeyboardInterrupt(),
            "abort": click.Abort(),
        }[how]

    return group


def fall(group: Govledger, *how: str) -> Result:
    return CliRunner().invoke(group, ["fall", *how])


def heavy_modules_after(*args: str, heavy: tuple[str, ...] = HEAVY) -> list[str]:
    script = (
        "import sys\nfrom cli.main import main\n"
        f"sys.argv = ['govledger', *{list(args)!r}]\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert end.code == 0, end.code\n"
        f"print([m for m in {heavy!r} if m in sys.modules], file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return list(eval(ran.stderr.strip().splitlines()[-1]))


def every_command() -> list[list[str]]:
    found: list[list[str]] = [[]]
    context = click.Context(govledger)
    for word in govledger.list_commands(context):
        command = govledger.get_command(context, word)
        found.append([word])
        if isinstance(command, click.Group):
            found += [[word, verb] for verb in command.list_commands(context)]
    return found


@pytest.mark.parametrize("args", [["--help"], ["--version"]], ids=" ".join)
def test_help_and_version_import_nothing_heavy(args: list[str]) -> None:
    assert heavy_modules_after(*args) == []


def test_the_help_of_every_command_imports_nothing_heavy() -> None:
    script = (
        "import sys\nfrom click.testing import CliRunner\nfrom cli.main import govledger\n"
        f"for words in {every_command()!r}:\n"
        "    result = CliRunner().invoke(govledger, [*words, '--help'])\n"
        "    assert result.exit_code == 0, (words, result.output)\n"
        f"print([m for m in {HEAVY!r} if m in sys.modules])"
    )

    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert ran.stdout.strip() == "[]"


@pytest.mark.parametrize("form", ["table", "json"])
def test_a_question_to_an_sqlite_ledger_imports_what_it_needs(recorded: Path, form: str) -> None:
    words = ("body", "members", "hwb", "--format", form, "--ledger", str(recorded))

    assert heavy_modules_after(*words, heavy=NOT_FOR_A_QUESTION) == []


def test_a_question_to_an_sqlite_ledger_does_not_load_the_driver_of_postgresql(recorded: Path) -> None:
    assert "psycopg" not in heavy_modules_after("body", "list", "--as-at", "ever", "--ledger", str(recorded))


def test_every_command_says_what_it_is_for() -> None:
    context = click.Context(govledger)

    for words in every_command():
        result = CliRunner().invoke(govledger, [*words, "--help"], prog_name="govledger")
        assert result.stdout.startswith("Usage: " + " ".join(["govledger", *words])), words
        described = result.stdout.split("\n\n")[1].strip()
        assert described, words
        assert not described.startswith("Options:"), words
    assert context.command is govledger


def test_the_help_lists_every_exit_code() -> None:
    result = CliRunner().invoke(govledger, ["--help"])

    for code, meaning in MEANING.items():
        assert f"{code.value:>3}  {meaning}" in result.stdout
    assert set(MEANING) == set(Exit)


def test_a_near_miss_of_a_command_is_offered(breaking: Govledger) -> None:
    result = CliRunner().invoke(breaking, ["fal"])

    assert result.exit_code == Exit.USAGE
    assert "No such command 'fal'" in result.stderr
    assert "'fall'" in result.stderr


@pytest.mark.parametrize(
    ("words", "way_on"),
    [
        ("entry 153", "To see '153': govledger entry show 153"),
        ("project 'the icn'", "To see 'the icn': govledger project show 'the icn'"),
        ("member brown", "After 'govledger member' comes one of: add, end."),
        ("audit key mine", "After 'govledger audit key' comes one of: "),
    ],
)
def test_who_forgets_the_verb_is_told_how_to_go_on(words: str, way_on: str) -> None:
    result = CliRunner().invoke(govledger, shlex.split(words), prog_name="govledger")

    assert result.exit_code == Exit.USAGE
    assert way_on in result.stderr


def test_a_near_miss_of_a_verb_is_offered_instead() -> None:
    result = CliRunner().invoke(govledger, ["project", "rout"])

    assert "'route'" in result.stderr
    assert "To see" not in result.stderr


def test_a_near_miss_of_an_option_is_offered(breaking: Govledger) -> None:
    result = fall(breaking, "refused", "--tracebak")

    assert result.exit_code == Exit.USAGE
    assert "'--traceback'" in result.stderr


def test_a_refusal_is_a_sentence_with_its_remedy(breaking: Govledger) -> None:
    result = fall(breaking, "refused")

    assert (result.exit_code, result.stdout) == (Exit.REFUSED, "")
    assert result.stderr == "Refused: it cannot be true; say it otherwise\n"


def test_several_refusals_are_all_said_each_at_its_place(breaking: Govledger) -> None:
    result = fall(breaking, "placed")

    assert result.exit_code == Exit.REFUSED
    assert result.stderr == "a.yaml:3: one\na.yaml:5: two; mend it\n2 problems.\n"


def test_a_ledger_that_does_not_open_has_a_code_of_its_own(breaking: Govledger) -> None:
    result = fall(breaking, "store")

    assert result.exit_code == Exit.NO_LEDGER
    assert result.stderr == "Refused: there is no ledger; run govledger init\n"


def test_what_nobody_foresaw_is_apologised_for_without_a_traceback(breaking: Govledger) -> None:
    result = fall(breaking, "fault")

    assert result.exit_code == Exit.BROKEN
    assert "ZeroDivisionError: division by zero" in result.stderr
    assert "--traceback" in result.stderr
    assert "Traceback (most recent" not in result.stderr


def test_the_traceback_is_there_for_who_asks(breaking: Govledger) -> None:
    result = fall(breaking, "fault", "--traceback")

    assert result.exit_code == Exit.BROKEN
    assert "Traceback (most recent call last)" in result.stderr


@pytest.mark.parametrize("how", ["interrupt", "abort"])
def test_being_stopped_is_told_apart_from_being_refused(breaking: Govledger, how: str) -> None:
    result = fall(breaking, how)

    assert result.exit_code == Exit.STOPPED
    assert "Stopped." in result.stderr
