"""`govledger draft`: minutes as documents, to meeting files that a clerk checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.asking import register_of
from cli.params import BODY
from cli.session import Session, ledger_option, session_of
from ledger.refusals import Refusal
from ledger.vocabulary.subjects import name_of
from projections.answers.known_subjects import known_subject

if TYPE_CHECKING:
    from ledger.drafting.candidates import KnownNames
    from ledger.drafting.statements import Meeting


@click.command("draft")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--body", type=BODY, help="The body that met; its members on the day are looked for first.")
@click.option("--style", type=click.Path(path_type=Path), metavar="FILE", help="The words of your council, as YAML.")
@click.option(
    "--into", type=click.Path(path_type=Path), metavar="FOLDER", help="Write a meeting file for each meeting."
)
@ledger_option
def command(files: tuple[Path, ...], body: str | None, style: Path | None, into: Path | None) -> None:
    """Draft meeting files from minutes: text, Markdown, HTML, Word, or PDF with text.

    Every statement keeps the sentence that it rests on (quote) and what to check. A file in which a check is left is
    not recorded: delete each one that you have checked. Sentences that gave no statement are listed at the end.

    Whom and what the ledger knows by exactly such a name on the day of the meeting gets its id; whoever has nearly
    such a name is proposed. Without a ledger, everybody is new.

    \b
    govledger draft minutes.docx --body parks
    govledger draft minutes/*.pdf --into drafts
    """
    from ledger.drafting.drafting import draft_file
    from ledger.drafting.meeting_file import written
    from ledger.drafting.style import with_own

    words = with_own(style) if style else None
    drafts = [(path, draft_file(path, words)) for path in files]
    known = _known_names(session_of(click.get_current_context()), body)
    for path, draft in drafts:
        texts = written(draft, known)
        names = [f"{path.stem}.yaml" if i == 0 else f"{path.stem}-{i + 1}.yaml" for i in range(len(texts))]
        for name, text in zip(names, texts, strict=True):
            if into is None:
                click.echo(("---\n" if len(drafts) + len(texts) > 2 else "") + text, nl=False)
            else:
                _write(into / name, text)
        statements = sum(text.count("\n    check: ") for text in texts)
        told = "1 statement" if statements == 1 else f"{statements} statements"
        left = "1 sentence" if len(draft.left_over) == 1 else f"{len(draft.left_over)} sentences"
        click.echo(f"{path}: {told} to check, {left} without one.", err=True)


def _known_names(session: Session, body: str | None) -> Callable[[Meeting], KnownNames]:
    """What the ledger knows on the day of a meeting; nothing where none is there and none was asked for."""
    from ledger.database.errors import CannotOpen
    from ledger.drafting.candidates import KnownNames

    try:
        session.datastore  # noqa: B018  # it is opened here, once
    except CannotOpen as refused:
        if body or session.ledger_option:
            raise
        if session.where.by != "the default":
            click.echo(f"Nobody is looked up: {refused}", err=True)
        return lambda meeting: KnownNames()
    if body:
        known_subject(register_of(None, None), body)
    return lambda meeting: _known_on(meeting, body)


def _known_on(meeting: Meeting, body: str | None) -> KnownNames:
    """Everybody by all their names, with the members of the body on the day of its meeting marked."""
    from ledger.drafting.candidates import Candidate, KnownNames, resolve
    from projections import bodies, called, meeting_stages, memberships, people, projects

    day = date.fromisoformat(meeting.date) if meeting.date else None
    then, ever = register_of(day, None), register_of(None, None)
    known = _by_subject((each.stream, each.row.name) for each in then.rows(called.BODY_NAMES))
    also = {each.stream: each.event.also for each in bodies.bodies(ever)}
    found = [Candidate(name_of(each), names[0], (*names[1:], *also.get(each, ()))) for each, names in known.items()]
    settled = resolve(meeting.body, found).settled if meeting.body else None
    met = body or (f"body:{settled.id}" if settled else "")
    members = {seat.person for seat in memberships.seats(then, met)} if met else set()
    named = _by_subject((each.stream, each.row.name) for each in ever.rows(people.PERSON_NAMES))
    return KnownNames(
        people=tuple(Candidate(name_of(p), names[0], names[1:], p in members) for p, names in named.items()),
        bodies=tuple(found),
        projects=tuple(Candidate(name_of(p.stream), p.event.title, p.event.also) for p in projects.projects(ever)),
        body=name_of(body) if body else None,
        meetings=tuple(name_of(each) for each in meeting_stages.meetings_on(ever, met, day)) if met and day else (),
    )


def _by_subject(names: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for subject, name in names:
        found[subject] = (*found.get(subject, ()), name)
    return found


def _write(path: Path, text: str) -> None:
    if path.exists():
        raise Refusal(f"'{path}' is there already", "move it away, or draft into another folder")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    click.echo(f"Wrote {path}", err=True)
