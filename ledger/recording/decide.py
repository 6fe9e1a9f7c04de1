"""Deciding: from a draft to the entry that it becomes, or to the refusal that says why it cannot be true."""

from __future__ import annotations

import msgspec

from ledger.aggregates import kind_for
from ledger.entries.corrections import ABOUT_ENTRIES, as_corrected, bottom_of, corrected, withdrawn
from ledger.entries.disclosures import Sealed
from ledger.entries.entry import Draft, Entry, called, tags_for
from ledger.entries.idempotency import document_of
from ledger.erasure.erase import refuse_erasure
from ledger.erasure.redaction import sealed_in
from ledger.recording.streams import Stories, Story
from ledger.refusals import Refusal, Untrue
from ledger.vocabulary.corrections import EntryCorrected, EntryRetracted
from ledger.vocabulary.erasures import DisclosureErased
from ledger.vocabulary.event import Event
from ledger.vocabulary.readability import refuse_illegible
from ledger.vocabulary.signing_keys import OWN_STREAM
from ledger.vocabulary.subjects import ACTORS, Reference, is_name, kind_of, name_of, slug


def decided(draft: Draft, stories: Stories, recorder: str, correlation_id: str = "") -> Entry:
    """The entry that a draft becomes as the ledger stands; the story of its stream goes on with it.

    Raises:
        Refusal: it cannot be true; nothing is changed.
    """
    _refuse_bad_name(draft)
    refuse_illegible(draft.event, draft.source)
    stories.refuse_unknown(_mentioned(draft.event, draft.stated_by, draft.subject))
    story = stories.story(draft.subject)
    event = _event(draft, story, stories)
    entry = _entry(draft, event, story.version + 1, stories.next_position(), recorder, correlation_id)
    if draft.erasable:
        entry = msgspec.structs.replace(entry, sealed=_sealed(draft, event, story))
    if isinstance(event, ABOUT_ENTRIES):
        entry = _found_like(entry, event.entry, story)
    story.add(entry)
    return entry


def _mentioned(event: Event, stated_by: str, subject: str) -> list[Reference]:
    """What an event refers to, but for the subject that it introduces itself; and who said it."""
    references = [*event.references(), *([Reference(stated_by, ACTORS)] if stated_by else [])]
    own = subject if event.introduces else ""
    return [reference for reference in references if reference.subject != own or not reference.fits]


def _event(draft: Draft, story: Story, stories: Stories) -> Event:
    match draft.event:
        case EntryCorrected() as correction:
            refuse_correction(draft, correction, story, stories)
            return correction
        case EntryRetracted() as retraction:
            refuse_retraction(draft, retraction, story, stories)
            return retraction
        case DisclosureErased() as erasure:
            refuse_erasure(erasure, story.entries)
            return erasure
    return kind_for(draft.subject).decide(story.state, draft, stories)


def _entry(
    draft: Draft, event: Event, version: int, position: int, recorder: str = "", correlation_id: str = ""
) -> Entry:
    return Entry(
        stream=draft.subject,
        version=version,
        position=position,
        event=event,
        occurred=draft.occurred,
        source=draft.source,
        standing=draft.standing,
        stated_by=draft.stated_by,
        note=draft.note,
        visibility=draft.visibility,
        recorded_by=recorder,
        event_id=draft.event_id,
        correlation_id=correlation_id,
        tags=tags_for(draft.subject, event, draft.stated_by, document_of(draft)),
    )


def _found_like(entry: Entry, named: int, story: Story) -> Entry:
    """A correction or retraction is found from every side from which what it names is found, before and after it."""
    of_named = {tag for told in story.entries if told.position == named for tag in told.tags}
    bottom = bottom_of(named, story.entries)
    after = as_corrected([*story.entries, entry], bottom)
    if after is not None:
        of_named.update(tags_for(after.stream, after.event, after.stated_by))
    return msgspec.structs.replace(entry, tags=tuple(sorted(of_named.union(entry.tags))))


def _sealed(draft: Draft, event: Event, story: Story) -> tuple[Sealed, ...]:
    about = None
    if isinstance(event, EntryCorrected):
        bottom = bottom_of(event.entry, story.entries)
        about = next((type(entry.event) for entry in story.entries if entry.position == bottom), None)
    return sealed_in(msgspec.structs.replace(draft, event=event), about)


def _refuse_bad_name(draft: Draft) -> None:
    if draft.event.introduces and not is_name(name := name_of(draft.subject)):
        raise Refusal(
            f"'{name}' cannot be the id of a {kind_of(draft.subject)}",
            f"use small letters, digits and hyphens, for example '{slug(name)}'",
        )


def refuse_correction(draft: Draft, correction: EntryCorrected, story: Story, stories: Stories) -> None:
    """Refuse a correction that changes nothing, makes an entry unreadable, or its stream impossible.

    A correction of a correction is judged by what it makes of the entry at the bottom.

    Raises:
        Refusal: any of these.
    """
    named = _named(correction.entry, story)
    _refuse_another_entry(correction, named)
    trial = _entry(draft, correction, story.version + 1, stories.next_position())
    bottom = as_corrected(story.entries, bottom_of(named.position, story.entries))
    after = _as_corrected_by(trial, named, bottom, story)
    if after is not None:
        _refuse_move(after)
        stories.refuse_unknown(_mentioned(after.event, after.stated_by, after.stream))
    _refuse_new_faults(trial, story)


def refuse_retraction(draft: Draft, retraction: EntryRetracted, story: Story, stories: Stories) -> None:
    """Refuse to retract what is retracted already, and what leaves its stream impossible.

    Raises:
        Untrue: either of these.
    """
    named = _named(retraction.entry, story)
    if isinstance(named.event, DisclosureErased):
        raise Untrue(
            f"{called(named.position)} erased values of {called(named.event.entry)}, and they are gone",
            "correct its basis or its reason, if these are wrong",
        )
    _refuse_new_faults(_entry(draft, retraction, story.version + 1, stories.next_position()), story)


def _refuse_another_entry(correction: EntryCorrected, named: Entry) -> None:
    if isinstance(named.event, DisclosureErased) and {"fields", "digests"}.intersection(correction.fields):
        raise Untrue(
            f"{called(named.position)} says what was erased, and cannot say otherwise", "correct only its basis"
        )
    if isinstance(named.event, ABOUT_ENTRIES) and "entry" in correction.fields:
        raise Untrue(
            f"{called(named.position)} is about {called(named.event.entry)} and cannot be about another",
            f"retract {called(named.position)} and correct or retract the other entry",
        )


def _refuse_move(after: Entry) -> None:
    if after.event.STREAM and after.event.stream != after.stream:
        raise Untrue(
            f"{called(after.position)} belongs to '{after.stream}' and cannot be moved to '{after.event.stream}'",
            "retract it and record it anew",
        )


def _as_corrected_by(trial: Entry, named: Entry, before: Entry | None, story: Story) -> Entry | None:
    try:
        itself = corrected(named, trial)
        after = as_corrected([*story.entries, trial], before.position) if before is not None else None
    except msgspec.ValidationError as misfit:
        fields = ", ".join(sorted(named.event.__struct_fields__))
        raise Untrue(
            f"{called(named.position)} ({named.event.TYPE}) cannot be corrected so: {misfit}",
            f"its fields are {fields}",
        ) from misfit
    for old, new in ((named, itself), (before, after)):
        if old is not None and new is not None and _says_the_same(old, new):
            raise Untrue(f"the correction leaves {called(old.position)} as it is", "say what is different")
    return after


def _says_the_same(old: Entry, new: Entry) -> bool:
    return msgspec.structs.replace(new, corrected_by=old.corrected_by) == old


def _refuse_new_faults(trial: Entry, story: Story) -> None:
    before, after = _faults(story), _faults(Story(story.stream, [*story.entries, trial]))
    if new := [fault for fault in after if fault not in before]:
        raise Untrue(f"with that {'; '.join(new)}", "correct or retract the other entry first")


def _faults(story: Story) -> list[str]:
    twice = ["it would be introduced twice"] if story.introductions > 1 else []
    return [*twice, *kind_for(story.stream).faults(story.state)]


def _named(position: int, story: Story) -> Entry:
    if story.stream == OWN_STREAM:
        problem = f"entry {position} is about the ledger's own trail, which rests on it as it is"
        raise Untrue(problem, "leave it; what it says is checked by `govledger audit verify`")
    gone = withdrawn(story.entries)
    if position in gone:
        raise Untrue(
            f"{called(position)} has been retracted, by {called(gone[position])}",
            f"retract {called(gone[position])} to bring it back",
        )
    found = as_corrected(story.entries, position)
    if found is None:
        raise Untrue(f"entry {position} does not belong to '{story.stream}'", "name the entry by its number in the log")
    return found
