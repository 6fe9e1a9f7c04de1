"""Apologies and substitutes as sentences tell them, and how a person of a list becomes an attendee."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from ledger.drafting.names import PEOPLE, Names, Person
from ledger.drafting.people import people_in
from ledger.drafting.sections import Passage
from ledger.drafting.statements import Attendee, Support

_APOLOGIES = re.compile(
    r"\bapolog(?:y|ies)\b(?P<between>[^.:;]{0,90}?)\b(?:from|on behalf of|by|of)\b:?\s+(?P<who>.+)$|"
    r"^(?:these|they)\s+were\s+received\s+(?:from|on behalf of)\s+(?P<who3>.+)$|"
    r"^apolog(?:y|ies)(?:\s+for absence)?\s*[:–-]\s*(?P<who4>.+)$|"
    r"\bleave of absence\b[^.:;]{0,40}?\b(?:to|for)\s+(?P<who6>.+)$|"
    r"^apolog(?:y|ies)\s+for\s+(?P<who5>(?:Cllr|Councillor|Mr|Ms|Dr).+)$",
    re.IGNORECASE | re.DOTALL,
)
_SENT = re.compile(
    r"^(?P<who>.+?)\s+(?:(?:(?:had|have|has|also)\s+)*(?:sent|gave|given|submitted|tendered|offered|forwarded)\s+(?:(?:his|her|their|an?)\s+)?apolog|(?:was|were|had been) (?:unable|not able) to (?:attend|be present)\b|could not (?:attend|be present)\b)",
    re.IGNORECASE,
)
_SUBSTITUTE = re.compile(
    r"^(?P<who>.+?)\s+(?:was|were|is|had been|attended|acted|substituted|deputised|has been)?\s*(?:the meeting\s+)?(?:present|in attendance|attending|appointed)?\s*"
    r"(?:as\s+(?:a\s+|the\s+|his\s+|her\s+|their\s+)?(?:named\s+)?|in\s+)?(?:substitut(?:e|ed|ing|ion)|deputis(?:ed|ing)|deputy)(?:\s+member)?\s*(?:for|on behalf of)\s+(?P<whom>[^.;]+)",
    re.IGNORECASE,
)
_IN_PLACE = re.compile(
    r"^(?P<who>.+?)\s+(?:attended|was present|was in attendance|sat|came)\s+(?:the meeting\s+)?(?:in (?:the )?(?:place|stead) of|instead of)\s+(?P<whom>[^.;]+)"
)
_ATTENDING_AS = re.compile(
    r"(?P<whom>.+?)\s*,?\s+(?:with|and that|and)\s+(?P<who>.+?)\s+(?:was\s+|were\s+)?(?:attending|attended|substituting|deputising|in attendance|present)\b[^.;]{0,40}?\b(?:as (?:(?:his|her|their|a|the) )?(?:substitute|deputy)|in (?:his|her|their) (?:place|absence|stead)|on (?:his|her|their) behalf)",
    re.IGNORECASE,
)
_FOR_WHOM = re.compile(
    r"(?P<whom>.+?)(?:\s+due to [^,]+|\s+owing to [^,]+)?,\s+for whom\s+(?P<who>.+?)\s+(?:was|were|had been)?\s*(?:substitut|deputis|attend|appointed)\w*",
    re.IGNORECASE,
)
_SUBSTITUTES_BELOW = re.compile(r"(?i)\bsubstitut\w*\b[^:]{0,60}:\s*[-–]*$")
_ALSO_PRESENT = re.compile(
    r"^(?P<who>.{5,300}?)\s+(?:was|were)\s+(?P<also>also\s+)?(?:present|in attendance)\.?$", re.IGNORECASE
)
TELLS = re.compile(
    r"\b(?:was|were|had|has|have|be|agreed|resolved|that|due to|because|who|which|owing|to sign)\b", re.IGNORECASE
)
_CHAIR_WORDS = r"(?:chair|chairman|chairwoman|chairperson|an cathaoirleach|cathaoirleach|convener|presiding)"
_PRESIDING = re.compile(
    rf"^(?:the\s+|acting\s+|interim\s+|clinical\s+|independent\s+|trust\s+|committee\s+)?{_CHAIR_WORDS}(?:\s+of\s+(?:the\s+)?(?:committee|board|council|meeting|governors|trustees|panel))?$|\bin the chair\b|\bchair\w* for the meeting\b|^chairing\b|"
    rf"^{_CHAIR_WORDS},|,\s*{_CHAIR_WORDS}$|^cathaoirleach of",
    re.IGNORECASE,
)


def attendee_of(person: Person, where: str, basis: Support) -> Attendee:
    """The attendee that a person of a list is; whoever substitutes is there, in whatever list the name stands."""
    presiding = bool(
        person.capacity
        and _PRESIDING.search(person.capacity)
        and not re.search(r"(?i)vice|deputy", re.sub(r"(?i)^chair\w* for the meeting.*", "", person.capacity))
    )
    return Attendee(
        person.name,
        "present" if person.substitute_for and where == "apologies" else where,
        basis,
        person.capacity,
        person.organisation,
        person.initials,
        person.substitute_for,
        person.unnamed,
        presiding and where in ("present", "in_attendance"),
    )


def in_sentences(passage: Passage, names: Names, in_section: bool) -> Iterator[Attendee]:
    """Apologies and substitutes in sentences."""
    for sentence in passage.sentences():
        text = re.sub(r"^\d{1,4}/\d{1,4}\s*(?=[A-Z])", "", sentence.text)
        if re.match(r"(?i)(?:to receive|no |none|there were no|nil)", text):
            continue
        match = _SUBSTITUTE.search(
            re.sub(
                r"^(?:(?:It was|The Chair\w*) (?:noted|reported|announced|advised|confirmed) that,? )?(?:[Ii]n accordance with [^,]+(?:, [^,]*\d[^,]*)?, )?",
                "",
                text,
            )
        )
        match = match or _IN_PLACE.match(text)
        if match and names.pattern(PEOPLE).match(match["who"]):
            basis = passage.basis("substitute in a sentence", text)
            whom = match["whom"].strip(" .)")
            absent = [p.name for p in people_in(whom, names)]
            for person, for_whom in zip(people_in(match["who"], names), absent or [whom], strict=False):
                yield replace(attendee_of(person, "present", basis), substitute_for=for_whom)
            continue
        apologies = _APOLOGIES.search(text)
        instead = (
            _instead(next((w for g in ("who", "who3", "who4", "who5", "who6") if (w := apologies[g])), ""))
            if apologies
            else None
        )
        if instead:
            basis = passage.basis("apologies and their substitute", text)
            away = people_in(
                re.sub(r"(?i)\band\s+(?:also\s+)?(?:from|by|on behalf of)\b", "and", instead["whom"]), names
            )
            whom = away[-1] if away else None
            also = re.search(
                r"(?i)\bapolog(?:y|ies)\s+(?:also\s+)?(?:from|by)\s+(?P<who>.+)$", instead.string[instead.end() :]
            )
            away += people_in(also["who"], names) if also else []
            yield from (attendee_of(person, "apologies", basis) for person in away)
            for person in people_in(instead["who"], names):
                yield replace(attendee_of(person, "present", basis), substitute_for=whom.name if whom else None)
            continue
        present = _ALSO_PRESENT.match(text)
        if present and not match and re.search(names.titled, present["who"]):
            where = "in_attendance" if present["also"] else "present"
            yield from (
                attendee_of(person, where, passage.basis("present, in a sentence", text))
                for person in people_in(present["who"], names)
            )
            continue
        match = _APOLOGIES.search(text)
        who = match and next((match[g] for g in ("who", "who3", "who4", "who5", "who6") if match[g]), None)
        if not who and in_section and (sent := _SENT.match(text)):
            who = sent["who"]
        with_reason = re.match(r"^([^()]+?)\s*\([^()]*\)\.?$", text)
        if not who and in_section and with_reason and names.is_name(with_reason[1]):
            who = with_reason[1]
        acts = re.search(r"\b[a-z]+ed (?:the|all|every\w*|members)\b", text)  # 'A. Ash started the meeting'
        if not who and in_section and not acts and re.match(names.titled, text) and not TELLS.search(text):
            who = text
        if not who and in_section and not acts and (alone := names.pattern(rf"^({PEOPLE})\s*[-–—]").match(text)):
            who = alone[1]
        if not who:
            continue
        who = re.sub(
            rf"\s+(?:who (?:was|were|had|is)|due to|owing to|because)\b[^,;]*?(?=,?\s+and\s+{names.titled}|[;,]|$)",
            "",
            who,
        )
        who = re.split(
            r"(?i)\b(?:and (?:these |this )?(?:was|were)|were (?:noted|accepted|received|approved)|was (?:noted|accepted|received)|who (?:was|were|had)|due to|owing to|because)\b",
            who,
        )[0]
        yield from (
            attendee_of(person, "apologies", passage.basis("apologies in a sentence", text))
            for person in people_in(who, names)
        )


def _instead(text: str) -> re.Match[str] | None:
    return _FOR_WHOM.match(text) or _ATTENDING_AS.match(text)


def substitutes_below(passages: list[Passage], names: Names) -> Iterator[Attendee]:
    """'The following attended as substitutes:' and below it 'Councillor A for Councillor B'."""
    for above, below in pairwise(passages):
        if not _SUBSTITUTES_BELOW.search(above.text):
            continue
        pair = re.match(
            r"^(?P<who>[^.;]{3,60}?)\s+(?:(?:substitut|deputis)\w+\s+)?(?:for|in place of|instead of)\s+(?P<whom>[^;]{3,60}?)\.?$",
            below.text,
        )
        if pair:
            whom = people_in(pair["whom"], names)
            for person in people_in(pair["who"], names):
                yield replace(
                    attendee_of(person, "present", below.basis("substitutes below")),
                    substitute_for=whom[0].name if whom else pair["whom"],
                )
