"""Where the minutes of a meeting begin in a document that may hold those of several."""

from __future__ import annotations

import re

MEETING = re.compile(
    r"^(?:DRAFT\s+|UNCONFIRMED\s+|APPROVED\s+|CONFIRMED\s+)?(?:the\s+)?minutes?\s+(?:of|from|for)\b.{0,200}?\bheld\b|"
    r"^(?:minutes|notes?|record) (?:of|for|from) .{5,160}\b(?:meeting|council|committee|board|forum|panel|proceedings)\b.{0,60}\b\d{1,2}\S* \w+ (?:19|20)\d\d|"
    r"^(?:At\s+)?(?:a|the)\s+(?:\w+\s+){0,4}meeting\s+of\b.{0,160}\bheld\b|"
    r"^minutes of (?:the|an?) (?:\w+ ){0,4}meeting of .{3,100}\b(?:council|committee|board|cabinet|panel|governors|trustees|forum|group)\b.{0,40}$|"
    r"^minutes of proceedings\b|^proceedings of\b|^cofnodion\b",
    re.IGNORECASE,
)
_DECIDED = re.compile(
    r"\b(?:were|was|be|been|is|are)\s+(?:\w+\s+){0,4}?(?:approved|agreed|confirmed|accepted|adopted|signed|considered|received|noted|taken|circulated|proposed|discussed)\b"
    r"|[:–—-]\s*(?:all\s+)?(?:approved|agreed|confirmed|accepted|adopted|signed)\b"
    r"|^the minutes\b(?!.*\bpresent:)",
    re.IGNORECASE,
)


_AHEAD = re.compile(
    r"^(?:the |our )?(?:next|following|future)\b|\b(?:will|would|shall|is|to) (?:to )?be held\b", re.IGNORECASE
)


def heads_a_meeting(text: str) -> bool:
    """Whether a block heads the minutes of a meeting, rather than tells of earlier minutes or of a meeting to come."""
    head = text[:300]
    return (
        (len(text) < 400 or "Minutes" in text[:80])
        and bool(MEETING.match(head))
        and not (_DECIDED.search(head) or _AHEAD.search(head))
    )
