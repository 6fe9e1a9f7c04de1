"""Every kind of statement is read, and every mistake in one is named."""

from collections.abc import Callable
from typing import Annotated, Any

import pytest
from msgspec import Meta

from ledger.meeting_file import MeetingFile
from ledger.meeting_file.form import Form, Within
from ledger.vocabulary import CATALOGUE
from ledger.vocabulary.dates import UNKNOWN, when
from ledger.vocabulary.event import Event
from ledger.vocabulary.meetings import MeetingHeld
from ledger.vocabulary.membership import MembershipStarted, OfficeAssigned, OfficeVacated
from ledger.vocabulary.organisations import BodiesSucceeded, BodyRenamed
from ledger.vocabulary.projects import ProjectConsidered, ProjectReferred, Role
from ledger.vocabulary.provenance import PUBLIC, Standing
from ledger.vocabulary.questions import AnswerGiven, Completeness, QuestionAsked, RemarkMade
from ledger.vocabulary.reports import MinutesConfirmed
from ledger.vocabulary.resolutions import ResolutionPassed
from ledger.vocabulary.subjects import NewBody, PersonId
from ledger.vocabulary.targets import TargetSet
from ledger.vocabulary.votes import VoteRecorded

Read = Callable[..., MeetingFile]
Mistakes = Callable[..., list[str]]


def test_the_first_key_says_what_happened_and_the_others_say_the_rest(read: Read) -> None:
    minutes = read("""
        source: {document: Joint commissioning update, at: item 7}
        statements:
          - office: co-chair
            body: icb
            holder: ade-adetosoye
            on behalf of: lbb
            since: "[..2019-01]"
            at: paragraph 8
            quote: chaired
            note: with Dr Bhan
    """)

    (draft,) = minutes.drafts
    assert draft.event == OfficeAssigned(
        body="body:icb", office="co-chair", holder="person:ade-adetosoye", on_behalf_of="organisation:lbb"
    )
    assert draft.occurred == when("[..2019-01]")
    assert (draft.source.at, draft.source.quote, draft.note) == (
        "item 7, paragraph 8",
        "chaired",
        "with Dr Bhan",
    )
    assert (draft.standing, draft.stated_by, draft.visibility) == (Standing.MINUTED, "", PUBLIC)
    assert (draft.place, draft.subject) == ("minutes.yaml:4", "body:icb")


def test_the_word_on_is_a_key_and_no_is_an_answer(read: Read) -> None:
    minutes = read(
        "source: M\nstatements:\n- considered: icn\n  on: 2013\n  by: icb\n  happened: no\n  role: scrutiny\n"
    )

    (draft,) = minutes.drafts
    assert draft.event == ProjectConsidered(project="project:icn", by="body:icb", happened=False, role=Role.SCRUTINY)
    assert draft.occurred == when("2013")


def test_somebody_who_was_not_sure_is_recorded_as_such(read: Read) -> None:
    minutes = read("""
        source: Minutes
        statements:
          - considered: icn
            by: lbb-executive
            standing: unknown
            stated by: paul-feven
    """)

    (draft,) = minutes.drafts
    assert (draft.standing, draft.stated_by, draft.occurred) == (Standing.UNKNOWN, "person:paul-feven", UNKNOWN)


def test_a_statement_inherits_the_meeting_its_body_and_its_date(read: Read) -> None:
    minutes = read("""
        source: Minutes
        meeting: {body: icb, on: 2018-01-16}
        statements:
          - resolved: That the report be noted.
            verb: noted
          - considered: icn
            by: icb
    """)

    _, resolved, considered = minutes.drafts
    assert isinstance(resolved.event, ResolutionPassed)
    assert (resolved.event.body, resolved.event.meeting) == ("body:icb", "meeting:icb/2018-01-16")
    assert resolved.event.resolution == "resolution:icb/2018-01-16/that-the-report-be-noted"
    assert considered.event == ProjectConsidered(project="project:icn", by="body:icb", meeting="meeting:icb/2018-01-16")
    assert resolved.occurred == considered.occurred == when("2018-01-16")


def test_minutes_are_confirmed_by_the_day_of_their_meeting_which_nobody_told_of(read: Read) -> None:
    minutes = read("""
        source: Minutes
        meeting: {body: bromley-hwb, on: 2016-01-07}
        statements:
          - minutes confirmed: 2015-10-08
          - minutes confirmed: 2015-09-10
    """)

    _, of_known, earlier, of_stub = (draft.event for draft in minutes.drafts)
    assert of_known == MinutesConfirmed(
        meeting="meeting:bromley-hwb/2015-10-08", confirmed_at="meeting:bromley-hwb/2016-01-07"
    )
    assert earlier == MeetingHeld(meeting="meeting:bromley-hwb/2015-09-10", body="body:bromley-hwb")
    assert minutes.drafts[2].occurred == when("2015-09-10")
    assert of_stub == MinutesConfirmed(
        meeting="meeting:bromley-hwb/2015-09-10", confirmed_at="meeting:bromley-hwb/2016-01-07"
    )


def test_what_is_no_day_is_no_meeting_of_that_day(mistakes: Mistakes) -> None:
    told = mistakes("""
        source: Minutes
        meeting: {body: bromley-hwb, on: 2016-01-07}
        statements: [{minutes confirmed: 2015-06-31}]
    """)

    assert told == ["minutes.yaml:4: unknown meeting '2015-06-31'; record the meeting first"]


def test_what_another_body_is_said_to_have_done_is_not_dated_by_the_meeting_that_heard_of_it(read: Read) -> None:
    minutes = read("""
        source: Minutes
        meeting: {body: icb, on: 2018-01-16}
        statements:
          - considered: icn
            by: lbb-executive
            standing: asserted
          - member: paul-feven
            body: bromley-hwb
    """)

    considered, member = minutes.drafts[1:]
    assert considered.event == ProjectConsidered(project="project:icn", by="body:lbb-executive")
    assert considered.occurred == member.occurred == UNKNOWN


def test_a_clerk_can_say_that_a_thing_was_not_done_in_this_meeting(read: Read) -> None:
    minutes = read("""
        source: Minutes
        meeting: {body: icb, on: 2018-08-21}
        statements:
          - remark: too little information was given
            to: icb
            meeting: ~
    """)

    remark = minutes.drafts[1]
    assert isinstance(remark.event, RemarkMade)
    assert (remark.event.meeting, remark.occurred) == (None, UNKNOWN)


def test_a_referral_is_not_said_to_be_made_by_the_body_that_met(read: Read) -> None:
    minutes = read("""
        source: Minutes
        meeting: {body: icb, on: 2018-01-16}
        statements: [{referred: icn, to: bromley-hwb}]
    """)

    assert minutes.drafts[1].event == ProjectReferred(project="project:icn", to="body:bromley-hwb")


def test_a_date_of_the_file_stands_for_every_statement_without_one(read: Read) -> None:
    minutes = read("""
        source: Register of members
        on: 2018
        statements:
          - {member: paul-feven, body: icb}
          - {member: angela-bhan, body: icb, since: XXXX}
    """)

    assert [draft.occurred for draft in minutes.drafts] == [when("2018"), UNKNOWN]


def test_a_last_day_makes_a_second_entry(read: Read) -> None:
    minutes = read(
        """
        source: Minutes
        statements:
          - office: chair
            body: icb
            holder: paul-feven
            since: 2016-04
            until: 2017-03-31
            standing: reported
            stated by: post:clerk
    """
    )

    began, ended = minutes.drafts
    assert isinstance(began.event, OfficeAssigned)
    assert ended.event == OfficeVacated(body="body:icb", office="chair", holder="person:paul-feven")
    assert (ended.occurred, ended.place) == (when("2017-03-31"), "minutes.yaml:8")
    assert (ended.standing, ended.stated_by) == (Standing.REPORTED, "post:clerk")


def test_bodies_that_took_over_have_an_id_that_nobody_had_to_think_of(read: Read) -> None:
    minutes = read("source: {document: M, id: jcu}\nstatements: [{took over: icb, from: jice, on: '[..2019-01]'}]")

    assert minutes.drafts[0].event == BodiesSucceeded(
        successors=("body:icb",), predecessors=("body:jice",), succession="succession:jcu/icb-jice"
    )


def test_an_id_that_a_clerk_gives_can_be_referred_to_before_it_is_given(read: Read) -> None:
    minutes = read("""
        source: Minutes
        meeting: {body: icb}
        statements:
          - vote: icb/2018/1
            for: 5
            against: 3
          - resolved: {verb: agreed, text: the plan}
            id: icb/2018/1
    """)

    vote, resolved = minutes.drafts[1:]
    assert vote.event == VoteRecorded(resolution="resolution:icb/2018/1", for_=5, against=3)
    assert resolved.subject == "resolution:icb/2018/1"


def test_a_thing_whose_first_key_is_also_its_name_is_named_by_id(read: Read) -> None:
    minutes = read("source: M\nstatements: [{target: joint integration, project: icn, due: 2020, id: integration}]")

    assert minutes.drafts[0].event == TargetSet(
        text="joint integration", project="project:icn", due="2020", target="integration"
    )


def test_an_answer_stands_under_its_question_with_its_date_and_place(read: Read) -> None:
    minutes = read("""
        source: Minutes
        meeting: {body: icb, on: 2018-01-16}
        statements:
          - question: to which body does the board answer
            by: graham-mackenzie
            about: [icb, lbb]
            at: paragraph 7
            on: 2018-01-17
            answer:
              by: director-of-commissioning
              completeness: deflected
              text: nothing goes further before the Commissioning Board has seen it
    """)

    question, answer = minutes.drafts[1:]
    assert isinstance(question.event, QuestionAsked)
    assert question.event.about == ("body:icb", "organisation:lbb")
    assert answer.event == AnswerGiven(
        question="question:icb/2018-01-16/to-which-body-does-the-board-answer",
        by="post:director-of-commissioning",
        completeness=Completeness.DEFLECTED,
        text="nothing goes further before the Commissioning Board has seen it",
        meeting="meeting:icb/2018-01-16",
    )
    assert (answer.occurred, answer.source.at, answer.place) == (when("2018-01-17"), "paragraph 7", "minutes.yaml:11")


class CouncilFormed(Event, frozen=True):
    """A council was formed, for the tests of statements within statements."""

    name: Annotated[str, Meta(min_length=1)]
    council: NewBody = ""


class CouncillorElected(Event, frozen=True):
    """A councillor was elected to it."""

    person: PersonId
    council: str
    ward: str = ""


CouncilFormed.TYPE, CouncilFormed.STREAM = "council.formed", "council"
CouncilFormed.SAID_AS, CouncilFormed.HEAD, CouncilFormed.ASSIGNED = "council formed", "name", ("council",)
CouncillorElected.TYPE, CouncillorElected.STREAM, CouncillorElected.HEAD = "councillor.elected", "council", "person"

COUNCILS = Form(
    catalogue={**CATALOGUE, "council.formed": CouncilFormed, "councillor.elected": CouncillorElected},
    nested={"council.formed": {"elected": Within("councillor.elected", "council")}},
)


def test_a_later_event_needs_only_a_row_in_a_table_to_stand_within_another(read: Read) -> None:
    text = """
        source: Minutes
        statements:
          - council formed: Bromley
            id: bromley
            on: 1965-04-01
            elected:
              - {person: paul-feven, ward: Bickley}
              - person: angela-bhan
                on: 1965
    """

    minutes = read(text, form=COUNCILS)

    assert [draft.event for draft in minutes.drafts] == [
        CouncilFormed(name="Bromley", council="body:bromley"),
        CouncillorElected(person="person:paul-feven", council="body:bromley", ward="Bickley"),
        CouncillorElected(person="person:angela-bhan", council="body:bromley"),
    ]
    assert [draft.occurred.text for draft in minutes.drafts] == ["1965-04-01", "1965-04-01", "1965"]


def test_mistakes_within_a_statement_are_told_beside_its_own(mistakes: Mistakes) -> None:
    told = mistakes("""
        source: Minutes
        statements:
          - question: why
            buy: clerk
            answer:
              - by: icn
                completeness: complete
              - nothing
    """)

    assert [mistake.partition("; ")[0] for mistake in told] == [
        "minutes.yaml:5: unknown key 'buy' in 'question'",
        "minutes.yaml:7: 'icn' is a project",
        "minutes.yaml:8: 'complete' is none of the choices",
        "minutes.yaml:9: expected a mapping with at, on, since, standing, stated by, note, exempt, although, "
        "drafted by, confirmed by, date standing, quote, personal, "
        "completeness, text, by, about, meeting, item, found the text 'nothing'",
    ]


@pytest.mark.parametrize(
    ("statement", "mistake"),
    [
        ("resolution: To note", "unknown statement 'resolution'; did you mean 'resolved'?"),
        (
            "membership: ann",
            "unknown statement 'membership'; did you mean 'member' or 'membership ended' or 'members declared'?",
        ),
        ("moved: To note", "unknown statement 'moved'; did you mean 'motion'?"),
        ("considred: icn", "unknown statement 'considred'; did you mean 'considered' or 'closed'?"),
        ("outcome: carried", "'outcome' is no statement of its own; it says more of one, such as 'call-in determined'"),
        ("body: icb, office: chair", "a statement cannot begin with 'body'; put 'office' first: it says what happened"),
        ("member: paul-feven", "'body' is missing in 'member'; add 'body: ' and a body"),
        (
            "member: clerk, body: icb",
            "'clerk' may be a person or a post; write person:clerk or post:clerk",
        ),
        (
            "renamed: icb, name: ICB, until: 2013",
            "unknown key 'until' in 'renamed'; allowed: at, on, since, standing, stated by, note, exempt, "
            "although, drafted by, confirmed by, date standing, quote, "
            "personal, name",
        ),
        (
            "member: paul-feven, body: icb, since: 2014, until: 2013-12",
            "it ends in 2013-12 and begins in 2014; 'until' is its last day",
        ),
        (
            "member: paul-feven, body: icb, on: 2014, since: 2014",
            "both 'on' and 'since' are given; keep one of them: they mean the same date",
        ),
        (
            "members declared: icb, complete: nearly",
            "expected yes or no, found the text 'nearly'; write yes or no, or leave the key out",
        ),
        ("took over: [], from: jice", "an empty list; give a body or an organisation, or more than one"),
        ("took over: icb", "'from' is missing in 'took over'; add 'from: ' and a list"),
        (
            "closed: icn, exempt: true",
            "'exempt: true' gives no reason; write the reason, for example the paragraph of the Act",
        ),
        ("interest: paul-feven", "'meeting' is missing in 'interest'; add 'meeting: ' and a meeting"),
        ("closed: icn, on: 31 March 2013", "cannot read the date '31 March 2013': it is not a date in EDTF"),
    ],
)
def test_a_mistake_in_a_statement_is_told(mistakes: Mistakes, statement: str, mistake: str) -> None:
    told = mistakes(f"source: Minutes\nstatements:\n- {{{statement}}}")

    assert len(told) == 1
    assert told[0].startswith(f"minutes.yaml:3: {mistake}")


@pytest.mark.parametrize(
    ("statement", "found"), [("just text", "the text 'just text'"), ("[a]", "a list"), ("{}", "a mapping")]
)
def test_a_statement_is_a_mapping(mistakes: Mistakes, statement: str, found: str) -> None:
    assert mistakes(f"source: Minutes\nstatements: [{statement}]") == [
        f"minutes.yaml:2: expected a statement, found {found}; write 'key: value' lines"
    ]


def test_a_meeting_that_lends_no_body_leaves_it_missing(mistakes: Mistakes) -> None:
    told = mistakes("""
        source: Minutes
        meeting: bromley-hwb/2015-10-08
        statements: [{member: paul-feven}]
    """)

    assert told == ["minutes.yaml:4: 'body' is missing in 'member'; add 'body: '"]


def test_a_meeting_that_is_refused_is_not_missed_in_each_of_its_statements(mistakes: Mistakes) -> None:
    told = mistakes("""
        source: Minutes
        meeting: {body: nobody, on: 2015-10-08}
        statements: [{interest: clerk}]
    """)

    assert [each.partition(";")[0] for each in told] == ["minutes.yaml:3: unknown body 'nobody'"]


def test_statements_keep_the_order_of_the_document(read: Read) -> None:
    statements: list[Any] = read("""
        source: Minutes
        statements:
          - {renamed: icb, name: Care Board}
          - {member: paul-feven, body: icb}
          - {renamed: icb, name: Joint Board}
    """).drafts  # fmt: skip

    assert [type(draft.event) for draft in statements] == [BodyRenamed, MembershipStarted, BodyRenamed]


def test_every_check_that_is_left_is_told_with_its_line_and_the_sentence(mistakes: Mistakes) -> None:
    told = mistakes("""
        source: Minutes
        register:
          people:
            lee-orme: {name: Lee Orme, check: new person}
        meeting:
          body: icb
          present:
            - paul-feven: {quote: Mr Feven was there, check: him}
          check:
        statements:
          - question: Who pays?
            by: paul-feven
            quote: Mr Feven asked who pays.
            check: a rule
            answer: {answer: The board., by: angela-bhan, completeness: full, check: complete}
          - resolved: The words
            quote: RESOLVED the words
            check: no verb
    """)

    remedy = "; accept it by deleting `check`, or drop the statement"
    assert [mistake for mistake in told if "still to be checked" in mistake] == [
        f"minutes.yaml:5: still to be checked: 'new person'{remedy}",
        f"minutes.yaml:9: still to be checked: 'Mr Feven was there'{remedy}",
        f"minutes.yaml:10: still to be checked{remedy}",
        f"minutes.yaml:15: still to be checked: 'Mr Feven asked who pays.'{remedy}",
        f"minutes.yaml:16: still to be checked: 'complete'{remedy}",
        f"minutes.yaml:19: still to be checked: 'RESOLVED the words'{remedy}",
    ]


def test_somebody_may_be_called_check(read: Read) -> None:
    (registered,) = read("""
        source: Minutes
        register: {people: {check: Ann Check}}
    """).drafts

    assert registered.subject == "person:check"
