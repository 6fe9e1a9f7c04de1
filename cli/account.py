"""What a recording command did: the entries as rows on stdout, the sum of it and all contradictions on stderr."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Annotated, Any, Final

import click

from cli.exits import Exit, say_refused
from cli.rendering import render
from cli.terminal import say
from ledger.entries.entry import PENDING, Entry
from ledger.refusals import in_runs
from ledger.vocabulary.dates import When
from ledger.vocabulary.event import Event
from ledger.vocabulary.provenance import Standing
from ledger.vocabulary.resolutions import Limb
from ledger.vocabulary.subjects import name_of
from projections.answers.entries import says, shortened
from projections.answers.formats import Said
from projections.answers.harmless import unsteering
from projections.answers.question import Answer, Column, Line

if TYPE_CHECKING:
    from ledger.recording.outcome import Outcome

_BEHIND: Final = 300 * 1_000_000
"""Microseconds by which a clock may be behind the last entry before it is said."""
LONGEST_ACCOUNT: Final = 30
"""Entries; a table of more that were recorded scrolls away what a clerk has to read, and `log` has them all."""


class AccountLine(Line, frozen=True, kw_only=True):
    """An entry that was recorded, or would be."""

    entry: Annotated[int | None, Column("Its number, once it is recorded")]
    type: Annotated[str, Column("What kind of event it is", tabled=False)]
    subject: Annotated[str, Column("In whose story", tabled=False)]
    statement: Annotated[str, Column("Both", scripted=False)]
    occurred: Annotated[When, Column("When it happened", label="date")]
    standing: Annotated[str, Column("How firmly its source says so")]
    says: Annotated[str, Column("What it says", text=shortened)]


class MinutedLine(AccountLine, frozen=True, kw_only=True):
    """The same where all is minuted, as most things are: tables leave it out."""

    standing: Annotated[str, Column("How firmly its source says so", tabled=False)]


def report(outcome: Outcome, *, dry_run: bool, asked: Mapping[str, Any], form: str) -> Exit:
    """Say what was done and what was not; returns the code to end with."""
    rows = [_row(entry) for entry in outcome.recorded]
    if form != "table" or dry_run or 0 < len(rows) <= LONGEST_ACCOUNT:
        row = MinutedLine if all(each.standing == Standing.MINUTED for each in rows) else AccountLine
        render(Answer(rows, row=row, empty=""), Said(asked), form)
    if dry_run and form == "table":
        _show_whole(outcome.recorded)
    say(_sum_of(outcome, dry_run))
    if not dry_run:
        _say_if_behind(outcome)
    if len(rows) > LONGEST_ACCOUNT and not dry_run and form == "table":
        before = min(entry.position for entry in outcome.recorded) - 1
        say(f"`govledger log --after {before}` lists them.")
    _say_what_is_left_out(outcome)
    for entry in outcome.overtaken:
        by, what = ", ".join(map(str, entry.corrected_by)), f"entry {entry.position} ({entry.event.TYPE})"
        say(f"Note: {what} was corrected by {by} since and says otherwise; it stands as corrected")
    _say_if_another_meeting(outcome)
    for contradiction in outcome.contradictions:
        say_refused(contradiction)
    return Exit.CONTRADICTED if outcome.contradictions else Exit.FINE


def _show_whole(foreseen: Iterable[Entry]) -> None:
    """Whatever the table has no room for, word by word: it is the last look before it is there for good."""
    cut = [entry for entry in foreseen if shortened(says(entry.event)) != says(entry.event)]
    if cut:
        click.echo("\nIn full:")
    for entry in cut:
        click.echo(in_full(entry))


def in_full(entry: Entry) -> str:
    """An entry with all that it says."""
    return f"{entry.event.TYPE} {name_of(entry.stream)}\n  {unsteering(_once(entry.event))}"


def _once(event: Event) -> str:
    """What an event says, without the words of an only limb that are those of the whole."""
    limbs: tuple[Limb, ...] = getattr(event, "limbs", ())
    text: str = getattr(event, "text", "")
    is_said_twice = [limb.text for limb in limbs] == [text]
    return says(event).replace(f", text {text}", "", 1) if is_said_twice else says(event)


def _say_what_is_left_out(outcome: Outcome) -> None:
    """What a document told before and does not tell now; one that tells none of it is another part of it."""
    if not (outcome.already or outcome.contradictions or not outcome.unsaid):
        titles = " and ".join(dict.fromkeys(f"'{entry.source.document}'" for entry in outcome.unsaid))
        which = ", ".join(in_runs(entry.position for entry in outcome.unsaid))
        say(f"Note: nothing is repeated of what {titles} told before (entries {which}); all of it stands")
        return
    for entry in outcome.unsaid:
        say(f"Note: entry {entry.position} ({entry.event.TYPE}) is no longer stated; it stands")


def _say_if_another_meeting(outcome: Outcome) -> None:
    """How to tell two meetings of a day apart, where the minutes of one seem to be taken for the other's."""
    from ledger.vocabulary.meetings import AttendanceRecorded

    left_out = {entry.stream for entry in outcome.unsaid if isinstance(entry.event, AttendanceRecorded)}
    told = {draft.subject for draft, _ in outcome.already} | {entry.stream for entry in outcome.recorded}
    for meeting in sorted(left_out & told):
        say(
            f"Note: this is taken for the meeting '{name_of(meeting)}', of which a document of this name has told "
            "before. Another one of that day is told apart by 'time: 19:00' or 'number: 2'"
        )


def _say_if_behind(outcome: Outcome) -> None:
    """That what was recorded bears the time of the entry before it, since the machine's clock is behind that."""
    from ledger.store.append import london_time, now_micros

    stamped, now = max((entry.recorded_at for entry in outcome.recorded), default=0), now_micros()
    if stamped - now > _BEHIND:
        say(
            f"Note: the clock of this machine says {london_time(now)}, which is before the last entry: what was "
            f"recorded is stamped {london_time(stamped)}. If that is wrong: govledger audit clock --help"
        )


def _row(entry: Entry) -> AccountLine:
    is_recorded = 0 < entry.position < PENDING
    return AccountLine(
        entry=entry.position if is_recorded else None,
        type=entry.event.TYPE,
        subject=entry.stream,
        statement=f"{entry.event.TYPE} {name_of(entry.stream)}",
        occurred=entry.occurred,
        standing=entry.standing.value,
        says=says(entry.event),
        entries=(entry.position,) if is_recorded else (),
    )


def _sum_of(outcome: Outcome, dry_run: bool) -> str:
    recorded, already, against = len(outcome.recorded), len(outcome.already), len(outcome.contradictions)
    if dry_run:
        parts = [f"{_entries(recorded)} would be recorded"]
    elif recorded:
        positions = [entry.position for entry in outcome.recorded]
        parts = [f"Recorded {_entries(recorded)}: {_range(positions)}"]
    else:
        parts = ["Nothing new; nothing recorded"]
    parts += [f"{already} recorded before"] if already else []
    parts += [f"{against} left out, against what is recorded"] if against else []
    return "; ".join(parts) + "."


def _entries(count: int) -> str:
    return f"{count} {'entry' if count == 1 else 'entries'}"


def _range(positions: Iterable[int]) -> str:
    all_of_them = sorted(positions)
    if len(all_of_them) > 2 and all_of_them[-1] - all_of_them[0] == len(all_of_them) - 1:
        return f"{all_of_them[0]} to {all_of_them[-1]}"
    return ", ".join(map(str, all_of_them))
