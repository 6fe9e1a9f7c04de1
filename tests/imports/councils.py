"""An invented council of any size, as OParl objects: papers with a consultation and a decision, some of them odd."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

BASE = "https://ris.hallam.example/b/1"


def council(papers: int) -> Iterator[dict[str, Any]]:
    """The objects of a council with so many papers, a meeting of each of two bodies for every ten of them."""
    for name in ("committee", "council"):
        yield {"id": f"{BASE}/org/{name}", "type": "Organization", "body": BASE, "name": f"The {name}"}
    for number in range(papers):
        if number % 10 == 0:
            yield _meeting("committee", number, papers)
            yield _meeting("council", number, papers)
        yield _paper(number)


def _meeting(body: str, first: int, papers: int) -> dict[str, Any]:
    day = date(2015, 1, 5) + timedelta(days=first + (3 if body == "council" else 0))
    items = [
        {
            "id": f"{BASE}/item/{body}-{number}",
            "number": str(number - first + 1),
            "name": f"Paper {number}",
            "result": "einstimmig beschlossen" if body == "council" else "erledigt",
            "consultation": f"{BASE}/consultation/{body}-{number}",
        }
        for number in range(first, min(first + 10, papers))
    ]
    return {
        "id": f"{BASE}/meeting/{body}-{first}",
        "type": "Meeting",
        "name": f"The {body}",
        "start": f"{day.isoformat()}T19:00:00+01:00",
        "organization": [f"{BASE}/org/{body}"],
        "agendaItem": items,
    }


def _paper(number: int) -> dict[str, Any]:
    return {
        "id": f"{BASE}/paper/{number}",
        "type": "Paper",
        "body": BASE,
        "name": f"Paper {number}",
        "date": "2014-11-31" if number % 50 == 7 else "2014-11-30",
        "consultation": [
            {
                "id": f"{BASE}/consultation/{body}-{number}",
                "role": role,
                "organization": [f"{BASE}/org/{body}"],
                "meeting": f"{BASE}/meeting/{body}-{number - number % 10}",
            }
            for body, role in (("committee", "Vorberatung"), ("council", "Entscheidung"))
        ],
    }
