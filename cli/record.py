"""`govledger record`: record meeting files, all or nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from cli.asking import format_option
from cli.provenance_options import Clerk
from cli.session import ledger_option, session_of
from cli.terminal import say
from ledger.entries.entry import Draft
from ledger.refusals import Refusal, Refusals
from ledger.vocabulary.subjects import kind_of, name_of

if TYPE_CHECKING:
    from ledger.entries.entry import Entry
    from ledger.recording.ledger import Ledger


@click.command("record")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--dry-run", is_flag=True, help="List the entries that would be made, and record nothing.")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of a meeting file, for editors.")
@click.option("--recorder", metavar="NAME", help="Who records. [env: GOVLEDGER_RECORDER]")
@format_option
@ledger_option
@click.pass_context
def command(
    ctx: click.Context, files: tuple[Path, ...], dry_run: bool, schema: bool, recorder: str | None, form: str
) -> None:
    """Record what meeting files say: everything, or nothing if anything is wrong, which is all named at once.

    A file that has been recorded before adds only what is new in it; a statement that was changed since is
    named with the entry that it contradicts and the command that would correct it.

    \b
    govledger record minutes/2018-06.yaml --dry-run
    govledger record minutes/*.yaml
    """
    if schema:
        from ledger.meeting_file import json_schema

        click.echo(msgspec.json.format(msgspec.json.encode(json_schema()), indent=2))
        ctx.exit()
    if not files:
        raise click.UsageError("name at least one meeting file", ctx)
    session = session_of(ctx)
    session.recorder_option = recorder
    asked = {"command": "record", "files": list(map(str, files)), "dry_run": dry_run}
    _record(Clerk(session, dry_run=dry_run, form=form, asked=asked), files)


def _record(clerk: Clerk, files: tuple[Path, ...]) -> None:
    try:
        drafts = _drafts(clerk.session.ledger, files)
        outcome = clerk.session.ledger.record(drafts, whole_document=True, dry_run=clerk.dry_run)
    except Refusal:
        say("Nothing was recorded.")
        raise
    clerk.account_for(outcome)


def _drafts(ledger: Ledger, files: tuple[Path, ...]) -> list[Draft]:
    """What all files say, or everything that is wrong with any of them; a file may refer to those before it."""
    from ledger.meeting_file import read

    known, documents = _KnownSoFar(ledger), ledger.documents()
    drafts, wrong = list[Draft](), list[Refusal]()
    for file in files:
        try:
            found = read(file, known, documents=documents, told=known.told).drafts
        except Refusals as refusals:
            wrong += refusals.refusals
        else:
            known.learn(found)
            drafts += found
    if wrong:
        raise Refusals(wrong)
    return drafts


class _KnownSoFar:
    """What the ledger knows, with what the files read so far bring into being."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._names: dict[str, set[str]] = {}
        self._meetings: dict[str, list[Draft]] = {}

    def names(self, kind: str) -> Collection[str]:
        """The names of every subject of a kind."""
        if kind not in self._names:
            self._names[kind] = set(self._ledger.names(kind))
        return self._names[kind]

    def learn(self, drafts: Iterable[Draft]) -> None:
        """Count what drafts introduce as known."""
        for draft in drafts:
            if draft.introduces:
                self.names(kind_of(draft.subject))
                self._names[kind_of(draft.subject)].add(name_of(draft.subject))
                if kind_of(draft.subject) == "meeting":
                    self._meetings.setdefault(draft.subject, []).append(draft)

    def told(self, meeting: str) -> Sequence[Draft | Entry]:
        """The statements that introduce a meeting, those of the ledger and those of the files read so far."""
        return [*self._ledger.introductions(meeting), *self._meetings.get(meeting, ())]
