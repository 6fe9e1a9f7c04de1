"""What a body did, without a word that announces it: 'The Board approved', 'the minutes were agreed', 'Approved'."""

from __future__ import annotations

import re

from ledger.drafting.limbs import BULLET, Piece, inline, trimmed, verb_of
from ledger.drafting.recognising.leads import of_other_meeting, reported, told
from ledger.drafting.recognising.wordings import anaphoric, limb_of, title_in_block, whole_block, without_tail
from ledger.drafting.sections import Passage, Section
from ledger.drafting.sentences import Sentence
from ledger.drafting.statements import DraftedLimb, Resolution
from ledger.drafting.style import Style, built_in, either

_BODY_VERBS = (
    "agreed|resolved|approved|endorsed|noted|adopted|accepted|ratified|supported|recommended|decided|granted|refused|rejected|deferred|received|voted|delegated|"
    "authorised|APPROVED|NOTED|AGREED|ENDORSED|RESOLVED|ADOPTED|ACCEPTED|elected|appointed|co-opted|confirmed|found|determined|concluded|directed|ordered|ruled|instructed|dismissed|upheld"
)
_PASSIVE = (
    r"agreed|approved|adopted|accepted|ratified|endorsed|granted|refused|rejected|deferred|elected|appointed|co-opted|coopted|re-elected|reappointed|re-appointed|confirmed|"
    r"APPROVED|AGREED|ADOPTED|ACCEPTED|ENDORSED|GRANTED|REFUSED|DEFERRED|RATIFIED|CONFIRMED|SIGNED|noted|NOTED|received|authorised|withdrawn|signed|awarded"
)
PASSIVELY = re.compile(
    rf"\b(?:was|were|is|are)\s+(?:then\s+|duly\s+|unanimously\s+|also\s+|therefore\s+|subsequently\s+|all\s+|read,?\s+|taken as read(?:,| and)?\s*|put to the vote and\s+|and\s+|signed\s+|\w+ed(?:,|,? and)\s+(?!signed))*"
    rf"(?P<verb>{_PASSIVE})\b(?P<rest>.*)$"
)
_DETERMINED = re.compile(
    r"(?<!\bto )(?<!\bwould )(?<!\bcould )(?<!\bshould )\bbe\s+(?P<verb>GRANTED|REFUSED|APPROVED|DEFERRED|REJECTED)\b(?P<rest>.*)$"
)
_FRAGMENT = re.compile(
    r"^(?:(?:All|These|This|Accounts?|Minutes|Payments|Both|(?:Approval|Adoption|Decision|Matter|Item)(?=\s+(?:was\s+)?deferred))\s+)?(?:were\s+|was\s+)?(?P<verb>Approved|approved|Agreed|agreed|Adopted|adopted|Accepted|accepted|Deferred|(?<=\s)deferred|Ratified|Noted|noted|Received|Confirmed)\b(?!\s+by\s+(?!all|members|council|the (?:council|committee|board|meeting)|councillors|cllrs)|\s*:)(?P<rest>.{0,220})$"
)
_TRAILING = re.compile(
    r"(?:\s[-–—]|(?<!outcome):)\s*(?P<verb>approved|agreed|accepted|adopted|refused|deferred|Approved|Agreed|Accepted|Adopted|Refused|Deferred)(?:\s+to the next meeting)?\s*\.?$"
)
_ON_AN_APPLICATION = re.compile(
    r"^\W*(?=[A-Z/]*\d{2,4}/\d{2,6})[^.]{10,300}?(?:\s[-–—]|:)\s*(?P<verb>(?:[Nn]o )?[Oo]bjections?|[Ss]upport(?:ed)?|[Nn]o [Cc]omments?|[Nn]eutral)\b(?P<rest>.*)$"
)
_AGENT = re.compile(
    r"\bby\s+(?!all\b|everyone|those present|majority|a majority|general|assent|show|\d|consensus|the (?:chair|vice)|the members|the councillors|councillors present|members)(?P<who>(?:the\s+)?[A-Z]?[\w’' ]{2,40})"
)
_HOW = re.compile(
    r"^,?\s*(?:unanimously,?\s+)?(?:by \w+ votes?(?: in favour)? (?:to|against|and) .{1,60}?|(?:by )?\w+ (?:votes? )?to \w+|by (?:a |an? \w+ )?majority(?: of .{1,30}?)?(?: vote)?(?: \([^()]*\))?|(?:on|upon) (?:the|a) (?:proposal|motion|vote)[^;:]{0,140}?),?\s+(?=(?:that|to)\b)"
)
_ANNOUNCING = ("agreed", "resolved", "decided", "consent", "agree", "voted", "consented")
_OF_ONE_BODY = r"(?:asked|requested)(?=\s+that\b)"  # of members, who speak singly, it is a remark
_FINDING = ("found", "determined", "concluded", "ordered", "directed", "ruled", "instructed")
_FORMS = {
    "noted": "noted",
    "recommended": "recommendation",
    **dict.fromkeys(("agreed", "agree", "decided"), "agreed"),
}
_FORM_OF_PASSIVE = {"deferred": "deferred", "elected": "election", "re-elected": "election"}
_POSITIONS = {
    "approval": ("approval", "approved"),
    "support": ("support", "supported"),
    "endorsement": ("endorsement", "endorsed"),
}
_SUBORDINATE = re.compile(
    r"\b(?:which|who|whom|whose|where|when|if|as|than|because|once|since|unless|how|what)\b[^,;]{0,60}$"
)
_OTHERS = re.compile(r"(?i)\b(?:mcc|borough|planning (?:authority|officer)|bcklwn|inspector|county council|highways)\b")
_MERELY_RECEIVED = re.compile(
    r"(?i)\b(?:apolog\w*|questions?|report was received|reports? (?:was|were) (?:received|accepted)|nomination|thanks)\b"
)


class ActFinder:
    """Finds the acts of bodies in sentences."""

    def __init__(self, style: Style, body: tuple[str, ...] = ()) -> None:
        self.style = style
        deciders = either((*style.deciders, *body))
        own = [re.escape(verb) for verb in style.verbs if verb not in built_in().verbs]
        verbs = "|".join([_BODY_VERBS, *own])
        self.body = re.compile(
            rf"^(?P<who>(?:Following [^,]{{3,120}}, |After [^,]{{3,120}}, |In conclusion,? |Therefore,? |Accordingly,? |Subsequently,? |In response,? |On the (?:motion|proposal|proposition|nomination|recommendation) of [^:]{{3,140}}?, )?(?i:(?:the\s+)?(?:{deciders}))(?:\s+of the \w+(?: \w+)?)?(?:, (?:having|following|after) [^,]{{3,160}},)?)\s+"
            rf"(?:(?:also|then|unanimously|therefore|accordingly|formally|subsequently|all|were in agreement and|further|duly|generally|present|did|both)\s+)*(?P<verb>{verbs}|consent(?:ed)?|agree|(?<!embers )(?<!ouncillors )(?<!overnors )(?<!rustees ){_OF_ONE_BODY})\b(?P<rest>.*)$",
            re.DOTALL,
        )
        self.body_and = re.compile(
            rf"^(?i:(?:the\s+)?(?:{deciders}))\s+(?:discussed|considered|debated|reviewed|received|noted|were informed|heard|deliberated|gave|welcomed?|thanked|(?:was|were) (?:content|satisfied|happy))\b[^.]{{3,260}}?(?:,?\s+(?:and|but|however,?)\s+(?:they\s+)?)(?:therefore\s+|unanimously\s+|then\s+|also\s+)?"
            r"(?P<verb>agreed|resolved|approved|decided|endorsed|recommended|adopted)\b(?P<rest>.*)$",
            re.DOTALL,
        )
        self.position = re.compile(
            rf"^(?:Following [^,]{{3,120}}, |After [^,]{{3,120}}, )?(?i:(?:the\s+)?(?:{deciders}))\s+(?:had|has|have|raised|made|gave)\s+(?:no (?:objections?|adverse comments?)|(?:its|their) (?P<verb>approval|agreement|support|endorsement) (?:to|for|of))\b.*$",
            re.DOTALL,
        )
        self.is_decider = re.compile(
            rf"(?i)(?:the\s+)?(?:{deciders}|council|committee|board|cabinet|panel|meeting|members|governors|trustees|sub-committee|executive|chair\w*)\b"
        )

    def find(self, section: Section, at: int, sentence: Sentence, j: int) -> Resolution | None:
        """The decision or motion that a sentence tells as what the body did."""
        passage = section.passages[at]
        return (
            self.by_body(section, passage, sentence)
            or self._passive(section, at, sentence, j)
            or self._proposed(section, passage, sentence)
        )

    def asks(self, text: str) -> bool:
        """'The Board asked that ...', 'The Board noted the return, and asked that ...': what the body asked for."""
        match = self.body.match(text)
        return match is not None and bool(
            match["verb"].lower() in ("asked", "requested")
            or re.search(r",? and (?:asked|requested|recommended|agreed) ", match["rest"][:160])
        )

    def in_title(self, section: Section) -> Resolution | None:
        """'Minutes of 6 August - agreed': an item that tells in its title what became of it."""
        match = _TRAILING.search(section.title)
        if match is None or section.title_block is None or len(section.title[: match.start()].split()) < 3:
            return None
        passage = Passage(section.title_block, 0, section.title_block.text)
        verb, words = match["verb"].lower(), section.title[: match.start()].strip()
        basis = passage.basis(f"title and {verb}")
        limb = DraftedLimb(words, self.style.verbs.get(verb, "agreed"), verb, basis)
        return Resolution(_FORM_OF_PASSIVE.get(verb, "approved"), [limb], basis, section.number, carried=True)

    def by_body(self, section: Section, passage: Passage, sentence: Sentence) -> Resolution | None:
        """'The Board approved the budget', 'Members agreed to ...', 'Council discussed ... and agreed to ...'."""
        text = BULLET.sub("", sentence.text)
        if (position := self.position.match(text)) and not of_other_meeting(text[:160]):
            printed, verb = _POSITIONS.get(position["verb"], ("agreed", "agreed"))
            basis = passage.basis("the body's position", text)
            limb = DraftedLimb(trimmed(without_tail(text)), verb, printed, basis)
            return Resolution("agreed", [limb], basis, section.number, carried=True)
        match = self.body.match(text) or self.body_and.match(text)
        if not match or of_other_meeting(text[:160]):
            return None
        verb, rest = match["verb"].lower(), match["rest"].strip()
        if _no_decision(verb, rest):
            return None
        rest = _HOW.sub("", rest)
        if verb in _FINDING and not re.match(r"(?:that|to)\b", rest):
            return None
        with_proposal = re.match(
            r"(?i)with (?:the|this) (?:proposal|suggestion|recommendation|motion)\s+(?:that|to)\b", rest
        )
        if with_proposal:
            rest = rest[with_proposal.end() :].strip()
        elif re.match(r"(?i)(?:with(?!\s+\w+ing\b)|by)\b", rest):
            return None
        if verb in _ANNOUNCING:
            words = re.sub(r"^(?:unanimously\s+)?(?:in principle\s+)?(?=(?:that|to)\b)", "", rest)
            printed_lead = "agreed"
        elif re.match(r"that\b", rest):
            words, printed_lead = rest, verb
        else:
            words = text[match.start("verb") :]
            printed_lead = verb
        pieces = inline(words, passage)[1] or [Piece(None, trimmed(without_tail(words)), passage)]
        limbs = [limb_of(piece, printed_lead, "", self.style) for piece in pieces]
        if len(limbs[0].text.split()) < 2:
            return None
        basis = passage.basis(f"the body {verb}", text)
        return Resolution(_FORMS.get(verb, "approved"), limbs, basis, section.number, carried=True)

    def _passive(self, section: Section, at: int, sentence: Sentence, j: int) -> Resolution | None:
        """'The minutes were approved as a correct record', 'Approved and signed', '... - approved'."""
        passage, text = section.passages[at], sentence.text
        fragment = _FRAGMENT.match(text)
        if fragment and (fragment["verb"].lower() in ("noted", "received") or len(text.split()) > 40):
            fragment = None
        passive = None if fragment else _DETERMINED.search(text) or PASSIVELY.search(text)
        match = fragment or passive or _TRAILING.search(text) or self._on_application(passage, sentence)
        if match is None or re.match(r"(?i)(?:motion|outcome|status)\b.*:", text):
            return None
        if text.rstrip().endswith(":") and not re.match(
            r"(?i)(?:payments|accounts|the following (?:payments|accounts))", text
        ):
            return None
        verb = match["verb"].lower()
        if passive and passive.re is not _DETERMINED and not self._decides(passive, section, text):
            return None
        words = text
        if fragment and len(text.split()) < 3 and j > 0:
            earlier = passage.sentences()[j - 1]
            words = passage.text[earlier.start : sentence.start + len(text)]
        basis = passage.basis(f"was {verb}", words)
        title = title_in_block(section, passage) if j == 0 else ""
        if title and (fragment or anaphoric(text)) and len(text.split()) < 25:
            words = title + text
            basis = whole_block(passage, f"title and {verb}")
        elif fragment and len(words.split()) < 4 and at > 0 and j == 0 and not _needs_no_words(section):
            return None
        if voted := re.match(r"[^,]*\bvot(?:ed|ing|es)\b[^,]*,\s+and\s+(?P<w>.+)$", words, re.DOTALL):
            words = voted["w"]  # 'Two voted for and one against, and permission was granted'
        words = trimmed(without_tail(words)).strip(" .")
        form = _FORM_OF_PASSIVE.get(verb, "approved")
        limb = DraftedLimb(words, self.style.verbs.get(verb, "agreed"), verb, basis)
        return Resolution(form, [limb], basis, section.number, carried=True)

    @staticmethod
    def _on_application(passage: Passage, sentence: Sentence) -> re.Match[str] | None:
        """What a council says to an application, unless the next sentence agrees to it."""
        behind = passage.text[sentence.start + len(sentence.text) :]
        agreed = re.match(r"\W*(?:agreed|approved|carried|resolved|proposed|moved)\b", behind, re.IGNORECASE)
        return None if agreed else _ON_AN_APPLICATION.match(sentence.text)

    def _decides(self, passive: re.Match[str], section: Section, text: str) -> bool:
        """Whether 'was approved' tells of a decision of this body at this meeting."""
        verb, rest = passive["verb"].lower(), passive["rest"]
        before = re.sub(
            r"\bas (?:read|amended|revised|drafted|printed|circulated|presented)\b", "", text[: passive.start("verb")]
        )
        of_minutes = "minutes" in before.lower()
        if verb in ("noted", "received", "confirmed", "signed", "awarded", "withdrawn") and not (
            of_minutes or "minutes" in section.about
        ):
            return False
        if reported(before) or told(before) or of_other_meeting(text) or _SUBORDINATE.search(before):
            return False
        if re.match(r"(?i)(?:these minutes|they)\b", text) and verb == "confirmed":
            return False
        agent = _AGENT.search(
            re.split(r"\s+and\s+(?:will|is|are|was|would|signed|initialled)\b|\bsubject to\b|\bto be\b", rest)[0]
        )
        if agent and not self.is_decider.match(agent["who"]):
            return False
        if verb in ("endorsed", "supported") and anaphoric(text) and re.search(r"\bby\b", rest):
            return False
        if re.search(r"(?i)\b(?:it|there)\s+(?:was|were|is|are)\s+$", before) or (
            re.match(r"(?i)\s*(?:to|for|at|in (?:the|19|20)|on)\b", rest)
            and verb in ("appointed", "received", "refused", "granted", "deferred", "agreed")
            and not of_minutes
            and not re.search(r"(?i)\b(?:council|committee|cabinet|meeting)\b", rest)
        ):
            return False
        if len(before.split()) > 45 or _OTHERS.search(before):
            return False
        if (
            verb in ("refused", "granted", "approved", "withdrawn")
            and re.search(r"(?i)\bapplication|permission|appeal|licen[cs]e\b", before)
            and not re.search(r"(?i)committee|council|vote|members", rest)
            and not re.search(r"(?i)\bvot(?:es?|ed|ing)\b", before)
        ):
            return False
        return not (_MERELY_RECEIVED.search(before) and verb in ("noted", "received", "accepted"))

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


def _no_decision(verb: str, rest: str) -> bool:
    """Whether a verb of the body only tells what came to its ears, or who sits where."""
    if not rest or (
        verb == "noted" and re.match(r"(?i)(?:that|there|how|with concern|the importance)\b", rest) is not None
    ):
        return True
    if verb in ("received", "confirmed"):
        return not re.match(r"(?i)(?:and (?:approved|noted|adopted)|the minutes)", rest)
    return verb in ("elected", "appointed") and bool(re.match(r"(?i)(?:members|councillor|by|to)\b", rest))


def _needs_no_words(section: Section) -> bool:
    """Whether 'Approved' alone says enough under the title of an item."""
    return "minutes" in section.about or bool(re.search(r"(?i)payment|accounts", section.title))
