"""The agenda within minutes: what was to be done stands in an item before what was done, and is left out."""

from __future__ import annotations

import re

from ledger.drafting.sections import Passage, Section

SKIP = re.compile(
    r"^(?:Additional documents|Supporting documents|View directions|Contact|No\. Item|Items|Agenda|Agenda and (?:draft )?minutes|"
    r"Media|Agenda item|Skip to main content|Issue - meetings|Attendance details|Webcast|Download)\b.{0,80}$",
    re.IGNORECASE,
)
MINUTES = re.compile(r"^(?:Minutes?|Minute text)\s*:\s*", re.IGNORECASE)
DECISION = re.compile(r"^Decisions?\s*:\s*$", re.IGNORECASE)
_LISTED = re.compile(
    r"(?:(?:[Tt]hat|[Tt]o)\s|\(?(?:1|a|i)[.)]\)?\s|[•●▪·○*–-]\s)\s*(?!.*(?:RESOLVED|AGREED|Resolved|Agreed))"
)
_PURPOSE = re.compile(
    r"^\(?(?:[a-z]\)|\d+\.)?\s*(?:To\s+(?:receive|consider|note|approve|move|agree|confirm|invite|sign|discuss|elect|appoint|review|"
    r"determine|adopt|authorise|hear|deal|disclose|report|make|ask|accept|record|seek|answer|question|endorse|ratify|resolve|pass)\b"
    r"|Report of the\b[^.]{0,120}(?:\.|$)|Members (?:are|of .* are) (?:invited|asked|reminded|requested)\b"
    r"|Any (?:member|councillor) with\b|A summary of .{0,60}attached)",
    re.IGNORECASE,
)
_HAPPENED = re.compile(
    r"\.\s.*\b(?:was|were|had|agreed|RESOLVED|AGREED|Resolved|Agreed)\b|\bThe Chair\w* \w+ed\b", re.DOTALL
)


def leave_out_agenda(section: Section) -> None:
    """Keep of a section what tells what happened."""
    marks = [
        i for i, passage in enumerate(section.passages) if MINUTES.match(passage.text) and i < len(section.passages)
    ]
    if marks:
        first = marks[0]
        passage = section.passages[first]
        match = MINUTES.match(passage.text)
        rest = passage.text[match.end() :] if match else ""
        kept = section.passages[first + 1 :]
        if rest:
            kept = [Passage(passage.block, passage.offset + len(passage.text) - len(rest), rest), *kept]
        section.agenda, section.passages = section.passages[:first], kept
        decided = [i for i, above in enumerate(section.agenda) if DECISION.match(above.text)]
        section.decision = section.agenda[decided[0] + 1 :] if decided else []
    decision = [i for i, passage in enumerate(section.passages) if DECISION.match(passage.text)]
    if decision and not marks:
        below = section.passages[decision[0] + 1 :]
        announces = (
            bool(below) and _LISTED.match(below[0].text) is not None
        )  # then the label is what announces the parts
        section.agenda += section.passages[: decision[0]]
        section.passages = section.passages[decision[0] :] if announces else below
    keep: list[Passage] = []
    for i, passage in enumerate(section.passages):
        if SKIP.match(passage.text) or (i < 2 and not marks and len(keep) == 0 and _asks(passage.text)):
            section.agenda.append(passage)
        else:
            keep.append(passage)
    section.passages = keep


def _asks(text: str) -> bool:
    """Whether a passage is the agenda's: what is to be done, and nothing behind it of what happened."""
    return bool(_PURPOSE.match(text)) and not _HAPPENED.search(text)
