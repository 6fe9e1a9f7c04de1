"""Several meeting files of one recording, in any order: each may refer to what the others bring into being."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Protocol

from ledger.entries.documents import Documents, is_same_document
from ledger.entries.entry import Draft, Entry
from ledger.meeting_file.form import FORM, Form
from ledger.meeting_file.id_lookup import Directory, Known
from ledger.meeting_file.reader import read, read_text, readable
from ledger.meeting_file.register import in_order_of_need, looks_ahead
from ledger.refusals import Refusal, Refusals
from ledger.vocabulary.dates import When
from ledger.vocabulary.meetings import MeetingHeld
from ledger.vocabulary.membership import MembershipStarted
from ledger.vocabulary.naming import folded, names_given
from ledger.vocabulary.subjects import kind_of, name_of


class Recorded(Known, Protocol):
    """What is recorded, as a ledger tells it."""

    def documents(self) -> Documents:
        """By what names it knows documents."""
        ...

    def introductions(self, meeting: str) -> Sequence[Entry]:
        """The entries that introduce a meeting."""
        ...


def read_together(files: Sequence[Path], ledger: Recorded, directory: Directory, form: Form = FORM) -> list[Draft]:
    """The drafts of all files, in an order in which they can be recorded.

    Several files are read twice: at first for what each brings into being, as far as it can be read, so that the order
    of the files does not matter, and two may refer to each other.

    Raises:
        Refusals: everything that is wrong with any of them.
    """
    introduced = _introduced(files, ledger, directory, form) if len(files) > 1 else {}
    documents, found, wrong = ledger.documents(), list[tuple[Draft, ...]](), list[Refusal]()
    for file in files:
        known = _Known(ledger, directory)
        for drafts in found:
            known.learn(drafts, are_before=True)
        for other in files[files.index(file) + 1 :]:
            known.learn(introduced[other], are_before=False)
        try:
            found.append(read(file, known, form, documents, known.told, known).drafts)
        except Refusals as refusals:
            wrong += refusals.refusals
            found.append(introduced.get(file, ()))
    if wrong := wrong or list(_begun_twice(found)):
        raise Refusals(wrong)
    return in_recording_order(found)


def read_alone(text: str, file: str, ledger: Recorded, directory: Directory, form: Form = FORM) -> list[Draft]:
    """The drafts of the text of one file, in an order in which they can be recorded.

    Raises:
        Refusals: everything that is wrong with it.
    """
    known = _Known(ledger, directory)
    return in_recording_order([read_text(text, file, known, form, ledger.documents(), known.told, known).drafts])


def _begun_twice(files: Iterable[Sequence[Draft]]) -> Iterator[Refusal]:
    """Meetings of which two files tell as one document: parts of it, or two meetings that nothing tells apart."""
    begun: dict[str, Draft] = {}
    for drafts in files:
        held = {draft.subject: draft for draft in drafts if isinstance(draft.event, MeetingHeld)}
        for meeting, draft in held.items():
            before = begun.setdefault(meeting, draft)
            if before is not draft and is_same_document(before.source, draft.source):
                name = name_of(meeting)
                yield Refusal(
                    f"the meeting '{name}' begins at {before.place} already, and both files are of one document",
                    f"if it is the same one, write only 'meeting: {name}' here; if it is another, tell them apart by "
                    f"'time: 19:00' or 'number: 2', or give it an id of its own, for example 'id: {name}-2'",
                    draft.place,
                )


def _introduced(
    files: Sequence[Path], ledger: Recorded, directory: Directory, form: Form
) -> dict[Path, tuple[Draft, ...]]:
    """What each file says, as far as it can be read without those after it."""
    known, documents = _Known(ledger, directory), ledger.documents()
    found: dict[Path, tuple[Draft, ...]] = {}
    for file in files:
        found[file] = readable(file, known, documents, known.told, known, form)
        known.learn(found[file], are_before=True)
    return found


def in_recording_order(files: Sequence[Sequence[Draft]]) -> list[Draft]:
    """The drafts of files, each after those that introduce what it mentions; as they stand where that is so already.

    What the registers of all files introduce comes first. The rest is file by file, those before which others refer to;
    where two refer to each other, their meetings come before what was done at them.
    """
    told = [draft for drafts in files for draft in drafts]
    if not looks_ahead(told):
        return told
    sections = frozenset(FORM.sections.values())
    registered = [draft for draft in told if draft.event.TYPE in sections]
    rest = [[draft for draft in drafts if draft.event.TYPE not in sections] for drafts in files]
    ordered = [draft for number in _by_need(rest) for draft in rest[number]]
    if looks_ahead([*in_order_of_need(registered), *ordered]):
        ordered.sort(key=lambda draft: not (draft.introduces and kind_of(draft.subject) == "meeting"))
    return [*in_order_of_need(registered), *ordered]


def _by_need(files: Sequence[Sequence[Draft]]) -> Iterator[int]:
    """The files by number, each after those that introduce what it mentions; in their order if they need each other."""
    home = {draft.subject: number for number, drafts in enumerate(files) for draft in drafts if draft.introduces}
    needs = {
        number: sorted({home[s] for draft in drafts for s in draft.event.subjects() if s in home} - {number})
        for number, drafts in enumerate(files)
    }
    try:
        yield from list(TopologicalSorter(needs).static_order())
    except CycleError:
        yield from range(len(files))


class _Known:
    """What the ledger knows, with what other files of the same recording bring into being, by ids and names."""

    def __init__(self, ledger: Recorded, directory: Directory) -> None:
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

    def learn(self, drafts: Iterable[Draft], *, are_before: bool) -> None:
        """Count what drafts introduce as known; which meetings there are already, only files before can tell."""
        for draft in drafts:
            if draft.introduces:
                self.names(kind_of(draft.subject))
                self._names[kind_of(draft.subject)].add(name_of(draft.subject))
                if kind_of(draft.subject) == "meeting" and are_before:
                    self._meetings.setdefault(draft.subject, []).append(draft)
            if isinstance(draft.event, MembershipStarted):
                self._members[draft.event.body].add(draft.event.member)
            self._called += [(name, draft) for name in names_given(draft.event)]

    def told(self, meeting: str) -> Sequence[Draft | Entry]:
        """The statements that introduce a meeting, those of the ledger and those of the files before."""
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

    def members(self, body: str, on: When | None) -> Mapping[str, bool]:
        """Who sits on a body, by the ledger; by the files read so far, who may."""
        return {**dict.fromkeys(self._members[body], False), **self._directory.members(body, on)}

    def told_apart(self, subject: str) -> str:
        """What tells a subject from others of its name."""
        place = next((each.place for _, each in self._called if each.subject == subject), "")
        return f"registered at {place}" if place else self._directory.told_apart(subject)
