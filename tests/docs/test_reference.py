"""The reference is what the code says: fresh, complete, and its examples can be recorded."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from cli.exits import Exit
from cli.main import govledger
from docs.generate import MANUAL, PAGES, REFERENCE
from docs.generating.commands import EXAMPLES
from docs.generating.events import events
from docs.generating.man_pages import man_pages
from docs.generating.statements import FILES, statements
from ledger.vocabulary import CATALOGUE
from projections.answers.directory import questions


@pytest.fixture(scope="module")
def page() -> str:
    return PAGES["commands.md"]()


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A ledger with all the examples, which `govledger` finds by itself."""
    folder = tmp_path_factory.mktemp("examples")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GOVLEDGER_URL", str(folder / "ledger.db"))
        patch.setenv("XDG_CONFIG_HOME", str(folder))
        for words in (["init"], ["record", *map(str, FILES)]):
            result = CliRunner().invoke(govledger, words)
            assert result.exit_code == 0, result.output
        yield folder / "ledger.db"


def every_command(group: click.Group, ctx: click.Context) -> Iterator[str]:
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        assert command is not None
        inner = click.Context(command, info_name=name, parent=ctx)
        yield inner.command_path
        if isinstance(command, click.Group):
            yield from every_command(command, inner)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_reference_is_what_the_code_says_today(name: str) -> None:
    page = REFERENCE / name

    assert page.exists(), f"docs/reference/{name} is not there: run `make docs` and commit what it writes"
    assert page.read_text() == PAGES[name](), (
        f"docs/reference/{name} is not what the code says any more: run `make docs` and commit what it writes"
    )


def test_the_manual_pages_are_what_the_help_says_today() -> None:
    due = man_pages()

    assert {each.name for each in MANUAL.iterdir()} == due.keys(), "run `make docs` and commit what it writes"
    stale = [name for name, text in due.items() if (MANUAL / name).read_text() != text]
    assert not stale, "run `make docs` and commit what it writes"


def test_no_manual_page_has_a_line_that_roff_takes_for_a_request_it_does_not_know() -> None:
    requests = {"TH", "SH", "PP", "TP", "nf", "fi", "RS", "RE", "br", '\\"'}

    for name, text in man_pages().items():
        for line in text.splitlines():
            assert not line.startswith("'"), (name, line)
            assert not line.startswith(".") or line[1:].split(" ")[0] in requests, (name, line)


def test_every_command_has_a_section_and_says_what_it_is_for(page: str) -> None:
    sections = [line.lstrip("# ") for line in page.splitlines() if line.startswith(("## govledger", "### govledger"))]

    assert sections == list(every_command(govledger, click.Context(govledger, info_name="govledger")))
    after = [part.splitlines()[4] for part in page.split("\n## ")[1:]]
    assert all(line and not line.startswith("|") for line in after)


def test_every_command_has_an_example(page: str) -> None:
    parts = re.split(r"\n###? ", page)[1:]
    lacking = [part.splitlines()[0] for part in parts if "```sh" not in part and " COMMAND " not in part]

    assert lacking == [], "give its help an example, or add one to docs/generating/commands.py"


@pytest.mark.parametrize("command", EXAMPLES)
def test_every_example_of_a_question_has_an_answer(command: str, recorded: Path) -> None:
    """Rows, and not only a sentence that says that there are none."""
    as_rows = ["--format", "jsonl"] if command in questions() else []
    result = CliRunner().invoke(govledger, [*command.split(), *shlex.split(EXAMPLES[command]), *as_rows])

    assert result.exit_code == 0, result.output
    assert result.stdout or "Rebuilt" in result.stderr, result.output


def test_every_event_has_a_section_and_every_statement_an_example() -> None:
    page = events()

    assert all(f"\n### {name}\n" in page for name in CATALOGUE)
    within = {"answer", "vote"}  # these stand in the statements that they belong to
    lacking = {event.SAID_AS for event in CATALOGUE.values() if event.SAID_AS} - within - set(statements())
    assert lacking == set(), "add a statement of each to docs/statements.yaml, then run `make docs`"


def test_every_exit_code_is_on_its_page() -> None:
    page = PAGES["exit-codes.md"]()

    assert all(f"| {code.value} |" in page for code in Exit)
