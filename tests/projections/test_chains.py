"""Chains of accountability: who is on the path, at which dates, and what is said where a link is missing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from ledger import store
from ledger.vocabulary.accountability import (
    AccountabilityDeclared,
    AccountabilityEnded,
    AccountabilityKind,
    AgreementEntered,
    AgreementKind,
    DelegationGranted,
    DelegationRevoked,
    Requirement,
    RuleAdopted,
    Sense,
    Step,
)
from ledger.vocabulary.corrections import EntryRetracted
from ledger.vocabulary.membership import MembershipStarted, OfficeAssigned
from ledger.vocabulary.organisations import BodiesSucceeded, BodyDissolved, BodyEstablished
from ledger.vocabulary.people import AppointmentStarted, PostCreated
from ledger.vocabulary.projects import ProjectConsidered, ProjectOpened, Role
from ledger.vocabulary.provenance import Standing
from ledger.vocabulary.questions import AnswerGiven, Completeness, QuestionAsked
from projections import Register, register_at
from projections.accountability.chains import chain, ties
from projections.accountability.links import Link
from tests.projections.histories import record
from tests.projections.stories import Statement, story

BOARD, OLD, EXEC, FORUM = "body:board", "body:old-board", "body:executive", "body:forum"
COUNCIL, CCG, NHS = "organisation:council", "organisation:ccg", "organisation:nhs"
OFFICER, CHIEF = "person:officer", "post:chief"

Tell = Callable[..., Register]


@pytest.fixture
def tell(sqlite_ledger_url: str) -> Tell:
    """Tells a story and gives the register as at a day, as known now or at an entry."""
    datastore = store.open(sqlite_ledger_url)

    def told(*statements: Statement, as_at: str | None = "2020-01-01", known_at: int | None = None) -> Register:
        record(datastore, story(statements))
        return register_at(datastore, date.fromisoformat(as_at) if as_at else None, known_at)

    return told


def answers(number: int, who: str, to: str, kind: AccountabilityKind = AccountabilityKind.ANSWERABLE_TO) -> Statement:
    bond = AccountabilityDeclared(accountability=f"accountability:{number}", who=who, to=to, kind=kind)
    return bond, "2018-01-01"


def lines(links: list[Link]) -> list[str]:
    """A chain as a reader sees it: deeper links further in, possible ones with a question mark."""
    return [
        f"{'  ' * link.depth}{link.who.partition(':')[2]} {link.kind} {link.to.partition(':')[2]}".rstrip()
        + ("" if link.certainty == "yes" else " ?")
        + (" (again)" if link.again else "")
        for link in links
    ]


def test_a_chain_follows_every_kind_of_accountability_to_its_end(tell: Tell) -> None:
    register = tell(
        answers(1, BOARD, EXEC),
        answers(2, BOARD, FORUM, AccountabilityKind.SCRUTINISED_BY),
        answers(3, EXEC, COUNCIL, AccountabilityKind.OVERSEEN_BY),
    )

    assert lines(chain(register, BOARD)) == [
        "board answerable to executive",
        "  executive overseen by council",
        "board scrutinised by forum",
        "  forum none recorded",
    ]


def test_a_circle_ends_where_it_began(tell: Tell) -> None:
    register = tell(answers(1, BOARD, EXEC), answers(2, EXEC, FORUM), answers(3, FORUM, BOARD))

    assert lines(chain(register, BOARD)) == [
        "board answerable to executive",
        "  executive answerable to forum",
        "    forum answerable to board (again)",
    ]


def test_what_ended_before_a_day_is_no_link_on_it(tell: Tell) -> None:
    ended = AccountabilityEnded(accountability="accountability:1")
    told: tuple[Statement, ...] = (answers(1, BOARD, EXEC), (ended, "2018-12-31"))
    register = tell(*told, as_at="2018-12-31")

    assert lines(chain(register, BOARD))[0] == "board answerable to executive"
    after = Register(register.as_at + 1 if register.as_at else None, register.known_at, register.datastore)
    assert lines(chain(after, BOARD)) == ["board none recorded"]
    before = Register(after.as_at, 1, register.datastore)
    assert lines(chain(before, BOARD))[0] == "board answerable to executive", "the end was not known yet"


def test_a_grantor_stays_on_the_path_and_its_accountability_is_said(tell: Tell) -> None:
    register = tell(
        (DelegationGranted(delegation="delegation:1", function="commissioning", by=COUNCIL, to=CCG), "2018"),
        (
            DelegationGranted(
                delegation="delegation:2",
                function="payments",
                by=CCG,
                to=CHIEF,
                under="delegation:1",
                accountability_retained=False,
            ),
            "2018",
        ),
    )

    first, second = chain(register, CHIEF)

    assert (first.kind, first.to, first.about, first.accountability_retained) == (
        "holds by delegation from",
        CCG,
        "payments",
        False,
    )
    assert (second.who, second.to, second.accountability_retained) == (CCG, COUNCIL, True)


def test_a_revoked_delegation_and_one_only_proposed_are_told_apart(tell: Tell) -> None:
    register = tell(
        (DelegationGranted(delegation="delegation:1", function="commissioning", by=COUNCIL, to=CCG), "2018"),
        (DelegationRevoked(delegation="delegation:1"), "2019-06-30"),
        (
            DelegationGranted(delegation="delegation:2", function="payments", by=NHS, to=CCG),
            "XXXX",
            Standing.PROPOSED,
        ),
    )

    assert lines(chain(register, CCG)) == ["ccg none recorded"]
    assert lines(ties(register, CCG)) == ["ccg holds by delegation from nhs ?"]


def test_a_function_that_has_nothing_to_do_with_the_subject_is_no_part_of_its_chain(tell: Tell) -> None:
    register = tell(
        answers(1, BOARD, COUNCIL),
        (DelegationGranted(delegation="delegation:1", function="home care", by=NHS, to=COUNCIL), "2018"),
        (DelegationGranted(delegation="delegation:2", function="libraries", by=COUNCIL, to=EXEC), "2018"),
        (DelegationGranted(delegation="delegation:3", function="Libraries", by=CCG, to=COUNCIL), "2018"),
    )

    assert lines(chain(register, BOARD)) == ["board answerable to council"]
    assert lines(ties(register, BOARD)) == [
        "  council holds by delegation from nhs",
        "  council holds by delegation from ccg",
    ]
    assert lines(chain(register, EXEC)) == [
        "executive holds by delegation from council",
        "  council holds by delegation from ccg",
    ], "it is of the function that the path is about"
    assert lines(ties(register, EXEC)) == ["  council holds by delegation from nhs"]


def test_what_one_of_two_links_to_somebody_is_about_counts_for_the_path(tell: Tell) -> None:
    register = tell(
        answers(1, BOARD, COUNCIL),
        (DelegationGranted(delegation="delegation:1", function="libraries", by=COUNCIL, to=BOARD), "2018"),
        (DelegationGranted(delegation="delegation:2", function="libraries", by=NHS, to=COUNCIL), "2018"),
    )

    assert lines(chain(register, BOARD)) == [
        "board answerable to council",
        "  council holds by delegation from nhs",
        "board holds by delegation from council (again)",
    ]


def test_an_agreement_on_the_very_project_has_to_do_with_it(tell: Tell) -> None:
    project = "project:care"
    entered = AgreementEntered(
        agreement="agreement:1",
        title="Care",
        parties=(COUNCIL, NHS),
        kind=AgreementKind.SECTION_75,
        projects=(project,),
    )
    granted = DelegationGranted(
        delegation="delegation:1", function="home care", by=NHS, to=COUNCIL, agreement="agreement:1"
    )
    register = tell(
        (ProjectOpened(project=project, title="Care", lead=BOARD), "2017"),
        answers(1, BOARD, COUNCIL),
        (entered, "2018"),
        (granted, "2018"),
    )

    assert "    council holds by delegation from nhs" in lines(chain(register, project))
    assert "    council holds by delegation from nhs" not in lines(chain(register, BOARD))


def test_a_rule_that_forbids_a_step_after_another_does_not_ask_for_it(tell: Tell) -> None:
    project = "project:care"
    never = Requirement(a=Step(by=(FORUM,)), b=Step(by=(EXEC,)), sense=Sense.NONE_AFTER)
    asks = Requirement(a=Step(by=(BOARD,)), b=Step(by=(EXEC,)))
    register = tell(
        (ProjectOpened(project=project, title="Care"), "2017"),
        (RuleAdopted(rule="rule:1", text="the forum is not asked afterwards", requires=(never, asks)), "2016"),
        (ProjectConsidered(project=project, by=EXEC, role=Role.DECISION), "2018"),
    )

    assert [link.to for link in chain(register, project) if link.kind == "has to be considered by"] == [BOARD]


def test_a_rule_that_is_only_proposed_asks_for_nothing_yet(tell: Tell) -> None:
    project = "project:care"
    asks = Requirement(a=Step(by=(BOARD,)), b=Step(by=(EXEC,)))
    register = tell(
        (ProjectOpened(project=project, title="Care"), "2017"),
        (RuleAdopted(rule="rule:1", text="the board first", requires=(asks,)), "2016", Standing.PROPOSED),
        (ProjectConsidered(project=project, by=EXEC, role=Role.DECISION), "2018"),
    )

    assert [link.to for link in chain(register, project) if link.to] == [EXEC]
    (tie,) = ties(register, project)
    assert (tie.kind, tie.to, tie.is_to_come) == ("has to be considered by", BOARD, True)


def test_where_two_organisations_share_a_body_both_are_tied_to_it_and_no_chain_runs_through_that(tell: Tell) -> None:
    register = tell(
        (BodyEstablished(body=BOARD, name="Board", of=(COUNCIL, CCG)), "2017"),
        (OfficeAssigned(body=BOARD, office="co-chair", holder=OFFICER, on_behalf_of=COUNCIL, tenure="1"), "2018"),
        (MembershipStarted(body=BOARD, member="person:a", on_behalf_of=COUNCIL, membership="1"), "2018"),
        answers(1, CCG, NHS),
    )

    assert lines(chain(register, BOARD)) == [
        "board none recorded",
    ]
    assert lines(ties(register, BOARD)) == ["board members sit on behalf of council", "board body of ccg"]
    assert ties(register, BOARD)[0].through == OFFICER
    assert lines(chain(register, BOARD, NHS)) == ["board none recorded"]


def test_a_body_that_was_dissolved_is_nobodys_any_more(tell: Tell) -> None:
    register = tell(
        (BodyEstablished(body=BOARD, name="Board", of=(COUNCIL,)), "2017"),
        (BodyDissolved(body=BOARD), "2018-12-31"),
    )

    assert lines(chain(register, BOARD)) == ["board none recorded"]


ASKED: tuple[Statement, ...] = (
    (BodyEstablished(body=BOARD, name="Board", of=(COUNCIL, CCG)), "2017"),
    (QuestionAsked(question="question:1", text="to whom in the council", about=(BOARD, COUNCIL)), "2018-06-05"),
    (AnswerGiven(question="question:1", completeness=Completeness.DEFLECTED, text="a rule"), "2018-06-05"),
    (QuestionAsked(question="question:2", text="who sits on it", about=(BOARD,)), "2018-06-05"),
)


def test_where_a_link_was_asked_about_and_never_given_the_question_stands_in_its_place(tell: Tell) -> None:
    missing = chain(tell(*ASKED), BOARD)[0]

    assert (missing.kind, missing.to, missing.entries) == ("none recorded", "", (2, 3))
    assert [(q.question.event.text, q.completeness.value) for q in missing.questions] == [
        ("to whom in the council", "deflected")
    ]


def test_the_question_is_not_shown_before_it_was_asked_or_known(tell: Tell) -> None:
    register = tell(*ASKED, as_at="2018-06-04")

    assert chain(register, BOARD)[0].questions == ()
    assert chain(Register(None, 1, register.datastore), BOARD)[0].questions == ()


def test_a_link_to_another_does_not_answer_the_question_about_this_one(tell: Tell) -> None:
    register = tell(*ASKED, answers(1, BOARD, EXEC))

    assert lines(chain(register, BOARD))[:2] == ["board none recorded", "board answerable to executive"]
    assert [len(link.questions) for link in chain(register, BOARD)[:2]] == [1, 0]


def test_once_the_link_is_recorded_the_question_gives_way_to_it_until_that_is_withdrawn(tell: Tell) -> None:
    withdrawn = tell(*ASKED, answers(1, BOARD, COUNCIL), (EntryRetracted(entry=5, why="nobody said so"), "XXXX"))
    recorded = Register(withdrawn.as_at, 5, withdrawn.datastore)

    assert lines(chain(recorded, BOARD)) == [
        "board answerable to council",
    ]
    assert lines(ties(recorded, BOARD)) == ["board body of council", "board body of ccg"]
    assert lines(chain(withdrawn, BOARD))[0] == "board none recorded"


def test_nothing_that_leads_to_somebody_is_said_plainly(tell: Tell) -> None:
    register = tell(answers(1, BOARD, EXEC))

    assert lines(chain(register, BOARD, NHS)) == ["board none recorded"]


SUCCEEDED: tuple[Statement, ...] = (
    (BodiesSucceeded(succession="succession:1", predecessors=(OLD,), successors=(BOARD,)), "2019-04-01"),
    answers(1, BOARD, EXEC),
    answers(2, OLD, FORUM),
)


def test_before_a_succession_the_chain_goes_on_with_whoever_was_in_place(tell: Tell) -> None:
    eve = tell(*SUCCEEDED, as_at="2019-03-31")
    day = Register(date(2019, 4, 1).toordinal(), eve.known_at, eve.datastore)

    assert lines(chain(eve, BOARD))[2:] == [
        "board is to take over from old-board",
        "  old-board answerable to forum",
        "    forum none recorded",
    ]
    assert lines(chain(day, BOARD)) == ["board answerable to executive", "  executive none recorded"]


def test_after_a_succession_the_chain_of_the_old_goes_on_with_the_new(tell: Tell) -> None:
    register = tell(*SUCCEEDED)

    assert "old-board succeeded by board" in lines(chain(register, OLD))
    assert "  board answerable to executive" in lines(chain(register, OLD))
    earlier = Register(date(2019, 3, 31).toordinal(), register.known_at, register.datastore)
    assert "old-board succeeded by board" not in lines(chain(earlier, OLD))


def test_a_proposed_succession_is_only_possible_in_both_directions(tell: Tell) -> None:
    proposed = (BodiesSucceeded(succession="succession:1", predecessors=(OLD,), successors=(BOARD,)), "2019-04-01")
    register = tell((*proposed, Standing.PROPOSED))

    assert "old-board succeeded by board ?" in lines(ties(register, OLD))
    assert "board is to take over from old-board ?" in lines(ties(register, BOARD))
    assert lines(chain(register, OLD)) == ["old-board none recorded"]
    assert all(link.is_to_come for link in (*ties(register, OLD), *ties(register, BOARD)))


def test_a_project_answers_through_those_who_lead_it_considered_it_and_have_to(tell: Tell) -> None:
    project = "project:care"
    register = tell(
        (ProjectOpened(project=project, title="Care", kind="strategy", lead=BOARD), "2017"),
        (ProjectConsidered(project=project, by=EXEC, role=Role.DECISION), "2018", Standing.ASSERTED),
        (
            RuleAdopted(
                rule="rule:1", text="forum first", requires=(Requirement(a=Step(by=(FORUM,)), b=Step(by=(EXEC,))),)
            ),
            "2016",
        ),
        (QuestionAsked(question="question:1", text="has the forum seen it", about=(project, FORUM)), "2018"),
    )

    found = chain(register, project)

    assert lines(found) == [
        "care none recorded",
        "care led by board",
        "  board none recorded",
        "care considered by executive",
        "  executive none recorded",
        "care has to be considered by forum",
        "  forum none recorded",
    ]
    assert [q.question.stream for q in found[0].questions] == ["question:1"]
    assert (found[3].standing, found[3].about, found[5].about) == ("asserted", "decision", "forum first")


def test_a_persons_chain_runs_over_posts_to_organisations(tell: Tell) -> None:
    register = tell(
        (PostCreated(post=CHIEF, title="Chief Officer", organisation=CCG), "XXXX"),
        (AppointmentStarted(post=CHIEF, person=OFFICER, appointment="1"), "2018"),
        answers(1, CCG, NHS),
    )

    assert lines(chain(register, OFFICER, NHS)) == [
        "officer none recorded",
        "officer holds the post chief",
        "  chief none recorded",
        "  chief post in ccg",
        "    ccg answerable to nhs",
    ]


def test_a_long_chain_neither_breaks_nor_repeats_itself(tell: Tell) -> None:
    register = tell(*(answers(n, f"body:b{n}", f"body:b{n + 1}") for n in range(1_500)))

    found = chain(register, "body:b0")

    assert len(found) == 1_501
    assert (found[-1].kind, found[-1].depth) == ("none recorded", 1_500)
