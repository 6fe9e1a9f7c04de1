"""Decisions and questions in the words of houses that share none: what was decided, by which vote, who asked."""

from __future__ import annotations

import pytest

from ledger.drafting.drafting import draft
from ledger.drafting.reading import read_content
from ledger.drafting.statements import Resolution, Vote
from tests.drafting.test_parts import drafted


def counts(vote: Vote | None) -> tuple[int | None, int | None, int | None] | None:
    """For, against and abstained."""
    return (vote.votes_for, vote.against, vote.abstained) if vote else None


def words(resolution: Resolution) -> list[tuple[str | None, str]]:
    """The number and the words of each limb, without the stop at the end."""
    return [(limb.number, limb.text.rstrip(".")) for limb in resolution.limbs]


@pytest.mark.parametrize(
    ("told", "limbs", "vote"),
    [
        ("Resolved, on the motion of Cllr Reeve, by 2 votes to 1, to sell the hut.", ["to sell the hut"], (2, 1, None)),
        (
            "On the casting vote of the Chair (2:2) it was RESOLVED that the hut be sold.",
            ["that the hut be sold"],
            (2, 2, None),
        ),
        (
            "There were 2 votes for and 1 against and it was agreed that the hut be sold.",
            ["that the hut be sold"],
            (2, 1, None),
        ),
        ("The Committee voted 2 to 1 to refuse the licence.", ["to refuse the licence"], (2, 1, None)),
        ("The minutes were APPROVED as a correct record.", ["The minutes were APPROVED as a correct record"], None),
        ("The Board asked that a review be held in May.", ["that a review be held in May"], None),
        ("Resolution 12/25: That the budget be approved.", ["That the budget be approved"], None),
        (
            "RESOLVED: That the plan be adopted. That we meet in May.",
            ["That the plan be adopted", "That we meet in May"],
            None,
        ),
        ("The recommendations were agreed: (1) to go; (2) to stay.", ["to go", "to stay"], None),
        ("Resolved: (i) to go; and (ii) to stay, by 2 votes to 1.", ["to go", "to stay"], (2, 1, None)),
        ("Motion (Reeve/Salt): That the hut be sold. CARRIED 2-1", ["That the hut be sold"], (2, 1, None)),
        ("It was resolved to note it, and to approve the plan.", ["to note it", "to approve the plan"], None),
        (
            "It was resolved that Cllr Salt be appointed clerk and that the hut be sold.",
            ["that Cllr Salt be appointed clerk", "that the hut be sold"],
            None,
        ),
        (
            "It was agreed to ask that the hut and that land be sold.",
            ["to ask that the hut and that land be sold"],
            None,
        ),
        (
            "Cllr Salt, seconded by Cllr Thorne, moved that we meet in May. It fell, 1 for, 2 against.",
            ["that we meet in May"],
            (1, 2, None),
        ),
        (
            "Proposed Cllr Reeve and RESOLVED, with one abstention, that it be sold.",
            ["that it be sold"],
            (None, None, 1),
        ),
        (
            "25/0411/HH, 9 Silver Street, loft conversion - No objection.",
            ["25/0411/HH, 9 Silver Street, loft conversion - No objection"],
            None,
        ),
        (
            "Resolved, by two votes to none with one member not voting: to accept it; to publish it; and to write.",
            ["to accept it", "to publish it", "to write"],
            (2, 0, 1),
        ),
        (
            "The Council (1) noted it, (2) agreed a review and (3) asked for more.",
            ["noted it", "agreed a review", "asked for more"],
            None,
        ),
        ("That is so. Resolved that the grant be £25,000.", ["that the grant be £25,000"], None),
        ("RESOLVED, nem. con., that the clerk be paid.", ["that the clerk be paid"], (None, None, None)),
        (
            "Cllr Salt moved an amendment, seconded by Cllr Thorne, to add May. Agreed by 3 votes to 2.",
            ["to add May"],
            (3, 2, None),
        ),
        (
            "Cllr Salt proposed selling the hut. Cllr Reeve seconded. Decision: Agreed.",
            ["selling the hut"],
            None,
        ),
        (
            "Two voted for it and one against, and permission was granted subject to terms to be set by the Clerk.",
            ["permission was granted subject to terms to be set by the Clerk"],
            (2, 1, None),
        ),
        (
            "The Council DELEGATED to the Clerk responsibility for it, and to make minor changes.",
            ["to the Clerk responsibility for it, and to make minor changes"],
            None,
        ),
        (
            "It was resolved to delegate the terms to the Clerk, and to make minor changes.",
            ["to delegate the terms to the Clerk, and to make minor changes"],
            None,
        ),
        ("Cllr Reeve moved refusal outright, which was not seconded.", ["refusal outright"], (None, None, None)),
    ],
)
def test_one_paragraph_decides(told: str, limbs: list[str], vote: tuple[int | None, ...] | None) -> None:
    (resolution,) = drafted(told).resolutions

    assert [text for _, text in words(resolution)] == limbs
    assert counts(resolution.vote) == vote


def test_each_vote_belongs_to_what_it_was_on() -> None:
    motion, amendment = drafted(
        "It was moved by Cllr Reeve, seconded by Cllr Salt -",
        '"That fees be frozen until 2028."',
        "An amendment was moved by Cllr Thorne, seconded by Cllr Salt -",
        '"That 2028 be replaced by 2026."',
        "The amendment was LOST (2 votes for, 3 against). The motion was put and CARRIED, 3 voting for and 2 against.",
    ).resolutions

    assert (amendment.amends, amendment.mover, amendment.carried) == (True, "Cllr Thorne", False)
    assert counts(amendment.vote) == (2, 3, None)
    assert (motion.mover, motion.seconder, motion.carried, counts(motion.vote)) == (
        "Cllr Reeve",
        "Cllr Salt",
        True,
        (3, 2, None),
    )


def test_a_casting_vote_is_on_the_motion_that_it_decided_not_the_one_before() -> None:
    refusal, deferral = drafted(
        "Cllr Reeve moved refusal outright, which was not seconded. "
        "On the casting vote of the Chair (2:2) it was RESOLVED that it be deferred."
    ).resolutions

    assert (refusal.carried, counts(refusal.vote)) == (False, (None, None, None))
    assert (words(deferral), deferral.vote and deferral.vote.casting) == ([(None, "that it be deferred")], "the Chair")


@pytest.mark.parametrize(
    "paragraphs",
    [
        (
            "The Panel found, by a majority of two to one, that",
            "(i) he acted as a member;",
            "(ii) the words were rude; and",
            "(iii) the Code was broken.",
        ),
        ("The Panel found that (i) he acted as a member;", "(ii) the words were rude; and (iii) the Code was broken."),
    ],
)
def test_what_a_panel_found_is_cut_at_its_numbers(paragraphs: tuple[str, ...]) -> None:
    (found,) = drafted(*paragraphs).resolutions

    assert words(found) == [
        ("i", "he acted as a member"),
        ("ii", "the words were rude"),
        ("iii", "the Code was broken"),
    ]


def test_a_list_without_marks_is_cut_at_its_semicolons_and_the_vote_below_is_on_it() -> None:
    told = (
        "The Council recommended that Cabinet:",
        "set a target;",
        "publish it each month.",
        "Votes: 5 yes, 0 no, 1 abstaining.",
    )
    (recommended,) = drafted(*told).resolutions

    assert words(recommended) == [(None, "set a target"), (None, "publish it each month")]
    assert (recommended.form, counts(recommended.vote)) == ("recommendation", (5, 0, 1))


def test_each_row_of_a_table_of_decisions_is_one() -> None:
    text = (
        "Minutes of Ashcombe Council held on 3 May 2021\n\nPresent: Cllr Reeve\n\n1. Grants\n"
        "    Applicant            Asked      Decision\n"
        "    Brackenhill Scouts   £900       Approve £900\n"
        "    Bowls Club           £1,500     Defer to July\n2. Close\nThe meeting closed.\n3. End\n"
    )
    scouts, bowls = draft(read_content(text.encode(), "minutes.txt")).meetings[0].resolutions

    assert [words(row)[0][1] for row in (scouts, bowls)] == [
        "Brackenhill Scouts £900 Approve £900",
        "Bowls Club £1,500 Defer to July",
    ]
    assert [row.limbs[0].verb for row in (scouts, bowls)] == ["approved", "deferred"]


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("DECISION", "(1) NOTED the report;", "(2) REQUESTED a further one in June."),
        ("The Council:", "- noted the report;", "- requested a further one in June."),
    ],
)
def test_each_part_of_a_list_says_what_the_body_did(paragraphs: tuple[str, ...]) -> None:
    (resolution,) = drafted(*paragraphs).resolutions

    assert [limb.printed_verb for limb in resolution.limbs] == ["noted", "requested"]


def test_a_labelled_motion_has_its_course_behind_it() -> None:
    deferral, grant = drafted(
        "Motion: to defer it. Moved: Salt. Seconded: Thorne. Vote: For 1; Against 2. LOST.",
        "Motion: to grant it. Moved: Reeve. Seconded: Salt. Carried on the Chair's casting vote (3-3).",
    ).resolutions

    assert (words(deferral), deferral.mover, deferral.seconder) == (
        [(None, "to defer it")],
        "Councillor Salt",
        "Councillor Thorne",
    )
    assert (deferral.carried, counts(deferral.vote)) == (False, (1, 2, None))
    assert (words(grant), grant.carried, counts(grant.vote)) == ([(None, "to grant it")], True, (3, 3, None))
    assert grant.vote is not None
    assert grant.vote.casting == "the Chair"


def test_each_application_has_its_own_movers() -> None:
    first, second = drafted(
        "25/0411/HH, 9 Silver Street, loft - No objection.",
        "25/0420/FUL, Mill Mead, 14 dwellings - Objection: flood. (Proposed: Cllr Reeve; seconded: Cllr Salt. 3-0)",
    ).resolutions

    assert (first.mover, first.vote) == (None, None)
    assert (second.mover, second.seconder) == ("Cllr Reeve", "Cllr Salt")


def test_a_verb_may_be_a_noun() -> None:
    (resolution,) = drafted("RESOLVED that the grant be £25,000.").resolutions

    assert resolution.limbs[0].printed_verb == "resolved"


def test_a_body_grants_in_parts_what_its_list_says() -> None:
    (licence,) = drafted(
        "The Sub-Committee GRANTED the licence in part:", "a) sale to midnight;", "b) the yard to close at 10pm."
    ).resolutions

    assert words(licence) == [("a", "sale to midnight"), ("b", "the yard to close at 10pm")]
    assert {limb.verb for limb in licence.limbs} == {"approved"}


@pytest.mark.parametrize(
    ("told", "question", "answer"),
    [
        (
            "Cllr Reeve wished to know the cost, to which the Clerk responded that it was £40.",
            "wished to know the cost",
            "the Clerk responded that it was £40",
        ),
        (
            "Cllr Reeve wished to know who owned it; nobody present could say.",
            "wished to know who owned it",
            "nobody present could say",
        ),
        (
            "Cllr Reeve asked whether it had been removed. Ms Lock did not know.",
            "asked whether it had been removed",
            "Ms Lock did not know.",
        ),
        (
            "Cllr Reeve sought assurance that it was safe. He was told that it was.",
            "sought assurance that it was safe",
            None,
        ),
    ],
)
def test_what_was_asked_and_the_answer_that_followed(told: str, question: str, answer: str | None) -> None:
    (asked,) = drafted(told).questions

    assert asked.by == "Councillor Reeve"
    assert asked.text == question
    assert answer is None or asked.answer == answer


def test_questions_and_answers_are_labelled_with_who_speaks() -> None:
    first, second = drafted(
        "Question from Mr L. Bright: When will it reopen?",
        "Response: On 1 May.",
        "Q (Mrs Ada Orme): Will you publish it?",
        "A (The Chair): Yes.",
    ).questions

    assert (first.by, first.text, first.answer) == ("Mr L. Bright", "When will it reopen?", "On 1 May")
    assert (second.by, second.answer, second.answered_by) == ("Mrs Ada Orme", "Yes", "The Chair")


@pytest.mark.parametrize(
    ("told", "who", "what"),
    [
        ("The Commissioner undertook to give the figure in writing.", "The Commissioner", "give the figure in writing"),
        ("The Inspector promised an answer by the next meeting.", "The Inspector", "an answer by the next meeting"),
        ("The legal adviser will send the notice.", "The legal adviser", "send the notice"),
        ("Ms Crane would circulate a revised programme.", "Ms Crane", "circulate a revised programme"),
    ],
)
def test_what_somebody_promised(told: str, who: str, what: str) -> None:
    (promise,) = drafted(told).commitments

    assert (promise.who, promise.what) == (who, what)


def test_an_answer_may_stand_in_the_next_paragraph() -> None:
    (asked,) = drafted(
        "A resident of Mill Lane asked when it would be built.", "Mr Jubb answered that work would begin in May."
    ).questions

    assert (asked.answer, asked.answered_by) == ("Mr Jubb answered that work would begin in May.", "Mr Jubb")


@pytest.mark.parametrize(
    ("told", "nature"),
    [
        (
            "Cllr Reeve told the Council that she lives next door (item 4) and would leave.",
            "she lives next door (item 4)",
        ),
        (
            "Cllr Reeve is a director of Allard Catering, which may bid; she left.",
            "is a director of Allard Catering, which may bid",
        ),
        ("Cllr Reeve’s wife is employed by the hospital. She remained.", "’s wife is employed by the hospital"),
        ("Cllr Reeve was in attendance.", None),
    ],
)
def test_an_interest_is_declared_by_saying_what_it_is(told: str, nature: str | None) -> None:
    found = drafted("2. Declarations of interest", told, "3. Close").interests

    assert all(interest.person == "Cllr Reeve" for interest in found)
    assert [interest.nature for interest in found] == ([nature] if nature else [])


def test_the_same_words_in_two_items_are_two_commitments() -> None:
    asked = "The Clerk will write to the county council about the ditch."

    assert [c.item for c in drafted(asked, "2. Footpaths", asked, "3. Close").commitments] == ["1", "2"]


def test_a_decision_on_another_matter_has_not_the_movers_of_a_motion_before_it() -> None:
    def decided(words: str) -> list[Resolution]:
        text = (
            "Minutes of Ordle Parish Council held on 3 June 2025\n\nPresent: Cllr A Ash, Cllr B Birch\n\n1. Spaces\n"
            "Cllr Ash proposed that the gate be painted green, seconded by Cllr Birch.\nThe Clerk spoke of the paint.\n"
            f"Members turned to the bins.\nA resident had written about them.\nRESOLVED: {words}\n2. Close\nEnd.\n"
        )
        return draft(read_content(text.encode(), "minutes.txt")).meetings[0].resolutions

    assert [(each.form, each.mover, each.carried) for each in decided("That the bins be emptied weekly.")] == [
        ("motion", "Cllr Ash", None),
        ("resolved", None, True),
    ]
    for words in ("That the gate be green from May.", "That the proposal be approved."):
        (same,) = decided(words)
        assert (same.mover, same.seconder) == ("Cllr Ash", "Cllr Birch")
