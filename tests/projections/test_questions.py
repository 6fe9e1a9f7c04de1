"""The questions, asked of a small story: a board with two co-chairs, its forerunner, a project and a resolution."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from ledger import store
from ledger.vocabulary.corrections import EntryCorrected, EntryRetracted
from ledger.vocabulary.dates import Certainty, day_number
from ledger.vocabulary.meetings import AttendanceRecorded, MeetingHeld, Presence
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
    BodyRenamed,
    OrganisationRegistered,
)
from ledger.vocabulary.people import (
    AppointmentEnded,
    AppointmentStarted,
    PersonAlsoNamed,
    PersonRegistered,
    PostCreated,
)
from ledger.vocabulary.projects import (
    ProjectClosed,
    ProjectConsidered,
    ProjectOpened,
    ProjectReferred,
    ProjectScrutinised,
    Role,
)
from ledger.vocabulary.provenance import Standing
from ledger.vocabulary.resolutions import Limb, ResolutionPassed, Verb
from projections import Register, bodies, called, history, meetings, memberships, people, projects, register_at
from projections.accountability import lineage
from projections.decisions import resolutions
from projections.decisions.listing import decided
from projections.memberships import Completeness
from tests.projections.histories import record
from tests.projections.stories import Statement, story

ICB, JICE, HWB = "body:icb", "body:jice", "body:hwb"
LBB, CCG = "organisation:lbb", "organisation:bromley-ccg"
ADE, ANGELA, JANET, RAO = "person:ade", "person:angela", "person:janet", "person:rao"
DIRECTOR, ICN, MEETING = "post:director", "project:icn", "meeting:icb/2018-06-01"

STORY: tuple[Statement, ...] = (
    (OrganisationRegistered(organisation=LBB, name="London Borough of Bromley", kind="council"), "XXXX"),
    (OrganisationRegistered(organisation=CCG, name="Bromley CCG", kind="clinical commissioning group"), "XXXX"),
    (BodyEstablished(body=JICE, name="Joint Executive", kind="executive", of=(LBB, CCG)), "2014"),
    (BodyDissolved(body=JICE, reason="replaced"), "2016-12-31"),
    (BodyEstablished(body=ICB, name="Integrated Board", kind="board", of=(LBB, CCG)), "2017-01"),
    (BodyRenamed(body=ICB, name="One Bromley Board"), "2019-04-01"),
    (BodiesSucceeded(succession="succession:1", predecessors=(JICE,), successors=(ICB,)), "[..2019-01]"),
    (PersonRegistered(person=ADE, name="Ade Adetosoye"), "XXXX"),
    (PersonRegistered(person=ANGELA, name="Angela Bhan", also=("Dr Bhan",)), "XXXX"),
    (PersonRegistered(person=JANET, name="Teresa Bailey"), "XXXX"),
    (PersonAlsoNamed(person=JANET, name="Janet Bailey"), "XXXX"),
    (PostCreated(post=DIRECTOR, title="Director of Commissioning", organisation=LBB), "XXXX"),
    (AppointmentStarted(post=DIRECTOR, person=JANET, appointment="1", interim=True), "2017"),
    (AppointmentEnded(post=DIRECTOR, person=JANET, appointment="1"), "2018-03-31"),
    (AppointmentStarted(post=DIRECTOR, person=RAO, appointment="2"), "2018-04-01"),
    (MembershipStarted(body=ICB, member=ADE, on_behalf_of=LBB, membership="1"), "2017-02-01"),
    (MembershipStarted(body=ICB, member=JANET, membership="2"), "[..2018-12]"),
    (MembershipStarted(body=ICB, member=DIRECTOR, membership="3"), "2017-02-01"),
    (MembershipEnded(body=ICB, member=ADE, membership="1", reason="left"), "2019-03-31"),
    (MembershipListDeclared(body=ICB, complete=False), "[..2019-01]"),
    (OfficeAssigned(body=ICB, office="co-chair", holder=ADE, on_behalf_of=LBB, tenure="1"), "2017-02-01"),
    (OfficeAssigned(body=ICB, office="co-chair", holder=ANGELA, on_behalf_of=CCG, tenure="2"), "[..2019-01]"),
    (OfficeVacated(body=ICB, office="co-chair", holder=ADE, tenure="1"), "2019-03-31"),
    (MeetingHeld(meeting=MEETING, body=ICB, title="June meeting"), "2018-06-01"),
    (AttendanceRecorded(meeting=MEETING, person=ADE), "2018-06-01"),
    (AttendanceRecorded(meeting=MEETING, person=ANGELA, presence=Presence.APOLOGIES), "2018-06-01"),
    (AttendanceRecorded(meeting=MEETING, person=JANET, substitute_for=ANGELA), "2018-06-01"),
    (ProjectOpened(project=ICN, title="Integrated Care Networks", lead=ICB), "2016"),
    (ProjectReferred(project=ICN, by=HWB, to=ICB, purpose="view"), "2018-01-10"),
    (ProjectConsidered(project=ICN, by=HWB, role=Role.DECISION), "XXXX", Standing.ASSERTED),
    (ProjectConsidered(project=ICN, by=ICB, role=Role.SCRUTINY, outcome="deferred"), "2018-02-01"),
    (ProjectScrutinised(project=ICN, by=ICB, outcome="supported", concerns=("cost",)), "2018-06-01"),
    (ProjectConsidered(project=ICN, by=JICE, role=Role.SCRUTINY), "XXXX", Standing.UNKNOWN),
    (
        ResolutionPassed(
            resolution="resolution:icb/1",
            text="That the update be noted and the budget approved",
            limbs=(
                Limb(verb=Verb.NOTED, text="the update", projects=(ICN,)),
                Limb(verb=Verb.APPROVED, text="the budget", number="1b"),
            ),
            body=ICB,
            meeting=MEETING,
            mover=ADE,
            seconder=JANET,
        ),
        "2018-06-01",
    ),
    (ProjectClosed(project=ICN, outcome="delivered"), "2020-03-31"),
    (EntryCorrected(entry=10, why="misread", fields={"name": "Vanessa Bailey"}), "XXXX"),
    (EntryRetracted(entry=31, why="it was another project"), "XXXX"),
)

At = Callable[..., Register]


@pytest.fixture
def at(sqlite_ledger_url: str) -> Iterator[At]:
    """The register of the story: `at("2018-06-01")`, `at(known_at=35)`."""
    datastore = store.open(sqlite_ledger_url)
    record(datastore, story(STORY))

    def register(day: str | None = None, known_at: int | None = None) -> Register:
        return register_at(datastore, date.fromisoformat(day) if day else None, known_at)

    yield register
    datastore.close()


def test_who_is_on_the_board_is_certain_or_possible_as_the_dates_allow(at: At) -> None:
    board = memberships.members(at("2018-06-01"), ICB)

    assert [(a.event.member, a.certainty, a.event.on_behalf_of) for a in board] == [
        (JANET, Certainty.POSSIBLY, None),
        (ADE, Certainty.YES, LBB),
        (DIRECTOR, Certainty.YES, None),
    ]
    assert [a.event.member for a in memberships.members(at("2019-04-01"), ICB)] == [JANET, DIRECTOR]
    assert memberships.members(at("2018-06-01", known_at=15), ICB) == []


def test_the_holder_of_a_post_sits_where_the_post_is_a_member(at: At) -> None:
    def sits(day: str | None) -> dict[str, Certainty]:
        seats = memberships.seats(at(day), ICB)
        return {seat.person: seat.certainty for seat in seats if seat.member == DIRECTOR}

    assert sits("2018-06-01") == {RAO: Certainty.YES}
    assert sits("2017-06-01") == {JANET: Certainty.POSSIBLY}
    assert sits(None) == {JANET: Certainty.YES, RAO: Certainty.YES}
    (seat,) = memberships.seats_of(at("2018-06-01"), RAO)
    assert (seat.place.stream, seat.member, seat.holder and seat.holder.stream) == (
        ICB,
        DIRECTOR,
        DIRECTOR,
    )


def test_an_office_of_a_post_is_of_who_may_hold_the_post_while_it_lasts(sqlite_ledger_url: str) -> None:
    datastore = store.open(sqlite_ledger_url)
    log = story(
        [
            (OfficeAssigned(body=ICB, holder=DIRECTOR, office="lead", tenure="1"), "2015-01-01"),
            (OfficeVacated(body=ICB, office="lead", holder=DIRECTOR, tenure="1"), "2017-01-01"),
            (AppointmentStarted(post=DIRECTOR, person=JANET, appointment="1"), "[2014..2016]"),
            (AppointmentStarted(post=DIRECTOR, person=RAO, appointment="2"), "2020-01-01"),
        ]
    )
    record(datastore, log)
    (seat,) = memberships.seats(register_at(datastore, None), ICB)
    (held,) = memberships.seats_of(register_at(datastore, date(2015, 7, 1)), JANET)

    assert (seat.person, seat.entries, seat.certainty) == (JANET, (1, 2, 3), Certainty.YES)
    assert (held.office, held.entries, held.certainty) == ("lead", (1, 2, 3), Certainty.POSSIBLY)
    assert memberships.seats_of(register_at(datastore, None), RAO) == []
    datastore.close()


def test_a_post_that_nobody_holds_keeps_its_seat(sqlite_ledger_url: str) -> None:
    datastore = store.open(sqlite_ledger_url)
    record(datastore, story([(MembershipStarted(body=ICB, member=DIRECTOR, membership="1"), "2017-02-01")]))

    (seat,) = memberships.seats(register_at(datastore, date(2018, 6, 1)), ICB)

    assert (seat.member, seat.holder, seat.person) == (DIRECTOR, None, "")
    assert seat.certainty is Certainty.YES
    datastore.close()


def test_two_co_chairs_sit_on_behalf_of_their_organisations(at: At) -> None:
    chairs = memberships.offices(at("2018-06-01"), ICB)

    assert [(a.event.holder, a.event.on_behalf_of, a.certainty) for a in chairs] == [
        (ANGELA, CCG, Certainty.POSSIBLY),
        (ADE, LBB, Certainty.YES),
    ]
    assert [a.stream for a in memberships.offices_of(at("2018-06-01"), ADE)] == [ICB]
    assert [a.event.member for a in memberships.represented_by(at("2018-06-01"), LBB)] == [ADE]


def test_a_list_that_is_known_to_be_incomplete_says_so(at: At) -> None:
    assert memberships.completeness(at("2018-06-01"), ICB) is Completeness.INCOMPLETE
    assert memberships.completeness(at("2018-06-01", known_at=18), ICB) is Completeness.UNKNOWN
    assert memberships.completeness(at("2018-06-01"), JICE) is Completeness.UNKNOWN


def test_a_list_is_complete_where_a_source_says_so_and_none_denies_it(sqlite_ledger_url: str) -> None:
    datastore = store.open(sqlite_ledger_url)
    record(
        datastore,
        story(
            [
                (MembershipListDeclared(body=ICB, complete=False), "2017-01-01"),
                (MembershipListDeclared(body=ICB, complete=True), "2018-01-01"),
            ]
        ),
    )

    def said(day: date) -> Completeness:
        return memberships.completeness(register_at(datastore, day), ICB)

    assert said(date(2016, 12, 31)) is Completeness.UNKNOWN
    assert said(date(2017, 12, 31)) is Completeness.INCOMPLETE
    assert said(date(2018, 1, 1)) is Completeness.COMPLETE
    datastore.close()


def test_bodies_are_in_being_until_their_last_day_and_called_by_the_name_of_the_day(at: At) -> None:
    assert [a.stream for a in bodies.bodies(at("2016-12-31"), of=CCG)] == [JICE]
    assert [(a.stream, a.certainty) for a in bodies.bodies(at("2017-01-15"))] == [(ICB, Certainty.POSSIBLY)]
    assert [a.row.name for a in bodies.names(at("2019-03-31"), ICB)] == ["Integrated Board"]
    assert called.current_names(at("2019-04-01"), "body")[ICB] == "One Bromley Board"
    assert [a.row.name for a in bodies.names(at(), ICB)] == ["Integrated Board", "One Bromley Board"]
    dissolved = bodies.body(at("2020-01-01"), JICE)
    assert dissolved is not None
    assert (dissolved.certainty, dissolved.row.end.reason) == (Certainty.NO, "replaced")
    assert bodies.body(at(), "body:never-heard-of") is None


def test_what_came_before_a_body_and_what_came_after(at: At) -> None:
    (before,) = lineage.predecessors(at("2018-06-01"), ICB)

    assert (before.row.predecessor, before.certainty) == (JICE, Certainty.POSSIBLY)
    assert [a.row.successor for a in lineage.successors(at("2019-02-01"), JICE)] == [ICB]


def test_a_correction_changes_a_name_and_the_earlier_view_stays_reachable(at: At) -> None:
    def name(known_at: int | None) -> str:
        person = people.person(at(known_at=known_at), JANET)
        assert person is not None
        return person.event.name

    assert (name(35), name(None)) == ("Teresa Bailey", "Vanessa Bailey")
    assert [a.row.name for a in people.names(at(), JANET)] == ["Vanessa Bailey", "Janet Bailey"]
    assert [a.stream for a in people.named(at(), "Dr Bhan")] == [ANGELA]
    assert people.person(at(), JANET).row.entries == (10, 36)  # type: ignore[union-attr]


def test_organisations_and_posts_without_a_date_are_there_on_every_day(at: At) -> None:
    assert [a.stream for a in bodies.organisations(at("1965-04-01"), kind="council")] == [LBB]
    assert [a.is_certain for a in people.posts(at("1965-04-01"), organisation=LBB)] == [True]
    assert bodies.organisation(at(), CCG).event.name == "Bromley CCG"  # type: ignore[union-attr]


def test_who_holds_a_post_and_which_posts_a_person_held(at: At) -> None:
    assert [(a.event.person, a.event.interim) for a in people.holders(at("2018-03-31"), DIRECTOR)] == [(JANET, True)]
    assert [a.event.person for a in people.holders(at(), DIRECTOR)] == [JANET, RAO]
    assert [a.stream for a in people.appointments(at("2018-01-01"), JANET)] == [DIRECTOR]
    assert people.post(at(), DIRECTOR).event.title == "Director of Commissioning"  # type: ignore[union-attr]


def test_who_attended_in_whose_place(at: At) -> None:
    present = meetings.attendance(at(), MEETING)

    assert [(a.event.person, a.event.presence) for a in present] == [
        (ADE, Presence.PRESENT),
        (ANGELA, Presence.APOLOGIES),
        (JANET, Presence.PRESENT),
    ]
    assert [a.event.person for a in meetings.substitutions(at(), ANGELA)] == [JANET]
    assert [a.stream for a in meetings.meetings(at("2018-06-01"), body=ICB)] == [MEETING]
    assert meetings.meetings(at("2018-05-31"), body=ICB) == []


def test_the_steps_of_a_project_keep_the_standing_of_each(at: At) -> None:
    steps = projects.steps(at("2018-06-01"), ICN)

    assert [(a.row.step.value, a.row.by, a.row.standing.value, a.certainty.value) for a in steps] == [
        ("consideration", HWB, "asserted", "possibly"),
        ("consideration", JICE, "unknown", "possibly"),
        ("referral", HWB, "minuted", "yes"),
        ("scrutiny", ICB, "minuted", "yes"),
    ]
    assert [a.row.purpose for a in projects.referrals(at(), to=ICB)] == ["view"]
    assert [a.row.outcome for a in projects.scrutiny(at(), ICN, by=ICB)] == ["supported"]
    assert [a.row.outcome for a in projects.scrutiny(at(known_at=36), ICN, by=ICB)] == ["deferred", "supported"]


def test_a_project_is_open_until_its_last_day(at: At) -> None:
    assert [a.stream for a in projects.projects(at("2020-03-31"), lead=ICB)] == [ICN]
    assert projects.projects(at("2020-04-01"), lead=ICB) == []
    assert projects.project(at("2020-04-01"), ICN).row.end.outcome == "delivered"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"body": ICB},
        {"meeting": MEETING},
        {"person": ADE},
        {"person": JANET},
        {"project": ICN},
        {"verb": Verb.APPROVED},
        {"since": day_number(date(2018, 6, 1)), "until": day_number(date(2018, 6, 1))},
        {"person": JANET, "project": ICN, "verb": Verb.NOTED, "body": ICB},
    ],
)
def test_a_resolution_is_found_from_every_side(at: At, asked: dict[str, object]) -> None:
    assert [a.stream for a in resolutions.resolutions(at(), **asked)] == ["resolution:icb/1"]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "asked",
    [
        {"body": HWB},
        {"person": ANGELA},
        {"project": "project:other"},
        {"verb": Verb.REJECTED},
        {"since": day_number(date(2018, 6, 2))},
        {"until": day_number(date(2018, 5, 31))},
    ],
)
def test_a_resolution_is_not_found_where_it_does_not_fit(at: At, asked: dict[str, object]) -> None:
    assert resolutions.resolutions(at(), **asked) == []  # type: ignore[arg-type]


def test_decisions_are_limbs_with_their_verb_and_their_own_projects(at: At) -> None:
    register = at("2018-06-01")

    def limbs(**asked: object) -> list[tuple[str, Verb]]:
        return [(d.number, d.verb) for d in decided(register, **asked)]  # type: ignore[arg-type]

    assert limbs() == [("1", Verb.NOTED), ("1b", Verb.APPROVED)]
    assert limbs(verb=Verb.APPROVED) == [("1b", Verb.APPROVED)]
    assert limbs(project=ICN) == [("1", Verb.NOTED)]
    assert limbs(project=ICN, verb=Verb.APPROVED) == []


def test_the_history_of_a_person_tells_what_was_corrected_and_by_which_entry(at: At) -> None:
    told = history.history(at(), JANET)

    first, correction = told[0], next(each for each in told if each.entry.position == 36)
    assert (first.entry.position, first.corrected_by, first.retracted_by) == (10, (36,), None)
    assert first.entry.event.name == "Teresa Bailey"  # type: ignore[attr-defined]
    assert first.counts_as is not None
    assert first.counts_as.event.name == "Vanessa Bailey"  # type: ignore[attr-defined]
    assert correction.counts_as is not None
    assert [each.entry.position for each in history.history(at(known_at=12), JANET)] == [10, 11]


def test_the_history_of_a_project_keeps_what_was_retracted(at: At) -> None:
    told = {each.entry.position: each for each in history.history(at(), ICN)}

    assert (told[31].counts_as, told[31].retracted_by) == (None, 37)
    assert 37 in told


def test_an_entry_is_read_as_recorded_or_as_it_counts(at: At) -> None:
    register = at()

    assert register.entry(10, raw=True).event.name == "Teresa Bailey"  # type: ignore[union-attr]
    assert register.entry(10).event.name == "Vanessa Bailey"  # type: ignore[union-attr]
    assert register.entry(31) is None
    assert at(known_at=36).entry(31) is not None
    assert at(known_at=30).entry(31, raw=True) is None
    assert 31 in [entry.position for entry in register.entries(tag=ICN, raw=True)]
    assert 31 not in [entry.position for entry in register.entries(tag=ICN)]


def test_asking_by_a_column_that_there_is_not_is_an_error(at: At) -> None:
    with pytest.raises(TypeError, match="rows of 'bodies' have no column 'colour'"):
        at().rows(bodies.BODIES, colour="green")
