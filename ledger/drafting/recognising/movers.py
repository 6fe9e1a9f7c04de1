"""Who moved and who seconded: in a sentence, in brackets, after a label, by names or by initials."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ledger.drafting.name_patterns import NameMatch
from ledger.drafting.names import BARE, PEOPLE, Names

_POST = r"(?:[Tt]he\s+(?:Vice[- ]?)?(?:Chair(?:man|woman|person)?|Mayor|Leader|Provost|Convener|Deputy Leader|Deputy Mayor|Cathaoirleach)(?:\s+of the (?:Council|Committee|Board))?)\b"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b"
_ADVERB = r"(?:(?:duly|formally|then|also|had|having been|has|and|subsequently|jointly|it was|which was)\s+)*"


@dataclass(frozen=True)
class Movers:
    """Who moved and who seconded, as printed, and where in the text that is said."""

    mover: str | None
    seconder: str | None
    spans: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        """Where the first of them is told."""
        return min((start for start, _ in self.spans), default=0)

    def without(self, text: str) -> str:
        """The text without the words that tell of them."""
        kept, last = [], 0
        for start, end in sorted(self.spans):  # one may stand within the other: 'A, seconded by B, moved'
            kept.append(text[last:start])
            last = max(last, end)
        return " ".join([*kept, text[last:]])


class MoverPatterns:
    """Patterns for the people whom the document knows by the time they are made."""

    def __init__(self, names: Names) -> None:
        self.names = names
        who = rf"(?:{PEOPLE}|{_POST})"
        told = rf"(?:{PEOPLE}|{_POST}|(?-i:{BARE}))"
        self.mover = names.pattern(
            rf"\b(?i:proposer|mover)\b\s*(?i:was|is)?\s*(?P<label>{who}|(?:[A-Z]\.?\s?){{1,3}}(?-i:{BARE}))|\b(?i:proposed|moved|nominated|proposer|mover|prop)\b[.]?\s*(?i:and\s+seconded\s+|(?:as|for)\s+(?:an?\s+)?[\w ]{{3,30}}?\s+(?=by\b))?(?:(?i:\s*by)\s*:?|:|[-–])\s*(?P<told>{told})"
            rf"|\b(?i:on\s+(?:the|a)\s+(?:proposal|proposition|motion|nomination|moving))\s+(?i:of|from|by)\s+(?P<of>{told})"
            rf"|\b(?i:(?:an|the|a|further|first|second|third)\s+(?:amendment|motion))\s+(?i:by|from)\s+(?P<by>{who})(?=,?\s+(?:and\s+)?(?i:seconded))"
            rf"|\b(?i:proposal|motion)\s+(?:by|from)\s+(?P<that>{who})(?=\s+(?:that|to)\b)"
            rf"|\b(?i:proposal|proposed|proposer|prop|moved|mover)\b[.]?\s*\(\s*(?P<brackets>{who})\s*\)|\bwith\s+(?P<with>{who})\s+(?i:proposing|moving)\b"
            rf"|\b(?i:proposed|prop|moved)\b[.]?\s+(?P<bare>{who})(?=\s*[,;.]?\s*(?i:and\s+)?(?i:seconded|2nd|sec))"
        )
        self.active = names.pattern(
            rf"(?P<who>{who})(?:,?\s+(?:and\s+)?(?:duly\s+)?seconded\s+by\s+{who})?,?\s+{_ADVERB}(?:proposed|moved|nominated|PROPOSED|MOVED)\b(?!\s+by\b)"
        )
        self.seconder = names.pattern(
            rf"\b(?i:seconded|2nded|2nd(?!\s+(?:of\s+)?{_MONTH})|seconder|sec)\b[.]?\s*(?:(?i:by)\s*:?|:|[-–])?\s*(?P<told>{told})"
            rf"|\b(?i:seconded|2nd|seconder|sec)\b[.]?\s*\(\s*(?P<brackets>{who})\s*\)|\b(?:with|and)\s+(?P<with>{who})\s+(?i:seconding)\b"
        )
        self.active_seconder = names.pattern(rf"(?P<who>{who})\s+{_ADVERB}(?:seconded|SECONDED|2nded)\b(?!\s+by\b)")

    def find(self, text: str) -> Movers | None:
        """Who moved and seconded in a text, or None where it names neither."""
        active = self.active.search(text)
        passive = self.mover.search(text)
        mover = active if active and not (passive and passive.start() <= active.start()) else passive
        seconder = self.seconder.search(
            text, mover.end("who") if mover and mover is active else mover.end() if mover else 0
        )
        other = self.active_seconder.search(text)
        if other and (seconder is None or other.start() < seconder.start()):
            seconder = other
        if mover is None and seconder is None:
            return None
        spans = [match.span() for match in (mover, seconder) if match]
        return Movers(self._name(mover), self._name(seconder), tuple(dict.fromkeys(spans)))

    def _name(self, match: NameMatch | None) -> str | None:
        if match is None:
            return None
        words = next(value for value in match.groupdict().values() if value)
        if re.fullmatch(_POST, words):
            return words
        people = self.names.in_prose(re.sub(r"\s+(?:and|And|And Resolved|It)$", "", words))
        kept = [
            person.name
            for person in people
            if not self.names.roles_in(self.names.bare(person.name)) or person.name in self.names.known
        ]
        return " and ".join(kept[:2]) if kept else None
