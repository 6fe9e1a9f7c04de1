"""Who was at meetings, how often, and were they members of the body on that day?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated, Any, Final, NamedTuple

from ledger.vocabulary.dates import NO_END, NO_START, Certainty
from ledger.vocabulary.meetings import AttendanceRecorded, Presence
from projections.answers.columns import NotAfter, NotBefore, OnDay, Standing
from projections.answers.deferred import Deferred, of_table
from projections.answers.layout import row_from
from projections.answers.question import Answer, Column, Line, Parameter, column_of, question
from projections.answers.sentences import number_of, tallied

if TYPE_CHECKING:
    from projections.engine.register import Register, RowAsAt
    from projections.engine.rows import Point


_FEW: Final = 500
"""Of so many people what they attended is looked up; of more, all of it is read."""


class Attended(Line, frozen=True, kw_only=True):
    """How somebody attended a meeting."""

    since: OnDay
    id: Annotated[str, Column("The meeting", "meeting", bare=True, label="meeting")]
    person: Annotated[str, Column("Who", "person")]
    presence: Annotated[Presence, Column("Whether they were there")]
    substitute_for: Annotated[str | None, Column("In whose place", "person", label="in the place of")]
    presiding: Annotated[bool | None, column_of(AttendanceRecorded, "presiding")]
    remote: Annotated[bool | None, column_of(AttendanceRecorded, "remote")]
    arrived: Annotated[str | None, column_of(AttendanceRecorded, "arrived")]
    left: Annotated[str | None, column_of(AttendanceRecorded, "left")]
    capacity: Annotated[str, column_of(AttendanceRecorded, "capacity")]
    further_capacities: Annotated[tuple[str, ...], column_of(AttendanceRecorded, "further_capacities")]
    items: Annotated[tuple[str, ...], column_of(AttendanceRecorded, "items")]
    standing: Standing


@question("meeting attendance", one="attendance", example="--person ben-osei --as-at 2023-12-31")
def attendance(
    register: Register,
    meeting: Annotated[str | None, Parameter("Only at one meeting.", "meeting")] = None,
    person: Annotated[
        str | None, Parameter("Only how one person attended, or who did in their place.", "person")
    ] = None,
    substitutes: Annotated[bool, Parameter("Only who attended in somebody's place.")] = False,
) -> Answer[Attended]:
    """List who attended, who sent apologies, and who attended in whose place."""
    from projections import meetings

    line = partial(row_from, Attended)
    rows: Deferred[Any, Attended]
    if person is None and not substitutes:
        rows = of_table(register, meetings.ATTENDANCE, line, "presence", stream=meeting)
    else:
        found = meetings.attendance(register, meeting, person=person)
        if person is not None:
            found += [each for each in meetings.substitutions(register, person) if meeting in (None, each.stream)]
        if substitutes:
            found = [each for each in found if each.event.substitute_for]
        rows = Deferred(found, lambda some: list(map(line, some)), presence=attrgetter("event.presence"))
    return Answer(rows, rows.tally("attendance", "presence"))


class Turnout(Line, frozen=True, kw_only=True):
    """How often somebody came to the meetings of a body."""

    body: Annotated[str, Column("The body that met", "body")]
    person: Annotated[str, Column("Who", "person")]
    meetings: Annotated[int, Column("At how many meetings something is recorded of them")]
    present: Annotated[int, Column("How often they were there")]
    apologies: Annotated[int, Column("How often they sent apologies")]
    absent: Annotated[int, Column("How often they were absent")]
    in_attendance: Annotated[int, Column("How often they were there without being a member", label="in attendance")]
    substituted: Annotated[int, Column("How often they were there in somebody's place", label="as a substitute")]


@question("meeting turnout", one="person on a body/people on bodies", example="--body th-cabinet --as-at 2023-12-31")
def turnout(
    register: Register,
    body: Annotated[str | None, Parameter("Only the meetings of one body.", "body")] = None,
    person: Annotated[str | None, Parameter("Only of one person.", "person")] = None,
    from_: NotBefore = None,
    to: NotAfter = None,
) -> Answer[Turnout]:
    """Count who came to the meetings of a body, who sent apologies and who was absent, between two dates.

    A meeting of which nothing is recorded of somebody does not count for or against them.
    """
    from projections import meetings
    from projections.engine.briefs import briefs

    since, until = from_.earliest if from_ else NO_START, to.latest if to else NO_END
    held = {
        each.stream: each.told[0]
        for each in briefs(register, meetings.MEETINGS, "body", "from_earliest", "from_latest", body=body)
        if each.told[1] <= until and since <= each.told[2]
    }
    surely: dict[tuple[str, str], bool] = {}
    for each in briefs(register, meetings.ATTENDANCE, "person", person=person):
        if each.stream in held:
            who = held[each.stream], each.told[0]
            surely[who] = surely.get(who, True) and each.certainty is Certainty.YES
    found = [_Attending(*who, "yes" if is_sure else "possibly") for who, is_sure in sorted(surely.items())]

    def lines(some: Sequence[_Attending]) -> list[Turnout]:
        people = tuple(dict.fromkeys(each.person for each in some))
        told: dict[tuple[str, str], list[RowAsAt[Point[AttendanceRecorded]]]] = {}
        asked = people if len(people) <= _FEW else person
        for each in register.rows(meetings.ATTENDANCE, person=asked) if some else ():
            if each.stream in held:
                told.setdefault((held[each.stream], each.event.person), []).append(each)
        return [_turnout(each, told[each.body, each.person]) for each in some]

    return Answer(Deferred(found, lines))


class MemberThere(Line, frozen=True, kw_only=True):
    """Somebody at a meeting, and whether they were a member of its body on that day."""

    person: Annotated[str, Column("Who", "person|post")]
    member: Annotated[
        str, Column("Whether a member on that day: yes, possibly, not shown, no", label="member that day")
    ]
    seats: Annotated[tuple[str, ...], Column("As what: chair, member ...", label="as")]
    presence: Annotated[Presence | None, Column("Whether they were there; none where nothing is recorded")]
    substitute_for: Annotated[str | None, Column("In whose place", "person", label="in the place of")]
    replaces_member: Annotated[str | None, Column("Whether that one was a member", label="who was a member")]
    votes: Annotated[int, Column("In how many votes there their own is on record", label="votes by name")]


_MEMBER: Final = {
    "yes": "members that day",
    "possibly": "possibly members",
    "not shown": "not shown to be members",
    "no": "not members",
}


@question("meeting members", one="person/people", example="th-cabinet/2023-06-27")
def members_there(
    register: Register, meeting: Annotated[str, Parameter("The meeting.", "meeting")]
) -> Answer[MemberThere]:
    """Lay who was at a meeting, and who voted there, beside who was a member of its body on that day.

    Whoever is not on a list of members that is not known to be complete is only not shown to be one.
    """
    from projections.entitled import Member, entitled
    from projections.meetings import meeting as meeting_of

    found = meeting_of(register, meeting)
    if found is None:
        return Answer((), empty="no meeting recorded as held")
    people = entitled(register, found)
    rows = [
        MemberThere(
            person=each.person,
            member=each.member.value,
            seats=tuple(dict.fromkeys(seat.role for seat in each.seats)),
            presence=each.attended.event.presence if each.attended else None,
            substitute_for=each.attended.event.substitute_for if each.attended else None,
            replaces_member=each.replaces.value if each.replaces else None,
            votes=len(each.votes),
            certainty="yes" if each.attended is None or each.attended.is_certain else "possibly",
            entries=each.entries,
        )
        for each in people
    ]
    voting = [each for each in people if each.votes]
    strangers = [each for each in voting if each.member in (Member.NO, Member.NOT_SHOWN) and each.replaces is None]
    if not voting:
        said = "nobody's own vote is on record"
    elif strangers:
        voters = number_of(len(voting), "person/people")
        said = f"of {voters} who voted by name {len(strangers)} not shown to be a member, or none"
    else:
        said = f"all {len(voting)} who voted by name were, or may have been, members or in the place of one"
    counts = tallied(rows, "person/people", lambda row: _MEMBER[row.member]).rstrip(".")
    return Answer(rows, f"{counts}; {said}.")


class _Attending(NamedTuple):
    """Somebody who is told to have been, or not, at meetings of a body."""

    body: str
    person: str
    certainty: str


def _turnout(found: _Attending, attended: Sequence[RowAsAt[Point[AttendanceRecorded]]]) -> Turnout:
    def count(presence: Presence) -> int:
        return len({each.stream for each in attended if each.event.presence is presence})

    return Turnout(
        body=found.body,
        person=found.person,
        meetings=len({each.stream for each in attended}),
        present=count(Presence.PRESENT),
        apologies=count(Presence.APOLOGIES),
        absent=count(Presence.ABSENT),
        in_attendance=count(Presence.IN_ATTENDANCE),
        substituted=len({each.stream for each in attended if each.event.substitute_for}),
        certainty=found.certainty,
        entries=tuple(sorted({position for each in attended for position in each.row.entries})),
    )
