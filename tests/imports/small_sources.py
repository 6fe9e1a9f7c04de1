"""Invented lists of members, as spreadsheets and Popolo documents give them, now and earlier."""

from __future__ import annotations

import json
from copy import deepcopy
from random import Random
from typing import Any, Final

COLUMNS: Final = ("kind", "body", "person", "on behalf of", "role", "from", "until", "project", "to", "purpose", "on")


def seats(chance: Random) -> list[tuple[int, int, int, bool]]:
    """Who sits where from what year on, and whether that is over; nobody sits on the same body twice at once."""
    found = []
    for number in range(chance.randint(0, 5)):
        found.append((chance.randrange(3), chance.randrange(2), 2010 + 4 * number, True))
    last = {(person, body): at for at, (person, body, _, _) in enumerate(found)}
    return [(p, b, year, chance.random() < 0.6 or last[p, b] != at) for at, (p, b, year, _) in enumerate(found)]


def spreadsheet(chance: Random) -> tuple[str, str]:
    """A spreadsheet, and a part of it as it was earlier."""
    rows = [{"kind": "referral", "body": "Panel 0", "to": "Panel 1", "project": "Bridge", "on": "2019-01-01"}]
    for person, body, year, is_over in seats(chance):
        row = {"kind": "member", "body": f"Panel {body}", "person": f"Person {person}", "from": f"{year}-05-01"}
        row |= {"until": f"{year + 3}-04-30" if is_over else "", "on behalf of": chance.choice(("", "Party"))}
        rows.append(row | {"role": chance.choice(("", "member"))})
    earlier = [dict(row) for row in rows if chance.random() < 0.7]
    for row in earlier:
        if row["kind"] == "referral":
            row["purpose"] = chance.choice(("", "to look into it"))
            continue
        row["until"] = chance.choice((row["until"], row["until"], f"{int(row['from'][:4]) + 2}-01-31"))
        row["from"] = chance.choice((row["from"], row["from"][:4]))
        row["role"] = chance.choice((row["role"], "observer"))
    chance.shuffle(earlier)
    return _csv(earlier), _csv(rows)


def _csv(rows: list[dict[str, str]]) -> str:
    lines = [COLUMNS, *([row.get(column, "") for column in COLUMNS] for row in rows)]
    return "".join(",".join(line) + "\n" for line in lines)


def popolo(chance: Random) -> tuple[str, str]:
    """A Popolo document, and a part of it as it was earlier."""
    organizations: list[dict[str, Any]] = [{"id": f"o{number}", "name": f"Panel {number}"} for number in range(2)]
    organizations += [{"id": "party", "name": "Party"}, {"id": "o9", "name": "Sub", "parent_id": "o0"}]
    persons: list[dict[str, Any]] = [{"id": f"p{number}", "name": f"Person {number}"} for number in range(3)]
    persons[0]["other_names"] = [{"name": "Person Nought", "end_date": "2015-01-01"}]
    memberships: list[dict[str, Any]] = []
    for person, body, year, is_over in seats(chance):
        seat = {
            "id": f"m{year}",
            "person_id": f"p{person}",
            "organization_id": f"o{body}",
            "start_date": f"{year}-05-01",
        }
        seat |= {"end_date": f"{year + 3}-04-30"} if is_over else {}
        seat |= {"on_behalf_of_id": "party"} if chance.random() < 0.3 else {}
        memberships.append(seat | {"role": chance.choice(("member", "Chair"))})
    motions, votes = _motions(chance)
    whole = {"persons": persons, "organizations": organizations, "memberships": memberships}
    whole |= {"motions": motions, "vote_events": votes}
    part = {key: [each for each in deepcopy(value) if chance.random() < 0.7] for key, value in whole.items()}
    known = {each["id"] for key in ("persons", "organizations", "motions") for each in part[key]}
    named = ("person_id", "organization_id", "on_behalf_of_id", "motion_id")
    part = {key: [e for e in value if {e[n] for n in named if n in e} <= known] for key, value in part.items()}
    for each in part["memberships"]:
        each["start_date"] = chance.choice((each["start_date"], each["start_date"][:4]))
        each["role"] = chance.choice((each["role"], "deputy"))
    for each in part["vote_events"]:
        each["counts"] = chance.choice((each["counts"], [{"option": "yes", "value": 9}]))
        each.pop(chance.choice(("result", "votes", "id of nothing")), None)
    for each in (*part["persons"], *part["organizations"]):
        each["name"] = chance.choice((each["name"], f"{each['name']} as it was"))
        each.pop("other_names", None)
    return json.dumps(part), json.dumps(whole)


def _motions(chance: Random) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Motions, with or without what became of them, and some votes on them."""
    motions = [{"id": f"n{number}", "organization_id": "o0", "text": f"That {number}."} for number in range(2)]
    for motion in motions:
        motion |= chance.choice(({}, {"creator_id": "p1", "date": "2016-02-01", "requirement": "two thirds"}))
    votes = []
    for number in range(chance.randint(0, 3)):
        ballots = [{"voter_id": f"p{each}", "option": chance.choice(("yes", "no", "absent"))} for each in range(2)]
        vote = {"id": f"v{number}", "motion_id": f"n{chance.randrange(2)}", "start_date": f"2016-0{9 - number}-01"}
        votes.append(vote | {"counts": [{"option": "no", "value": 2}], "votes": ballots, "result": "fail"})
    return motions, votes
