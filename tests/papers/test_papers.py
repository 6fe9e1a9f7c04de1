"""Papers say what the record says, are the same bytes for the same record, and can be drafted from again."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from html import unescape
from pathlib import Path

import pdfplumber
import pytest
from docx import Document

from ledger import store
from ledger.drafting.drafting import draft_file
from ledger.erasure.reveal import Showing
from ledger.meeting_file import read_text
from ledger.recording.ledger import Ledger
from ledger.refusals import Refusal
from ledger.store import Datastore
from projections import ALL, Projector, register_at
from projections.decisions.motions import held_at
from projections.decisions.resolutions import resolutions
from projections.decisions.votes import votes
from projections.engine.register import Register
from projections.meetings import meetings
from projections.papers.actions import actions
from projections.papers.agenda import agenda
from projections.papers.coming_decision import notice_of_coming_decision
from projections.papers.minutes import minutes
from projections.papers.notice import notice
from projections.papers.paper import Grid, Paper, in_runs
from projections.papers.rendering import FORMATS, rendered

MEETING = "meeting:th-cabinet/2023-06-27"
THORNMERE = Path(__file__).parents[2] / "examples" / "thornmere"

CLOSED = """\
source: {document: Part two, date: 2023-06-27}
meeting: th-cabinet/2023-06-27
statements:
  - {resolved: That the xqzvk works be bought., verb: agreed, at: item 9, exempt: paragraph 3, body: th-cabinet}
"""


def recorded(ledger: Ledger, text: str, file: str) -> None:
    ledger.record(read_text(text, file, ledger).drafts, whole_document=True)


@pytest.fixture(scope="module")
def datastore(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Datastore]:
    url = f"sqlite:///{tmp_path_factory.mktemp('papers') / 'ledger.db'}"
    with Ledger.create(url, recorder="M. Okafor") as made:
        assert made.book.last_position() == 0
    with Ledger(url, recorder="M. Okafor", alongside=lambda found: Projector(found, ALL)) as ledger:
        for file in sorted(THORNMERE.glob("*.yaml")):
            recorded(ledger, file.read_text(), file.name)
        recorded(ledger, CLOSED, "closed.yaml")
    opened = store.open(url)
    yield opened
    opened.close()


@pytest.fixture
def at(datastore: Datastore) -> Callable[..., Register]:
    return lambda day=None, **how: register_at(datastore, day, **how)


def words_of(paper: Paper, form: str) -> str:
    """Everything that a rendering holds for its readers, as one line."""
    made = rendered(paper, form)
    match form:
        case "docx":
            document = Document(io.BytesIO(made))
            cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
            text = " ".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
        case "pdf":
            with pdfplumber.open(io.BytesIO(made)) as pdf:
                text = " ".join(page.extract_text() for page in pdf.pages)
        case _:
            text = unescape(made.decode())
    return " ".join(text.split())


@pytest.mark.parametrize("form", FORMATS)
def test_minutes_hold_who_was_there_and_what_was_done_in_every_format(at: Callable[..., Register], form: str) -> None:
    told = words_of(minutes(at(), MEETING), form)

    for words in (
        "Minutes of the meeting of the Cabinet held on 27 June 2023",
        "Thornmere Borough Council",
        "Councillor Carys Lund",
        "Ruth Amble; Paul Teague",
        "That the refurbishment of the leisure centre be approved at a cost of £4.2m.",
        "Moved by Councillor Ben Osei, seconded by Councillor Mina Hale.",
        "2 for, 2 against; casting vote for by Councillor Ben Osei; carried.",
        "publish how much each library is used",
        "due 31 August 2023",
        "Considered for decision: Refurbishment of the leisure centre",
        "build anew (rejected: twice the cost)",
        "These minutes were confirmed at the meeting of 18 July 2023.",
        "govledger audit receipt",
    ):
        assert words in told


@pytest.mark.parametrize("form", FORMATS)
def test_one_record_makes_the_same_bytes_whatever_else_was_recorded(at: Callable[..., Register], form: str) -> None:
    now = rendered(minutes(at(), "meeting:th-scrutiny/2023-07-11"), form)
    then = minutes(at(), "meeting:th-scrutiny/2023-07-11").rests_on[-1]

    assert rendered(minutes(at(known_at=then), "meeting:th-scrutiny/2023-07-11"), form) == now


def test_a_word_document_is_on_a4_with_numbered_pages_and_heads_of_tables(at: Callable[..., Register]) -> None:
    document = Document(io.BytesIO(rendered(notice(at(), "decision:th-library-hours-june"), "docx")))

    [section] = document.sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert 'w:instr="PAGE"' in section.footer.paragraphs[0]._p.xml
    assert all("tblHeader" in table.rows[0]._tr.xml for table in document.tables)
    assert document.tables


@pytest.mark.parametrize(
    ("project", "told"),
    [
        (
            "th-leisure-centre",
            (
                "Notice of a key decision to be taken",
                "Who will decide: Cabinet",
                "Councillor Carys Lund",
                "31 clear days before the day on which it is due; 28 clear days are asked for (SI 2012/2089 reg 9)",
            ),
        ),
        (
            "th-flood-barrier",
            (
                "Notice of a key decision to be taken under special urgency",
                "report of the Director of Place on the breach of 1 August",
                "0 clear days before the day on which it is due; no number of days is asked for",
            ),
        ),
    ],
)
def test_the_notice_of_a_decision_to_come_is_written_out(
    at: Callable[..., Register], project: str, told: tuple[str, ...]
) -> None:
    text = words_of(notice_of_coming_decision(at(), f"project:{project}"), "text")

    assert all(words in text for words in told)


def test_no_notice_is_made_up(at: Callable[..., Register]) -> None:
    with pytest.raises(Refusal, match="no notice of a decision on 'Street markets' is recorded"):
        notice_of_coming_decision(at(), "project:th-street-markets")


def test_a_pdf_is_tagged_and_has_its_language_and_title(at: Callable[..., Register]) -> None:
    with pdfplumber.open(io.BytesIO(rendered(minutes(at(), MEETING), "pdf"))) as pdf:
        catalog = pdf.doc.catalog

        assert catalog["MarkInfo"]["Marked"] is True
        assert catalog["Lang"] == b"en-GB"
        assert "StructTreeRoot" in catalog
        assert pdf.metadata["Title"].startswith("Minutes of the meeting of the Cabinet")


def test_word_knows_the_headings_and_every_part_is_dated_alike(at: Callable[..., Register]) -> None:
    made = rendered(minutes(at(), MEETING), "docx")

    headings = [p.text for p in Document(io.BytesIO(made)).paragraphs if p.style.name.startswith("Heading")]
    assert headings[0] == "Minutes of the meeting of the Cabinet held on 27 June 2023"
    assert "Item 6" in headings
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_exempt_is_in_no_paper_for_the_public(at: Callable[..., Register], form: str) -> None:
    assert "xqzvk" in words_of(minutes(at(), MEETING), form)
    assert "xqzvk" not in words_of(minutes(at(showing=Showing.PUBLIC), MEETING), form)


def test_what_the_law_asks_of_a_decision_and_nobody_recorded_is_named(at: Callable[..., Register]) -> None:
    found = notice(at(), "decision:th-library-hours-june")
    told = words_of(found, "text")

    assert "Record of an executive decision 27 June 2023 Decided by: Cabinet" in told
    assert "Alternatives considered and rejected ------------------------------------ * volunteers on two days" in told
    assert "Conflicts of interest declared ------------------------------ Not recorded." in told
    assert "In effect: not to be acted on: sent back upon call-in" in told
    [law] = [block for block in found.blocks if isinstance(block, Grid)]
    assert ("reasons", "SI 2012/2089 reg 12(2)(b)", "recorded") in law.rows


def test_an_action_sheet_has_what_is_late_first(at: Callable[..., Register]) -> None:
    [open_] = [block for block in actions(at(date(2024, 1, 1)), "body:th-cabinet").blocks if isinstance(block, Grid)]

    assert open_.rows[0] == ("publish how much each library is used", "Councillor Dev Marlow", "2023-08-31", "overdue")


def test_an_action_sheet_says_to_whom_it_was_recommended_and_what_was_answered(at: Callable[..., Register]) -> None:
    grids = [block for block in actions(at(date(2024, 6, 1)), "body:th-scrutiny").blocks if isinstance(block, Grid)]

    assert ("light the path", "Cabinet", "21 May 2024", "21 July 2024", "open") in grids[-1].rows


def test_votes_are_listed_for_a_body_or_a_meeting(at: Callable[..., Register]) -> None:
    register = at()
    everything = votes(register)

    of_meeting = held_at(register, everything, body=None, meeting=MEETING)
    of_body = held_at(register, everything, body="body:th-cabinet", meeting=None)

    assert {v.stream for v in of_meeting} == {"resolution:th-cabinet-2023-06-27/5", "decision:th-library-hours-june"}
    assert {vote.stream for vote in of_meeting} < {vote.stream for vote in of_body} < {v.stream for v in everything}


def test_an_agenda_has_the_minutes_to_confirm_and_what_is_open(at: Callable[..., Register]) -> None:
    told = words_of(agenda(at(date(2024, 1, 1)), "body:th-cabinet"), "text")

    assert "3. Minutes of the meeting of 17 October 2023, to be confirmed" in told
    assert "publish how much each library is used (Councillor Dev Marlow; due 2023-08-31; overdue)" in told


def test_drafting_what_was_written_out_as_a_page_gives_resolutions_and_attendance_again(
    at: Callable[..., Register], tmp_path: Path
) -> None:
    """The same over Word, the questions and votes too, is in `test_round_trip`."""
    register = at()
    wanted, found, parts, people = set(), set(), list[list[str]](), 0
    for meeting in meetings(register):
        file = tmp_path / f"{meeting.row.from_earliest}.html"
        file.write_bytes(rendered(minutes(register, meeting.stream), "html"))
        drafted = draft_file(file).meetings[0]
        passed = resolutions(register, meeting=meeting.stream)
        wanted |= {_words(each.event.text) for each in passed}
        parts += [[_words(limb.text) for limb in each.limbs] for each in drafted.resolutions]
        found |= {limb for limbs in parts for limb in limbs}
        people += len(drafted.attendance)

    never_moved = {"a congestion charge be introduced"}
    assert never_moved <= wanted - found
    wanted -= never_moved
    in_parts = {told for told in wanted - found for limbs in parts if len(limbs) > 1 and all(_in(told, limbs))}
    assert wanted - found == in_parts
    assert len(in_parts) == 3  # "(1) ... and (2) ..." or "be paved and ... be built" within one sentence
    assert people > 50


def test_what_was_not_moved_is_not_written_as_resolved(at: Callable[..., Register]) -> None:
    told = words_of(minutes(at(), "meeting:th-council/2023-11-15"), "text")

    assert "NOT MOVED: That a congestion charge be introduced." in told
    assert "RESOLVED: That a congestion charge" not in told


def test_a_meeting_that_was_cancelled_was_called_and_not_held(at: Callable[..., Register]) -> None:
    told = words_of(minutes(at(), "meeting:th-scrutiny/2024-02-06"), "text")

    assert "Overview and Scrutiny Committee called for 29 January 2024" in told
    assert "held on 29 January 2024" not in told


def test_a_vote_in_words_that_end_in_a_stop_has_one_stop(at: Callable[..., Register]) -> None:
    told = words_of(minutes(at(), "meeting:th-scrutiny/2024-05-21"), "text")

    assert "Vote: nem. con. " in told


def _in(told: str, limbs: list[str]) -> list[bool]:
    """Which parts, without the words that all of them begin with, stand in the words of a resolution."""
    return [limb.rpartition("recommended ")[2].removesuffix(" and") in told for limb in limbs]


def _words(text: str) -> str:
    return text.removeprefix("That ").rstrip(".").casefold()


def test_numbers_of_entries_are_written_in_runs() -> None:
    assert in_runs([1, 2, 3, 7, 9, 10]) == "1 to 3, 7, 9 to 10"
