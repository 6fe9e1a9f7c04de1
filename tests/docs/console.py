"""Runs the ```console blocks of a page from top to bottom, as a reader would, and compares what is printed.

A page may use:

* ```console: lines that begin with `$ ` are commands (one that ends in a backslash goes on in the next line);
  the lines below are what they print, stdout and stderr as a terminal mixes them. A line that is only `...`
  stands for whatever lines the page leaves out.
* ```yaml june.yaml (or text, json, csv): the reader saves the block under that name.
* ```diff june.yaml: the reader edits that file: each run of `-` lines gives way to the `+` lines below it.

A page is run in a folder below the reader's home that holds nothing but `examples/`, with no ledger and no settings,
and with nothing set by which those would lie elsewhere than they do for any reader; `export NAME=value` and
`echo $?` work as in a shell. `govledger` runs in this process, and what its output is piped into, like whatever else is
called, in a shell.

    python -m tests.docs.console docs/tutorial.md      runs a page, and writes into it what its commands print
"""

from __future__ import annotations

import glob
import io
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, NamedTuple

from cli.main import govledger

ROOT: Final = Path(__file__).parents[2]
HOME: Final = "/home/clerk"
"""What a page calls the home of its reader."""
WORK: Final = "govledger"
"""The folder in it in which a page is run: what lies in the one is not found in the other."""
WIDTH: Final = 100
_FENCE: Final = re.compile(r"```(?P<language>\w+)(?: (?P<name>\S+))?")
_FILES: Final = ("yaml", "text", "json", "csv")
_LEFT_OUT: Final = "..."
_CALL: Final = re.compile(
    r"govledger(?P<words>(?:'[^']*'|[^'|><;&])*?)(?P<errors>2>/dev/null|2>&1)?\s*(?P<onward>[|>](?!&)[^;&]*)?"
)
"""A call of `govledger`, where its errors go, and where what it prints goes."""


class Step(NamedTuple):
    """A command with the lines that the page prints below it; `line` is where the command stands."""

    line: int
    command: str
    printed: tuple[str, ...]


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its file's name, and its lines; `line` is that of its first one."""

    language: str
    name: str
    line: int
    lines: tuple[str, ...] = ()

    @property
    def steps(self) -> Iterator[Step]:
        """The commands of a console block."""
        starts = [n for n, line in enumerate(self.lines) if line.startswith("$ ")]
        for start, end in zip(starts, [*starts[1:], len(self.lines)], strict=True):
            last = start
            while self.lines[last].endswith("\\") and last + 1 < end:
                last += 1
            command = "\n".join(self.lines[start : last + 1])[2:]
            yield Step(self.line + start, command, self.lines[last + 1 : end])


class Different(AssertionError):
    """A command that printed something else than its page says."""

    def __init__(self, page: Path, step: Step, printed: Sequence[str]) -> None:
        shown = page.relative_to(ROOT) if page.is_relative_to(ROOT) else page
        super().__init__(
            "\n".join(
                (
                    f"{shown}:{step.line}: `{step.command}` printed",
                    *(f"    {line}" for line in printed),
                    "and the page says",
                    *(f"    {line}" for line in step.printed),
                    f"If the page is to change: python -m tests.docs.console {shown}",
                )
            )
        )


def blocks(page: Path) -> Iterator[Block]:
    """The fenced blocks of a page."""
    block: Block | None = None
    for number, line in enumerate(page.read_text().splitlines(), 1):
        if block is not None and line == "```":
            yield block
            block = None
        elif block is not None:
            block = replace(block, lines=(*block.lines, line))
        elif fence := _FENCE.fullmatch(line):
            block = Block(fence["language"], fence["name"] or "", number + 1)


def run(page: Path, folder: Path) -> Iterator[tuple[Step, list[str]]]:
    """Do what a page says, with an empty folder as home; gives each command with what it really prints."""
    shell = Shell(home=folder.resolve())
    shell.work.mkdir()
    (shell.work / "examples").symlink_to(ROOT / "examples")
    with shell.at_home():
        for block in blocks(page):
            if block.language == "console":
                yield from ((step, shell.call(step.command)) for step in block.steps)
            elif block.name and block.language == "diff":
                _edit(shell.work / block.name, block)
            elif block.name and block.language in _FILES:
                (shell.work / block.name).write_text("".join(f"{line}\n" for line in block.lines))


def says(expected: Sequence[str], printed: Sequence[str]) -> bool:
    """Whether what is printed is what a page expects; `...` stands for any lines."""
    patterns = (r"(?:.*\n)*" if line == _LEFT_OUT else re.escape(f"{line}\n") for line in expected)
    return re.fullmatch("".join(patterns), "".join(f"{line}\n" for line in printed)) is not None


def check(page: Path, folder: Path) -> None:
    """Run a page to its end.

    Raises:
        Different: a command prints something else than the page says.
    """
    for step, printed in run(page, folder):
        if not says(step.printed, printed):
            raise Different(page, step, printed)


def rewrite(page: Path) -> None:
    """Run a page, and write what its commands print below those that it is wrong about."""
    lines = page.read_text().splitlines()
    with tempfile.TemporaryDirectory() as folder:
        found = list(run(page, Path(folder)))
    for step, printed in reversed(found):
        if not says(step.printed, printed):
            start = step.line + step.command.count("\n")
            lines[start : start + len(step.printed)] = printed
    page.write_text("".join(f"{line}\n" for line in lines))


@dataclass
class Shell:
    """A reader's shell, in a folder of its own below their home."""

    home: Path
    code: int = 0
    variables: dict[str, str] = field(default_factory=dict)

    @property
    def work(self) -> Path:
        """The folder in which the page is run."""
        return self.home / WORK

    @contextmanager
    def at_home(self) -> Iterator[None]:
        """In the folder, with an environment that has nothing of whoever runs the tests."""
        kept, there = dict(os.environ), Path.cwd()
        for name in [name for name in os.environ if name.startswith(("GOVLEDGER_", "XDG_"))]:
            del os.environ[name]
        os.environ |= {
            "HOME": str(self.home),
            "GOVLEDGER_RECORDER": "A. Clerk",
            "COLUMNS": str(WIDTH),
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        }
        os.chdir(self.work)
        try:
            yield
        finally:
            os.chdir(there)
            os.environ.clear()
            os.environ.update(kept)

    def call(self, command: str) -> list[str]:
        """The lines that a command prints, without what is beyond their ends."""
        if command == "echo $?":
            return [str(self.code)]
        if command.startswith("export "):
            name, _, value = shlex.split(command)[1].partition("=")
            os.environ[name] = value
            return []
        called = _CALL.fullmatch(command.replace("\\\n", ""))
        text = self._in_shell(command) if called is None else self._govledger(**called.groupdict())
        return [line.rstrip() for line in text.replace(str(self.home), HOME).splitlines()]

    def _govledger(self, words: str, errors: str | None, onward: str | None) -> str:
        terminal, piped = io.BytesIO(), io.BytesIO()
        out = _Pipe(piped) if errors or onward else _Screen(terminal)
        err = {None: _Pipe(terminal), "2>&1": out}.get(errors, _Pipe(io.BytesIO()))
        with redirect_stdout(out), redirect_stderr(err):
            try:
                govledger([each for word in shlex.split(words) for each in _globbed(word)], prog_name="govledger")
            except SystemExit as end:
                self.code = int(end.code or 0)
        code, printed = self.code, piped.getvalue().decode()
        if onward:
            printed = self._in_shell(f"cat {onward}", printed)
            self.code = code if onward.startswith(">") else self.code
        return terminal.getvalue().decode() + printed

    def _in_shell(self, command: str, given: str | None = None) -> str:
        ran = subprocess.run(
            command, shell=True, text=True, input=given, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
        )
        self.code = ran.returncode
        return ran.stdout


class _Pipe(io.TextIOWrapper):
    """Writes through, so that two streams into one place keep their order."""

    def __init__(self, octets: io.BytesIO) -> None:
        super().__init__(octets, encoding="utf-8", write_through=True)

    def __del__(self) -> None:
        """Leave what was written where it is."""


class _Screen(_Pipe):
    """Answers are laid out for a terminal."""

    def isatty(self) -> bool:
        """It is one."""
        return True


def _globbed(word: str) -> list[str]:
    return sorted(glob.glob(word)) or [word] if "*" in word else [word]


def _edit(file: Path, block: Block) -> None:
    text = file.read_text()
    for old, new in _changes(block.lines):
        if text.count(old) != 1:
            raise AssertionError(f"line {block.line} of the page: {file.name} does not have this once:\n{old}")
        text = text.replace(old, new)
    file.write_text(text)


def _changes(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    old, new = "", ""
    for line in lines:
        if line.startswith("-") and new:
            yield old, new
            old, new = "", ""
        if line.startswith("-"):
            old += f"{line[1:]}\n"
        elif line.startswith("+"):
            new += f"{line[1:]}\n"
    yield old, new


if __name__ == "__main__":
    for name in sys.argv[1:]:
        rewrite(Path(name).resolve())
