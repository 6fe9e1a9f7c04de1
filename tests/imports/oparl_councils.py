"""Invented councils as OParl gives them, and as it gave them earlier: what the law of keeping in step is tried on."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any, Final, TypeAlias

from hypothesis import strategies as st

BASE: Final = "https://ris.example/oparl/bodies/1"
SCHEMA: Final = "https://schema.oparl.org/1.1/"
RESULTS: Final = ("einstimmig beschlossen", "vertagt", "abgelehnt", "siehe Protokoll", "")
STATES: Final = ("announced", "held", "cancelled")
DAYS: Final = ("2023-03-01", "2023-06-15", "2024-02-20")
Object: TypeAlias = dict[str, Any]


def at(kind: str, number: int) -> str:
    return f"{BASE}/{kind}/{number}"


def thing(kind: str, name: str, number: int, **fields: Any) -> Object:
    return {"id": at(kind, number), "type": SCHEMA + name, "name": f"{name} {number}", **fields}


@st.composite
def councils(draw: st.DrawFn) -> list[Object]:
    """Bodies, one within another; persons who sit in them; meetings in every state; papers with their routes."""
    bodies = [_body(draw, number) for number in range(draw(st.integers(1, 3)))]
    persons = [_person(draw, number, len(bodies)) for number in range(draw(st.integers(0, 2)))]
    papers, consultations = [], 0
    meetings = [_meeting(draw, number, len(bodies)) for number in range(draw(st.integers(0, 2)))]
    for number in range(draw(st.integers(0, 2))):
        paper = thing("papers", "Paper", number, reference=f"2023/{number}", consultation=[])
        if papers and draw(st.booleans()):
            paper["superordinatedPaper"] = [each["id"] for each in reversed(papers)]
        if draw(st.booleans()):
            paper["underDirectionOf"] = [at("organizations", draw(st.integers(0, 3)))]
        for meeting in draw(st.lists(st.sampled_from(meetings), max_size=2, unique_by=id)) if meetings else ():
            _put_on_agenda(draw, consultations, paper, meeting)
            consultations += 1
        papers.append(paper)
    for meeting in meetings:
        meeting["participant"] = [person["id"] for person in persons if draw(st.booleans())]
    return [*bodies, *persons, *meetings, *papers]


def _body(draw: st.DrawFn, number: int) -> Object:
    body = thing("organizations", "Organization", number)
    if number and draw(st.booleans()):
        body["subOrganizationOf"] = at("organizations", number - 1)
    if draw(st.booleans()):
        body["startDate"] = draw(st.sampled_from(("2010-01-01", "2012-05")))
    return body


def _person(draw: st.DrawFn, number: int, bodies: int) -> Object:
    seats = [
        {"id": at("memberships", 10 * number + body), "organization": at("organizations", body), **_term(draw)}
        for body in draw(st.sets(st.integers(0, bodies)))
    ]
    return thing("persons", "Person", number, membership=seats)


def _term(draw: st.DrawFn) -> Object:
    term: Object = {"role": draw(st.sampled_from(("Mitglied", "Vorsitz"))), "votingRight": True}
    if draw(st.booleans()):
        term["startDate"] = draw(st.sampled_from(("2014-07-01", "2019-07-01")))
    if draw(st.booleans()):
        term["endDate"] = draw(st.sampled_from(("2020-06-30", "2024-06-30")))
    if draw(st.booleans()):
        term["onBehalfOf"] = at("organizations", draw(st.integers(0, 3)))
    return term


def _meeting(draw: st.DrawFn, number: int, bodies: int) -> Object:
    of = at("organizations", draw(st.integers(0, bodies)))
    meeting = thing("meetings", "Meeting", number, organization=[of], agendaItem=[])
    return in_state(meeting, draw(st.sampled_from(STATES)), draw(st.sampled_from(DAYS)))


def in_state(meeting: Object, state: str, day: str) -> Object:
    """A meeting that is announced, or was held, or was called off."""
    is_past = state == "held"
    return {
        **meeting,
        "start": f"{day}T18:00:00+01:00",
        "modified": f"{int(day[:4]) + (1 if is_past else -1)}-01-01T09:00:00+01:00",
        "cancelled": state == "cancelled",
        "agendaItem": [{**i, "result": i["result"] if is_past else ""} for i in meeting["agendaItem"]],
    }


def _put_on_agenda(draw: st.DrawFn, number: int, paper: Object, meeting: Object) -> None:
    consultation, item = at("consultations", number), at("agendaitems", number)
    was_held = meeting["modified"] > meeting["start"]
    result = draw(st.sampled_from(RESULTS)) if was_held else ""
    name = {"number": str(number), "name": f"Item {number}", "result": result}
    meeting["agendaItem"].append({"id": item, "consultation": consultation, **name})
    paper["consultation"].append(
        {"id": consultation, "agendaItem": item, "meeting": meeting["id"], "organization": meeting["organization"]}
        | {"role": draw(st.sampled_from(("Vorberatung", "Entscheidung", "Kenntnisnahme")))}
    )


@st.composite
def earlier(draw: st.DrawFn, council: list[Object]) -> list[Object]:
    """A part of a council as it was earlier, in any order: less was decided, some was called and dated otherwise."""
    part = [each for each in deepcopy(council) if draw(st.booleans())]
    for each in part:
        if draw(st.booleans()):
            _EARLIER[each["type"].removeprefix(SCHEMA)](draw, each)
    return draw(st.permutations(part))


def _other_body(draw: st.DrawFn, body: Object) -> None:
    body.pop("startDate", None)
    body["name"] += " (old)"


def _other_person(draw: st.DrawFn, person: Object) -> None:
    for seat in person["membership"]:
        seat.update(_term(draw))
        if draw(st.booleans()):
            seat.pop("endDate", None)
    if draw(st.booleans()):
        person["membership"].append(
            {"id": at("memberships", 90), "organization": at("organizations", 0), "role": "Gast", **_term(draw)}
        )


def _other_meeting(draw: st.DrawFn, meeting: Object) -> None:
    meeting.update(in_state(meeting, draw(st.sampled_from(STATES)), draw(st.sampled_from(DAYS))))
    if draw(st.booleans()):
        meeting["agendaItem"].append({"id": at("agendaitems", 90), "number": "90", "name": "Dropped", "result": ""})
    elif draw(st.booleans()):
        meeting["agendaItem"] = meeting["agendaItem"][1:]


def _other_paper(draw: st.DrawFn, paper: Object) -> None:
    paper["name"] = "Draft of it"
    paper.pop("underDirectionOf", None)
    if draw(st.booleans()):
        paper["consultation"] = paper["consultation"][1:]


_EARLIER: Final[dict[str, Callable[[st.DrawFn, Object], None]]] = {
    "Organization": _other_body,
    "Person": _other_person,
    "Meeting": _other_meeting,
    "Paper": _other_paper,
}
