"""Agreements: entered by at least two parties, varied while they last, ended once; host and lead are parties."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ledger.aggregates.aggregate import Kind, Situation
from ledger.aggregates.rules.lifecycle import (
    Existence,
    impossible_end,
    impossible_order,
    refuse_after,
    refuse_before,
    refuse_if_over,
    refuse_if_taken,
)
from ledger.aggregates.rules.repeats import refuse_repeats
from ledger.entries.entry import Draft, Entry
from ledger.refusals import Untrue
from ledger.vocabulary.accountability import AgreementEnded, AgreementEntered, AgreementVaried
from ledger.vocabulary.dates import When
from ledger.vocabulary.event import Event
from ledger.vocabulary.provenance import IN_BEING
from ledger.vocabulary.subjects import name_of


@dataclass(frozen=True)
class Agreement:
    """An agreement as decisions need it, with all that ever were parties; none: the source does not say whose it is."""

    being: Existence = Existence()
    parties: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    varied: tuple[When, ...] = ()


def decide(agreement: Agreement, draft: Draft, now: Situation) -> Event:
    """Refuse an agreement with oneself, one led by a stranger to it, and one varied when not in force."""
    what = f"the agreement '{name_of(draft.subject)}'"
    match draft.event:
        case AgreementEntered() as event:
            refuse_if_taken(agreement.being, draft.subject)
            refuse_repeats(map(name_of, event.parties), "'{}' is a party twice", "name each party once")
            if len(event.parties) == 1:
                problem = f"'{name_of(event.parties[0])}' cannot enter an agreement alone"
                raise Untrue(problem, "name the other parties, or none where the source names none")
            _refuse_strangers(event.parties, event)
        case AgreementVaried() as event:
            refuse_repeats(map(name_of, event.parties), "'{}' is a party twice", "name each party once")
            if len(event.parties) == 1:
                problem = f"'{name_of(event.parties[0])}' cannot be the only party to {what}"
                raise Untrue(problem, "name all parties from that day on; of one that ended say 'agreement ended'")
            _refuse_strangers(event.parties or agreement.parties, event)
            refuse_before(draft.occurred, agreement.being.start, f"{what} cannot be varied", "it was entered")
            refuse_after(draft.occurred, agreement.being.end, f"{what} cannot be varied", "it ended")
        case AgreementEnded():
            refuse_if_over(agreement.being, draft, what)
    return draft.event


def evolve(agreement: Agreement, entry: Entry) -> Agreement:
    """The agreement after one more entry."""
    match entry.event:
        case AgreementEntered(parties=parties) as event:
            hosts = (*agreement.hosts, *_hosts(event))
            return replace(agreement, being=agreement.being.begun(entry), parties=parties, hosts=hosts)
        case AgreementVaried() as event if entry.standing in IN_BEING:
            hosts = (*agreement.hosts, *_hosts(event))
            parties = tuple(dict.fromkeys((*agreement.parties, *event.parties)))
            return replace(agreement, varied=(*agreement.varied, entry.occurred), hosts=hosts, parties=parties)
        case AgreementEnded():
            return replace(agreement, being=agreement.being.ended(entry))
    return agreement


def faults(agreement: Agreement) -> Iterator[str]:
    """What corrections have made impossible."""
    if len(agreement.parties) == 1:
        yield f"'{name_of(agreement.parties[0])}' would be the only party"
    for host in dict.fromkeys(agreement.hosts):
        if agreement.parties and host not in agreement.parties:
            yield f"'{name_of(host)}' would be host or lead without being a party"
    yield from impossible_end(agreement.being, "the agreement")
    for at in agreement.varied:
        yield from impossible_order(agreement.being.start, at, "the agreement would be varied")
        if agreement.being.end is not None and agreement.being.end.is_before(at):
            yield f"the agreement would be varied {at.on}, after its last day, {agreement.being.end}"


def _refuse_strangers(parties: tuple[str, ...], event: AgreementEntered | AgreementVaried) -> None:
    for role, organisation in (("host", event.host), ("lead", event.lead)):
        if parties and organisation and organisation not in parties:
            raise Untrue(
                f"'{name_of(organisation)}' cannot be the {role} of an agreement to which it is not a party",
                f"its parties are {', '.join(map(name_of, parties))}",
            )


def _hosts(event: AgreementEntered | AgreementVaried) -> tuple[str, ...]:
    return tuple(organisation for organisation in (event.host, event.lead) if organisation)


KIND = Kind("agreement", Agreement(), evolve, decide, faults)
