"""The words that announce a decision ('RESOLVED that', 'Agreed:', 'it was agreed to'), and those that only report one."""

from __future__ import annotations

import re

from ledger.drafting.style import Style, either

_ADVERBS = r"(?:(?:unanimously|therefore|accordingly|then|further|also|subsequently|duly|hereby|generally|formally|all|both|collectively|informally|noted and|discussed and|considered and|received and|reviewed and)\s+)*"
_THAT = r"(?:\s*,?\s*[:–—-]*\s*(?:T\s?H\s?A\s?T|that|That|THAT)\b\s*[,:–—-]*|\s*[:–—-]+)"
_CAPITALS = r"RESOLVED|RESOLUTION|AGREED|DECIDED|RECOMMENDED|NOTED|ORDERED|APPROVED|ENDORSED|DELEGATED|ACCEPTED|ADOPTED|DEFERRED|RECOMMENDS?|RECOMMENDATION"
_AFTER = (
    r"(?P<mid>(?:,?\s+(?:unanimously,?(?=\s+(?:that|to)\b)|unanimously|UNANIMOUSLY|nem\.?\s?con\.?|in principle|by the (?:\w+ ){1,4}(?=that)|by (?:all|members|councillors)(?=\s+(?:that|to)\b)|and|to recommend(?=\s+(?:that|to)\b)|to (?:the )?(?:[A-Z]\w+ ){0,3}(?:Council|Cabinet|Committee|Board|Executive)(?=\s+that\b|\s*[:–-])|by a majority of \w+ to \w+|(?:on|upon)\s+(?:the|a)\s+[^:]{5,160}?(?=that\b|,?\s+(?:to|by \w+ votes?)\b)"
    r"|\([^()]{3,140}\)|by \w+ votes? to \w+|as follows|,?\s*(?:with|by)\s[^:;.]{3,80}?(?=,?\s*that\b|\s*:)))*)"
)
_LEAD = re.compile(
    rf"(?:\b(?:IT WAS|It was|it was|It is|was|and it was|were|IT IS|Cabinet|The Committee|The Council|Committee|Council|and)\s+)?{_ADVERBS}(?P<lead>{_CAPITALS})(?![a-z]*\s+(?:BY|TO BE))(?=[\s:–—,(-]|$|that)"
    rf"{_AFTER}(?P<that>{_THAT}|\s*(?=to\b|TO\b)|\s*$|\s+)"
)
_RESOLVED_LABEL = re.compile(
    rf"^(?:And\s+)?(?P<lead>Resolved|Resolution(?:\s+(?:[Nn]o\.?\s*)?[\w/.-]*\d[\w/-]*(?=\s*[:–—-]))?|Agreed|DECISION(?=\s*[:–—-]|$)|Decision(?: of the (?:[A-Z][\w-]* ?){1, 4}(?=:))?|Decided|Recommended|Recommendations? (?:agreed|approved)|Recommendation|Outcome(?!\W+(?:Recommendations?|Decisions?|For) ))\b{_AFTER}\s*(?P<that>[:–—-]+\s*(?:that\b|That\b)?\s*[,:–—-]*|,?\s+that\b[,:]?|,?\s+(?=to\b)|$)"
)
_INSIDE = re.compile(
    rf"(?<=:\s)(?P<lead>Resolved|Agreed)\b{_AFTER}\s*(?P<that>[:–—-]+\s*(?:[tT]hat\b)?\s*[,:–—-]*|\s+that\b[,:]?|\s+(?=to\b))"
)
_IT_WAS = re.compile(
    rf"\b(?P<it>[Ii]t was|IT WAS|[Tt]he following (?:\w+ )?(?:was|were)|[Ii]t is|and|,)\s+{_ADVERBS}(?P<lead>resolved|RESOLVED|agreed|(?<=[tT] was )agree(?=\s+to\b)|decided|recommended|ordered|proposed and agreed|moved and agreed|Resolved|Agreed|confirmed and agreed)\b"
    rf"(?P<mid>(?:,?\s+(?:unanimously|UNANIMOUSLY|nem\.?\s?con\.?|NEM CON|in principle|(?:on|upon|following) (?:the|a) (?:proposal|motion|proposition|show of hands|vote)[^;:]{{0,140}}?(?=,?\s+(?:that|to)\b)|by all(?: \w+)?(?=\s+that)|by (?i:the )?(?i:members|councillors|board|committee|council|cabinet|panel|group|governors|meeting|members present)(?: of the \w+)?|at the meeting|by \w+ votes?(?: in favour)? (?:to|against|and) [^,;]{{1,60}}?(?=\s+(?:that|to)\b)|on a (?:show of hands|majority)(?: vote)?|by (?:a |an? \w+ )?majority(?: vote)?|on a vote|following (?:a|the) \w+))*,?(?:\s+in principle,?)?)"
    r"(?P<that>\s*,?\s*(?:that|That)\b\s*[,:]?(?:\s+in principle,)?(?:\s+it\s+would)?|\s*[:–—-]+\s*(?:that\b)?|\s+(?=to\b)|\s+(?!by\b|in\b|with\b|at\b|on\b|upon\b|and\b|for\s+(?!Cllr|Councillor|the (?:Clerk|Chair))|as\b|$))"
)
_RECOMMENDED = re.compile(
    rf"^(?:(?:The|All|Both|These)\s+)?(?:\w+\s+){{0,4}}?(?i:recommendations?|proposals?|resolutions?|motions?)\s+(?:[\w’']+\s+){{0,8}}?(?:was|were)\s+{_ADVERBS}"
    r"(?P<lead>agreed|approved|accepted|adopted|endorsed|passed)(?P<mid>(?:,?\s+(?:unanimously|nem\.?\s?con\.?|without dissent|as follows|en bloc|by [^:;.]{3,60}))*)(?P<that>\s*[:–—]+-?)(?=\s|$)"
)
_REPORTED = re.compile(
    r"\b(?:had been|has been|have been|having been|will be|would be|to be|could be|should be|may be|might be|can be|not yet|being)\s+(?:\w+ly\s+)?$|\bif\s+(?:it (?:is|was)\s+)?$|\b(?:previously|already|once|when|until|unless|after|before|recently|be)\s+$",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:stated|reported|said|advised|informed|explained|noted|confirmed|highlighted|reminded|understood|commented|outlined|asked|queried|felt|added|told|announced|clarified|recalled|pointed out|heard|acknowledged|responded|replied|recognised)\b[^.;]{0,60}?\b(?:that|whether|if|it was|how)\b",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"(?<!\bit )(?<!\bIt )(?<!\bIT )\b(?:was|were|is|are|be|WAS|WERE)\s+(?:\w+ly\s+)?$")
_OTHER_MEETING = re.compile(
    r"\b(?:at (?:the|its|their|a|an) (?:last|previous|earlier|most recent|\w+ meeting)|previously|last (?:month|year|week)|at the last meeting|in (?:January|February|March|April|May|June|July|August|September|October|November|December) (?:19|20)\d\d,?$)",
    re.IGNORECASE,
)
_BARE_CAPITALS = frozenset(
    ("NOTED", "APPROVED", "ACCEPTED", "ADOPTED", "AGREED", "DEFERRED", "ENDORSED", "RECOMMENDED")
)
_SECOND = re.compile(
    rf",?\s+(?:and|but)\s+(?:(?:also|therefore|then)\s+)?(?={_CAPITALS.replace('RECOMMENDATION', 'RECOMMENDED')}\b(?!\s+(?:BY|AND)))(?:{_CAPITALS})"
)
_ANY_CAPITALS = re.compile(rf"\b(?:{_CAPITALS})\b")


_FIRST_PART = re.compile(r"\(?(?:a|i|1)[.)]\)?\s+\S|[•●▪·*–-]\s")


class Leads:
    """The words that announce decisions, those of the bodies of a style among them."""

    def __init__(self, style: Style, body: tuple[str, ...] = ()) -> None:
        deciders = either((*style.deciders, *body))
        self.of_body = re.compile(
            rf"^(?:(?:After|Following|Having|In|On)\b[^:]{{3,160}},\s+)?(?i:(?:the\s+)?(?:{deciders}))(?:\s+of the \w+)?\s+"
            rf"(?:(?i:(?:discussed|considered|noted|received|reviewed|debated)\b[^:.]{{3,160}}?\band)\s+)?{_ADVERBS}"
            r"(?P<lead>(?i:resolved|agreed|decided|recommended|noted(?!\s+that)|approved|endorsed|requested|found|determined|concluded|directed|ordered))"
            r"(?P<mid>(?:,?\s+(?:unanimously|nem\.? con\.?|in principle|by (?:a |an? \w+ )?majority(?: of \w+(?: votes?)? to \w+)?(?:\s*\([^()]*\))?|by \w+ votes? to \w+|\([^()]*\)))*)"
            r",?\s*(?P<that>(?:(?:\b(?:that|to)\b(?:\s+(?:the\s+)?[A-Z][\w-]*(?:\s[A-Z][\w-]*)*)?|the following(?: \w+)?|as follows)?\s*[:–—-]+|\bthat\b)\s*)(?:$|(?=\(?(?:a|i|1)[.)]\)?\s))"
        )

        self.in_parts = re.compile(
            rf"^(?i:(?:the\s+)?(?:{deciders}))\s+{_ADVERBS}(?P<lead>(?i:granted|refused|approved|allowed|made|imposed|attached))(?P<mid>)(?P<that>\s+[^:.;]{{3,80}}[:–—-]+)\s*$"
        )
        self.verbs = style.verbs
        self.alone = re.compile(rf"^(?i:(?:the\s+)?)(?P<lead>(?i:{deciders}))(?P<mid>)(?P<that>\s*[:–—-]+)\s*$")
        self.acts = re.compile(
            rf"^(?i:(?:the\s+)?)(?P<lead>(?i:{deciders}))(?P<mid>)(?P<that>\s*[:–—-]+\s*(?=\(?(?:a|i|1)[.)]\)?\s)|\s+(?=\((?:a|i|1)\)\s+[a-z]+(?:ed|d)\s))"
        )

    def before_list(self, text: str, following: str) -> re.Match[str] | None:
        """'The Board:' before a list whose first part begins with what the body did ('i) noted the report')."""
        if _FIRST_PART.match(following) and (match := self.in_parts.match(text)):
            return match
        first = re.match(r"(?:\(?(?:a|i|1)[.)]\)?|[•●▪·*–-])\s+(\w+)", following)
        return self.alone.match(text) if first and first[1].lower() in self.verbs else None

    def find(self, text: str) -> re.Match[str] | None:
        """The words that announce a decision in a sentence, unless they report one of another time or place."""
        for pattern in (_RESOLVED_LABEL, self.of_body, self.acts, _RECOMMENDED, _LEAD, _INSIDE, _IT_WAS):
            match = pattern.search(text)
            if match and not _only_reports(pattern, match, text):
                return match
        return None


def second_decision(text: str) -> int | None:
    """Where the second decision of a sentence begins that decides two things ('NOTED ... and AGREED ...')."""
    second = _SECOND.search(text)
    if second and _ANY_CAPITALS.search(text[: second.start()]) and not text.isupper():
        return second.start() + len(text[second.start() :]) - len(text[second.start() :].lstrip(" ,"))
    return None


def told(text: str) -> bool:
    """Whether somebody told what the sentence says, so that it decides nothing."""
    return bool(_TOLD.search(text))


def reported(before: str) -> bool:
    """Whether the words before a verb make it one of another time ('had been', 'will be', 'if')."""
    return bool(_REPORTED.search(before))


def of_other_meeting(text: str) -> bool:
    """Whether a sentence tells of another meeting."""
    return bool(_OTHER_MEETING.search(text))


def _only_reports(pattern: re.Pattern[str], match: re.Match[str], text: str) -> bool:
    before = text[: match.start("lead")]
    if pattern is _LEAD:
        return (
            reported(before)
            or (_PASSIVE.search(before) is not None and not match["that"].strip() and not match["mid"].strip())
            or bool(re.search(r"(?i)\bto be\s*$", before))
            or (
                match["lead"] in _BARE_CAPITALS and text.isupper() and not re.fullmatch(r"\W*[A-Z]+\s*[:–—-]+\s*", text)
            )
        )
    if pattern is _IT_WAS:
        if match["it"] in ("and", ",") and not _behind_a_motion(before):
            return True
        return told(before) or reported(before) or of_other_meeting(before)
    return False


def _behind_a_motion(before: str) -> bool:
    """Whether 'and resolved' stands behind a motion, not behind what somebody told."""
    return bool(re.search(r"(?i)\b(?:seconded|proposed|moved)\b", before)) or (
        bool(re.match(r"(?i)^(?:following|after|on|having)\b", before)) and before.rstrip().endswith("it was")
    )
