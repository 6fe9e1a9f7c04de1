"""Names of subjects: how they are compared, which of them an event gives, and whose name a written one is.

Names are compared without titles, accents, capitals and stops: `Cllr Siân O'Neill` and `sian o'neill` are one name. A
name settles whom it means only where one subject bears it; two bearers are named with what tells them apart, and a
name that is only like another is offered, never taken.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from difflib import SequenceMatcher
from functools import cache
from typing import Final, Protocol

from ledger.refusals import Refusal
from ledger.vocabulary.event import Event
from ledger.vocabulary.fields import introduced_field

TITLES: Final = frozenset(
    re.findall(
        r"\w+",
        "cllr cllrs councillor councillors clr cr mr mrs ms miss mx dr prof professor sir dame lord lady baroness rev "
        "revd reverend canon alderman ald messrs baillie provost pc pcso sgt sergeant inspector insp "
        "superintendent supt",
    )
)
"""What stands before the name of a person and is no part of it."""
_PLACES: Final = frozenset({"borough", "county", "district", "city", "ward", "parish", "town"})
"""What may stand before a title, as in 'Borough Councillor'."""
_OWN_LETTERS: Final = str.maketrans(
    {"ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th"}
)
_WORDS: Final = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_ALIKE: Final = 0.8
"""How alike two names are, of 1, for one to be offered for the other."""
_MOST_OFFERED: Final = 3


@cache
def folded(name: str, kind: str = "person") -> str:
    """A name as it is compared: plain small letters, without 'the', and of a person without titles."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "'").replace("‘", "'").lower().translate(_OWN_LETTERS))
    words = _WORDS.findall("".join(sign for sign in plain if not unicodedata.combining(sign)))
    bare = words[1:] if len(words) > 1 and words[0] == "the" else words
    while kind == "person" and len(bare) > 1 and _is_title(bare):
        bare = bare[1:]
    return " ".join(bare)


def _is_title(words: Sequence[str]) -> bool:
    return words[0] in TITLES or (words[0] in _PLACES and words[1] in TITLES)


def short_name(name: str, kind: str = "person", taken: Collection[str] = ()) -> str:
    """A readable id made of a name, in small Latin letters, with a number where it is taken."""
    letters = folded(name, kind).replace("'", "")
    short = re.sub(r"[^a-z0-9]+", "-", letters).strip("-") or "unnamed"
    unique, number = short, 2
    while unique in taken:
        unique, number = f"{short}-{number}", number + 1
    return unique


def names_given(event: Event) -> tuple[str, ...]:
    """The names or titles that an event gives to the subject of its stream; none where it gives none."""
    if not gives_names(type(event)):
        return ()
    own = getattr(event, "name", None) or getattr(event, "title", None)
    return tuple(dict.fromkeys(filter(None, (own, *getattr(event, "also", ())))))


@cache
def gives_names(event: type[Event]) -> bool:
    """Whether an event names the subject of its stream: it introduces it, or is about its name alone."""
    fields = set(event.__struct_fields__)
    told = fields & {"name", "title"}
    return bool(told) and event.STREAM != "" and event.STREAM in (introduced_field(event), event.HEAD)


class Bearers(Protocol):
    """Who bears which name, by the ledger or whoever else keeps names."""

    def bearers(self, name: str, kinds: Sequence[str]) -> Collection[str]:
        """The subjects of some kinds that are or were called so, as names are compared."""
        ...

    def names_in_use(self, kinds: Sequence[str]) -> Iterable[tuple[str, str]]:
        """Every name of the subjects of some kinds, each with the subject that bears it."""
        ...

    def told_apart(self, subject: str) -> str:
        """What tells a subject from others of its name, in a few words; empty where nothing is recorded."""
        ...


def settled(name: str, bearers: Collection[str], known: Bearers, first: Collection[str] = ()) -> str | None:
    """The one subject that a name means: the only bearer, or the only one among those who come `first`.

    Raises:
        Refusal: several bear it; each is named, with what tells it apart.
    """
    near = [subject for subject in bearers if subject in first] if len(bearers) > 1 else []
    found = sorted(near or bearers)
    if len(found) < 2:
        return found[0] if found else None
    told = "; ".join(described(subject, known) for subject in found)
    raise Refusal(f"'{name}' is the name of {len(found)}: {told}", f"write which one, for example {found[0]}")


def alike(written: str, kinds: Sequence[str], known: Bearers) -> list[str]:
    """Whom a name that nobody bears may mean, likeliest first: nearly the same letters, or surname and initial."""
    best: dict[str, tuple[float, str]] = {}
    for name, subject in known.names_in_use(kinds):
        likeness = _likeness(folded(written), folded(name))
        if likeness > max(_ALIKE, best.get(subject, (0.0, ""))[0]):
            best[subject] = (likeness, name)
    likeliest = sorted(best, key=lambda subject: (-best[subject][0], subject))[:_MOST_OFFERED]
    return [f"'{best[subject][1]}' ({described(subject, known)})" for subject in likeliest]


def described(subject: str, known: Bearers) -> str:
    """A subject by its id, with what tells it apart."""
    apart = known.told_apart(subject)
    return f"{subject}, {apart}" if apart else subject


def _likeness(one: str, other: str) -> float:
    """How alike two names are, of 1; those of one surname whose first names contradict each other are not."""
    ours, theirs = one.split(), other.split()
    if ours and theirs and ours[-1] == theirs[-1]:
        if len(ours) == 1 or len(theirs) == 1:
            return 0.9
        agrees = ours[0].startswith(theirs[0]) or theirs[0].startswith(ours[0])
        return 0.95 if agrees else SequenceMatcher(None, one, other).ratio() - 0.15
    if ours and all(len(each) > 2 and any(word.startswith(each) for word in theirs) for each in ours):
        return 0.85  # a word or two of a longer name: 'swimming' for 'Swimming pool'
    matcher = SequenceMatcher(None, one, other)
    return matcher.ratio() if matcher.real_quick_ratio() > _ALIKE and matcher.quick_ratio() > _ALIKE else 0.0
