"""Texts are found by their words, on both clocks, by either database alike; and an index that lies is found out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from ledger.store import Datastore
from ledger.vocabulary.corrections import EntryCorrected, EntryRetracted
from ledger.vocabulary.dates import when
from ledger.vocabulary.meetings import MeetingHeld
from ledger.vocabulary.organisations import BodyEstablished, BodyRenamed
from ledger.vocabulary.people import PersonRegistered
from ledger.vocabulary.questions import QuestionAsked, RemarkKind, RemarkMade
from ledger.vocabulary.resolutions import Limb, ResolutionPassed, Verb
from ledger.words import phrases, words_of
from projections import ALL, Projector, register_at
from projections.answers.question import CannotAsk
from projections.engine.comparison import differences
from projections.nouns.search import excerpt, search
from projections.passages import LONGEST
from projections.search import search as hits
from tests.audit.forger import Forger
from tests.projections.copies import Copies, copies
from tests.projections.histories import record
from tests.projections.stories import Statement, story

QUAYS, MEETING = "body:quays", "meeting:quays/2021-03-04"
STORY: tuple[Statement, ...] = (
    (BodyEstablished(body=QUAYS, name="Quays and Moorings Committee", kind="committee"), "2019"),
    (BodyRenamed(body=QUAYS, name="Harbour Committee"), "2020-05-01"),
    (PersonRegistered(person="person:orla", name="Órla Ní Bhriain", also=("Orla O'Brien",)), "XXXX"),
    (MeetingHeld(meeting=MEETING, body=QUAYS, title="Spring meeting"), "2021-03-04"),
    (
        ResolutionPassed(
            resolution="resolution:quays-2021-03-04/1",
            text="That the harbour wall be repaired before the winter, at a cost of £2,400.",
            limbs=(Limb(verb=Verb.AGREED, text="the wall be repaired", number="1"),),
            body=QUAYS,
            meeting=MEETING,
        ),
        "2021-03-04",
    ),
    (QuestionAsked(question="question:1", text="Who owns the wall of the harbour?", meeting=MEETING), "2021-03-04"),
    (RemarkMade(remark="remark:1", text="The café on the co-op’s pier is a delight.", kind=RemarkKind.COMMENT), "2022"),
)


def _fill(datastore: Datastore) -> None:
    record(datastore, story(STORY))
    Projector(datastore, ALL).catch_up()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def ledgers(request: pytest.FixtureRequest) -> Iterator[Copies]:
    with copies(request, _fill, like="bare") as copy:
        yield copy


@pytest.fixture
def ledger(ledgers: Copies) -> Iterator[Datastore]:
    with ledgers() as datastore:
        yield datastore


def found(ledger: Datastore, words: str, *, as_at: str = "", known_at: int | None = None, **given: object) -> list[int]:
    register = register_at(ledger, None, known_at)
    if as_at:
        register = replace(register, as_at=when(as_at).earliest)
    return [hit.position for hit in hits(register, phrases(words), **given).found]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "entries"),
    [
        ("wall", [6, 5]),
        ("harbour wall", [5, 6]),
        ('"harbour wall"', [5]),
        ("harbour-wall", [5]),
        ("WALL harbour", [6, 5]),
        ("wal", []),
        ("wal*", [6, 5]),
        ('"the wal*"', [6, 5]),
        ('"old wal*"', []),
        ("harb", [2]),
        ("moor and", [1]),
        ("committee", [2]),
        ("orla", [3]),
        ("ORLA ni", [3]),
        ("o'brien", [3]),
        ("cafe", [7]),
        ("Café", [7]),
        ("co-op", [7]),
        ("coop", []),
        ("2,400", [5]),
        ("spring", [4]),
        ("wall zebra", []),
    ],
)
def test_all_words_a_phrase_or_a_beginning_are_found(ledger: Datastore, words: str, entries: list[int]) -> None:
    assert found(ledger, words) == entries


def test_it_is_narrowed_by_kind_body_and_year(ledger: Datastore) -> None:
    assert found(ledger, "wall", kind="question") == [6]
    assert found(ledger, "wall", body=QUAYS) == [6, 5]
    assert found(ledger, "wall", body="body:others") == []
    assert found(ledger, "cafe", body=QUAYS) == []
    assert (found(ledger, "cafe", year=2022), found(ledger, "cafe", year=2021)) == ([7], [])


def test_it_is_found_as_it_was_known_and_by_its_day(ledger: Datastore) -> None:
    painted = EntryCorrected(entry=5, why="misread", fields={"text": "That the lighthouse be painted."})
    told = [*STORY, (painted, "XXXX"), (EntryRetracted(entry=7, why="nobody said so"), "XXXX")]
    record(ledger, story(told)[len(STORY) :])
    Projector(ledger, ALL).catch_up()

    assert (found(ledger, "lighthouse"), found(ledger, "lighthouse", known_at=7)) == ([5], [])
    assert (found(ledger, "winter"), found(ledger, "winter", known_at=7)) == ([], [5])
    assert (found(ledger, "cafe"), found(ledger, "cafe", known_at=8)) == ([], [7])
    assert (found(ledger, "wall", as_at="2021-03-03"), found(ledger, "wall", as_at="2021-03-04")) == ([], [6, 5])


def test_the_answer_says_where_the_words_stand(ledger: Datastore) -> None:
    answer = search.reply(register_at(ledger, None), {"words": "harbour wall", "limit": 1})

    [row] = answer.rows
    assert (row.kind, row.found_in, row.subject) == ("resolution", "text", "resolution:quays-2021-03-04/1")
    assert row.text == "That the «harbour wall» be repaired before the winter, at a cost of £2,400."
    assert (row.meeting, row.bodies, row.entries) == (MEETING, (QUAYS,), (5,))
    assert answer.sentence == "2 found: question 1, resolution 1."
    assert not answer.complete
    assert answer.notes == ("1 to 1 of 2 are shown; `--after 1` goes on",)
    assert [(each.value, each.count) for each in answer.below["years"].rows] == [("2021", 2)]
    assert [(each.body, each.count) for each in answer.below["by_body"].rows] == [(QUAYS, 2)]


def test_what_follows_is_asked_for_by_how_many_were_shown(ledger: Datastore) -> None:
    answer = search.reply(register_at(ledger, None), {"words": "wall", "limit": 1, "after": 1})

    assert ([row.entry for row in answer.rows], answer.notes) == ([5], ("2 to 2 of 2 are shown",))


def test_no_phrase_is_found_across_two_texts(ledger: Datastore) -> None:
    assert found(ledger, '"400 the wall"') == []
    assert found(ledger, "2,400 repaired") == [5]


def test_a_text_of_any_length_is_recorded_and_found_by_its_beginning(ledger: Datastore) -> None:
    long = " ".join(["first", *(f"w{number}" for number in range(LONGEST)), "last"])
    record(ledger, story([*STORY, (RemarkMade(remark="remark:2", text=long), "2022")])[len(STORY) :])
    Projector(ledger, ALL).catch_up()

    assert (found(ledger, "first w1"), found(ledger, "last")) == ([8], [])


@pytest.mark.parametrize(
    "text", ["x*' | 'wall", "a:b & !c", "wall)", "NEAR(wall harbour)", "-wall", "\\' OR 1", "^wall"]
)
def test_whatever_is_written_is_no_more_than_words(ledger: Datastore, text: str) -> None:
    assert set(found(ledger, text)) <= {5, 6}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "there is no word to look for"),
        ('""', "there is no word to look for"),
        ("- * !", "there is no word to look for"),
        ("w*", "'w*' is the beginning of too many words"),
        ("a b c d e f g h i j k l m n o p q r s t u", "more than 20 words"),
    ],
)
def test_what_looks_for_nothing_or_too_much_is_refused(ledger: Datastore, text: str, why: str) -> None:
    with pytest.raises(CannotAsk, match=re.escape(why)):
        search.reply(register_at(ledger, None), {"words": text})


def test_the_index_of_a_ledger_that_nobody_touched_agrees_with_its_table(ledger: Datastore) -> None:
    assert list(differences(ledger)) == []


def test_a_server_knows_how_common_words_are_once_the_tables_are_made(ledger: Datastore) -> None:
    if ledger.backend == "sqlite":
        pytest.skip("SQLite walks its index of words from the last entry on, whatever it knows of them")
    with ledger.read() as connection:
        sql = "SELECT tablename FROM pg_stats WHERE tablename IN (?, ?) GROUP BY 1 ORDER BY 1"
        known = ledger.execute(connection, sql, ("projected_names_given_by_words", "projected_passages_by_words"))

    assert known == [("projected_names_given_by_words",), ("projected_passages_by_words",)]


def test_words_that_were_taken_out_of_the_index_or_put_into_it_are_found_out(ledger: Datastore) -> None:
    if ledger.backend == "sqlite":
        with ledger.write() as connection:
            index = "projected_passages_words"
            words = "INSERT INTO {0}({0}, rowid, text) VALUES ('delete', 6, 'who owns the wall of the harbour')"
            ledger.execute(connection, words.format(index))
            ledger.execute(connection, f"INSERT INTO {index} (rowid, text) VALUES (99, 'zebra')")
        expected = ["the row '6' of question:1 is not found by its words"]
    else:
        Forger(ledger).run("DROP INDEX projected_passages_by_words")
        on = "projected_passages USING gin (to_tsvector('simple'::regconfig, words))"
        Forger(ledger).make_lying_index("projected_passages_by_words", on, "known_from <> 6")
        expected = ["the row '6' of question:1 is not found by its words"]

    assert [finding.says for finding in differences(ledger)] == [f"passages: {each}" for each in expected]


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("The wall.", "wall", "The «wall»."),
        ("The old wall", '"old wall"', "The «old wall»"),
        ("Órla’s café", "orla cafe", "«Órla»’s «café»"),
        ("nothing here", "wall", "nothing here"),
        ("", "wall", ""),
        ("a b " * 60 + "the wall of the harbour " + "c d " * 60, "wall", None),
        ("x" * 400 + " wall", "wall", None),
        ("line one\n  wall", "wall", "line one «wall»"),
    ],
)
def test_an_excerpt_shows_what_stands_around_the_words(text: str, words: str, shown: str | None) -> None:
    made = excerpt(text, phrases(words))

    assert made == shown if shown is not None else "«wall»" in made and len(made) < 180


def test_words_are_told_apart_without_capitals_accents_and_signs() -> None:
    assert words_of("Ł’Aquila_naïve Straße №5 ½ x²") == ["ł", "aquila", "naive", "strasse", "5", "12", "x2"]
    assert phrases('Waste "re use"  dep* co-op waste "') == (
        (("waste",), False),
        (("re", "use"), False),
        (("dep",), True),
        (("co", "op"), False),
    )


def test_where_no_text_has_the_words_it_is_said_what_would_be_found_by_how_words_begin(ledger: Datastore) -> None:
    register = register_at(ledger, None)

    by_plurals, by_nothing = search.ask(register, words="harbours wall"), search.ask(register, words="lighthouse")

    assert (list(by_plurals.rows), list(by_nothing.rows), by_nothing.notes) == ([], [], ())
    [note] = by_plurals.notes
    assert note == "no text has exactly these words; 2 found with `search 'harbour* wall*'`, by how words begin"
    assert len(search.ask(register, words="harbour* wall*").rows) == 2
