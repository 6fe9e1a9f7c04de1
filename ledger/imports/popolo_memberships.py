"""The memberships of a Popolo document: seats, offices and appointments, with what a legislative period tells of them.

A membership as chair, vice-chair or co-chair is an office, beside the seat that the same person has in the organization
by another membership, or else a seat too.

A membership's end is taken as the last day in force, unless the source shows that it means the first day out:
somebody's next membership of the same organization begins on the very day, and nobody's on the day after.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from ledger.imports.documents import Spool
from ledger.imports.popolo_index import PopoloIndex, Term, apart, date_told, is_office, seat, standing_told
from ledger.imports.records import Aside, Found, Item, Record, told
from ledger.refusals import Refusal
from ledger.vocabulary.dates import NO_END, UNKNOWN, When
from ledger.vocabulary.event import Event
from ledger.vocabulary.membership import MembershipEnded, MembershipStarted, OfficeAssigned, OfficeVacated
from ledger.vocabulary.people import AppointmentEnded, AppointmentStarted
from ledger.vocabulary.provenance import Standing


def convention(index: PopoloIndex) -> Iterator[Item]:
    """Which convention of ends the source shows."""
    if index.ends_are_first_days_out and not index.touching:
        yield Found("convention: ends are first days out, as those of the same memberships were before; made last days")
    elif index.ends_are_first_days_out:
        yield Found("convention: ends are first days out, since the next membership begins on them; made last days")
    elif index.touching:
        yield Found("convention: ends are last days in force, though some next memberships begin on them")
    elif index.ends:
        yield Found("convention: ends are taken as last days in force")


def memberships(record: Record, index: PopoloIndex) -> Iterator[Item]:
    """One membership: its beginning and its end together; a seat that comes with a post stands for itself."""
    beside = record.values.get("govledger")
    own = Record(record.place, beside if isinstance(beside, dict) else {})
    start, end = _dates(record, own, index)
    first, last = _of_term(record, start, end, own, index)
    if last is UNKNOWN:
        yield Found("memberships of a legislative period that has no dates: their end is unknown")
    elif first or last:
        yield Found("memberships dated by their legislative period, where they do not tell it: inferred")
    events = list(_events(record, own, index))
    if not events:
        yield Aside("memberships of organizations in organizations")
        return
    if record.optional("on_behalf_of_id") and _represented(record, index) is None:
        yield Aside("whom members represent, where the source does not describe it")
    standing = standing_told(own, Standing.REPORTED)
    end_standing = Standing.REPORTED
    if end is None and (expected := own.values.get("expected_end")) is not None:
        end, end_standing = (
            date_told(own, "expected_end"),
            standing_told(Record(record.place, expected), Standing.EXPECTED),
        )
    for began, ended in events:
        by = own.optional("stated_by")
        drafts = [index.draft(record, began, first or start or UNKNOWN, standing, by, inferred=first is not None)]
        if (until := last or end) is not None:
            drafts.append(index.draft(record, ended, until, end_standing, inferred=last not in (None, UNKNOWN)))
        yield told(*drafts)


def _dates(record: Record, own: Record, index: PopoloIndex) -> tuple[When | None, When | None]:
    start, end = record.date("start_date"), record.date("end_date")
    if end is not None:
        end = index.last_day(end)
    return start or date_told(own, "start"), end or date_told(own, "end")


def _of_term(record: Record, start: When | None, end: When | None, own: Record, index: PopoloIndex) -> Term:
    """The bounds of its legislative period that a membership takes, since it has none of its own.

    Of a period without dates nobody tells when it was or will be over, and a membership ends with it.

    Raises:
        Refusal: the membership begins after the period.
    """
    if not (period := record.optional("legislative_period_id")):
        return Term(None, None)
    term = index.terms.get(period) or index.dated_before(record)
    if start and term.end and term.end.is_before(start):
        raise Refusal(
            f"it begins {start.on}, and its legislative period ended {term.end.on}", "ask the source which is so"
        )
    is_told = end is not None or own.values.get("expected_end") is not None
    return Term(None if start else term.start, None if is_told else term.end)


def note_seats(spool: Spool, index: PopoloIndex) -> None:
    """When those who have an office in an organization are members of it by another membership, told now or before."""
    for whose, span in index.before.seats(index.places) if index.in_office else ():
        index.seats.setdefault(whose, []).append(span)
    for place, value in spool.take("memberships") if index.in_office else ():
        with suppress(Refusal):
            record = Record(place, value)
            whose = seat(record, index)
            if whose in index.in_office and not is_office(record.optional("role")):
                start, end = _bounds(record, Record(place, {}), index)
                span = (start.latest, end.earliest if end else NO_END)
                index.seats.setdefault(_as_subjects(whose, index), []).append(span)


def _as_subjects(whose: tuple[str, str], index: PopoloIndex) -> tuple[str, str]:
    return index.subject("person", whose[0]), index.subject("body", whose[1])


def _sits_already(record: Record, own: Record, index: PopoloIndex) -> bool:
    """Whether somebody certainly is a member all through the time of an office, by other memberships."""
    start, end = _bounds(record, own, index)
    reached = start.earliest
    for first, last in sorted(index.seats.get(_as_subjects(seat(record, index), index), ())):
        if first <= reached:
            reached = max(reached, last + 1)
    return reached > (end.latest if end else NO_END)


def _bounds(record: Record, own: Record, index: PopoloIndex) -> tuple[When, When | None]:
    start, end = _dates(record, own, index)
    first, last = _of_term(record, start, end, own, index)
    return start or first or UNKNOWN, end or last


def _events(record: Record, own: Record, index: PopoloIndex) -> Iterator[tuple[Event, Event]]:
    """What begins and what ends with a membership."""
    person, post = record.optional("person_id"), record.optional("post_id")
    organization, role, what = index.organization_of(record), record.optional("role"), own.optional("is_a")
    why = own.optional("why_ended")
    if not person and not post:
        if record.values.get("organization_id") and record.values.get("member_id"):
            return
        raise Refusal("it has neither a person_id nor a post_id", "complete it in the source")
    if not organization and not (person and post):
        raise Refusal("it names neither an organization nor a post", "complete it in the source")
    holder = index.subject("person", person) if person else index.subject("post", post)
    if person and post and what in ("", "appointment"):
        held = index.subject("post", post)
        appointed = AppointmentStarted(
            post=held,
            person=holder,
            interim=own.flag("interim") or False,
            acting=own.flag("acting") or False,
            joint=own.flag("joint") or False,
        )
        yield appointed, AppointmentEnded(post=held, person=holder, reason=why)
    if what == "office":
        body = index.subject("body", record.text("organization_id"))
        yield (
            OfficeAssigned(
                body=body, office=record.text("role"), holder=holder, on_behalf_of=_represented(record, index)
            ),
            OfficeVacated(body=body, office=record.text("role"), holder=holder, reason=why),
        )
    elif what != "appointment" and (record.optional("organization_id") or index.has_body(organization)):
        body = index.subject("body", organization)
        if not what and is_office(role):
            office, behalf = role.casefold(), _represented(record, index)
            yield (
                OfficeAssigned(body=body, office=office, holder=holder, on_behalf_of=behalf),
                OfficeVacated(body=body, office=office, holder=holder, reason=why),
            )
            if _sits_already(record, own, index):
                return
        started = MembershipStarted(
            body=body,
            member=holder,
            on_behalf_of=_represented(record, index),
            voting=own.flag("voting"),
            role=role,
            membership=_spell(record, index),
        )
        yield started, MembershipEnded(body=body, member=holder, reason=why, membership=started.membership)


def _represented(record: Record, index: PopoloIndex) -> str | None:
    foreign = record.optional("on_behalf_of_id")
    return index.subject("organisation", foreign) if foreign and index.holds("organisation", foreign) else None


def _spell(record: Record, index: PopoloIndex) -> str:
    """Memberships keep their ids, or are told apart by what they say: imprecise dates do not make two of them one."""
    foreign = record.optional("id")
    if not foreign:
        return apart(record, index)
    return index.naming.local(foreign) if ":" not in foreign else ""
