"""From a document to a draft: reads the outline, lets each recogniser find its subject, and lists what is left over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ledger.drafting.document import Document
from ledger.drafting.names import Names
from ledger.drafting.outline import parts_of
from ledger.drafting.reading import read
from ledger.drafting.recognising import decisions, offices
from ledger.drafting.recognising.attendance import attendance
from ledger.drafting.recognising.commitments import CommitmentFinder
from ledger.drafting.recognising.interests import interests
from ledger.drafting.recognising.meeting import meeting_of
from ledger.drafting.recognising.questions import QuestionFinder
from ledger.drafting.recognising.remarks import RemarkFinder
from ledger.drafting.recognising.resolutions import Recogniser
from ledger.drafting.sections import MeetingText
from ledger.drafting.sentences import sentences
from ledger.drafting.statements import Item, Meeting, Support
from ledger.drafting.style import Style, built_in


@dataclass(frozen=True)
class LeftOver:
    """A sentence that gave no statement, and its place."""

    text: str
    place: str


@dataclass(frozen=True)
class DraftedMinutes:
    """The meetings of a document as drafted, and the sentences that gave no statement."""

    document: Document
    meetings: tuple[Meeting, ...]
    left_over: tuple[LeftOver, ...]


def draft_file(path: Path, style: Style | None = None) -> DraftedMinutes:
    """The draft of a file of minutes."""
    return draft(read(path), style)


def draft(document: Document, style: Style | None = None) -> DraftedMinutes:
    """The draft of minutes that were read."""
    words = style or built_in()
    names = Names(words)
    names.text = document.text
    parts = parts_of(document, words, names)
    meetings = [meeting_of(part) for part in parts]
    for part, meeting in zip(parts, meetings, strict=True):
        attendance(part, names, meeting)
    for part, meeting in zip(parts, meetings, strict=True):
        _fill(part, meeting, words, names)
    return DraftedMinutes(document, tuple(meetings), tuple(_left_over(document, meetings)))


def _fill(part: MeetingText, meeting: Meeting, style: Style, names: Names) -> None:
    recogniser = Recogniser(style, names, meeting.body)
    notice = decisions.individual(part, style)
    meeting.resolutions = list(notice)
    summaries: set[int] = set()
    for i, section in enumerate(part.sections):
        if section.title and section.title != "-" and section.title_block is not None:
            block = section.title_block
            title = section.title if section.title in block.text else block.text
            basis = Support(title, block.place, block.start, block.end, "title of an item")
            meeting.items.append(Item(section.number, section.title, basis))
        following = part.sections[i + 1].title_block if i + 1 < len(part.sections) else None
        begin = section.title_block.start if section.title_block else 0
        end = following.start if following else 10**9
        found = [] if notice else recogniser.section(section, [t for t in part.tables if begin <= t.start < end])
        decisions.grounds(section, found)
        meeting.resolutions += found
        if "decisions" in section.about:
            summaries |= {id(resolution) for resolution in found}
    meeting.resolutions = recogniser.once(meeting.resolutions, frozenset(summaries))
    meeting.interests = interests(part, style, names)
    meeting.commitments = CommitmentFinder(style, names).part(part)
    meeting.questions = QuestionFinder(style, names).part(part)
    meeting.remarks = list(RemarkFinder(names).part(part))
    meeting.offices = offices.offices(part, names, meeting.resolutions)
    meeting.minutes_confirmed = offices.minutes_confirmed(part, meeting.resolutions)
    meeting.referrals = decisions.referrals(part, meeting.resolutions)


def bases(meeting: Meeting) -> Iterator[Support]:
    """What the statements of a meeting rest on."""
    if meeting.basis:
        yield meeting.basis
    for group in (
        meeting.attendance,
        meeting.interests,
        meeting.items,
        meeting.resolutions,
        meeting.commitments,
        meeting.questions,
        meeting.remarks,
        meeting.offices,
        meeting.minutes_confirmed,
        meeting.referrals,
    ):
        for statement in group:
            yield statement.basis
    for resolution in meeting.resolutions:
        yield from (limb.basis for limb in resolution.limbs)
        yield from resolution.support
        if resolution.vote:
            yield resolution.vote.basis


def _left_over(document: Document, meetings: list[Meeting]) -> Iterator[LeftOver]:
    spans = sorted({(basis.start, basis.end) for meeting in meetings for basis in bases(meeting)})
    for block in document.blocks:
        inside = [span for span in spans if span[0] < block.end and span[1] > block.start]
        for sentence in sentences(block.text):
            start = block.start + sentence.start
            if not any(a < start + len(sentence.text) and b > start for a, b in inside):
                yield LeftOver(sentence.text, block.place)
