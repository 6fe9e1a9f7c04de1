"""A register, and the route of a project, as OParl: shown steps are consultations, doubted ones are not."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any, Final

import pytest

from ledger import store
from ledger.recording.ledger import Ledger
from tests.exports.conftest import asked, run
from tests.imports.councils import council
from tests.imports.registers import answers, differing

TYPES = "https://schema.oparl.org/1.1/"
KEYS = {
    "Paper": {
        "id",
        "type",
        "name",
        "reference",
        "date",
        "paperType",
        "underDirectionOf",
        "superordinatedPaper",
        "consultation",
    },
    "Consultation": {"id", "type", "paper", "agendaItem", "meeting", "organization", "authoritative", "role"},
    "AgendaItem": {
        *("id", "type", "meeting", "order", "number", "name", "public", "consultation", "result", "resolutionText"),
    },
    "Meeting": {
        *("id", "type", "name", "organization", "agendaItem", "meetingState", "cancelled", "start", "end", "location"),
        "participant",
    },
    "Organization": {"id", "type", "name", "classification", "subOrganizationOf", "startDate", "endDate"},
    "Person": {"id", "type", "name", "membership"},
    "Membership": {
        *("id", "type", "person", "organization", "role", "votingRight", "onBehalfOf", "startDate", "endDate"),
    },
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
meeting: {id: select/2018-06-07, body: select, ended: "22:10", on: 2018-06-07}
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
    page = json.loads(run(ledger, "export", "oparl", project, *words).stdout)
    paper, *others = page["data"]
    document: dict[str, Any] = {"paper": paper}
    for kind in ("organization", "meeting"):
        document[kind] = [thing for thing in others if thing["type"].removeprefix(TYPES).lower() == kind]
    assert page["pagination"]["totalElements"] == sum(map(len, (document["organization"], document["meeting"]))) + 1
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
    assert document["paper"]["underDirectionOf"] == ["https://council.example/oparl/govledger/body/cabinet"]
    assert scrutiny["role"] == "scrutiny"
    assert scrutiny["meeting"] == "https://council.example/oparl/govledger/meeting/select/2018-06-07"
    (meeting,) = document["meeting"]
    assert meeting["end"] == "2018-06-07T22:10:00+01:00"
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


@pytest.mark.parametrize(("exempt", "meeting"), [("", "/meeting/select/2019-01-10"), (", exempt: paragraph 3", None)])
def test_a_step_that_is_not_shown_keeps_its_meeting_and_that_it_decides(
    homes: Path, tmp_path: Path, exempt: str, meeting: str | None
) -> None:
    more = tmp_path / "more.yaml"
    more.write_text(
        "source: Forward plan\n"
        f"meeting: {{id: select/2019-01-10, body: select, date: 2019-01-10, standing: expected{exempt}}}\n"
        "statements:\n  - {considered: homes, by: select, role: decision, authoritative: yes, standing: expected}\n"
    )
    run(homes, "record", more)

    *_, expected = exported(homes, "homes")["paper"]["govledger:notShown"]
    assert expected["authoritative"] is True
    assert expected["meeting"].endswith(meeting) if meeting else "meeting" not in expected


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


def test_not_even_the_id_of_what_is_exempt_is_told(tmp_path: Path) -> None:
    hidden = ROUTE.replace("title: Care Homes,", "title: Care Homes, exempt: paragraph 3,").replace(
        "select: Select Committee", "select: {name: Select Committee, exempt: paragraph 3}"
    )
    more = "  - {member: ann-lee, body: select, since: 2018}\n  - {member: ann-lee, body: cabinet, since: 2018}\n"
    (tmp_path / "route.yaml").write_text(hidden + more)
    run(tmp_path / "homes.db", "init")
    run(tmp_path / "homes.db", "record", tmp_path / "route.yaml")

    told = run(tmp_path / "homes.db", "export", "oparl").stdout
    everything = run(tmp_path / "homes.db", "export", "oparl", "--with-exempt").stdout

    assert "project/homes" not in told
    assert "body/select" not in told
    assert "body/cabinet" in told
    assert everything.count("body/select") > 2
    assert everything.count("project/homes") > 2


def test_as_at_and_as_known_at_earlier_dates_the_route_is_shorter(homes: Path) -> None:
    first = asked(homes, "log", "--type", "project.scrutinised")[0]["entry"]

    assert len(exported(homes, "homes", "--as-at", "2018-06-10")["paper"]["consultation"]) == 1
    assert len(exported(homes, "homes", "--known-at", str(first))["paper"]["consultation"]) == 1


def test_every_project_of_a_real_register_has_a_route_in_this_shape(thornmere: Path) -> None:
    for project in asked(thornmere, "project", "list", "--as-at", "ever"):
        exported(thornmere, project["id"])


def whole(ledger: Path, *words: str) -> list[dict[str, Any]]:
    """All objects of a register, those within others too, once each is known to be one of OParl's under one id."""
    page = json.loads(run(ledger, "export", "oparl", *words).stdout)
    things = [each for thing in page["data"] for each in within(thing)]
    for thing in things:
        kind = thing["type"].removeprefix(TYPES)
        assert kind == "govledger:Post" or {key for key in thing if not key.startswith("govledger:")} <= KEYS[kind]
    ids = [thing["id"] for thing in things]
    assert len(ids) == len(set(ids))
    return things


def within(thing: dict[str, Any]) -> list[dict[str, Any]]:
    keys = ("membership", "agendaItem", "consultation")
    return [thing, *(each for key in keys for each in thing.get(key, ()) if isinstance(each, dict))]


def test_a_whole_register_holds_together(thornmere: Path) -> None:
    things = whole(thornmere, "--with-exempt", "--base", "https://thornmere.example/oparl/")

    there = {thing["id"] for thing in things}
    links = ("organization", "meeting", "agendaItem", "person", "participant", "paper", "underDirectionOf")
    named = [each for thing in things for key in links for each in _many(thing.get(key)) if isinstance(each, str)]
    assert set(named) <= there
    assert {kind.removeprefix(TYPES) for kind in (thing["type"] for thing in things)} >= {*KEYS}


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


KEPT: Final = (
    *("body list", "body members", "body offices", "organisation list", "person list"),
    *("project list", "scrutiny"),
)
"""What is answered alike wherever it was recorded, after OParl; its page says what is lost."""


@pytest.mark.parametrize("name", ["homes", "thornmere"])
def test_oparl_out_and_in_gives_the_same_answers(name: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    here: Path = request.getfixturevalue(name)

    there = moved(here, tmp_path)

    days = ("2018-06-10", "2023-05-16", "2024-02-01", "2024-04-12")
    one, other = (answers(store.open(f"sqlite:///{each}"), *days, asked=KEPT) for each in (here, there))
    assert one
    assert differing(one, other) == {}


def moved(ledger: Path, folder: Path) -> Path:
    """Another ledger with what OParl can hold of this one."""
    run(ledger, "export", "oparl", "--with-exempt", "--base", "https://h.example/", "--out", folder / "oparl.json")
    run(folder / "other.db", "init")
    run(folder / "other.db", "import", "oparl", folder / "oparl.json", "--register", "moved")
    return folder / "other.db"


@pytest.mark.parametrize("form", ["oparl", "popolo"])
def test_a_ledger_refuses_its_own_export(form: str, homes: Path, tmp_path: Path) -> None:
    run(homes, "export", form, "--out", tmp_path / "own.json")

    refused = run(homes, "import", form, tmp_path / "own.json", code=1)

    assert "it is an export of this very ledger" in refused.stderr


def test_what_is_exempt_is_exempt_in_the_other_ledger_too(thornmere: Path, tmp_path: Path) -> None:
    question = ("body", "members", "th-scrutiny", "--as-at", "2023-09-01")

    there = moved(thornmere, tmp_path)

    assert asked(there, *question, "--public")
    assert len(asked(there, *question, "--public")) == len(asked(thornmere, *question, "--public"))
    assert len(asked(there, *question)) == len(asked(thornmere, *question))


def test_what_is_moved_on_is_written_as_it_was(homes: Path, tmp_path: Path) -> None:
    more = tmp_path / "more.yaml"
    more.write_text(
        "source: Resolutions\nstatements:\n  - {resolved: That it be noted and sent on, body: select,\n"
        "     meeting: select/2018-06-07, on: 2018-06-07, limbs: [{verb: noted, text: it, projects: homes},\n"
        "     {verb: referred, text: it, to: cabinet}]}\n"
    )
    run(homes, "record", more)

    first, second = (run(each, "export", "oparl").stdout for each in (homes, moved(homes, tmp_path)))

    assert '"verb":"referred","text":"it","to":"govledger/body/cabinet"' in first
    assert [told(each) for each in whole_of(second)] == [told(each) for each in whole_of(first)]


def whole_of(page: str) -> list[dict[str, Any]]:
    return sorted(json.loads(page)["data"], key=lambda thing: str(thing["id"]))


MARKS = ("govledger:entries", "govledger:ledger", "agendaItem")


def told(thing: Any) -> Any:
    """What an object says, without by which entries of which ledger, and without the ids that are numbers of these."""
    if isinstance(thing, dict):
        ours = {key: told(value) for key, value in thing.items() if key not in MARKS}
        return {
            key: value for key, value in ours.items() if key not in ("id", "consultation") or "govledger" in str(value)
        }
    return [told(each) for each in thing] if isinstance(thing, list) else thing


def test_a_council_that_came_as_oparl_leaves_as_oparl_whole(tmp_path: Path) -> None:
    (tmp_path / "council.json").write_text(json.dumps(list(council(7))))
    run(tmp_path / "council.db", "init")
    run(tmp_path / "council.db", "import", "oparl", tmp_path / "council.json", "--register", "hallam")

    there = moved(tmp_path / "council.db", tmp_path)

    one, other = (answers(store.open(f"sqlite:///{each}")) for each in (tmp_path / "council.db", there))
    assert differing(one, other) == {}
    assert statements(tmp_path / "council.db") - statements(there) == Counter()


def statements(file: Path) -> Counter[str]:
    """Everything that a ledger says, with its date and standing."""
    with Ledger(f"sqlite:///{file}", recorder="reader") as ledger:
        told = [each for name in ledger.book.streams() for each in ledger.streams().stream(name).counted()]
        return Counter(f"{e.stream} {e.event!r} {e.occurred.text} {e.standing}" for e in told)


def test_an_unknown_project_is_refused_with_near_misses(homes: Path, tmp_path: Path) -> None:
    told = run(homes, "export", "oparl", "hones", "--out", tmp_path / "route.json", code=1)

    assert "unknown project 'hones'; did you mean 'homes'?" in told.stderr
    assert not (tmp_path / "route.json").exists()
