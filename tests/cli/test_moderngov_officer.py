"""A scrutiny officer whose council runs ModernGov asks, and the ledger answers as the site would have them count."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Govledger
from tests.imports.moderngov_site import Meeting, Site, saved

Rows = Callable[..., list[dict[str, Any]]]
DAY = date(2022, 5, 5)
RULE = """\
source: {document: Constitution of Marsham Council, date: 2021-05-06}
statements:
  - rule: what the Cabinet decides goes before scrutiny first
    id: scrutiny-first
    since: 2021-05-06
    kinds of project: [issue]
    requires:
      - a: {roles: [scrutiny]}
        b: {by: [marsham/12], roles: [decision]}
"""


@pytest.fixture
def site(call: Govledger, tmp_path: Path) -> Site:
    """A council's site, which is in the ledger."""
    found = Site(DAY, councillors=14, committees=6, years=1)
    call("init")
    call("import", "moderngov", saved(found, tmp_path / "site"), "--register", "marsham")
    return found


def asked(call: Govledger, *words: str) -> list[dict[str, Any]]:
    found = json.loads(call(*words, "--format", "json").stdout)
    return found if isinstance(found, list) else found["rows"]


def test_which_decisions_of_the_cabinet_no_scrutiny_panel_had_seen(call: Govledger, site: Site, tmp_path: Path) -> None:
    (tmp_path / "rule.yaml").write_text(RULE)
    call("record", tmp_path / "rule.yaml")

    gaps = {row["project"] for row in asked(call, "scrutiny", "gaps")}

    def is_past(number: int) -> bool:
        m = site.meetings[number]
        return site.date_of(m) <= DAY and not site.is_cancelled(m)

    def is_seen(first: Meeting, then: Meeting) -> bool:
        return site.is_minuted(first) and first is not then and site.date_of(first) < site.date_of(then)

    decided = {n: [site.meetings[m] for m in route] for n, (_, route) in site.issues.items() if is_past(route[-1])}
    unseen = {f"project:marsham/{n}" for n, route in decided.items() if not is_seen(route[0], route[-1])}
    assert unseen
    assert unseen < {f"project:marsham/{n}" for n in decided}
    assert gaps == unseen


def test_who_voted_how(call: Govledger, site: Site) -> None:
    m = site.votes()[0]
    motion = next(row["id"] for row in asked(call, "votes") if f"/{m.number}~" in row["id"])

    voters = {row["member"]: row["choice"] for row in asked(call, "votes", "voters", "--on", motion)}

    words = {"For": "for", "Against": "against", "Abstain": "abstained"}
    assert voters == {f"person:marsham/{who}": words[how] for who, how in site.choices(m) if how in words}


def test_what_was_called_in_and_what_is_on_the_plan(call: Govledger, site: Site) -> None:
    called_in = {row["id"] for row in asked(call, "call-ins") if row["certainty"] == "yes"}
    planned = {row["project"] for row in asked(call, "notices")}

    assert called_in == {f"decision:marsham/{n}" for n in site.delegated() if n % 41 == 0}
    assert planned == {f"project:marsham/{m.items[2].issue}" for m in site.planned()}
