"""A register of which only the stories around some new entries are gone through, for what is new in them.

The checks are the same as for the whole register. What they go through from beginning to end is limited to the
subjects among which a new entry can make a contradiction; what they look up of a single subject they find as ever.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from ledger.entries.corrections import ABOUT_ENTRIES
from ledger.entries.entry import Entry
from ledger.vocabulary.meetings import AttendanceRecorded
from ledger.vocabulary.membership import MembershipEnded, MembershipListDeclared, MembershipStarted
from ledger.vocabulary.organisations import (
    BodyDissolved,
    BodyEstablished,
    OrganisationDissolved,
    OrganisationRegistered,
)
from ledger.vocabulary.subjects import kind_of
from projections.commitments import COMMITMENTS
from projections.decisions.individual import DECISIONS
from projections.decisions.motions import MOTIONS, put_to_vote
from projections.decisions.resolutions import RESOLUTIONS
from projections.decisions.votes import VOTES
from projections.engine.engine import Projection
from projections.engine.register import Register, RowAsAt
from projections.engine.rows import Point, R
from projections.flags.remembered import RememberedRegister
from projections.flags.seats import is_substitute
from projections.meetings import ATTENDANCE, MEETINGS
from projections.memberships import MEMBERSHIPS
from projections.questions import QUESTIONS, REMARKS

_VOTED_ON: Final = ("resolution", "decision", "motion")
_ALL_ACTS: Final = (
    BodyEstablished,
    BodyDissolved,
    MembershipListDeclared,
    OrganisationRegistered,
    OrganisationDissolved,
    *ABOUT_ENTRIES,
)


@dataclass(frozen=True)
class Neighbourhood(RememberedRegister):
    """The register, with eyes for the stories of some subjects alone."""

    reads_whole: ClassVar[bool] = False
    subjects: tuple[str, ...] = ()

    def rows(
        self,
        projection: Projection[R],
        *,
        in_force: bool = True,
        stream: str | tuple[str, ...] | None = None,
        **equals: Any,
    ) -> list[RowAsAt[R]]:
        """As in the whole register, but that whoever names nothing gets only what is around the new entries."""
        if stream is None and all(value is None for value in equals.values()):
            if not self.subjects:
                return []
            stream = self.subjects
        return super().rows(projection, in_force=in_force, stream=stream, **equals)


def around(register: Register, entries: Iterable[Entry]) -> tuple[str, ...]:
    """The subjects in whose stories new entries may contradict something.

    1. The subjects whose stories go on, and what was decided at the same meetings, with the votes on it.
    2. Of a body whose members change, what those voted on or moved, and where somebody stood in for them or they for
       somebody; of a body that begins or ends at another date, or of which a list of members or of substitutes turns
       out to be complete, all its meetings, and what it did besides.
    3. What the same persons undertook or asked besides.
    """
    new = list(entries)
    found = {entry.stream for entry in new}
    people: set[str] = set()
    for entry in new:
        if kind_of(entry.stream) == "body":
            people.update(tag for tag in entry.tags if kind_of(tag) == "person")
        if _concerns_all_acts(register, entry):
            found.update(_streams(register, MEETINGS, body=entry.stream))
            found.update(_streams(register, RESOLUTIONS, body=entry.stream))
            for acted in (DECISIONS, REMARKS, QUESTIONS, COMMITMENTS):
                found.update(_streams(register, acted, by=entry.stream))
        if kind_of(entry.stream) in _VOTED_ON:
            found.update(tag for tag in entry.tags if kind_of(tag) in _VOTED_ON)
        if kind_of(entry.stream) in ("commitment", "question"):
            for who in (tag for tag in entry.tags if kind_of(tag) in ("person", "post", "body")):
                found.update(_streams(register, COMMITMENTS, by=who), _streams(register, QUESTIONS, by=who))
    for person in people:
        found.update(_streams(register, VOTES, voters=person), _streams(register, ATTENDANCE, substitute_for=person))
        found.update(each.stream for each in _attended(register, person) if each.event.substitute_for)
        for moved in (RESOLUTIONS, MOTIONS):
            found.update(_streams(register, moved, mover=person), _streams(register, moved, seconder=person))
    for subject in [subject for subject in found if kind_of(subject) in _VOTED_ON]:
        found.update(_streams(register, VOTES, voted_on=subject), _streams(register, RESOLUTIONS, motion=subject))
    decided = (subject for subject in tuple(found) if kind_of(subject) in _VOTED_ON)
    wholes = (put_to_vote(register, subject) for subject in decided)
    met = {whole.event.meeting for whole in wholes if whole is not None and whole.event.meeting}
    found |= met
    for meeting in [subject for subject in found if kind_of(subject) == "meeting"]:
        for projection in (RESOLUTIONS, DECISIONS, MOTIONS):
            found.update(_streams(register, projection, meeting=meeting))
    found |= _on_one_day(register, [subject for subject in found if kind_of(subject) == "meeting"])
    return tuple(sorted(found))


def _concerns_all_acts(register: Register, entry: Entry) -> bool:
    """Whether all that a body or an organisation ever did may be in order, or no longer, by an entry of its story."""
    event = entry.event
    if isinstance(event, (MembershipStarted, MembershipEnded)) and kind_of(event.member) != "person":
        return True
    if isinstance(event, MembershipStarted):
        return is_substitute(event.role) or _is_first_member(register, entry)
    return isinstance(event, _ALL_ACTS)


def _is_first_member(register: Register, entry: Entry) -> bool:
    """Whether nobody else is recorded as a member throughout a membership: a complete list begins with it."""
    found = register.rows(MEMBERSHIPS, in_force=False, stream=entry.stream)
    own = [each.row for each in found if entry.position in each.row.entries]
    others = [each.row for each in found if entry.position not in each.row.entries]
    lasting = [(row, o) for row in own for o in others if o.from_earliest <= row.from_earliest]
    return bool(own) and not any(row.to_latest <= other.to_latest for row, other in lasting)


def _attended(register: Register, person: str) -> list[RowAsAt[Point[AttendanceRecorded]]]:
    return register.rows(ATTENDANCE, in_force=False, person=person)


def _on_one_day(register: Register, meetings: Iterable[str]) -> set[str]:
    """The meetings of the same bodies on the same days."""
    held = [one for meeting in meetings if (one := register.only(MEETINGS, stream=meeting)) is not None]
    bodies = {one.event.body: register.rows(MEETINGS, in_force=False, body=one.event.body) for one in held}
    days = {(one.event.body, one.row.from_earliest) for one in held}
    return {one.stream for body, all_of in bodies.items() for one in all_of if (body, one.row.from_earliest) in days}


def _streams(register: Register, projection: Projection[Any], **equals: Any) -> set[str]:
    return {answer.stream for answer in register.rows(projection, in_force=False, **equals)}
