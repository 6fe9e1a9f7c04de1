"""The course of a meeting, in ten cases as minutes and notices tell it."""

from __future__ import annotations

import pytest

from tests.variations.conftest import Ask, Record

MINUTES = """
    source: {{document: {title}, date: {date}}}
    meeting: {{body: plans, {meeting}}}
    statements: [{statements}]
"""
NOTED = "{{resolved: That it be noted., verb: noted, on: {}}}"


def minutes(meeting: str, *statements: str, date: str = "2024-03-12", title: str = "Minutes") -> str:
    return MINUTES.format(title=title, date=date, meeting=meeting, statements=", ".join(statements))


def presence(ask: Ask, meeting: str) -> list[tuple[str, str]]:
    return [(row["person"][7:], row["presence"]) for row in ask(f"meeting attendance --meeting {meeting}")]


ADJOURNED = minutes("id: plans/m, on: 2024-03-12, present: ann, apologies: bob, adjourned: {to: 2024-03-19}")


def resumed(meeting: str) -> str:
    return minutes(meeting, NOTED.format("2024-03-19"), title="Minutes of the adjourned meeting", date="2024-03-19")


def test_who_was_away_on_the_first_day_is_there_on_that_to_which_the_meeting_was_adjourned(
    record: Record, ask: Ask
) -> None:
    record(ADJOURNED)

    record(resumed("id: plans/m, on: 2024-03-19, present: [ann, bob]"))

    attended = [("ann", "present"), ("bob", "apologies"), ("ann", "present"), ("bob", "present")]
    assert presence(ask, "plans/m") == attended
    (meeting,) = ask("meeting show plans/m")
    assert [each["date"]["text"][-2:] for each in meeting["attendance"]] == ["12", "12", "19", "19"]
    assert [row["since"]["text"] for row in ask("decisions")] == ["2024-03-19"]
    assert ask("flags") == []


@pytest.mark.parametrize(
    "days", ["on: 2024-03-12, resumed: 2024-03-19", "on: 2024-03-12/2024-03-19", "on: '[2024-03-12..2024-03-19]'"]
)
def test_of_a_list_for_all_days_only_who_was_away_on_one_is_asked_about(record: Record, ask: Ask, days: str) -> None:
    record(ADJOURNED)
    second = resumed(f"id: plans/m, {days}, present: [ann, bob]")

    said = record(second, code=6).stderr
    record(second.replace("present: [ann, bob]", "present: [ann, bob: {although: he came on the 19th}]"))

    assert "present and absent: 'bob'" in said
    assert "problems" not in said
    assert [(row["kind"], row["certainty"]) for row in ask("flags")] == [("present and absent", "possibly")]


def test_somebody_there_and_away_on_one_day_is_asked_about(record: Record) -> None:
    said = record(minutes("on: 2024-03-12, present: [ann, bob], apologies: bob"), code=6).stderr

    assert "present and absent: 'bob'" in said


def test_a_meeting_of_a_known_id_on_another_day_is_no_news_that_goes_unsaid(record: Record, ask: Ask) -> None:
    record(minutes("id: plans/m, on: 2024-03-12, present: ann"))

    said = record(minutes("id: plans/m, on: 2024-03-21, present: ann"), code=4).stderr

    assert "the date is '2024-03-12' there and '2024-03-21' here" in said
    assert "keep 'on: 2024-03-12' and write 'resumed: 2024-03-21'" in said
    assert len(ask("meeting list")) == 1


@pytest.mark.parametrize("ended", ["00.40", "12.40 am", "00:40", "2024-03-13T00:40", "midnight"])
@pytest.mark.parametrize("began", ["", "time: 7pm, "])
def test_what_was_decided_past_midnight(record: Record, ask: Ask, began: str, ended: str) -> None:
    record(minutes(f"on: 2024-03-12, {began}ended: {ended}", NOTED.format("2024-03-13")))

    assert [row["since"]["text"] for row in ask("decisions")] == ["2024-03-13"]
    assert ask("flags") == []


def test_a_meeting_that_ended_in_the_afternoon_decides_nothing_the_day_after(record: Record) -> None:
    said = record(minutes("on: 2024-03-12, ended: 16:00", NOTED.format("2024-03-13")), code=6).stderr

    assert "decided on another day than its meeting" in said


@pytest.mark.parametrize(
    ("meeting", "status"),
    [
        ("cancelled: yes", "cancelled"),
        ("cancelled: lack of business", "cancelled"),
        ("cancelled: {reason: snow, on: 2024-03-01}", "cancelled"),
        ("standing: expected, cancelled: snow", "cancelled"),
        ("called: yes", "called"),
        ("inquorate: yes", "inquorate"),
        ("adjourned: sine die", "adjourned"),
        ("adjourned: 2024-03-19", "adjourned"),
        ("adjourned: 2024-03-19, resumed: 2024-03-19", "held"),
        ("sittings: [{on: 2024-03-12, from: 10am, until: 1pm}, {on: 2024-03-13, from: 9am}]", "held"),
    ],
)
def test_what_became_of_a_meeting(record: Record, ask: Ask, meeting: str, status: str) -> None:
    record(minutes(f"on: 2024-03-12, {meeting}"))

    assert [row["status"] for row in ask("meeting list")] == [status]


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("closed: 22:00", "ended"),
        ("until: 22:00", "ended"),
        ("started: 19:00", "time"),
        ("reconvened: 2024-03-19", "resumed"),
        ("postponed: 2024-03-19", "cancelled"),
        ("abandoned: a fire alarm", "adjourned"),
        ("no quorum: yes", "inquorate"),
        ("venue: Town Hall", "place"),
        ("in the chair: ann", "presiding"),
        ("apologies for absence: bob", "apologies"),
    ],
)
def test_a_word_that_is_no_key_leads_to_the_key_of_its_meaning(record: Record, word: str, key: str) -> None:
    assert f"did you mean '{key}'?" in record(minutes(f"on: 2024-03-12, {word}"), code=1).stderr


def test_a_day_is_no_reason_for_which_a_meeting_is_cancelled(record: Record) -> None:
    said = record(minutes("on: 2024-03-12, cancelled: 2024-03-01"), code=1).stderr

    assert "'2024-03-01' is a day, and no reason" in said
    assert "'cancelled: {on: 2024-03-01}'" in said


def test_a_meeting_that_was_called_and_cancelled_cannot_be_held_unasked(record: Record) -> None:
    record(minutes("on: 2024-03-12, time: 19:00, called: 2024-03-01", title="Summons", date="2024-03-01"))
    record(minutes("on: 2024-03-12, time: 7pm, cancelled: snow", title="Notice", date="2024-03-08"))

    assert "meeting cancelled and held" in record(minutes("on: 2024-03-12, time: 19.00, present: ann"), code=6).stderr
