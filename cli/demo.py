"""`govledger demo`: the example documents in a ledger of their own, and what it answers."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import click

from cli.session import session_of
from cli.terminal import say

_ASKED: Final = (
    (
        "Who is on the Integrated Commissioning Board? Nobody wrote down since when, so it is only possible.",
        "body members icb --as-at 2018-06-01",
    ),
    ("What came before it?", "body lineage icb"),
    (
        "To which body of the council does it answer? The committee asked, and was told something else.",
        "accountability chain icb --to lbb",
    ),
    (
        "Who approved what? Nobody approved anything: limb by limb, reports were noted and more was asked for.",
        "decisions",
    ),
    (
        "Did the Integrated Care Networks bypass the Commissioning Board? Neither shown to have, nor to have not.",
        "project route icn",
    ),
    (
        "Which commitments were overdue at New Year 2016? Those without a date never are, and stand apart.",
        "commitments --overdue --as-at 2016-01-01",
    ),
    ("Which questions were never answered?", "questions --unanswered"),
)
"""What the readers of the documents asked, with what the answers show."""
_SIGNED: Final = "Suppose signed minutes turn up that give a day. A correction is a new entry; the earlier view stays."


@click.command("demo")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), required=False)
@click.pass_context
def command(ctx: click.Context, folder: Path | None) -> None:
    """Record the example documents into a ledger of their own, and ask it what their readers asked.

    With FOLDER the ledger, its key and the documents stay there, to go on asking; otherwise nothing is left behind.
    Nobody's own ledger, key or config is touched.

    \b
    govledger demo
    govledger demo ~/govledger-demo
    """
    if folder is not None and folder.exists() and any(folder.iterdir()):
        raise click.BadParameter(f"'{folder}' has something in it already", param_hint="FOLDER")
    with ExitStack() as over:
        place = folder or Path(over.enter_context(TemporaryDirectory(prefix="govledger-demo-")))
        place.mkdir(parents=True, exist_ok=True)
        over.enter_context(_alone(place))
        _Demonstration(place, traceback=session_of(ctx).traceback).show()
    if folder is not None:
        say(f"\nThe ledger stays in '{folder}': govledger --ledger '{folder / 'ledger.db'}' body members icb")


class _Demonstration:
    """One showing, in a folder."""

    def __init__(self, folder: Path, *, traceback: bool) -> None:
        self._folder, self._first = folder, ["--traceback"] if traceback else []

    def show(self) -> None:
        """Record, ask, correct, verify."""
        documents = [_copied(each, self._folder) for each in examples()]
        _tell("A clerk makes a ledger and records five documents, all or nothing.")
        self._quietly("init", "--origin", "ledger.example.gov.uk/demo", "--key", str(self._folder / "demo.key"))
        self._quietly("record", *map(str, documents))
        click.echo("$ govledger init\n$ govledger record *.yaml")
        for says, asked in _ASKED:
            _tell(says)
            self._ask(*asked.split())
        _tell(_SIGNED)
        entries = self._entries("--type", "membership.started", "--subject", "body:icb")
        last = self._entries()[-1]
        self._ask("correct", entries[0], "--on", "2018-05-14", "--why", "the signed minutes give the day")
        self._ask("body", "members", "icb", "--as-at", "2018-06-01")
        self._ask("body", "members", "icb", "--as-at", "2018-06-01", "--known-at", last)
        _tell("Is the record intact? From inside it can only be shown to agree with itself...")
        click.echo(f"(exit code {self._ask('audit', 'verify')})")
        kept = str(self._folder / "kept-by-the-auditor")
        _tell("... and with one checkpoint kept elsewhere, that nothing recorded by then was touched.")
        self._ask("audit", "checkpoint", "--out", kept)
        click.echo(f"(exit code {self._ask('audit', 'verify', '--against', kept)})")

    def _ask(self, *words: str) -> int:
        click.echo("\n$ govledger " + " ".join(f"'{word}'" if " " in word else word for word in words))
        return self._call(*words)

    def _call(self, *words: str) -> int:
        from cli.main import govledger

        return govledger.main([*self._first, *words], prog_name="govledger", standalone_mode=False) or 0

    def _quietly(self, *words: str) -> str:
        """What a command prints, which nobody is to see unless it fails."""
        octets, talk = BytesIO(), StringIO()
        said = TextIOWrapper(octets, "utf-8", write_through=True)
        with redirect_stdout(said), redirect_stderr(talk):
            code = self._call(*words)
        if code:
            raise click.ClickException(talk.getvalue())
        return octets.getvalue().decode()

    def _entries(self, *words: str) -> list[str]:
        lines = self._quietly("log", *words, "--format", "jsonl").splitlines()
        return [str(json.loads(line)["entry"]) for line in lines if "entry" in json.loads(line)]


def examples() -> list[Path]:
    """The example documents: those of the package, or of the source tree that is worked in."""
    here = Path(__file__).parent
    places = (here / "examples", here.parent / "examples")
    return sorted(next(each for each in places if each.is_dir()).glob("*.yaml"))


def _copied(file: Path, folder: Path) -> Path:
    to = folder / file.name
    to.write_bytes(file.read_bytes())
    return to


def _tell(what: str) -> None:
    click.secho(f"\n{what}", bold=True)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """While the environment speaks of nothing but a folder."""
    own = {
        "GOVLEDGER_URL": str(folder / "ledger.db"),
        "GOVLEDGER_CONFIG": str(folder / "config.toml"),
        "GOVLEDGER_RECORDER": "A. Clerk",
    }
    gone = [name for name in os.environ if name.startswith("GOVLEDGER_") and name not in (*own, "GOVLEDGER_TRACEBACK")]
    before: Mapping[str, str] = dict(os.environ)
    os.environ.update(own)
    for name in gone:
        del os.environ[name]
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
