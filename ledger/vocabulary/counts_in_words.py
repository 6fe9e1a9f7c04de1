"""Counts of a vote in the words of minutes: '6 votes to 2', 'carried by 7-3 with 1 abstention', '5 for, 4 against'.

Of two numbers without a name the larger is the one that won. It is the one for, unless the motion was lost; and where a
motion was lost with the larger number first, some minutes name the winners first and others those for it: that is left
to the clerk.
"""

import re
from types import MappingProxyType
from typing import Final

_RESULT: Final = MappingProxyType(
    {"carried": True, "passed": True, "agreed": True, "approved": True, "lost": False, "defeated": False}
)
_PAIR: Final = re.compile(
    rf"(?:(?P<result>{'|'.join(_RESULT)})\s*(?:by\s+)?|by\s+)?(?P<one>\d+)\s*(?:votes?\s*)?(?:to|-|–|:)\s*(?P<other>\d+)"
    r"(?:\s*votes?)?(?:\s*,?\s*(?:with|and)?\s*(?P<abstained>\d+)\s+abst[a-z]+)?"
)
_NAMED: Final = MappingProxyType(
    {
        "for": re.compile(r"(\d+|none|nil)\s+(?:votes?\s+)?(?:cast\s+)?(?:for|in favour)(?:\s+of it)?"),
        "against": re.compile(r"(\d+|none|nil)\s+(?:votes?\s+)?(?:cast\s+)?against(?:\s+it)?"),
        "abstained": re.compile(r"(\d+|none|nil)\s+abst[a-z]+"),
    }
)


def counts_in(words: str) -> dict[str, str]:
    """The counts, and the result where it is told, by the keys of a vote; none where the words leave any of it open."""
    plain = " ".join(words.lower().replace(";", ",").split()).removesuffix(".")
    if pair := _PAIR.fullmatch(plain):
        return _of_pair(pair)
    result = next((word for word in _RESULT if plain.startswith(word)), "")
    told = re.sub(r"^(?:by|:|,|with)\s*", "", plain.removeprefix(result).strip())
    found = {"carried": "yes" if _RESULT[result] else "no"} if result else {}
    for part in re.split(r"\s*(?:,\s*and|,|\band\b|\bwith\b)\s*", told):
        named = next(((side, match) for side, form in _NAMED.items() if (match := form.fullmatch(part))), None)
        if named is None or named[0] in found:
            return {}
        found[named[0]] = "0" if named[1][1] in ("none", "nil") else named[1][1]
    return found


def _of_pair(pair: re.Match[str]) -> dict[str, str]:
    one, other = int(pair["one"]), int(pair["other"])
    carried = _RESULT.get(pair["result"] or "")
    if one < other if carried is not False else one > other:
        return {}
    found = {"for": str(one), "against": str(other)}
    if pair["abstained"]:
        found["abstained"] = pair["abstained"]
    return found if carried is None else {**found, "carried": "yes" if carried else "no"}
