"""The route of a project in OParl's shape: shown steps are consultations, doubted ones are not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.exports.conftest import asked, run

TYPES = "https://schema.oparl.org/1.1/"
KEYS = {
    "Paper": {"id", "type", "name", "paperType", "underDirectionOf", "superordinatedPaper", "consultation"},
    "Consultation": {"id", "type", "agendaItem", "meeting", "organization", "authoritative", "role"},
    "AgendaItem": {"id", "type", "meeting", "order", "public", "consultation", "result", "resolutionText"},
    "Meeting": {"id", "type", "name", "organization", "agendaItem"},
    "Organization": {"id", "type", "name"},
}
"""The keys of OParl 1.1 that an export uses; `order` is required of an AgendaItem."""
ROUTE = """\
source: {id: minutes, document: Minutes}
register:
  bodies:
    cabinet: Cabinet
    select: Select Committee
  people:
    ann-lee: Ann Lee
  projects:
    homes: {title: Care Homes, kind: strategy, lead: cabinet}
meeting: {id: select/2018-06-07, body: select, on: 2018-06-07}
statements:
  - scrutinised: homes
    by: select
    outcome: supported with two concerns
    at: item 7
  - considered: homes
    by: cabinet
    role: decision
    role as given: to decide
    authoritative: yes
    outcome: agreed
    on: 2018-07-01
    meeting: ~
  - considered: homes
    by: cabinet
    role: information
    standing: unknown
    stated by: ann-lee
    meeting: ~
  - considered: homes
    by: select
    role: pre-decision
    happened: no
    meeting: ~
"""


@pytest.fixture
def homes(tmp_path: Path) -> Path:
    (tmp_path / "route.yaml").write_text(ROUTE)
    run(tmp_path / "homes.db", "init")
    run(tmp_path / "homes.db", "record", tmp_path / "route.yaml")
    return tmp_path / "homes.db"


def exported(ledger: Path, project: str, *words: str) -> dict[str, Any]:
    """The document, once every object in it is known to be one of OParl's, and every reference to lead somewhere."""
    document: dict[str, Any] = json.loads(run(ledger, "export", "oparl", project, *words).stdout)
    paper = document["paper"]
    items = [item for meeting in document["meeting"] for item in meeting["agendaItem"]]
    for thing in (paper, *paper.get("consultation", ()), *document["organization"], *document["meeting"], *items):
        kind = thing["type"].removeprefix(TYPES)
        assert {key for key in thing if not key.startswith("govledger:")} <= KEYS[kind]
        assert kind != "AgendaItem" or isinstance(thing["order"], int)
    assert {body for meeting in document["meeting"] for body in meeting.get("organization", ())} <= {
        unit["id"] for unit in document["organization"]
    }
    there = {thing["id"] for thing in (*document["organization"], *document["meeting"], *items)}
    for consultation in paper.get("consultation", ()):
        organizations = consultation.get("organization", ())
        named = {*organizations, consultation.get("meeting"), consultation.get("agendaItem")} - {None}
        assert named <= there
        assert bool(organizations) != ("govledger:by" in consultation)
    return document


def test_shown_steps_are_consultations_with_role_meeting_and_result(homes: Path) -> None:
    document = exported(homes, "homes", "--base", "https://council.example/oparl/")

    scrutiny, decision = document["paper"]["consultation"]
    assert document["paper"]["underDirectionOf"] == ["https://council.example/oparl/organization/cabinet"]
    assert scrutiny["role"] == "scrutiny"
    assert scrutiny["meeting"] == "https://council.example/oparl/meeting/select/2018-06-07"
    (meeting,) = document["meeting"]
    (item,) = meeting["agendaItem"]
    assert (item["id"], item["consultation"]) == (scrutiny["agendaItem"], scrutiny["id"])
    assert (item["result"], item["order"], item["public"]) == ("supported with two concerns", 1, True)
    assert (decision["role"], decision["authoritative"]) == ("to decide", True)
    assert decision["govledger:result"] == "agreed"
    assert decision["govledger:date"]["edtf"] == "2018-07-01"
    assert "meeting" not in decision
    assert "authoritative" not in scrutiny


def test_what_a_body_resolved_in_a_meeting_is_the_text_of_its_agenda_item_there(homes: Path, tmp_path: Path) -> None:
    more = tmp_path / "more.yaml"
    more.write_text(
        "source: Resolutions\nstatements:\n"
        "  - {resolved: That the strategy be supported, verb: supported, projects: homes, body: select,\n"
        "     meeting: select/2018-06-07, on: 2018-06-07}\n"
        "  - {resolved: That it be noted, verb: noted, projects: homes, body: cabinet, on: 2018-08-01}\n"
    )
    run(homes, "record", more)

    document = exported(homes, "homes")

    scrutiny, decision, noted = document["paper"]["consultation"]
    (item,) = document["meeting"][0]["agendaItem"]
    assert item["resolutionText"] == "That the strategy be supported"
    assert item["result"] == "supported with two concerns"
    assert len(scrutiny["govledger:entries"]) == 2
    assert (decision["role"], noted["govledger:kind"]) == ("to decide", "resolution")


def test_steps_that_are_doubted_or_denied_are_not_consultations(homes: Path) -> None:
    not_shown = exported(homes, "homes")["paper"]["govledger:notShown"]

    assert [(step["evidence"], step["role"]) for step in not_shown] == [
        ("open", "information"),
        ("denied", "pre-decision"),
    ]
    assert not_shown[0]["stated_by"] == "person:ann-lee"


def test_a_project_or_a_meeting_that_is_exempt_is_not_told_of(tmp_path: Path) -> None:
    hidden = ROUTE.replace("lead: cabinet}", "lead: cabinet, exempt: paragraph 3}").replace(
        "on: 2018-06-07}", "on: 2018-06-07, title: Secret sitting, exempt: paragraph 3}"
    )
    (tmp_path / "route.yaml").write_text(hidden)
    run(tmp_path / "homes.db", "init")
    run(tmp_path / "homes.db", "record", tmp_path / "route.yaml")

    told = run(tmp_path / "homes.db", "export", "oparl", "homes")
    everything = run(tmp_path / "homes.db", "export", "oparl", "homes", "--with-exempt").stdout

    assert "Care Homes" not in told.stdout
    assert "Secret sitting" not in told.stdout
    assert "exempt entries is left out" in told.stderr
    assert "Care Homes" in everything
    assert "Secret sitting" in everything


def test_as_at_and_as_known_at_earlier_dates_the_route_is_shorter(homes: Path) -> None:
    first = asked(homes, "log", "--type", "project.scrutinised")[0]["entry"]

    assert len(exported(homes, "homes", "--as-at", "2018-06-10")["paper"]["consultation"]) == 1
    assert len(exported(homes, "homes", "--known-at", str(first))["paper"]["consultation"]) == 1


def test_every_project_of_a_real_register_has_a_route_in_this_shape(thornmere: Path) -> None:
    for project in asked(thornmere, "project", "list", "--as-at", "ever"):
        exported(thornmere, project["id"])


def test_an_unknown_project_is_refused_with_near_misses(homes: Path, tmp_path: Path) -> None:
    told = run(homes, "export", "oparl", "hones", "--out", tmp_path / "route.json", code=1)

    assert "unknown project 'hones'; did you mean 'homes'?" in told.stderr
    assert not (tmp_path / "route.json").exists()
