"""The memberships of a Popolo document: seats in bodies, offices in them, appointments to posts.

An end is taken as the last day in force, unless the source shows that it means the first day out: somebody's next
membership of the same organization begins on the very day, and nobody's on the day after.
"""

from __future__ import annotations

from collections.abc import Iterator

from ledger.imports.items import Aside, Found, Item, told
from ledger.imports.popolo_index import Index
from ledger.imports.record import Record
from ledger.refusals import Refusal
from ledger.vocabulary.dates import UNKNOWN, When, when
from ledger.vocabulary.event import Event
from ledger.vocabulary.membership import MembershipEnded, MembershipStarted, OfficeAssigned, OfficeVacated
from ledger.vocabulary.people import AppointmentEnded, AppointmentStarted
from ledger.vocabulary.provenance import Standing


def conventions(index: Index) -> Iterator[Item]:
    """Which convention of ends the source shows."""
    if index.ends_are_first_days_out:
        yield Found("convention: ends are first days out, since the next membership begins on them; made last days")
    elif index.touching:
        yield Found("convention: ends are last days in force, though some next memberships begin on them")
    else:
        yield Found("convention: ends are taken as last days in force")


def memberships(record: Record, index: Index) -> Iterator[Item]:
    """One membership: its beginning and its end together; a seat that comes with a post stands for itself."""
    beside = record.values.get("govledger")
    own = Record(record.place, beside if isinstance(beside, dict) else {})
    start, end = _dates(record, own, index)
    if start is UNKNOWN and (term := index.terms.get(record.optional("legislative_period_id"))):
        start, end = term, end or term
        yield Found("memberships dated by their legislative period: begun and ended on some day within it")
    events = list(_events(record, own, index))
    if not events:
        yield Aside("memberships of organizations in organizations")
        return
    standing = _standing(own, Standing.REPORTED)
    end_standing = Standing.REPORTED
    if end is None and (expected := own.values.get("expected_end")) is not None:
        end, end_standing = _edtf(own, "expected_end"), _standing(Record(record.place, expected), Standing.EXPECTED)
    for began, ended in events:
        drafts = [index.draft(record, began, start, standing, own.optional("stated_by"))]
        if end is not None:
            drafts.append(index.draft(record, ended, end, end_standing))
        yield told(*drafts)


def _dates(record: Record, own: Record, index: Index) -> tuple[When, When | None]:
    start, end = record.date("start_date"), record.date("end_date")
    if end is not None:
        end = index.last_day(end)
    return start or _edtf(own, "start") or UNKNOWN, end or _edtf(own, "end")


def _standing(told: Record, otherwise: Standing) -> Standing:
    """The standing that our own export tells.

    Raises:
        Refusal: it is none.
    """
    text = told.optional("standing") if isinstance(told.values, dict) else ""
    if text and text not in list(Standing):
        raise told.wrong("standing", text, f"one of {', '.join(Standing)}")
    return Standing(text) if text else otherwise


def _edtf(own: Record, key: str) -> When | None:
    bounds = own.values.get(key)
    return when(Record(own.place, bounds).text("edtf")) if isinstance(bounds, dict) else None


def _events(record: Record, own: Record, index: Index) -> Iterator[tuple[Event, Event]]:
    """What begins and what ends with a membership."""
    person, post = record.optional("person_id"), record.optional("post_id")
    organization, role, what = record.optional("organization_id"), record.optional("role"), own.optional("is_a")
    why = own.optional("why_ended")
    if not person and not post:
        if record.values.get("organization_id") and record.values.get("member_id"):
            return
        raise Refusal("it has neither a person_id nor a post_id", "complete it in the source")
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
    elif organization and what != "appointment":
        body = index.subject("body", organization)
        started = MembershipStarted(
            body=body,
            member=holder,
            on_behalf_of=_represented(record, index),
            voting=own.flag("voting"),
            role=role,
            membership=_spell(record, index),
        )
        yield started, MembershipEnded(body=body, member=holder, reason=why, membership=started.membership)


def _represented(record: Record, index: Index) -> str | None:
    foreign = record.optional("on_behalf_of_id")
    return index.subject("organisation", foreign) if foreign else None


def _spell(record: Record, index: Index) -> str:
    """Memberships that have ids keep them, so that imprecise dates do not make two of them one."""
    foreign = record.optional("id")
    return index.naming.local(foreign) if foreign and ":" not in foreign else ""
