"""Popolo out and in again gives the same memberships, offices and appointments, on every day."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.exports.conftest import asked, run
from tests.exports.test_popolo import JOINT

DAYS = ("ever", "2015-07-01", "2016-01-01", "2017-06-01", "2019-08-01", "2020-06-01", "2023-09-01", "2024-03-31")
SEAT = ("member", "post", "seat", "on_behalf_of", "voting", "since", "until", "certainty", "standing")


MOTIONS = """\
source: Minutes
register:
  bodies: {council: Full Council}
  people: {ann: Ann Dale, bo: Bo Reed}
  posts: {clerk: {title: Clerk}}
statements:
  - {motion: That the ferry be sold., id: f/1, body: council, mover: bo, seconder as given: the Mayor, on: 2024-02-21}
  - {motion: add 'soon', id: f/2, body: council, mover: ann, seconder: bo, amends: f/1, on: "2024-02~"}
  - {motion determined: f/2, outcome: accepted, text: He took it., on: 2024-02-21}
  - {motion: That the ferry be sold soon., id: f/3, body: council, substantive of: f/1, on: 2024-02-21}
  - {vote: f/3, round: 1, for: [ann], against: [clerk], on: 2024-02-21}
  - vote: f/3
    round: 2
    for: 4
    against: 4
    abstained: 0
    casting: {choice: for, as given: the Mayor}
    majority needed: two thirds of those present
    present: 9
    carried: yes
    on: 2024-02-22
    standing: disputed
  - {motion determined: f/3, outcome: carried, on: 2024-02-22}
"""


@pytest.fixture
def joint(tmp_path: Path) -> Path:
    (tmp_path / "joint.yaml").write_text(JOINT)
    run(tmp_path / "joint.db", "init")
    run(tmp_path / "joint.db", "record", tmp_path / "joint.yaml")
    return tmp_path / "joint.db"


def brought_over(ledger: Path, folder: Path) -> Path:
    """Another ledger, into which the members of the first one were imported."""
    run(ledger, "export", "popolo", "--with-exempt", "--out", folder / "members.json")
    run(folder / "other.db", "init")
    run(folder / "other.db", "import", "popolo", folder / "members.json")
    return folder / "other.db"


def test_popolo_out_and_in_gives_the_same_motions_and_votes(tmp_path: Path) -> None:
    (tmp_path / "motions.yaml").write_text(MOTIONS)
    run(tmp_path / "here.db", "init")
    run(tmp_path / "here.db", "record", tmp_path / "motions.yaml")

    there = brought_over(tmp_path / "here.db", tmp_path)

    for question in (("motion", "list"), ("votes",)):
        told = [
            [{key: value for key, value in row.items() if key != "entries"} for row in asked(ledger, *question)]
            for ledger in (tmp_path / "here.db", there)
        ]
        assert told[0] == told[1] != []


def members(ledger: Path, body: str, day: str) -> list[dict[str, Any]]:
    rows = asked(ledger, "body", "members", body, "--as-at", day)
    return sorted(({key: row.get(key) for key in SEAT} for row in rows), key=str)


def posts(ledger: Path, person: str, day: str) -> Any:
    """The posts of a person; which entries tell of them is another matter in another ledger."""
    rows = asked(ledger, "person", "show", person, "--as-at", day)
    told = [[{key: post[key] for key in post if key != "entries"} for post in row["posts"]] for row in rows]
    return [sorted(each, key=str) for each in told]


@pytest.mark.parametrize("name", ["joint", "thornmere"])
def test_popolo_out_and_in_gives_the_same_memberships(
    name: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    here: Path = request.getfixturevalue(name)

    there = brought_over(here, tmp_path)

    bodies = [row["id"] for row in asked(here, "body", "list", "--as-at", "ever")]
    assert sorted(row["id"] for row in asked(there, "body", "list", "--as-at", "ever")) == sorted(bodies)
    for body in bodies:
        for day in DAYS:
            assert members(there, body, day) == members(here, body, day), (body, day)


def test_what_is_exempt_is_exempt_in_the_other_ledger_too(thornmere: Path, tmp_path: Path) -> None:
    question = ("body", "members", "th-scrutiny", "--as-at", "2023-09-01", "--public")

    there = brought_over(thornmere, tmp_path)

    seen = [{row["member"] for row in asked(each, *question)} for each in (thornmere, there)]
    assert seen[0] == seen[1] != set()


@pytest.mark.parametrize("name", ["joint", "thornmere"])
def test_popolo_out_and_in_gives_the_same_holders_of_posts(
    name: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    here: Path = request.getfixturevalue(name)

    there = brought_over(here, tmp_path)

    people = [row["id"] for row in asked(here, "person", "list", "--as-at", "ever")]
    assert people
    for person in people:
        assert posts(there, person, "ever") == posts(here, person, "ever"), person


def test_a_standing_that_is_none_is_refused_by_its_value(joint: Path, tmp_path: Path) -> None:
    run(joint, "export", "popolo", "--out", tmp_path / "members.json")
    text = (tmp_path / "members.json").read_text()
    (tmp_path / "members.json").write_text(text.replace('"standing":"proposed"', '"standing":"certain"'))
    run(tmp_path / "other.db", "init")

    told = run(tmp_path / "other.db", "import", "popolo", tmp_path / "members.json", code=4)

    assert "its standing is 'certain', not one of minuted" in told.stderr
