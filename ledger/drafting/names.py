"""Names of people in minutes: alone, in lists that share a title, with posts before, behind or in brackets.

A name in running prose needs a title ('Councillor Marsh', 'Mr. G. Daly') or to be known from the attendance; in a list
of people two words with capitals are enough, unless one of them is a word for a post or a body.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from ledger.drafting.name_patterns import PERSON, NamePattern, marked
from ledger.drafting.style import Style, either

_STOP = (
    r"(?!(?:It|The|This|That|And|All|As|At|In|On|For|He|She|They|There|To|Agreed|Resolved|Approved|Carried|Proposed|Seconded|Action|Unanimous|Vote|"
    r"Votes|Voting|Cllrs?|Councillors?|Mrs?|Ms|Dr|An|Chair\w*|Mayor|Clerk|Officer|Director|Manager|Executive|Assistant|Head|Chief|Deputy|Senior|Governing|"
    r"Clinical|Lay|Vice|Parish|Portfolio|Secretary|Treasurer|Leader|Members?|Independent|Non|Medical|Interim|Acting|Associate|Principal|Secondary|Public|"
    r"Borough|County|District|Governor|Headteacher|Solicitor|Democratic|Committee|Service|Services|Finance|Planning|NHS|ICB|CCG|Consultant|Administrator)\b)"
)
_CORE = r"(?:(?:O|D|Mc|Mac|Fitz)[’'`]?)?[A-ZÀ-Þ][a-zà-ÿ’'`]*[a-zà-ÿ](?:[A-ZÀ-Þ’'`]+[a-zà-ÿ]+)?"
_WORD = rf"{_STOP}{_CORE}(?:[-‐–]{_CORE})*"
_PARTICLE = r"(?:(?:van|von|de|den|der|la|le|del|di|da|du|ap|bin|al|el|St\.?)\s)*"
_INITIALS = r"(?:(?:(?:[A-ZÀ-Þ]\.?|(?:Wm|Chas|Geo|Jas|Jos|Thos|Robt|Jno)\.)\s?){1,4}(?<=[ .])\s?)"
_FORENAME = rf"(?:{_WORD}|[A-ZÀ-Þ]\.?|(?:Wm|Chas|Geo|Jas|Jos|Thos|Robt|Jno)\.)"
_UPPER = r"[A-ZÀ-Þ][A-ZÀ-Þ’'-]{2,}"
BARE = rf"(?>{_INITIALS}?{_PARTICLE}{_WORD}(?:\s(?:[A-Z]\.?\s)?{_PARTICLE}{_WORD}){{0,2}})"

# One or several people in prose, for the patterns of `Names.pattern`, and two words that are a name there.
PEOPLE = rf"(?>{PERSON}(?:\s*(?:,|,?\s*\band\b|&|/)\s*(?:{PERSON}|{BARE}))*)"
TWO_WORDS = rf"(?:[A-Z][a-z]+|{PERSON}) [A-Z][a-z]+"


_OF_SOMEBODY = re.compile(r"(?<=\w)[’']s$")  # 'Cllr Ash's wife': the name ends before it


@dataclass(frozen=True)
class Person:
    """A name as printed, with what stands beside it."""

    name: str
    capacity: str | None = None
    organisation: str | None = None
    initials: str | None = None
    substitute_for: str | None = None
    unnamed: bool = False


class Names:
    """Recognises names by the titles of a style, and by the people whom the document has named already."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.title = rf"(?:(?:{either(style.titles)})\.?(?:\s(?:Mrs|Mr|Ms|Miss|Dr|Sir|Prof|Professor|Cr|Cllr|Councillor)\.?)?(?![a-zà-ÿ]|(?<=[A-Z][A-Z])[A-Z]))"
        self.titled = rf"(?>\b{self.title}:?\s*{BARE}(?!\sMayor\b)(?:\s\((?:[A-Z]|[A-Z][a-z]+)\))?)"
        self.known: dict[str, str] = {}
        self.text = ""
        self._single = re.compile(self.titled)
        self._known: re.Pattern[str] | None = None
        self._marked: dict[str, str] = {}
        self._title_only = re.compile(rf"^\s*({self.title})[\s:]*", re.UNICODE)

    def learn(self, people: Iterable[tuple[str, str | None]]) -> None:
        """Take in people of the attendance, with their initials where those stand for them in the text."""
        for name, initials in people:
            bare = self.bare(name)
            self.known[bare] = name
            plain = re.sub(r"\b([A-Z])\.\s*(?=\S)", r"\1 ", bare)
            for spelt in (plain, re.sub(r"\b([A-Z]) (?=\S)", r"\1. ", plain)):
                self.known.setdefault(spelt, name)
            if initials:
                self.known[initials] = name
            words = bare.split()
            if len(words) > 1 and len(words[0]) > 2:
                first = words[0]
                self.known[first] = "" if self.known.get(first, name) != name else name
        self.known = {short: name for short, name in self.known.items() if name}
        spelt_out = "|".join(re.escape(name) for name in sorted(self.known, key=len, reverse=True))
        self._known = re.compile(rf"\b(?:{self.title}\s*)?(?:{spelt_out})\b") if spelt_out else None
        self._marked.clear()

    def bare(self, name: str) -> str:
        """The name without its titles."""
        while match := self._title_only.match(name):
            if match.end() >= len(name):
                break
            name = name[match.end() :]
        return name.strip(" .,:;")

    def pattern(self, pattern: str, flags: int = 0) -> NamePattern:
        """A pattern in which `PERSON` and `PEOPLE` stand for those with a title and those whom the document has named."""
        return NamePattern(pattern, self._mark, flags)

    def _mark(self, text: str) -> str:
        if text not in self._marked:
            self._marked[text] = marked(text, list(self._spans(text)))
        return self._marked[text]

    def _spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where people stand, from left to right; what has a title goes before what is known, where both begin at once."""
        titled = self._single.search(text)
        known = self._known.search(text) if self._known else None
        while first := min(filter(None, (titled, known)), key=lambda match: match.start(), default=None):
            start, end = first.span()
            yield start, end - 2 * bool(_OF_SOMEBODY.search(text, start, end))
            if titled and titled.start() < first.end():
                titled = self._single.search(text, first.end())
            if self._known and known and known.start() < first.end():
                known = self._known.search(text, first.end())

    def full(self, text: str) -> str:
        """The name by which the attendance has somebody who is written by initials or by a first name."""
        words = text.strip(" .,;:")
        return self.known.get(words) or self.known.get(self.bare(words), words)

    def of_surname(self, word: str) -> str:
        """The one person of the attendance with this surname, or nothing."""
        found = {name for name in self.known.values() if self.bare(name).split()[-1:] == [word.strip(" .")]}
        return found.pop() if len(found) == 1 else ""

    def in_prose(self, text: str) -> list[Person]:
        """The people of a phrase such as 'Councillors Marsh and Patel', each with the shared title."""
        text = re.sub(r"\bboth$", "", text.strip())
        out: list[Person] = []
        title = ""
        for piece in _parted(text):
            match = self._title_only.match(piece)
            if match and (initials := self.known.get(self.bare(piece))) and self.bare(piece).isupper():
                out.append(Person(initials))
            elif match and match.end() < len(piece):
                title = _singular(match[1])
                out.append(Person(f"{title} {piece[match.end() :].strip()}"))
            elif piece.strip(" .,;:") in self.known:
                out.append(Person(self.known[piece.strip(" .,;:")]))
            elif piece.strip():
                out.append(Person(f"{title} {piece.strip()}" if title else piece.strip()))
        if len(out) == 2 and title:
            # 'Councillors George and Judith Cooper': one surname for both, where the document has both in full elsewhere.
            first, second = (self.bare(person.name).split() for person in out)
            if len(first) == 1 and len(second) == 2 and f"{first[0]} {second[1]}" in self.text:
                out[0] = Person(f"{out[0].name} {second[1]}")
        return [replace(person, name=_tidy(person.name)) for person in out if len(_tidy(person.name)) > 1]

    def roles_in(self, words: str) -> bool:
        """Whether the words hold one that stands for a post or a body."""
        return any(
            word.strip("s").lower() in self._roles or word.lower() in self._roles
            for word in re.findall(r"[\w'-]+", words)
        )

    @property
    def _roles(self) -> frozenset[str]:
        return self.style.role_words

    def begins_with_person(self, text: str) -> bool:
        """Whether a line or a cell begins with the name of a person, before a comma, a dash or brackets."""
        first = re.split(r"\s[-–—]\s|[,(\t;:]|\s(?:and|&)\s", text, maxsplit=1)[0].strip()
        return bool(self._single.fullmatch(first)) or self.is_name(first)

    def labels_person(self, text: str) -> bool:
        """Whether a line is a label and the person behind it: 'The Complainant: Mrs Olive Barton', 'Note taker: Hattie Cole'."""
        label, _, rest = text.partition(":")
        if not rest.strip() or len(label.split()) > 6 or not self.begins_with_person(rest.strip()):
            return False
        return bool(self._single.match(rest.strip())) or self.roles_in(label)

    def is_name(self, text: str) -> bool:
        """Whether a piece of a list is the name of a person."""
        words = text.strip(" .,;:")
        if self._title_only.match(words) and re.fullmatch(self.titled, words):
            return True
        if not _bare_name().fullmatch(words):
            return False
        return not self.roles_in(words) or bool(re.match(r"^(?:[A-ZÀ-Þ]\.\s?)+\S+$", words))


@cache
def _bare_name() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?:[A-ZÀ-Þ]\.?\s?){{1,4}}(?<=[ .]){_PARTICLE}(?:{_WORD}|{_UPPER})|{_FORENAME}(?:\s{_FORENAME})?(?:\s\([A-Z][a-z]+\))?\s{_PARTICLE}(?:{_WORD}|{_UPPER})"
        rf"(?:\s{_WORD})?|{_UPPER}\s{_UPPER})(?:\s(?:OBE|MBE|CBE|JP|QC|KC|MP|MSP|BEM|QPM|KBE))?"
    )


def _parted(text: str) -> list[str]:
    return [piece for piece in re.split(r"\s*(?:,\s*and\b|,|;|&|/|\band\b)\s*", text) if piece.strip(" .")]


def _singular(title: str) -> str:
    words = title.strip(" .:")
    return {"Crs": "Cr", "Cllrs": "Cllr", "Councillors": "Councillor", "Messrs": "Mr"}.get(words, words)


def _tidy(name: str) -> str:
    return re.sub(r"\s+", " ", name).strip(" ,;:")
