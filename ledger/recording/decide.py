"""Deciding: from a draft to the entry that it becomes, or to the refusal that says why it cannot be true."""

from __future__ import annotations

import msgspec

from ledger.aggregates import kind_for
from ledger.entries.corrections import ABOUT_ENTRIES, as_corrected, bottom_of, corrected, withdrawn
from ledger.entries.disclosures import Sealed
from ledger.entries.entry import Draft, Entry, called, tags_for, tags_of
from ledger.erasure.erase import refuse_erasure
from ledger.erasure.redaction import sealed_in
from ledger.recording.streams import Stream, Streams
from ledger.refusals import Refusal, Untrue
from ledger.vocabulary.corrections import EntryCorrected, EntryRetracted
from ledger.vocabulary.dates import When
from ledger.vocabulary.erasures import DisclosureErased
from ledger.vocabulary.event import CATALOGUE, Event
from ledger.vocabulary.readability import refuse_illegible
from ledger.vocabulary.signing_keys import OWN_STREAM
from ledger.vocabulary.subjects import ACTORS, Reference, is_name, kind_of, name_of, slug


def decided(draft: Draft, streams: Streams, recorder: str, correlation_id: str = "", *, is_asked: bool = True) -> Entry:
    """The entry that a draft becomes as the ledger stands; its stream goes on with it.

    Where nobody `is_asked`, as in an import, what is only strange is recorded.

    Raises:
        Refusal: it cannot be true; nothing is changed.
    """
    _refuse_bad_name(draft)
    besides = f"{draft.note}{draft.visibility}{draft.although}{draft.drafted_by}{draft.confirmed_by}"
    refuse_illegible(draft.event, draft.source, besides, is_meant=bool(draft.although) or not is_asked)
    _refuse_duration(type(draft.event), draft.occurred)
    streams.refuse_unknown(_mentioned(draft))
    stream = streams.stream(draft.subject)
    event = _event(draft, stream, streams)
    entry = _entry(draft, event, stream.version + 1, streams.next_position(), recorder, correlation_id)
    if draft.erasable:
        entry = msgspec.structs.replace(entry, sealed=_sealed(draft, event, stream))
    if isinstance(event, ABOUT_ENTRIES):
        entry = _found_like(entry, event.entry, stream)
    stream.add(entry)
    return entry


def _mentioned(draft: Draft) -> list[Reference]:
    """What a draft refers to, but for the subject that it introduces itself; and who said it."""
    references = [*draft.references, *([Reference(draft.stated_by, ACTORS)] if draft.stated_by else [])]
    own = draft.subject if draft.introduces else ""
    return [reference for reference in references if reference.subject != own or not reference.fits]


def _event(draft: Draft, stream: Stream, streams: Streams) -> Event:
    match draft.event:
        case EntryCorrected() as correction:
            refuse_correction(draft, correction, stream, streams)
            return correction
        case EntryRetracted() as retraction:
            refuse_retraction(draft, retraction, stream, streams)
            return retraction
        case DisclosureErased() as erasure:
            refuse_erasure(erasure, stream.entries)
            return erasure
    return kind_for(draft.subject).decide(stream.state, draft, streams)


def _entry(
    draft: Draft, event: Event, version: int, position: int, recorder: str = "", correlation_id: str = ""
) -> Entry:
    # What the ledger fills in when it decides are the ids of spells and the like, seldom a subject.
    subjects = [r.subject for r in draft.references] if event == draft.event else event.subjects()
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
        although=draft.although,
        drafted_by=draft.drafted_by,
        confirmed_by=draft.confirmed_by,
        date_standing=draft.date_standing,
        recorded_there=draft.recorded_there,
        recorded_by=recorder,
        event_id=draft.event_id,
        correlation_id=correlation_id,
        tags=tags_of(draft.subject, subjects, draft.stated_by, draft.of_document),
    )


def _found_like(entry: Entry, named: int, stream: Stream) -> Entry:
    """A correction or retraction is found from every side from which what it names is found, before and after it."""
    of_named = {tag for told in stream.entries if told.position == named for tag in told.tags}
    bottom = bottom_of(named, stream.entries)
    after = as_corrected([*stream.entries, entry], bottom)
    if after is not None:
        of_named.update(tags_for(after.stream, after.event, after.stated_by))
    return msgspec.structs.replace(entry, tags=tuple(sorted(of_named.union(entry.tags))))


def _sealed(draft: Draft, event: Event, stream: Stream) -> tuple[Sealed, ...]:
    about = None
    if isinstance(event, EntryCorrected):
        bottom = bottom_of(event.entry, stream.entries)
        about = next((type(entry.event) for entry in stream.entries if entry.position == bottom), None)
    return sealed_in(msgspec.structs.replace(draft, event=event), about)


def _refuse_bad_name(draft: Draft) -> None:
    if draft.introduces and not is_name(name := name_of(draft.subject)):
        raise Refusal(
            f"'{name}' cannot be the id of a {kind_of(draft.subject)}",
            f"use small letters, digits and hyphens, for example '{slug(name)}'",
        )


def refuse_correction(draft: Draft, correction: EntryCorrected, stream: Stream, streams: Streams) -> None:
    """Refuse a correction that changes nothing, makes an entry unreadable, or its stream impossible.

    A correction of a correction is judged by what it makes of the entry at the bottom.

    Raises:
        Refusal: any of these.
    """
    named = _named(correction.entry, stream)
    _refuse_another_entry(correction, named)
    trial = _entry(draft, correction, stream.version + 1, streams.next_position())
    bottom = as_corrected(stream.entries, bottom_of(named.position, stream.entries))
    after = _as_corrected_by(trial, named, bottom, stream)
    if after is not None:
        _refuse_move(after)
        if correction.occurred is not None:
            _refuse_duration(type(after.event), after.occurred)
        streams.refuse_unknown(_mentioned(_restated(after)))
    _refuse_new_faults(trial, stream)


def refuse_retraction(draft: Draft, retraction: EntryRetracted, stream: Stream, streams: Streams) -> None:
    """Refuse to retract what is retracted already, and what leaves its stream impossible.

    Raises:
        Untrue: either of these.
    """
    named = _named(retraction.entry, stream)
    if isinstance(named.event, DisclosureErased):
        raise Untrue(
            f"{called(named.position)} erased values of {called(named.event.entry)}, and they are gone",
            "correct its basis or its reason, if these are wrong",
        )
    _refuse_new_faults(_entry(draft, retraction, stream.version + 1, streams.next_position()), stream)


def _refuse_duration(event: type[Event], on: When) -> None:
    """Refuse what begins or ends something on a duration: it has a first day, and a last day, each a day by itself."""
    if not on.lasts:
        return
    ends = {other.ENDED_BY for other in CATALOGUE.values()}
    if event.ENDED_BY or event.TYPE in ends:
        first, last = on.text.split("/")
        raise Refusal(
            f"'{event.TYPE}' is of one day, and '{on.text}' lasts {on}",
            f"give the first day, {first}, to what begins and the last, {last}, to what ends; or [{first}..{last}] for "
            f"some day between",
        )


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


def _as_corrected_by(trial: Entry, named: Entry, before: Entry | None, stream: Stream) -> Entry | None:
    try:
        itself = corrected(named, trial)
        after = as_corrected([*stream.entries, trial], before.position) if before is not None else None
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


def _restated(entry: Entry) -> Draft:
    """What an entry states, as a draft."""
    return Draft(event=entry.event, source=entry.source, stated_by=entry.stated_by, stream=entry.stream)


def _says_the_same(old: Entry, new: Entry) -> bool:
    return msgspec.structs.replace(new, corrected_by=old.corrected_by) == old


def _refuse_new_faults(trial: Entry, stream: Stream) -> None:
    before, mark = stream.faults, stream.mark()
    try:
        stream.add(trial)
        after = stream.faults
    finally:
        stream.back_to(mark)
    if new := [fault for fault in after if fault not in before]:
        raise Untrue(f"with that {'; '.join(new)}", "correct or retract the other entry first")


def _named(position: int, stream: Stream) -> Entry:
    if stream.name == OWN_STREAM:
        problem = f"entry {position} is about the ledger's own trail, which rests on it as it is"
        raise Untrue(problem, "leave it; what it says is checked by `govledger audit verify`")
    gone = withdrawn(stream.entries)
    if position in gone:
        raise Untrue(
            f"{called(position)} has been retracted, by {called(gone[position])}",
            f"retract {called(gone[position])} to bring it back",
        )
    found = as_corrected(stream.entries, position)
    if found is None:
        raise Untrue(f"entry {position} does not belong to '{stream.name}'", "name the entry by its number in the log")
    return found
