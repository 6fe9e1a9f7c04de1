"""How a vote went, in ten ways in which minutes put it, and what of it leaves room for doubt."""

from __future__ import annotations

from typing import Any

import pytest

from tests.variations.conftest import Ask, Record

MINUTES = """
    source: {{document: Minutes, date: 2024-03-12}}
    meeting: {{body: council, on: 2024-03-12, {present}}}
    statements:
      - {{resolved: That it be done., id: it, verb: agreed, vote: {vote}, {although}}}
"""
FOUR = "present: [ann: {presiding: yes}, bob, cat, dan]"
COUNTS = ("for", "against", "abstained")


def minutes(vote: str, present: str = FOUR) -> str:
    lost = vote.strip('"').startswith(("lost", "defeated"))
    return MINUTES.format(vote=vote, present=present, although="although: the minutes say so" if lost else "")


def told(record: Record, ask: Ask, vote: str, **options: Any) -> dict[str, Any]:
    record(minutes(vote, **options))
    (row,) = ask("votes")
    return row


@pytest.mark.parametrize(
    ("words", "counts", "carried"),
    [
        ("3-1", (3, 1, None), None),
        ("3 votes to 1", (3, 1, None), None),
        ("by 3 to 1", (3, 1, None), None),
        ("carried 3-1", (3, 1, None), True),
        ("carried by 2 votes to 1 with 1 abstention", (2, 1, 1), True),
        ("lost 1-3", (1, 3, None), False),
        ("defeated by 2 to 2", (2, 2, None), False),
        ("3 for, 1 against", (3, 1, None), None),
        ("Carried: 2 in favour, none against and 2 abstentions.", (2, 0, 2), True),
        ("1 against, 3 for", (3, 1, None), None),
        ("carried by a majority", (None, None, None), True),
        ("by general consent", (None, None, None), None),
        ("{for: 3, against: none}", (3, 0, None), None),
        ("{against: 1, carried: yes}", (None, 1, None), True),
    ],
)
def test_counts_in_words_are_those_that_the_words_tell(
    record: Record, ask: Ask, words: str, counts: tuple[int | None, ...], carried: bool | None
) -> None:
    row = told(record, ask, words if words.startswith("{") else f'"{words}"')

    assert tuple(row[name] for name in COUNTS) == counts
    assert row["carried"] is carried


@pytest.mark.parametrize(
    "words", ["1-3", "carried 1-3", "lost by 3 votes to 1", "tied", "on the voices", "3 for, 2 for"]
)
def test_words_that_leave_the_counts_open_are_no_counts(record: Record, ask: Ask, words: str) -> None:
    said = record(minutes(f'"{words}"'), code=1).stderr

    assert f"'{words}' does not tell how a vote went; write " in said
    assert ask("votes") == []


@pytest.mark.parametrize(
    "ballots",
    [
        "{for: [ann, bob], against: [cat], abstained: [dan]}",
        "{for: [ann, bob], against: cat, abstained: Dan Eyre}",
        "{ballots: {for: [ann, bob], against: cat, abstained: dan}}",
        "{ballots: {ann: for, Cllr Bob Cole: for, cat: against, dan: abstained}}",
        "{ballots: [{member: ann, choice: for}, {member: bob, choice: for}, "
        "{member: cat, choice: against}, {member: dan, choice: abstained}]}",
    ],
)
def test_ballots_are_listed_by_side_or_by_voter(record: Record, ask: Ask, ballots: str) -> None:
    row = told(record, ask, ballots)

    assert tuple(row[name] for name in COUNTS) == (2, 1, 1)
    assert sorted((each["member"], each["choice"]) for each in row["ballots"]) == [
        ("person:ann", "for"),
        ("person:bob", "for"),
        ("person:cat", "against"),
        ("person:dan", "abstained"),
    ]


@pytest.mark.parametrize(
    ("needed", "of"),
    [
        ("majority needed: two thirds of those present", "present"),
        ("majority needed: 2/3, majority of: those present", "present"),
        ("majority needed: 2/3, majority of: voting", "voting"),
        ("majority needed: 2/3, majority of: all members", "members"),
        ("majority needed: 66 2/3 per cent of those voting", "voting"),
    ],
)
def test_a_majority_is_needed_of_somebody(record: Record, ask: Ask, needed: str, of: str) -> None:
    row = told(record, ask, f"{{for: 3, against: 1, {needed}, carried: yes}}")

    assert (row["majority_needed"], row["majority_of"]) == ("2/3", of)


def test_what_is_carried_below_the_majority_of_those_present_is_asked_about(record: Record) -> None:
    vote = "{for: 2, against: 1, majority needed: 3/4, majority of: those present, present: 4, carried: yes}"

    assert "carried with 2 for, 1 against, 3/4 of 4 needed" in record(minutes(vote), code=6).stderr


@pytest.mark.parametrize(
    "candidates",
    [
        "{candidates: {ann: 3, bob: 1}}",
        "{candidates: {Ann Bell: 3, Bob Cole: 1}}",
        "{candidates: [{person: ann, votes: 3}, {person: bob, votes: 1}]}",
    ],
)
def test_who_stood_for_an_office_had_votes(record: Record, ask: Ask, candidates: str) -> None:
    row = told(record, ask, candidates)

    assert [(each["person"], each["votes"]) for each in row["candidates"]] == [("person:ann", 3), ("person:bob", 1)]


def test_limbs_are_voted_on_apart_beside_them(record: Record, ask: Ask) -> None:
    limbs = "[{number: '1', verb: approved, text: A%s}, {number: '2', verb: noted, text: B}]"
    file = """
        source: {document: Minutes, date: 2024-03-12}
        meeting: {body: council, on: 2024-03-12}
        statements: [{resolved: %s, id: it%s}]
    """
    said = record(file % (limbs % ", vote: unanimous", ""), code=1).stderr
    assert "'vote: [{limbs: [1], for: 5, against: 4}, {limbs: [2], for: 9}]'" in said

    record(file % (limbs % "", ", vote: [{limbs: [1], for: 5, against: 4}, {limbs: [2], for: 9}]"))

    assert [(row["limbs"], row["for"]) for row in ask("votes")] == [(["1"], 5), (["2"], 9)]


@pytest.mark.parametrize(
    ("casting", "flagged"),
    [
        ("{for: 2, against: 2, casting: {member: ann, choice: for}, carried: yes}", ""),
        ("{for: 2, against: 2, casting: {as given: the Mayor, choice: for}, carried: yes}", ""),
        ("{for: 2, against: 1, casting: {member: ann, choice: for}}", "casting vote without a tie"),
        ("{for: 2, against: 2, casting: {member: bob, choice: for}}", "casting vote by somebody"),
        ("{for: 2, against: 2, casting: {member: ann, choice: against}, carried: yes}", "result against the votes"),
    ],
)
def test_a_casting_vote_breaks_a_tie_and_is_of_who_presided(record: Record, casting: str, flagged: str) -> None:
    assert flagged in record(minutes(casting), code=6 if flagged else 0).stderr


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("present: [ann, bob], absent: [cat, dan]", "{for: [ann, bob, cat], against: []}"),
        ("present: [ann, bob, cat], apologies: dan", "{for: [ann, bob, cat, dan], against: []}"),
    ],
)
def test_a_ballot_of_somebody_away_is_asked_about_once_each(record: Record, first: str, second: str) -> None:
    said = record(minutes(second, first), code=6).stderr

    assert said.count("vote by somebody absent") == 1


def test_one_vote_decides_a_motion_and_a_resolution(record: Record, ask: Ask) -> None:
    record(
        """
        source: {document: Minutes, date: 2024-03-12}
        meeting: {body: council, on: 2024-03-12}
        statements:
          - {motion: That it be done., id: moved}
          - {resolved: That it be done., id: it, verb: agreed}
          - {vote: [moved, it], for: 3, against: 0, carried: yes}
        """
    )

    (row,) = ask("votes")
    assert (row["id"], row["also"]) == ("motion:moved", ["resolution:it"])
