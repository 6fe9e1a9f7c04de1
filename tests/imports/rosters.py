"""Changes of the committee rosters of the United States Congress, as the form of memberships that can be imported.

The source compares a published roster with the one before it: joins, leaves and changes, each with the time it was
recorded, the side of the house, the rank and the title of the member.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

_CHANGES = {"join": "joined", "leave": "left", "change": "changed"}


def memberships(lines: Iterable[str]) -> Iterator[str]:
    """A line for each line; one that is no JSON, or has an op of another name, stays so."""
    for line in lines:
        try:
            yield json.dumps(_membership(json.loads(line))) + "\n"
        except json.JSONDecodeError:
            yield line


def _membership(change: dict[str, Any]) -> dict[str, Any]:
    committee, member, now = change["committee"], change["member"], change.get("now") or {}
    person = {"id": member.lower(), "name": now.get("name") or (change.get("was") or {}).get("name")}
    return {
        "snapshot": change["recorded"],
        "change": _CHANGES.get(change["op"], change["op"]),
        "body": {"id": committee.lower(), "name": committee, "identifiers": {"congress": committee}},
        "person": person | {"identifiers": {"bioguide": member}},
        "role": now.get("party"),
        "office": now.get("title"),
        "other": {"rank": now["rank"]} if "rank" in now else None,
        "document": "Committee rosters of the United States Congress",
        "at": f"commit {change.get('commit')}",
        "publisher": "unitedstates/congress-legislators; CC0-1.0",
    }
