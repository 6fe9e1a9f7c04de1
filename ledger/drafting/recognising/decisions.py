"""Reasons, alternatives and individual decisions: labelled paragraphs behind a decision, and notices of one person's decision."""

from __future__ import annotations

import re

from ledger.drafting.days import MONTH
from ledger.drafting.limbs import inline, trimmed, verb_of
from ledger.drafting.sections import MeetingText, Passage, Section
from ledger.drafting.statements import DraftedLimb, Referral, Resolution
from ledger.drafting.style import Style

_REASONS = re.compile(
    r"^(?:\d+\.?\s*)?(?:the\s+)?reasons?(?:\s+for(?:\s+the)?\s+(?:decision|recommendations?|urgency))?(?:\(s\))?\s*(?:[:–-]\s*|$)(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_OPTIONS = re.compile(
    r"^(?:\d+\.?\s*)?(?:details of\s+)?(?:any\s+)?(?:alternatives?|other|options)\s*(?:options?)?\s*(?:that were\s+)?(?:considered|rejected|available)?(?:\s*(?:and|/)\s*(?:rejected|why rejected|discounted))?(?:\s+(?:when making|at the time).*?)?\s*(?:[:–-]\s*|$)(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_MAKER = re.compile(
    r"^(?:decision[ -]?maker|decision (?:made|taken) by|name of decision[ -]?maker|made by|taken by|portfolio holder|cabinet member|officer)\s*(?:[:–-]\s*|$)(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_DECISION = re.compile(
    r"^(?:\d+\.?\s*)?(?:details of (?:the )?decision|decision(?: made| taken)?|the decision|record of (?:the )?decision|decisions)\s*(?:[:–-]\s*|$)(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
GROUNDS = re.compile(
    r"^(?:\d+\.?\s*)?(?:the\s+)?(?:reasons?(?:\s+for(?:\s+the)?\s+(?:decision|recommendations?|urgency))?(?:\(s\))?|(?:details of\s+)?(?:any\s+)?(?:alternatives?|other)\s+options?\s*(?:that were\s+)?(?:considered|rejected|available)?(?:\s*(?:and|/)\s*(?:rejected|discounted))?|options considered(?: and rejected)?)\s*(?:[:–-].*|$)",
    re.IGNORECASE | re.DOTALL,
)
_LABELS = (("by", _MAKER), ("decision", _DECISION), ("reasons", _REASONS), ("alternatives", _OPTIONS))
_TO = re.compile(
    r"\bto\s+(?P<to>(?:the\s+)?(?:[A-Z][\w&-]*\s+|of\s+|and\s+|the\s+){0,6}(?:Committee|Council|Cabinet|Board|Panel|Executive|Sub-Committee|Group|Commission|Working Party))\b"
)
_UNTIL = re.compile(
    r"\b(?:to|until|for|at)\s+(?P<to>(?:the|a)\s+(?:next|future|later|following|\w+)\s+(?:\w+\s+){0,3}?meeting\b[^.;]{0,40})",
    re.IGNORECASE,
)


def grounds(section: Section, resolutions: list[Resolution]) -> None:
    """Give the last decision of an item the reasons and the alternatives that stand behind it."""
    if not resolutions:
        return
    for i, passage in enumerate(section.passages):
        for name, pattern in (("reasons", _REASONS), ("alternatives", _OPTIONS)):
            match = pattern.match(passage.text)
            if not match or (len(passage.text) > 1500 and not match["rest"]):
                continue
            words = match["rest"].strip() or (section.passages[i + 1].text if i + 1 < len(section.passages) else "")
            before = [r for r in resolutions if r.basis.start <= passage.block.start]
            if words and before and getattr(before[-1], name) is None:
                setattr(before[-1], name, words)


def individual(part: MeetingText, style: Style) -> list[Resolution]:
    """The decision of a notice: who decided what, why, and what else was considered; none in minutes of a meeting."""
    found: dict[str, tuple[str, Passage]] = {}
    passages = [passage for section in part.sections for passage in _with_title(section)]
    for i, passage in enumerate(passages):
        for name, pattern in _LABELS:
            match = pattern.match(passage.text)
            if match and name not in found:
                words = match["rest"].strip()
                at = passage
                if not words and i + 1 < len(passages):
                    at = passages[i + 1]
                    words = at.text
                if words:
                    found[name] = (words, at)
    if not {"by", "decision"} <= found.keys() or re.search(
        r"(?i)\b(?:council|committee|cabinet|executive board|board|panel)$", found["by"][0].strip(" .")
    ):
        return []
    words, passage = found["decision"]
    stem, pieces = inline(words, passage)
    texts = [(piece.number, piece.text) for piece in pieces] or [(None, trimmed(words))]
    limbs = []
    for number, text in texts:
        printed, verb = verb_of(text, "agreed", style)
        limbs.append(
            DraftedLimb(text, verb, printed, passage.basis("limb", text if text in passage.text else None), number)
        )
    del stem
    return [
        Resolution(
            "decided",
            limbs,
            passage.basis("notice of a decision", passage.text),
            carried=True,
            by=found["by"][0],
            reasons=found["reasons"][0] if "reasons" in found else None,
            alternatives=found["alternatives"][0] if "alternatives" in found else None,
        )
    ]


def _with_title(section: Section) -> list[Passage]:
    title = (
        [Passage(section.title_block, 0, section.title)]
        if section.title_block is not None and section.title in section.title_block.text
        else []
    )
    if title and section.passages and section.passages[0].block is section.title_block:
        title = [Passage(section.title_block, 0, section.title_block.text)] if section.title_block else []
        return title + section.passages[1:]
    return title + section.passages


_PUT_OFF = re.compile(
    rf"\b(?:[Dd]eferred|[Pp]ostponed|[Hh]eld over|[Cc]arried (?:forward|over)|[Pp]ut (?:back|off))\s+(?:to|until)\s+(?P<to>(?:the|a)\s+[^.;,]{{0,60}}meeting|(?:early |late )?{MONTH}(?:\s+\d{{4}})?)\b"
)


def referrals(part: MeetingText, resolutions: list[Resolution]) -> list[Referral]:
    """What decisions send to another body or put off to a later meeting, and what a sentence says was put off."""
    out = []
    for section in part.sections:
        for passage in section.passages:
            for sentence in passage.sentences():
                match = _PUT_OFF.search(sentence.text)
                inside = any(
                    r.basis.start <= passage.block.start + passage.offset + sentence.start < r.basis.end
                    for r in resolutions
                )
                if (
                    match
                    and not inside
                    and not re.search(r"(?i)\b(?:had been|previously)\b", sentence.text[: match.start()])
                ):
                    out.append(
                        Referral(sentence.text, match["to"], passage.basis("put off", sentence.text), deferred=True)
                    )
    for resolution in resolutions:
        for limb in resolution.limbs if resolution.carried is not False else ():
            if limb.verb == "referred":
                to = _TO.search(limb.text)
                out.append(Referral(limb.text, to["to"] if to else None, limb.basis))
            elif limb.verb == "deferred":
                until = _UNTIL.search(limb.text)
                out.append(Referral(limb.text, until["to"] if until else None, limb.basis, deferred=True))
    return out
