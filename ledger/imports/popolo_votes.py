"""Motions of a Popolo document and the votes on them: what was moved, counts, who voted how, and what became of it.

A vote event is a vote on its motion; of several on one motion each is a round. What is no vote for or against, and no
abstention, has no ballot. Where a voter cannot be told, the ballots are those of some who voted, and tell no counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from types import MappingProxyType
from typing import Final, NamedTuple

from msgspec import ValidationError, convert
from msgspec.structs import replace

from ledger.entries.entry import Draft
from ledger.imports.documents import Spool
from ledger.imports.popolo_index import PopoloIndex, beside, date_told, standing_told
from ledger.imports.records import Aside, Found, Item, Record, told
from ledger.refusals import Refusal
from ledger.vocabulary.dates import UNKNOWN, When, when
from ledger.vocabulary.motions import OUTCOMES, MotionDetermined, MotionMoved, MotionOutcome
from ledger.vocabulary.provenance import Standing
from ledger.vocabulary.votes import Ballot, Choice, Manner, VoteRecorded, majority_in

_CHOICES: Final = MappingProxyType(
    dict.fromkeys(("yes", "aye", "yea", "for"), Choice.FOR)
    | dict.fromkeys(("no", "nay", "against"), Choice.AGAINST)
    | dict.fromkeys(("abstain", "abstained", "abstention"), Choice.ABSTAINED)
    | {"absent": Choice.ABSENT}
)
_NO_VOTE: Final = ("not voting", "did not vote", "present", "paired")
_OUTCOMES: Final = MappingProxyType({**OUTCOMES, "pass": MotionOutcome.CARRIED, "fail": MotionOutcome.LOST})
_CARRIED: Final = MappingProxyType({MotionOutcome.CARRIED: True, MotionOutcome.LOST: False})


class _Put(NamedTuple):
    """A vote event as its motion needs it; in the order of the world."""

    at: str
    id: str
    on: When
    organization: str = ""


class VoteIndex:
    """Which votes are on which motions, in their order, and who may have voted; ids are those of the source."""

    def __init__(self, spool: Spool, subjects: PopoloIndex) -> None:
        self.subjects = subjects
        self.persons: set[str] = set()
        self.votes: dict[str, list[_Put]] = {}
        self.motions: dict[str, Record] = {}
        """Of each motion what its votes rest on."""
        if not (spool.counts["motions"] or spool.counts["vote_events"]):
            return
        for place, value in spool.take("persons"):
            with suppress(Refusal):
                self.persons.add(Record(place, value).text("id"))
        for place, value in spool.take("motions"):
            with suppress(Refusal):
                kept = {key: value.get(key) for key in ("organization_id", "date", "requirement")}
                self.motions[Record(place, value).text("id")] = Record(place, kept)
                self._note_body(Record(place, value))
        for place, value in spool.take("vote_events"):
            with suppress(Refusal):
                vote = Record(place, value)
                on, body = vote.date("start_date") or UNKNOWN, self._note_body(vote)
                put = _Put(vote.optional("start_date"), vote.text("id"), on, body)
                self.votes.setdefault(vote.text("motion_id"), []).append(put)

    def _note_body(self, record: Record) -> str:
        if body := record.optional("organization_id"):
            self.subjects.bodies.add(body)
        return body

    def body_of(self, motion: str) -> str:
        """The organization of a motion, by its own word, that of a vote on it, or as told before; empty: nobody's."""
        named = self.motions[motion].optional("organization_id") if motion in self.motions else ""
        named = named or next((put.organization for put in self.votes.get(motion, ()) if put.organization), "")
        if not named and (told := self.subjects.former.introduction(self.subjects.subject("motion", motion))):
            named = told.event.body if isinstance(told.event, MotionMoved) and told.event.body else ""
        return named

    def has_person(self, foreign: str) -> bool:
        """Whether the source describes a person, or has described them before."""
        former = self.subjects.former
        return foreign in self.persons or (bool(foreign) and former.exists(self.subjects.subject("person", foreign)))

    def vote_on(self, vote: str, motion: str) -> VoteRecorded:
        """A vote with what the others on its motion, and the motion itself, tell of it: round and majority needed.

        Of those that are not in this delivery they are as was told before.
        """
        entries = self.subjects.former.of_subject(self.subjects.subject("motion", motion))
        before = [(entry, entry.event) for entry in entries if isinstance(entry.event, VoteRecorded)]
        if motion in self.motions:
            share, whose = majority_in(self.motions[motion].optional("requirement"))
        else:
            share, whose = next(((told.majority_needed, told.majority_of) for _, told in before), (None, None))
        put = [each.id for each in self.votes_on(motion)]
        round_ = put.index(vote) + 1 if len(put) > 1 and vote in put else None
        return VoteRecorded(resolution="", round=round_, majority_needed=share, majority_of=whose)

    def votes_on(self, motion: str) -> list[_Put]:
        """All votes on a motion in their order, those of earlier deliveries too."""
        entries = self.subjects.former.of_subject(self.subjects.subject("motion", motion))
        before = (each for each in entries if isinstance(each.event, VoteRecorded))
        told = {each.source.at: _Put(each.occurred.text, each.source.at, each.occurred) for each in before}
        told |= {put.id: put for put in self.votes.get(motion, ())}
        return sorted(told.values(), key=lambda put: (put.at, put.id))


def motions(record: Record, index: PopoloIndex, votes: VoteIndex) -> Iterator[Item]:
    """A motion, and what became of it where its result says so; a vote on it can say so, too."""
    foreign, result, own = record.text("id"), record.optional("result"), beside(record)
    put, body = votes.votes_on(foreign), votes.body_of(foreign)
    if not body:
        raise Refusal("it names no organization, and neither does a vote on it", "complete it in the source")
    if not index.has_body(body):
        raise Refusal(f"the source does not hold its organization '{body[:60]}'", "fetch the organization too")
    creator = record.optional("creator_id")
    moved = MotionMoved(
        motion=index.subject("motion", foreign),
        text=record.text("text"),
        body=index.subject("body", body),
        mover=index.subject("person", creator) if votes.has_person(creator) else own.optional("mover") or None,
        mover_as_given=own.optional("mover_as_given"),
        seconder=own.optional("seconder") or None,
        seconder_as_given=own.optional("seconder_as_given"),
        amends=own.optional("amends") or None,
        substantive_of=own.optional("substantive_of") or None,
    )
    if creator and moved.mover is None:
        yield Aside("who moved motions, where the source does not describe them")
    if (requirement := record.optional("requirement")) and not majority_in(requirement)[0]:
        yield Aside("requirements of motions in words that tell no majority")
    on = record.date("date") or date_told(own, "start")
    drafts = [_draft(record, moved, on or (put[0].on if put else UNKNOWN), own, index)]
    if isinstance(became := own.values.get("determined"), dict):
        drafts.append(_determined(record, moved.motion, Record(record.place, became), index))
    elif outcome := _OUTCOMES.get(result.casefold()):
        determined = MotionDetermined(motion=moved.motion, outcome=outcome, text=result)
        drafts.append(index.draft(record, determined, put[-1].on if put else on or UNKNOWN))
    elif result:
        yield Aside("results of motions in words that tell no outcome")
    yield told(*drafts)


def _determined(record: Record, motion: str, own: Record, index: PopoloIndex) -> Draft:
    """What became of a motion, as our own export tells it beside what Popolo has a word for.

    Raises:
        Refusal: it tells no outcome.
    """
    if (word := own.text("outcome")) not in list(MotionOutcome):
        raise own.wrong("outcome", word, f"one of {', '.join(MotionOutcome)}")
    event = MotionDetermined(motion=motion, outcome=MotionOutcome(word), text=own.optional("text"))
    return _draft(record, event, when(own.text("on")), own, index)


def vote_events(record: Record, index: PopoloIndex, votes: VoteIndex) -> Iterator[Item]:
    """A vote on a motion: its counts as they are told, and its ballots."""
    foreign, motion, result, own = (
        record.text("id"),
        record.text("motion_id"),
        record.optional("result"),
        beside(record),
    )
    if motion in votes.motions and not index.has_body(votes.body_of(motion)):
        yield Aside("votes on motions that are refused")
        return
    if motion not in votes.motions and not index.former.exists(index.subject("motion", motion)):
        raise Refusal(f"the source does not hold its motion '{motion[:60]}'", "fetch the motion too")
    counts, other = _counts(record)
    yield from (Aside(f"counts of votes that are '{each[:40]}'") for each in other)
    ballots: list[Ballot] = []
    are_all = True
    for vote in record.records("votes"):
        word, voter = vote.text("option").casefold(), vote.optional("voter_id") or "".join(vote.links("voter")[:1])
        if word in _NO_VOTE:
            yield Found("members who did not vote: no ballot of theirs")
        elif word in _CHOICES and votes.has_person(voter):
            ballots.append(Ballot(member=index.subject("person", voter), choice=_CHOICES[word]))
        else:
            are_all = False
            yield Aside(_why_no_ballot(word, voter, index))
    outcome = _OUTCOMES.get(result.casefold())
    if result and outcome not in _CARRIED:
        yield Aside("results of votes in words that tell no outcome")
    said = _told_beside(record, own) if own.values else votes.vote_on(foreign, motion)
    event = replace(
        said,
        resolution=index.subject("motion", motion),
        manner=said.manner if own.values or not ballots else Manner.RECORDED,
        for_=counts.get(Choice.FOR),
        against=counts.get(Choice.AGAINST),
        abstained=counts.get(Choice.ABSTAINED),
        absent=counts.get(Choice.ABSENT),
        ballots=(*ballots, *said.ballots),
        some_named=said.some_named or (bool(ballots) and not are_all),
        carried=_CARRIED.get(outcome) if outcome else None,
    )
    moved = votes.motions[motion].date("date") if motion in votes.motions else None
    on = record.date("start_date") or date_told(own, "start") or moved or UNKNOWN
    yield told(_draft(record, event, on, own, index))


def _draft(
    record: Record, event: MotionMoved | MotionDetermined | VoteRecorded, on: When, own: Record, index: PopoloIndex
) -> Draft:
    return index.draft(record, event, on, standing_told(own, Standing.REPORTED), own.optional("stated_by"))


def _told_beside(record: Record, own: Record) -> VoteRecorded:
    """What our own export tells of a vote beside what Popolo has a word for.

    Raises:
        Refusal: it is none.
    """
    try:
        return convert({"resolution": "", **(own.values.get("vote") or {})}, VoteRecorded)
    except (ValidationError, TypeError) as wrong:
        raise Refusal(f"its govledger vote: {wrong}", "export it again", record.place) from wrong


def _counts(record: Record) -> tuple[dict[Choice, int], list[str]]:
    """The counts of a vote, those of its groups added up where only they are told; and the options that are none.

    Raises:
        Refusal: one is no count.
    """
    counts = record.records("counts")
    of_all = [each for each in counts if not (each.values.get("group") or each.values.get("group_id"))]
    found: dict[Choice, int] = {}
    other = []
    for each in of_all or counts:
        word, value = each.text("option").casefold(), each.values.get("value")
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise each.wrong("value", value, "a count")
        if word in _CHOICES:
            found[_CHOICES[word]] = found.get(_CHOICES[word], 0) + value
        elif value:
            other.append(word)
    return found, other


def _why_no_ballot(word: str, voter: str, index: PopoloIndex) -> str:
    if word not in _CHOICES:
        return "votes in words that are neither for nor against"
    return "votes of organizations" if voter in index.depths else "votes of voters whom the source does not describe"
