"""Votes: what counts, names, the casting vote, the attendance and the result say together, and against one another."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from ledger.entries.codec import decode
from ledger.entries.entry import Draft
from ledger.entries.idempotency import with_event_ids
from ledger.vocabulary.interests import InterestDeclared
from ledger.vocabulary.meetings import AttendanceRecorded, Presence
from ledger.vocabulary.membership import MembershipEnded, MembershipListDeclared, MembershipStarted
from ledger.vocabulary.votes import (
    Ballot,
    CastingVote,
    Choice,
    Majority,
    MajorityOf,
    Manner,
    VoteRecorded,
    majority_in,
)
from tests.aggregates.borough import ADA, BEN, BRIDGE, CABINET, CORA, DEV, MEETING, RESOLUTION
from tests.aggregates.given import Case, decide, each, expected, given, recorded, refused, said


def ballot(member: str, choice: Choice) -> Ballot:
    return Ballot(member=member, choice=choice)


def cast(member: str, choice: Choice) -> CastingVote:
    return CastingVote(member=member, choice=choice)


def vote(for_: int | None = None, against: int | None = None, **fields: Any) -> Draft:
    return said(VoteRecorded(resolution=RESOLUTION, for_=for_, against=against, **fields))


def attended(person: str, presence: Presence) -> Draft:
    return said(AttendanceRecorded(meeting=MEETING, person=person, presence=presence))


BY_NAME = (ballot(ADA, Choice.FOR), ballot(BEN, Choice.FOR), ballot(CORA, Choice.AGAINST))

REFUSED: dict[str, Case] = {
    "a casting vote that is neither for nor against": refused(
        draft=vote(4, 4, casting=cast(ADA, Choice.ABSTAINED)), says="cannot be 'abstained'"
    ),
    "a vote that says nothing of how it went": refused(draft=vote(), says="says nothing of how it went"),
}

RECORDED: dict[str, Case] = {
    "more votes than members present": recorded(
        draft=vote(5, 3, abstained=1, present=8), flagged="more votes than members present"
    ),
    "a member who votes twice": recorded(
        draft=vote(2, ballots=(ballot(ADA, Choice.FOR), ballot(ADA, Choice.FOR))), flagged="two ballots of one person"
    ),
    "more ballots of a choice than are counted": recorded(
        draft=vote(1, 1, ballots=BY_NAME), flagged="counts against ballots"
    ),
    "fewer ballots of a choice than are counted, unless only some are named": recorded(
        draft=vote(7, 1, ballots=BY_NAME), flagged="counts against ballots"
    ),
    "a casting vote without a tie": recorded(
        draft=vote(5, 3, casting=cast(ADA, Choice.FOR)), flagged="casting vote without a tie"
    ),
    "a casting vote by somebody whose ballot says absent": recorded(
        draft=vote(1, 1, ballots=(*BY_NAME[1:], ballot(ADA, Choice.ABSENT)), casting=cast(ADA, Choice.FOR)),
        flagged="casting vote by somebody absent",
    ),
    "a casting vote by somebody recorded as absent from the meeting": recorded(
        attended(ADA, Presence.ABSENT),
        draft=vote(4, 4, casting=cast(ADA, Choice.FOR)),
        flagged="vote by somebody absent",
    ),
    "a casting vote by another than who presided": recorded(
        said(AttendanceRecorded(meeting=MEETING, person=ADA, presiding=True)),
        attended(BEN, Presence.PRESENT),
        draft=vote(4, 4, casting=cast(BEN, Choice.FOR)),
        flagged="casting vote by somebody who did not preside",
    ),
    "a ballot by somebody who sent apologies": recorded(
        attended(CORA, Presence.APOLOGIES),
        draft=vote(2, 1, ballots=BY_NAME),
        flagged="vote by somebody absent",
    ),
    "apologies of somebody who has a ballot, told after it": recorded(
        vote(2, 1, ballots=BY_NAME),
        draft=attended(CORA, Presence.APOLOGIES),
        flagged="vote by somebody absent",
    ),
    "more votes than members recorded as present": recorded(
        attended(ADA, Presence.PRESENT),
        draft=vote(2, 1),
        flagged="more votes than members recorded as present",
        possibly=True,
    ),
    "a ballot by somebody who is not among those present": recorded(
        attended(ADA, Presence.PRESENT),
        attended(BEN, Presence.PRESENT),
        draft=vote(2, 1, ballots=BY_NAME),
        flagged="vote or motion by somebody not recorded as present",
        possibly=True,
    ),
    "a vote of somebody who left the room for an interest in it": recorded(
        said(InterestDeclared(person=CORA, meeting=MEETING, about=(BRIDGE,), action="left the room and did not vote")),
        draft=vote(2, 1, ballots=BY_NAME),
        flagged="vote after withdrawing for an interest",
    ),
    "a vote of somebody who is not on the complete list of members": recorded(
        said(MembershipStarted(body=CABINET, member=ADA), "2015-05-20"),
        said(MembershipStarted(body=CABINET, member=BEN), "2015-05-20"),
        said(MembershipListDeclared(body=CABINET, complete=True), "2015-05-20"),
        draft=vote(2, 1, ballots=BY_NAME),
        flagged="vote by somebody who is not a member",
    ),
    "a vote of somebody whose membership was over": recorded(
        said(MembershipStarted(body=CABINET, member=CORA), "2014-05-20"),
        said(MembershipEnded(body=CABINET, member=CORA), "2015-05-20"),
        draft=vote(2, 1, ballots=BY_NAME),
        flagged="vote or motion outside a membership",
        possibly=True,
    ),
    "a vote of somebody whose membership begins later, told after it": recorded(
        vote(2, 1, ballots=BY_NAME),
        draft=said(MembershipStarted(body=CABINET, member=CORA), "2016-05-20"),
        flagged="vote or motion outside a membership",
        possibly=True,
    ),
    "a quorum that those listed as present do not make": recorded(
        attended(ADA, Presence.PRESENT),
        attended(BEN, Presence.PRESENT),
        draft=vote(2, 0, quorum=3),
        flagged="vote without a quorum",
        possibly=True,
    ),
    "a vote of somebody who is not on a list of members that may lack some": recorded(
        said(MembershipStarted(body=CABINET, member=ADA), "2015-05-20"),
        said(MembershipStarted(body=CABINET, member=BEN), "2015-05-20"),
        draft=vote(2, 1, ballots=BY_NAME),
        flagged="voter not shown to be a member",
        possibly=True,
    ),
    "a second vote on the same resolution": recorded(vote(5, 3), draft=vote(6, 2), flagged="two votes on one question"),
    "a motion carried with more against than for": recorded(
        draft=vote(3, 5, carried=True), flagged="result against the votes"
    ),
    "a motion carried with the casting vote against": recorded(
        draft=vote(4, 4, casting=cast(ADA, Choice.AGAINST), carried=True), flagged="result against the votes"
    ),
    "a motion lost with the casting vote for": recorded(
        draft=vote(4, 4, casting=cast(ADA, Choice.FOR), carried=False), flagged="result against the votes"
    ),
    "a vote without a quorum": recorded(draft=vote(2, 0, present=2, quorum=3), flagged="vote without a quorum"),
    "a vote by somebody who was only in attendance": recorded(
        attended(CORA, Presence.IN_ATTENDANCE),
        draft=vote(2, 1, ballots=BY_NAME),
        flagged="vote by somebody only in attendance",
    ),
    "a motion carried at a tie without a casting vote": recorded(
        draft=vote(4, 4, carried=True), flagged="carried at a tie"
    ),
    "a motion carried with fewer than the two thirds that were needed": recorded(
        draft=vote(5, 4, majority_needed=Majority.TWO_THIRDS, carried=True),
        flagged="result against the votes",
    ),
    "a unanimous vote with somebody against it": recorded(
        draft=vote(5, 1, manner=Manner.UNANIMOUS, carried=True), flagged="unanimous with votes against"
    ),
    "a vote nem. con. with somebody against it": recorded(
        draft=vote(5, 1, manner=Manner.NEM_CON, carried=True), flagged="unanimous with votes against"
    ),
    "a resolution with more against than for": recorded(draft=vote(1, 2), flagged="resolved though the vote was lost"),
    "a resolution on which the vote was lost": recorded(
        draft=vote(2, 5, carried=False), flagged="resolved though the vote was lost"
    ),
    "a resolution with the casting vote against": recorded(
        draft=vote(4, 4, casting=cast(ADA, Choice.AGAINST)), flagged="resolved though the vote was lost"
    ),
    "a motion lost with a simple majority": recorded(draft=vote(5, 3, carried=False), flagged="lost with a majority"),
    "a motion carried though every named voter was absent": recorded(
        draft=vote(ballots=(ballot(ADA, Choice.ABSENT), ballot(BEN, Choice.ABSENT)), carried=True),
        flagged="carried though nobody voted for it",
    ),
    "fewer votes than members present": recorded(
        draft=vote(2, 1, abstained=0, present=9), flagged="fewer votes than members present"
    ),
    "a vote on another day than the resolution": recorded(
        draft=said(VoteRecorded(resolution=RESOLUTION, for_=5), "2015-11-12"), flagged="vote on another day"
    ),
}


@each(REFUSED)
def test_a_vote_that_cannot_be_true_is_refused(case: Case) -> None:
    decide(case)


@each(RECORDED)
def test_a_vote_that_should_not_have_gone_so_is_recorded(case: Case) -> None:
    decide(case)


def test_a_recorded_vote_of_everybody_counts_itself() -> None:
    draft = vote(ballots=(*BY_NAME, ballot(DEV, Choice.ABSTAINED)))

    given().when(draft).then(for_=2, against=1, abstained=1, absent=None)


@pytest.mark.parametrize(
    ("fields", "counts"),
    [
        ({"manner": Manner.UNANIMOUS}, (None, 0, 0)),
        ({"manner": Manner.UNANIMOUS, "for_": 9, "carried": True}, (9, 0, 0)),
        ({"manner": Manner.UNANIMOUS, "carried": False}, (0, None, 0)),
        ({"manner": Manner.NEM_CON, "abstained": 2}, (None, 0, 2)),
        ({"manner": Manner.ASSENT}, (None, None, None)),
        ({"manner": Manner.SHOW_OF_HANDS, "carried": True}, (None, None, None)),
    ],
)
def test_the_manner_tells_what_nobody_counted(fields: dict[str, Any], counts: tuple[int | None, ...]) -> None:
    event = vote(**fields).event.spelt_out()

    assert isinstance(event, VoteRecorded)
    assert (event.for_, event.against, event.abstained) == counts


@pytest.mark.parametrize(
    ("fields", "comes_to"),
    [
        ({"for_": 5, "against": 4}, True),
        ({"for_": 4, "against": 4}, None),
        ({"for_": 4, "against": 4, "casting": CastingVote(choice=Choice.AGAINST, as_given="the Mayor")}, False),
        ({"for_": 5}, None),
        ({"for_": 6, "against": 3, "majority_needed": Majority.TWO_THIRDS}, True),
        ({"for_": 5, "against": 3, "majority_needed": Majority.TWO_THIRDS}, False),
        ({"for_": 6, "present": 9, "majority_needed": Majority.TWO_THIRDS, "majority_of": MajorityOf.PRESENT}, True),
        ({"for_": 6, "majority_needed": Majority.TWO_THIRDS, "majority_of": MajorityOf.PRESENT}, None),
        ({"for_": 5, "members": 10, "majority_needed": Majority.HALF, "majority_of": MajorityOf.MEMBERS}, False),
        (
            {"for_": 6, "present": 8, "absent": 2, "majority_needed": Majority.HALF, "majority_of": MajorityOf.MEMBERS},
            True,
        ),
        ({"manner": Manner.UNANIMOUS}, True),
        ({"manner": Manner.ASSENT}, None),
    ],
)
def test_counts_and_the_majority_needed_come_to_a_result_or_leave_it_open(
    fields: dict[str, Any], comes_to: bool | None
) -> None:
    assert VoteRecorded(resolution=RESOLUTION, **fields).comes_to is comes_to


def test_a_vote_on_a_limb_that_is_not_there_is_refused() -> None:
    given().when(vote(5, 3, limbs=("7",))).refuses("has no limb '7'", "its limbs are 1, 2")


def test_a_member_may_have_their_own_vote_recorded_among_unnamed_ones() -> None:
    draft = vote(7, 2, ballots=(ballot(CORA, Choice.AGAINST),), some_named=True)

    given().when(draft).then(for_=7, against=2)


def test_a_tie_is_broken_by_the_chair() -> None:
    draft = vote(4, 4, casting=cast(ADA, Choice.FOR), carried=True)

    given(attended(ADA, Presence.PRESENT)).when(draft).then(carried=True)


def test_a_vote_that_was_only_expected_does_not_stand_in_the_way_of_the_real_one() -> None:
    told = given(expected(VoteRecorded(resolution=RESOLUTION, for_=8)))

    told.when(vote(5, 3)).then(for_=5)


@pytest.mark.parametrize(
    "fields",
    [
        {"against": 2, "abstained": 1, "carried": True},
        {"for_": 5, "carried": True, "present": 9},
        {"against": 2, "carried": False, "present": 9},
        {"against": 4, "casting": cast(ADA, Choice.FOR), "carried": True},
    ],
)
def test_what_nobody_counted_contradicts_nothing(fields: dict[str, Any]) -> None:
    given().when(vote(**fields)).then(**fields)


def test_a_vote_that_was_retracted_makes_room_for_another() -> None:
    told = given(vote(5, 3)).retracted(VoteRecorded).then()

    told.when(vote(6, 2)).then(for_=6)


def test_nobody_votes_on_what_was_never_resolved() -> None:
    draft = said(VoteRecorded(resolution="resolution:cabinet/2015-10-08/bridges", for_=5))

    given().when(draft).refuses("unknown resolution", "did you mean 'cabinet/2015-10-08/bridge'?")


@pytest.mark.parametrize(
    ("payload", "counts"),
    [
        ({"for": 9}, (9, None, None, None)),
        ({"for": 2, "absent": 1, "carried": True}, (2, None, None, 1)),
        ({"for": 1, "ballots": [{"member": ADA, "choice": "for"}]}, (1, 0, 0, None)),
        ({"ballots": [{"member": ADA, "choice": "absent"}]}, (0, 0, 0, 1)),
        ({"for": 7, "some_named": True, "ballots": [{"member": ADA, "choice": "for"}]}, (7, None, None, None)),
    ],
)
def test_a_vote_that_was_recorded_when_no_count_and_0_were_alike_tells_only_what_is_sure(
    payload: dict[str, Any], counts: tuple[int | None, ...]
) -> None:
    event = decode("vote.recorded", 1, msgspec.json.encode({"resolution": RESOLUTION, **payload}))

    assert isinstance(event, VoteRecorded)
    assert (event.for_, event.against, event.abstained, event.absent) == counts


def test_a_vote_told_again_is_known_by_the_id_that_it_had_when_a_count_of_0_was_not_stored() -> None:
    (told,) = with_event_ids([vote(9, 0, abstained=0, carried=True)])

    assert told.event.statement() == {"resolution": RESOLUTION, "for": 9, "carried": True}
    assert told.event_id == with_event_ids([vote(9, carried=True)])[0].event_id


@for_all(
    st.lists(st.sampled_from(list(Choice)), min_size=1, max_size=4).map(
        lambda choices: tuple(ballot(*pair) for pair in zip((ADA, BEN, CORA, DEV), choices, strict=False))
    )
)
def test_counts_made_from_ballots_always_agree_with_them(ballots: tuple[Ballot, ...]) -> None:
    event = VoteRecorded(resolution=RESOLUTION, ballots=ballots).spelt_out()

    assert None not in (event.for_, event.against, event.abstained)
    assert event.cast + (event.absent or 0) == len(ballots)
    given().when(said(event)).then(ballots=ballots)


@pytest.mark.parametrize(
    ("words", "share"),
    [
        ("7/12", "7/12"),
        ("10/16 of all members", "5/8"),
        ("five eighths", "5/8"),
        ("a two-thirds majority", "2/3"),
        ("seven-tenths of those present", "7/10"),
        ("55%", "11/20"),
        ("62.5 per cent of those voting", "5/8"),
        ("66 2/3 % of the members", "2/3"),
        ("at least three quarters of the members", "3/4"),
        ("more than half", "1/2"),
        ("3/2", None),
        ("0%", None),
        ("120 percent", None),
        ("1/0", None),
        ("most of the members", None),
        ("two thirds of the public", None),
    ],
)
def test_any_fraction_or_percentage_is_a_share(words: str, share: str | None) -> None:
    assert majority_in(words)[0] == share


def test_a_share_without_a_name_in_law_makes_a_result_as_well() -> None:
    voted = {"resolution": RESOLUTION, "majority_needed": "7/12"}

    assert VoteRecorded(**voted, for_=7, against=5).comes_to is True
    assert VoteRecorded(**voted, for_=6, against=6).comes_to is False
    given().when(vote(6, 6, majority_needed="5/4")).refuses("5/4 of the votes is more than all of them")
