"""Versions of a document: which document a newer one supersedes, and what was recorded of it.

The clerk says that a document is a newer version: by `supersedes` in its source, or by asking for its corrections,
where one document alone has told of the meeting before. From then on the entries say so, and it need not be said
again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

import msgspec

from ledger.entries.corrections import ABOUT_ENTRIES, as_corrected
from ledger.entries.documents import KIND, Documents, is_same_document
from ledger.entries.entry import Draft, Entry
from ledger.recording.new_ids import with_subjects
from ledger.recording.other_meetings import of_other_meetings
from ledger.recording.revision import Revision, revised
from ledger.recording.streams import Streams
from ledger.refusals import Refusal, Untrue
from ledger.store import Log
from ledger.vocabulary.meetings import MeetingCalled, MeetingHeld
from ledger.vocabulary.provenance import Source
from ledger.vocabulary.reports import MinutesConfirmed
from ledger.vocabulary.subjects import slug

_NEARLY_THE_SAME: Final = 0.8


class NewerVersion(NamedTuple):
    """A document held against what was recorded of the version that it supersedes."""

    source: Source
    """The newer document, which says what it supersedes."""
    former: Source
    revision: Revision


class Versions:
    """The documents of a ledger, as far as they are versions of one another."""

    def __init__(self, book: Log, streams: Streams, documents: Documents) -> None:
        self._book = book
        self._streams = streams
        self._documents = documents

    def is_newer(self, drafts: Sequence[Draft]) -> bool:
        """Whether the document of some drafts is said to be a newer version, by itself or by what is recorded of it."""
        source = drafts[0].source if drafts else None
        return source is not None and bool(source.supersedes or self._superseded_by(source))

    def newer(self, drafts: Sequence[Draft]) -> NewerVersion:
        """The document of some drafts, held against what was recorded of it and of the version before.

        Raises:
            Refusal: nothing was, or nobody knows which document it supersedes.
        """
        if not drafts:
            raise Refusal("the file states nothing", "there is nothing to hold against the version before")
        source = drafts[0].source
        former = self._former(source, drafts)
        told = list(self._told([source, *former]))
        name = self._documents.name(former[0]) if former else ""
        newer = msgspec.structs.replace(source, supersedes=name, at="", quote="")
        stated = [
            msgspec.structs.replace(
                draft,
                source=msgspec.structs.replace(draft.source, supersedes=name),
                document=self._documents.name(source),
            )
            for draft in drafts
        ]
        revision = revised(with_subjects(stated), told, self._streams.exists)
        self._refuse_if_others_rest_on(revision)
        return NewerVersion(newer, former[0] if former else source, revision)

    def told_before(self, drafts: Sequence[Draft]) -> list[Source]:
        """The other documents that have told of the meetings that some drafts are about."""
        own = [draft.source for draft in drafts[:1]]
        return [each for each in self._of_meetings(drafts) if not any(is_same_document(each, one) for one in own)]

    def under_known_ids(self, drafts: Sequence[Draft]) -> list[Draft]:
        """The drafts of a document, those that change a recorded statement of it under the id that this has.

        An id that is made of a statement's words would else make another statement of one that was mended.
        """
        told = list(self._told([drafts[0].source])) if drafts else []
        if not told:
            return list(drafts)
        stated = [msgspec.structs.replace(each, document=self._documents.name(each.source)) for each in drafts]
        others = of_other_meetings(told, stated)
        told = [entry for entry in told if not others.holds(entry)]
        return list(revised(with_subjects(stated), told, self._streams.exists, alike=_NEARLY_THE_SAME).stated)

    def _former(self, source: Source, drafts: Sequence[Draft]) -> list[Source]:
        """The versions before, the last one first; none where the same document is recorded once more."""
        name = source.supersedes or self._superseded_by(source)
        known = list(self._of_meetings(drafts))
        if not name and next(self._told([source]), None) is not None:
            return []
        if not name:
            [*others] = [each for each in known if not is_same_document(each, source)]
            if len(others) != 1:
                raise _unknown_former(source, others)
            name = self._documents.name(others[0])
        found: list[Source] = []
        while name:
            before = self._named(name, known)
            if before is None or any(is_same_document(before, each) for each in (source, *found)):
                if not found:
                    raise _unknown_former(source, known, name)
                break
            found.append(before)
            name = self._superseded_by(before)
        return found

    def _named(self, name: str, known: Iterable[Source]) -> Source | None:
        for each in known:
            if name in (each.document, each.id, self._documents.name(each)):
                return each
        tags = dict.fromkeys((f"{KIND}:{name}", f"{KIND}:{slug(name)}"))
        return next((found for tag in tags for found in self._book.sources(tag)), None)

    def _of_meetings(self, drafts: Sequence[Draft]) -> Iterator[Source]:
        """The documents that have told what happened at the meetings that some drafts are about, each once.

        A summons tells what is to happen, and whoever confirms or corrects the minutes, what they are.
        """
        seen: list[Source] = []
        met = dict.fromkeys(draft.subject for draft in drafts if isinstance(draft.event, (MeetingHeld, MeetingCalled)))
        for meeting in met:
            for entry in self._book.tagged(meeting):
                source = entry.source
                tells = not isinstance(entry.event, (*ABOUT_ENTRIES, MeetingCalled, MinutesConfirmed))
                if tells and not any(is_same_document(source, other) for other in seen):
                    seen.append(source)
                    yield source

    def _superseded_by(self, source: Source) -> str:
        """The name of the document that one supersedes, as its entries say; empty where they say nothing."""
        sources = self._book.sources(f"{KIND}:{self._documents.name(source)}")
        return next((told.supersedes for told in sources if told.supersedes and is_same_document(told, source)), "")

    def _told(self, sources: Iterable[Source]) -> Iterator[Entry]:
        """What was recorded of some documents and stands, as corrected."""
        for source in sources:
            for entry in self._book.tagged(f"{KIND}:{self._documents.name(source)}"):
                if not isinstance(entry.event, ABOUT_ENTRIES) and is_same_document(entry.source, source):
                    stands = as_corrected(self._streams.stream(entry.stream).entries, entry.position)
                    if stands is not None:
                        yield stands

    def _refuse_if_others_rest_on(self, revision: Revision) -> None:
        """Refuse to take away a subject on which something rests that the newer version does not take away."""
        going = {entry.position for entry in revision.gone}
        for gone in (entry for entry in revision.gone if entry.event.introduces):
            for other in self._book.tagged(gone.stream):
                if other.position in going or isinstance(other.event, ABOUT_ENTRIES):
                    continue
                stands = as_corrected(self._streams.stream(other.stream).entries, other.position)
                if stands is not None and gone.stream in (stands.stream, *stands.event.subjects()):
                    raise Untrue(
                        f"'{gone.stream}' is not in the newer version, and entry {stands.position} rests on it",
                        f"retract entry {stands.position} first, or leave it in the file",
                    )


def _unknown_former(source: Source, known: Sequence[Source], name: str = "") -> Refusal:
    titles = " or ".join(f"'{each.document}'" for each in known)
    if name:
        problem = f"nothing is recorded of the document '{name}' that '{source.document}' supersedes"
    elif known:
        problem = f"several documents have told of this meeting before '{source.document}': {titles}"
    else:
        problem = f"no document has told of this meeting before '{source.document}'"
    said = (
        f"say which one it is the newer version of, in its source: 'supersedes: {known[0].document}'" if known else ""
    )
    return Refusal(problem, said or "record it without --correct; nothing is there to correct")
