"""Posts: they exist without a holder; appointments put persons in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import msgspec

from ledger.aggregates.aggregate import Kind, Lane, Situation
from ledger.aggregates.rules.lifecycle import Existence, refuse_if_taken
from ledger.aggregates.rules.terms import Spells, begun, ended, impossible, one_to_begin, one_to_end
from ledger.entries.entry import Draft, Entry
from ledger.vocabulary.event import Event
from ledger.vocabulary.people import AppointmentEnded, AppointmentStarted, PostCreated
from ledger.vocabulary.subjects import name_of


@dataclass(frozen=True)
class Post:
    """A post as decisions need it: its being and the appointments to it."""

    being: Existence = Existence()
    appointments: Spells = field(default_factory=Spells)


def decide(post: Post, draft: Draft, now: Situation) -> Event:
    """Refuse what cannot be true of a post; number the appointments that begin."""
    match draft.event:
        case PostCreated():
            refuse_if_taken(post.being, draft.subject)
        case AppointmentStarted() as event:
            return _appoint(post, event, draft)
        case AppointmentEnded() as event:
            what = f"the appointment of '{name_of(event.person)}' as '{name_of(event.post)}'"
            spell = one_to_end(post.appointments, event.appointment, event.person, draft, what)
            return msgspec.structs.replace(event, appointment=spell)
    return draft.event


def evolve(post: Post, entry: Entry) -> Post:
    """The post after one more entry."""
    match entry.event:
        case PostCreated():
            return replace(post, being=post.being.begun(entry))
        case AppointmentStarted(person=person, appointment=spell):
            return replace(post, appointments=begun(post.appointments, spell, person, entry))
        case AppointmentEnded(person=person, appointment=spell):
            return replace(post, appointments=ended(post.appointments, spell, person, entry))
    return post


def faults(post: Post) -> Iterator[str]:
    """What corrections have made impossible."""
    yield from impossible(post.appointments, "the appointment")


def _appoint(post: Post, event: AppointmentStarted, draft: Draft) -> Event:
    what = f"'{name_of(event.person)}' holds the post '{name_of(event.post)}'"
    spell = one_to_begin(post.appointments, event.appointment, event.person, draft, what)
    return msgspec.structs.replace(event, appointment=spell)


def lane(entry: Entry) -> Lane | None:
    """Which appointment an entry bears on; none for the post's being."""
    match entry.event:
        case AppointmentStarted(appointment=spell) | AppointmentEnded(appointment=spell):
            return "appointments", spell
    return None


KIND = Kind("post", Post(), evolve, decide, faults, lane, lanes=("appointments",))
