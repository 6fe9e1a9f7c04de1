"""Which sources are one document, by what name the ledger knows it, and what that means for recording."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

import pytest
from msgspec.structs import replace

from ledger.entries.documents import Documents, is_same_document, name_before_dates, names_for
from ledger.entries.entry import Draft, Entry
from ledger.meeting_file import read_text
from ledger.recording.ledger import Ledger
from ledger.recording.outcome import Outcome
from ledger.vocabulary.dates import when
from ledger.vocabulary.event import Event
from ledger.vocabulary.people import PersonRegistered
from ledger.vocabulary.provenance import Source
from ledger.vocabulary.questions import RemarkMade
from ledger.vocabulary.subjects import is_name

TITLE = "Library Committee minutes"
LONG = f"{TITLE} of the special meeting in the old"
MONTHS = tuple(f"2022-{month:02}-11" for month in range(1, 13))
OPENED = "That the reading room be opened on Sundays."


@pytest.fixture
def ledger(ledger_url: str) -> Iterator[Ledger]:
    """A ledger on each database in turn that knows one committee and one person."""
    with Ledger(ledger_url, recorder="P. Wren") as opened:
        register = "source: Register\nregister:\n  bodies:\n    library: {name: Library Committee}\n"
        opened.record(read_text(register + "  people:\n    ella: {name: Ella Marsh}\n", "register.yaml", opened).drafts)
        yield opened


def minutes(
    date: str = "2022-01-11", publisher: str = "", sha256: str = "", name: str = "", title: str = TITLE
) -> Source:
    return Source(document=title, date=date, publisher=publisher, sha256=sha256, id=name)


def file_of(day: str, publisher: str = "", said: str = OPENED) -> str:
    published = f", publisher: {publisher}" if publisher else ""
    return f"""
source: {{document: {TITLE}, date: {day}{published}}}
meeting: {{body: library, on: {day}, present: [ella]}}
statements:
  - {{resolved: {said}, verb: approved}}
  - {{commitment: report back on the boiler, by: ella, due: 2023}}
  - {{remark: The roof leaks., by: ella}}
"""


def short(day: str, publisher: str) -> str:
    """The same without the meeting, which two documents of one day would both tell of."""
    left = [line for line in file_of(day, publisher).splitlines() if "meeting:" not in line and "remark" not in line]
    return "\n".join(left).replace("verb: approved", "verb: approved, body: library")


def record(ledger: Ledger, text: str, *, before_dates: bool = False) -> Outcome:
    """Record a meeting file, or have it recorded as it was when a document was known by its title alone."""
    if not before_dates:
        read = read_text(text, "minutes.yaml", ledger, documents=ledger.documents())
        return ledger.record(read.drafts, whole_document=True)
    read = read_text(text, "minutes.yaml", ledger, documents=TitlesOnly())
    name = name_before_dates(read.source)
    return ledger.record([replace(draft, document=name, event=_called_after(name, draft)) for draft in read.drafts])


def _called_after(document: str, draft: Draft) -> Event:
    """The event of a draft, with the id that it had when ids were made of documents, not of meetings."""
    event, kind = draft.event, draft.event.STREAM
    if not draft.introduces or kind == "meeting":
        return event
    return replace(event, **{kind: f"{kind}:{document}/{draft.subject.rpartition('/')[2]}"})


class TitlesOnly(Documents):
    """Documents as they were known before dates counted."""

    def name(self, source: Source) -> str:
        return name_before_dates(source)


def sums(outcome: Outcome) -> tuple[int, int, int, int]:
    return tuple(map(len, (outcome.recorded, outcome.already, outcome.contradictions, outcome.unsaid)))  # type: ignore[return-value]


def subjects(entries: tuple[Entry, ...], kind: str) -> set[str]:
    return {entry.stream for entry in entries if entry.stream.startswith(f"{kind}:")}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (minutes(), minutes(), True),
        (minutes(), minutes(title="Library committee: MINUTES"), True),
        (minutes(), minutes("2022-02-11"), False),
        (minutes(), minutes(""), False),
        (minutes(), minutes("2022-01"), False),
        (minutes(publisher="Marsham"), minutes(publisher="Fennick"), False),
        (minutes(publisher="Marsham"), minutes(), True),
        (minutes(sha256="ab" * 32), minutes(sha256="cd" * 32), False),
        (minutes(sha256="ab" * 32), minutes(sha256="AB" * 32), True),
        (minutes(sha256="ab" * 32), minutes(), True),
        (minutes(name="m-7"), minutes("2022-02-11", name="m-7", title="Minutes 7"), True),
        (minutes(name="m-7"), minutes(name="m-8"), False),
        (minutes(title=f"{LONG} hall"), minutes(title=f"{LONG} barn"), False),
    ],
)  # fmt: skip
def test_a_document_is_known_by_publisher_title_date_and_digest(one: Source, other: Source, same: bool) -> None:
    assert (is_same_document(one, other), is_same_document(other, one)) == (same, same)


def test_documents_that_are_not_the_same_never_share_a_name() -> None:
    titles = (TITLE, f"{LONG} hall", f"{LONG} barn", "x" * 300, "Library Committee")
    sources = [
        minutes(date, publisher, sha256, title=title)
        for title, date, publisher, sha256 in product(
            titles, ("", *MONTHS, "2022~", "2022?"), ("Marsham", "Fennick"), ("ab" * 32, "cd" * 32)
        )
    ]
    documents = Documents()

    names = [documents.name(source) for source in sources]

    assert len(set(names)) == len(sources)
    assert all(map(is_name, names))
    assert [documents.name(source) for source in sources] == names


def test_names_are_made_of_title_and_date_and_more_only_where_need_be() -> None:
    documents = Documents()
    named: Mapping[str, Source] = {
        "library-committee-minutes": minutes(""),
        "library-committee-minutes-2022-01-11": minutes(publisher="Marsham"),
        "library-committee-minutes-2022-01-11-fennick": minutes(publisher="Fennick"),
        "m-7": minutes(name="m-7"),
        "minutes-2022-01-11": minutes(title="Minutes, 2022-01-11"),
    }

    assert [documents.name(source) for source in named.values()] == list(named)
    assert documents.name(minutes(publisher="Fennick", sha256="ab" * 32)) == list(named)[2]
    assert names_for(minutes(""))[0] == name_before_dates(minutes(""))


def test_twelve_minutes_of_one_title_are_twelve_documents(ledger: Ledger) -> None:
    outcomes = [record(ledger, file_of(day)) for day in MONTHS]

    assert [sums(outcome) for outcome in outcomes] == [(5, 0, 0, 0)] * 12
    for kind in ("resolution", "commitment", "remark"):
        assert len(set().union(*(subjects(outcome.recorded, kind) for outcome in outcomes))) == 12
    assert [sums(record(ledger, file_of(day))) for day in reversed(MONTHS)] == [(0, 5, 0, 0)] * 12
    changed = record(ledger, file_of(MONTHS[3], said="That the reading room be shut on Sundays."))
    assert [entry.stream for entry in changed.unsaid] == [
        f"resolution:library/{MONTHS[3]}/that-the-reading-room-be-opened-on-sundays"
    ]


def test_all_months_in_one_command_come_to_the_same(ledger: Ledger) -> None:
    documents = ledger.documents()
    drafts = [
        draft
        for day, publisher in product(MONTHS[:3], ("Marsham", "Fennick"))
        for draft in read_text(short(day, publisher), f"{day}.yaml", ledger, documents=documents).drafts
    ]

    assert sums(ledger.record(drafts, whole_document=True)) == (12, 0, 0, 0)
    assert sums(ledger.record(drafts, whole_document=True)) == (0, 12, 0, 0)
    assert len(ledger.names("resolution")) == len(ledger.names("commitment")) == 6


def test_statements_without_an_id_get_one_of_their_own_month(ledger: Ledger) -> None:
    def remarks(day: str) -> list[Draft]:
        event = RemarkMade(text="The roof leaks.", by="person:ella")
        return [Draft(event=event, source=minutes(day)), Draft(event=event, source=minutes(day), erasable=("text",))]

    for day in MONTHS:
        assert sums(ledger.record(remarks(day)))[0] == 2
    for day in MONTHS:
        assert sums(ledger.record(remarks(day), whole_document=True)) == (0, 2, 0, 0)
    assert len(ledger.names("remark")) == 24


def test_an_import_keeps_documents_of_one_title_apart(ledger: Ledger) -> None:
    def drafts() -> list[tuple[Draft]]:
        event = PersonRegistered(person="person:ella", name="Ella Marsh")
        return [(Draft(event=event, source=minutes(day), occurred=when("2022")),) for day in MONTHS]

    ledger.in_bulk().record(
        [
            (Draft(event=RemarkMade(remark=f"remark:{day}", text="The roof leaks."), source=minutes(day)),)
            for day in MONTHS
        ]
    )

    tags = {tag for entry in ledger.book.entries() for tag in entry.tags if tag.startswith("document:library")}
    assert tags == {f"document:library-committee-minutes-{day}" for day in MONTHS}
    assert len(ledger.in_bulk().record(drafts()).already) == 12


def test_a_ledger_made_before_dates_counted_keeps_its_ids_and_recognises_its_files(ledger: Ledger) -> None:
    record(ledger, file_of(MONTHS[0]), before_dates=True)
    ids = {entry.stream for entry in ledger.book.entries()}

    assert "resolution:library-committee-minutes/that-the-reading-room-be-opened-on-sundays" in ids
    assert sums(record(ledger, file_of(MONTHS[0]))) == (0, 5, 0, 0)
    assert sums(record(ledger, file_of(MONTHS[0], publisher="Marsham"))) == (0, 5, 0, 0)
    assert sums(record(ledger, file_of(MONTHS[1]))) == (5, 0, 0, 0)
    assert sums(record(ledger, file_of(MONTHS[0]))) == sums(record(ledger, file_of(MONTHS[1]))) == (0, 5, 0, 0)
    assert f"resolution:library/{MONTHS[1]}/that-the-reading-room-be-opened-on-sundays" in {
        entry.stream for entry in ledger.book.entries()
    }


def test_what_a_ledger_made_before_dates_counted_left_out_of_a_second_month_can_be_recorded(ledger: Ledger) -> None:
    for day in MONTHS[:2]:
        record(ledger, file_of(day), before_dates=True)
    missing = 10 - sum(1 for entry in ledger.book.entries() if entry.source.document == TITLE)

    completed = record(ledger, file_of(MONTHS[1]))

    assert missing > 0
    assert sums(completed) == (missing, 5 - missing, 0, 0)
    assert [sums(record(ledger, file_of(day))) for day in MONTHS[:2]] == [(0, 5, 0, 0)] * 2
