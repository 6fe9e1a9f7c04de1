"""The exact words of a decision: without what tells of the vote or of the movers, with the title that they need."""

from __future__ import annotations

import re

from ledger.drafting.limbs import Piece, verb_of
from ledger.drafting.sections import Passage, Section
from ledger.drafting.statements import DraftedLimb, Support
from ledger.drafting.style import Style


def limb_of(piece: Piece, lead: str, stem: str, style: Style) -> DraftedLimb:
    """A limb with its verb: its own, that of the words before the list, or the one that announced the decision."""
    printed, verb = verb_of(piece.text, lead, style)
    if printed == lead.lower() and stem and stem != piece.text:
        inner = re.search(r"\b([a-z]+)\s*(?:the following|as follows)?\s*[:–-]*$", stem)
        if inner and inner[1] in style.verbs:
            printed, verb = inner[1], style.verbs[inner[1]]
        else:
            printed, verb = verb_of(stem, lead, style)
    return DraftedLimb(piece.text, verb, printed, piece.passage.basis("limb", exact(piece)), piece.number)


def vote_tail(body: str) -> str:
    """The end of a decision that tells of the vote: brackets, or what stands behind the last dash."""
    found = re.search(
        r"(\((?:[^()]*\b(?:vote|for|against|unanim|carried|abst)[^()]*)\)|\s[-–—]\s*(?:unanimous\w*|carried|all in favour|agreed unanimously).*"
        r"|,\s+(?:by \w+ votes? to \w+|by an? (?:\w+ )?majority[^,;]*|(?:with )?\w+ (?:votes? )?(?:voting )?(?:against|in favour|abst\w+)[^;]*|nem\.? con\.?)"
        r")\s*\.?$",
        body,
        re.IGNORECASE,
    )
    return found[1] if found else ""


def without_vote(body: str) -> str:
    """The words of a decision without what stands behind them of the vote."""
    tail = vote_tail(body)
    return body[: body.rindex(tail)].rstrip() if tail else body


def without_tail(body: str) -> str:
    """The words of a decision without what stands behind them of the vote, of who moved and who seconded."""
    body = without_vote(body)
    moved = re.search(
        r"[,.;–-]?\s*\(?(?:\bas\s+)?(?:Proposed|proposed|Proposer|moved|Moved|Prop)\b.*?(?:seconded|Seconded|2nd|seconder|Seconder)\b.*$",
        body,
    )
    if moved and moved.start() > 15:
        body = body[: moved.start()]
    return body


def title_in_block(section: Section, passage: Passage) -> str:
    """The title of the item as it stands before the passage in the same block, or nothing."""
    if section.title_block is passage.block and passage.offset:
        before = passage.block.text[: passage.offset]
        at = before.find(section.title[:12])
        return before[max(at, 0) :]
    return ""


def whole_block(passage: Passage, rule: str) -> Support:
    """The basis of a statement whose words begin in the title of its item."""
    block = passage.block
    return Support(block.text, block.place, block.start, block.end, rule)


def unquoted(text: str) -> str:
    """The words within quotation marks."""
    return text.strip().strip('“”"').strip() if text.strip()[:1] in '“"' else text.strip()


def exact(piece: Piece) -> str:
    """The words of a limb as they stand in its passage, or the whole passage where they were put together."""
    return piece.text if piece.text in piece.passage.text else piece.passage.text


def anaphoric(text: str) -> bool:
    """Whether a sentence speaks of what stands before it ('this was agreed')."""
    return bool(
        re.match(
            r"(?i)(?:this|these|it|the (?:proposal|motion|amendment|resolution|recommendations?|above)|all|both|which|that|upon|on being|being|after being|approved|agreed|carried|accepted|adopted)\b",
            text,
        )
    )
