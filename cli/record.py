"""`govledger record`: record meeting files, all or nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from cli.asking import format_option
from cli.provenance_options import Clerk
from cli.session import ledger_option, session_of
from cli.terminal import say
from ledger.entries.entry import Draft
from ledger.refusals import Refusal, Refusals
from ledger.vocabulary.dates import When
from ledger.vocabulary.membership import MembershipStarted
from ledger.vocabulary.naming import folded, names_given
from ledger.vocabulary.subjects import kind_of, name_of
from projections.answers.entries import says

if TYPE_CHECKING:
    from ledger.entries.entry import Entry
    from ledger.meeting_file import Directory
    from ledger.recording.ledger import Ledger
    from ledger.recording.versions import NewerVersion


@click.command("record")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--dry-run", is_flag=True, help="List the entries that would be made, and record nothing.")
@click.option("--correct", is_flag=True, help="Take FILE for the newer version of a document that is recorded.")
@click.option("--why", "--reason", "why", metavar="TEXT", help="With --correct: why the record is corrected.")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of a meeting file, for editors.")
@click.option("--recorder", metavar="NAME", help="Who records. [env: GOVLEDGER_RECORDER]")
@format_option
@ledger_option
@click.pass_context
def command(
    ctx: click.Context,
    files: tuple[Path, ...],
    dry_run: bool,
    correct: bool,
    why: str | None,
    schema: bool,
    recorder: str | None,
    form: str,
) -> None:
    """Record what meeting files say: everything, or nothing if anything is wrong, which is all named at once.

    A file that has been recorded before adds only what is new in it; a statement that was changed since is
    named with the entry that it contradicts and the command that would correct it.

    Minutes that were recorded as a draft and are confirmed since: with --correct what is the same stays, what changed
    is corrected, what is gone is retracted, and what is new is recorded, after a list of what differs.

    \b
    govledger record minutes/2018-06.yaml --dry-run
    govledger record minutes/*.yaml
    govledger record minutes/2018-06-signed.yaml --correct --why 'as signed on 5 July'
    """
    if schema:
        from ledger.meeting_file import json_schema

        click.echo(msgspec.json.format(msgspec.json.encode(json_schema()), indent=2))
        ctx.exit()
    if not files:
        raise click.UsageError("name at least one meeting file", ctx)
    if correct and (len(files) > 1 or not (why and why.strip())):
        raise click.UsageError("--correct takes one file, and --why to say why the record is corrected", ctx)
    if why and not correct:
        raise click.UsageError("--why goes with --correct", ctx)
    session = session_of(ctx)
    session.recorder_option = recorder
    asked = {"command": "record", "files": list(map(str, files)), "dry_run": dry_run}
    clerk = Clerk(session, dry_run=dry_run, form=form, asked=asked)
    if correct and why:
        _revise(clerk, files[0], why.strip())
    _record(clerk, files)


def _record(clerk: Clerk, files: tuple[Path, ...]) -> None:
    try:
        drafts = _drafts(clerk.session.ledger, clerk.session.directory, files)
        drafts, told = _without_newer_versions(clerk.session.ledger, drafts)
        outcome = clerk.session.ledger.record(drafts, whole_document=True, dry_run=clerk.dry_run)
    except Refusal:
        say("Nothing was recorded.")
        raise
    clerk.account_for(replace(outcome, already=(*told, *outcome.already)))


def _revise(clerk: Clerk, file: Path, why: str) -> None:
    """Correct the record to what the newer version of a document says, after a list of what differs."""
    ledger = clerk.session.ledger
    try:
        drafts = _drafts(ledger, clerk.session.directory, (file,))
        newer = ledger.newer_version(drafts)
        for line in _differences(newer):
            say(line)
        _, outcome = ledger.revise(drafts, why, dry_run=clerk.dry_run)
    except Refusal:
        say("Nothing was recorded.")
        raise
    clerk.account_for(outcome)


def _differences(newer: NewerVersion) -> Iterator[str]:
    """What a newer version says otherwise, a line for each entry."""
    found = newer.revision
    counts = f"{len(found.same)} the same, {len(found.corrected)} corrected"
    counts += f", {len(found.gone)} gone, {len(found.added)} new"
    yield f"'{newer.source.document}', the newer version of '{newer.former.document}': {counts}."
    for each in found.corrected:
        yield f"~ entry {each.entry.position}, {_called(each.entry)}: {'; '.join(each.differences)}"
    for entry in found.gone:
        yield f"- entry {entry.position}, {_called(entry)}: {says(entry.event)}"
    for draft in found.added:
        yield f"+ {draft.place}, {draft.event.TYPE}: {says(draft.event)}"


def _called(entry: Entry) -> str:
    return f"{entry.event.TYPE} {name_of(entry.stream)}"


def _without_newer_versions(
    ledger: Ledger, drafts: Sequence[Draft]
) -> tuple[list[Draft], list[tuple[Draft, Entry | None]]]:
    """The drafts but for those of documents that are newer versions, and what these say that stands as it is.

    Raises:
        Refusals: such a document says something that is not recorded; it is to be recorded with --correct.
    """
    by_document: dict[str, list[Draft]] = {}
    for draft in drafts:
        by_document.setdefault(draft.of_document, []).append(draft)
    left, told, wrong = list[Draft](), list[Any](), list[Refusal]()
    for stated in by_document.values():
        if not ledger.is_newer_version(stated):
            left += ledger.under_known_ids(stated)
            continue
        newer = ledger.newer_version(stated)
        told += newer.revision.same
        if changes := newer.revision.changes:
            what = f"'{newer.source.document}' is a newer version of '{newer.former.document}', and says otherwise"
            remedy = "see what differs, then record it: govledger record FILE --correct --why '...' [--dry-run]"
            wrong.append(Refusal(f"{what} in {changes} {'entry' if changes == 1 else 'entries'}", remedy))
    if wrong:
        raise Refusals(wrong)
    return left, told


def _drafts(ledger: Ledger, directory: Directory, files: tuple[Path, ...]) -> list[Draft]:
    """What all files say, or everything that is wrong with any of them; a file may refer to those before it."""
    from ledger.meeting_file import read

    known, documents = _KnownSoFar(ledger, directory), ledger.documents()
    drafts, wrong = list[Draft](), list[Refusal]()
    for file in files:
        try:
            found = read(file, known, documents=documents, told=known.told, directory=known).drafts
        except Refusals as refusals:
            wrong += refusals.refusals
        else:
            known.learn(found)
            drafts += found
    if wrong:
        raise Refusals(wrong)
    return drafts


class _KnownSoFar:
    """What the ledger knows, with what the files read so far bring into being, by ids and names."""

    def __init__(self, ledger: Ledger, directory: Directory) -> None:
        self._ledger = ledger
        self._directory = directory
        self._names: dict[str, set[str]] = {}
        self._meetings: dict[str, list[Draft]] = {}
        self._called: list[tuple[str, Draft]] = []
        self._members: defaultdict[str, set[str]] = defaultdict(set)

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
            if isinstance(draft.event, MembershipStarted):
                self._members[draft.event.body].add(draft.event.member)
            self._called += [(name, draft) for name in names_given(draft.event)]

    def told(self, meeting: str) -> Sequence[Draft | Entry]:
        """The statements that introduce a meeting, those of the ledger and those of the files read so far."""
        return [*self._ledger.introductions(meeting), *self._meetings.get(meeting, ())]

    def bearers(self, name: str, kinds: Sequence[str]) -> Collection[str]:
        """The subjects of some kinds that are called so."""
        said = {kind: folded(name, kind) for kind in kinds}
        own = {
            each.subject
            for told, each in self._called
            if folded(told, kind_of(each.subject)) == said.get(kind_of(each.subject))
        }
        return own.union(self._directory.bearers(name, kinds))

    def names_in_use(self, kinds: Sequence[str]) -> Iterable[tuple[str, str]]:
        """Every name of the subjects of some kinds, each with its subject."""
        own = [(name, each.subject) for name, each in self._called if kind_of(each.subject) in kinds]
        return (*own, *self._directory.names_in_use(kinds))

    def members(self, body: str, on: When | None) -> Collection[str]:
        """Who sits on a body, by the ledger and the files read so far."""
        return self._members[body].union(self._directory.members(body, on))

    def told_apart(self, subject: str) -> str:
        """What tells a subject from others of its name."""
        place = next((each.place for _, each in self._called if each.subject == subject), "")
        return f"registered at {place}" if place else self._directory.told_apart(subject)
