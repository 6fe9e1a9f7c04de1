"""Ids that turn out to be one subject: every answer shows one from the entry on that says so, and two before it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.entries.entry import Entry, tags_for
from ledger.vocabulary.dates import UNKNOWN
from ledger.vocabulary.event import CATALOGUE, Event
from ledger.vocabulary.identity import JOINABLE, SubjectSameAs
from ledger.vocabulary.provenance import Standing
from projections import ALL, Projector, Register, bodies, memberships, people, projects
from projections.engine.engine import AnyProjection, by_itself
from projections.engine.joins import SAME_AS, Join, Joins
from projections.identity import other_ids, possible_ids
from projections.passages import Passage
from tests.projections.conftest import AskedOf
from tests.projections.histories import MINUTES, histories, record
from tests.projections.stories import Statement
from tests.projections.test_law import ASKED_DAYS, QUIET, SOAK, copy_of

DAN, DANIEL, DANNY = "person:dan", "person:daniel", "person:danny"


def test_the_kept_id_answers_for_all_of_a_chain() -> None:
    joins = Joins([Join(DANIEL, DAN, (7,)), Join(DANNY, DANIEL, (9,))])

    assert {each: joins.one(each) for each in (DAN, DANIEL, DANNY)} == dict.fromkeys((DAN, DANIEL, DANNY), DAN)
    assert joins.all_of(DANNY) == (DAN, DANIEL, DANNY)
    assert joins.because == {DAN: (7, 9)}


@pytest.mark.parametrize(
    ("pairs", "kept"),
    [
        ([(DANIEL, DAN), (DAN, DANIEL)], DANIEL),
        ([(DANIEL, DAN), (DANIEL, DANNY)], DANNY),
        ([(DANIEL, DAN), (DANNY, DAN)], DAN),
        ([(DAN, DANIEL), (DANIEL, DANNY), (DANNY, DAN)], DAN),
    ],
    ids=["back and forth", "into two", "two into one", "a circle"],
)
def test_whatever_is_joined_one_id_is_kept(pairs: list[tuple[str, str]], kept: str) -> None:
    joins = Joins(Join(other, which, (n,)) for n, (other, which) in enumerate(pairs, 1))

    assert {joins.one(each) for pair in pairs for each in pair} == {kept}


def told(kind: str, *, on: str = "XXXX", standing: Standing = Standing.MINUTED, **fields: Any) -> Statement:
    return CATALOGUE[kind](**fields), on, standing


STORY: Final[tuple[Statement, ...]] = (
    told("organisation.registered", organisation="organisation:vale", name="Vale"),
    told("body.established", body="body:board", name="Board"),
    told("body.established", body="body:the-board", name="The Board", on="2010-05-01"),
    told("body.dissolved", body="body:the-board", on="2020-03-31"),
    told("person.registered", person=DAN, name="Dan Hall"),
    told("person.registered", person=DANIEL, name="Daniel Hall"),
    told("membership.started", body="body:board", member=DAN, membership="dan", on="2015-01-01"),
    told("membership.started", body="body:the-board", member=DANIEL, membership="daniel", on="2016-01-01"),
    told("project.opened", project="project:depot", title="Depot"),
    told("project.opened", project="project:t-1", title="T/1 Depot"),
    told("project.considered", project="project:t-1", by="body:the-board", on="2017-01-01"),
)
JOINED: Final = (
    told("subject.same-as", other=DANIEL, kept=DAN),
    told("subject.same-as", other="body:the-board", kept="body:board"),
    told("subject.same-as", other="project:t-1", kept="project:depot"),
)


def test_one_subject_is_shown_from_the_entry_on_that_joins_it_and_two_before(asked_of_either: AskedOf) -> None:
    at = asked_of_either((*STORY, *JOINED))
    after, before = at(), at(known_at=len(STORY))

    assert [(each.stream, each.event.also) for each in people.people(after)] == [(DAN, ("Daniel Hall",))]
    assert [each.stream for each in people.people(before)] == [DAN, DANIEL]
    assert [each.stream for each in projects.projects(after)] == ["project:depot"]
    assert {each.event.member for each in memberships.members(after, "body:the-board")} == {DAN}
    assert len(memberships.seats_of(after, DANIEL)) == 2
    assert [each.stream for each in projects.steps(after, "project:depot")] == ["project:depot"]
    assert other_ids(after, DAN) == (DANIEL,)


def test_what_only_the_other_id_tells_of_a_subject_is_told_of_the_kept_one(asked_of: AskedOf) -> None:
    at = asked_of((*STORY, *JOINED))

    (board,) = bodies.bodies(at())
    assert (board.stream, board.row.since, board.row.until) == ("body:board", "2010-05-01", "2020-03-31")
    assert board.row.entries == (2, 3, 4, 13)
    assert bodies.bodies(at("2021-01-01")) == []
    assert [each.row.name for each in bodies.names(at("2015-01-01"), "body:the-board")] == ["Board"]


def test_what_somebody_only_thinks_joins_nothing_and_is_shown(asked_of: AskedOf) -> None:
    guess = told("subject.same-as", other=DANIEL, kept=DAN, standing=Standing.INFERRED)
    at = asked_of((*STORY, guess))

    assert [each.stream for each in people.people(at())] == [DAN, DANIEL]
    assert possible_ids(at(), DAN) == (DANIEL,)
    assert possible_ids(at(), DANIEL) == (DAN,)


def test_a_join_that_is_retracted_leaves_two(asked_of: AskedOf) -> None:
    join = len(STORY) + 1
    at = asked_of((*STORY, JOINED[0], told("entry.retracted", entry=join, why="brothers")))

    assert [each.stream for each in people.people(at())] == [DAN, DANIEL]
    assert [each.stream for each in people.people(at(known_at=join))] == [DAN]


# The index of words is of what was written: the id that a subject was told of, and every body that was mentioned.
BY_THEMSELVES: Final = [
    each for each in ALL if each.lane is by_itself and each is not SAME_AS and each.row is not Passage
]
TOLD_OF: Final = tuple(
    sorted({event.STREAM for each in BY_THEMSELVES for event in each.handles} & {*JOINABLE, "meeting"})
)


@pytest.mark.soak
@settings(max_examples=20 if SOAK else 8, deadline=None, suppress_health_check=QUIET)
@given(data=st.data())
def test_joined_ids_answer_as_if_all_had_been_told_of_the_kept_one(data: st.DataObject, blank_ledger: Path) -> None:
    log = data.draw(histories(data.draw(st.sampled_from(TOLD_OF))))
    kinds = data.draw(st.sets(st.sampled_from(JOINABLE), min_size=1))
    joins = [_join(kind, len(log) + n) for n, kind in enumerate(sorted(kinds), 1)]
    told_so = [_told_of_kept(entry, kinds) for entry in log]
    asked = [each for each in BY_THEMSELVES if {type(entry.event) for entry in log}.intersection(each.handles)]

    with copy_of(blank_ledger) as joined, copy_of(blank_ledger) as whole:
        record(joined, [*log, *joins])
        record(whole, _in_their_streams(told_so))
        Projector(joined, ALL).catch_up()
        Projector(whole, ALL).catch_up()
        for projection in asked:
            for day in ASKED_DAYS:
                found = _answers(projection, Register(day, len(log) + len(joins), joined))
                assert found == _answers(projection, Register(day, len(log), whole))


def _answers(projection: AnyProjection, register: Register) -> list[tuple[str, str, str, str]]:
    """The rows without what they rest on: that of joined ones is more."""
    rows = register.rows(projection)
    return sorted((a.stream, a.key, repr(msgspec.structs.replace(a.row, entries=())), a.certainty) for a in rows)


def _join(kind: str, position: int) -> Entry:
    event = SubjectSameAs(other=f"{kind}:b", kept=f"{kind}:a")
    stream = event.other
    return Entry(
        stream=stream,
        version=position + 1_000,
        event=event,
        occurred=UNKNOWN,
        source=MINUTES,
        standing=Standing.MINUTED,
        tags=tags_for(stream, event),
        position=position,
    )


def _told_of_kept(entry: Entry, kinds: set[str]) -> Entry:
    """An entry as it would be, had nobody ever used the other ids."""
    body, stream = msgspec.json.encode(entry.event).decode(), entry.stream
    for kind in kinds:
        body, stream = body.replace(f'"{kind}:b"', f'"{kind}:a"'), stream.replace(f"{kind}:b", f"{kind}:a")
    event: Event = msgspec.json.decode(body, type=CATALOGUE[entry.event.TYPE])
    return msgspec.structs.replace(entry, event=event, stream=stream, tags=tags_for(stream, event))


def _in_their_streams(log: Sequence[Entry]) -> list[Entry]:
    versions: dict[str, int] = {}
    numbered = []
    for entry in log:
        versions[entry.stream] = versions.get(entry.stream, 0) + 1
        numbered.append(msgspec.structs.replace(entry, version=versions[entry.stream]))
    return numbered
