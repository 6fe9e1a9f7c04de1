"""Motions, amendments, resolutions and recommendations, in ten cases as minutes put them."""

from __future__ import annotations

import pytest

from tests.variations.conftest import Ask, Record

MINUTES = """
    source: {{document: {title}, date: {date}}}
    meeting: {{body: {body}, on: {date}, present: [ann, bob, cat, dan]}}
    statements:
      - {statements}
"""


def minutes(*statements: str, date: str = "2024-03-12", body: str = "council", title: str = "Minutes") -> str:
    told = "\n      - ".join(statements)
    return MINUTES.format(title=title, date=date, body=body, statements=told)


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("carried", "carried"),
        ("Carried as amended", "carried"),
        ("agreed", "carried"),
        ("fell", "lost"),
        ("Negatived", "lost"),
        ("not carried", "lost"),
        ("fell for want of a seconder", "not seconded"),
        ("no seconder", "not seconded"),
        ("withdrawn by the mover", "withdrawn"),
    ],
)
def test_what_became_of_a_motion_in_the_words_of_minutes(record: Record, ask: Ask, words: str, outcome: str) -> None:
    record(minutes(f"{{motion: That the depot be sold., mover: ann, outcome: {words}}}"))

    assert [row["outcome"] for row in ask("motion list")] == [outcome]
    assert ask("decisions") == []


@pytest.mark.parametrize("words", ["deferred", "Referred back", "ruled out of order", "left on the table", "not put"])
def test_a_motion_that_was_put_off_is_not_determined(record: Record, words: str) -> None:
    said = record(minutes(f"{{motion: That the depot be sold., outcome: {words}}}"), code=1).stderr

    assert f"'{words}' determines no motion: it is still open" in said


@pytest.mark.parametrize(
    ("mover", "person", "words"),
    [
        ("Cllr Ann Bell", "person:ann", None),
        ("ann", "person:ann", None),
        ("the Mayor", None, "the Mayor"),
        ("Deputy Mayor", None, "Deputy Mayor"),
        ("Leader of the Opposition", None, "Leader of the Opposition"),
        ("Chairman of the Plans Committee", None, "Chairman of the Plans Committee"),
        ("Cabinet Member for Housing", None, "Cabinet Member for Housing"),
    ],
)
def test_who_moved_it_is_somebody_or_an_office(
    record: Record, ask: Ask, mover: str, person: str | None, words: str | None
) -> None:
    record(minutes(f"{{motion: That the depot be sold., mover: {mover}, seconder: bob}}"))

    assert [(row["mover"], row["mover_as_given"]) for row in ask("motion list")] == [(person, words)]


@pytest.mark.parametrize("mover", ["Councillor Bell", "A. Bell", "a member of the public"])
def test_a_name_that_may_be_somebody_else_is_not_guessed(record: Record, mover: str) -> None:
    assert (
        f"unknown person or post '{mover}'"
        in record(minutes(f"{{motion: That it be., mover: {mover}}}"), code=1).stderr
    )


@pytest.mark.parametrize(
    ("words", "verb"),
    [
        ("Granted permission", "approved"),
        ("permission refused", "rejected"),
        ("turned down", "rejected"),
        ("re-elected", "agreed"),
        ("took note of", "noted"),
        ("stood over", "deferred"),
        ("referred back", "referred"),
        ("be adopted", "approved"),
    ],
)
def test_the_word_of_the_clerk_is_kept_and_comes_to_a_verb(record: Record, ask: Ask, words: str, verb: str) -> None:
    record(minutes(f"{{resolved: That it be thus., verb: {words}}}"))

    assert [(row["verb"], row["verb_as_given"]) for row in ask("decisions")] == [(verb, words)]


@pytest.mark.parametrize(
    "words",
    ["not approved", "disapproved", "quashed", "objected", "unadopted", "de-delegated", "deadopted", "disagreed"],
)
def test_no_word_is_taken_for_its_opposite(record: Record, words: str) -> None:
    said = record(minutes(f"{{resolved: That it be thus., verb: {words}}}"), code=1).stderr

    assert f"'{words}' comes to no verb; the verbs are" in said


def test_two_amendments_make_the_substantive_motion_that_is_resolved(record: Record, ask: Ask) -> None:
    record(
        minutes(
            "{motion: That the depot be sold., id: m, mover: ann, seconder: the Mayor, amendments: ["
            '{text: \'That "sold" be "let".\', id: a, mover: cat, seconder: dan, vote: carried by 2 votes to 1}, '
            "{text: Add for ten years., id: b, mover: dan, outcome: accepted}, "
            "{text: Add for ever., id: c, mover: bob, outcome: lost}], "
            "substantive: {text: That the depot be let for ten years., id: s, vote: carried unanimously}}",
            "{resolved: That the depot be let for ten years., verb: agreed, motion: s, projects: depot}",
        )
    )

    (motion,) = ask("motion show m")
    assert motion["outcome"] == "put as amended"
    assert [(each["role"], each["outcome"]) for each in motion["chain"]] == [
        ("motion", "put as amended"),
        ("amendment", "carried"),
        ("amendment", "accepted"),
        ("amendment", "lost"),
        ("substantive motion", "carried"),
    ]
    assert ask("flags") == []


def test_an_application_refused_is_resolved_and_a_motion_lost_is_not(record: Record, ask: Ask) -> None:
    record(
        minutes(
            "{resolved: That the application be refused., verb: refused permission, projects: depot, vote: 3-1}",
            "{motion: That the application be granted., mover: ann, projects: depot, outcome: lost}",
            body="plans",
        )
    )

    assert [(row["verb"], row["text"]) for row in ask("decisions")] == [
        ("rejected", "That the application be refused.")
    ]
    assert [row["outcome"] for row in ask("motion list")] == ["lost"]


@pytest.mark.parametrize(
    ("response", "told"),
    [
        ("response: accepted", "accepted"),
        ("response: accepted in part, text: the roof only", "accepted in part"),
        ("response: rejected", "rejected"),
    ],
)
def test_a_recommendation_waits_for_the_body_to_which_it_is_addressed(
    record: Record, ask: Ask, response: str, told: str
) -> None:
    record(minutes("{resolved: That the roof be mended., id: r, verb: recommended, to: cabinet}", body="plans"))
    (waiting,) = ask("recommendation list --as-at 2024-03-20")

    record(
        minutes(
            f"{{recommendation answered: r, by: cabinet, {response}}}", body="cabinet", date="2024-04-02", title="April"
        )
    )

    (answered,) = ask("recommendation list --as-at 2024-04-03")
    assert waiting["response"] is None
    assert answered["response"] == told
    assert ask("flags") == []


def test_what_is_deferred_says_until_when(record: Record, ask: Ask) -> None:
    record(
        minutes(
            "{resolved: That the depot be deferred., verb: deferred, until: 2024-05, projects: depot}",
            "{resolved: That the trees be deferred., verb: held over, until words: after the visit, projects: trees}",
        )
    )

    assert [(row["until"] and row["until"]["text"], row["until_words"]) for row in ask("decisions")] == [
        ("2024-05", None),
        (None, "after the visit"),
    ]
