"""A line of a chronology says who did what; a doubt stands before it, and nobody's word is told as a fact."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from ledger.entries.entry import Entry
from ledger.vocabulary.commitments import CommitmentMade
from ledger.vocabulary.event import Event
from ledger.vocabulary.projects import ProjectConsidered, ProjectReferred, ProjectScrutinised, Role
from ledger.vocabulary.provenance import Standing
from ledger.vocabulary.questions import AnswerGiven, Completeness, QuestionAsked
from projections.answers.event_wording import told
from tests.projections.stories import story

WEIR, PANEL, IVY = "project:weir", "body:panel", "person:ivy"
CONSIDERED = ProjectConsidered(project=WEIR, by=PANEL)


def entry_of(event: Event, standing: Standing = Standing.MINUTED, stated_by: str = "", note: str = "") -> Entry:
    [entry] = story([(event, "2018-06-05")])
    return replace(entry, standing=standing, stated_by=stated_by, note=note)


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (CONSIDERED, "project:weir considered by body:panel"),
        (
            replace(CONSIDERED, role=Role.DECISION, outcome="agreed"),
            "project:weir considered by body:panel for decision: agreed",
        ),
        (replace(CONSIDERED, happened=False), "project:weir not considered by body:panel"),
        (ProjectScrutinised(project=WEIR, by=PANEL, happened=False), "project:weir not scrutinised by body:panel"),
        (
            ProjectReferred(project=WEIR, by=IVY, to=PANEL, purpose="advice"),
            "project:weir referred by person:ivy to body:panel: advice",
        ),
        (QuestionAsked(text="what does it cost", by=IVY, to=PANEL), "person:ivy asked body:panel: what does it cost"),
        (QuestionAsked(text="what does it cost"), "somebody asked: what does it cost"),
        (
            AnswerGiven(question="question:q", completeness=Completeness.DECLINED, text="it is early", by=IVY),
            "person:ivy declined to answer: it is early",
        ),
        (CommitmentMade(text="mend it", by=IVY, due_words="soon"), "person:ivy undertook, soon: mend it"),
    ],
)
def test_who_did_what(event: Event, words: str) -> None:
    assert told(entry_of(event)) == words


@pytest.mark.parametrize(
    ("standing", "stated_by", "line"),
    [
        (Standing.UNKNOWN, IVY, "NOT SURE: project:weir considered by body:panel (so person:ivy said)"),
        (Standing.PROPOSED, "", "PROPOSED: project:weir considered by body:panel"),
        (Standing.EXPECTED, IVY, "EXPECTED: project:weir considered by body:panel (so person:ivy said)"),
        (Standing.ASSERTED, IVY, "project:weir considered by body:panel (so person:ivy said)"),
        (Standing.REPORTED, "", "project:weir considered by body:panel (reported)"),
    ],
)
def test_a_doubt_stands_first_and_whose_word_it_is_last(standing: Standing, stated_by: str, line: str) -> None:
    assert told(entry_of(CONSIDERED, standing, stated_by)) == line


def test_what_the_clerk_noted_is_told_too() -> None:
    assert told(entry_of(CONSIDERED, note="on which day is not said")).endswith(" [note: on which day is not said]")
