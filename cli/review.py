"""`govledger review`: a draft, statement by statement with its sentence, accepted, rewritten or dropped."""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.exporting import whole_file
from cli.session import Session, ledger_option, session_of
from cli.terminal import say
from ledger.refusals import Refusal, Refusals

if TYPE_CHECKING:
    from ledger.drafting.review import Open


@click.command("review")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--by", metavar="NAME", help="Who checks; default: who records. [env: GOVLEDGER_RECORDER]")
@ledger_option
@click.pass_context
def command(ctx: click.Context, file: Path, by: str | None) -> None:
    """Go through what is still to be checked in a meeting file: accept, edit or drop each statement.

    Each is shown with the sentence of the minutes that it rests on. What is accepted says who confirmed it and which
    rule drafted it; what is dropped stays as a comment with the reason. The file is kept after each, so that it can be
    left and gone on with at any time, and nothing else in it is changed.

    \b
    govledger review drafts/june.yaml
    """
    session = session_of(ctx)
    session.recorder_option = by
    _Review(file, session).go_through()


class _Review:
    """One review of one file."""

    def __init__(self, file: Path, session: Session) -> None:
        self._file, self._session, self._by = file, session, session.recorder.value
        self._tool = f"govledger {version('govledger')}"
        self._later = 0

    def go_through(self) -> None:
        """Ask about each open check, the first one first, until none is left or the clerk leaves."""
        from ledger.drafting.review import open_checks

        whole = len(open_checks(self._text()))
        if not whole:
            say(f"Nothing is left to check in '{self._file}'.")
            return
        while self._later < len(checks := open_checks(self._text())):
            if not self._decide(checks[self._later], whole - len(checks) + self._later + 1, whole):
                break
        left = len(open_checks(self._text()))
        if left:
            say(f"{left} still to be checked; `govledger review {self._file}` goes on with them.")
        else:
            say(f"Nothing is left to check: record it with `govledger record {self._file}`.")

    def _decide(self, check: Open, number: int, whole: int) -> bool:
        """Show one and do what the clerk says; whether to go on."""
        from ledger.drafting.review import accepted, dropped, meant, open_checks, shown

        text = self._text()
        click.echo(f"\n[{number} of {whole}] line {check.first + 1}{f', {check.at}' if check.at else ''}")
        if check.quote:
            click.echo(f"  “{check.quote}”")
        click.echo(f"{shown(text, check)}\n  check: {check.check}")
        for place, proposed in enumerate(check.proposed, 1):
            click.echo(f"  {place}: it is {proposed}")
        match self._asked(check):
            case chosen if chosen.isdigit():
                self._keep(meant(text, check, check.proposed[int(chosen) - 1]))
            case "a" if self._is_whole(check):
                text = self._text()
                self._keep(accepted(text, open_checks(text)[self._later], self._by, self._tool))
            case "a":
                say("Not accepted: edit it (e), drop it (d), or leave it for later (l).")
            case "e":
                self._edit(text, check)
            case "d" if check.is_droppable:
                why = click.prompt("Why is it dropped", err=True)
                self._keep(dropped(text, check, self._by, why))
            case "d":
                say("The meeting itself cannot be dropped; correct it, then accept it.")
            case "l":
                self._later += 1
            case _:
                return False
        return True

    def _is_whole(self, check: Open) -> bool:
        """Whether a statement could be recorded; what it lacks is asked for, what is wrong with it is said."""
        from ledger.drafting.review import completed
        from ledger.meeting_file.mistakes import MissingKey

        before = self._text()
        while amiss := self._amiss(check):
            line, refusal = amiss[0]
            if not isinstance(refusal, MissingKey):
                say(f"{refusal.problem}; {refusal.remedy}")
                break
            value = click.prompt(f"'{refusal.key}' ({refusal.holds.expected})", err=True)
            self._keep(completed(self._text(), line, refusal.key, value))
            check = replace(check, last=check.last + 1)
            if (line, refusal.problem) in ((again, each.problem) for again, each in self._amiss(check)):
                break
        else:
            return True
        self._keep(before)
        return False

    def _amiss(self, check: Open) -> list[tuple[int, Refusal]]:
        """What would be refused in one statement, by its line from 0; nothing where there is no ledger to record in."""
        from ledger.meeting_file import read_together
        from ledger.meeting_file.mistakes import StillToCheck

        try:
            read_together([self._file], self._session.ledger, self._session.directory, self._session.form)
        except Refusals as several:
            told = [
                (each.place.rpartition(":")[2], each) for each in several.refusals if not isinstance(each, StillToCheck)
            ]
            found = [(int(line) - 1, each) for line, each in told if line.isdecimal()]
            return [(line, each) for line, each in found if check.first <= line < check.last]
        except Refusal:
            return []
        return []

    def _asked(self, check: Open) -> str:
        numbers = [str(place) for place, _ in enumerate(check.proposed, 1)]
        words = (
            "Accept as new, edit, drop, later, quit, or who is meant" if numbers else "Accept, edit, drop, later, quit"
        )
        return str(click.prompt(words, type=click.Choice(["a", "e", "d", "l", "q", *numbers]), err=True))

    def _edit(self, text: str, check: Open) -> None:
        """Let the clerk rewrite the statement; what would break the file is not kept."""
        from ledger.drafting.review import open_checks, replaced, shown

        written = click.edit(shown(text, check), extension=".yaml")
        if written is None or not written.strip():
            say("Nothing was changed.")
            return
        changed = replaced(text, check, written)
        try:
            open_checks(changed)
        except Refusal as refusal:
            say(f"Not kept: {refusal}")
            return
        self._keep(changed)

    def _text(self) -> str:
        return self._file.read_text("utf-8-sig")

    def _keep(self, text: str) -> None:
        with whole_file(self._file) as kept:
            kept.write(text.encode())
