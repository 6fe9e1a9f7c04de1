"""Motions: the words that were moved, whether they stand behind the movers, between them or before them."""

from __future__ import annotations

import re

from ledger.drafting.limbs import Piece, inline, listed, trimmed, verb_of
from ledger.drafting.names import PEOPLE, TWO_WORDS, Names
from ledger.drafting.recognising.acts import PASSIVELY
from ledger.drafting.recognising.leads import Leads, told
from ledger.drafting.recognising.movers import MoverPatterns, Movers
from ledger.drafting.recognising.votes import merged
from ledger.drafting.recognising.walk import Walk
from ledger.drafting.recognising.wordings import limb_of, title_in_block, whole_block, without_tail
from ledger.drafting.sections import Passage, Section
from ledger.drafting.sentences import Sentence
from ledger.drafting.statements import DraftedLimb, Resolution, Vote
from ledger.drafting.style import Style

_OF_NO_MATTER = re.compile(
    r"(?i)\b(?:and|resolved|as|true|correct|accurate|record|this was|it was|approval|acceptance|the motion was|was|all|councillors|members|in favour|in agreement|with this decision|unanimous\w*|agreed|carried|votes?|for|against|abst\w*|the|motion|proposal|amendment|nomination|recommendations?|being|put to|a|by|approved|duly|all in|present|vote|with|none|nobody|one|two|three|four|five|six|seven|eight|nine|ten)\b|[\d\W_]+"
)
_OF_BEFORE = re.compile(
    r"(?i)(?:(?:their|its|this|the) )?(?:approval|adoption|acceptance|be approved|be adopted|be accepted)"
)


_APPLICATION = re.compile(r"\W*[A-Z/]*\d{2,4}/\d{2,6}")  # each in its own paragraph, with its own movers
_ASKS = re.compile(
    r"(?P<mark>(?:\(?[a-z\d]{1,4}[.)]\s*)?)(?i:to)\s+(?i:approve|adopt|accept|agree|confirm|ratify|endorse|authorise|elect|appoint)\b"
)


AGREED_AT_END = re.compile(
    r"(?:,|\band)\s+(?:(?:it|this|was|were|duly|unanimously|all|then)\s+)*(?:agreed|approved|adopted|accepted|carried|passed)(?:\s+(?:unanimously|by all\b.{0,30}|nem\.? con))?\W*$",
    re.IGNORECASE,
)


def only_movers(text: str, movers: Movers, names: Names) -> bool:
    """Whether a sentence tells nothing but who moved and seconded, with or without the vote and who voted so."""
    rest = names.pattern(rf"\({PEOPLE}\)").without(movers.without(text))
    return len(_OF_NO_MATTER.sub("", rest)) < 5


def _quoted(passages: list[Passage]) -> tuple[str, int]:
    """The words of a motion: a paragraph, or several where quotation marks open and do not close; how many more."""
    words = passages[0].text
    if words[:1] not in '“"' or words.rstrip(" .")[-1:] in '”"':
        return words, 0
    for more, passage in enumerate(passages[1:8], 1):
        words += " " + passage.text
        if passage.text.rstrip(" .")[-1:] in '”"':
            return words, more
    return passages[0].text, 0


class MotionFinder:
    """Finds what was moved."""

    def __init__(self, style: Style, names: Names, patterns: MoverPatterns, leads: Leads) -> None:
        self.style = style
        self.leads = leads
        self.patterns = patterns
        self.names = names
        second = rf"(?:,?\s*(?:and\s+)?(?:was\s+|it was\s+|duly\s+)*(?:seconded|2nd|SECONDED)(?:\s+by)?:?\s*(?:{PEOPLE}|[Tt]he (?:Vice[- ]?)?Chair\w*))"
        self.moved = tuple(
            names.pattern(pattern, re.DOTALL)
            for pattern in (
                # It was proposed by A(, seconded by B) that WORDS
                rf"(?i:\b(?:proposed|moved))\s+(?i:by)\s*:?\s*(?:{PEOPLE}|[Tt]he \w+|{TWO_WORDS}){second}?,?\s*(?:and\s+)?(?:resolved\s+)?(?P<w>(?:that|to)\b.+)$",
                # Proposal (A), seconded (B) that WORDS
                r"(?i:\b(?:proposal|proposed|proposer|prop|moved))[.]?\s*\([^()]{2,40}\)\s*[,;]?\s*(?:and\s+)?(?i:seconded|seconder|2nd|sec)[.]?\s*\([^()]{2,40}\)\s*[:,–-]?\s*(?P<w>(?i:that|to)\b.+)$",
                # A, seconded by B, proposed (that) WORDS
                rf"(?:{PEOPLE}),?\s+(?:and\s+)?(?i:seconded\s+by)\s+(?:{PEOPLE}),?\s+(?:then\s+)?(?i:proposed|moved)\s+(?P<w>.+)$",
                # A moved an amendment, seconded by B, to WORDS
                rf"(?i:\b(?:proposed|moved))\s+(?:an?|the following)\s+(?:further\s+)?(?:amendment|motion){second},?\s+(?P<w>(?:that|to)\b.+)$",
                # Proposed A, seconded B: that WORDS
                rf"(?i:\b(?:proposed|moved))\s+(?:{PEOPLE}){second}\s*[:,–-]?\s*(?P<w>(?:that|That|to|To)\b.+)$",
                # A proposed, and B seconded, (a motion|that) WORDS
                rf"(?i:\b(?:proposed|moved)),?\s+(?:and\s+)?(?:{PEOPLE})\s+(?:duly\s+)?(?i:seconded)(?!\s+by),?\s+(?P<w>.+)$",
                # A proposed (that) WORDS, seconded by B / B seconded
                rf"(?i:\b(?:proposed|moved|nominated)),?\s+(?!by\b|[–:-])(?P<w>.+?)(?:{second}|[,;]?\s*(?:and\s+)?(?:{PEOPLE})\s+(?:duly\s+)?seconded\b)",
                # A proposed WORDS
                rf"{PEOPLE}\s+(?:then\s+|also\s+|formally\s+|duly\s+)?(?i:proposed|moved),?\s+(?!by\b|[–:-])(?P<w>.+)$",
                # WORDS was proposed by A ... / WORDS, proposed by A
                r"^(?P<w>.{8,400}?)[,.;:–-]?\s+(?:was|were|is)?\s*(?:duly\s+)?(?i:proposed|moved)\s+(?i:by)\b",
                r"^(?P<w>.{8,400}?)[,.;:–-]?\s*\(?(?i:proposed|prop|proposer|moved)\b",
                # A proposed WORDS
                r"(?i:\b(?:proposed|moved)),?\s+(?!by\b|[–:-])(?P<w>.+)$",
            )
        )

    def motion(
        self, section: Section, passage: Passage, sentence: Sentence, movers: Movers, vote: Vote | None
    ) -> Resolution | None:
        """What a sentence with movers moves: the words behind the movers, or between them."""
        text = sentence.text
        words = self._moved(text)
        if words is None:
            return None
        words = re.sub(
            r"\s+as$|,? (?:which|this|but this|but) (?:was not|failed to find|found no|did not find|had no)\b.*$",
            "",
            trimmed(without_tail(words)).strip(" ,.-–"),
        )
        if _OF_BEFORE.fullmatch(words) and sentence.start:
            words = passage.text[: sentence.start + len(text)].strip(" .")
        if len(words.split()) < 2:
            title = title_in_block(section, passage)
            words = (title + text[: movers.start]).strip(" :.-") if title else ""
            if len(words.split()) < 2 or re.search(r"\b(?:was|were)$", words):
                words = text.strip(" .")
        if re.match(r"(?i)(?:a )?vote of (?:thanks|sympathy)", words) or not re.search(
            r"[A-Za-z]{2}\W+.*[A-Za-z]{2}", words
        ):
            return None
        passive = PASSIVELY.search(text)
        printed, verb = verb_of(words, passive["verb"].lower() if passive else "agreed", self.style)
        amends = bool(re.search(r"(?i)\bamendment\b", text[:160]))
        limb = DraftedLimb(words, verb, printed, passage.basis("words moved", words if words in passage.text else text))
        return Resolution(
            "amendment" if amends else "motion",
            [limb],
            passage.basis("motion", text),
            section.number,
            movers.mover,
            movers.seconder,
            vote,
            None,
            amends,
        )

    def words_below(self, section: Section, at: int) -> tuple[Resolution, int]:
        """'Moved by A, seconded by B:' and below it 'That ...', with its parts; how many paragraphs these take."""
        passage = section.passages[at]
        stem, pieces = inline(passage.text, passage)
        taken = 0
        if not pieces and re.search(r"(?:[:;]\s*[-–]*|\bthat)\s*$", passage.text):
            stem = passage.text
            pieces, taken = listed(section.passages[at + 1 :], True)
        if not pieces:
            words, taken = _quoted(section.passages[at:])
            pieces = [Piece(None, trimmed(words).strip(" ."), passage)]
        limbs = [limb_of(piece, "agreed", stem, self.style) for piece in pieces]
        return Resolution("motion", limbs, passage.basis("moved, then its words"), section.number), taken

    def labelled(self, section: Section, passage: Passage, match: re.Match[str], words: str) -> Resolution:
        """'MOTION: That ...' or 'AMENDMENT: ...', with the movers below."""
        words = trimmed(words)
        who = [
            self.names.of_surname(name) or None for name in re.split(r"\s*(?:/|,|&|\band\b)\s*", match["movers"] or "")
        ]
        printed, verb = verb_of(words, "agreed", self.style)
        limb = DraftedLimb(words, verb, printed, passage.basis("words moved", words))
        amends = "amendment" in match["label"].lower()
        form = "amendment" if amends else "motion"
        return Resolution(
            form,
            [limb],
            passage.basis("labelled as a motion"),
            section.number,
            who[0],
            who[1] if len(who) == 2 else None,
            amends=amends,
        )

    def voted_on(self, section: Section, passage: Passage, words: str, vote: Vote) -> Resolution:
        """'School improvement: 2 for, 2 against': what was voted on stands before the count."""
        printed, verb = verb_of(words, "approved", self.style)
        limb = DraftedLimb(words, verb, printed, passage.basis("words before the count", words))
        return Resolution("motion", [limb], passage.basis("voted on", passage.text), section.number, vote=vote)

    def headed(self, section: Section, at: int, outcome: str) -> Resolution:
        """A motion as the heading of a recorded vote: 'Motion to defer the application:', 'Motion status: Carried'."""
        passage = section.passages[at]
        words = re.sub(r"^(?i:motion)\s*[:–-]?\s*", "", passage.text).strip(" :")
        printed, verb = verb_of(words, "agreed", self.style)
        basis = passage.basis("heading of a recorded vote", words)
        limb = DraftedLimb(words, verb, printed, basis)
        carried = outcome.lower() in ("carried", "approved", "agreed", "passed")
        return Resolution(
            "motion",
            [limb],
            basis,
            section.number,
            carried=carried,
            support=[section.passages[at + 1].basis("outcome")],
        )

    def words_before(
        self, section: Section, passage: Passage, words: str, movers: Movers, vote: Vote | None, form: str = "motion"
    ) -> Resolution | None:
        """The words that stand before 'Proposed by A, seconded by B', with the title of the item where they need it."""
        words = re.sub(r"^(?:Proposal|Motion|Resolution)\s*:\s*", "", words.strip())
        if len(words.split()) > 90 or told(words):
            return None
        title = title_in_block(section, passage)
        text = (title + words if title and len(words.split()) < 12 else words).strip(" :.-")
        if len(text.split()) < 2:
            return None
        printed, verb = verb_of(text, "elected" if form == "election" else "approved", self.style)
        basis = (
            whole_block(passage, "title before the movers")
            if title
            else passage.basis("words before the movers", passage.text)
        )
        limb = DraftedLimb(text, verb, printed, basis)
        carried = vote is not None and vote.carried is not False and (vote.unanimous or vote.carried is True)
        return Resolution(
            form,
            [limb],
            basis,
            section.number,
            movers.mover,
            movers.seconder,
            vote,
            True if carried or form == "election" else None,
        )

    def movers_alone(
        self, section: Section, at: int, parts: list[Sentence], j: int, movers: Movers, vote: Vote | None, walk: Walk
    ) -> None:
        """'Proposer: A, 2nd: B.' stands behind what was decided, or before 'And Resolved:'."""
        basis = section.passages[at].basis("movers", parts[j].text)
        target = None
        if walk.motion and at - walk.motion_at <= (2 if movers.mover else 9):
            target = walk.motion
        elif walk.done and at - walk.last_at <= (0 if j and _APPLICATION.match(section.passages[at].text) else 1):
            target = walk.done[-1]
        ahead = section.passages[at + 1 : at + 3]
        resolved_next = j == len(parts) - 1 and any(self.leads.find(passage.text) for passage in ahead)
        if target is not None and not (resolved_next and (target.mover or target.form != "motion")):
            target.support.append(basis)
            target.mover = target.mover or movers.mover
            target.seconder = target.seconder or movers.seconder
            if vote:
                target.vote = merged(target.vote, vote)
                target.carried = vote.carried if vote.carried is not None else target.carried
            agreed = AGREED_AT_END.search(parts[j].text) is not None
            if (
                target is walk.motion
                and target.seconder
                and (agreed or (vote and (vote.unanimous or vote.carried is not None)))
            ):
                target.carried = not vote or vote.carried is not False
                walk.end_of_motion()
            return
        before = walk.movers if walk.movers and at - walk.movers_at <= 1 else None
        if resolved_next:
            walk.movers = Movers(
                movers.mover or (before.mover if before else None),
                movers.seconder or (before.seconder if before else None),
                (),
            )
            walk.movers_at = at
            walk.movers_told.append(basis)
            if vote:
                walk.vote, walk.vote_at = vote, at
            return
        if before and movers.mover is None:
            movers = Movers(before.mover, movers.seconder, ())
        elif decision := self._moved_before(section, at, parts, j, movers, vote):
            if decision.carried is None and j + 1 < len(parts):
                walk.move(decision, at)
            else:
                walk.decide(decision, at)
            return
        walk.movers, walk.movers_at = movers, at
        walk.movers_told.append(basis)
        if vote:
            walk.vote, walk.vote_at = vote, at

    def _moved_before(
        self, section: Section, at: int, parts: list[Sentence], j: int, movers: Movers, vote: Vote | None
    ) -> Resolution | None:
        """What was moved before the sentence that names the movers: in its paragraph, the one above, or the title."""
        passage = section.passages[at]
        if j > 0:
            election = "election" in section.about and bool(section.title)
            if "election" in section.about and not election:
                return None
            words = passage.text[: parts[j].start]
            return self.words_before(section, passage, words, movers, vote, "election" if election else "motion")
        if not movers.seconder:
            return None
        if at > 0 and re.match(r"(?i)(?:this|it|which) was (?:then )?(?:proposed|moved)", passage.text):
            above = section.passages[at - 1]
            return self.words_before(section, above, above.sentences()[-1].text, movers, vote)
        if section.title and at == 0 and (decision := self.words_before(section, passage, "", movers, vote)):
            return decision
        return self._asked(section, at, movers, vote)

    def _asked(self, section: Section, at: int, movers: Movers, vote: Vote | None) -> Resolution | None:
        """What the line above, or else the title, puts to the meeting: 'To approve the payments'."""
        above = section.passages[at - 1] if at else section.agenda[-1] if section.agenda else None
        if above and (asked := _ASKS.match(above.text)):
            return self.words_before(section, above, above.text[asked.end("mark") :], movers, vote)
        if section.title_block is not None and _ASKS.match(section.title):
            title = Passage(section.title_block, 0, section.title_block.text)
            return self.words_before(section, title, section.title, movers, vote)
        return None

    def _moved(self, text: str) -> str | None:
        """The words that a sentence says were moved."""
        for pattern in self.moved:
            match = pattern.search(text)
            if not match or re.fullmatch(
                r"(?i)(?:it|this|approval|the motion|which|and|it was)", match["w"].strip(" ,")
            ):
                continue
            bare = re.sub(r"\s+(?:was|were|be)$", "", match["w"].strip(" ,"))
            if match.start("w") == 0 and (self.names.pattern(PEOPLE).fullmatch(bare) or self.names.is_name(bare)):
                continue
            words = re.sub(
                r"^(?:an?|the following)\s+(?:further\s+)?(?:motion|amendment|proposal)\s+(?=that\b|to\b)",
                "",
                match["w"].strip(" ,"),
            )
            if words and not re.fullmatch(r"(?i)it was|and it was|this was|which was", words):
                return words
        return "" if self.patterns.find(text) else None
