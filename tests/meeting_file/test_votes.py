"""Votes as clerks write them: lists by side, words of minutes, one vote on several things, several on one."""

from collections.abc import Callable
from typing import Any

import pytest

from ledger.meeting_file import MeetingFile
from ledger.vocabulary.motions import MotionDetermined, MotionMoved, MotionOutcome
from ledger.vocabulary.votes import Ballot, Choice, Majority, MajorityOf, Manner, VoteRecorded

MINUTES = """
source: Minutes
meeting: {body: icb, on: 2018-06-05}
statements:
  - resolved: That the plan be agreed.
    id: plan
    verb: agreed
    vote: """
ADE, ANGELA, PAUL = "person:ade-adetosoye", "person:angela-bhan", "person:paul-feven"


@pytest.fixture
def votes(read: Callable[..., MeetingFile]) -> Callable[[str], list[VoteRecorded]]:
    def read_votes(written: str) -> list[VoteRecorded]:
        return [draft.event for draft in read(MINUTES + written).drafts if isinstance(draft.event, VoteRecorded)]

    return read_votes


@pytest.mark.parametrize(
    ("written", "fields"),
    [
        ("unanimous", {"manner": Manner.UNANIMOUS}),
        ("Unanimously", {"manner": Manner.UNANIMOUS}),
        ("nem con", {"manner": Manner.NEM_CON}),
        ("carried", {"carried": True}),
        ("carried unanimously", {"manner": Manner.UNANIMOUS, "carried": True}),
        ("{manner: 'lost, on a show of hands'}", {"manner": Manner.SHOW_OF_HANDS, "carried": False}),
        ("lost", {"carried": False}),
        ("{manner: on a show of hands, carried: yes}", {"manner": Manner.SHOW_OF_HANDS, "carried": True}),
        ("{manner: by general assent}", {"manner": Manner.ASSENT}),
        ("{for: 5, against: 0}", {"for_": 5, "against": 0}),
        ("{against: 2, carried: yes}", {"against": 2, "carried": True}),
        (
            "{for: 6, majority needed: two thirds of those present}",
            {"for_": 6, "majority_needed": Majority("2/3"), "majority_of": MajorityOf.PRESENT},
        ),
        (
            "{for: 6, majority needed: 3/4 of all members}",
            {"for_": 6, "majority_needed": Majority("3/4"), "majority_of": MajorityOf.MEMBERS},
        ),
        ("{for: 6, majority needed: a two-thirds majority}", {"for_": 6, "majority_needed": Majority("2/3")}),
        ("{for: 6, majority needed: simple}", {"for_": 6, "majority_needed": Majority("simple")}),
        (
            "{for: 6, majority needed: absolute majority}",
            {"for_": 6, "majority_needed": Majority("1/2"), "majority_of": MajorityOf.MEMBERS},
        ),
        (
            "{for: 6, majority needed: a simple majority of those present}",
            {"for_": 6, "majority_needed": Majority("1/2"), "majority_of": MajorityOf.PRESENT},
        ),
    ],
)
def test_a_vote_is_read_in_the_words_of_minutes(
    votes: Callable[[str], list[VoteRecorded]], written: str, fields: dict[str, Any]
) -> None:
    assert votes(written) == [VoteRecorded(resolution="resolution:plan", **fields)]


BALLOTS = (
    Ballot(member=ADE, choice=Choice.FOR),
    Ballot(member=ANGELA, choice=Choice.FOR),
    Ballot(member=PAUL, choice=Choice.AGAINST),
)


@pytest.mark.parametrize(
    "written",
    [
        "{for: [ade-adetosoye, angela-bhan], against: [paul-feven]}",
        "{ballots: {for: [ade-adetosoye, angela-bhan], against: paul-feven}}",
    ],
)
def test_ballots_are_listed_by_side(votes: Callable[[str], list[VoteRecorded]], written: str) -> None:
    (vote,) = votes(written)

    assert (vote.ballots, vote.some_named) == (BALLOTS, False)
    assert (vote.spelt_out().for_, vote.spelt_out().against) == (2, 1)


def test_one_side_alone_names_some_who_voted_and_counts_nobody(votes: Callable[[str], list[VoteRecorded]]) -> None:
    (vote,) = votes("{against: [paul-feven], carried: yes}")

    assert (vote.some_named, vote.spelt_out().against, vote.spelt_out().for_) == (True, None, None)


def test_who_is_named_on_one_side_is_all_of_it_where_the_other_is_counted(
    votes: Callable[[str], list[VoteRecorded]],
) -> None:
    (vote,) = votes("{for: [ade-adetosoye, angela-bhan], against: 0, carried: yes}")

    assert (vote.spelt_out().for_, vote.spelt_out().against, vote.some_named) == (2, 0, True)


def test_limbs_are_voted_on_apart_and_ballots_held_again(votes: Callable[[str], list[VoteRecorded]]) -> None:
    first, second = votes("[{limbs: 1, for: 5, against: 4}, {limbs: [2, 3], manner: unanimous}]")

    assert (first.limbs, second.limbs, second.manner) == (("1",), ("2", "3"), Manner.UNANIMOUS)


def test_one_vote_decides_several_things(read: Callable[..., MeetingFile]) -> None:
    more = "carried\n  - vote: [plan, plan-b]\n    for: 9\n  - resolved: {verb: noted, text: b}\n    id: plan-b\n"
    minutes = read(MINUTES + more)

    vote = minutes.drafts[3].event
    assert vote == VoteRecorded(resolution="resolution:plan", also=("resolution:plan-b",), for_=9)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("fine", "'fine' does not tell how a vote went; write unanimous, nem. con., carried, lost"),
        ("{for: eight}", "expected a whole number, found the text 'eight'"),
        ("{for: 6, majority needed: most}", "'most' is no majority that can be counted"),
        ("{for: 6, majority needed: two thirds of the public}", "is no majority that can be counted"),
        ("{ballots: [{member: paul-feven, choice: for}], for: [ade-adetosoye]}", "the ballots are given twice"),
        ("{manner: by post}", "'by post' is none of the choices"),
    ],
)
def test_a_vote_that_says_nothing_is_refused(mistakes: Callable[..., list[str]], written: str, says: str) -> None:
    assert any(says in mistake for mistake in mistakes(MINUTES + written))


def test_a_motion_holds_its_amendments_its_votes_and_the_substantive_motion(read: Callable[..., MeetingFile]) -> None:
    minutes = read("""
        source: Minutes
        meeting: {body: icb, on: 2018-06-05}
        statements:
          - motion: That the plan be agreed.
            id: plan
            mover: ade-adetosoye
            seconder as given: the Chairman
            amendments:
              - {text: add 'in part', mover: paul-feven, vote: {for: 5, against: 4, carried: yes}}
              - {text: add 'at once', id: at-once, outcome: not seconded}
            substantive: {text: That the plan be agreed in part., id: plan-in-part, vote: unanimous}
            outcome: withdrawn
    """)

    told = [draft.event for draft in minutes.drafts[1:]]
    motion, first, second, put = (event for event in told if isinstance(event, MotionMoved))
    votes = [event for event in told if isinstance(event, VoteRecorded)]
    outcomes = [event for event in told if isinstance(event, MotionDetermined)]
    assert (motion.mover, motion.seconder_as_given) == (ADE, "the Chairman")
    assert (first.amends, second.amends, put.substantive_of) == ("motion:plan", "motion:plan", "motion:plan")
    assert {each.meeting for each in (motion, first, second, put)} == {"meeting:icb/2018-06-05"}
    assert [vote.resolution for vote in votes] == [first.motion, "motion:plan-in-part"]
    assert [(each.motion, each.outcome) for each in outcomes] == [
        ("motion:at-once", MotionOutcome.NOT_SECONDED),
        ("motion:plan", MotionOutcome.WITHDRAWN),
    ]


def test_what_is_named_within_a_motion_can_be_referred_to_elsewhere_in_the_file(
    read: Callable[..., MeetingFile],
) -> None:
    minutes = read("""
        source: Minutes
        meeting: {body: icb, on: 2018-06-05}
        statements:
          - resolved: {verb: agreed, text: the plan in part}
            motion: plan-in-part
          - motion: That the plan be agreed.
            substantive: {text: That the plan be agreed in part., id: plan-in-part}
    """)

    assert getattr(minutes.drafts[1].event, "motion", "") == "motion:plan-in-part"


@pytest.mark.parametrize("office", ["the Mayor", "The Chairman", "Chairman", "vice-chair"])
def test_an_office_without_a_name_is_kept_in_the_words_of_the_minutes(
    read: Callable[..., MeetingFile], office: str
) -> None:
    minutes = read(f"""
        source: Minutes
        meeting: {{body: icb, on: 2018-06-05}}
        statements:
          - {{motion: That the plan be agreed., mover: {office}, seconder: paul-feven, outcome: defeated}}
    """)

    motion, outcome = (draft.event for draft in minutes.drafts[1:])
    assert isinstance(motion, MotionMoved)
    assert (motion.mover, motion.mover_as_given, motion.seconder) == (None, office, PAUL)
    assert isinstance(outcome, MotionDetermined)
    assert outcome.outcome is MotionOutcome.LOST


def test_a_person_whom_nobody_knows_is_no_office(mistakes: Callable[..., list[str]]) -> None:
    (told,) = mistakes("""
        source: Minutes
        meeting: {body: icb, on: 2018-06-05}
        statements:
          - {motion: That the plan be agreed., mover: Councillor Nobody}
    """)

    assert "unknown person or post 'Councillor Nobody'" in told
