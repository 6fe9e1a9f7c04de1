"""Decisions and motions: the walk over the passages of an item, sentence by sentence.

A motion waits until a sentence decides it: a resolution takes over its movers, 'carried' or 'lost' decides it as it
is, and at the end of the item it stays a motion of which the minutes do not say what became. What a reporting
sentence tells of another body's decision is none of this meeting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ledger.drafting.limbs import Piece, inline, trimmed, verb_of
from ledger.drafting.names import PEOPLE, Names
from ledger.drafting.recognising.acts import PASSIVELY, ActFinder
from ledger.drafting.recognising.announced import AnnouncedDecisions
from ledger.drafting.recognising.decisions import GROUNDS
from ledger.drafting.recognising.leads import Leads, reported, second_decision, told
from ledger.drafting.recognising.motions import AGREED_AT_END, MotionFinder, only_movers
from ledger.drafting.recognising.movers import MoverPatterns, Movers
from ledger.drafting.recognising.votes import candidates_in, merged, side_in, sides_in, vote_in, voting_in
from ledger.drafting.recognising.walk import Walk
from ledger.drafting.recognising.wordings import anaphoric, limb_of
from ledger.drafting.sections import Passage, Section
from ledger.drafting.sentences import Sentence, sentences
from ledger.drafting.statements import DraftedLimb, Resolution, Support, Vote
from ledger.drafting.style import Style
from ledger.drafting.tables import Table

_PURPOSE_OF_PAPER = re.compile(
    r"^(?:To\s+(?:receive|consider|note|approve|move|agree|confirm|invite)\b|Members (?:are|were) (?:asked|invited|recommended|requested) to\b|RECOMMENDATIONS? (?:TO|OF|FROM)\b)"
)
_NOTICE_OF_MOTION = re.compile(r"(?i)\b(?:notices? of )?motion\b.*?\b(?:by|from)\s+(?P<who>.+)$")
_PUT_TO_THE_VOTE = re.compile(
    r"(?i)(?:(?:up)?on|after|when|having|following) (?:being|a|the|it was)?\s*(?:put|vote|show of hands)|(?:the|this|a) (?:substantive |original |amended |further |procedural )?(?:vote|amendment|motion|proposal)\b[^,;]{0,60}?\b(?:was|were|being|fell|failed|having been)\b(?!\s+(?:then\s+|duly\s+)?(?:moved|proposed))"
)
_LABELLED = re.compile(
    r"(?P<label>(?:Substantive |SUBSTANTIVE |Original )?(?:MOTION|Motion|AMENDMENT|Amendment))(?: (?:No\.? ?)?\d+)?\s*(?:\((?P<movers>[^()]{3,60})\)\s*)?[:–-]\s*(?P<words>\S+ .+)$",
    re.DOTALL,
)
_COURSE = re.compile(
    r"(?i)(?:moved|proposed|proposer|mover|seconded|seconder|vot(?:e|es|ing)|for|in favour|carried|lost|recorded vote|on (?:a|being))\b"
)
_STATUS = re.compile(r"(?i)motion (?:status|result|outcome)\s*:\s*(?P<outcome>\w+)")
_SIDE_LABEL = re.compile(
    r"(?i)(?:(?:those |councillors |members )?(?:voting|voted|votes?) )?(?:for|in favour(?: of)?|against|abst\w*)(?: (?:from voting|the (?:motion|amendment|proposal|recommendations?)))?\s*(?:\(\d{1,3}\))?\s*:?"
)
_ENDED = re.compile(
    r"The (?:amendment|motion|proposal) was (?:therefore |then |not )?(?P<end>accepted|withdrawn|seconded|carried|lost|agreed)(?: by the (?:mover|proposer))?\.?$"
)
_VOTED_ON = re.compile(
    r"(?P<words>(?!(?:The |On |Upon |Result|Recorded|Vot|For\b|Motion|Amendment|Carried|Agreed|Resol))[A-Z][^:;.]{8,140}?)\s*[:–-]\s+(?=(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|none|no)\s+(?:votes?\s+)?(?:for|in favour)\b)"
)
_MOVED_BELOW = re.compile(r"(?:That|THAT)\b|[“\"][A-Za-z]")
_NOT_THIS = re.compile(
    r"(?i)\bshould read\b|\bvote of thanks\b|\bminute'?s?’? silence\b|\bnominated and seconded\b|\bmotion was seconded\b|\brequested nominations\b"
)


class Recogniser:
    """Finds the decisions and motions of the items of one document."""

    def __init__(self, style: Style, names: Names, body: str | None = None) -> None:
        self.style = style
        self.names = names
        self.patterns = MoverPatterns(names)
        own = _own_names(body, style, names.text)
        self.acts = ActFinder(style, own)
        self.announced = AnnouncedDecisions(style, self.patterns)
        self.leads = Leads(style, own)
        self.motions = MotionFinder(style, names, self.patterns, self.leads)
        self.voted = names.pattern(
            rf"^(?P<who>{PEOPLE})\s+(?:voted\s+(?P<side>in favou?r|for|against)\b|(?P<abstained>abstained)\b)"
        )

    def section(self, section: Section, tables: list[Table]) -> list[Resolution]:
        """The decisions and motions of an item; where a page gives a decision beside the minutes, with what only that says."""
        found = self._walked(section, tables)
        if not section.decision:
            return found
        beside = self._walked(replace(section, passages=section.decision, decision=[]), [])
        if not found:
            return beside
        for resolution in found:
            same = [other for other in beside if _texts(other) == _texts(resolution)]
            if len(same) == 1 and same[0].vote:
                resolution.vote = merged(resolution.vote, same[0].vote)
                resolution.support += [same[0].basis, *same[0].support]
        return found

    def _walked(self, section: Section, tables: list[Table]) -> list[Resolution]:
        walk = Walk()
        if titled := self.acts.in_title(section):
            walk.decide(titled, 0)
        self._notice_of_motion(section, walk)
        at = 0
        while at < len(section.passages):
            at += self._passage(section, at, walk)
        walk.end_of_motion()
        walk.end_of_motion()
        for table in tables:
            self._vote_table(table, walk)
            walk.done += self._decided_in(table, section)
        return sorted(walk.done, key=lambda resolution: resolution.basis.start)

    @staticmethod
    def once(resolutions: list[Resolution], summaries: frozenset[int]) -> list[Resolution]:
        """The decisions without those that a summary of decisions repeats word by word."""
        told = [limb.text for r in resolutions if id(r) not in summaries for limb in r.limbs]
        return [
            r
            for r in resolutions
            if id(r) not in summaries
            or not all(limb.text.strip(" .") in {t.strip(" .") for t in told} for limb in r.limbs)
        ]

    def _notice_of_motion(self, section: Section, walk: Walk) -> None:
        """'Notice of motion by Councillor A', whose words are the first paragraph of the item."""
        notice = _NOTICE_OF_MOTION.search(section.title)
        if not notice or not section.passages or self.leads.find(section.passages[0].text):
            return
        first = section.passages[0]
        moved = re.search(r"(?i)\b(?:move|moves|moved)\b.{0,40}?\b(?P<w>that\b.+)$", first.text, re.DOTALL)
        if not moved:
            return
        who = self.names.pattern(PEOPLE).search(notice["who"])
        words = trimmed(next(iter(sentences(moved["w"]))).text)
        _, pieces = inline(words, first)
        limbs = [
            limb_of(piece, "agreed", moved["w"], self.style)
            for piece in (pieces if len(pieces) > 1 else [Piece(None, words, first)])
        ]
        basis = first.basis("notice of motion")
        walk.motion = Resolution("motion", limbs, basis, section.number, who.group() if who else None)
        walk.motion_at, walk.notice = 0, True

    def _passage(self, section: Section, at: int, walk: Walk) -> int:
        """Take a passage, or several where a list of limbs follows; how many were taken."""
        passage = section.passages[at]
        if all(_PURPOSE_OF_PAPER.match(sentence.text) for sentence in passage.sentences()):
            return 1
        if GROUNDS.match(passage.text) or (at and GROUNDS.fullmatch(section.passages[at - 1].text)):
            return 1
        if walk.target and (taken := self._sides(section, at, walk)):
            walk.last_at = at + taken - 1
            return taken
        if labelled := _LABELLED.match(passage.text):
            words, tail = _without_course(passage, labelled)
            walk.move(self.motions.labelled(section, passage, labelled, words), at)
            walk.last_at = at
            parts = _parts(passage)
            for j in range(len(parts) - tail, len(parts)):
                self._sentence(section, at, parts, j, walk)
            return 1
        if at + 1 < len(section.passages) and (status := _STATUS.match(section.passages[at + 1].text)):
            walk.end_of_motion()
            walk.decide(self.motions.headed(section, at, status["outcome"]), at)
            return 2
        if _MOVED_BELOW.match(passage.text) and walk.movers and at - walk.movers_at <= 2 and walk.movers.mover:
            resolution, taken = self.motions.words_below(section, at)
            if walk.amends:
                resolution.form, resolution.amends, walk.amends = "amendment", True, False
                walk.of_movers(resolution)
            else:
                walk.adopt(resolution, walk.movers, None, at)
            vote = resolution.vote
            if vote is None:
                walk.move(resolution, at + taken)
            else:
                resolution.carried = vote.carried is not False
                walk.decide(resolution, at + taken)
            walk.last_at = at + taken
            return 1 + taken
        return self._sentences(section, at, _parts(passage), walk)

    def _sentences(self, section: Section, at: int, parts: list[Sentence], walk: Walk) -> int:
        """Take the sentences of a passage; how many passages were taken with it."""
        j = 0
        while j < len(parts):
            lead = self.leads.find(parts[j].text)
            if lead is None and j == len(parts) - 1 and at + 1 < len(section.passages):
                lead = self.leads.before_list(parts[j].text, section.passages[at + 1].text)
            if j and re.fullmatch(r"(?i)(?:agreed|approved|noted|accepted|adopted)\.?", parts[j].text):
                lead = None
            if lead is None:
                self._sentence(section, at, parts, j, walk)
                j += 1
                continue
            used, paragraphs = self.announced.take(section, at, parts, j, lead, walk)
            j += used
            if paragraphs:
                for k in range(j, len(parts)):
                    self._sentence(section, at, parts, k, walk)
                walk.last_at = at + paragraphs
                return 1 + paragraphs
            walk.last_at = at
        return 1

    def _sides(self, section: Section, at: int, walk: Walk) -> int:
        """Names by side under a recorded vote, in one paragraph or below 'For:'; how many paragraphs they take."""
        passage = section.passages[at]
        told = passage.text.strip("().") if passage.text.startswith("(") else passage.text
        if sides := sides_in(told, self.names) or [side for side in [side_in(passage.text, self.names)] if side]:
            for side in sides:
                walk.take_ballots(*side, passage, passage.text)
            return 1
        if taken := self._sides_below(section, at, walk):
            return taken
        return 0

    def _sides_below(self, section: Section, at: int, walk: Walk) -> int:
        """'For the motion', or several such labels one below the other, and below them as many lists of names."""
        passages = section.passages[at:]
        labels = 0
        while labels < min(len(passages), 4) and _SIDE_LABEL.fullmatch(passages[labels].text):
            labels += 1
        if not labels or len(passages) < 2 * labels:
            return 0
        told = [
            (label.text.rstrip(" :"), below) for label, below in zip(passages[:labels], passages[labels:], strict=False)
        ]
        sides = [(side_in(f"{label}: {below.text}", self.names), below) for label, below in told]
        if not all(side for side, _ in sides):
            return 0
        for side, below in sides:
            if side:
                walk.take_ballots(*side, below, below.text)
        return 2 * labels

    def _sentence(self, section: Section, at: int, parts: list[Sentence], j: int, walk: Walk) -> None:
        """Any sentence that announces no decision: movers, ballots, motions, acts of the body, votes."""
        passage, sentence = section.passages[at], parts[j]
        text = sentence.text
        if _NOT_THIS.search(text) and not re.search(r"(?i)^the motion was seconded", text):
            return
        for told_side in sides_in(text, self.names) if walk.target else ():
            walk.take_ballots(*told_side, passage, text)
        by_name = self.voted.match(text)
        if by_name and walk.target:
            side = "abstained" if by_name["abstained"] else "against" if by_name["side"] == "against" else "for"
            people = [person.name for person in self.names.in_prose(by_name["who"])]
            walk.take_ballots(side, people, None, passage, text)
            return
        if standing := candidates_in(text, self.names):
            walk.vote, walk.vote_at = Vote(passage.basis("votes for candidates", text), candidates=standing), at
            return
        movers = self.patterns.find(text) if re.search(r"(?i)propos|second|moved|2nd|nominat|prop\b", text) else None
        vote = vote_in(text, passage.basis("vote", text))
        somebody_told = told(text[:120]) and not (movers and movers.seconder) and not self.acts.asks(text)
        if walk.motion and (end := _ENDED.match(text)):
            walk.motion.carried = end["end"] in ("accepted", "carried", "agreed")
            walk.motion.support.append(passage.basis("what became of it", text))
            if walk.motion.vote:
                walk.motion.vote.carried = walk.motion.carried
            walk.end_of_motion()
            return
        if vote and walk.target and _PUT_TO_THE_VOTE.match(text):
            walk.take_vote(vote, at)
            return
        below = section.passages[at + 1].text if at + 1 < len(section.passages) else ""
        announces = re.search(r"(?::[-–]?|(?:\bthat|\s)\s*[:–—-]+)$", text) is not None
        if movers and movers.mover and announces and _MOVED_BELOW.match(below):
            walk.movers, walk.movers_at, walk.vote, walk.vote_at = movers, at, vote, at
            walk.amends = "amendment" in text.lower()
            walk.movers_told.append(passage.basis("movers", text))
            return
        if movers and (
            only_movers(text, movers, self.names) or (movers.start <= 1 and re.fullmatch(r"\(.*\)\W*", text))
        ):
            self.motions.movers_alone(section, at, parts, j, movers, vote, walk)
            return
        if (
            movers
            and movers.mover is None
            and walk.motion is None
            and re.search(r"(?i)\bseconded the (?:motion|proposal|amendment|recommendation)s?\b", text)
        ):
            return
        if not movers and (voted_on := _VOTED_ON.match(text)) and vote:
            self._moved(self.motions.voted_on(section, passage, voted_on["words"], vote), passage, text, vote, at, walk)
            return
        acted = self.acts.by_body(section, passage, sentence) if movers and not somebody_told else None
        if acted:
            self._decided(acted, text, movers, vote, at, walk)
            return
        if movers and not somebody_told:
            motion = self.motions.motion(section, passage, sentence, movers, vote)
            if motion:
                self._moved(motion, passage, text, vote, at, walk)
                return
        if somebody_told:
            return
        decision = self.acts.find(section, at, sentence, j)
        if decision is not None:
            self._decided(decision, text, movers, vote, at, walk)
        elif vote is not None:
            walk.take_vote(vote, at)

    def _moved(self, motion: Resolution, passage: Passage, text: str, vote: Vote | None, at: int, walk: Walk) -> None:
        """A motion waits, unless its own sentence says what became of it."""
        decided = PASSIVELY.search(text)
        if vote and vote.carried is not None:
            motion.carried = vote.carried
        elif vote and (vote.unanimous or vote.unopposed):
            motion.carried = True
        if motion.seconder and motion.carried is None and AGREED_AT_END.search(text):
            motion.carried = True
        if (
            decided
            and decided["verb"].lower() not in ("noted", "received", "signed")
            and not reported(text[: decided.start("verb")])
        ):
            motion.carried = True
        walk.move(motion, at)
        for side in voting_in(text, self.names):
            walk.take_ballots(*side, passage, text)
        walk.last_at = at
        if motion.carried is not None and (vote is None or vote.votes_for is None):
            walk.end_of_motion()

    def _decided(
        self, decision: Resolution, text: str, movers: Movers | None, vote: Vote | None, at: int, walk: Walk
    ) -> None:
        """An act of the body: a decision of its own, a motion that waits, or the end of the motion before it."""
        waits_here = walk.motion is not None and walk.motion_at == at
        # The words of a sentence before in the same passage, which is no motion: a decision of its own.
        own = not movers and not waits_here and len(decision.limbs[0].text.split()) > len(text.split()) + 3
        if decision.form == "motion":
            walk.end_of_motion()
            walk.motion, walk.motion_at = decision, at
        elif (
            walk.motion is not None
            and at - walk.motion_at <= 2
            and walk.motion.carried is None
            and not own
            and (anaphoric(text) or decision.form == "election" or len(decision.limbs[0].text.split()) < 5)
        ):
            walk.motion.carried = decision.limbs[0].verb != "rejected"
            if vote:
                walk.motion.vote = merged(walk.motion.vote, vote)
            walk.end_of_motion()
            return
        elif own:
            walk.end_of_motion()
            decision.vote = vote
            walk.done.append(decision)
        else:
            walk.adopt(decision, movers, vote, at)
            walk.done.append(decision)
        walk.last_at = at

    def _decided_in(self, table: Table, section: Section) -> Iterator[Resolution]:
        """The rows of a table of decisions: what each was on, and what was decided, as they stand beside one another."""
        for row in table.rows if table.purpose == "decisions" else ():
            blocks = [block for cell in row for block in cell]
            decided = table.text(row, "decision")
            if not decided or not blocks:
                continue
            words = " ".join(block.text for block in blocks)
            printed, verb = verb_of(decided, "agreed", self.style)
            basis = Support(words, blocks[0].place, blocks[0].start, blocks[-1].end, "row of a table of decisions")
            form = "deferred" if verb == "deferred" else "agreed"
            yield Resolution(form, [DraftedLimb(words, verb, printed, basis)], basis, section.number, carried=True)

    def _vote_table(self, table: Table, walk: Walk) -> None:
        """A table of a vote under an item is on its last decision."""
        if table.purpose != "votes" or not walk.target:
            return
        walk.motion = None if walk.done else walk.motion
        for row in table.rows:
            cells = [" ".join(block.text for block in cell) for cell in row]
            side = side_in(": ".join(cells[:2]), self.names) if len(cells) > 1 else None
            if side:
                block = next(block for cell in row for block in cell)
                walk.take_ballots(*side, Passage(block, 0, block.text), block.text)


def _own_names(body: str | None, style: Style, text: str) -> tuple[str, ...]:
    """What the minutes call the body that met, where no style knows it ('The Combined Authority'); patterns are made anew for it."""
    words = (body or "").split()[:8]
    names = (" ".join(words[at:]) for at in range(len(words) - 1))
    return tuple(name for name in names if f"the {name.lower()}" not in style.deciders and f"The {name} " in text)


def _without_course(passage: Passage, labelled: re.Match[str]) -> tuple[str, int]:
    """The words of a labelled motion without the sentences on its course ('Moved: Ash. Vote: For 2'), and how many those are."""
    words = labelled["words"]
    parts = list(sentences(words))
    course = next((k for k, part in enumerate(parts) if k and _COURSE.match(part.text)), len(parts))
    return (words if course == len(parts) else words[: parts[course].start].strip()), len(parts) - course


def _texts(resolution: Resolution) -> list[str]:
    return [re.sub(r"\W+", " ", limb.text).strip().lower().removeprefix("that ") for limb in resolution.limbs]


def _parts(passage: Passage) -> list[Sentence]:
    """The sentences of a passage; one that decides two things is cut in two."""
    out = []
    for sentence in passage.sentences():
        cut = second_decision(sentence.text)
        if cut is None:
            out.append(sentence)
        else:
            first = sentence.text[:cut].rstrip(" ,")
            first = re.sub(r",?\s+(?:and|but)(?:\s+(?:also|therefore|then))?$", "", first)
            out.append(Sentence(first, sentence.start))
            out.append(Sentence(sentence.text[cut:], sentence.start + cut))
    return out
