"""The parts that drafting is made of: days, sentences, names, votes, styles."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger.drafting import name_patterns
from ledger.drafting.days import days
from ledger.drafting.document import Builder
from ledger.drafting.drafting import draft
from ledger.drafting.name_patterns import PERSON
from ledger.drafting.names import PEOPLE, Names
from ledger.drafting.people import people_in
from ledger.drafting.recognising.movers import MoverPatterns
from ledger.drafting.recognising.votes import vote_in
from ledger.drafting.sentences import sentences
from ledger.drafting.statements import Meeting, Support
from ledger.drafting.style import built_in, with_own
from ledger.refusals import Refusal

BASIS = Support("", "", 0, 0, "")


def drafted(*paragraphs: str, style: Path | None = None) -> Meeting:
    builder = Builder("minutes.txt")
    head = (
        "Minutes of a meeting of Ashcombe Council held on 3 May 2021",
        "Present: Councillors Reeve, Salt and Thorne",
        "1. Business",
    )
    for paragraph in (*head, *paragraphs):
        builder.add(paragraph)
    return draft(builder.document(), with_own(style) if style else None).meetings[0]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Tuesday 14th May 2018", "2018-05-14"),
        ("14TH MAY, 2018", "2018-05-14"),
        ("May 14, 2018", "2018-05-14"),
        ("14/05/2018", "2018-05-14"),
        ("14.5.18", "2018-05-14"),
        ("2018-05-14", "2018-05-14"),
        ("14 May", None),
        ("31 June 2018", None),
        ("the 3rd of September 2020", "2020-09-03"),
    ],
)
def test_a_day_is_what_is_printed_and_no_more(text: str, edtf: str | None) -> None:
    assert [day.edtf for day in days(f"held on {text} at the Hall")] == [edtf]


def test_a_text_with_marks_for_people_is_as_long_and_found_in_its_own_words() -> None:
    names = Names(built_in())
    names.learn([("Cllr Grant Marsh", "GM"), ("Deputy Lord Mayor", None)])
    text = "Cllr Marsh, Upton and GM proposed the Deputy Lord Mayor's grant, seconded by Cllr O’Hara-Vale (J)."

    found = names.pattern(rf"(?P<who>{PEOPLE})\s+proposed\b.*?by\s+(?P<by>{PERSON})(?P<not>x)?").match(text)

    assert found is not None
    assert found.groupdict() == {"who": "Cllr Marsh, Upton and GM", "by": "Cllr O’Hara-Vale (J)", "not": None}
    assert text[found.start("by") : found.end("by")] == found["by"]
    assert names.pattern(rf"{PEOPLE}|\W").without("Cllr Marsh & GM grant") == "grant"


def test_the_names_of_another_document_make_no_new_patterns() -> None:
    drafted("It was proposed by Cllr Salt, seconded by Cllr Reeve, that the Clerk buy a mower.")
    before = name_patterns._compiled.cache_info().misses
    drafted(
        "Present: Councillors Zadeh and Quill", "Proposed by Cllr Quill, seconded by Cllr Zadeh, that the Clerk buy."
    )

    assert name_patterns._compiled.cache_info().misses == before


def test_sentences_do_not_end_at_abbreviations() -> None:
    text = "Cllr. J. Smith asked Mr. G. Daly of St. Mary's about no. 4. He replied. It cost £2.50 in all."

    assert [s.text for s in sentences(text)] == [
        "Cllr. J. Smith asked Mr. G. Daly of St. Mary's about no. 4.",
        "He replied.",
        "It cost £2.50 in all.",
    ]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (
            "Councillors Walsh, C Day and O’Neill-Ross",
            [("Councillor Walsh", None), ("Councillor C Day", None), ("Councillor O’Neill-Ross", None)],
        ),
        (
            "Head of Roads (Mr. P. Quill), Clerk of Works (Ms. D. O’Kane)",
            [("Mr. P. Quill", "Head of Roads"), ("Ms. D. O’Kane", "Clerk of Works")],
        ),
        ("Mark Dale (MD) (Chair) - Ash and Elm Health Trust", [("Mark Dale", "Chair")]),
        ("Ruth Adair (RA) Lay Member for Audit", [("Ruth Adair", "Lay Member for Audit")]),
        (
            "Cllr Mrs T Mann (Chairman), Mrs C Hardy (Clerk) and 6 members of the public",
            [("Cllr Mrs T Mann", "Chairman"), ("Mrs C Hardy", "Clerk")],
        ),
        (
            "Councillor Nye (Deputy Chair) and Chris Robb, Independent Chair of the Safeguarding Board",
            [("Councillor Nye", "Deputy Chair"), ("Chris Robb", "Independent Chair of the Safeguarding Board")],
        ),
        ("Head of Finance, Public Health, the press", []),
        ("Peter Hall, Jane Ward", [("Peter Hall", None), ("Jane Ward", None)]),
    ],
)
def test_people_of_a_list_with_their_posts(text: str, people: list[tuple[str, str | None]]) -> None:
    assert [(person.name, person.capacity) for person in people_in(text, Names(built_in()))] == people


def test_a_substitute_in_brackets_is_a_person_of_their_own() -> None:
    people = people_in("Mr D Black (Ms H Horn attended as substitute), Dr Lee (substitute: Dr Rao)", Names(built_in()))

    assert [(p.name, p.substitute_for) for p in people] == [
        ("Mr D Black", None),
        ("Dr Lee", None),
        ("Ms H Horn", "Mr D Black"),
        ("Dr Rao", "Dr Lee"),
    ]


@pytest.mark.parametrize(
    ("text", "mover", "seconder"),
    [
        ("Proposed by Cllr Evans,seconded by Cllr Parker.", "Cllr Evans", "Cllr Parker"),
        (
            "On the proposal of Councillor Scott, seconded by Councillor Gale it was agreed",
            "Councillor Scott",
            "Councillor Gale",
        ),
        ("Proposer: Cllr Norris, 2nd: Cllr Bruce.", "Cllr Norris", "Cllr Bruce"),
        ("Cllr James proposed that Ann Low be co-opted, Cllr Green seconded", "Cllr James", "Cllr Green"),
        ("Councillor Nye moved and Councillor Lamb seconded a proposal", "Councillor Nye", "Councillor Lamb"),
        ("Moved by the Chairman, seconded by Mr Patel", "the Chairman", "Mr Patel"),
        ("Proposed by Jane Smith and seconded by Tom Jones.", "Jane Smith", "Tom Jones"),
        ("Councillor Winn was nominated.", None, None),
    ],
)
def test_movers_and_seconders(text: str, mover: str | None, seconder: str | None) -> None:
    found = MoverPatterns(Names(built_in())).find(text)

    assert (found.mover if found else None, found.seconder if found else None) == (mover, seconder)


@pytest.mark.parametrize(
    ("text", "counts", "carried"),
    [
        ("There were 5 votes for this proposal and 1 abstention.", (5, None, 1), None),
        ("2 Votes for, 3 Votes Against, 1 Abstention - Proposal Lost.", (2, 3, 1), False),
        ("For: 26", (26, None, None), None),
        ("carried by seven votes to three, with two abstentions", (7, 3, 2), True),
        ("the motion was lost by 9 votes to 4", (4, 9, None), False),
        ("(Votes: For 6; Against 0; Abstain 1)", (6, 0, 1), None),
        ("the motion was declared CARRIED", (None, None, None), True),
        ("carried by a majority of two to one", (2, 1, None), True),
        ("Division: Ayes (5) Noes (4)", (5, 4, None), None),
        ("The result was For 11 Against 2 Abstentions 0", (11, 2, 0), None),
        ("lost, in favour (2), against (7)", (2, 7, None), False),
        ("The motion was lost 3 to 4", (3, 4, None), False),
        ("with nobody against and one abstaining", (None, 0, 1), None),
        ("carried with two dissentients", (None, 2, None), True),
        ("Those in favour numbered seven and those against 3", (7, 3, None), None),
        ("The vote was tied at 4 each", (4, 4, None), None),
        ("7 in support, 1 opposed", (7, 1, None), None),
        ("by a majority of 7 votes to 2, with one abstention", (7, 2, 1), None),
    ],
)
def test_votes_in_words_and_figures(text: str, counts: tuple[int | None, ...], carried: bool | None) -> None:
    vote = vote_in(text, BASIS)

    assert vote
    assert (vote.votes_for, vote.against, vote.abstained, vote.carried) == (*counts, carried)


@pytest.mark.parametrize(
    "text",
    [
        "35 votes for Councillor Walsh and 11 for Councillor Sharp",
        "a grant for 3 years was approved",
        "For 2 hours nobody spoke",
    ],
)
def test_what_only_looks_like_a_vote_is_none(text: str) -> None:
    assert vote_in(text, BASIS) is None


@pytest.mark.parametrize(
    "text",
    [
        "The Director reported that the Cabinet had agreed to sell the site.",
        "The application had been approved by the County Council.",
        "If the motion was carried the hall would be sold.",
        "The minutes had previously been agreed.",
        "Councillor Salt said that he agreed to disagree.",
        "To approve the accounts.",
        "It was noted that the report was approved by Highways.",
        "Members agreed with Councillor Salt.",
    ],
)
def test_what_is_only_told_is_no_decision(text: str) -> None:
    assert drafted(text).resolutions == []


@pytest.mark.parametrize(
    "text",
    [
        "The contractor had agreed to repair the wall.",
        "Councillor Salt asked the officers to work harder.",
        "The next meeting will be held on 7 June.",
        "It was hoped that the road would be repaired.",
        "The report will be a success.",
    ],
)
def test_what_nobody_of_the_meeting_undertook_is_no_commitment(text: str) -> None:
    assert drafted(text).commitments == []


def test_a_motion_of_which_nothing_more_is_said_stays_open() -> None:
    (motion,) = drafted("Councillor Salt proposed that the hall be painted, seconded by Councillor Thorne.").resolutions

    assert (motion.form, motion.carried, motion.vote) == ("motion", None, None)


def test_a_mover_and_a_seconder_on_lines_of_their_own() -> None:
    (resolution,) = drafted(
        "Proposed by Councillor Salt;", "Seconded by Councillor Thorne;", "And Resolved:", "“That the hall be painted.”"
    ).resolutions

    assert (resolution.mover, resolution.seconder) == ("Councillor Salt", "Councillor Thorne")
    assert [limb.text for limb in resolution.limbs] == ["That the hall be painted."]


def test_two_meetings_on_one_page_are_two() -> None:
    builder = Builder("page.txt")
    for body, day in (("Ashcombe Council", "3 May 2021"), ("Ashcombe Council", "7 June 2021")):
        builder.add(f"Minutes of a meeting of {body} held on {day}")
        builder.add("Present: Councillors Reeve, Salt and Thorne")
        for number in range(1, 8):
            builder.add(f"{number}. Item {number}")
            builder.add("It was agreed that a letter be sent.")

    meetings = draft(builder.document()).meetings

    assert [(m.date, len(m.resolutions)) for m in meetings] == [("2021-05-03", 7), ("2021-06-07", 7)]


def test_a_style_of_a_council_adds_its_words(tmp_path: Path) -> None:
    text = "The Moot greenlit the fair."
    style = tmp_path / "ashcombe.yaml"
    style.write_text("deciders: [the moot]\nverbs: {greenlit: approved}\n", "utf-8")

    assert drafted(text).resolutions == []
    (resolution,) = drafted(text, style=style).resolutions
    assert (resolution.limbs[0].printed_verb, resolution.limbs[0].verb) == ("greenlit", "approved")


@pytest.mark.parametrize(
    ("content", "said"),
    [("words: [x]", "unknown key 'words'"), ("[x]", "no mapping"), ("verbs: x", "not a mapping"), ("a: [", "not YAML")],
)
def test_a_style_that_cannot_be_used_is_refused(tmp_path: Path, content: str, said: str) -> None:
    style = tmp_path / "style.yaml"
    style.write_text(content, "utf-8")

    with pytest.raises(Refusal, match=said):
        with_own(style)


def read_back(*paragraphs: str) -> Meeting:
    builder = Builder("page.txt")
    for paragraph in paragraphs:
        builder.add(paragraph)
    return draft(builder.document()).meetings[0]


def test_an_export_with_title_purpose_and_minutes_in_one_line() -> None:
    meeting = read_back(
        "Apologies To receive any apologies for absence. "
        "Minutes: Apologies were received from Councillors Reeve and Salt.",
        "To confirm the minutes of the meeting held on 2 May 2023. "
        "Minutes: Moved by Councillor Thorne and seconded by Councillor Upton RESOLVED that the minutes be approved.",
        "Minutes: The Manager presented the report. It was agreed that the depot be sold.",
    )

    assert [person.name for person in meeting.attendance] == ["Councillor Reeve", "Councillor Salt"]
    assert [(r.mover, r.limbs[0].text) for r in meeting.resolutions] == [
        ("Councillor Thorne", "that the minutes be approved."),
        (None, "that the depot be sold."),
    ]
    assert [m.of for m in meeting.minutes_confirmed] == ["2023-05-02"]


def test_kinds_of_members_within_a_list() -> None:
    meeting = read_back(
        "Schools Forum",
        "Minutes of the Meeting held on 8 March 2022",
        "PRESENT",
        "School members:",
        "Paula Birch, Mary Cope (Chair), Anne-Marie Field",
        "Non school members:",
        "Peter Lake",
        "Officers:",
        "Kath Tunn",
        "1. Apologies for absence",
        "Apologies had been received from: -",
        "School members",
        "Gill James",
    )

    assert [(person.list, person.name) for person in meeting.attendance] == [
        ("present", "Paula Birch"),
        ("present", "Mary Cope"),
        ("present", "Anne-Marie Field"),
        ("present", "Peter Lake"),
        ("in_attendance", "Kath Tunn"),
        ("apologies", "Gill James"),
    ]
    assert meeting.presiding
    assert meeting.presiding.name == "Mary Cope"


def test_who_voted_how_told_in_sentences() -> None:
    (resolution,) = drafted(
        "It was RESOLVED that the licence be granted. Councillors Reeve and Salt voted in favour. "
        "Councillor Thorne abstained."
    ).resolutions

    assert resolution.vote
    assert resolution.vote.ballots == {
        "for": ["Councillor Reeve", "Councillor Salt"],
        "abstained": ["Councillor Thorne"],
    }
    assert resolution.vote.votes_for is None


def test_conditions_are_no_limbs() -> None:
    (resolution,) = drafted(
        "RESOLVED – That the application be APPROVED subject to the following conditions:",
        "1. Standard time",
        "2. Approved plans",
    ).resolutions

    assert [limb.text for limb in resolution.limbs] == [
        "That the application be APPROVED subject to the following conditions"
    ]


def test_an_interest_in_quotation_marks_and_one_with_two_people() -> None:
    meeting = drafted(
        "Councillor Salt declared a ‘significant other interest’ in item 4 as a tenant and left the room.",
        "Councillors Reeve and Thorne both declared a personal interest in item 5.",
    )

    assert [(i.person, i.item, i.kind) for i in meeting.interests] == [
        ("Councillor Salt", "4", "significant other interest"),
        ("Councillor Reeve", "5", "personal interest"),
        ("Councillor Thorne", "5", "personal interest"),
    ]
    assert meeting.interests[0].action == "left the room"


@pytest.mark.parametrize(
    "text",
    [
        "1. The minutes of the meeting held on 1 February 2017 were taken as read.",
        "Minutes of the meeting held on 1 February 2017: agreed.",
        "The last meeting was on 1 February.",
    ],
)
def test_the_day_of_an_earlier_meeting_is_not_that_of_this_one(text: str) -> None:
    assert read_back("Ashcombe Parish Council", "Present: Cllr Reeve, Cllr Salt", text).date is None


@pytest.mark.parametrize(
    ("paragraph", "words", "counts"),
    [
        ("It was agreed by 3 votes to 1 with 1 abstention that letting resume.", "that letting resume.", (3, 1, 1)),
        ("The Committee RESOLVED by a majority of 5 to 2 that the fee be raised.", "that the fee be raised.", None),
        ("Members voted by 6 votes to 2 to approve the plan.", "to approve the plan.", (6, 2, None)),
        ("IT WAS AGREED, unanimously, that the grant be paid.", "that the grant be paid.", None),
        ("Resolved to pay the accounts as listed. All in favour.", "to pay the accounts as listed.", None),
        ("RECOMMENDED to Council that the budget be approved.", "that the budget be approved.", None),
        ("On the motion of Cllr Salt, seconded by Cllr Thorne, the Council agreed to sell.", "to sell.", None),
        ("RESOLVED: (by 4 votes to 3) That the hall be let.", "That the hall be let.", (4, 3, None)),
        (
            "RESOLVED that the fee be raised (Councillors Reeve and Salt voting against).",
            "that the fee be raised",
            None,
        ),
    ],
)
def test_how_a_vote_went_is_no_part_of_the_words(
    paragraph: str, words: str, counts: tuple[int | None, ...] | None
) -> None:
    (resolution,) = drafted(paragraph).resolutions
    vote = resolution.vote

    assert [limb.text for limb in resolution.limbs] == [words]
    assert counts is None or (vote and (vote.votes_for, vote.against, vote.abstained)) == counts


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("The following was resolved:", "1) the fee be raised", "2) the report be noted"),
        ("RESOLVED – That (1) the fee be raised; and (2) the report be noted",),
        ("The Council resolved :-", "(i) the fee be raised; and", "(ii) the report be noted"),
        ("The Council: (a) the fee be raised; (b) the report be noted",),
        (
            "MOVED by Cllr Salt, seconded by Cllr Thorne:",
            "That:",
            "a) the fee be raised; and",
            "b) the report be noted",
        ),
    ],
)
def test_the_parts_of_a_decision_are_found_in_and_below_its_sentence(paragraphs: tuple[str, ...]) -> None:
    (resolution,) = drafted(*paragraphs).resolutions

    assert [limb.text for limb in resolution.limbs] == ["the fee be raised", "the report be noted"]
    assert all(limb.number for limb in resolution.limbs)


@pytest.mark.parametrize(
    "votes",
    [
        ("Recorded vote: For: Cllrs Reeve and Salt. Against: Cllr Thorne. Motion carried.",),
        ("For (2): Cllrs Reeve, Salt", "Against (1): Cllr Thorne", "The motion was CARRIED."),
        ("For the motion", "Against the motion", "Cllrs Reeve and Salt", "Cllr Thorne", "The motion was carried."),
        ("Voting FOR the motion: Reeve, Salt (2)", "Voting AGAINST the motion: Thorne (1)", "CARRIED"),
    ],
)
def test_a_recorded_vote_is_read_however_it_is_laid_out(votes: tuple[str, ...]) -> None:
    (motion,) = drafted("It was moved by Cllr Salt that the fee be raised.", *votes).resolutions

    assert motion.carried
    assert motion.vote
    sides = {side: [name.split()[-1] for name in names] for side, names in motion.vote.ballots.items()}
    assert sides == {"for": ["Reeve", "Salt"], "against": ["Thorne"]}


def test_a_motion_that_was_not_carried_appoints_nobody() -> None:
    meeting = drafted("It was moved by Cllr Salt, seconded by Cllr Thorne that Cllr Reeve be appointed Chairman.")

    assert meeting.offices == []
    assert [resolution.carried for resolution in meeting.resolutions] == [None]


@pytest.mark.parametrize(
    "sentence",
    [
        "Apologies were received from Councillor Vale with Councillor Wynn attending as her substitute.",
        "Apologies were received on behalf of Councillor Vale, for whom Councillor Wynn was substituting.",
        "Apologies for absence were received from Councillor Vale (Councillor Wynn attended as substitute).",
    ],
)
def test_a_substitute_is_named_with_the_apologies(sentence: str) -> None:
    meeting = drafted("None.", "2. Apologies", sentence)

    assert [person.name for person in meeting.attendance if person.list == "apologies"] == ["Councillor Vale"]
    (substitute,) = (person for person in meeting.attendance if person.substitute_for)
    assert (substitute.name, substitute.substitute_for) == ("Councillor Wynn", "Councillor Vale")


def test_a_substitute_is_for_the_last_of_those_who_sent_apologies() -> None:
    sentence = "Apologies were received from Cllr Vale and from Cllr Ash, for whom Cllr Wynn deputised."
    meeting = drafted("None.", "2. Apologies", sentence)

    assert [each.name for each in meeting.attendance if each.list == "apologies"] == ["Cllr Vale", "Cllr Ash"]
    assert [each.substitute_for for each in meeting.attendance if each.name == "Cllr Wynn"] == ["Cllr Ash"]


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("In reply to Cllr Reeve, the Director of Housing said that she was not sure and would check.", "the Director"),
        ("Cllr Salt thanked Mr Jones for his work and would write to the owner.", "Cllr Salt"),
    ],
)
def test_who_will_is_whom_the_verb_before_is_of(sentence: str, who: str) -> None:
    [commitment] = drafted(sentence).commitments

    assert (commitment.who or "").startswith(who)


def test_the_end_of_a_meeting_below_the_last_list_of_actions_is_none_of_them() -> None:
    meeting = drafted(
        "None.",
        "2. Actions",
        "Clerk to obtain three quotes for the stile.",
        "There being no further business the Chairman closed the meeting at 9.15pm.",
        "The meeting ended at 9.15pm.",
        "Date and time of next meeting: Monday 7 June 2021 at 7pm.",
        "Signed: ................ Chairman",
    )

    assert [each.what for each in meeting.commitments] == ["obtain three quotes for the stile"]


@pytest.mark.parametrize(
    "told",
    [
        "Cllr Salt received 4 votes and Cllr Thorne 2.",
        "There were 4 votes for Cllr Salt and 2 for Cllr Thorne.",
        "Votes cast were: Cllr Salt 4; Cllr Thorne 2.",
        "On a ballot Cllr Salt polled four votes and Cllr Thorne two.",
    ],
)
def test_the_votes_for_those_who_stood_belong_to_the_election_that_follows(told: str) -> None:
    (earlier, elected) = drafted(
        "The minutes were approved as a correct record.", f"{told} Cllr Salt was duly elected Chair."
    ).resolutions

    assert earlier.vote is None
    assert elected.vote
    assert {name.split()[-1]: votes for name, votes in elected.vote.candidates.items()} == {"Salt": 4, "Thorne": 2}


def test_an_answer_in_the_same_sentence_is_no_part_of_the_question() -> None:
    (question,) = drafted("Cllr Salt asked what would happen next; he was advised that nothing would.").questions

    assert question.text == "asked what would happen next"
    assert question.answer == "he was advised that nothing would"


def test_a_question_may_be_to_whom_or_by_when() -> None:
    meeting = drafted("Cllr Salt asked to whom the Board answers. Cllr Reeve asked by when the bridge would be built.")

    assert [each.text for each in meeting.questions] == [
        "asked to whom the Board answers",
        "asked by when the bridge would be built",
    ]


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("Clerk C. Ash (CA), Cllr Birch Cllr Crane", ["C. Ash", "Cllr Birch", "Cllr Crane"]),
        (
            "The Mayor (Councillor Ash), Councillors Birch and Crane",
            ["Councillor Ash", "Councillor Birch", "Councillor Crane"],
        ),
        ("Deputy Mayor Cr Tom Ash, QSO", ["Cr Tom Ash"]),
        ("councillors A. Ash, B. Birch", ["Councillor A. Ash", "Councillor B. Birch"]),
        ("Cllr Ash (joined remotely), Cllr Birch (to the point mentioned)", ["Cllr Ash", "Cllr Birch"]),
        (
            "A. Ash (Leader) B. Birch and C. Crane (Deputy Leaders) D. Dale",
            ["A. Ash", "B. Birch", "C. Crane", "D. Dale"],
        ),
        ("Ann Ash Bob Birch Dr Cora Crane Interim Chair", ["Ann Ash", "Bob Birch", "Dr Cora Crane"]),
        ("Cllr Ash; District & County Cllr Birch", ["Cllr Ash", "County Cllr Birch"]),
    ],
)
def test_lists_of_people_have_posts_and_remarks_between_the_names(line: str, people: list[str]) -> None:
    found = people_in(line, Names(built_in()))

    assert [person.name for person in found] == people
    assert not any(person.capacity in ("joined remotely", "to the point mentioned") for person in found)


def test_questions_and_answers_under_labels_say_how_far_they_were_answered() -> None:
    (question,) = drafted(
        "Question: what the centre costs in energy (Councillor Salt)",
        "Answer: a report would come in September (Councillor Thorne) [deferred]",
    ).questions

    assert (question.by, question.text) == ("Councillor Salt", "what the centre costs in energy")
    assert (question.answered_by, question.completeness) == ("Councillor Thorne", "deferred")


def test_motions_under_labels_have_their_movers_and_their_vote_below() -> None:
    motion, amendment = drafted(
        "MOTION: That a path be built.",
        "Moved by Councillor Salt, seconded by Councillor Thorne.",
        "Vote: show of hands; 2 for, 3 against; lost.",
        "2. Lighting",
        'AMENDMENT: after "path" insert "and lit"',
        "Moved by Councillor Reeve, seconded by Councillor Salt.",
        "Vote: 3 for, 2 against; carried.",
    ).resolutions

    assert (motion.mover, motion.seconder, motion.carried) == ("Councillor Salt", "Councillor Thorne", False)
    assert (amendment.amends, amendment.carried) == (True, True)


def test_a_motion_in_quotation_marks_below_its_movers_has_all_its_paragraphs() -> None:
    motion, amendment = drafted(
        "Councillor Salt moved and it was duly seconded by Councillor Thorne that –",
        "“This Council regrets the closure of the ferry.",
        "It asks the Cabinet to open it again.”",
        "An amendment to the motion was moved by Councillor Reeve and duly seconded by Councillor Salt that –",
        "“there is value in a review.”",
    ).resolutions

    assert motion.limbs[0].text == "This Council regrets the closure of the ferry. It asks the Cabinet to open it again"
    assert (motion.mover, motion.seconder) == ("Councillor Salt", "Councillor Thorne")
    assert (amendment.amends, amendment.limbs[0].text) == (True, "there is value in a review")


def test_a_number_of_an_item_is_no_day_of_the_meeting() -> None:
    builder = Builder("minutes.txt")
    for line in ("Present: Cllr Reeve, Cllr Salt", "15/09/03 Apologies: none.", "15/09/04 Finance: none."):
        builder.add(line)

    assert draft(builder.document()).meetings[0].date is None


def test_who_is_proposed_is_what_was_moved_and_who_proposes_is_not() -> None:
    nomination = drafted("Cllr Salt proposed Cllr Thorne, seconded by Cllr Reeve.").resolutions
    motion = drafted("Councillor Salt, proposed that the hall be let, seconded by Councillor Reeve.").resolutions

    assert [each.limbs[0].text for each in (*nomination, *motion)] == ["Cllr Thorne", "that the hall be let"]
    assert {each.mover for each in (*nomination, *motion)} == {"Cllr Salt", "Councillor Salt"}


@pytest.mark.parametrize(
    ("paragraphs", "words"),
    [
        (("2. Confirmation of the minutes of 6 April 2021 – Agreed",), "Confirmation of the minutes of 6 April 2021"),
        (
            ("(a) To approve the schedule of payments.", "Proposed by Cllr Salt, seconded by Cllr Thorne. Agreed."),
            "To approve the schedule of payments",
        ),
        (
            (
                "2. To approve the minutes of 6 April 2021",
                "Cllr Salt was added.",
                "Proposed as a true record by Cllr Salt, seconded by Cllr Thorne and unanimously approved.",
            ),
            "To approve the minutes of 6 April 2021",
        ),
        (("Extension at 5 River Close.", "Unanimously AGREED to recommend APPROVAL"), "to recommend APPROVAL"),
        (("The Council had no objection to the extension.",), "The Council had no objection to the extension."),
        (("The payments were scrutinised and approved.",), "The payments were scrutinised and approved"),
        (
            ("The minutes of the meeting held on 6 April 2021 were approved and signed by the Leader.",),
            "The minutes of the meeting held on 6 April 2021 were approved and signed by the Leader",
        ),
    ],
)
def test_a_decision_is_what_the_title_or_the_agenda_put_to_the_meeting(paragraphs: tuple[str, ...], words: str) -> None:
    decision = drafted(*paragraphs).resolutions[0]

    assert [limb.text for limb in decision.limbs] == [words]
    assert decision.carried


@pytest.mark.parametrize(
    "text",
    [
        "The minutes of the meeting held on 6 April 2021 will be approved at the next meeting.",
        "The minutes of the meeting held on 6 April 2021 would be tabled for approval.",
    ],
)
def test_minutes_that_are_yet_to_be_confirmed_are_not(text: str) -> None:
    assert drafted("2. Minutes of the last meeting", text).minutes_confirmed == []


@pytest.mark.parametrize(
    ("paragraphs", "words"),
    [
        (("DECISION: To raise charges by 5% from April.",), "To raise charges by 5% from April."),
        (
            ("3 The Green: Resolved to object on the grounds of overlooking.",),
            "to object on the grounds of overlooking.",
        ),
        (
            ("App. 46 - Permission be GRANTED subject to the conditions.",),
            "App. 46 - Permission be GRANTED subject to the conditions",
        ),
        (
            ("The Council, having considered the report, resolved unanimously to recommend the strategy.",),
            "to recommend the strategy.",
        ),
        (("The Council agreed with tightening agendas in future.",), "with tightening agendas in future."),
        (
            ("It was moved by Council Birch and seconded by Councillor Salt that the meeting be adjourned.",),
            "that the meeting be adjourned",
        ),
    ],
)
def test_the_words_of_a_decision_are_found_in_more_wordings(paragraphs: tuple[str, ...], words: str) -> None:
    [decision] = drafted(*paragraphs).resolutions

    assert [limb.text for limb in decision.limbs] == [words]


def test_what_a_body_agrees_to_do_is_its_decision_and_no_commitment() -> None:
    meeting = drafted("The Council agreed to keep the office open.", "Cllr Salt agreed to write to the owner.")

    assert [each.who for each in meeting.commitments] == ["Cllr Salt"]


def test_days_that_share_a_year_and_items_with_letters() -> None:
    meeting = drafted(
        "41a/19 Apologies: none",
        "41b/19 Minutes of 7th May and 24th June 2019: The minutes were read and approved as a true record.",
        "41c/19 Hedges: RESOLVED that the hedge be cut.",
    )

    assert [each.of for each in meeting.minutes_confirmed] == ["2019-05-07", "2019-06-24"]
    assert [each.item for each in meeting.resolutions] == ["41b/19", "41c/19"]


def test_who_was_elected_has_the_movers_of_the_resolution() -> None:
    meeting = drafted(
        "It was moved by Councillor Salt, duly seconded and",
        "RESOLVED: That Councillor Thorne be elected Chairman.",
    )

    assert [(each.holder, each.mover) for each in meeting.offices] == [("Councillor Thorne", "Councillor Salt")]


def test_labels_of_councillors_say_of_which_council_they_are() -> None:
    meeting = read_back(
        "Minutes of Ashcombe Parish Council held on 3 May 2021",
        "Parish Councillors:",
        "Cllrs Ann Ash, Bob Birch & Cora Crane (Cllr Dan Dale attended by video, but had no vote)",
        "County & District Cllrs: County Cllr Eve Elm",
        "Clerk: J Flint",
        "1. Apologies",
        "Cllr Gale (unwell) and Cllr Hill (work commitments)",
    )

    lists = {
        name: [each.name for each in meeting.attendance if each.list == name] for name in ("present", "in_attendance")
    }
    assert lists["present"][:3] == ["Cllr Ann Ash", "Cllr Bob Birch", "Cllr Cora Crane"]
    assert lists["in_attendance"] == ["County Cllr Eve Elm", "J Flint"]
    assert [each.capacity for each in meeting.attendance if each.list == "apologies"] == [None, None]


def test_the_vote_after_a_lost_amendment_is_on_what_it_was_to_amend() -> None:
    meeting = drafted(
        "Cllr Salt moved, and Cllr Reeve seconded, that the lease be approved for five years.",
        "An amendment by Cllr Thorne, seconded by Cllr Reeve, to substitute three years was lost by 2 votes to 3.",
        "The motion was put to the vote and carried (3 for, 1 against, 1 abstention).",
        "RESOLVED: That the lease be approved for five years.",
    )

    amendment, lease = meeting.resolutions
    assert (amendment.mover, amendment.seconder, amendment.carried) == ("Cllr Thorne", "Cllr Reeve", False)
    assert (lease.mover, lease.seconder) == ("Cllr Salt", "Cllr Reeve")
    assert [(each.vote.votes_for, each.vote.against) for each in (amendment, lease) if each.vote] == [(2, 3), (3, 1)]


@pytest.mark.parametrize(
    "text",
    [
        "Declarations of interest will be received as and when they arise.",
        "It was noted that Cllr Salt and Cllr Reeve will make their own decisions on what the meeting hears.",
        "Item 4 Sports Hall: The Committee will be asked to review the hire charges in March.",
        "It is accepted that members may come to another view at the planning meeting.",
    ],
)
def test_what_is_always_so_or_asked_elsewhere_is_nobodys_task_and_no_decision(text: str) -> None:
    meeting = drafted(text)

    assert [meeting.commitments, meeting.resolutions] == [[], []]


@pytest.mark.parametrize("what", ["The next meeting of the panel will be held", "A meeting of the board is to be held"])
def test_a_meeting_to_come_is_not_these_minutes(what: str) -> None:
    builder = Builder("minutes.txt")
    for line in ("Minutes of the Panel held on 3 May 2021", "Present: Cllrs Reeve and Salt", f"{what} on 7 June 2021."):
        builder.add(line)

    assert [meeting.date for meeting in draft(builder.document()).meetings] == ["2021-05-03"]


def test_what_two_will_do_each_of_them_will_do() -> None:
    [both] = drafted("Cllrs Salt and Reeve will arrange a visit.").commitments

    assert (both.who, both.others) == ("Councillor Salt", ("Councillor Reeve",))


def test_who_was_proposed_below_the_word_co_option_is_a_member_and_the_words_are_whole() -> None:
    meeting = drafted(
        "2. To consider co-option to the vacant seats",
        "Hilda Marsh – proposed by Cllr Salt, seconded by Cllr Reeve and unanimously appointed.",
    )

    assert [(o.event, o.office, o.holder, o.mover) for o in meeting.offices] == [
        ("co-opted", "member", "Hilda Marsh", "Cllr Salt")
    ]
    assert meeting.resolutions[0].limbs[0].text.startswith("Hilda Marsh – proposed by")


def test_minutes_are_confirmed_once_and_the_day_of_the_title_is_a_doubt() -> None:
    meeting = drafted(
        "2. Minutes of the meeting held on 9 March 2020",
        "Resolved to approve the minutes of the meeting of 9 March 2021.",
        "The minutes were signed by the Chair.",
    )

    assert [(m.of, m.basis.unsure) for m in meeting.minutes_confirmed] == [
        ("2021-03-09", ("the title has 2020-03-09",))
    ]


@pytest.mark.parametrize(
    ("paragraphs", "told"),
    [
        (
            ("Cllr Salt declared a DPI in Agenda item 6 and item 9 as the owner of the field.",),
            [
                ("Cllr Salt", "6", "DPI", "as the owner of the field"),
                ("Cllr Salt", "9", "DPI", "as the owner of the field"),
            ],
        ),
        (
            ("Cllrs Reeve and Salt declared an interest in item 4 as trustees of the Hall.",),
            [
                ("Cllr Reeve", "4", None, "as trustees of the Hall"),
                ("Councillor Salt", "4", None, "as trustees of the Hall"),
            ],
        ),
        (
            ("Cllr Thorne declared an interest in item 3 as her son plays there and she would not vote.",),
            [("Cllr Thorne", "3", None, "as her son plays there")],
        ),
        (
            ("Cllr Salt", "Personal interest in item 7 (Hall) as Trustee. Personal interest in item 9 as a neighbour."),
            [
                ("Cllr Salt", "7", "personal interest", "as Trustee"),
                ("Cllr Salt", "9", "personal interest", "as a neighbour"),
            ],
        ),
        (
            ("Cllr Reeve (Personal) – item 4, as a neighbour.",),
            [("Cllr Reeve", "4", "personal", "as a neighbour")],
        ),
        (
            ("Cllr Salt declared a DPI in respect of Minute 14 as landlord and left the room.",),
            [("Cllr Salt", "14", "DPI", "as landlord")],
        ),
        (
            ("21/6 Councillor Reeve – Item 17 (Prejudicial Interest on the quarry (a shareholder)).",),
            [("Councillor Reeve", "17", "prejudicial interest", "the quarry (a shareholder)")],
        ),
    ],
)
def test_interests_as_lists_and_brackets_have_them(
    paragraphs: tuple[str, ...], told: list[tuple[str, str, str | None, str]]
) -> None:
    found = drafted("2. Declarations of Interest", *paragraphs).interests

    assert [(each.person, each.item, each.kind, each.nature) for each in found] == told


def test_interests_in_the_title_of_their_item_are_declared_in_a_matter() -> None:
    found = drafted("6 DECLARATIONS OF INTEREST – Councillors Reeve and Salt with regard to matters of the Mill Trust")

    assert [(each.person, each.about, each.nature) for each in found.interests] == [
        ("Councillor Reeve", "matters of the Mill Trust", None),
        ("Councillor Salt", "matters of the Mill Trust", None),
    ]


@pytest.mark.parametrize(
    ("paragraphs", "by", "question", "answer", "answered_by"),
    [
        (
            ("Q: Cllr Salt asked whether lamps were planned.", "A: Cllr Reeve had asked the engineers."),
            "Councillor Salt",
            "Cllr Salt asked whether lamps were planned",
            "Cllr Reeve had asked the engineers",
            "Councillor Reeve",
        ),
        (
            ("Q: Cllr Salt asked whether lamps were planned. A: Cllr Reeve had asked the engineers.",),
            "Councillor Salt",
            "Cllr Salt asked whether lamps were planned.",
            "Cllr Reeve had asked the engineers",
            "Councillor Reeve",
        ),
        (
            ("Cllr Salt welcomed the survey and sought clarification if the path would move. Mr Oak responded so.",),
            "Councillor Salt",
            "welcomed the survey and sought clarification if the path would move",
            "Mr Oak responded so.",
            "Mr Oak",
        ),
        (
            (
                "The following question has been asked by Councillor Salt under rule 4 of the Rules:",
                "“Why is the hall shut?”",
                "Response provided by Councillor Reeve:",
                "The roof leaks.",
            ),
            "Councillor Salt",
            "Why is the hall shut?",
            "The roof leaks.",
            "Councillor Reeve",
        ),
    ],
)
def test_a_question_has_who_asked_and_who_answered(
    paragraphs: tuple[str, ...], by: str, question: str, answer: str, answered_by: str
) -> None:
    [found] = drafted(*paragraphs).questions

    assert (found.by, found.text, found.answer, found.answered_by) == (by, question, answer, answered_by)


@pytest.mark.parametrize(
    ("told", "office"),
    [
        (
            "Cllr Salt proposed that Cllr Reeve take up the position of Chairman and Cllr Thorne seconded it. "
            "Cllr Reeve was elected.",
            ("Chairman", "Cllr Reeve", "elected", "Cllr Salt", "Cllr Thorne"),
        ),
        (
            "Cllr Salt proposed that Cllr Reeve continues as Chairman, seconded by Cllr Thorne. She was re-elected.",
            ("Chairman", "Cllr Reeve", "elected", "Cllr Salt", "Cllr Thorne"),
        ),
        (
            "RESOLVED: Cllr Reeve elected as vice-chair, with Cllr Salt proposing the item.",
            ("vice-chair", "Cllr Reeve", "elected", "Cllr Salt", None),
        ),
        ("The report that Cllr Salt continues as Treasurer of the market was noted.", None),
        ("Cllr Reeve proposed that Cllr Salt become Vice-Chair.", None),
    ],
)
def test_an_office_that_somebody_takes_up_or_keeps(told: str, office: tuple[str | None, ...] | None) -> None:
    found = [(o.office, o.holder, o.event, o.mover, o.seconder) for o in drafted("2. Offices", told).offices]

    assert found == ([office] if office else [])


def test_initials_in_brackets_move_and_second() -> None:
    builder = Builder("minutes.txt")
    for paragraph in (
        "Minutes of a meeting of Ashcombe Council held on 3 May 2021",
        "Present: Councillors Nora Reeve, Peter Salt and Mary Thorne",
        "1. Hedges",
        "Proposal (NR), seconded (PS) that the hedge be cut. Agreed unanimously.",
        "2. Lamps",
        "RESOLVED: lamps to be bought, with Cllr Thorne proposing and Cllr Reeve seconding.",
    ):
        builder.add(paragraph)

    hedge, lamps = draft(builder.document()).meetings[0].resolutions

    assert (hedge.limbs[0].text, hedge.mover, hedge.seconder, hedge.carried) == (
        "that the hedge be cut",
        "Councillor Nora Reeve",
        "Councillor Peter Salt",
        True,
    )
    assert (lamps.mover, lamps.seconder) == ("Cllr Thorne", "Cllr Reeve")


def test_a_printed_question_hides_no_other_of_its_item_and_two_days_share_their_month() -> None:
    meeting = drafted(
        "2. Minutes",
        "The minutes of the meetings held on 2 and 9 February 2021 were approved as a correct record.",
        "3. Questions",
        "The following question has been asked by Councillor Salt under rule 4 of the Rules:",
        "“Why is the hall shut?”",
        "Response provided by Councillor Reeve:",
        "The roof leaks.",
        "Cllr Thorne asked when it would open. Mr Oak said that it would in May.",
    )

    assert [each.of for each in meeting.minutes_confirmed] == ["2021-02-02", "2021-02-09"]
    assert [(each.by, each.answered_by) for each in meeting.questions] == [
        ("Councillor Salt", "Councillor Reeve"),
        ("Councillor Thorne", "Mr Oak"),
    ]


@pytest.mark.parametrize("told", ["Approval deferred to the next meeting.", "Item was deferred to June."])
def test_what_was_put_off_in_few_words_is_deferred(told: str) -> None:
    [decision] = drafted("2. Minutes of 9 March 2021", "A page was missing. " + told).resolutions

    assert (decision.form, decision.limbs[0].verb) == ("deferred", "deferred")
