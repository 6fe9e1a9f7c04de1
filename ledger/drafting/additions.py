"""What a council's style could say of what a clerk corrected in a draft: proposed as lines to add, and written nowhere.

Only what the sentence and the change tell for certain is proposed: the one word that a verb was taken from, the label that
people stand under, the longer name of a kind of interest. A word that the same draft uses in two ways is not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final, NamedTuple

import yaml

from ledger.drafting.limbs import verb_of
from ledger.drafting.review import CHECK, RULE
from ledger.drafting.style import built_in
from ledger.meeting_file.yaml_nodes import LOADER
from ledger.refusals import Refusal
from ledger.vocabulary import verbs
from ledger.vocabulary.naming import short_name
from ledger.vocabulary.resolutions import Verb

_LABEL: Final = re.compile(r"unsure: ([^;]+): the label '([^;]+)' does not say whether they sat as members")
_CONFIRMED: Final = re.compile(r", rule (.*)")
_LISTS: Final = ("present", "in_attendance", "apologies", "absent")
_ANNOUNCING: Final = frozenset({"resolved", "decided"})
"""Words that say that something was decided, and not what was done."""
_BEGINS: Final = re.compile(r"(?i)[a-z]+ed\b")
_NOT_KNOWN: Final = re.compile(r"(?i)^(?:that\s+)?to\s+([a-z]+)\b|\b(?:be|is|are|was|were)\s+([a-z]+(?:ed|n))\b")


def additions(before: str, after: str) -> str:
    """The lines of a style that would have drafted what a review has made of a draft; empty where there are none."""
    try:
        drafted, corrected = (_mapping(yaml.load(text, Loader=LOADER)) for text in (before, after))
    except (yaml.YAMLError, ValueError, OverflowError):
        return ""
    told = {
        "verbs": _verbs(drafted, corrected),
        "lists": _labels(drafted, corrected),
        "interest_kinds": _kinds(drafted, corrected),
    }
    some = {key: found for key, found in told.items() if found}
    return yaml.safe_dump(some, sort_keys=False, allow_unicode=True, width=120) if some else ""


class _Limb(NamedTuple):
    """A decision, or one part of it, with the verb that stands in the file."""

    text: str
    verb: str
    rule: str

    @property
    def word(self) -> str:
        """The word of the sentence that its verb comes from; empty where there is none, or more than one."""
        of_rule = self.rule.rpartition(" ")[2].lower()
        if self.rule.startswith(("was ", "title and ")):  # 'The accounts were received'
            return of_rule
        own, _ = verb_of(self.text, "", built_in())
        if own or (of_rule in verbs.VERBS and of_rule not in _ANNOUNCING):
            return own or of_rule
        if begins := _BEGINS.match(self.text):  # 'determined that the gate be mended'
            return begins[0].lower()
        found = {word.lower() for match in _NOT_KNOWN.finditer(self.text) for word in match.groups() if word}
        return found.pop() if len(found) == 1 and not found & {*built_in().tasks} else ""

    def is_read_by(self, word: str, verb: str) -> bool:
        """Whether a style that has this word comes to this verb here."""
        style = replace(built_in(), verbs={**built_in().verbs, word: verb})
        return verb_of(self.text, self.rule.rpartition(" ")[2], style) == (word, verb)


def _verbs(drafted: Mapping[str, Any], corrected: Mapping[str, Any]) -> dict[str, str]:
    """By word, the verb that the clerk says it comes to, where every decision with that word says so."""
    known = built_in().verbs
    uses, changed, sure, is_any_left = defaultdict[str, set[str]](set), dict[str, str](), {*known}, False
    for was, now in _both(drafted, corrected):
        limbs, left = list(_limbs(was, was)), list(_limbs(now, was))
        for limb, own in zip(limbs, left, strict=True) if len(limbs) == len(left) else ():
            word, verb, before = limb.word, _verb(own.verb), _verb(limb.verb)
            uses[word].add(verb)
            is_any_left |= word not in known and verb == before
            is_its = known[word] == before if word in known else limb.is_read_by(word, verb)
            if verb not in ("", before) and word and limb.text == own.text and is_its:
                changed[word] = verb
                sure |= {word} if limb.text.lower().startswith(word) else set()
    # Where all that 'resolved' announces was changed, it is that word which the clerk reads otherwise, or none.
    told = {word: verb for word, verb in changed.items() if is_any_left or word in sure}
    never = {*Verb, *_ANNOUNCING}
    return {word: verb for word, verb in told.items() if uses[word] == {verb} and word not in never}


def _verb(written: str) -> str:
    try:
        return verbs.verb_of(written).value
    except Refusal:
        return ""


def _limbs(statement: Mapping[str, Any], drafted: Mapping[str, Any]) -> Iterator[_Limb]:
    told_by = RULE.search(str(drafted.get(CHECK, ""))) or _CONFIRMED.search(str(drafted.get("drafted by", "")))
    whole = {"text": statement.get("resolved"), "verb": statement.get("verb")}
    for limb in map(_mapping, _items(statement.get("limbs")) or [whole]):
        if told_by and limb.get("text") and limb.get("verb"):
            yield _Limb(str(limb["text"]), str(limb["verb"]), told_by[1])


def _labels(drafted: Mapping[str, Any], corrected: Mapping[str, Any]) -> dict[str, list[str]]:
    """The labels of which the draft was unsure, by the list in which everybody under them was left."""
    was, now = _mapping(drafted.get("meeting")), _mapping(corrected.get("meeting"))
    people = _mapping(_mapping(drafted.get("register")).get("people"))
    ids = {str(_mapping(each).get("name", each)): str(who) for who, each in people.items()}
    found = defaultdict[str, set[str]](set)
    for names, label in _LABEL.findall(" ".join(str(was.get(CHECK, "")).split())):
        for name in names.split(", "):
            who = ids.get(name) or short_name(name)
            found[label.lower()] |= {key for key in _LISTS if who in _listed(now, key)} or {""}
    told: dict[str, list[str]] = {}
    for label, lists in found.items():
        is_moved = any(_listed(was, key) != _listed(now, key) for key in _LISTS)
        if len(lists) == 1 and "" not in lists and (is_moved or CHECK not in now):
            told.setdefault(min(lists), []).append(label)
    return told


def _listed(meeting: Mapping[str, Any], key: str) -> list[str]:
    listed = _items(meeting.get(key.replace("_", " ")))
    return [str(next(iter(each), "") if isinstance(each, dict) else each) for each in listed]


def _kinds(drafted: Mapping[str, Any], corrected: Mapping[str, Any]) -> list[str]:
    """The kinds of interest of which the sentence has more words than the draft took."""
    found = []
    for was, now in _both(drafted, corrected):
        kind, short = str(now.get("kind", "")).lower(), str(was.get("kind", "")).lower()
        if "interest" in was and short and kind.startswith(f"{short} ") and kind in str(was.get("quote")).lower():
            found += [kind] if kind not in built_in().interest_kinds else []
    return list(dict.fromkeys(found))


def _both(
    drafted: Mapping[str, Any], corrected: Mapping[str, Any]
) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Each statement of a draft that has its sentence to itself, as it was and as it is now."""
    before, after = _by_sentence(drafted), _by_sentence(corrected)
    yield from ((each[0], after[key][0]) for key, each in before.items() if len(each) == len(after.get(key, ())) == 1)


def _by_sentence(content: Mapping[str, Any]) -> dict[tuple[str, ...], list[Mapping[str, Any]]]:
    told = defaultdict[tuple[str, ...], list[Mapping[str, Any]]](list)
    for each in _items(content.get("statements")):
        if statement := _mapping(each):
            told[next(iter(statement)), str(statement.get("at")), str(statement.get("quote"))].append(statement)
    return told


def _mapping(content: Any) -> Mapping[str, Any]:
    return content if isinstance(content, dict) else {}


def _items(content: Any) -> list[Any]:
    return content if isinstance(content, list) else []
