"""Votes and motions that other systems had no words for: the minority counted alone, a share needed, one for many."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.test_thornmere import head, run

MEMBERS = ("amber", "birch", "cedar", "dale", "elder")
REGISTER = f"""
source: {{document: Standing orders of Fennick, date: 2024-01-02}}
register:
  organisations: {{fennick: Fennick Town Council}}
  bodies: {{council: {{name: Council, of: fennick}}, cabinet: {{name: Cabinet, kind: executive, of: fennick}},
    panel: {{name: Scrutiny Panel, kind: scrutiny committee, of: fennick}}}}
  people: {{{", ".join(f"{name}: Councillor {name.title()}" for name in MEMBERS)}}}
  projects: {{depot: Depot, pay: {{title: Pay policy, kind: policy}}, trees: {{title: Trees, kind: policy}}}}
"""
MINUTES = f"""
source: {{document: Minutes of Fennick, date: 2024-03-04}}
meeting: {{body: council, on: 2024-03-04, present: [{", ".join(MEMBERS)}]}}
statements:
"""
Ask = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def minuted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Ask]:
    """Record the minutes with some statements; gives back how to ask about them."""
    import json

    monkeypatch.setenv("GOVLEDGER_RECORDER", "A clerk")
    ledger = tmp_path / "ledger.db"

    def record(statements: str) -> Ask:
        run(ledger, "init", "--unsealed")
        for name, text in (("register", REGISTER), ("minutes", MINUTES + statements)):
            file = tmp_path / f"{name}.yaml"
            file.write_text(text)
            run(ledger, "record", str(file))
        assert head(ledger)

        def ask(*words: str, as_at: str = "ever") -> list[dict[str, Any]]:
            told = run(ledger, *words, "--as-at", as_at, "--format", "json").stdout
            rows: list[dict[str, Any]] = json.loads(told)["rows"]
            return rows

        return ask

    return record


def day(date: dict[str, str] | None) -> str | None:
    return date["text"] if date else None


def test_where_only_the_minority_was_counted_the_majority_is_not_counted(minuted: Callable[[str], Ask]) -> None:
    ask = minuted("""
  - {resolved: That the depot be approved., verb: approved, vote: {against: 2, abstained: 1, carried: yes, present: 5}}
  - {resolved: That the trees be pruned., verb: approved, vote: carried}
""")

    counts = [(row["for"], row["against"], row["abstained"], row["absent"], row["carried"]) for row in ask("votes")]
    assert counts == [(None, 2, 1, None, True), (None, None, None, None, True)]
    assert ask("flags") == []


def test_a_motion_lost_below_the_share_that_was_needed_is_in_order_and_one_carried_below_it_is_not(
    minuted: Callable[[str], Ask],
) -> None:
    ask = minuted("""
  - motion: That standing order 9 be suspended.
    vote: {for: 3, against: 2, present: 5, majority needed: two thirds of those present, carried: no}
  - resolved: That the freedom of the town be conferred.
    id: freedom
    verb: approved
    vote: {for: 3, against: 2, majority needed: 2/3 of those voting, carried: yes, although: the minutes say so}
  - resolved: That the quorum be three.
    verb: approved
    vote: {for: 3, against: 1, members: 5, majority needed: absolute majority, carried: yes}
""")

    assert [(row["kind"], row["about"]) for row in ask("flags")] == [("result against the votes", "resolution:freedom")]
    assert [(row["carried"], row["comes_to"]) for row in ask("votes")] == [(False, False), (True, False), (True, True)]


def test_one_vote_decides_three_resolutions_and_two_votes_two_limbs_of_one(minuted: Callable[[str], Ask]) -> None:
    ask = minuted("""
  - {resolved: That the depot be approved., id: r/7, verb: approved, projects: depot}
  - {resolved: That the pay policy be approved., id: r/8, verb: approved, projects: pay}
  - {resolved: That the policy on trees be approved., id: r/9, verb: approved, projects: trees}
  - {vote: [r/7, r/8, r/9], for: 5, against: 0, carried: yes}
  - resolved: That (1) the depot be sold and (2) the pay policy be noted.
    id: r/10
    limbs:
      - {number: '1', verb: approved, text: the depot be sold, projects: depot}
      - {number: '2', verb: noted, text: the pay policy be noted, projects: pay}
    vote:
      - {limbs: 1, for: 3, against: 2, carried: yes}
      - {limbs: 2, manner: unanimous, carried: yes}
""")

    of_pay = [(row["id"], row["vote"]["for"], row["vote"]["manner"]) for row in ask("decisions", "--project", "pay")]
    assert of_pay == [("resolution:r/8", 5, None), ("resolution:r/10", None, "unanimous")]
    assert [row["for"] for row in ask("votes", "--on", "resolution:r/9")] == [5]
    assert [vote["limbs"] for vote in ask("resolution", "show", "r/10")[0]["votes"]] == [["1"], ["2"]]


def test_a_chair_is_elected_in_the_second_ballot(minuted: Callable[[str], Ask]) -> None:
    ask = minuted("""
  - resolved: That Councillor Amber be elected chair.
    id: chair
    verb: agreed
    vote:
      - {round: 1, manner: ballot, candidates: [{person: amber, votes: 2}, {person: birch, votes: 2}, {as given: Kay}]}
      - {round: 2, manner: ballot, candidates: [{person: amber, votes: 3}, {person: birch, votes: 2}], carried: yes}
""")

    ballots = [row["candidates"] for row in ask("votes")]
    stood = [[(each["person_name"] or each["as_given"], each["votes"]) for each in ballot] for ballot in ballots]
    assert stood == [
        [("Councillor Amber", 2), ("Councillor Birch", 2), ("Kay", None)],
        [("Councillor Amber", 3), ("Councillor Birch", 2)],
    ]


def test_who_voted_how_is_told_person_by_person_and_the_casting_vote_by_the_office(
    minuted: Callable[[str], Ask],
) -> None:
    ask = minuted("""
  - resolved: That the depot be sold.
    id: depot
    verb: approved
    vote:
      for: [amber, birch]
      against: [cedar, dale]
      casting: {as given: the Mayor, choice: for}
      carried: yes
""")

    told = [(row["member_name"] or row["as_given"], row["choice"], row["casting"]) for row in ask("votes", "voters")]
    assert told == [
        ("Councillor Amber", "for", False),
        ("Councillor Birch", "for", False),
        ("Councillor Cedar", "against", False),
        ("Councillor Dale", "against", False),
        ("the Mayor", "for", True),
    ]
    assert ask("flags") == []


def test_the_chain_goes_from_the_motion_over_its_amendment_to_what_was_resolved(minuted: Callable[[str], Ask]) -> None:
    ask = minuted("""
  - motion: That the depot be sold.
    id: m/9
    mover: amber
    seconder: birch
    amendments:
      - {text: add 'after a consultation', mover: cedar, seconder: dale, vote: {for: 3, against: 2, carried: yes}}
      - {text: add 'to the Trust', mover: elder, outcome: not seconded}
    substantive: {text: That the depot be sold after a consultation., vote: {for: 4, against: 1, carried: yes}}
  - resolved: That the depot be sold after a consultation.
    id: r/9
    verb: approved
    projects: depot
    motion: m/9
  - motion: That the depot be leased.
    vote: {for: 1, against: 4, carried: no}
""")

    (shown,) = ask("resolution", "show", "r/9")
    chain = [(step["role"], step["outcome"]) for step in shown["chain"]]
    assert chain == [
        ("motion", "put as amended"),
        ("amendment", "carried"),
        ("amendment", "not seconded"),
        ("substantive motion", "carried"),
    ]
    assert shown["vote"]["for"] == 4
    assert [row["for"] for row in ask("votes", "--on", "resolution:r/9")] == [4]
    assert [row["text"] for row in ask("decisions")] == ["That the depot be sold after a consultation."]
    assert ask("motion", "list")[-1]["outcome"] == "lost"
    (met,) = ask("meeting", "show", "council/2024-03-04")
    assert [(each["role"], each["outcome"]) for each in met["motions"]] == [*chain, ("motion", "lost")]
    assert [each["vote"] for each in met["decisions"]] == ["4 for, 1 against; carried"]


def test_a_recommendation_waits_for_its_response_and_is_late_by_the_record_or_perhaps_by_the_law(
    minuted: Callable[[str], Ask],
) -> None:
    ask = minuted("""
  - resolved:
      - {verb: recommended, text: light the square, to: cabinet}
      - {verb: recommended, text: plant trees, to: cabinet, due: 2024-03-31}
      - {verb: requested, text: pave the yard, to: council}
      - {verb: recommended, text: mend the roof, to: cabinet}
      - {verb: requested, text: that it be quick}
    id: r/1
    body: panel
    meeting: ~
    on: 2024-03-04
  - recommendation answered: r/1
    limb: 4
    response: accepted in part
    by: cabinet
    text: next year
    on: 2024-04-02
""")

    told = [(row["limb"], day(row["due"]), row["state"]) for row in ask("recommendation", "list", as_at="2024-04-10")]
    assert told == [
        ("1", "2024-05-04", "open"),
        ("2", "2024-03-31", "overdue"),
        ("3", None, "open, with no due date"),
        ("4", "2024-05-04", "answered"),
    ]
    later = [row["state"] for row in ask("recommendation", "list", "--open", as_at="2024-05-05")]
    assert later == ["possibly overdue", "overdue", "open, with no due date"]
    before = [row["state"] for row in ask("recommendation", "list", as_at="2024-03-10")]
    assert before == ["open", "open", "open, with no due date", "open"]
    (answered,) = ask("resolution", "show", "r/1")[0]["responses"]
    assert (answered["response"], answered["by_name"], answered["text"]) == ("accepted in part", "Cabinet", "next year")


def test_an_application_refused_is_a_resolution_that_was_carried_and_a_motion_lost_is_none(
    minuted: Callable[[str], Ask],
) -> None:
    ask = minuted("""
  - {resolved: That permission be refused., verb: refused, projects: depot, vote: {for: 4, against: 1, carried: yes}}
  - {motion: That permission be granted., projects: depot, vote: {for: 1, against: 4, carried: no}}
  - {resolved: That the trees be considered in June., verb: held over, until: 2024-06, projects: trees}
""")

    told = [(row["verb"], row["verb_as_given"], day(row["until"])) for row in ask("decisions")]
    assert told == [("rejected", "refused", None), ("deferred", "held over", "2024-06")]
    assert [row["outcome"] for row in ask("motion", "list")] == ["lost"]
    assert ask("flags") == []
