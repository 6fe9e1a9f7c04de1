"""A register of which only the stories around some new entries are gone through, for what is new in them.

The checks are the same as for the whole register. What they go through from beginning to end is limited to the
subjects among which a new entry can make a contradiction; what they look up of a single subject they find as ever.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from ledger.entries.corrections import ABOUT_ENTRIES
from ledger.entries.entry import Entry
from ledger.vocabulary.membership import MembershipEnded, MembershipListDeclared, MembershipStarted
from ledger.vocabulary.organisations import (
    BodyDissolved,
    BodyEstablished,
    OrganisationDissolved,
    OrganisationRegistered,
)
from ledger.vocabulary.subjects import kind_of
from projections.accountability.declared import ACCOUNTABILITIES
from projections.accountability.lineage import SUCCESSIONS
from projections.bodies import BODIES
from projections.commitments import COMMITMENTS
from projections.decisions.individual import DECISIONS
from projections.decisions.motions import MOTIONS, put_to_vote
from projections.decisions.resolutions import RESOLUTIONS
from projections.decisions.votes import VOTES
from projections.engine.engine import Projection
from projections.engine.register import Register, RowAsAt
from projections.engine.rows import R
from projections.flags.offices import is_executive, is_scrutiny
from projections.flags.remembered import RememberedRegister, told_of
from projections.flags.seats import is_substitute
from projections.meetings import ATTENDANCE, MEETINGS
from projections.memberships import MEMBERSHIPS
from projections.questions import QUESTIONS, REMARKS

_VOTED_ON: Final = ("resolution", "decision", "motion")
_DONE: Final = ("commitment", "question")
_DOING: Final = ("person", "post", "body")
_TOGETHER: Final = 500  # values in one query
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


def within(register: Register, subjects: Iterable[str]) -> Neighbourhood:
    """The same register, with eyes for the stories of some subjects alone."""
    return Neighbourhood(**told_of(register), subjects=tuple(sorted(set(subjects))))


def beside(register: Register, subject: str) -> set[str]:
    """A subject, and those with which checks compare it: all that is flagged about it follows from their stories.

    What a check looks up of a single subject it finds anyway; this is what it goes through from beginning to end.
    """
    found, kind = {subject}, kind_of(subject)

    def own(projection: Projection[Any]) -> list[RowAsAt[Any]]:
        return register.rows(projection, in_force=False, stream=subject)

    if kind in _VOTED_ON:
        voted_on = {each for vote in own(VOTES) for each in vote.row.voted_on}
        found |= _streams(register, (VOTES,), voted_on=voted_on)
    found.update(unit for each in own(SUCCESSIONS) for unit in (each.row.predecessor, each.row.successor))
    match kind:
        case "resolution":
            days = {(each.event.body, each.row.since) for each in own(RESOLUTIONS)}
            for body in {body for body, _ in days}:
                passed = register.rows(RESOLUTIONS, in_force=False, body=body)
                found.update(each.stream for each in passed if (body, each.row.since) in days)
        case "meeting":
            found |= _on_one_day(register, [subject])
        case "body":
            if any(is_scrutiny(each.event) for each in own(BODIES)):
                bodies = register.rows(BODIES, in_force=False)
                found.update(each.stream for each in bodies if is_executive(each.event))
        case "accountability":
            both = {who for each in own(ACCOUNTABILITIES) for who in (each.event.who, each.event.to)}
            found |= _streams(register, (ACCOUNTABILITIES,), who=both)
        case "commitment" | "question":
            projection: Projection[Any] = COMMITMENTS if kind == "commitment" else QUESTIONS
            by = {each.event.by for each in own(projection) if each.event.by}
            found |= _streams(register, (projection,), by=by)
    return found


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
    of_bodies = [entry for entry in new if kind_of(entry.stream) == "body"]
    people = {tag for entry in of_bodies for tag in entry.tags if kind_of(tag) == "person"}
    acting = {entry.stream for entry in new if _concerns_all_acts(register, entry)}
    found |= _streams(register, (MEETINGS, RESOLUTIONS), body=acting)
    found |= _streams(register, (DECISIONS, REMARKS, QUESTIONS, COMMITMENTS), by=acting)
    found |= {tag for entry in new if kind_of(entry.stream) in _VOTED_ON for tag in entry.tags if _can_be_voted_on(tag)}
    doing = {tag for entry in new if kind_of(entry.stream) in _DONE for tag in entry.tags if kind_of(tag) in _DOING}
    found |= _streams(register, (COMMITMENTS, QUESTIONS), by=doing)
    found |= _streams(register, (VOTES,), voters=people) | _streams(register, (ATTENDANCE,), substitute_for=people)
    found |= {each.stream for each in _rows(register, ATTENDANCE, person=people) if each.event.substitute_for}
    found |= _streams(register, (RESOLUTIONS, MOTIONS), mover=people)
    found |= _streams(register, (RESOLUTIONS, MOTIONS), seconder=people)
    put = set(filter(_can_be_voted_on, found))
    found |= _streams(register, (VOTES,), voted_on=put) | _streams(register, (RESOLUTIONS,), motion=put)
    wholes = (put_to_vote(register, subject) for subject in filter(_can_be_voted_on, tuple(found)))
    found |= {whole.event.meeting for whole in wholes if whole is not None and whole.event.meeting}
    meetings = _meetings(found)
    found |= _streams(register, (RESOLUTIONS, DECISIONS, MOTIONS), meeting=meetings)
    return tuple(sorted(found | _on_one_day(register, _meetings(found))))


def _can_be_voted_on(subject: str) -> bool:
    return kind_of(subject) in _VOTED_ON


def _meetings(found: Iterable[str]) -> set[str]:
    return {subject for subject in found if kind_of(subject) == "meeting"}


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


def _on_one_day(register: Register, meetings: Collection[str]) -> set[str]:
    """The meetings of the same bodies on the same days."""
    held = _rows(register, MEETINGS, stream=meetings)
    days = {(one.event.body, one.row.from_earliest) for one in held}
    others = _rows(register, MEETINGS, body={one.event.body for one in held})
    return {one.stream for one in others if (one.event.body, one.row.from_earliest) in days}


def _streams(register: Register, projections: Iterable[Projection[Any]], **among: Collection[str]) -> set[str]:
    return {answer.stream for projection in projections for answer in _rows(register, projection, **among)}


def _rows(register: Register, projection: Projection[R], **among: Collection[str]) -> list[RowAsAt[R]]:
    """The rows, in force or not, that have one of some values in a column: with few queries, however many values."""
    [(column, values)] = among.items()
    left, found = sorted(values), []
    for start in range(0, len(left), _TOGETHER):
        asked: dict[str, Any] = {column: tuple(left[start : start + _TOGETHER])}
        found += register.rows(projection, in_force=False, **asked)
    return found
