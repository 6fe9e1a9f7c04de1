"""The words that clerks use for what a resolution does, and the verb that each of them comes to.

The clerk's own word is kept beside the verb. A council adds words of its own, in its configuration or in a file. A word
that says nothing of what was resolved, such as 'carried', comes to no verb: nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final

from ledger.refusals import Refusal
from ledger.vocabulary.resolutions import Verb

_WORDS: Final = {
    Verb.NOTED: "note, received, receive, welcomed, considered, took note of",
    Verb.AGREED: "agree, accepted, accept, authorised, authorise, authorized, elected, elect, re-elected, appointed, "
    "appoint, reappointed, re-appointed, nominated, co-opted, coopted, allocated, allocate, excluded, exclude, "
    "circulated, amended, awarded, resolved, decided, paid",
    Verb.APPROVED: "approve, adopted, adopt, ratified, ratify, confirmed, confirm, granted, grant, permitted, signed, "
    "granted permission, permission granted, consent granted",
    Verb.ENDORSED: "endorse",
    Verb.SUPPORTED: "support",
    Verb.RECOMMENDED: "recommend",
    Verb.REFERRED: "refer, referred back, remitted",
    Verb.DELEGATED: "delegate",
    Verb.DEFERRED: "defer, postponed, adjourned, held over, stood over, stand over",
    Verb.REQUESTED: "request, asked, instructed, directed",
    Verb.REJECTED: "reject, refused, refuse, dismissed, declined, turned down, "
    "refused permission, permission refused, consent refused",
    Verb.NOT_MOVED: "withdrawn",
}
VERBS: Final[Mapping[str, Verb]] = MappingProxyType(
    {word: verb for verb, words in _WORDS.items() for word in (verb.value, *words.split(", "))}
)
"""By word, in small letters, the verb that it comes to."""

OF_MOTIONS: Final = ("carried", "lost", "fell", "defeated", "not carried", "not seconded", "moved", "seconded")
"""Words that say what became of a motion, and not what was resolved."""

_OPPOSITES: Final = ("de", "dis", "un", "non", "not", "in", "mis", "counter")

_LIKELY: Final = 0.85
"""How much of two words is the same, of 1, for the one to be a slip for the other."""


def verb_of(written: str, table: Mapping[str, Verb] = VERBS) -> Verb:
    """The verb that a word comes to.

    Raises:
        Refusal: it comes to none; it offers a word only where that is the same one, misspelt.
    """
    word = plain_word(written)
    if (verb := table.get(word)) is not None:
        return verb
    if word in OF_MOTIONS:
        remedy = "a motion that was lost is 'motion: ...' with 'outcome: lost'; of one carried say what it does"
        raise Refusal(f"'{written}' says what became of a motion, and not what was resolved", remedy)
    # A word that begins otherwise may be the opposite: 'disapproved' is no slip for 'approved', nor 'de-delegated'.
    alike = [each for each in table if each[:2] == word[:2]] if not _turns_round(word, table) else []
    near = get_close_matches(word, alike, n=1, cutoff=_LIKELY)
    comes_to = "" if not near or table[near[0]] == near[0] else f" ({table[near[0]]})"
    meant = f"did you mean '{near[0]}'{comes_to}? " if near else ""
    own = "a word of your own goes under 'verbs:' in the file, or [verbs] in the config file"
    raise Refusal(f"'{written}' comes to no verb", f"{meant}the verbs are {', '.join(Verb)}; {own}")


def _turns_round(word: str, table: Mapping[str, Verb]) -> bool:
    """Whether a word begins with a syllable that says the opposite of the rest."""
    rests = {re.sub(r"^[\s-]+", "", word.removeprefix(said)) for said in _OPPOSITES if word.startswith(said)}
    return any(
        near[0] == rest[0] for rest in rests if rest for near in get_close_matches(rest, table, n=1, cutoff=_LIKELY)
    )


def plain_word(written: str) -> str:
    """A word as the table has it: in small letters, without 'be' before it, underscores or spaces too many."""
    return " ".join(written.lower().replace("_", " ").split()).removeprefix("be ").removesuffix(".")


def with_own(own: Mapping[str, str], table: Mapping[str, Verb] = VERBS) -> Mapping[str, Verb]:
    """A table with a council's words; what it says of a word goes before.

    Raises:
        Refusal: a word of the council's comes to what is no verb.
    """
    verbs = {verb.value: verb for verb in Verb}
    for word, comes_to in own.items():
        if plain_word(comes_to) not in verbs:
            raise Refusal(f"'{word}' comes to '{comes_to}', which is no verb", f"the verbs are {', '.join(verbs)}")
        if plain_word(word) in verbs and plain_word(word) != plain_word(comes_to):
            raise Refusal(f"'{word}' is a verb itself, and comes to nothing else", "give a word of your own")
    return MappingProxyType({**table, **{plain_word(word): verbs[plain_word(to)] for word, to in own.items()}})
