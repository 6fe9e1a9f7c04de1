"""Popolo JSON: valid, complete, nothing more certain than the register, nothing exempt."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft3Validator

from tests.exports.conftest import SECRET, asked, run
from tests.exports.popolo_form import DOCUMENT
from tests.keys import own_keys

FIVE = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))
JOINT = """\
source: Terms of reference
register:
  organisations:
    northmoor: {name: Northmoor Council, also: [NMC], identifiers: {gss: E06000099}}
    northmoor-ccg: Northmoor Clinical Commissioning Group
  bodies:
    council: {name: Full Council, of: northmoor}
    health: {name: Health Committee, of: northmoor, parent: council, since: 2012-05, also: [the Committee]}
    joint: {name: Joint Commissioning Board, of: [northmoor, northmoor-ccg], since: "2015~"}
  people:
    ruth-okafor: {name: Ruth Okafor, also: [R. Okafor]}
    a-member: {name: a Member, unnamed: yes}
  posts:
    director: {title: Director of Public Health, organisation: northmoor, also: [DPH]}
statements:
  - renamed: health
    name: Health and Care Committee
    on: 2016-05-19
  - member: director
    body: joint
    on behalf of: northmoor
    voting: no
    since: 2015-06
    until: 2019-03-31
  - member: ruth-okafor
    body: joint
    since: "[2015-06..2016-02]"
  - membership ended: ruth-okafor
    body: joint
    on: summer
    standing: expected
  - office: co-chair
    body: joint
    holder: ruth-okafor
    on behalf of: northmoor-ccg
    since: 2017
    until: "2018~"
  - appointed: ruth-okafor
    post: director
    acting: yes
    since: 2018-01-08
  - member: a-member
    body: health
    standing: proposed
    since: 2020-01-01
  - members declared: joint
    complete: no
    on: 2017
""".replace("on: summer", 'on: "2019-22"')


@pytest.fixture
def joint(tmp_path: Path) -> Path:
    (tmp_path / "joint.yaml").write_text(JOINT)
    run(tmp_path / "joint.db", "init")
    run(tmp_path / "joint.db", "record", tmp_path / "joint.yaml")
    return tmp_path / "joint.db"


def exported(ledger: Path, *words: str) -> dict[str, list[dict[str, Any]]]:
    """The document, once it is known to be Popolo."""
    document: dict[str, Any] = json.loads(run(ledger, "export", "popolo", *words).stdout)
    errors = sorted(Draft3Validator(DOCUMENT).iter_errors(document), key=str)
    assert errors == []
    assert document.pop("govledger")["ledger"]
    ids = [thing["id"] for things in document.values() for thing in things]
    assert len(ids) == len(set(ids))
    return document


def by_id(things: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {thing["id"]: thing for thing in things}


def test_persons_have_their_other_names_and_say_if_they_are_only_described(joint: Path) -> None:
    persons = by_id(exported(joint)["persons"])

    assert persons["person:ruth-okafor"]["name"] == "Ruth Okafor"
    assert persons["person:ruth-okafor"]["other_names"] == [{"name": "R. Okafor"}]
    assert persons["person:a-member"]["govledger"]["only_described"] is True


def test_organisations_and_bodies_are_organizations_under_the_name_they_have_now(joint: Path) -> None:
    found = by_id(exported(joint)["organizations"])

    assert found["organisation:northmoor"]["identifiers"] == [{"scheme": "gss", "identifier": "E06000099"}]
    health = found["body:health"]
    assert health["name"] == "Health and Care Committee"
    assert health["other_names"] == [
        {"name": "the Committee"},
        {"name": "Health Committee", "start_date": "2012-05", "end_date": "2016-05-18"},
    ]
    assert (health["parent_id"], health["founding_date"]) == ("body:council", "2012-05")
    assert found["body:council"]["parent_id"] == "organisation:northmoor"


def test_a_body_of_several_organisations_is_part_of_none_of_them_and_its_vague_dates_stay_vague(joint: Path) -> None:
    board = by_id(exported(joint)["organizations"])["body:joint"]

    assert "parent_id" not in board
    assert "founding_date" not in board
    assert board["govledger"]["of"] == ["organisation:northmoor", "organisation:northmoor-ccg"]
    assert board["govledger"]["start"] == {"edtf": "2015~", "earliest": "2014-01-01", "latest": "2016-12-31"}
    assert board["govledger"]["members_told"] == "known to be incomplete"


def test_memberships_offices_and_appointments_are_memberships(joint: Path) -> None:
    found = {m["govledger"]["is_a"] + " " + m["id"].rpartition("#")[2]: m for m in exported(joint)["memberships"]}

    post = found["membership director"]
    assert (post["post_id"], post["organization_id"]) == ("post:director", "body:joint")
    assert (post["on_behalf_of_id"], post["govledger"]["voting"]) == ("organisation:northmoor", False)
    assert (post["start_date"], post["end_date"]) == ("2015-06", "2019-03-31")
    assert "person_id" not in post
    office = next(m for name, m in found.items() if name.startswith("office"))
    assert (office["role"], office["person_id"]) == ("co-chair", "person:ruth-okafor")
    assert (office["start_date"], office.get("end_date")) == ("2017", None)
    assert office["govledger"]["end"]["edtf"] == "2018~"
    held = next(m for name, m in found.items() if name.startswith("appointment"))
    assert (held["person_id"], held["post_id"]) == ("person:ruth-okafor", "post:director")
    assert (held["organization_id"], held["govledger"]["acting"]) == ("organisation:northmoor", True)


def test_bounded_dates_expected_ends_and_proposals_claim_no_more_than_they_say(joint: Path) -> None:
    found = {m["id"]: m for m in exported(joint)["memberships"]}

    ruth = found["membership:body:joint#ruth-okafor"]
    assert "start_date" not in ruth
    assert "end_date" not in ruth
    assert ruth["govledger"]["start"] == {
        "edtf": "[2015-06..2016-02]",
        "earliest": "2015-06-01",
        "latest": "2016-02-29",
    }
    assert ruth["govledger"]["expected_end"]["standing"] == "expected"
    assert ruth["govledger"]["expected_end"]["edtf"] == "2019-22"
    proposed = found["membership:body:health#a-member"]
    assert (proposed["govledger"]["certainty"], proposed["govledger"]["standing"]) == ("possibly", "proposed")


def test_as_at_a_day_only_who_is_there_then_and_whoever_they_name(joint: Path) -> None:
    before = exported(joint, "--as-at", "2014-06-01")
    during = exported(joint, "--as-at", "2015-12-01")

    assert before["memberships"] == []
    assert {thing["id"] for thing in before["organizations"]} >= {"body:health", "body:joint"}
    certainty = {m["id"]: m["govledger"]["certainty"] for m in during["memberships"]}
    assert certainty == {"membership:body:joint#director": "yes", "membership:body:joint#ruth-okafor": "possibly"}
    assert by_id(during["organizations"])["body:health"]["name"] == "Health Committee"


def test_as_known_at_an_entry_only_what_was_told_by_then(joint: Path) -> None:
    first = next(row["entry"] for row in asked(joint, "log") if row["type"] == "membership.started")

    assert len(exported(joint, "--known-at", str(first))["memberships"]) == 1
    assert exported(joint, "--known-at", str(first - 1))["memberships"] == []


@pytest.mark.parametrize("as_at", ["ever", "2015-01-01", "2019-01-01", "2024-01-01"])
def test_real_registers_are_valid_and_refer_only_to_what_is_in_them(as_at: str, five: Path, thornmere: Path) -> None:
    for ledger in (five, thornmere):
        document = exported(ledger, "--as-at", as_at)
        known = {thing["id"] for name in ("persons", "organizations", "posts") for thing in document[name]}
        for membership in document["memberships"]:
            parties = {membership[key] for key in membership if key.endswith("_id")}
            assert parties <= known
        for thing in (*document["organizations"], *document["posts"]):
            assert {thing.get("parent_id"), thing.get("organization_id")} - {None} <= known


def test_every_membership_of_the_register_is_in_the_document(thornmere: Path) -> None:
    document = exported(thornmere, "--with-exempt")
    started = list(asked(thornmere, "log", "--type", "membership.started"))
    withdrawn = list(asked(thornmere, "log", "--type", "entry.retracted"))

    # two of the three retractions are of memberships, and the third undoes the second
    assert len(withdrawn) == 3
    memberships = [m for m in document["memberships"] if m["govledger"]["is_a"] == "membership"]
    assert len(memberships) == len(started) - 1


def test_what_is_exempt_stays_out_unless_asked_for(thornmere: Path) -> None:
    told = run(thornmere, "export", "popolo")
    asked_for = run(thornmere, "export", "popolo", "--with-exempt")

    assert "nia-byrne" not in json.dumps(json.loads(told.stdout)["memberships"])
    assert "is left out; --with-exempt writes all." in told.stderr
    assert any(m.get("person_id") == "person:nia-byrne" for m in json.loads(asked_for.stdout)["memberships"])
    assert asked_for.stderr == ""
    assert SECRET not in told.stdout


def test_what_refers_to_an_exempt_subject_is_left_out_or_does_not_name_it(tmp_path: Path) -> None:
    (tmp_path / "exempt.yaml").write_text(
        "source: Part 2\nregister:\n"
        "  organisations: {shadow: {name: Shadow Authority, exempt: paragraph 3}}\n"
        "  bodies:\n"
        "    inner: {name: Inner Group, exempt: paragraph 3}\n"
        "    open: {name: Open Group, of: shadow}\n"
        "    under: {name: Under Group, parent: inner}\n"
        "  people: {hidden: {name: Hidden Person, exempt: paragraph 1}, known: Known Person, other: Other Person}\n"
        "  posts: {lead: {title: Lead, organisation: shadow}}\n"
        "statements:\n"
        "  - {member: hidden, body: open, on: 2020}\n"
        "  - {member: known, body: open, on: 2020, on behalf of: shadow}\n"
        "  - {member: known, body: under, on: 2020}\n"
        "  - {motion: That it open., id: m/1, body: open, mover: known, on: 2020}\n"
        "  - {vote: m/1, for: [known, hidden], against: [other], on: 2020}\n"
        "  - {motion: That it close., id: m/2, body: open, mover: hidden, on: 2020}\n"
        "  - {vote: m/2, for: 1, on: 2020}\n"
        "  - {motion: That it wait., id: m/3, body: open, mover: known, on: 2020}\n"
        "  - {vote: m/3, for: [known], against: [other], on: 2020}\n"
    )
    run(tmp_path / "exempt.db", "init")
    run(tmp_path / "exempt.db", "record", tmp_path / "exempt.yaml")

    told = run(tmp_path / "exempt.db", "export", "popolo")
    document = exported(tmp_path / "exempt.db")

    assert [m["organization_id"] for m in document["memberships"]] == ["body:under"]
    assert [m["id"] for m in document["motions"]] == ["motion:m/1", "motion:m/3"]
    assert [v["motion_id"] for v in document["vote_events"]] == ["motion:m/3"]
    assert all(word not in told.stdout for word in ("Shadow", "Inner", "Hidden", "organisation:shadow", "body:inner"))
    assert "what rests on 3 exempt entries is left out" in told.stderr


@pytest.fixture(scope="module")
def five(tmp_path_factory: pytest.TempPathFactory) -> Path:
    ledger = tmp_path_factory.mktemp("five") / "ledger.db"
    with own_keys(ledger.parent):
        run(ledger, "init")
        run(ledger, "record", *FIVE)
    return ledger
