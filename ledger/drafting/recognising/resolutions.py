"""Decisions and motions: the words 'resolved' and 'agreed', what a body did, what was moved, and how it was decided.

The passages of an item are walked in order. A motion waits until a sentence decides it: a resolution takes over its
movers, 'carried' or 'lost' decides it as it is, and at the end of the item it stays a motion of which the minutes do
not say what became. What a reporting sentence tells of another body's decision is none of this meeting.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ledger.drafting.limbs import BULLET, Piece, inline, listed, trimmed, verb_of
from ledger.drafting.names import Names
from ledger.drafting.recognising.decisions import GROUNDS
from ledger.drafting.recognising.movers import MoverPatterns, Movers
from ledger.drafting.recognising.votes import merged, side_in, vote_in
from ledger.drafting.sections import Passage, Section
from ledger.drafting.sentences import Sentence, sentences
from ledger.drafting.statements import DraftedLimb, Resolution, Support, Vote
from ledger.drafting.style import Style, built_in, either
from ledger.drafting.tables import Table

_ADVERBS = r"(?:(?:unanimously|therefore|accordingly|then|further|also|subsequently|duly|hereby|generally|formally|all|both|collectively|informally|noted and|discussed and|considered and|received and|reviewed and)\s+)*"
_THAT = r"(?:\s*[:–—-]*\s*(?:T\s?H\s?A\s?T|that|That|THAT)\b\s*[,:–—-]*|\s*[:–—-]+)"
_CAPITALS = r"RESOLVED|RESOLUTION|AGREED|DECIDED|RECOMMENDED|NOTED|ORDERED|APPROVED|ENDORSED|DELEGATED|ACCEPTED|ADOPTED|DEFERRED|RECOMMENDS?|RECOMMENDATION"
_AFTER = (
    r"(?P<mid>(?:\s+(?:unanimously|UNANIMOUSLY|nem\.?\s?con\.?|in principle|by the (?:\w+ ){1,4}(?=that)|by (?:all|members|councillors)(?=\s+that)|and|to recommend|(?:on|upon)\s+(?:the|a)\s+[^:]{5,160}?(?=that\b)"
    r"|\([^()]{3,140}\)|by \w+ votes? to \w+|as follows|,\s*(?:with|by)[^:;.]{3,80}(?=that\b)))*)"
)
_LEAD = re.compile(
    rf"(?:\b(?:IT WAS|It was|it was|It is|was|and it was|were|IT IS|Cabinet|The Committee|The Council|Committee|Council|and)\s+)?{_ADVERBS}(?P<lead>{_CAPITALS})(?![a-z]*\s+(?:BY|TO BE))(?=[\s:–—,(-]|$|that)"
    rf"{_AFTER}(?P<that>{_THAT}|\s*(?=to\b|TO\b)|\s*$|\s+)"
)
_RESOLVED_LABEL = re.compile(
    rf"^(?:And\s+)?(?P<lead>Resolved|Resolution|Agreed|Decision|Decided|Recommended|Recommendation|Outcome)\b{_AFTER}\s*(?P<that>[:–—-]+\s*(?:that\b|That\b)?\s*[,:–—-]*|\s+that\b[,:]?|$)"
)
_IT_WAS = re.compile(
    rf"\b(?P<it>[Ii]t was|IT WAS|[Ii]t is|and|,)\s+{_ADVERBS}(?P<lead>resolved|RESOLVED|agreed|decided|recommended|ordered|proposed and agreed|moved and agreed|Resolved|Agreed|confirmed and agreed)\b"
    rf"(?P<mid>(?:\s+(?:unanimously|nem\.?\s?con\.?|in principle|by all(?: \w+)?(?=\s+that)|by (?i:the )?(?i:members|councillors|board|committee|council|cabinet|panel|group|governors|meeting|members present)(?: of the \w+)?|at the meeting|on a vote|following (?:a|the) \w+))*,?(?:\s+in principle,?)?)"
    r"(?P<that>\s*,?\s*(?:that|That)\b\s*[,:]?(?:\s+in principle,)?(?:\s+it\s+would)?|\s*[:–—-]+\s*(?:that\b)?|\s+(?=to\b)|\s+(?!by\b|in\b|with\b|at\b|on\b|upon\b|and\b|for\s+(?!Cllr|Councillor|the (?:Clerk|Chair))|as\b|$))"
)
_BODY_VERBS = (
    "agreed|resolved|approved|endorsed|noted|adopted|accepted|ratified|supported|recommended|decided|granted|refused|rejected|deferred|received|voted|delegated|"
    "authorised|APPROVED|NOTED|AGREED|ENDORSED|RESOLVED|ADOPTED|ACCEPTED|elected|appointed|co-opted|confirmed"
)
_PASSIVE = (
    r"agreed|approved|adopted|accepted|ratified|endorsed|granted|refused|rejected|deferred|elected|appointed|co-opted|coopted|re-elected|reappointed|re-appointed|confirmed|"
    r"APPROVED|AGREED|ADOPTED|noted|NOTED|received|authorised|withdrawn|signed|awarded"
)
_PASSIVELY = re.compile(
    rf"\b(?:was|were|is|are)\s+(?:then\s+|duly\s+|unanimously\s+|also\s+|therefore\s+|subsequently\s+|all\s+|read,?\s+|circulated,?\s+|discussed\s+|considered\s+|taken as read(?:,| and)?\s*|proposed(?:,| and)?\s+(?:seconded,?\s+)?|put to the vote and\s+|and\s+|signed\s+|received\s+|reviewed\s+|noted and\s+|discussed,?\s+)*"
    rf"(?P<verb>{_PASSIVE})\b(?P<rest>.*)$"
)
_FRAGMENT = re.compile(
    r"^(?:(?:All|These|This|Accounts?|Minutes|Payments|Both)\s+)?(?:were\s+|was\s+)?(?P<verb>Approved|approved|Agreed|agreed|Adopted|adopted|Accepted|accepted|Deferred|Ratified|Noted|noted|Received|Confirmed)\b(?!\s+by\s+(?!all|members|council|the (?:council|committee|board|meeting)|councillors|cllrs)|\s*:)(?P<rest>.{0,220})$"
)
_TRAILING = re.compile(
    r"(?:\s[-–—]|:)\s*(?P<verb>approved|agreed|accepted|adopted|refused|deferred|Approved|Agreed|Accepted|Adopted|Refused|Deferred)(?:\s+to the next meeting)?\s*\.?$"
)
_PROPOSAL = re.compile(r"\b(?:that|THAT)\b|\bproposed\b|\bmoved\b|\bPROPOSED\b|\bMOVED\b")
_REPORTED = re.compile(
    r"\b(?:had been|has been|have been|having been|will be|would be|to be|could be|should be|may be|might be|can be|not yet|being)\s+(?:\w+ly\s+)?$|\bif\s+(?:it (?:is|was)\s+)?$|\b(?:previously|already|once|when|until|unless|after|before|recently|be)\s+$",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:stated|reported|said|advised|informed|explained|noted|confirmed|highlighted|reminded|understood|commented|outlined|asked|queried|felt|added|told|announced|clarified|recalled|pointed out|heard|acknowledged|responded|replied|recognised)\b[^.;]{0,60}?\b(?:that|whether|if|it was|how)\b",
    re.IGNORECASE,
)
_OTHER_MEETING = re.compile(
    r"\b(?:at (?:the|its|their|a|an) (?:last|previous|earlier|most recent|\w+ meeting)|previously|last (?:month|year|week)|at the last meeting|in (?:January|February|March|April|May|June|July|August|September|October|November|December) (?:19|20)\d\d,?$)",
    re.IGNORECASE,
)
_AGENT = re.compile(
    r"\bby\s+(?!all\b|everyone|those present|majority|a majority|general|assent|show|\d|consensus|the (?:chair|vice)|the members|the councillors|councillors present|members)(?P<who>(?:the\s+)?[A-Z]?[\w’' ]{2,40})"
)
_PURPOSE_OF_PAPER = re.compile(
    r"^(?:To\s+(?:receive|consider|note|approve|move|agree|confirm|invite)\b|Members (?:are|were) (?:asked|invited|recommended|requested) to\b|RECOMMENDATIONS? (?:TO|OF|FROM)\b)"
)
_NOTICE_OF_MOTION = re.compile(r"(?i)\b(?:notices? of )?motion\b.*?\b(?:by|from)\s+(?P<who>.+)$")
_NOT_THIS = re.compile(
    r"(?i)\bshould read\b|\bvote of thanks\b|\bminute'?s?’? silence\b|\bnominated and seconded\b|\bmotion was seconded\b|\brequested nominations\b"
)


@dataclass
class _Walk:
    """What is known while the passages of an item are walked."""

    done: list[Resolution] = field(default_factory=list)
    motion: Resolution | None = None
    motion_at: int = -9
    movers: Movers | None = None
    movers_at: int = -9
    vote: Vote | None = None
    vote_at: int = -9
    last_at: int = -9
    notice: bool = False
    main: Resolution | None = None
    movers_told: list[Support] = field(default_factory=list)


class Recogniser:
    """Finds the decisions and motions of the items of one document."""

    def __init__(self, style: Style, names: Names) -> None:
        self.style = style
        self.names = names
        self.patterns = MoverPatterns(names)
        deciders = either(style.deciders)
        own = [re.escape(verb) for verb in style.verbs if verb not in built_in().verbs]
        verbs = "|".join([_BODY_VERBS, *own])
        self.body = re.compile(
            rf"^(?P<who>(?:Following [^,]{{3,120}}, |After [^,]{{3,120}}, |In conclusion,? |Therefore,? |Accordingly,? |Subsequently,? |In response,? )?(?i:(?:the\s+)?(?:{deciders}))(?:\s+of the \w+(?: \w+)?)?)\s+"
            rf"(?:(?:also|then|unanimously|therefore|accordingly|formally|subsequently|all|were in agreement and|further|duly|generally|present|did|both)\s+)*(?P<verb>{verbs}|consent(?:ed)?|agree)\b(?P<rest>.*)$",
            re.DOTALL,
        )
        self.body_and = re.compile(
            rf"^(?i:(?:the\s+)?(?:{deciders}))\s+(?:discussed|considered|debated|reviewed|received|noted|were informed|heard|deliberated|gave|welcomed?|thanked)\b[^.]{{3,260}}?(?:,?\s+(?:and|but|however,?)\s+(?:they\s+)?)(?:therefore\s+|unanimously\s+|then\s+|also\s+)?"
            r"(?P<verb>agreed|resolved|approved|decided|endorsed|recommended|adopted)\b(?P<rest>.*)$",
            re.DOTALL,
        )
        who = names.people
        second = rf"(?:,?\s*(?:and\s+)?(?:was\s+|it was\s+|duly\s+)*(?:seconded|2nd|SECONDED)(?:\s+by)?:?\s*(?:{who}|[Tt]he (?:Vice[- ]?)?Chair\w*))"
        self.moved = tuple(
            re.compile(pattern, re.DOTALL)
            for pattern in (
                # It was proposed by A(, seconded by B) that WORDS
                rf"(?i:\b(?:proposed|moved))\s+(?i:by)\s*:?\s*(?:{who}|[Tt]he \w+){second}?,?\s*(?:and\s+)?(?:resolved\s+)?(?P<w>(?:that|to)\b.+)$",
                # A proposed, and B seconded, (a motion|that) WORDS
                rf"(?i:\b(?:proposed|moved)),?\s+(?:and\s+)?(?:{who})\s+(?:duly\s+)?(?i:seconded)(?!\s+by),?\s+(?P<w>.+)$",
                # A proposed (that) WORDS, seconded by B / B seconded
                rf"(?i:\b(?:proposed|moved|nominated)),?\s+(?!by\b|[–:-])(?P<w>.+?)(?:{second}|[,;]?\s*(?:and\s+)?(?:{who})\s+(?:duly\s+)?seconded\b)",
                # A proposed WORDS
                rf"{who}\s+(?:then\s+|also\s+|formally\s+|duly\s+)?(?i:proposed|moved),?\s+(?!by\b|[–:-])(?P<w>.+)$",
                # WORDS was proposed by A ... / WORDS, proposed by A
                r"^(?P<w>.{8,400}?)[,.;:–-]?\s+(?:was|were|is)?\s*(?:duly\s+)?(?i:proposed|moved)\s+(?i:by)\b",
                r"^(?P<w>.{8,400}?)[,.;:–-]?\s*\(?(?i:proposed|prop|proposer|moved)\b",
                # A proposed WORDS
                r"(?i:\b(?:proposed|moved)),?\s+(?!by\b|[–:-])(?P<w>.+)$",
            )
        )
        self.voted = re.compile(
            rf"^(?P<who>{names.people})\s+(?:voted\s+(?P<side>in favou?r|for|against)\b|(?P<abstained>abstained)\b)"
        )
        self.is_decider = re.compile(
            rf"(?i)(?:the\s+)?(?:{deciders}|council|committee|board|cabinet|panel|meeting|members|governors|trustees|sub-committee|executive|chair\w*)\b"
        )

    def section(self, section: Section, tables: list[Table]) -> list[Resolution]:
        """The decisions and motions of an item."""
        walk = _Walk()
        passages = section.passages
        notice = _NOTICE_OF_MOTION.search(section.title)
        if notice and passages and not self._lead(passages[0].text, section):
            moved = re.search(r"(?i)\b(?:move|moves|moved)\b.{0,40}?\b(?P<w>that\b.+)$", passages[0].text, re.DOTALL)
            if moved:
                who = re.search(self.names.people, notice["who"])
                first = next(iter(sentences(moved["w"]))).text
                _, pieces = inline(trimmed(first), passages[0])
                words = [Piece(None, trimmed(first), passages[0])] if len(pieces) < 2 else pieces
                limbs = [self._limb(piece, "agreed", moved["w"]) for piece in words]
                walk.motion = Resolution(
                    "motion", limbs, passages[0].basis("notice of motion"), section.number, who.group() if who else None
                )
                walk.motion_at, walk.notice = 0, True
        i = 0
        while i < len(passages):
            i += self._passage(section, i, walk)
        self._end_of_motion(walk)
        self._end_of_motion(walk)
        for table in tables:
            self._vote_table(table, walk)
        return walk.done

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

    # ------------------------------------------------------------------ a passage

    def _parts(self, passage: Passage) -> list[Sentence]:
        """The sentences of a passage; one that decides two things ('NOTED ... and AGREED ...') is cut in two."""
        out = []
        for sentence in passage.sentences():
            second = re.search(
                rf",?\s+(?:and|but)\s+(?:(?:also|therefore|then)\s+)?(?={_CAPITALS.replace('RECOMMENDATION', 'RECOMMENDED')}\b(?!\s+(?:BY|AND)))(?:{_CAPITALS})",
                sentence.text,
            )
            if (
                second
                and re.search(rf"\b(?:{_CAPITALS})\b", sentence.text[: second.start()])
                and not sentence.text.isupper()
            ):
                out.append(Sentence(sentence.text[: second.start()], sentence.start))
                out.append(
                    Sentence(
                        sentence.text[second.start() :].lstrip(" ,"),
                        sentence.start
                        + second.start()
                        + len(sentence.text[second.start() :])
                        - len(sentence.text[second.start() :].lstrip(" ,")),
                    )
                )
            else:
                out.append(sentence)
        return out

    def _passage(self, section: Section, at: int, walk: _Walk) -> int:
        """Take a passage, or several where a list of limbs follows; how many were taken."""
        passage = section.passages[at]
        if _PURPOSE_OF_PAPER.match(passage.text):
            return 1
        if GROUNDS.match(passage.text) or (at and GROUNDS.fullmatch(section.passages[at - 1].text)):
            return 1
        side = side_in(passage.text, self.names)
        if (
            side is None
            and re.fullmatch(r"(?i)(?:for|against|abst\w*|in favour)\s*:?", passage.text)
            and at + 1 < len(section.passages)
            and (walk.done or walk.motion)
        ):
            side = side_in(passage.text.rstrip(": ") + ": " + section.passages[at + 1].text, self.names)
            if side:
                self._ballots(side, section.passages[at + 1], walk)
                return 2
        if side and (walk.done or walk.motion):
            self._ballots(side, passage, walk)
            return 1
        parts = self._parts(passage)
        moved_before = (
            re.match(r"^(?:THAT|That)\s", passage.text)
            and walk.movers
            and at - walk.movers_at <= 2
            and walk.movers.mover
        )
        if moved_before:
            words = trimmed(passage.text).strip(" .")
            printed, verb = verb_of(words.lower(), "agreed", self.style)
            resolution = Resolution(
                "motion",
                [DraftedLimb(words, verb, printed, passage.basis("words moved", words))],
                passage.basis("moved, then its words"),
                section.number,
            )
            self._adopt(resolution, walk.movers, None, at, walk)
            resolution.carried = (
                resolution.vote.carried
                if resolution.vote and resolution.vote.carried is not None
                else True
                if resolution.vote
                else None
            )
            walk.done.append(resolution)
            walk.last_at = at
            return 1
        j = 0
        while j < len(parts):
            sentence = parts[j]
            lead = self._lead(sentence.text, section)
            if j and re.fullmatch(r"(?i)(?:agreed|approved|noted|accepted|adopted)\.?", sentence.text):
                lead = None
            if lead is not None:
                taken = self._resolution(section, at, parts, j, lead, walk)
                walk.last_at = at
                if taken > 0:
                    return taken
                j += -taken
                continue
            self._sentence(section, at, parts, j, walk)
            j += 1
        return 1

    def _lead(self, text: str, section: Section) -> re.Match[str] | None:
        """The words that announce a decision in a sentence, unless they report one of another time or place."""
        for pattern in (_RESOLVED_LABEL, _LEAD, _IT_WAS):
            match = pattern.search(text)
            if not match:
                continue
            before = text[: match.start("lead")]
            if pattern is _LEAD and (_REPORTED.search(before) or re.search(r"(?i)\bto be\s*$", before)):
                continue
            if (
                pattern is _LEAD
                and match["lead"]
                in ("NOTED", "APPROVED", "ACCEPTED", "ADOPTED", "AGREED", "DEFERRED", "ENDORSED", "RECOMMENDED")
                and text.isupper()
            ):
                continue
            if pattern is _IT_WAS:
                if match["it"] in ("and", ",") and not self._and_it(before):
                    continue
                if _TOLD.search(before) or _REPORTED.search(before) or _OTHER_MEETING.search(before):
                    continue
            return match
        return None

    def _and_it(self, before: str) -> bool:
        """Whether 'and resolved' stands behind a motion, not behind what somebody told."""
        return bool(re.search(r"(?i)\b(?:seconded|proposed|moved)\b", before)) or (
            bool(re.match(r"(?i)^(?:following|after|on|having)\b", before)) and before.rstrip().endswith("it was")
        )

    # ------------------------------------------------------------------ a decision that is announced

    def _resolution(
        self, section: Section, at: int, parts: list[Sentence], j: int, lead: re.Match[str], walk: _Walk
    ) -> int:
        """Take a decision from its lead on: a positive number of passages, or minus the number of sentences."""
        passage = section.passages[at]
        sentence = parts[j]
        text = sentence.text
        word = lead["lead"].split()[-1]
        body = text[lead.end() :].strip()
        movers = self.patterns.find(text[: lead.start("lead")] or "") or self.patterns.find(lead["mid"] or "")
        if movers is None and walk.movers and at - walk.movers_at <= 2:
            movers = walk.movers
        mid_vote = vote_in(lead["mid"], passage.basis("vote", text)) if lead["mid"].strip() else None
        following = section.passages[at + 1 :]
        last_sentence = j == len(parts) - 1
        opens = (
            not body or bool(re.search(r"(?:[:]\s*[-–—]*|\bthat|[-–—])\s*$", body)) or body.lower() in ("that", "to")
        )
        if _CONDITIONS.search(body) and len(body.split()) > 6:
            opens = False
        used_sentences = 1
        taken = 0
        pieces: list[Piece] = []
        stem = body
        if not (opens and last_sentence):
            body, used_sentences = self._more_sentences(parts, j, lead.end(), passage)
            stem, pieces = inline(body, passage)
            if not pieces and _CONDITIONS.search(body) and len(body.split()) > 6:
                pieces = [Piece(None, trimmed(body).rstrip(":- "), passage)]
                taken = listed(following, False)[1] if j + used_sentences == len(parts) else 0
            if (
                not pieces
                and at + 1 < len(section.passages)
                and j + used_sentences == len(parts)
                and body.endswith((":", ":-", ";", "–"))
            ):
                opens = True
            if (
                not pieces
                and j + used_sentences == len(parts)
                and not opens
                and following
                and self._goes_on(body, following[0])
            ):
                more, taken = listed(following, False)
                pieces = [Piece(_own_number(body), trimmed(_without_number(body)), passage), *more]
        if opens and not pieces and j + used_sentences == len(parts):
            pieces, taken = listed(following, not body or body.lower() in ("that", "to") or len(body) < 60)
            if (
                not pieces
                and not body
                and following
                and len(following[0].text) < 1500
                and not _NOT_LIMB.match(following[0].text)
            ) and (lead["that"].strip() or word.isupper()):
                pieces, taken = [Piece(None, trimmed(_unquoted(following[0].text)), following[0])], 1
        if not pieces:
            words = trimmed(self._without_tail(_unquoted(body)))
            if len(re.findall(r"\w+", words)) < 2:
                vote = vote_in(text, passage.basis("vote", text))
                if vote and walk.done and at - walk.last_at <= 1:
                    walk.done[-1].vote = merged(walk.done[-1].vote, vote)
                elif re.fullmatch(r"(?i)agreed|resolved|approved|carried|noted", text.strip(" .")) and walk.motion:
                    walk.motion.carried = True
                return -used_sentences
            pieces = [Piece(None, words, passage)]
        if word.lower() == "noted" and len(pieces) == 1 and not pieces[0].text:
            return -used_sentences
        quote = self._quote(passage, sentence, parts, j, used_sentences)
        limbs = [
            self._limb(piece, word, stem)
            for piece in pieces
            if piece.text and not re.match(r"(?i).{3,60}\bdeclared\b.{0,40}\binterest\b", piece.text)
        ]
        if not limbs:
            return -used_sentences
        form = {
            "recommended": "recommendation",
            "recommends": "recommendation",
            "recommendation": "recommendation",
            "noted": "noted",
            "agreed": "agreed",
            "approved": "approved",
            "deferred": "deferred",
        }.get(word.lower(), "resolved")
        resolution = Resolution(
            form, limbs, passage.basis(f"words of decision: {word.lower()}", quote), section.number, carried=True
        )
        self._adopt(resolution, movers, mid_vote, at, walk)
        tail = vote_in(self._tail(body), passage.basis("vote", quote))
        if tail:
            resolution.vote = merged(resolution.vote, tail)
        walk.done.append(resolution)
        if taken:
            self._rest_of(section, at, parts, j + used_sentences, walk)
            return 1 + taken
        return -used_sentences

    def _rest_of(self, section: Section, at: int, parts: list[Sentence], j: int, walk: _Walk) -> None:
        for k in range(j, len(parts)):
            self._sentence(section, at, parts, k, walk)

    def _goes_on(self, body: str, following: Passage) -> bool:
        """Whether the next paragraph numbers the second limb of a decision whose first stands on the line itself."""
        own = _own_number(body)
        return bool(own) and bool(re.match(r"^\(?(?:2|b|B|ii)[.)]", following.text))

    def _more_sentences(self, parts: list[Sentence], j: int, begin: int, passage: Passage) -> tuple[str, int]:
        """The words of a decision: to the end of the sentence, and on where the next begins with 'That' or a number."""
        used = 1
        while j + used < len(parts) and re.match(
            r"^(?:[“\"]?That\b|THAT\b|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})\)|\d{1,2}\.\s)", parts[j + used].text
        ):
            used += 1
        start = parts[j].start + begin
        last = parts[j + used - 1]
        return passage.text[start : last.start + len(last.text)].strip(), used

    def _quote(self, passage: Passage, sentence: Sentence, parts: list[Sentence], j: int, used: int) -> str:
        last = parts[min(j + used, len(parts)) - 1]
        return passage.text[sentence.start : last.start + len(last.text)]

    def _limb(self, piece: Piece, lead: str, stem: str) -> DraftedLimb:
        printed, verb = verb_of(piece.text, lead, self.style)
        if printed == lead.lower() and stem and stem != piece.text:
            inner = re.search(r"\b([a-z]+)\s*(?:the following|as follows)?\s*[:–-]*$", stem)
            if inner and inner[1] in self.style.verbs:
                printed, verb = inner[1], self.style.verbs[inner[1]]
            else:
                printed, verb = verb_of(stem, lead, self.style)
        return DraftedLimb(piece.text, verb, printed, piece.passage.basis("limb", _exact(piece)), piece.number)

    def _tail(self, body: str) -> str:
        """The end of a decision that tells of the vote: brackets, or what stands behind the last dash."""
        found = re.search(
            r"(\((?:[^()]*\b(?:vote|for|against|unanim|carried|abst)[^()]*)\)|\s[-–—]\s*(?:unanimous\w*|carried|all in favour|agreed unanimously).*)\s*\.?$",
            body,
            re.IGNORECASE,
        )
        return found[1] if found else ""

    def _without_tail(self, body: str) -> str:
        tail = self._tail(body)
        body = body.replace(tail, "").rstrip() if tail else body
        moved = re.search(
            r"[,.;–-]?\s*\(?(?:Proposed|proposed|Proposer|moved|Moved|Prop)\b.*?(?:seconded|Seconded|2nd|seconder|Seconder)\b.*$",
            body,
        )
        if moved and moved.start() > 15:
            body = body[: moved.start()]
        return body

    def _adopt(self, resolution: Resolution, movers: Movers | None, vote: Vote | None, at: int, walk: _Walk) -> None:
        """Give a decision the movers and the vote of the motion before it."""
        previous = walk.done[-1] if walk.done else None
        if (
            previous is not None
            and previous.form == "motion"
            and previous.carried
            and at - walk.last_at <= 2
            and not previous.amends
        ):
            walk.done.pop()
            resolution.mover, resolution.seconder, resolution.vote = previous.mover, previous.seconder, previous.vote
            resolution.support += [previous.basis, *previous.support]
        if walk.notice:
            self._end_of_motion(walk)
        if walk.motion is not None and at - walk.motion_at <= 6:
            resolution.mover, resolution.seconder = walk.motion.mover, walk.motion.seconder
            resolution.vote = walk.motion.vote
            resolution.support += [walk.motion.basis, *walk.motion.support]
        walk.motion = None
        if movers is not None:
            resolution.mover = movers.mover or resolution.mover
            resolution.seconder = movers.seconder or resolution.seconder
        if walk.movers is not None and movers is not None:
            resolution.support += walk.movers_told
        walk.movers, walk.movers_told = None, []
        if walk.vote is not None and at - walk.vote_at <= 2:
            resolution.vote = merged(resolution.vote, walk.vote)
        walk.vote = None
        if vote is not None:
            resolution.vote = merged(resolution.vote, vote)

    # ------------------------------------------------------------------ any other sentence

    def _sentence(self, section: Section, at: int, parts: list[Sentence], j: int, walk: _Walk) -> None:
        passage, sentence = section.passages[at], parts[j]
        text = sentence.text
        if _NOT_THIS.search(text) and not re.search(r"(?i)^the motion was seconded", text):
            return
        movers = self.patterns.find(text) if re.search(r"(?i)propos|second|moved|2nd|nominat|prop\b", text) else None
        by_name = self.voted.match(text)
        if by_name and (walk.done or walk.motion):
            target = walk.motion or walk.done[-1]
            target.vote = target.vote or Vote(passage.basis("recorded vote", text))
            side = "abstained" if by_name["abstained"] else "against" if by_name["side"] == "against" else "for"
            people = [person.name for person in self.names.in_prose(by_name["who"])]
            target.vote.ballots.setdefault(side, people)
            target.support.append(passage.basis("voted, by name", text))
            return
        vote = vote_in(text, passage.basis("vote", text))
        told = bool(_TOLD.search(text[:120])) and not (movers and movers.seconder)
        if movers and self._only_movers(text, movers):
            self._movers_alone(section, at, parts, j, movers, vote, walk)
            return
        if (
            movers
            and movers.mover is None
            and walk.motion is None
            and re.search(r"(?i)\bseconded the (?:motion|proposal|amendment|recommendation)s?\b", text)
        ):
            return
        if movers and (movers.mover or movers.seconder) and not told:
            motion = self._motion(section, passage, sentence, movers, vote)
            if motion:
                decided = _PASSIVELY.search(text)
                if motion.amends and walk.motion is not None and not walk.motion.amends:
                    walk.main, walk.motion = walk.motion, None
                self._end_of_motion(walk)
                motion.carried = (
                    vote.carried
                    if vote and vote.carried is not None
                    else True
                    if vote and (vote.unanimous or vote.unopposed)
                    else None
                )
                if (
                    decided
                    and decided["verb"].lower() not in ("noted", "received", "signed")
                    and not _REPORTED.search(text[: decided.start("verb")])
                ):
                    motion.carried = True
                walk.motion, walk.motion_at = motion, at
                walk.last_at = at
                if motion.carried is not None and (vote is None or vote.votes_for is None):
                    self._end_of_motion(walk)
                return
        if told:
            return
        decision = (
            self._by_body(section, passage, sentence)
            or self._passive(section, at, sentence, j)
            or self._proposed(section, passage, sentence)
        )
        if decision is not None:
            if decision.form == "motion":
                self._end_of_motion(walk)
                walk.motion, walk.motion_at = decision, at
            else:
                if (
                    walk.motion is not None
                    and at - walk.motion_at <= 2
                    and walk.motion.carried is None
                    and (_anaphoric(text) or decision.form == "election" or len(decision.limbs[0].text.split()) < 5)
                ):
                    walk.motion.carried = decision.limbs[0].verb != "rejected"
                    if vote:
                        walk.motion.vote = merged(walk.motion.vote, vote)
                    self._end_of_motion(walk)
                    return
                self._adopt(decision, movers, vote, at, walk)
                walk.done.append(decision)
            walk.last_at = at
            return
        if vote is not None:
            self._vote_alone(vote, at, walk)

    def _only_movers(self, text: str, movers: Movers) -> bool:
        """Whether a sentence tells nothing but who moved and seconded, with or without the vote."""
        rest = movers.without(text)
        rest = re.sub(
            r"(?i)\b(?:and|resolved|this was|it was|approval|acceptance|the motion was|was|all|councillors|members|in favour|in agreement|with this decision|unanimous\w*|agreed|carried|votes?|for|against|abst\w*|the|motion|being|put to|a|by|approved|duly|all in|present|vote)\b|[\d\W_]+",
            "",
            rest,
        )
        return len(rest) < 5

    def _movers_alone(
        self, section: Section, at: int, parts: list[Sentence], j: int, movers: Movers, vote: Vote | None, walk: _Walk
    ) -> None:
        """'Proposer: A, 2nd: B.' stands behind what was decided, or before 'And Resolved:'."""
        passage = section.passages[at]
        told = passage.basis("movers", parts[j].text)
        target = (
            walk.motion
            if walk.motion and at - walk.motion_at <= (2 if movers.mover else 9)
            else walk.done[-1]
            if walk.done and at - walk.last_at <= 1
            else None
        )
        ahead = section.passages[at + 1 : at + 3]
        resolved_next = any(self._lead(p.text, section) for p in ahead) and j == len(parts) - 1
        if target is not None and not (resolved_next and (target.mover or target.form != "motion")):
            target.support.append(told)
            target.mover = target.mover or movers.mover
            target.seconder = target.seconder or movers.seconder
            if vote:
                target.vote = merged(target.vote, vote)
                target.carried = vote.carried if vote.carried is not None else target.carried
            if target is walk.motion and target.seconder and vote and (vote.unanimous or vote.carried is not None):
                target.carried = vote.carried is not False
                self._end_of_motion(walk)
            return
        if resolved_next:
            before = walk.movers if walk.movers and at - walk.movers_at <= 1 else None
            walk.movers = Movers(
                movers.mover or (before.mover if before else None),
                movers.seconder or (before.seconder if before else None),
                (),
            )
            walk.movers_at = at
            walk.movers_told.append(told)
            return
        if walk.movers and at - walk.movers_at <= 1 and movers.mover is None:
            movers = Movers(walk.movers.mover, movers.seconder, ())
        elif j > 0 and "election" not in section.about:
            # The words moved are the sentence before, where that is the whole of the passage before the movers.
            before_text = passage.text[: parts[j].start].strip()
            decision = self._moved_words(section, passage, before_text, movers, vote)
            if decision:
                walk.done.append(decision)
                walk.last_at = at
                return
        elif j > 0 and section.title:
            decision = self._moved_words(
                section, passage, passage.text[: parts[j].start].strip(), movers, vote, "election"
            )
            if decision:
                walk.done.append(decision)
                walk.last_at = at
                return
        elif (
            j == 0
            and at > 0
            and movers.seconder
            and re.match(r"(?i)(?:this|it|which) was (?:then )?(?:proposed|moved)", passage.text)
        ):
            before_it = section.passages[at - 1]
            last = before_it.sentences()[-1]
            decision = self._moved_words(section, before_it, last.text, movers, vote)
            if decision:
                walk.done.append(decision)
                walk.last_at = at
                return
        elif section.title and j == 0 and at == 0 and movers.seconder:
            decision = self._moved_words(section, passage, "", movers, vote)
            if decision:
                walk.done.append(decision)
                walk.last_at = at
                return
        walk.movers, walk.movers_at = movers, at
        walk.movers_told.append(told)
        if vote:
            walk.vote, walk.vote_at = vote, at

    def _moved_words(
        self, section: Section, passage: Passage, words: str, movers: Movers, vote: Vote | None, form: str = "motion"
    ) -> Resolution | None:
        words = words.strip()
        if len(words.split()) > 90 or _TOLD.search(words):
            return None
        title = self._title_in_block(section, passage)
        text = title + words if title and len(words.split()) < 12 else words
        text = text.strip(" :.-")
        if len(text.split()) < 2:
            return None
        printed, verb = verb_of(text, "elected" if form == "election" else "approved", self.style)
        basis = (
            passage.basis("words before the movers", passage.text)
            if not title
            else self._whole_block(passage, "title before the movers")
        )
        limb = DraftedLimb(text, verb, printed, basis)
        resolution = Resolution(
            form,
            [limb],
            basis,
            section.number,
            movers.mover,
            movers.seconder,
            vote,
            True if vote and vote.carried is not False and (vote.unanimous or vote.carried) else None,
        )
        if form == "election":
            resolution.carried = True
        return resolution

    def _title_in_block(self, section: Section, passage: Passage) -> str:
        """The title of the item as it stands before the passage in the same block, or nothing."""
        if section.title_block is passage.block and passage.offset:
            before = passage.block.text[: passage.offset]
            at = before.find(section.title[:12])
            return before[max(at, 0) :]
        return ""

    def _whole_block(self, passage: Passage, rule: str) -> Support:
        block = passage.block
        return Support(block.text, block.place, block.start, block.end, rule)

    def _motion(
        self, section: Section, passage: Passage, sentence: Sentence, movers: Movers, vote: Vote | None
    ) -> Resolution | None:
        """What a sentence with movers moves: the words behind the movers, or between them."""
        text = sentence.text
        words = self._moved(text)
        if words is None:
            return None
        words = trimmed(self._without_tail(words)).strip(" ,.-–")
        passive = _PASSIVELY.search(text)
        if len(words.split()) < 2:
            title = self._title_in_block(section, passage)
            words = (title + text[: movers.start]).strip(" :.-") if title else ""
            if len(words.split()) < 2:
                words = text.strip(" .")
        if re.match(r"(?i)(?:a )?vote of thanks", words):
            return None
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

    def _moved(self, text: str) -> str | None:
        """The words that a sentence says were moved."""
        for pattern in self.moved:
            match = pattern.search(text)
            if (
                match
                and len(match["w"].split()) >= 1
                and not re.fullmatch(r"(?i)(?:it|this|approval|the motion|which|and|it was)", match["w"].strip(" ,"))
            ):
                words = match["w"].strip(" ,")
                words = re.sub(
                    r"^(?:an?|the following)\s+(?:further\s+)?(?:motion|amendment|proposal)\s+(?=that\b|to\b)",
                    "",
                    words,
                )
                if re.fullmatch(r"(?i)it was|and it was|this was|which was", words):
                    continue
                return words
        return "" if self.patterns.find(text) else None

    def _by_body(self, section: Section, passage: Passage, sentence: Sentence) -> Resolution | None:
        """'The Board approved the budget', 'Members agreed to ...', 'Council discussed ... and agreed to ...'."""
        text = BULLET.sub("", sentence.text)
        match = self.body.match(text) or self.body_and.match(text)
        if not match or _OTHER_MEETING.search(text[:160]):
            return None
        verb, rest = match["verb"].lower(), match["rest"].strip()
        if verb == "noted" and re.match(r"(?i)(?:that|there|how|with concern|the importance)\b", rest):
            return None
        if (
            verb in ("received", "confirmed")
            and not re.match(r"(?i)(?:and (?:approved|noted|adopted)|the minutes)", rest)
        ) or not rest:
            return None
        if verb in ("elected", "appointed") and re.match(r"(?i)(?:members|councillor|by|to)\b", rest):
            return None
        with_proposal = re.match(
            r"(?i)with (?:the|this) (?:proposal|suggestion|recommendation|motion)\s+(?:that|to)\b", rest
        )
        if with_proposal:
            rest = rest[with_proposal.end() :].strip()
        elif re.match(r"(?i)(?:with|by)\b", rest):
            return None
        lead = re.match(r"^(?:unanimously\s+)?(?:in principle\s+)?(?:that|to)\b\s*:?\s*", rest)
        if verb in ("agreed", "resolved", "decided", "consent", "agree", "voted", "consented"):
            words = rest[lead.end() :] if lead and rest[: lead.end()].strip().startswith("that") else rest
            printed_lead = "agreed"
        else:
            words = text[match.start("verb") :]
            printed_lead = verb
        stem, pieces = inline(words, passage)
        del stem
        if not pieces:
            pieces = [Piece(None, trimmed(self._without_tail(words)), passage)]
        limbs = [self._limb(piece, printed_lead, "") for piece in pieces]
        if len(limbs[0].text.split()) < 2:
            return None
        form = (
            "noted"
            if verb == "noted"
            else "recommendation"
            if verb == "recommended"
            else "agreed"
            if verb in ("agreed", "agree", "decided")
            else "approved"
        )
        return Resolution(form, limbs, passage.basis(f"the body {verb}", text), section.number, carried=True)

    def _passive(self, section: Section, at: int, sentence: Sentence, j: int) -> Resolution | None:
        """'The minutes were approved as a correct record', 'Approved and signed', '... - approved'."""
        passage, text = section.passages[at], sentence.text
        fragment = _FRAGMENT.match(text)
        if fragment and (fragment["verb"].lower() in ("noted", "received") or len(text.split()) > 40):
            fragment = None
        passive = None if fragment else _PASSIVELY.search(text)
        trailing = None if fragment or passive else _TRAILING.search(text)
        match = fragment or passive or trailing
        if match is None:
            return None
        if text.rstrip().endswith(":") and not re.match(
            r"(?i)(?:payments|accounts|the following (?:payments|accounts))", text
        ):
            return None
        verb = match["verb"].lower()
        before = text[: match.start("verb")]
        if passive:
            if (
                verb in ("noted", "received", "confirmed", "signed", "awarded", "withdrawn")
                and "minutes" not in before.lower()
                and "minutes" not in section.about
            ):
                return None
            if (
                _REPORTED.search(before)
                or _TOLD.search(before)
                or _OTHER_MEETING.search(text)
                or re.search(
                    r"\b(?:which|who|whom|whose|where|when|if|as|than|because|once|since|unless|how|what)\b[^,;]{0,60}$",
                    before,
                )
            ):
                return None
            agent = _AGENT.search(re.split(r"\s+and\s+(?:will|is|are|was|would)\b", passive["rest"])[0])
            if agent and not self.is_decider.match(agent["who"]):
                return None
            if verb in ("endorsed", "supported") and _anaphoric(text) and re.search(r"\bby\b", passive["rest"]):
                return None
            if re.search(r"(?i)\b(?:it|there)\s+(?:was|were)\s+$", before) or (
                re.match(r"(?i)\s*(?:to|for|at|in (?:the|19|20)|on)\b", passive["rest"])
                and verb in ("appointed", "received", "refused", "granted", "deferred", "agreed")
                and "minutes" not in before.lower()
                and not re.search(r"(?i)\b(?:council|committee|cabinet|meeting)\b", passive["rest"])
            ):
                return None
            subject = before.strip()
            if len(subject.split()) > 45 or re.search(
                r"(?i)\b(?:mcc|borough|planning (?:authority|officer)|bcklwn|inspector|county council|highways)\b",
                before,
            ):
                return None
            if (
                verb in ("refused", "granted", "approved", "withdrawn")
                and re.search(r"(?i)\bapplication|permission|appeal|licen[cs]e\b", before)
                and not re.search(r"(?i)committee|council|vote|members", passive["rest"])
            ):
                return None
            if re.search(
                r"(?i)\b(?:apolog\w*|questions?|report was received|reports? (?:was|were) (?:received|accepted)|nomination|thanks)\b",
                before,
            ) and verb in ("noted", "received", "accepted"):
                return None
        words = text
        if fragment and len(text.split()) < 3 and j > 0:
            earlier = passage.sentences()[j - 1]
            words = passage.text[earlier.start : sentence.start + len(text)]
        basis = passage.basis(f"was {verb}", words)
        title = self._title_in_block(section, passage) if j == 0 else ""
        if title and (fragment or _anaphoric(text)) and len(text.split()) < 25:
            words = title + text
            basis = self._whole_block(passage, f"title and {verb}")
        elif (
            fragment
            and len(words.split()) < 4
            and at > 0
            and j == 0
            and "minutes" not in section.about
            and not re.search(r"(?i)payment|accounts", section.title)
        ):
            return None
        words = trimmed(self._without_tail(words)).strip(" .")
        return Resolution(
            "deferred" if verb == "deferred" else "election" if verb in ("elected", "re-elected") else "approved",
            [DraftedLimb(words, self.style.verbs.get(verb, "agreed"), verb, basis)],
            basis,
            section.number,
            carried=True,
        )

    def _proposed(self, section: Section, passage: Passage, sentence: Sentence) -> Resolution | None:
        """'It was proposed that ...' without a name: a motion, which counts if a vote or movers follow."""
        match = re.match(
            r"^(?:Following [^,]{3,100}, )?(?i:it was|an amendment was)\s+(?:then\s+)?(?:proposed|moved)\s+(?P<w>(?:that|to)\b.+)$",
            sentence.text,
            re.DOTALL,
        )
        if not match:
            return None
        words = trimmed(match["w"])
        printed, verb = verb_of(words, "agreed", self.style)
        return Resolution(
            "motion",
            [DraftedLimb(words, verb, printed, passage.basis("words moved", match["w"]))],
            passage.basis("motion", sentence.text),
            section.number,
        )

    # ------------------------------------------------------------------ votes and ends

    def _vote_alone(self, vote: Vote, at: int, walk: _Walk) -> None:
        if walk.motion is not None and at - walk.motion_at <= 12:
            walk.motion.support.append(vote.basis)
            walk.motion.vote = merged(walk.motion.vote, vote)
            if vote.carried is not None:
                walk.motion.carried = vote.carried
                self._end_of_motion(walk)
                walk.last_at = at
        elif walk.done and at - walk.last_at <= 3:
            last = walk.done[-1]
            last.support.append(vote.basis)
            last.vote = merged(last.vote, vote)
            if last.form in ("motion", "amendment") and vote.carried is not None:
                last.carried = vote.carried
        else:
            walk.vote, walk.vote_at = vote, at

    def _ballots(self, side: tuple[str, list[str], int | None], passage: Passage, walk: _Walk) -> None:
        target = walk.motion or walk.done[-1]
        name, people, number = side
        vote = target.vote or Vote(passage.basis("recorded vote"))
        target.vote = vote
        target.support.append(passage.basis("recorded vote"))
        if people:
            vote.ballots.setdefault(name, people)
        count = number if number is not None else len(people) or None
        field_name = {"for": "votes_for", "against": "against", "abstained": "abstained"}[name]
        if getattr(vote, field_name) is None:
            setattr(vote, field_name, count)

    def _vote_table(self, table: Table, walk: _Walk) -> None:
        if table.purpose != "votes" or not (walk.done or walk.motion):
            return
        target = walk.done[-1] if walk.done else walk.motion
        assert target is not None
        for row in table.rows:
            cells = [" ".join(block.text for block in cell) for cell in row]
            side = side_in(": ".join(cells[:2]), self.names) if len(cells) > 1 else None
            if side:
                walk.motion = target
                block = next(block for cell in row for block in cell)
                self._ballots(side, Passage(block, 0, block.text), walk)
        walk.motion = None

    def _end_of_motion(self, walk: _Walk) -> None:
        """A motion without a decision stays a motion; one without movers and without a vote is no more than talk."""
        motion, walk.motion, walk.notice = walk.motion, None, False
        if motion is not None and motion.amends and walk.main is not None:
            walk.motion, walk.main = walk.main, None
        if motion is None:
            return
        if motion.carried is None and motion.vote is not None:
            yes, no = motion.vote.votes_for, motion.vote.against
            if motion.vote.unanimous or motion.vote.unopposed or (yes is not None and (no is None or yes > no)):
                motion.carried = True
            elif yes is not None and no is not None and no > yes:
                motion.carried = False
        if motion.mover is None and motion.seconder is None and motion.vote is None and motion.carried is None:
            return
        walk.done.append(motion)


_CONDITIONS = re.compile(
    r"(?i)\b(?:conditions?|grounds|reasons?|informatives?)(?:\s+(?:set out|listed|given)\s+below|,?\s+namely)?\s*[:–-]+\s*[-–]*$"
)
_NOT_LIMB = re.compile(
    r"(?i)^(?:reasons?|options?|alternative|action|vot(?:e|ing)|for\b|against|supporting|additional|decision|minutes:|\d{1,3}\.?$|\(?note)"
)


def _own_number(text: str) -> str | None:
    match = re.match(r"^\(?(1|a|i|A)[.)]", text)
    return match[1] if match else None


def _without_number(text: str) -> str:
    return re.sub(r"^\(?(?:1|a|i|A)[.)]\)?\s*", "", text)


def _unquoted(text: str) -> str:
    return text.strip().strip('“”"').strip() if text.strip()[:1] in '“"' else text.strip()


def _exact(piece: Piece) -> str:
    return piece.text if piece.text in piece.passage.text else piece.passage.text


def _anaphoric(text: str) -> bool:
    return bool(
        re.match(
            r"(?i)(?:this|these|it|the (?:proposal|motion|amendment|resolution|recommendations?|above)|all|both|which|that|upon|on being|being|after being|approved|agreed|carried|accepted|adopted)\b",
            text,
        )
    )
