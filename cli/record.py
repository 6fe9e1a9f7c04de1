"""`govledger record`: record meeting files, all or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
import msgspec

from cli.asking import format_option
from cli.exits import Exit, code_for
from cli.provenance_options import Clerk
from cli.session import ledger_option, session_of
from cli.terminal import say
from ledger.entries.entry import Draft
from ledger.refusals import Refusal, Refusals
from ledger.vocabulary.subjects import kind_of, name_of
from projections.answers.entries import says

if TYPE_CHECKING:
    from cli.session import Session
    from ledger.entries.entry import Entry
    from ledger.recording.ledger import Ledger
    from ledger.recording.outcome import Outcome
    from ledger.recording.versions import NewerVersion


_OF_RECORD: Final = frozenset({"meeting", "decision"})
"""The kinds of subjects whose record a document is that tells of them: minutes, and the notice of a decision."""


@click.command("record")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--dry-run", is_flag=True, help="List the entries that would be made, and record nothing.")
@click.option("--correct", is_flag=True, help="Take FILE for the newer version of a document that is recorded.")
@click.option("--why", "--reason", "why", metavar="TEXT", help="With --correct: why the record is corrected.")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of a meeting file, for editors.")
@click.option("--with-names", is_flag=True, help="With --schema: complete the names that the register has, too.")
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
    with_names: bool,
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
    session, why = session_of(ctx), (why or "").strip()
    if schema:
        _print_schema(session, with_names=with_names)
        return
    for is_amiss, words in (
        (with_names, "--with-names goes with --schema"),
        (not files, "name at least one meeting file"),
        (correct and (len(files) > 1 or not why), "--correct takes one file, and --why to say why it is corrected"),
        (why and not correct, "--why goes with --correct"),
    ):
        if is_amiss:
            raise click.UsageError(words, ctx)
    session.recorder_option = recorder
    asked = {"command": "record", "files": list(map(str, files)), "dry_run": dry_run}
    clerk = Clerk(session, dry_run=dry_run, form=form, asked=asked)
    if correct:
        _revise(clerk, files[0], why)
    else:
        _record(clerk, files)


def _record(clerk: Clerk, files: tuple[Path, ...]) -> None:
    from ledger.meeting_file import read_together

    try:
        drafts = read_together(files, clerk.session.ledger, clerk.session.directory, clerk.session.form)
        drafts, told = _without_newer_versions(clerk.session.ledger, drafts)
        outcome = clerk.session.ledger.record(drafts, whole_document=True, dry_run=clerk.dry_run)
    except Refusal as refusal:
        say("Nothing was recorded.")
        if code_for(refusal) is Exit.UNEXPLAINED:
            _say_if_newer(clerk.session.ledger, drafts)
        raise
    outcome = replace(outcome, already=(*told, *outcome.already))
    clerk.account_for(outcome, _taken_as_minuted(drafts, outcome, dry_run=clerk.dry_run))


def _taken_as_minuted(drafts: Sequence[Draft], outcome: Outcome, *, dry_run: bool) -> Iterator[str]:
    """A note for each document that gives no standing and is hardly minutes, as it tells of no meeting or decision.

    Its statements count as minuted: under another default, a file that is handed in again would contradict what it has
    said. Whom and what a register section lists is no such statement.
    """
    from ledger.meeting_file.id_lookup import REGISTER_SECTIONS

    def taken(draft: Draft) -> bool:
        return draft.takes_standing and draft.event.TYPE not in REGISTER_SECTIONS.values()

    of_record = {draft.of_document for draft in drafts if _OF_RECORD & {kind_of(s) for s in draft.event.subjects()}}
    counts = Counter(draft.of_document for draft in drafts if taken(draft) and draft.of_document not in of_record)
    counts -= Counter(draft.of_document for draft, _ in outcome.already if taken(draft))
    titles = {draft.of_document: draft.source.document for draft in drafts}
    for document, count in counts.items():
        yield (
            f"Note: '{titles[document]}' tells of no meeting and gives no standing, so that {count} "
            f"{'statement counts' if count == 1 else 'statements count'} as minuted, like what the minutes of a body "
            "say. If it only reports them, write 'standing: reported' at the head of the file"
            f"{'' if dry_run else ', and record it again with --correct --why ...'}"
        )


def _print_schema(session: Session, *, with_names: bool) -> None:
    from ledger.meeting_file import json_schema

    names = _names_to_complete(session) if with_names else {}
    click.echo(msgspec.json.format(msgspec.json.encode(json_schema(session.form, names)), indent=2))


def _names_to_complete(session: Session) -> dict[str, set[str]]:
    """The names of each kind of subject that the register has; the id of those who share one."""
    from ledger.entries.disclosures import MARK
    from ledger.meeting_file.id_lookup import REGISTER_SECTIONS
    from ledger.vocabulary.event import CATALOGUE
    from ledger.vocabulary.fields import introduced_kind

    found: dict[str, set[str]] = {}
    for kind in map(introduced_kind, (CATALOGUE[name] for name in REGISTER_SECTIONS.values())):
        bearers: dict[str, set[str]] = {}
        for name, subject in session.directory.names_in_use([kind]):
            bearers.setdefault(name, set()).add(subject)
        found[kind] = {
            name if len(subjects) == 1 else name_of(subject)
            for name, subjects in bearers.items()
            for subject in subjects
            if MARK not in name
        }
    return found


def _say_if_newer(ledger: Ledger, drafts: Sequence[Draft]) -> None:
    """How to record minutes that are perhaps the newer version of others, which would explain what they contradict."""
    for before in ledger.told_before(drafts):
        say(
            f"'{before.document}' has told of this meeting before. If this is its newer version, record it with "
            "--correct --why '...'"
        )


def _revise(clerk: Clerk, file: Path, why: str) -> None:
    """Correct the record to what the newer version of a document says, after a list of what differs."""
    from ledger.meeting_file import read_together

    ledger = clerk.session.ledger
    try:
        drafts = read_together((file,), ledger, clerk.session.directory, clerk.session.form)
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
    from ledger.meeting_file import in_recording_order

    by_document: dict[str, list[Draft]] = {}
    for draft in drafts:
        by_document.setdefault(draft.of_document, []).append(draft)
    left, told, wrong = list[list[Draft]](), list[Any](), list[Refusal]()
    for stated in by_document.values():
        if not ledger.is_newer_version(stated):
            left.append(ledger.under_known_ids(stated))
            continue
        newer = ledger.newer_version(stated)
        told += newer.revision.same
        if changes := newer.revision.changes:
            what = f"'{newer.source.document}' is a newer version of '{newer.former.document}', and says otherwise"
            remedy = "see what differs, then record it: govledger record FILE --correct --why '...' [--dry-run]"
            wrong.append(Refusal(f"{what} in {changes} {'entry' if changes == 1 else 'entries'}", remedy))
    if wrong:
        raise Refusals(wrong)
    return in_recording_order(left), told
