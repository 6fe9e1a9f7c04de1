"""Decisions that are announced: from 'RESOLVED that' to the end of the limbs, in a sentence or over paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ledger.drafting.limbs import Piece, in_one_sentence, inline, listed, trimmed
from ledger.drafting.recognising.movers import MoverPatterns
from ledger.drafting.recognising.votes import merged, vote_in, voting_in
from ledger.drafting.recognising.walk import Walk
from ledger.drafting.recognising.wordings import limb_of, unquoted, vote_tail, without_tail, without_vote
from ledger.drafting.sections import Passage, Section
from ledger.drafting.sentences import Sentence
from ledger.drafting.statements import Resolution
from ledger.drafting.style import Style

_CONDITIONS = re.compile(
    r"(?i)\b(?:conditions?|grounds|reasons?|informatives?)(?:\s+(?:set out|listed|given)\s+below|,?\s+namely)?\s*[:–-]+\s*[-–]*$|\bsubject to(?: the following)?\s*[:–-]+\s*$"
)
_NOT_LIMB = re.compile(
    r"(?i)^(?:reasons?|options?|alternative|action|vot(?:e|ing)|for\b|against|supporting|additional|decision|minutes:|\d{1,3}\.?$|\(?note)"
)
_BARE = re.compile(
    r"(?i)(?:that|to)?\W*(?:\(?\s*(?:(?:carried|agreed)?\s*unanimous(?:ly)?|nem\.?\s*con\.?|by \w+ votes? to \w+[^()]{0,40}|\d+ (?:votes )?for[^()]{0,60}|on a vote)\s*\)?)?\s*(?:that|to)?\W*"
)
_HOW_VOTED = re.compile(
    r"\s*\((?=[^()]*(?:vote|unanim|nem|\bfor\b|against|carried|majority))[^()]{3,60}\)\s*[:–-]*\s*(?=\S)", re.IGNORECASE
)
_PUT_BEFORE = re.compile(
    r"(?i)(?:up)?(?:on|by|after|following|having|with|there being)\b.*\b(?:put|votes?|voting|show of hands|majority|unanim\w*|in favour|dissent\w*)\b"
)
_OF_ANOTHER = re.compile(r"(?i)\b(?:amendment|motion|proposal)\b.*\b(?:lost|fell|defeated|withdrawn|carried)\b")
_ENDS = re.compile(
    r"(?i)(?:agreed|approved|carried|accepted|adopted|passed|(?P<lost>lost|refused|rejected|defeated|not agreed))\b(?! (?:that|to)\b)"
)
_LABELS = ("resolution", "decision", "recommendation", "recommends", "recommend", "outcome", "decided", "ordered")
_FORMS = {
    **dict.fromkeys(("recommended", "recommends", "recommend", "recommendation"), "recommendation"),
    **{verb: verb for verb in ("noted", "agreed", "approved", "deferred")},
}


@dataclass(frozen=True)
class Words:
    """The words of a decision: its limbs, the words before them, and how many sentences and paragraphs they take."""

    pieces: Sequence[Piece]
    stem: str
    body: str
    sentences: int
    paragraphs: int


class AnnouncedDecisions:
    """Takes decisions from the words that announce them."""

    def __init__(self, style: Style, patterns: MoverPatterns) -> None:
        self.style = style
        self.patterns = patterns

    def take(
        self, section: Section, at: int, parts: list[Sentence], j: int, lead: re.Match[str], walk: Walk
    ) -> tuple[int, int]:
        """Add the decision to the walk; how many sentences it took, and how many of the paragraphs that follow."""
        passage = section.passages[at]
        text = parts[j].text
        word = lead["lead"].split()[-1]
        word = word if word.lower() in self.style.verbs or word.lower() in _LABELS else "agreed"
        moving = re.search(r",?\s+with\s[^;:]{3,60}?\s(?:proposing|moving|seconding)\b.*$", text)
        movers = (
            self.patterns.find(text[: lead.start("lead")] or "")
            or self.patterns.find(lead["mid"] or "")
            or (self.patterns.find(moving.group()) if moving else None)
        )
        if movers is None and walk.movers and at - walk.movers_at <= 2:
            movers = walk.movers
        told = text[_begin(lead) :].strip()
        if walk.motion and len(told.split()) < 9 and (end := _ENDS.match(told)):  # 'Decision: Agreed, BA not voting.'
            walk.motion.carried = end["lost"] is None
            walk.motion.support.append(passage.basis("what became of it", text))
            if vote := vote_in(text, passage.basis("vote", text)):
                walk.motion.vote = merged(walk.motion.vote, vote)
            walk.end_of_motion()
            return 1, 0
        words = self._words(section, at, parts, j, lead)
        if not words.pieces:
            self._without_words(text, passage, at, walk)
            return words.sentences, 0
        last = parts[min(j + words.sentences, len(parts)) - 1]
        quote = passage.text[parts[j].start : last.start + len(last.text)]
        limbs = [
            limb_of(piece, word, words.stem, self.style)
            for piece in words.pieces
            if piece.text and not re.match(r"(?i).{3,60}\bdeclared\b.{0,40}\binterest\b", piece.text)
        ]
        if not limbs:
            return words.sentences, 0
        basis = passage.basis(f"words of decision: {word.lower()}", quote)
        resolution = Resolution(_FORMS.get(word.lower(), "resolved"), limbs, basis, section.number, carried=True)
        if len(limbs) > 1 and words.stem:
            below = section.passages[at + 1 : at + 1 + words.paragraphs]
            resolution.text = "\n".join([words.body, *(each.text for each in below)])
        how = _HOW_VOTED.match(text, _begin(lead))
        manner = lead["mid"] + (how[0] if how else "")
        within = vote_in(manner, passage.basis("vote", text)) if manner.strip() else None
        walk.adopt(resolution, movers, within, at)
        told_of_vote = words.body if _BARE.fullmatch(words.body) else vote_tail(words.body)
        before = text[: lead.start("lead")]
        if (
            _PUT_BEFORE.match(before) or re.search(r"(?i)\bvot(?:es?|ed|ing) (?:for|in favour)\b", before)
        ) and not _OF_ANOTHER.search(before):
            first = vote_in(before, passage.basis("vote", text))
            resolution.vote = merged(resolution.vote, first) if first else resolution.vote
        behind = vote_in(told_of_vote, passage.basis("vote", quote))
        if behind:
            resolution.vote = merged(resolution.vote, behind)
        walk.done.append(resolution)
        for side in voting_in(told_of_vote, self.patterns.names):
            walk.take_ballots(*side, passage, quote)
        return words.sentences, words.paragraphs

    def _words(self, section: Section, at: int, parts: list[Sentence], j: int, lead: re.Match[str]) -> Words:
        """The limbs, in this order: numbered within the sentence, in the paragraphs below, or the sentence as a whole."""
        passage = section.passages[at]
        following = section.passages[at + 1 :]
        first = re.fullmatch(r"\s*\(?(?P<n>1|a|i)[.)]\)?\s*", parts[j].text[: lead.start("lead")])
        if first and j == 0:  # '(1) NOTED the report;' and below it '(2) REQUESTED ...'
            more, taken = listed(following, False)
            words = trimmed(passage.text[parts[j].start + lead.start("lead") :])
            if more and more[0].number in ("2", "b", "ii"):
                return Words([Piece(first["n"], words, passage), *more], "", words, len(parts), taken)
        begin = _begin(lead)
        if how := _HOW_VOTED.match(parts[j].text, begin):
            begin = how.end()
        if bullet := re.match(r"\s*[•●▪·]\s*", parts[j].text[begin:]):
            begin += bullet.end()
        body = parts[j].text[begin:].strip()
        bare = bool(_BARE.fullmatch(body))
        before_conditions = bool(_CONDITIONS.search(body)) and len(body.split()) > 6
        opens = (bare or bool(re.search(r"(?:[:]\s*[-–—]*|\bthat|[-–—])\s*$", body))) and not before_conditions
        stem, used, taken = body, 1, 0
        pieces: list[Piece] = []
        if not (opens and j == len(parts) - 1):
            body, used = _more_sentences(parts, j, begin, passage)
            stem, pieces = inline(without_vote(body), passage)
            each = parts[j + 1 : j + used]
            if not pieces and each and all(re.match(r"[“\"]?(?:That|THAT)\b", part.text) for part in each):
                opening = passage.text[parts[j].start + begin : parts[j].start + len(parts[j].text)]
                pieces = [Piece(None, trimmed(words), passage) for words in (opening, *(part.text for part in each))]
                stem = ""
            ends_passage = j + used == len(parts)
            if not pieces and _CONDITIONS.search(body) and len(body.split()) > 6:
                pieces = [Piece(None, trimmed(body).rstrip(":- "), passage)]
                taken = listed(following, False)[1] if ends_passage else 0
            if not pieces and following and ends_passage and _goes_on(body, following[0]):
                more, taken = listed(following, False)
                pieces = [Piece(_own_number(body), trimmed(_without_number(body)), passage), *more]
            if not pieces and following and ends_passage and body.endswith((":", ":-", ";", "–")):
                opens = True
        if opens and not pieces and j + used == len(parts):
            pieces, taken = listed(following, bare or len(body) < 60)
            if not pieces and bare and following and (lead["that"].strip() or lead["lead"].isupper()):
                pieces, taken = _paragraph_below(following[0])
        if not pieces and not bare:
            words = trimmed(without_tail(unquoted(body)))
            if len(re.findall(r"\w+", words)) >= 2:
                pieces = [Piece(None, each, passage) for each in in_one_sentence(words, self.style)]
        return Words(pieces, stem, body, used, taken)

    def _without_words(self, text: str, passage: Passage, at: int, walk: Walk) -> None:
        """'Agreed unanimously.' and the like: how the decision or the motion before it went."""
        vote = vote_in(text, passage.basis("vote", text))
        if vote and walk.done and at - walk.last_at <= 1:
            walk.done[-1].vote = merged(walk.done[-1].vote, vote)
        elif re.fullmatch(r"(?i)agreed|resolved|approved|carried|noted", text.strip(" .")) and walk.motion:
            walk.motion.carried = True


def _paragraph_below(passage: Passage) -> tuple[list[Piece], int]:
    if len(passage.text) >= 1500 or _NOT_LIMB.match(passage.text):
        return [], 0
    return [Piece(None, trimmed(unquoted(passage.text)), passage)], 1


def _goes_on(body: str, following: Passage) -> bool:
    """Whether the next paragraph numbers the second limb of a decision whose first stands on the line itself."""
    return bool(_own_number(body)) and bool(re.match(r"^\(?(?:2|b|B|ii)[.)]", following.text))


def _more_sentences(parts: list[Sentence], j: int, begin: int, passage: Passage) -> tuple[str, int]:
    """The words of a decision: to the end of the sentence, and on where the next begins with 'That' or a number."""
    used = 1
    while j + used < len(parts) and re.match(
        r"^(?:[“\"]?That\b|THAT\b|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})\)|\d{1,2}\.\s)", parts[j + used].text
    ):
        used += 1
    start = parts[j].start + begin
    last = parts[j + used - 1]
    return passage.text[start : last.start + len(last.text)].strip(), used


def _begin(lead: re.Match[str]) -> int:
    """Where the exact words begin: with the 'that' of the announcement, which is one of them."""
    that = re.search(r"(?i)t\s?h\s?a\s?t\b(?!\s+it\s+would)", lead["that"])
    return lead.start("that") + that.start() if that else lead.end()


def _own_number(text: str) -> str | None:
    match = re.match(r"^(?:[Tt]hat\W+)?\(?(1|a|i|A)[.)]", text)
    return match[1] if match else None


def _without_number(text: str) -> str:
    return re.sub(r"^(?:[Tt]hat\W+)?\(?(?:1|a|i|A)[.)]\)?\s*", "", text)
