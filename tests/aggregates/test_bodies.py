"""Bodies: their being, and the memberships and offices that begin and end in them; posts likewise."""

from __future__ import annotations

from typing import Any

import pytest

from ledger.entries.entry import Draft
from ledger.vocabulary.corrections import EntryRetracted
from ledger.vocabulary.membership import (
    MembershipEnded,
    MembershipListDeclared,
    MembershipStarted,
    OfficeAssigned,
    OfficeVacated,
)
from ledger.vocabulary.organisations import (
    BodiesSucceeded,
    BodyDissolved,
    BodyEstablished,
    BodySeatsSet,
    BodyVacanciesDeclared,
    OrganisationDissolved,
    OrganisationRegistered,
    OrganisationRenamed,
)
from ledger.vocabulary.people import AppointmentEnded, AppointmentStarted, PostCreated
from tests.aggregates.borough import ADA, BEN, CABINET, CHIEF, CORA, COUNCIL, DEV, PANEL, SCRUTINY, WATER
from tests.aggregates.given import Case, decide, each, expected, given, recorded, refused, said

AUDIT = "body:audit-committee"


def joined(on: str = "2015-05-14", member: str = BEN, **fields: Any) -> Draft:
    return said(MembershipStarted(body=CABINET, member=member, **fields), on)


def left(on: str, **fields: Any) -> Draft:
    return said(MembershipEnded(body=CABINET, member=BEN, **fields), on)


def chairs(on: str, holder: str = ADA, office: str = "chair") -> Draft:
    return said(OfficeAssigned(body=CABINET, office=office, holder=holder), on)


def vacated(on: str, holder: str = ADA) -> Draft:
    return said(OfficeVacated(body=CABINET, office="chair", holder=holder), on)


def appointed(on: str) -> Draft:
    return said(AppointmentStarted(post=CHIEF, person=DEV), on)


def listed(*members: str, **fields: Any) -> tuple[Draft, ...]:
    """The members of the cabinet of May 2015, all of them."""
    joined = [said(MembershipStarted(body=CABINET, member=member, **fields), "2015-05-14") for member in members]
    return (*joined, said(MembershipListDeclared(body=CABINET, complete=True), "2015-05-14"))


SEATS = said(BodySeatsSet(body=CABINET, number=2), "2015-05-14")


def vacant(number: int, on: str = "2015-06-01") -> Draft:
    return said(BodyVacanciesDeclared(body=CABINET, number=number), on)


def dismissed(on: str) -> Draft:
    return said(AppointmentEnded(post=CHIEF, person=DEV), on)


def dissolved(on: str) -> Draft:
    return said(BodyDissolved(body=PANEL), on)


def succeeded(successors: tuple[str, ...], predecessors: tuple[str, ...] = (PANEL,)) -> Draft:
    return said(BodiesSucceeded(successors=successors, predecessors=predecessors))


REFUSED: dict[str, Case] = {
    "a body under the id of another": refused(
        draft=said(BodyEstablished(body=CABINET, name="Kitchen Cabinet")), says="the body 'cabinet' is taken: entry 4"
    ),
    "an organisation under the id of another": refused(
        draft=said(OrganisationRegistered(organisation=COUNCIL, name="Marsham Parish")), says="'marsham' is taken"
    ),
    "a post under the id of another": refused(
        draft=said(PostCreated(post=CHIEF, title="Chief")), says="'chief-executive' is taken"
    ),
    "a body dissolved twice": refused(
        dissolved("2016-05-01"), draft=dissolved("2017"), says="has ended already, on 2016-05-01"
    ),
    "a body dissolved before it was established": refused(
        draft=dissolved("2014"), says="cannot end in 2014: it began in 2015-05"
    ),
    "a membership within another of the same member": refused(
        joined(), draft=joined("2015-09-01"), says=("is a member of 'cabinet' already, since 2015-05-14", "entry 18")
    ),
    "a membership that ends without having begun": refused(
        draft=left("2016"), says=("has not begun, so it cannot end", "at XXXX if unknown")
    ),
    "a membership that ends twice": refused(
        joined(), left("2016-05-01"), draft=left("2016-06-01"), says="has ended already, on 2016-05-01"
    ),
    "a membership that ends before it began": refused(
        joined(), draft=left("2014"), says="cannot end in 2014: it began on 2015-05-14"
    ),
    "a membership that ends and is not known": refused(
        joined(), draft=left("2016", membership="ben"), says=("there is no 'ben'", "there is 'ben-okafor'")
    ),
    "a membership under the id of another": refused(
        joined(), draft=joined(member=ADA, membership="ben-okafor"), says="another spell, of 'ben-okafor'"
    ),
    "an office held twice at once by one person": refused(
        chairs("2015"), draft=chairs("2015-10"), says="'ada-quill' is chair of 'cabinet' already"
    ),
    "an office vacated without having been assigned": refused(
        draft=vacated("2016"), says="the office of 'ada-quill' as chair of 'cabinet' has not begun"
    ),
    "an appointment within another of the same person": refused(
        appointed("2014"), draft=appointed("2015"), says="'dev-rao' holds the post 'chief-executive' already"
    ),
    "an appointment that ends without having begun": refused(draft=dismissed("2016"), says="has not begun"),
    "a body that takes over from itself alone": refused(
        draft=succeeded((PANEL,)), says="'bridge-panel' cannot take over from itself"
    ),
    "a body twice on one side of a succession": refused(
        draft=succeeded((CABINET, CABINET)), says="named twice on one side"
    ),
    "a membership of a body that is a person": refused(
        draft=said(MembershipStarted(body=ADA, member=BEN)), says="'person:ada-quill' is a person; expected a body"
    ),
}

RECORDED: dict[str, Case] = {
    "a member of a body before it was established or after it was dissolved": recorded(
        draft=said(MembershipStarted(body=PANEL, member=BEN), "2012"), flagged="member of a body not in being"
    ),
    "an office in a body before it was established": recorded(
        draft=said(OfficeAssigned(body=PANEL, office="chair", holder=BEN), "2012"),
        flagged="member of a body not in being",
    ),
    "two chairs of one body at once": recorded(chairs("2015"), draft=chairs("2015", BEN), flagged="two chairs at once"),
    "two chairs of one body under different words": recorded(
        chairs("2015"), draft=chairs("2015", BEN, "Chairman of the Cabinet"), flagged="two chairs at once"
    ),
    "two leaders of one body at once": recorded(
        chairs("2015", ADA, "Leader"),
        draft=chairs("2015", BEN, "Leader of the Council"),
        flagged="two holders of one office at once",
    ),
    "a chair who is the vice-chair as well": recorded(
        chairs("2015"), draft=chairs("2015", ADA, "vice-chairman"), flagged="chair and vice-chair at once"
    ),
    "an office that only members have, of somebody who is not on the complete list of them": recorded(
        said(BodyEstablished(body=AUDIT, name="Audit", offices_of_members=("chair",)), "2014"),
        said(MembershipStarted(body=AUDIT, member=BEN), "2015-05"),
        said(MembershipListDeclared(body=AUDIT, complete=True), "2015-05"),
        draft=said(OfficeAssigned(body=AUDIT, office="Chairman", holder=ADA), "2015-10-01"),
        flagged="office without a seat",
    ),
    "more members than seats": recorded(
        SEATS, *listed(ADA, BEN), draft=joined("2015-09-01", CORA), flagged="more members than seats"
    ),
    "fewer seats than members": recorded(
        *listed(ADA, BEN, CORA), draft=said(SEATS.event, "2015-09-01"), flagged="more members than seats"
    ),
    "vacancies of a body that is full": recorded(
        SEATS, *listed(ADA, BEN), draft=vacant(1), flagged="vacancies against the members"
    ),
    "fewer vacancies than a complete list of members leaves": recorded(
        SEATS, *listed(ADA), draft=vacant(0), flagged="vacancies against the members"
    ),
    "a member of the executive on a committee that scrutinises it": recorded(
        said(BodyEstablished(body=AUDIT, name="Scrutiny", kind="scrutiny committee", of=(COUNCIL,)), "2014"),
        joined(),
        draft=said(MembershipStarted(body=AUDIT, member=BEN), "2015-09-01"),
        flagged="member of the executive on a scrutiny committee",
    ),
    "a body that takes over on the last day of another": recorded(
        dissolved("2016-04-01"),
        draft=said(BodiesSucceeded(successors=(CABINET,), predecessors=(PANEL,)), "2016-04-01"),
        flagged="two bodies with one function on one day",
    ),
    "an office of somebody who is no member": recorded(
        draft=chairs("2015", DEV), seen="`body members` shows the office without a membership"
    ),
}


@each(REFUSED)
def test_what_cannot_be_true_of_a_body_is_refused(case: Case) -> None:
    decide(case)


@each(RECORDED)
def test_what_should_not_be_in_a_body_is_recorded(case: Case) -> None:
    decide(case)


def test_memberships_of_one_member_are_numbered() -> None:
    told = given(joined(), left("2016-05-01"))

    told.when(joined("2017")).then(membership="ben-okafor#2")


def test_an_end_finds_the_membership_that_it_ends() -> None:
    told = given(joined("2015"), left("2015-12-31"), joined("2017"))

    told.when(left("2017-06-30")).then(membership="ben-okafor#2")


def test_an_end_that_fits_several_memberships_asks_which() -> None:
    told = given(joined("2015"), joined("2013-05"), left("2014"))
    told = told.retracted(MembershipEnded).then()

    told.when(left("XXXX")).refuses("is open 2 times", "say which one ends: ben-okafor, ben-okafor#2")


def test_a_membership_told_late_begins_before_one_that_is_there() -> None:
    told = given(joined("2015-05-14"))

    told.when(joined("2010")).then(membership="ben-okafor#2")


def test_one_person_sits_for_two_at_once_where_the_source_tells_the_seats_apart() -> None:
    told = given(joined("2015-05-14", on_behalf_of=COUNCIL, membership="a"))

    both = told.when(joined("2015-05-14", on_behalf_of=WATER, membership="b")).then(membership="b")

    both.when(left("2016-01-01", membership="b")).then(membership="b")
    told.when(joined("2015-05-14", on_behalf_of=WATER)).refuses("already, since 2015-05-14")
    told.when(joined("2015-05-14", on_behalf_of=COUNCIL, membership="b")).refuses("already, since 2015-05-14")


def test_an_expected_membership_becomes_the_real_one() -> None:
    told = given(expected(MembershipStarted(body=CABINET, member=BEN), "2015-05"))

    after = told.when(joined("2015-06-11")).then(membership="ben-okafor")

    assert after.state(CABINET).memberships["ben-okafor"].start.text == "2015-06-11"
    after.when(joined("2015-07")).refuses("already, since 2015-06-11")


def test_an_expectation_told_late_does_not_undo_the_fact() -> None:
    told = given(joined("2015-06-11"), expected(MembershipStarted(body=CABINET, member=BEN), "2015-07"))

    assert told.state(CABINET).memberships["ben-okafor"].start.text == "2015-06-11"


def test_an_expected_end_is_followed_by_the_real_one() -> None:
    told = given(joined(), expected(MembershipEnded(body=CABINET, member=BEN), "2016-05"))

    told.when(left("2016-09-30")).then(membership="ben-okafor")


def test_an_expected_dissolution_is_followed_by_the_real_one() -> None:
    told = given(expected(BodyDissolved(body=PANEL), "2016-05"))

    after = told.when(dissolved("2016-09-30")).then()

    assert after.state(PANEL).being.end.text == "2016-09-30"


def test_holders_of_two_offices_hold_two_tenures() -> None:
    told = given(chairs("2015"))

    told.when(chairs("2015", office="lead member")).then(tenure="lead-member/ada-quill")


def test_a_correction_cannot_end_a_membership_before_it_began() -> None:
    told = given(joined(), left("2016-05-01"))

    told.corrected(MembershipEnded, on="2014").refuses("the membership 'ben-okafor' would end in 2014, before it began")


def test_a_correction_cannot_stretch_a_membership_over_the_next_one() -> None:
    told = given(joined(), left("2016-05-01"), joined("2017-05-01"))

    told.corrected(MembershipEnded, on="2018").refuses("'ben-okafor#2' would begin on 2017-05-01, within 'ben-okafor'")
    told.retracted(MembershipEnded).then()


def test_a_retraction_cannot_bring_back_a_membership_that_was_recorded_anew() -> None:
    told = given(joined()).retracted(MembershipStarted).then().and_(joined("2015-05-21"))

    told.retracted(EntryRetracted).refuses("the membership 'ben-okafor' would begin twice")


def test_a_split_names_the_old_body_among_the_new_ones() -> None:
    given().when(succeeded((PANEL, SCRUTINY))).then(successors=(PANEL, SCRUTINY))


def test_a_membership_may_begin_on_the_day_on_which_the_last_one_ended() -> None:
    told = given(joined("2015-05-14"), left("2016-05-12"))

    told.when(joined("2016-05-12")).then(membership="ben-okafor#2")
    given(joined("2016-05-12"), joined("2015-05-14", membership="first"), left("2016-05-12", membership="first"))


def test_a_membership_may_begin_in_the_year_in_which_the_last_one_ended_but_not_on_its_first_day() -> None:
    told = given(joined("2015-05-14"), left("2015"))

    told.when(joined("2015-05-15")).then(membership="ben-okafor#2")
    for again in ({}, {"membership": "another"}):
        told.when(joined("2015-05-14", **again)).refuses("is a member of 'cabinet' already")
    given(joined("2015"), left("2015")).when(joined("2015")).then(membership="ben-okafor#2")


def test_a_membership_is_not_corrected_to_begin_on_the_first_day_of_another() -> None:
    told = given(joined("2015-05-14"), left("2015"), joined("2015-12"))

    told.corrected(MembershipStarted, "2015-05-14").refuses("'ben-okafor'")


@pytest.mark.parametrize(
    ("before", "last"),
    [
        ((joined("2015-05-10"), left("2016-09"), joined("2016")), left("2016-03")),
        ((joined("2016"), left("2016-03"), joined("2015-05-10")), left("2016-09")),
    ],
    ids=["in their order", "the later one first"],
)
def test_a_membership_cannot_end_so_that_neither_of_two_is_over_by_the_other(
    before: tuple[Draft, ...], last: Draft
) -> None:
    given(*before).when(last).refuses("could be neither before it nor after it", "correct the one or the other date")


def test_an_end_is_not_corrected_so_that_two_memberships_overlap() -> None:
    told = given(joined("2015-05-10"), left("2016-03"), joined("2016"), left("2016-09"))

    told.corrected(MembershipEnded, "2016-02").refuses("'ben-okafor")


def test_the_end_expected_of_a_second_term_is_not_that_of_the_first() -> None:
    told = given(joined("2015-05-14"), left("2016-05-12"), joined("2016-05-12"))

    told.when(expected(left("2020-05").event, "2020-05")).then(membership="ben-okafor#2")


def test_one_person_may_be_two_things_in_a_body_at_once() -> None:
    told = given(joined("2015-05-14", role="member"))

    both = told.when(joined("2016-05-12", role="adviser")).then(membership="ben-okafor#2")

    both.when(left("2017-05-11")).refuses("is open 2 times")
    both.when(left("2017-05-11", role="adviser")).then(membership="ben-okafor#2")
    told.when(joined("2016-05-12")).refuses("is a member of 'cabinet' already")


def test_an_organisation_is_renamed_and_dissolved_once() -> None:
    told = given(said(OrganisationRenamed(organisation=WATER, name="Fen Water plc"), "2014-01-01"))

    over = told.when(said(OrganisationDissolved(organisation=WATER), "2016-01-01")).then()

    over.when(said(OrganisationDissolved(organisation=WATER), "2017-01-01")).refuses("has ended already, on 2016-01-01")


@pytest.mark.parametrize("draft", [joined("2015/2016"), chairs("2015-05-14/2016-05-12"), left("2015/2016")])
def test_what_begins_or_ends_does_so_on_one_day_by_whatever_door_it_is_told(draft: Draft) -> None:
    given(joined("2014-05-14")).when(draft).refuses("is of one day, and '2015", "for some day between")


def test_a_correction_gives_one_day_too() -> None:
    given(joined()).corrected(MembershipStarted, on="2015-05-14/2016-05-12").refuses("is of one day")
    given(joined()).corrected(MembershipStarted, on="[2015-05-14..2016-05-12]").then()
