"""Newer versions of a document, and parts of one, without places that would tell statements apart."""

from __future__ import annotations

import pytest

from tests.variations.conftest import Ask, Record

MINUTES = """
    source: {{document: {title}, date: {date}}}
    meeting: {{body: plans, on: 2024-03-12, time: 19:00, place: {place}, present: [ann, bob, cat]}}
    statements:
      - {statements}
"""
CORRECTED = ("--correct", "--why", "as confirmed")
DRAFT = (
    "{resolved: That the minutes be confirmed., verb: approved, mover: ann, seconder: bob}",
    "{resolved: That the depot be sold for 40000., verb: approved, projects: depot, vote: {for: 2, against: 1}}",
    "{resolved: That the trees be pruned in May., verb: approved, projects: trees}",
    "{resolved: That the officers be thanked., verb: agreed}",
    "{commitment: to report back on the depot, by: ann, due: 2024-05}",
    "{question: When will the depot close?, by: cat, answer: {by: ann, completeness: partial, text: in summer}}",
    "{remark: The lane is too narrow, kind: concern, by: cat}",
    "{remark: The bins overflow, kind: concern, by: bob}",
    "{motion: That the cafe be let., mover: cat, outcome: lost}",
    "{interest: ann, about: depot, nature: lives next door}",
)
CONFIRMED = (
    "{resolved: That the minutes be confirmed., verb: approved, mover: ann, seconder: cat}",
    "{resolved: That the depot be sold for 45000., verb: approved, projects: depot, "
    "vote: {for: 2, against: 1, abstained: 0}}",
    "{resolved: That the trees be pruned in June., verb: approved, projects: trees}",
    "{resolved: That a site visit be held., verb: agreed}",
    "{commitment: to report back on the depot, by: ann, due: 2024-06}",
    "{question: When will the depot close?, by: cat, answer: {by: ann, completeness: full, text: in July}}",
    "{remark: The lane is far too narrow, kind: concern, by: cat}",
    "{motion: That the cafe be let., mover: cat, outcome: withdrawn}",
    "{interest: ann, about: depot, nature: lives two doors away}",
)


def minutes(*statements: str, title: str = "Draft minutes", date: str = "2024-03-14", place: str = "Town Hall") -> str:
    return MINUTES.format(title=title, date=date, place=place, statements="\n      - ".join(statements))


def test_ten_edits_two_deletions_and_one_addition_are_one_diff_and_thirteen_entries(record: Record, ask: Ask) -> None:
    record(minutes(*DRAFT))
    last = max(row["entry"] for row in ask("log"))
    confirmed = minutes(*CONFIRMED, title="Minutes", date="2024-04-09", place="Guildhall")

    said = record(confirmed, options=CORRECTED).stderr

    assert "10 corrected, 2 gone, 1 new." in said
    assert [said.count(f"\n{sign} ") for sign in "~-+"] == [10, 2, 1]
    assert "limbs" not in "".join(line for line in said.splitlines() if line.startswith("~"))
    assert "Recorded 13 entries" in said
    texts = [row["text"] for row in ask("decisions")]
    assert sorted(texts) == [
        "That a site visit be held.",
        "That the depot be sold for 45000.",
        "That the minutes be confirmed.",
        "That the trees be pruned in June.",
    ]
    assert "That the officers be thanked." in [row["text"] for row in ask(f"decisions --known-at {last}")]
    assert "Nothing new" in record(confirmed).stderr
    assert ask("flags") == []


@pytest.mark.parametrize(
    ("before", "after", "is_edit"),
    [
        ("That the report be noted.", "That the report be received.", True),
        ("That Ms Hale be appointed.", "That Ms Hale be co-opted.", True),
        ("That the officers be thanked.", "That a site visit be held.", False),
        ("That it be noted.", "That it be agreed.", False),
    ],
)
def test_a_statement_is_the_newer_form_of_one_that_is_about_the_same(
    record: Record, ask: Ask, before: str, after: str, is_edit: bool
) -> None:
    record(minutes(f"{{resolved: {before}, verb: agreed}}"))

    said = record(
        minutes(f"{{resolved: {after}, verb: agreed}}", title="Minutes", date="2024-04-09"), options=CORRECTED
    ).stderr

    assert ("1 corrected, 0 gone, 0 new" if is_edit else "0 corrected, 1 gone, 1 new") in said
    assert [row["text"] for row in ask("decisions")] == [after]


def test_parts_of_one_document_leave_nothing_out_of_one_another(record: Record) -> None:
    part = "source: {document: Register of interests, date: 2024-03-01}\nstatements: [{affiliated: %s, party: %s}]\n"
    record(part % ("ann", "Green"))

    said = record(part % ("bob", "Independent")).stderr

    assert "nothing is repeated of what 'Register of interests' told before (entries 19); all of it stands" in said


@pytest.mark.parametrize(
    ("one", "other", "asked"),
    [
        ("on: 2024-03-12", "on: 2024-03-12", True),
        ("on: 2024-03", "on: 2024-03", True),
        ("on: XXXX", "on: XXXX", True),
        ("on: 2024-03-12", "meeting: plans/2, on: 2024-03-12", False),
        ("on: 2024-03-12", "on: 2024-03-13, meeting: ~", False),
    ],
)
def test_what_is_undertaken_twice_at_one_meeting_is_asked_about_whatever_its_date(
    record: Record, one: str, other: str, asked: bool
) -> None:
    record(
        """
        source: {document: Calendar, date: 2024-01-01}
        meeting:
          - {id: plans/1, body: plans, on: 2024-03-12, number: 1, present: ann}
          - {id: plans/2, body: plans, on: 2024-03-12, number: 2, present: ann}
        """
    )
    promised = "{{commitment: {}, by: ann, id: {}, meeting: plans/1, {}}}"
    first = promised.format("to report back on the costs", "c-1", one)
    second = promised.format("to report back on all the costs", "c-2", other)
    second = second.replace("meeting: plans/1, ", "") if "meeting" in other else second

    said = record(
        f"source: {{document: Minutes, date: 2024-03-20}}\nstatements: [{first}, {second}]\n", code=6 if asked else 0
    ).stderr

    assert ("commitment told twice" in said) == asked
