"""`govledger review`: a draft, statement by statement with its sentence, accepted, rewritten or dropped."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.exporting import whole_file
from cli.session import Session, ledger_option, session_of
from cli.terminal import say
from ledger.meeting_file.meeting_identity import UnclearMeeting
from ledger.meeting_file.mistakes import MissingKey, NoValue
from ledger.refusals import NotBegun, Refusal, Refusals, Unexplained, UnknownSubject
from ledger.vocabulary.field_types import ChoiceType, FieldType
from ledger.vocabulary.subjects import is_name, name_of

if TYPE_CHECKING:
    from ledger.drafting.review import Open
    from ledger.entries.entry import Draft


@click.command("review")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--by", metavar="NAME", help="Who checks; default: who records. [env: GOVLEDGER_RECORDER]")
@ledger_option
@click.pass_context
def command(ctx: click.Context, file: Path, by: str | None) -> None:
    """Go through what is still to be checked in a meeting file: accept, edit or drop each statement.

    Each is shown with the sentence of the minutes that it rests on. Whoever is new can be given another name. What is
    accepted says who confirmed it and which rule drafted it; what is dropped stays as a comment with the reason. The
    file is kept after each, so that it can be left and gone on with at any time, and nothing else in it is changed. At
    the end stands what your council's style could say of your corrections, as lines to add to it; nothing is learnt.

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
        self._begun = self._text()
        self._later = 0
        self._may_be_newer = True

    def go_through(self) -> None:
        """Ask about each open check, the first one first, until none is left or the clerk leaves."""
        from ledger.drafting.review import SUPERSEDES, open_checks

        whole = len(open_checks(self._text()))
        if not whole:
            say(f"Nothing is left to check in '{self._file}'.")
            return
        try:
            while self._later < len(checks := open_checks(self._text())):
                if not self._decide(checks[self._later], whole - len(checks) + self._later + 1, whole):
                    break
        except click.Abort:
            self._propose()
            raise
        left = len(open_checks(self._text()))
        if left:
            say(f"{left} still to be checked; `govledger review {self._file}` goes on with them.")
        else:
            correct = " --correct --why '...'" if f"\n  {SUPERSEDES}: " in self._text() else ""
            say(f"Nothing is left to check: record it with `govledger record {self._file}{correct}`.")
        self._propose()

    def _propose(self) -> None:
        """Show what a style could say of what was corrected; nothing is written."""
        from ledger.drafting.additions import additions

        if lines := additions(self._begun, self._text()):
            way = "to draft by them, add these lines to the file of `draft --style FILE`:"
            say(f"Nothing was learnt from your corrections; {way}")
            click.echo(lines, nl=False)

    def _decide(self, check: Open, number: int, whole: int) -> bool:
        """Show one and do what the clerk says; whether to go on."""
        from ledger.drafting.review import meant, said_by, shown

        text = self._text()
        click.echo(f"\n[{number} of {whole}] line {check.first + 1}{f', {check.at}' if check.at else ''}")
        if check.quote:
            click.echo(f"  “{check.quote}”")
        click.echo(f"{shown(text, check, ('at', 'quote') if check.quote else ())}\n  check: {check.check}")
        offered = [*(f"it is {each}" for each in check.proposed), *(f"{key}: {who}" for key, who in check.by_post)]
        for place, offer in enumerate(offered, 1):
            click.echo(f"  {place}: {offer}")
        match self._asked(check, len(offered)):
            case chosen if chosen.isdigit() and int(chosen) <= len(check.proposed):
                self._keep(meant(text, check, check.proposed[int(chosen) - 1]))
            case chosen if chosen.isdigit():
                self._keep(said_by(text, check, *check.by_post[int(chosen) - 1 - len(check.proposed)]))
                return self._decided("a", check)
            case chosen:
                return self._decided(chosen, check)
        return True

    def _decided(self, key: str, check: Open) -> bool:
        """Do what one of the keys says; whether to go on."""
        from ledger.drafting.review import accepted, dropped

        text = self._text()
        match key:
            case "a" if self._is_whole():
                self._keep(accepted(self._text(), self._at_hand(), self._by, self._tool))
            case "a":
                drop = "drop it (d), " if check.is_droppable else ""
                say(f"Not accepted: edit it (e), {drop}or leave it for later (l).")
            case "n":
                self._rename(text, check)
            case "e":
                self._edit(text, check)
            case "d":
                why = click.prompt("Why is it dropped", err=True)
                self._keep(dropped(text, check, self._by, why))
            case "l":
                self._later += 1
            case _:
                return False
        return True

    def _is_whole(self) -> bool:
        """Whether the statement at hand could be recorded; what it lacks is asked for, what is wrong is said."""
        before, first, seen = self._text(), self._at_hand().first, set[str]()
        while amiss := self._amiss(first):
            line, refusal = amiss[0]
            if not isinstance(refusal, MissingKey | NoValue):  # what these say stands in the question
                say(f"{refusal.problem}; {refusal.remedy}")
            if refusal.problem in seen or not (completed := self._completed(line, refusal)):
                self._keep(before)
                return False
            seen.add(refusal.problem)
            self._keep(completed)
        return True

    def _completed(self, line: int, refusal: Refusal) -> str:
        """The file with what the clerk says to what would be refused on a line; empty where it cannot be asked for."""
        from ledger.drafting.review import although, begun_before, completed, filled, newer_than, registered

        text = self._text()
        match refusal:
            case MissingKey() if value := _typed(f"'{refusal.key}' ({refusal.holds.expected})"):
                return completed(text, line, refusal.key, _in_full(value, refusal.holds))
            case NoValue() if value := _typed(f"{text.splitlines()[line].strip(' -')} ({refusal.holds.expected})"):
                return filled(text, line, value)
            case NotBegun():
                return begun_before(text, self._at_hand(), _typed("Begun on (Enter: not known)") or "XXXX")
            case UnclearMeeting(meeting=meeting):
                value = _typed("Its time, or its number on that day (Enter: it is the same meeting)")
                key = ("time" if ":" in value else "number") if value else "id"
                return completed(text, line, key, value or meeting)
            case Unexplained() if former := self._former_version():
                return newer_than(text, former)
            case Unexplained():
                why = _typed("Why is it recorded all the same (Enter: it is not)")
                return although(text, self._at_hand(), why) if why else ""
            case UnknownSubject(kinds=[kind, *_], name=name) if _is_new(refusal):
                if click.confirm("Is it new", err=True):
                    return registered(text, kind, name)
        return ""

    def _former_version(self) -> str:
        """The document that has told of the meeting before, if the clerk says that this is its newer version."""
        drafts = self._drafts()
        for each in self._session.ledger.told_before(drafts) if self._may_be_newer else ():
            if click.confirm(f"'{each.document}' has told of this meeting before. Is this its newer version", err=True):
                return each.document
            self._may_be_newer = False
        return ""

    def _drafts(self) -> list[Draft]:
        """What the file would come to if the review ended with the statement at hand."""
        from ledger.drafting.review import as_far_as
        from ledger.meeting_file import read_alone

        text = as_far_as(self._text(), self._at_hand())
        session = self._session
        return read_alone(text, str(self._file), session.ledger, session.directory, session.form)

    def _at_hand(self) -> Open:
        from ledger.drafting.review import open_checks

        return open_checks(self._text())[self._later]

    def _amiss(self, first: int) -> list[tuple[int, Refusal]]:
        """What would be refused from a line to the end of the statement at hand, by its line; both count from 0."""
        check, found = self._at_hand(), list[Refusal]()
        try:
            ledger, drafts = self._session.ledger, self._drafts()
            if not ledger.is_newer_version(drafts):
                stated = ledger.under_known_ids(drafts)
                found += ledger.record(stated, whole_document=True, dry_run=True).contradictions
        except Refusals as several:
            found += several.refusals
        except Refusal:
            return []
        told = [(each.place.rpartition(":")[2], each) for each in found]
        at = [(int(line) - 1, each) for line, each in told if line.isdecimal()]
        return [(line, each) for line, each in at if first <= line < check.last]

    def _asked(self, check: Open, offers: int) -> str:
        numbers = [str(place) for place in range(1, offers + 1)]
        named = ["name"] if check.section == "register" else []
        drop = ["drop"] if check.is_droppable else []
        ways = ["Accept as new" if check.proposed else "Accept", *named, "edit", *drop, "later", "quit"]
        words = f"{', '.join(ways)}{', or who is meant' if numbers else ''}"
        keys = [way[0].lower() for way in ways] + numbers
        return str(click.prompt(words, type=click.Choice(keys), err=True))

    def _rename(self, text: str, check: Open) -> None:
        """Put the right name, and whoever has it, in the place of the drafted one."""
        from ledger.drafting.review import kind_of_new, meant, renamed

        if not (name := _typed("Its name (Enter: as it stands)")):
            return
        kind = kind_of_new(text, check)
        try:
            known = self._session.directory.bearers(name, [kind])
            taken = self._session.ledger.names(kind)
        except Refusal:  # without a ledger, everybody is new
            known, taken = (), ()
        if len(known) == 1:
            say(f"That is {name_of(*known)}, whom the register has.")
            self._keep(meant(text, check, name_of(*known)))
        else:
            self._keep(renamed(text, check, name, taken))

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


def _typed(words: str) -> str:
    """What the clerk types; nothing where it is only Enter."""
    return str(click.prompt(words, default="", show_default=False, err=True)).strip()


def _is_new(refusal: UnknownSubject) -> bool:
    """Whether an unknown name may be that of somebody new: it is no id, and nobody's is nearly the same."""
    return not is_name(refusal.name) and not refusal.remedy.startswith("did you mean")


def _in_full(typed: str, holds: FieldType) -> str:
    """The one choice that begins with what the clerk typed; else as typed."""
    choices = [str(each.value) for each in holds.choices] if isinstance(holds, ChoiceType) else []
    found = [choice for choice in choices if choice.startswith(typed.lower())]
    return found[0] if len(found) == 1 else typed
