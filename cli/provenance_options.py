"""What every recording command has in common: provenance, who records, a dry run, and the account of what was done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import TYPE_CHECKING, Any, Final

import click

from cli.account import report
from cli.asking import format_option
from cli.params import ACTOR, EDTF, OneOf
from cli.session import Session, ledger_option, session_of
from cli.terminal import say
from ledger.entries.entry import Draft
from ledger.refusals import Refusal
from ledger.vocabulary.dates import UNKNOWN, When
from ledger.vocabulary.event import Event
from ledger.vocabulary.provenance import PUBLIC, Source, Standing
from ledger.vocabulary.votes import VoteRecorded

if TYPE_CHECKING:
    from ledger.recording.outcome import Outcome


@dataclass
class Clerk:
    """Who states something, and what the options of provenance said; what they left out is None."""

    session: Session
    source_said: Mapping[str, str] = field(default_factory=dict)
    occurred: When | None = None
    standing: Standing | None = None
    stated_by: str | None = None
    note: str | None = None
    visibility: str | None = None
    although: str | None = None
    date_standing: Standing | None = None
    personal: tuple[str, ...] = ()
    dry_run: bool = False
    form: str = "table"
    asked: Mapping[str, Any] = field(default_factory=dict)

    @property
    def source(self) -> Source:
        """The source that the options name.

        Raises:
            Refusal: they name none; every statement has one.
        """
        if not self.source_said.get("document"):
            raise Refusal("no source is named", "say which document states it with --document TITLE")
        return Source(**self.source_said)

    def draft(self, event: Event, place: str = "") -> Draft:
        """A draft of an event with the command's date and provenance."""
        return Draft(
            event=event,
            source=self.source,
            occurred=self.occurred or self._day_of_meeting(event) or UNKNOWN,
            standing=self.standing or Standing.MINUTED,
            stated_by=self.completed(self.stated_by, ACTOR.kinds) if self.stated_by else "",
            note=self.note or "",
            visibility=self.visibility or PUBLIC,
            although=self.although or "",
            date_standing=self.date_standing,
            erasable=self.erasable(type(event)),
            place=place,
        )

    def _day_of_meeting(self, event: Event) -> When | None:
        """Some day of the meeting at which something was done, or of what was voted on; none where that is not told."""
        at: str = getattr(event, "confirmed_at", "") or (
            "" if event.STREAM == "meeting" else getattr(event, "meeting", "")
        )
        at = event.stream if isinstance(event, VoteRecorded) else at
        introduced = self.session.ledger.introductions(at) if at else ()
        return introduced[-1].occurred.some_day if introduced else None

    def erasable(self, event: type[Event]) -> tuple[str, ...]:
        """The fields of an event that are to be kept apart, so that they can be erased.

        Raises:
            Refusal: one of them is none, or holds no free text.
        """
        from ledger.meeting_file.common_keys import erasable

        return erasable(self.personal, event)

    def completed(self, written: str, kinds: Sequence[str]) -> str:
        """The full id that a short one, or a name, stands for.

        Raises:
            UnknownSubject: nothing in the ledger is called so; near misses are offered.
        """
        from ledger.aggregates import KINDS
        from ledger.meeting_file.id_lookup import IdLookup

        return IdLookup(self.session.ledger, KINDS, self.session.directory).completed(written, kinds)

    def new_id(self, name: str, kind: str) -> str:
        """The id of a new subject, made of its name.

        Raises:
            Refusal: another document has registered somebody or something of that name.
        """
        from ledger.aggregates import KINDS
        from ledger.meeting_file.id_lookup import IdLookup

        documents, names = self.session.ledger.documents(), IdLookup(self.session.ledger, KINDS, self.session.directory)
        return names.id_for(name, kind, lambda subject: documents.is_of_this(subject, self.source), "--id {id}")

    def knows(self, written: str, kinds: Sequence[str]) -> bool:
        """Whether somebody or something is called so."""
        try:
            self.completed(written, kinds)
        except Refusal:
            return False
        return True

    def record(self, drafts: Sequence[Draft]) -> None:
        """Record the drafts, or with `--dry-run` only say what would be recorded; then end the command.

        Raises:
            Refusals: something cannot be true; nothing is recorded.
        """
        self.account_for(self.session.ledger.record(drafts, dry_run=self.dry_run))

    def account_for(self, outcome: Outcome, notes: Iterable[str] = ()) -> None:
        """Say what was recorded and what was not, and what there is to note besides; then end the command."""
        code = report(outcome, dry_run=self.dry_run, asked=self.asked, form=self.form)
        for note in notes:
            say(note)
        self.session.ctx.exit(code)


def recording(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of provenance; it gets a `Clerk` before its own parameters."""

    @wraps(command)
    def recorded(**written: Any) -> Any:
        params = {name: _stripped(value) for name, value in written.items()}
        ctx = click.get_current_context()
        words = " ".join(ctx.command_path.split()[1:])
        asked = {"command": words, **{key: _plain(value) for key, value in params.items() if value}}
        given = {name: params.pop(name) for name in (*_SOURCE, *_ENVELOPE)}
        session = session_of(ctx)
        session.recorder_option = given.pop("recorder")
        source = {key: _plain(value) for name, key in _SOURCE.items() if (value := given.pop(name))}
        return command(Clerk(session, source, asked=asked, **given), **params)

    for option in reversed(_OPTIONS):
        recorded = option(recorded)
    return recorded


def _stripped(value: Any) -> Any:
    """A text without the blanks around it, as the reader of meeting files takes it; a blank one is empty."""
    if isinstance(value, tuple) and not isinstance(value, When):
        return tuple(map(_stripped, value))
    return value.strip() if type(value) is str else value


def _plain(value: Any) -> Any:
    return value.text if isinstance(value, When) else value


_SOURCE: Final = {
    "document": "document",
    "at": "at",
    "source_date": "date",
    "publisher": "publisher",
    "url": "url",
    "quote": "quote",
}
"""The options that make up a source, and the fields that they fill."""
_ENVELOPE: Final = (
    *(
        "occurred",
        "standing",
        "stated_by",
        "note",
        "visibility",
        "although",
        "date_standing",
        "personal",
        "recorder",
        "dry_run",
        "form",
    ),
)
_OPTIONS: Final = (
    click.option("--document", "--source", "document", metavar="TITLE", help="The document that says so."),
    click.option("--at", metavar="PLACE", help="Place in the document: item, page, paragraph."),
    click.option("--source-date", type=EDTF, help="Date of the document, in EDTF."),
    click.option("--publisher", metavar="NAME", help="Who published the document."),
    click.option("--url", metavar="URL", help="Where the document can be read."),
    click.option("--quote", metavar="WORDS", help="The words relied on, exactly as they stand."),
    click.option(
        "--on",
        "--since",
        "occurred",
        type=EDTF,
        help="When it happened, in EDTF; default: that of the meeting, or of what was voted on.",
    ),
    click.option("--standing", type=OneOf(list(Standing)), help="With what authority; default: minuted."),
    click.option("--stated-by", type=ACTOR, help="Who said it, if the standing is theirs."),
    click.option("--note", metavar="TEXT", help="A note for the record."),
    click.option("--although", metavar="WHY", help="Record it though other entries contradict it, and why."),
    click.option("--date-standing", type=OneOf(list(Standing)), help="Of the date, where it is not that of the rest."),
    click.option("--exempt", "visibility", metavar="REASON", help="Not for the public, and why."),
    click.option(
        "--personal", multiple=True, metavar="FIELD", help="A text that may have to be erased one day. Can be repeated."
    ),
    click.option("--recorder", metavar="NAME", help="Who records. [env: GOVLEDGER_RECORDER]"),
    click.option("--dry-run", is_flag=True, help="Say what would be recorded, and record nothing."),
    format_option,
    ledger_option,
)
