"""How a vote went: counts in words and figures, unanimity, casting votes, names by side, carried or lost."""

from __future__ import annotations

import re

from ledger.drafting.name_patterns import PERSON
from ledger.drafting.names import PEOPLE, Names
from ledger.drafting.people import people_in
from ledger.drafting.statements import Support, Vote
from ledger.vocabulary.votes import UP_TO_TWELVE

_WORDS = [
    "no",
    *UP_TO_TWELVE,
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
# The normal form of a count: a number and a side, in either order, with what usually stands between them.
_N = rf"(\d{{1,3}}|{'|'.join(f'{word}(?! one)' for word in _WORDS)}|none|nil|zero|no[- ]one|nobody|an?)"
_BY = r"(?:(?:of\s+)?(?:the\s+)?(?:votes?|members?|councillors?|cllrs?|persons?|people|governors?|trustees?))?"
_CAST = r"(?:(?:voting|voted|were|was|cast|being|having voted|in total)\s+)*"
_OF = r"(?:\s+(?:the\s+)?(?:motion|amendment|proposal|recommendations?|it|this))?"
_IS = r"(?:\s*(?:[:=–-]|numbered|totalled|were|was|\(|\[)\s*)+"
_SIDES = {
    "for": r"(?:for|in\s+favou?r|in\s+support|ayes?|yeas?|yes)",
    "against": r"(?:against|opposed|opposing|dissent(?:ed|ing|ients?)|noes|nays?|no(?=\s*(?:[,;.)]|$|[:=–-]\s*\d)))",
    "abstained": r"(?:abst(?:entions?|ained|aining|ain)?|not\s+voting)",
}
_NOT_SOMEBODY = r"(?!\s+(?:Cllr|Councillor|Mr|Mrs|Ms|Dr)\b)"


def _counted(side: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The number before a side ('7 votes for'), and behind it ('For: 7', 'those in favour numbered seven')."""
    word, number = _SIDES[side], _N.replace("|an?", "").replace("|no(?! one)", "")
    return (
        re.compile(rf"\b{_N}\)?\s+{_BY}\s*{_CAST}{word}\b{_NOT_SOMEBODY}", re.IGNORECASE),
        re.compile(rf"\b{word}{_OF}(?:{_IS}|\s+(?=\d)){number}\b(?!\s+of\b)", re.IGNORECASE),
    )


_FOR, _AGAINST, _ABSTAINED = map(_counted, _SIDES)
_SIDE_FIRST = re.compile(rf"\b(?:{'|'.join(_SIDES.values())}){_OF}(?:{_IS}|\s+(?=\d)){_N}\b", re.IGNORECASE)
_NUMBER = re.compile(rf"\b{_N}\b", re.IGNORECASE)
_TO = re.compile(
    rf"\bby\s+(?:an?\s+)?(?:(?:vote|majority|margin)\s+(?:of\s+)?)?{_N}\s+(?:votes?\s+)?(?:to|against)\s+{_N}\b"
    rf"|\b(?:carried|lost|defeated|rejected|agreed|approved|passed|won|fell)\b[,:]?\s*\(?(?:by\s+)?(?:\w+\s+)?(\d{{1,3}})\s*(?:[-–:/]|votes?\s+to|to)\s*(\d{{1,3}})\b(?!\s*[/-])"
    rf"|\bvot\w+\s+(?:was\s+)?{_N}\s*(?:[-–:]|to)\s*{_N}\b|\(\s*(\d{{1,3}})\s*(?::\s*(?=\d+\b)|[-–]\s*(?=\d+\s*\)))(\d{{1,3}})\b|\b(\d{{1,3}})\s*[-–]\s*(\d{{1,3}})\s+in\s+favou?r\b|\b(?:seconded|seconder)\b[^()\d]{{2,40}}?[.;,]\s*(\d{{1,2}})\s*[-–:]\s*(\d{{1,2}})\s*\)|^\W*(\d{{1,2}})\s*[-–:]\s*(\d{{1,2}})\s*\)\W*$",
    re.IGNORECASE,
)
_TIED = re.compile(
    rf"\b(?:tied|equal(?:ity)?|even)\b[^.;]{{0,30}}?\b{_N}\s+(?:votes?\s+)?(?:each|apiece|all|on each side)\b",
    re.IGNORECASE,
)
_CONTEXT = re.compile(
    r"\b(?:vot(?:e|es|ed|ing)|against|abst\w*|in favou?r|in support|opposed|majority of|dissent\w*|ayes?|noes|\d\s+yes|yes\W+\d|carried|lost|defeated|won|show of hands)\b|\bFor\s*[:–-]\s*\d|^\W*\d{1,2}\s*[-–:]\s*\d{1,2}\s*\)\W*$|seconde[dr]\b[^()\d]{2,40}?[.;,]\s*\d{1,2}\s*[-–:]\s*\d|\bFOR\b|\(\d{1,3}:\d{1,3}\b|\b(?:agreed|approved|passed|rejected)\W+\(?\d{1,2}\s*(?:[-–/:]|to)\s*\d",
    re.IGNORECASE,
)
_UNANIMOUS = re.compile(
    r"\bunanimous(?:ly)?\b|\bnem\.?\s*con\b|\ball\s+(?:(?:councillors|members|those|the|governors|cllrs|present|board)\s+)*(?:were\s+|voted\s+|voting\s+)?(?:in\s+(?:favou?r|agreement)|agreed\b)"
    r"|\ball\s+in\s+favou?r\b|\bwithout (?:dissent|division)\b|\bby (?:general )?assent\b|\ball agreed\b|\bunanimity\b|\bagreed by all\b",
    re.IGNORECASE,
)
_CARRIED = re.compile(
    r"\b(?:was|were|is|declared|duly|be|put to the (?:vote|meeting)(?: and)?|and|proposal|motion|amendment|[–-])\s+(?:duly |then |therefore |thereby |unanimously |accordingly )*carried\b|\bCARRIED\b|^carried\b|^(?i:agreed|approved|accepted|adopted|passed)\s+(?:by\s+\w+\s+votes?\b|\(\d)|[.–-]\s*Carried\b|\bmotion (?:was )?passed\b",
    re.IGNORECASE,
)
_LOST = re.compile(
    r"\b(?:was|were|is|declared|proposal|motion|amendment|therefore|and|be|vote|[–-])\s+(?:therefore |duly |then |thereby )*(?:lost|defeated|not carried|not agreed|not approved|rejected|not seconded)\b|\b(?:LOST|NOT CARRIED)\b|\b(?:motion|amendment|proposal|it|which|this) (?:then |therefore )?(?:fell|failed)\b(?! (?:to|in|on|by|from|short|under|within)\b)|\bProposal Lost\b|\bchange was not agreed\b",
    re.IGNORECASE,
)
_CASTING = re.compile(r"\bcasting vote\b", re.IGNORECASE)
_SIDE = re.compile(
    r"^(?:(?:(?:those|members|councillors)\s+)?(?:voting|voted|votes?)\s+)?(?P<side>for|in favour|against|abstain(?:ed|ing)?|abstentions?|abstention)(?:\s+(?:from voting|the (?:motion|amendment|proposal|recommendations?)))?\s*(?:\((?P<n>\d{1,3})\))?(?:\s*[:–-]\s*|\s+(?=(?:Councillors?|Cllrs?)\b)|\s+(?=[A-Z].*\s\d{1,3}$))(?P<who>.*)$",
    re.IGNORECASE,
)
_RECORDED = re.compile(
    r"^(?:a )?(?:recorded|named) vote(?: was (?:taken|held|requested)[^:]{0,60})?(?: as follows)?\s*[:–-]\s*|^(?:voting by name|voting|votes?|voting record)\s*[:–-]\s*",
    re.IGNORECASE,
)
_SIDE_LABELS = re.compile(
    r"(?:^|[.;,)]\s+)(?P<side>(?:(?:those |members |councillors )?(?:voting|voted|votes?) )?(?:for|in favour|against|abst\w*)(?:\s+the (?:motion|amendment|proposal|recommendation))?\s*(?:\(\d{1,3}\))?\s*[:–-]\s*(?=[A-Z]))",
    re.IGNORECASE,
)
_NEM_CON = re.compile(r"\bnem\.?\s*con\b|\bwithout dissent\b", re.IGNORECASE)
_MAJORITY = re.compile(
    r"\b(?:by|with) an? (?:simple |clear |large )?majority\b|\bmajority (?:vote|in favour|of)\b", re.IGNORECASE
)


def vote_in(text: str, basis: Support) -> Vote | None:
    """What a sentence says of a vote, or None where it says nothing."""
    vote = Vote(basis)
    if _CONTEXT.search(text) and not re.search(r"(?i)\bvotes for (?:cllr|councillor|mr|mrs|ms)\b", text):
        pair, side, number = _TO.search(text), _SIDE_FIRST.search(text), _NUMBER.search(text)
        side_first = bool(side and number and side.start() < number.start())
        if pair:
            first, second = [value for value in pair.groups() if value]
            vote.votes_for, vote.against = _number(first), _number(second)
        elif tied := _TIED.search(text):
            vote.votes_for = vote.against = _number(tied[1])
        else:
            vote.votes_for, vote.against = _count(_FOR, text, side_first), _count(_AGAINST, text, side_first)
        if (
            pair
            and _LOST.search(text)
            and vote.votes_for is not None
            and vote.against is not None
            and vote.votes_for > vote.against
        ):
            vote.votes_for, vote.against = vote.against, vote.votes_for
        vote.abstained = _count(_ABSTAINED, text, side_first)
        if (
            vote.against is None
            and vote.abstained is None
            and vote.votes_for is not None
            and not re.search(r"(?i)vot|in favour|\bfor\s*[:–-]\s*\d", text)
        ):
            vote.votes_for = None
    vote.unanimous = bool(_UNANIMOUS.search(text))
    vote.nem_con = bool(_NEM_CON.search(text))
    vote.unopposed = bool(re.search(r"(?i)\bunopposed\b|\bno other nominations?\b", text))
    vote.majority = bool(_MAJORITY.search(text))
    if _LOST.search(text):
        vote.carried = False
    elif _CARRIED.search(text):
        vote.carried = True
    if match := _CASTING.search(text):
        before = re.search(
            r"((?:the )?(?:Chair\w*|Mayor|Vice-Chair\w*)(?: of the \w+)?|(?:Councillor|Cllr)\s[A-Z][\w. ’'-]+?)(?:'s|’s)?\s+(?:then |having |used |exercised |had |cast |his |her |their |a |using |the )*$",
            text[: match.start()],
        )
        behind = re.match(
            r"(?:\s+(?:for |against )?(?:by|of) |\s*:\s*(?!None\b|Nil\b|No|For\b|Against\b))(?P<who>(?:the )?[A-Z][\w’' -]*(?:\. ?[A-Z][\w’' -]*)*)",
            text[match.end() :],
        )
        vote.casting = (
            re.sub(r"\s+\d+$", "", behind["who"].strip()) if behind else before[1] if before else "the person presiding"
        )
        if vote.carried is None and re.search(r"(?i)\bagainst\b", text[match.end() :]):
            vote.carried = False
        elif vote.carried is None and re.search(r"(?i)\b(?:for|in favour of) the\b", text[match.end() :]):
            vote.carried = True
    told = any((vote.unanimous, vote.unopposed, vote.majority, vote.casting, vote.carried is not None))
    counted = any(value is not None for value in (vote.votes_for, vote.against, vote.abstained))
    return vote if told or counted else None


def side_in(text: str, names: Names) -> tuple[str, list[str], int | None] | None:
    """The names and the number on one side of a recorded vote ('For: Councillors Marsh, Patel (2)')."""
    match = _SIDE.match(text.strip())
    if not match:
        return None
    side = {"f": "for", "i": "for", "a": "against"}[match["side"][0].lower()]
    if match["side"].lower().startswith("abst"):
        side = "abstained"
    who = match["who"].strip()
    counted = re.search(r"\(?(?:total:?\s*)?(\d{1,3})\)?\s*$", who)
    people = [person.name for person in people_in(re.sub(r"\(?(?:total:?\s*)?\d{1,3}\)?\s*$", "", who), names)]
    surnames = [
        piece
        for piece in re.split(r"\s*(?:,\s*and\b|,|;|&|\band\b)\s*", re.sub(r"\(.*?\)|\d+", "", who))
        if piece.strip(" .")
    ]
    if not people and all(names.of_surname(piece) for piece in surnames):
        people = [names.of_surname(piece) for piece in surnames]
    if not people and not counted and not match["n"] and not re.match(r"(?i)none|nil", who):
        return None
    number = (
        int(match["n"])
        if match["n"]
        else int(counted[1])
        if counted
        else 0
        if re.match(r"(?i)none|nil", who)
        else len(people) or None
    )
    return side, people, number


def sides_in(text: str, names: Names) -> list[tuple[str, list[str], int | None]]:
    """The sides of a recorded vote that a text names one after the other, none where it is anything else."""
    text = _RECORDED.sub("", text.strip())
    starts = [match.start("side") for match in _SIDE_LABELS.finditer(text)]
    if not starts or starts[0]:
        return []
    found = [side_in(text[a:b].strip(" .;,"), names) for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    return [side for side in found if side] if all(found) else []


def candidates_in(text: str, names: Names) -> dict[str, int]:
    """Those who stood in an election, each with the votes for them: 'Mr Ash received 4 votes and Mrs Birch 2'."""
    if not re.search(r"(?i)\b(?:votes?|ballot)\b", text) or re.search(r"(?i)\bagainst\b|\babst", text):
        return {}
    who, number = rf"(?P<who>{PERSON})", rf"(?P<n>\d{{1,3}}|{'|'.join(_WORDS)}|none|nil)\b"
    behind = names.pattern(
        rf"{who}\s*(?:(?:had\s+)?(?:received|polled|obtained|secured|gained|got)\s+|[:–-]\s*|\(\s*)?{number}",
        re.IGNORECASE,
    )
    before = names.pattern(rf"\b{number}\s+(?:votes?\s+)?for\s+{who}", re.IGNORECASE)
    for pattern in (before, behind):
        found = {names.full(match["who"]): _number(match["n"]) for match in pattern.finditer(text)}
        if len(found) > 1:
            return {name: votes for name, votes in found.items() if votes is not None}
    return {}


def voting_in(text: str, names: Names) -> list[tuple[str, list[str], int | None]]:
    """Names beside a vote: '(Councillors Upton and Vale voting against)'."""
    voting = names.pattern(
        rf"(?P<who>{PEOPLE})\s+(?:(?:voting|voted)\s+(?P<side>for|in favour|against)|(?P<dissenting>dissent(?:ed|ing))|(?P<abstained>abstain(?:ed|ing)))"
    )
    return [
        (
            "abstained"
            if match["abstained"]
            else "against"
            if match["dissenting"] or match["side"] == "against"
            else "for",
            [person.name for person in names.in_prose(match["who"])],
            None,
        )
        for match in voting.finditer(text)
    ]


def merged(first: Vote | None, second: Vote) -> Vote:
    """One vote out of what two sentences say of it; what the first says stands."""
    if first is None:
        return second
    for name in ("votes_for", "against", "abstained", "casting", "carried"):
        if getattr(first, name) is None:
            setattr(first, name, getattr(second, name))
    for name in ("unanimous", "nem_con", "unopposed", "majority"):
        setattr(first, name, getattr(first, name) or getattr(second, name))
    first.candidates = first.candidates or second.candidates
    for side, people in second.ballots.items():
        first.ballots.setdefault(side, people)
    return first


def _count(patterns: tuple[re.Pattern[str], re.Pattern[str]], text: str, side_first: bool) -> int | None:
    """The number on one side; where a side comes first ('Ayes 5, Noes 4'), each number belongs to the side before it."""
    before, behind = patterns
    found = [] if side_first else [match[1] for match in before.finditer(text)]
    found = found or [match[1] for match in behind.finditer(text)]
    numbers = {number for number in map(_number, found) if number is not None}
    return numbers.pop() if len(numbers) == 1 else None


def _number(word: str) -> int | None:
    word = word.lower()
    if word.isdigit():
        return int(word)
    if re.fullmatch(r"none|nil|zero|nobody|no[- ]one", word):
        return 0
    if word in ("a", "an"):
        return None
    return _WORDS.index(word) if word in _WORDS else None
