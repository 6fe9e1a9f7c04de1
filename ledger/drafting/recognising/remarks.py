"""Remarks: concerns, suggestions, comments and requests that somebody is said to have made."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ledger.drafting.names import PEOPLE, Names
from ledger.drafting.sections import MeetingText
from ledger.drafting.statements import Remark

_KINDS = (
    (
        "concern",
        r"(?:expressed|raised|voiced|noted|reiterated)\s+(?:\w+\s+){0,3}?(?:concerns?|disappointment|dismay|frustration)|(?:was|were)\s+concerned|queried whether it was appropriate",
    ),
    ("recommendation", r"suggested|recommended that|proposed that consideration|advocated|urged"),
    ("request", r"requested|asked (?:that|for)|called for|asked (?:the )?(?:\w+ ){1,3}to"),
    (
        "comment",
        r"felt|considered that|commented|stressed|welcomed|emphasised|highlighted|praised|commended|thanked|pointed out|remarked|expressed (?:support|the view|thanks|gratitude)|was of the opinion|supported the",
    ),
)


class RemarkFinder:
    """Finds what somebody said that is no question and no decision."""

    def __init__(self, names: Names) -> None:
        groups = r"(?:[Mm]embers?|[Cc]ouncillors?|[Gg]overnors?|[Rr]esidents?|[Aa] [Mm]ember|A Councillor|[Tt]he (?:Vice-)?Chair(?:man|person)?|[Tt]he (?:Committee|Board|Panel)|Trustees)"
        self.names = names
        self.patterns = tuple(
            (
                kind,
                names.pattern(
                    rf"(?P<who>{PEOPLE}|{groups})\s*,?\s*(?:also\s+|further\s+|then\s+|had\s+|therefore\s+)*(?P<said>(?:{verbs})\b.*)$",
                    re.DOTALL,
                ),
            )
            for kind, verbs in _KINDS
        )

    def part(self, part: MeetingText) -> Iterator[Remark]:
        """The remarks of a meeting, one for a sentence at most."""
        for section in part.sections:
            for passage in section.passages:
                for sentence in passage.sentences():
                    for kind, pattern in self.patterns:
                        match = pattern.search(sentence.text)
                        if (
                            match
                            and match.start() < 80
                            and not re.search(r"(?i)\b(?:seconded|proposed)\b", sentence.text)
                        ):
                            yield Remark(
                                kind,
                                match["said"].strip(" ."),
                                passage.basis(f"said: {kind}", sentence.text),
                                self.names.full(match["who"]),
                                section.number,
                            )
                            break
