"""The ledger: the only door for writing. It takes drafts, records what is new, and refuses what cannot be true."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace as with_changes
from types import TracebackType
from typing import Final, Self

import msgspec
from eventsourcing.application import Application

from ledger.audit.errors import NotSealed
from ledger.audit.sealing import Sealing, begin
from ledger.audit.signer import KeyFinder, Signer
from ledger.audit.trail_tables import Trail
from ledger.entries.corrections import ABOUT_ENTRIES, as_corrected, bottom_of
from ledger.entries.documents import Documents
from ledger.entries.entry import Draft, Entry, called, tags_for
from ledger.erasure.disclosure_table import leave_no_trace, letters_of
from ledger.erasure.erase import erasure
from ledger.recording.checked import CheckedRecorder, FinalCheck
from ledger.recording.outcome import Outcome
from ledger.recording.plan import RecordingPolicy
from ledger.recording.recording import Recording
from ledger.recording.streams import Streams
from ledger.recording.versions import NewerVersion, Versions
from ledger.refusals import NoSuchEntry, Refusals, Untrue
from ledger.store import Datastore, LedgerRecorder, Log, Participant, create
from ledger.vocabulary.corrections import EntryCorrected, EntryRetracted
from ledger.vocabulary.provenance import Source
from ledger.vocabulary.subjects import name_of

_OWN_WORD: Final = Source(document="Correction of the ledger")
_ERASED: Final = Source(document="Erasure from the ledger")


class Ledger(Application[str]):
    """A ledger that is there, opened for recording; `book` is its log, to be read.

    Two clerks may record at once: who comes second is decided again on what the first has recorded.
    `find_key` gives the signer for the key that a sealed ledger names; it is asked at the first recording.
    `alongside` makes, for the ledger's database, what else takes part in each recording: projections, for example.
    `check` makes what looks at a recording last, and may stop it; imports are not asked.
    """

    name = "govledger"

    def __init__(
        self,
        url: str,
        *,
        recorder: str = "unknown",
        find_key: KeyFinder | None = None,
        alongside: Callable[[Datastore], Participant] | None = None,
        check: Callable[[Datastore], FinalCheck] | None = None,
    ) -> None:
        self.clerk = recorder
        self._find_key = find_key
        self._alongside = alongside
        self._check_for = check
        super().__init__(
            env={
                "PERSISTENCE_MODULE": "ledger.recording.persistence",
                "MAPPER_TOPIC": "ledger.store.eventsourcing.stored_entry:LedgerMapper",
                "ORIGINATOR_ID_TYPE": "text",
                "GOVLEDGER_URL": url,
                "GOVLEDGER_GOVLEDGER_URL": url,
            }
        )
        self.book = Log(self.datastore)

    @classmethod
    def create(cls, url: str, *, recorder: str = "unknown", signer: Signer | None = None) -> Self:
        """Make a new ledger and open it; without a signer it is not sealed, which can be done later.

        Raises:
            StoreRefusal: there is one already, or its place cannot be written.
        """
        made = create(url)
        if signer is not None:
            begin(made, signer.key.verifier)
        made.close()
        return cls(url, recorder=recorder, find_key=signer.for_key if signer else None)

    def construct_recorder(self) -> LedgerRecorder:
        """The recorder; what it records is sealed in the same transaction."""
        self.sealing = Sealing(self.datastore, self._find_key)
        others = [self._alongside(self.datastore)] if self._alongside else []
        self._appending = LedgerRecorder(self.datastore, participants=[self.sealing, *others])
        check = self._check_for(self.datastore) if self._check_for else None
        self._checked = CheckedRecorder(self.datastore, self.sealing, others, check) if check else None
        return self._appending

    def signer(self) -> Signer:
        """Who seals what is recorded.

        Raises:
            NotSealed: nobody; the ledger has no key.
            KeyRequired: its key was not given.
        """
        with self.datastore.read() as connection:
            verifier = Trail(self.datastore, connection).state().verifier
        if not verifier:
            raise NotSealed
        return self.sealing.signer(verifier)

    def close(self) -> None:
        """Give back every connection, and note outside the database how far the ledger has come."""
        super().close()
        self.sealing.close()

    @property
    def datastore(self) -> Datastore:
        """The database that the ledger is kept in."""
        found = self.factory.datastore  # type: ignore[attr-defined]
        assert isinstance(found, Datastore)
        return found

    def record(self, drafts: Iterable[Draft], *, whole_document: bool = False, dry_run: bool = False) -> Outcome:
        """Record what is new in the drafts, all of it or nothing.

        With `whole_document` the drafts are all that their documents say, so that what was changed in one
        since it was last recorded is recognised. With `dry_run` nothing is recorded; the entries have no position.

        Raises:
            Refusals: something cannot be true; everything that is wrong is named, and nothing is recorded.
            StoreRefusal: the database is not to be written.
        """
        recording = self._recording(RecordingPolicy.ALL_OR_NOTHING, dry_run)
        return recording.record([(draft,) for draft in drafts], whole_document=whole_document)

    def is_newer_version(self, drafts: Sequence[Draft]) -> bool:
        """Whether the document of some drafts is known to be a newer version of another."""
        return Versions(self.book, self.streams(), self.documents()).is_newer(drafts)

    def told_before(self, drafts: Sequence[Draft]) -> list[Source]:
        """The documents that have told of the same meetings, of which that of the drafts may be a newer version."""
        return Versions(self.book, self.streams(), self.documents()).told_before(drafts)

    def under_known_ids(self, drafts: Sequence[Draft]) -> list[Draft]:
        """The drafts of one document, those that change a recorded statement of it under the id that this has."""
        return Versions(self.book, self.streams(), self.documents()).under_known_ids(drafts)

    def newer_version(self, drafts: Sequence[Draft]) -> NewerVersion:
        """The document of some drafts, held against what is recorded of the version before.

        Raises:
            Refusal: nothing is, or nobody knows which document that is.
        """
        return Versions(self.book, self.streams(), self.documents()).newer(drafts)

    def revise(self, drafts: Sequence[Draft], why: str, *, dry_run: bool = False) -> tuple[NewerVersion, Outcome]:
        """Make the record say what a newer version of a document says, by corrections, retractions and additions.

        Raises:
            Refusal: nothing is recorded of a version before, or something cannot be; nothing is recorded.
        """
        newer = self.newer_version(drafts)
        outcome = self.record(newer.revision.drafts(why, newer.source), dry_run=dry_run)
        return newer, with_changes(outcome, already=(*newer.revision.same, *outcome.already))

    def correct(
        self,
        correction: EntryCorrected,
        *,
        source: Source = _OWN_WORD,
        note: str = "",
        although: str = "",
        erasable: tuple[str, ...] = (),
        dry_run: bool = False,
    ) -> Outcome:
        """Record that an entry was wrong, and what is right; the entry itself stays as it is.

        Raises:
            NoSuchEntry: nothing is recorded there.
            Refusals: the correction changes nothing or cannot be true.
        """
        stream = self.entry(correction.entry).stream
        draft = Draft(event=correction, stream=stream, source=source, note=note, although=although, erasable=erasable)
        return self.record([draft], dry_run=dry_run)

    def retract(
        self,
        retraction: EntryRetracted,
        *,
        source: Source = _OWN_WORD,
        note: str = "",
        although: str = "",
        erasable: tuple[str, ...] = (),
        dry_run: bool = False,
    ) -> Outcome:
        """Record that an entry should not be in the record; it stays reachable by known-at.

        Raises:
            NoSuchEntry: nothing is recorded there.
            Refusals: it is retracted already, or other entries rest on it.
        """
        entry = self.entry(retraction.entry)
        self._refuse_if_rested_on(entry)
        draft = Draft(
            event=retraction, stream=entry.stream, source=source, note=note, although=although, erasable=erasable
        )
        return self.record([draft], dry_run=dry_run)

    def erase(
        self, position: int, fields: Iterable[str], *, basis: str, why: str, dry_run: bool = False
    ) -> tuple[Outcome, str]:
        """Erase values that are kept apart from an entry, for good; an entry says so, and on what legal basis.

        Returns, besides what was recorded, what of them could not be overwritten in the database, and what to do.

        Raises:
            NoSuchEntry: nothing is recorded there.
            Refusals: a field is none, was never erasable, or has been erased already.
        """
        named = self.entry(position)
        event = erasure(named, list(self._entries_of(named.stream)), fields, basis, why)
        letters = letters_of(self.datastore, event.digests)
        outcome = self.record([Draft(event=event, stream=named.stream, source=_ERASED)], dry_run=dry_run)
        return outcome, "" if dry_run else leave_no_trace(self.datastore, letters)

    def in_bulk(self, *, dry_run: bool = False, origin: str = "") -> Recording:
        """For imports: records chunk after chunk, each statement for itself instead of all or nothing.

        `origin` names the register, where what it tells is to be found again by that.
        """
        return self._recording(RecordingPolicy.EACH_FOR_ITSELF, dry_run, origin)

    def entry(self, position: int) -> Entry:
        """The entry at a position, as it was recorded.

        Raises:
            NoSuchEntry: nothing is recorded there.
        """
        found = self.book.entry(position) if position > 0 else None
        if found is None:
            raise NoSuchEntry(position, self.book.last_position())
        return found

    def names(self, kind: str) -> Collection[str]:
        """The names of all subjects of a kind, for completing what a clerk types."""
        return [name_of(stream) for stream in self.book.streams(kind)]

    def documents(self) -> Documents:
        """By what names the ledger knows documents."""
        return Documents(self.book.sources)

    def introductions(self, subject: str) -> list[Entry]:
        """The entries, as they stand, that bring a subject into being; none where nobody knows it."""
        return [entry for entry in self.streams().stream(subject).counted() if entry.event.introduces]

    def streams(self) -> Streams:
        """The streams as they stand now, each loaded when it is first looked at."""
        return Streams(self._entries_of, self.names)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _entries_of(self, stream: str) -> Iterable[Entry]:
        return self.book.entries(streams=[stream])

    def _recording(self, policy: RecordingPolicy, dry_run: bool, origin: str = "") -> Recording:
        checked = self._checked if policy is RecordingPolicy.ALL_OR_NOTHING else None
        recorder = checked or self._appending
        try_out = checked.try_out if checked and dry_run else None
        names = self.names if policy is RecordingPolicy.ALL_OR_NOTHING else None
        return Recording(
            self.book,
            self.clerk,
            recorder.record,
            policy,
            in_turn=recorder.in_turn,
            dry_run=dry_run,
            try_out=try_out,
            names=names,
            origin=origin,
        )

    def _refuse_if_rested_on(self, entry: Entry) -> None:
        if not entry.event.introduces:
            return
        streams = self.streams()
        for other in self.book.tagged(entry.stream):
            stands = _stands(other, streams)
            if stands is not None and stands.position != entry.position and entry.stream in stands.tags:
                problem = (
                    f"entry {entry.position} introduced '{entry.stream}', and {called(stands.position)} rests on it"
                )
                raise Refusals([Untrue(problem, f"retract entry {stands.position} first")])


def _stands(entry: Entry, streams: Streams) -> Entry | None:
    """What an entry, or the one that it is about, states of the world; none where that has been retracted."""
    entries = streams.stream(entry.stream).entries
    found = as_corrected(entries, bottom_of(entry.position, entries))
    if found is None or isinstance(found.event, ABOUT_ENTRIES):
        return None
    return msgspec.structs.replace(found, tags=tags_for(found.stream, found.event, found.stated_by))
