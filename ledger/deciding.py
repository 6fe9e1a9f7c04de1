"""Deciding: from a draft to the entry that it becomes, or to the refusal that says why it cannot be true."""

from __future__ import annotations

import msgspec

from ledger.corrections import ABOUT_ENTRIES, as_corrected, corrected, withdrawn
from ledger.entry import Draft, Entry, called, tags_for
from ledger.events.base import Event
from ledger.events.corrections import EntryCorrected, EntryRetracted
from ledger.identity import document_of
from ledger.kinds import kind_for
from ledger.refusals import Refusal, Untrue
from ledger.situation import Stories, Story
from ledger.subjects import is_name, kind_of, name_of, slug


def decided(draft: Draft, stories: Stories, recorder: str, correlation_id: str = "") -> Entry:
    """The entry that a draft becomes as the ledger stands; the story of its stream goes on with it.

    Raises:
        Refusal: it cannot be true; nothing is changed.
    """
    _refuse_bad_name(draft)
    mentioned = {s for s in (*draft.event.subjects(), draft.stated_by) if s}
    stories.refuse_unknown(sorted(mentioned - {draft.subject} if draft.event.introduces else mentioned))
    story = stories.story(draft.subject)
    event = _event(draft, story, stories)
    entry = _entry(draft, event, story.version + 1, stories.next_position(), recorder, correlation_id)
    if isinstance(event, ABOUT_ENTRIES):
        entry = _found_like(entry, event.entry, story)
    story.add(entry)
    return entry


def _event(draft: Draft, story: Story, stories: Stories) -> Event:
    match draft.event:
        case EntryCorrected() as correction:
            refuse_correction(draft, correction, story, stories)
            return correction
        case EntryRetracted() as retraction:
            refuse_retraction(retraction, story)
            return retraction
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
    """A correction or retraction is found from every side from which the entry that it names is found."""
    of_named = {tag for told in story.entries if told.position == named for tag in told.tags}
    return msgspec.structs.replace(entry, tags=tuple(sorted(of_named.union(entry.tags))))


def _refuse_bad_name(draft: Draft) -> None:
    if draft.event.introduces and not is_name(name := name_of(draft.subject)):
        raise Refusal(
            f"'{name}' cannot be the id of a {kind_of(draft.subject)}",
            f"use small letters, digits and hyphens, for example '{slug(name)}'",
        )


def refuse_correction(draft: Draft, correction: EntryCorrected, story: Story, stories: Stories) -> None:
    """Refuse a correction that changes nothing, makes the entry unreadable, or its stream impossible.

    Raises:
        Refusal: any of these.
    """
    before = _named(correction.entry, story)
    trial = _entry(draft, correction, story.version + 1, stories.next_position())
    try:
        after = corrected(before, trial)
    except msgspec.ValidationError as misfit:
        fields = ", ".join(sorted(before.event.__struct_fields__))
        raise Untrue(
            f"entry {correction.entry} ({before.event.TYPE}) cannot be corrected so: {misfit}",
            f"its fields are {fields}",
        ) from misfit
    if msgspec.structs.replace(after, corrected_by=before.corrected_by) == before:
        raise Untrue(f"the correction leaves entry {correction.entry} as it is", "say what is different")
    if before.event.STREAM and after.event.stream != before.stream:
        raise Untrue(
            f"entry {correction.entry} belongs to '{before.stream}' and cannot be moved to '{after.event.stream}'",
            "retract it and record it anew",
        )
    stories.refuse_unknown(after.event.subjects())
    _refuse_new_faults(trial, story)


def _refuse_new_faults(trial: Entry, story: Story) -> None:
    kind = kind_for(story.stream)
    after = Story(story.stream, [*story.entries, trial])
    if new := [fault for fault in kind.faults(after.state) if fault not in set(kind.faults(story.state))]:
        raise Untrue(f"with that correction {'; '.join(new)}", "correct the other entry first")


def refuse_retraction(retraction: EntryRetracted, story: Story) -> None:
    """Refuse to retract what is retracted already.

    Raises:
        Untrue: it is.
    """
    _named(retraction.entry, story)


def _named(position: int, story: Story) -> Entry:
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
