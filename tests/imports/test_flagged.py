"""What is flagged in registers as they come in, without any rule of the council's own."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from projections import ALL, Projector, register_at
from projections.flags import flags
from tests.imports.conftest import Importing
from tests.imports.moderngov_pages import BEGAN
from tests.imports.moderngov_site import Site, saved

SCRUTINISES: Final = "member of the executive on a scrutiny committee"
BOTH_AT_ONCE: Final = "two bodies with one function on one day"
HEAD: Final = "kind,body,person,type,of,from,until,to,on\n"


def flagged(importing: Importing, *lapses: str) -> list[tuple[str, str, str]]:
    """The flags of some kinds: about whom, how certain, and what they say."""
    datastore = importing.ledger.datastore
    Projector(datastore, ALL).catch_up()
    found = flags(register_at(datastore))
    return [(each.about, each.certainty.value, each.says) for each in found if each.lapse.name in lapses]


def imported(importing: Importing, tmp_path: Path, rows: str) -> Importing:
    (tmp_path / "seats.csv").write_text(HEAD + rows)
    importing("csv", tmp_path / "seats.csv", "hallam")
    assert importing.left == []
    return importing


@pytest.mark.parametrize(
    ("executive", "committee", "certainty"),
    [
        ("Cabinet,,,Hallam Council", "Overview and Scrutiny Committee,,,Hallam Council", "yes"),
        ("Board of Seven,,Executive,Hallam Council", "Panel,,scrutiny panel,Hallam Council", "yes"),
        ("Hallam City Council's Cabinet,,,", "Children's Scrutiny,,,", "possibly"),
        ("The Executive Board,,,", "Health Overview & Scrutiny,,,", "possibly"),
        ("Cabinet,,,Hallam Council", "Scrutiny Committee,,,Dale Council", ""),
        ("Cabinet,,,Hallam Council", "Planning Committee,,,Hallam Council", ""),
        ("Cabinet,,,", "Cabinet and Scrutiny Liaison Group,,,", ""),
        ("Shadow Cabinet,,,", "Scrutiny Committee,,,", ""),
        ("Executive Appointments Committee,,,", "Scrutiny Committee,,,", ""),
    ],
)
def test_a_member_of_the_executive_on_a_committee_that_scrutinises_it_is_flagged(
    importing: Importing, tmp_path: Path, executive: str, committee: str, certainty: str
) -> None:
    names = [each.partition(",")[0] for each in (executive, committee)]
    bodies = "".join(f"body,{each},,,,\n" for each in (executive, committee))
    seats = "".join(f"member,{name},Ruth Okafor,,,2019-05-20,2021-05-01,,\n" for name in names)
    seats += f"member,{names[0]},Tom Hale,,,2017-05-20,2019-05-01,,\n"
    seats += f"member,{names[1]},Tom Hale,,,2019-05-01,,,\n"

    told = imported(importing, tmp_path, bodies + seats)

    assert [found[1] for found in flagged(told, SCRUTINISES)] == ([certainty] if certainty else [])


@pytest.mark.parametrize(
    ("until", "on", "is_flagged"),
    [
        ("2023-04-01", "2023-04-01", True),
        ("2023-03-31", "2023-04-01", False),
        ("2023-09-30", "2023-04-01", False),
        ("2023-04", "2023-04-01", False),
        ("", "2023-04-01", False),
    ],
)
def test_who_takes_over_on_the_last_day_of_who_went_before_is_flagged(
    importing: Importing, tmp_path: Path, until: str, on: str, *, is_flagged: bool
) -> None:
    bodies = f"body,Old District,,council,,1974-04-01,{until},,\nbody,New Unitary,,council,,2023-04-01,,,\n"

    told = imported(importing, tmp_path, f"{bodies}succession,Old District,,,,,,New Unitary,{on}\n")

    says = "'hallam/new-unitary' took over on 2023-04-01, which is the last day of 'hallam/old-district'"
    assert [found[2] for found in flagged(told, BOTH_AT_ONCE)] == ([says] if is_flagged else [])


def test_the_site_of_a_council_shows_who_scrutinises_themselves_and_who_voted_without_a_seat(
    importing: Importing, tmp_path: Path
) -> None:
    site = Site(BEGAN + timedelta(days=60), councillors=14, committees=6, years=1)
    voter = site.choices(site.votes()[0])[0][0]
    council = next(each for each in site.committees if each.number == 11)
    council.members.remove(voter)

    importing("moderngov", saved(site, tmp_path / "site"), "marsham")

    both = {*site.members_of(12)} & {*site.members_of(15)}
    assert both
    found = [says for _, _, says in flagged(importing, SCRUTINISES)]
    assert {f"'marsham/{who}' sits on 'marsham/12' and on 'marsham/15'" for who in both} <= {*found}
    (_, _, says), *_ = flagged(importing, "voter not shown to be a member", "vote by somebody who is not a member")
    assert f"marsham/{voter}" in says


def test_a_decision_that_is_dated_before_its_scrutiny_is_flagged(importing: Importing, tmp_path: Path) -> None:
    base = "https://ris.hallam.example/oparl/"

    def thing(kind: str, number: int, **more: Any) -> dict[str, Any]:
        address = f"{base}{kind.lower()}/{number}"
        return {"id": address, "type": f"https://schema.oparl.org/1.1/{kind}", "modified": "2024-06-01", **more}

    bodies = [thing("Organization", n, name=name) for n, name in enumerate(("Council", "Finance Committee"))]
    meetings = [
        thing("Meeting", n, start=f"2024-0{month}-07T18:00:00+02:00", organization=[bodies[n]["id"]])
        for n, month in enumerate((3, 4))
    ]
    routes = [
        thing("Consultation", n, organization=[bodies[n]["id"]], meeting=meetings[n]["id"], role=role)
        for n, role in enumerate(("Entscheidung", "Vorberatung"))
    ]
    (tmp_path / "ris.json").write_text(
        json.dumps([*bodies, *meetings, thing("Paper", 1, name="Bus", consultation=routes)])
    )

    importing("oparl", tmp_path / "ris.json", "hallam")

    ((about, certainty, _),) = flagged(importing, "decided before it was considered for scrutiny")
    assert (about, certainty) == ("project:hallam/oparl/paper/1", "yes")
