"""Made-up minutes in many house styles: what is drafted is what they say, and nothing else."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from ledger.drafting.drafting import DraftedMinutes, bases, draft_file
from ledger.drafting.statements import Meeting, Resolution

FOLDER = Path(__file__).parent / "minutes"
FILES = sorted(path for path in FOLDER.iterdir() if path.suffix != ".yaml")


@cache
def drafted(path: Path) -> tuple[DraftedMinutes, Meeting]:
    draft = draft_file(path)
    return draft, draft.meetings[0]


@pytest.fixture(params=FILES, ids=lambda path: path.name)
def case(request: pytest.FixtureRequest) -> tuple[DraftedMinutes, Meeting, dict[str, Any]]:
    path: Path = request.param
    expected = yaml.safe_load(path.with_suffix(".yaml").read_text("utf-8"))
    return (*drafted(path), expected)


Case = tuple[DraftedMinutes, Meeting, dict[str, Any]]


def test_the_meeting_is_what_the_head_says(case: Case) -> None:
    _, meeting, expected = case

    assert meeting.body == expected["body"]
    assert meeting.date == (str(expected["date"]) if expected["date"] else None)
    assert (meeting.presiding.name if meeting.presiding else None) == expected["presiding"]
    assert bool(meeting.date) or any("year" in doubt for doubt in meeting.unsure)


@pytest.mark.parametrize("where", ["present", "apologies", "in_attendance", "absent"])
def test_each_list_of_people_is_whole_and_holds_nobody_else(case: Case, where: str) -> None:
    _, meeting, expected = case

    assert [person.name for person in meeting.attendance if person.list == where] == expected.get(where, [])


def test_interests(case: Case) -> None:
    _, meeting, expected = case

    assert [[i.person, i.item, i.kind] for i in meeting.interests] == expected.get("interests", [])


def test_decisions_in_exact_words_with_movers_and_votes(case: Case) -> None:
    _, meeting, expected = case

    wanted = expected.get("resolutions", [])
    assert [texts(r) for r in meeting.resolutions] == [r["limbs"] for r in wanted]
    for resolution, answer in zip(meeting.resolutions, wanted, strict=True):
        vote = resolution.vote
        assert resolution.mover == answer.get("mover")
        assert resolution.seconder == answer.get("seconder")
        assert resolution.carried == answer["carried"]
        assert resolution.by == answer.get("by")
        assert resolution.reasons == answer.get("reasons")
        assert resolution.alternatives == answer.get("alternatives")
        assert [limb.number for limb in resolution.limbs] == answer.get("numbers", [None] * len(resolution.limbs))
        if "verbs" in answer:
            assert [limb.verb for limb in resolution.limbs] == answer["verbs"]
        counts = [vote.votes_for, vote.against, vote.abstained] if vote else [None] * 3
        assert counts == answer.get("vote", [None] * 3)
        assert bool(vote and vote.casting) == bool(answer.get("casting"))
        if answer.get("unanimous"):
            assert vote
            assert vote.unanimous
        ballots = {side: len(people) for side, people in vote.ballots.items()} if vote else {}
        assert ballots == answer.get("ballots", {})


def texts(resolution: Resolution) -> list[str]:
    return [limb.text.rstrip(".") for limb in resolution.limbs]


def test_commitments_with_who_and_when(case: Case) -> None:
    _, meeting, expected = case

    assert [[c.who, c.what, c.due] for c in meeting.commitments] == expected.get("commitments", [])


def test_questions_with_who_answered(case: Case) -> None:
    _, meeting, expected = case

    assert [[q.by, q.answered_by] for q in meeting.questions] == expected.get("questions", [])


def test_offices_and_minutes_confirmed(case: Case) -> None:
    _, meeting, expected = case

    elected = [[o.office, o.holder] for o in meeting.offices if o.event in ("elected", "appointed")]
    assert elected == expected.get("offices", [])
    assert [m.of for m in meeting.minutes_confirmed if m.of] == [str(day) for day in expected.get("confirmed", [])]


def test_no_quotation_is_absent_from_its_document(case: Case) -> None:
    draft, _, _ = case

    for meeting in draft.meetings:
        for basis in bases(meeting):
            assert draft.document.holds(basis.quote), basis
            assert basis.place
            assert basis.rule
        for resolution in meeting.resolutions:
            for limb in resolution.limbs:
                assert draft.document.holds(limb.text), limb


def test_sentences_without_a_statement_are_listed(case: Case) -> None:
    draft, _, _ = case

    covered = [(b.start, b.end) for meeting in draft.meetings for b in bases(meeting)]
    assert all(draft.document.holds(sentence.text) for sentence in draft.left_over)
    assert len(draft.left_over) + len(covered) >= len(draft.document.blocks) / 2
