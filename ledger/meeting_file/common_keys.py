"""The circumstances of a statement: the keys that every statement may have, and what it inherits instead."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from ledger.entries.entry import Draft
from ledger.erasure.redaction import NOTE, QUOTE, refuse_not_erasable
from ledger.meeting_file.mistakes import did_you_mean
from ledger.meeting_file.values import YES_OR_NO
from ledger.refusals import Refusal
from ledger.vocabulary.dates import UNKNOWN, DateText, When, when
from ledger.vocabulary.event import Event
from ledger.vocabulary.fields import key_name, keys_of
from ledger.vocabulary.meetings import AgendaItemListed
from ledger.vocabulary.provenance import PUBLIC, Source, Standing
from ledger.vocabulary.subjects import ActorId, name_of, slug

Speaker = Annotated[ActorId, Meta(description="Who said it: a person, a post, or the body that reports it")]
Although = Annotated[str, Meta(description="Why it is recorded although other entries contradict it")]
DraftedBy = Annotated[str, Meta(description="The tool, with its rules, that drafted it; none where a person wrote it")]
ConfirmedBy = Annotated[str, Meta(description="Who checked what a tool had drafted")]
Exempt = Annotated[str, Meta(min_length=1, description="Why it is kept from the public; no: it is not")]


class Defaults(Struct, frozen=True, kw_only=True):
    """What a file says once for all its statements."""

    on: Annotated[DateText, Meta(description="The date of every statement that has none of its own")] = ""
    standing: Annotated[
        Standing | None, Meta(description="The standing of every statement that has none; without it, minuted")
    ] = None
    date_standing: Annotated[
        Standing | None, Meta(description="With what standing the date of the meeting, or of the file, is stated")
    ] = None
    stated_by: Speaker = ""
    exempt: Exempt = ""
    although: Although = ""
    drafted_by: DraftedBy = ""
    confirmed_by: ConfirmedBy = ""


class Circumstances(Struct, frozen=True, kw_only=True):
    """When, where in the document, by whom and with what standing a thing is stated."""

    at: Annotated[str, Meta(description="Place in the document: item, page, paragraph")] = ""
    on: Annotated[DateText, Meta(description="The day that it happened, in EDTF")] = ""
    since: Annotated[DateText, Meta(description="The first day that it was so, in EDTF")] = ""
    until: Annotated[DateText, Meta(description="The last day that it was so, in EDTF")] = ""
    standing: Annotated[Standing | None, Meta(description="With what authority it is stated")] = None
    stated_by: Speaker = ""
    note: Annotated[str, Meta(description="A remark of the clerk's")] = ""
    exempt: Exempt = ""
    although: Although = ""
    drafted_by: DraftedBy = ""
    confirmed_by: ConfirmedBy = ""
    date_standing: Annotated[
        Standing | None, Meta(description="With what standing the date is stated, where it is not that of the rest")
    ] = None
    quote: Annotated[str, Meta(description="The words relied on, exactly as they stand")] = ""
    personal: Annotated[tuple[str, ...], Meta(description="Keys whose texts may have to be erased one day")] = ()
    check: Annotated[str, Meta(description="What is still to be checked; a file in which one is left is refused")] = ""

    def begun(self) -> When | None:
        """The date that is given, if one is.

        Raises:
            Refusal: two are, or a first day is a duration.
        """
        if self.since:
            refuse_lasting("since", when(self.since))
        if self.on and self.since:
            raise Refusal("both 'on' and 'since' are given", "keep one of them: they mean the same date")
        return when(self.on or self.since) if self.on or self.since else None


def refuse_lasting(key: str, date: When) -> None:
    """Refuse a duration where the first or the last day of something is asked for.

    Raises:
        Refusal: it is one.
    """
    if date.lasts:
        first, last = date.text.split("/")
        raise Refusal(
            f"'{key}' is one day, and '{date.text}' lasts {date}",
            f"write 'since: {first}' and 'until: {last}', or '{key}: [{first}..{last}]' for some day between",
        )


def circumstances_in(values: dict[str, Any], event: type[Event]) -> Circumstances:
    """The circumstances among the values of a statement; what is left in `values` belongs to the event."""
    names = set(Circumstances.__struct_fields__) - set(event.__struct_fields__)
    return Circumstances(**{name: values.pop(name) for name in sorted(names & set(values))})


class Inherited(Struct, frozen=True, kw_only=True):
    """What a statement takes from its file, its meeting, or the statement that it stands within."""

    source: Source
    on: When | None = None
    standing: Standing | None = None
    """None where the file gives none: then what it says is taken as minuted."""
    date_standing: Standing | None = None
    """That of the date, for statements that have none of their own."""
    stated_by: str = ""
    visibility: str = PUBLIC
    although: str = ""
    drafted_by: str = ""
    confirmed_by: str = ""
    outer: When | None = None
    """The date of the statement that this one stands within; it comes before those of the meeting and the file."""
    at: str = ""
    """The place of the statement that this one stands within; its own takes the place of it."""
    item: str = ""
    """The number, or else the title, of the item of the agenda that it stands under."""
    stem: str = ""
    """What ids are made of in place of the document: the meeting and the item."""

    def draft(self, event: Event, given: Circumstances, occurred: When | None, place: str) -> Draft:
        """The draft of an event, with its own circumstances before inherited ones; no date is an unknown date.

        The file's place in the document comes before the statement's own: `item 7, paragraph 2`.
        """
        own = ", ".join(part for part in (self.source.at, given.at) if part)
        at = own if given.at else self.at or self.source.at
        return Draft(
            event=event,
            source=msgspec.structs.replace(self.source, at=at, quote=given.quote),
            occurred=occurred or UNKNOWN,
            standing=given.standing or self.standing or Standing.MINUTED,
            takes_standing=not (given.standing or self.standing),
            stated_by=given.stated_by or self.stated_by,
            note=given.note,
            visibility=visibility(given.exempt, self.visibility),
            although=given.although or self.although,
            drafted_by=given.drafted_by or self.drafted_by,
            confirmed_by=given.confirmed_by or self.confirmed_by,
            date_standing=given.date_standing or (self.date_standing if self._lends(occurred, given) else None),
            erasable=erasable(given.personal, type(event)),
            place=place,
        )

    def _lends(self, date: When | None, given: Circumstances) -> bool:
        """Whether a date is one that the statement took from its meeting or its file, and does not give itself."""
        if self.date_standing is None or date is None or date == UNKNOWN:
            return False
        return date not in [when(own) for own in (given.on, given.since, given.until) if own]

    def keeps_apart(self, given: Circumstances, event: type[Event]) -> bool:
        """Whether the words that a statement begins with are kept apart, so that no id may repeat them."""
        is_exempt = visibility(given.exempt, self.visibility) != PUBLIC
        return is_exempt or event.HEAD in erasable(given.personal, event)

    def lent_by(self, outer: Draft) -> Inherited:
        """What a statement within another inherits: the other's date and place besides, and why it is recorded."""
        return msgspec.structs.replace(
            self,
            at=outer.source.at,
            outer=outer.occurred,
            date_standing=outer.date_standing,
            although=outer.although,
        )

    def under(self, item: AgendaItemListed, listed: Draft, meeting: str) -> Inherited:
        """What a statement inherits from the item of the agenda that it stands under."""
        closed = item.closed_under if listed.visibility == PUBLIC else listed.visibility
        return msgspec.structs.replace(
            self,
            item=item.number or item.title,
            at=listed.source.at if listed.source.at != self.source.at else f"item {item.number or item.title}",
            visibility=closed or self.visibility,
            stem=f"{name_of(meeting)}/{slug(item.number or item.title)}",
        )


def erasable(personal: Iterable[str], event: type[Event]) -> tuple[str, ...]:
    """The fields of an event that a clerk's keys name as erasable; its own key stands for the field that it fills.

    Raises:
        Refusal: one of them is no key of such a statement, or holds no free text.
    """
    fields = {name: field.stored for name, field in keys_of(event).items()}
    fields |= {NOTE: NOTE, QUOTE: QUOTE, event.SAID_AS: event.HEAD}
    named = []
    for written in personal:
        if (name := key_name(written)) not in fields:
            allowed = [key for key in fields if key]
            raise Refusal(f"'personal' names '{written}', which is no key here", did_you_mean(name, allowed))
        named.append(fields[name])
    refuse_not_erasable(tuple(named), event)
    return tuple(named)


def visibility(exempt: str, otherwise: str = PUBLIC) -> str:
    """The visibility that `exempt` asks for: a reason, or public where it says no.

    Raises:
        Refusal: it says yes, without a reason.
    """
    truth = YES_OR_NO.get(exempt.lower())
    if truth is True:
        raise Refusal(f"'exempt: {exempt}' gives no reason", "write the reason, for example the paragraph of the Act")
    return PUBLIC if truth is False else exempt or otherwise
