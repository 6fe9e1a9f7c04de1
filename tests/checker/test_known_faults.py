"""What the checker found: the smallest history of each fault, with the right answer."""

import pytest

from tests.checker.comparison import Clerk

REGISTER = [
    "source: {id: register, document: Register}",
    "register:",
    "  people: {ada: Ada, ben: Ben}",
    "  bodies: {panel: The Panel}",
    "  posts: {clerk: The Clerk}",
    "  projects: {bridge: The Bridge}",
]


@pytest.fixture
def clerk(tmp_path):
    clerk = Clerk(tmp_path)
    clerk.run("init", "--unsealed")
    return clerk


def told(clerk, *statements):
    """Record the register with some statements; none of them is refused."""
    clerk.hand_in([*REGISTER, "statements:", *(f"  - {statement}" for statement in statements)])
    assert set(clerk.outcomes) == {("record", 0)}


def test_a_body_of_unknown_age_goes_by_the_name_that_it_was_given_by_a_day(clerk):
    told(clerk, '{renamed: panel, name: The Board, on: "[..2018-12]"}')

    answer = clerk.ask("body", "list", "--as-at", "ever")

    assert answer["rows"][0]["name"] == "The Board"


@pytest.mark.parametrize(
    ("day", "name"),
    [("2012-01-01", "The Panel or The Group"), ("2018-12-01", "The Group or The Board"), ("ever", "The Board")],
)
def test_a_renaming_on_a_day_unknown_is_not_over_because_a_dated_one_is_told(clerk, day, name):
    told(clerk, "{renamed: panel, name: The Group, on: XXXX}", "{renamed: panel, name: The Board, on: 2016-07-01}")

    answer = clerk.ask("body", "list", "--as-at", day)

    assert answer["rows"][0]["name"] == name


def test_a_new_name_that_is_only_expected_is_not_yet_the_name(clerk):
    told(clerk, "{renamed: panel, name: The Board, on: 2018-12-01, standing: expected}")

    answer = clerk.ask("body", "list", "--as-at", "2019-06-01")

    assert answer["rows"][0]["name"] == "The Panel"


def test_names_are_shown_in_the_order_in_which_a_body_took_them(clerk):
    told(
        clerk,
        '{renamed: panel, name: The Board, on: "[..2018-12]"}',
        "{renamed: panel, name: The Forum, on: 2019-12-01}",
        "{renamed: panel, name: The House, on: 2020-12-01, standing: proposed}",
    )

    listed = [clerk.ask("body", "list", "--as-at", day)["rows"][0]["name"] for day in ("2019-06-01", "2021-06-01")]
    shown = clerk.ask("body", "show", "panel", "--as-at", "ever")["rows"][0]["name"]

    assert listed == ["The Board", "The Forum"]
    assert shown == "The Panel or The Board or The Forum or The House"


def test_nobody_had_an_office_through_a_post_that_was_held_only_afterwards(clerk):
    told(
        clerk,
        "{office: chair, body: panel, holder: clerk, since: 2015-01-01}",
        "{office vacated: chair, body: panel, holder: clerk, on: 2017-01-01}",
        "{appointed: ada, post: clerk, since: 2020-01-01}",
    )

    answer = clerk.ask("body", "members", "panel", "--as-at", "ever")

    assert answer["rows"][0]["held_by"] is None


def test_an_office_through_a_post_is_as_certain_as_the_appointment(clerk):
    told(
        clerk,
        "{office: chair, body: panel, holder: clerk, since: 2015-01-01}",
        '{appointed: ada, post: clerk, since: "[2014..2016]"}',
    )

    shown = clerk.ask("person", "show", "ada", "--as-at", "2015-07-01")["rows"][0]

    assert [seat["certainty"] for seat in shown["seats"]] == ["possibly"]


def test_a_row_rests_on_the_correction_of_a_correction_too(clerk):
    told(clerk, "{member: ada, body: panel, since: 2015-01-01}")
    entry = len(clerk.log())
    clerk.give(["correct", str(entry), "--on", "2015-02-01", "--why", "misread"])
    clerk.give(["correct", str(entry + 1), "--set", "occurred=2015-03-01", "--why", "misread again"])

    row = clerk.ask("body", "members", "panel", "--as-at", "ever")["rows"][0]

    assert (row["since"], row["entries"]) == ("2015-03-01", [entry, entry + 1, entry + 2])


def test_a_row_with_a_holder_rests_on_the_appointment_too(clerk):
    told(clerk, "{member: clerk, body: panel, since: 2015}", "{appointed: ada, post: clerk, since: 2015}")
    appointed = next(entry["position"] for entry in clerk.log() if entry["type"] == "appointment.started")

    row = clerk.ask("body", "members", "panel", "--as-at", "2018-01-01")["rows"][0]

    assert row["held_by"] == "person:ada"
    assert appointed in row["entries"]


def test_a_question_that_is_certainly_answered_in_full_stays_so(clerk):
    told(
        clerk,
        "{question: Why, id: why, on: 2018-05-01}",
        '{answer: "question:why", completeness: full, on: 2018-06-01}',
        '{answer: "question:why", completeness: deferred, on: 2018-05-02, standing: inferred}',
    )

    row = clerk.ask("questions", "--as-at", "2019-01-01")["rows"][0]

    assert (row["completeness"], row["certainty"]) == ("full", "yes")


def test_two_chairs_at_once_are_as_certain_as_the_beginnings_of_both(clerk):
    told(
        clerk,
        '{office: chair, body: panel, holder: "person:ada", since: "[2010..2019]"}',
        '{office: chair, body: panel, holder: "person:ben", since: 2017-02-01}',
    )

    rows = clerk.ask("flags", "--kind", "two chairs at once", "--as-at", "2017-03-01")["rows"]

    assert [row["certainty"] for row in rows] in ([], ["possibly"])


def test_votes_that_nobody_counted_are_not_none(clerk):
    told(clerk, "{resolved: That it be, id: it, body: panel, verb: agreed, on: 2018, vote: {for: 3, against: 2}}")

    row = clerk.ask("votes", "--as-at", "ever")["rows"][0]

    assert (row["for"], row["against"], row["abstained"], row["absent"]) == (3, 2, None, None)


def test_a_moment_with_a_zone_is_the_day_in_london(clerk):
    told(clerk, '{member: ada, body: panel, since: "2018-06-05T23:30:00Z"}')  # half past midnight, summer time

    row = clerk.ask("body", "members", "panel", "--as-at", "ever")["rows"][0]

    assert row["since_earliest"] == row["since_latest"] == "2018-06-06"


def test_a_date_that_cannot_be_read_leaves_stdout_to_the_answer(clerk):
    clerk.hand_in([*REGISTER, "statements:", '  - {member: ada, body: panel, since: "2012-1X"}'])
    done = clerk.run("record", str(clerk.folder / "meeting.yaml"), "--format", "json")

    assert "PartialUnspecified" not in done.stdout


def test_nothing_is_held_against_a_resolution_of_which_nobody_knows_whether_it_was_passed(clerk):
    told(
        clerk,
        "{resolved: That it be, id: it, body: panel, verb: agreed, on: 2018-06-01, standing: unknown}",
        '{vote: "resolution:it", for: 3, against: 2, on: 2019-06-01}',
    )

    assert clerk.ask("flags", "--kind", "vote on another day", "--as-at", "ever")["rows"] == []


def test_two_chairs_of_whom_neither_is_told_to_have_ended_are_flagged(clerk):
    told(
        clerk,
        '{office: chair, body: panel, holder: "person:ada", since: "XXXX"}',
        '{office: chair, body: panel, holder: "person:ben", since: 2017-02-01}',
    )

    assert len(clerk.ask("flags", "--kind", "two chairs at once", "--as-at", "ever")["rows"]) == 1
