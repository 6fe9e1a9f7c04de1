"""The meeting itself: body, day, time and place, from the head of the minutes, and nothing that is not printed there."""

from __future__ import annotations

import re

from ledger.drafting.days import days
from ledger.drafting.document import Block
from ledger.drafting.meeting_heads import heads_a_meeting
from ledger.drafting.sections import MeetingText
from ledger.drafting.statements import Meeting, Support

_BODY_WORD = (
    r"(?:council|committee|sub-committee|board|cabinet|panel|executive|group|forum|commission|partnership|governing body|district|assembly|authority|"
    r"trust|governors|trustees|sub committee|conference|court)"
)
_TIME = re.compile(
    r"\b(?:at\s+|commenc\w+ at\s+)?(\d{1,2}(?:[.:]\d\d)?\s*(?:a\.?m\.?|p\.?m\.?|noon|hrs|hours)|\d{1,2}[:.]\d\d(?!\d))",
    re.IGNORECASE,
)
_OF = re.compile(
    r"(?:minutes?|notes?|proceedings|meeting|agm)\s*(?:of|from|for|at)\s+(?:an?\s+|the\s+)?(?P<what>.{3,200}?)\s*(?:,\s*)?(?:\bwhich was\s+)?\b(?:held|on\s+(?:mon|tue|wed|thu|fri|sat|sun)|at\s+\d|(?=,?\s*\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]+\s+\d{4}))",
    re.IGNORECASE | re.DOTALL,
)
_OF_BODY = re.compile(
    rf"^(?:draft )?minutes of (?:the |an? )?(?P<what>(?!.*\bmeeting of\b).{{3,120}}?\b{_BODY_WORD})\s+(?:annual |ordinary |monthly )?meeting$",
    re.IGNORECASE,
)
_LABELLED_HEAD = re.compile(rf"^(?:draft )?minutes\s*[:–-]\s*(?P<what>.{{3,120}}?\b{_BODY_WORD})$", re.IGNORECASE)
_PAGE_HEAD = re.compile(
    r"^(?P<what>.{3,150}?)\s+[-–—]\s+(?P<day>(?:mon|tues|wednes|thurs|fri|satur|sun)day\b.{4,60})$", re.IGNORECASE
)
_AGENDA_HEAD = re.compile(
    r"^(?:agenda|minutes)(?: and (?:draft )?minutes)? (?:for|of) (?:the )?(?P<what>.{3,150}?) (?:on|held on) (?P<day>(?:mon|tues|wednes|thurs|fri|satur|sun)day\b.{4,60})$",
    re.IGNORECASE,
)
_ISSUE_HEAD = re.compile(
    r"^Meeting:\s*(?P<day>[\d/]+)\s*[-–]\s*(?P<what>[^(]+?)\s*(?:\((?P<item>[^)]*)\))?$", re.IGNORECASE
)
_DECIDED_ON = re.compile(r"^(?:decided at meeting|date of (?:the )?decision)\s*:", re.IGNORECASE)
_CANCELLED = re.compile(r"(?i)\b(?:the|this) meeting (?:was|has been|had been) (?:cancelled|abandoned)\b")
_VENUE = re.compile(
    r"^(?:venue|place|location|held (?:at|in))\s*:\s*(?P<where>.+?)(?:\.?\s*View directions)?\.?$", re.IGNORECASE
)
_HELD = re.compile(
    r"\bheld\s+(?:(?:remotely|virtually)\s+)?(?:in|at)\s+(?!\d)(?P<where>.+?)(?=\s*,?\s+(?:on|at)\s+(?:the\s+)?(?:\d|mon|tue|wed|thu|fri|sat|sun)|\s*,?\s*commencing|\.\s+[A-Z]|\.?\s*$)"
    r"|(?:(?<=\d)|\b)(?:a\.?m\.?|p\.?m\.?|\d{4}),?\s+(?:in|at)\s+(?!\d)(?P<where2>[A-Z].+?)(?=\s+(?:on|at)\s+\d|\.?\s*$)",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"(?i)\bminutes\b.*\b(?:was|were|be|been|approved|agreed|confirmed|signed|read|received|circulated)\b"
    r"|\bminutes of the (?:last|previous|meeting|council|committee|board)\b"
)
_BODY_LAST = re.compile(
    rf"\b{_BODY_WORD}s?\b(?!\s+(?:procedure|rules|house|chamber|offices?|tax|plan|strategy|members?|business|budget|policy|report|leader)\b)",
    re.IGNORECASE,
)
_DAY_BEHIND = re.compile(r"\s*[,:–-]?\s*(?:[A-Z][a-z]+day,? )?\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]+,?\s+\d{4}\s*$")
_LISTS = re.compile(r"(?i)(?:\S*/\S+\s+|\d[\d.]*\s+)?(?:present|in attendance|apologies)\b")
_NARROWER = re.compile(r"(?i)\b(?:committee|sub-committee|panel|board|cabinet|executive|forum|group)$")
_NOT_BODY = re.compile(
    r"(?i)^(?:draft|record of|motions?|change|election|review|to|notice of|decision|unconfirmed|agenda|minutes?|issue|venue|present|apologies|in attendance|note|time|date|place|contact|chair|members?)\b|\bminutes of\b"
)


def meeting_of(part: MeetingText) -> Meeting:
    """The meeting that a part of the document is headed by."""
    meeting = Meeting()
    blocks = (part.head or [p.block for p in part.sections[0].passages] or _first_blocks(part))[:14]
    if len(part.head) < 3:
        blocks = _first_blocks(part)[:14]
    heading = next((i for i, block in enumerate(blocks) if heads_a_meeting(block.text)), None)
    if heading is not None:
        text = " ".join(block.text for block in blocks[heading : heading + 2])
        if len(blocks) > heading + 1 and _LISTS.match(blocks[heading + 1].text):
            text = blocks[heading].text
        _headed(meeting, blocks[heading], text)
    if meeting.body is None and (
        headed := next((m for b in blocks[:4] if (m := _OF_BODY.match(b.text) or _LABELLED_HEAD.match(b.text))), None)
    ):
        meeting.body = _tidy(headed["what"])
    for block in blocks:
        _page_head(meeting, block)
    if meeting.date is None:
        _day_line(meeting, blocks)
    if meeting.date is None:
        _decided_on(meeting, part)
    if meeting.body is None or re.match(
        r"(?i)(?:the )?above\b|(?:(?:the|an?|board|ordinary|annual|monthly|council|committee)\s+)*meeting$",
        meeting.body,
    ):
        meeting.body = None
        named = [b for b in blocks[: (heading or 4) + 1] if _is_body(b.text) and not heads_a_meeting(b.text)]
        if named:
            narrower = (
                len(named) > 1
                and re.search(r"(?i)\b(?:council|authority)$", named[0].text)
                and _NARROWER.search(named[1].text)
            )
            meeting.body = _named(named[1 if narrower else 0].text)
        else:
            meeting.unsure.append("the head of the minutes does not name the body")
    elif len(meeting.body.split()) <= 2:
        longer = [
            _named(b.text) for b in blocks[: (heading or 4) + 1] if _is_body(b.text) and not heads_a_meeting(b.text)
        ]
        meeting.body = next((n for n in longer if n.lower().endswith(" " + (meeting.body or "").lower())), meeting.body)
    if any(_CANCELLED.search(block.text) for block in _first_blocks(part)[:30]):
        meeting.unsure.append("the minutes say that it was cancelled: then it was called, not held")
    if meeting.date is None:
        meeting.unsure.append("the head of the minutes gives no day with a year")
    return meeting


def _first_blocks(part: MeetingText) -> list[Block]:
    blocks = list(part.head)
    for section in part.sections[:4]:
        blocks += [section.title_block] if section.title_block else []
        blocks += [passage.block for passage in section.passages]
    unique = {block.start: block for block in blocks}
    return [unique[start] for start in sorted(unique)]


def _headed(meeting: Meeting, block: Block, text: str) -> None:
    meeting.title = block.text
    meeting.basis = Support(block.text, block.place, block.start, block.end, "head of the minutes")
    if match := _OF.search(text):
        what = _tidy(match["what"])
        inner = re.search(r"(?i)\bmeeting of\s+(?:the\s+)?(.+)$", what)
        if inner:
            what = inner[1]
        what = re.sub(
            r"(?i)^(?:(?:an?|the|ordinary|annual|general|special|extraordinary|monthly|full|virtual|remote|public|inaugural|agm|meeting|of|&|and|\d+(?:st|nd|rd|th)|one|hundred|(?:\w+-)?(?:hundredth|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twelfth|\w+teenth|\w+tieth))\s+)+(?=\w+\s)",
            "",
            what,
        )
        what = re.sub(
            r"(?i)\s+(?:(?:annual|ordinary|monthly|full|virtual|remote|online|hybrid|special|extraordinary|statutory|business) )*(?:meeting|agm)(?: in public)?(?:,? (?:mon|tues|wednes|thurs|fri|satur|sun)day)?$",
            "",
            what,
        )
        if re.search(_BODY_WORD, what, re.IGNORECASE) and (
            " " in what or (not text.startswith(what) and "held" in text)
        ):
            meeting.body = _tidy(what)
    found = [day.edtf for day in days(text) if day.edtf]
    if found:
        meeting.date = found[0]
    elif partial := next(iter(days(text)), None):
        meeting.unsure.append(f"the year of '{partial.text}' is not printed")
    if time := _TIME.search(text):
        meeting.time = time[1]
    if where := _HELD.search(text):
        meeting.place = _tidy(where["where"] or where["where2"])


def _page_head(meeting: Meeting, block: Block) -> None:
    if match := _ISSUE_HEAD.match(block.text):
        found = [day.edtf for day in days(match["day"]) if day.edtf]
        meeting.date, meeting.body = meeting.date or (found[0] if found else None), meeting.body or _tidy(match["what"])
    elif meeting.date is None and (match := _PAGE_HEAD.match(block.text) or _AGENDA_HEAD.match(block.text)):
        found = [day.edtf for day in days(match["day"]) if day.edtf]
        if found:
            meeting.date = found[0]
            what = match["what"]
            parts = [part.strip() for part in what.split(",")]
            meeting.body = meeting.body or _tidy(
                parts[-1] if len(parts) > 1 and re.search(r"(?i)meeting", parts[0]) else what
            )
            meeting.title = meeting.title or block.text
            meeting.basis = meeting.basis or Support(
                block.text, block.place, block.start, block.end, "head of the page"
            )
            if time := _TIME.search(match["day"]):
                meeting.time = meeting.time or time[1]
    match = re.match(r"(?i)^decision[ -]?maker\s*:\s*(?P<who>.{3,80})$", block.text)
    if match and re.search(rf"(?i)\b{_BODY_WORD}$", match["who"].strip(" .")):
        meeting.body = meeting.body or _tidy(match["who"])
    if match := _VENUE.match(block.text):
        meeting.place = meeting.place or _tidy(match["where"])


def _day_line(meeting: Meeting, blocks: list[Block]) -> None:
    """A line that is a day, or a label with a day, near the top."""
    for block in blocks[:8]:
        if _EARLIER.search(block.text) or re.match(r"\(|\d{1,2}/\d{1,2}/\d{1,2}\s*[A-Z]", block.text):
            continue
        found = [day for day in days(block.text) if day.edtf]
        if (
            len(found) == 1
            and len(block.text) < 120
            and not re.search(
                r"(?i)\b(?:minutes of the (?:last|previous)|next|approved|confirmed|to approve)\b", block.text
            )
        ):
            meeting.date = found[0].edtf
            meeting.basis = meeting.basis or Support(block.text, block.place, block.start, block.end, "day in the head")
            if time := _TIME.search(block.text):
                meeting.time = meeting.time or time[1]
            before = _tidy(block.text[: found[0].start])
            label = re.sub(r"(?i)^(?:committee|meeting|body)\s+date\s+", "", before)
            if (
                meeting.body is None
                and _is_body(label)
                and len(label) > 5
                and not re.search(r"(?i)^\W|\bheld\b", label)
            ):
                meeting.body = label
            return


def _decided_on(meeting: Meeting, part: MeetingText) -> None:
    """The day at the foot of the page of a decision."""
    for section in part.sections:
        for passage in section.passages:
            if decided := _DECIDED_ON.match(passage.text):
                found = [day.edtf for day in days(passage.text[decided.end() :]) if day.edtf]
                meeting.date = meeting.date or (found[0] if len(found) == 1 else None)


def _is_body(text: str) -> bool:
    words = text.split()
    return (
        1 <= len(words) <= 14
        and not _NOT_BODY.search(text)
        and bool(_BODY_LAST.search(text))
        and not text.rstrip().endswith(";")
        and not (text.rstrip().endswith(".") and not text.rstrip(" .").lower().endswith(" meeting"))
        and not re.match(r"^\d", text)
    )


def _named(text: str) -> str:
    """The name of a body that a line begins with: what stands behind the word for its kind is no part of it."""
    match = re.match(
        rf"(?i)^(.+\b{_BODY_WORD})\b\s+(?:terms|agenda|minutes|meeting|annual|decision|notes|extra-?\s?ordinary|ordinary|special)\b",
        text,
    )
    return _tidy(match[1] if match else _DAY_BEHIND.sub("", text))


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" ,.:;-–—")
