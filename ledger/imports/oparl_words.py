"""What the words of German council information systems mean in the ledger's language.

Roles and results are texts in OParl, and every system has its own. Those below are taken as they are commonly
meant; the source's own word is always kept beside. A result that is not here says what became of an item but not
what the body did, or says two things: it stays with the agenda item and makes no resolution.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ledger.vocabulary.projects import Role
from ledger.vocabulary.resolutions import Verb

ROLES: Final[Mapping[str, Role]] = MappingProxyType(
    {
        "vorberatung": Role.SCRUTINY,
        "beratung": Role.SCRUTINY,
        "anhörung": Role.SCRUTINY,
        "entscheidung": Role.DECISION,
        "beschluss": Role.DECISION,
        "beschlussfassung": Role.DECISION,
        "kenntnisnahme": Role.INFORMATION,
    }
)
_VERBS: Final[Mapping[Verb, tuple[str, ...]]] = MappingProxyType(
    {
        Verb.NOTED: ("kenntnisnahme", "zur kenntnis genommen", "stellungnahme zur kenntnis genommen"),
        Verb.AGREED: (
            "beschlossen",
            "einstimmig beschlossen",
            "mehrheitlich beschlossen",
            "beschlossen mit geändertem beschlusstext",
            "zustimmung",
            "zugestimmt",
            "einstimmig zugestimmt",
            "mehrheitlich zugestimmt",
            "zugestimmt zu geändertem beschlusstext",
            "mehrheitlich zugestimmt zu geändertem beschlusstext",
            "mehrheitlich zugestimmt zu geändertem antrag",
            "einstimmig zugestimmt zum modifizierten antrag",
            "einverstanden",
            "mit stellungnahme einverstanden",
        ),
        Verb.APPROVED: ("genehmigt",),
        Verb.REJECTED: (
            "abgelehnt",
            "einstimmig abgelehnt",
            "mehrheitlich abgelehnt",
            "bei stimmengleichheit abgelehnt",
            "stimmengleichheit - abgelehnt",
        ),
        Verb.DEFERRED: ("vertagt",),
    }
)
_VERB_OF: Final = MappingProxyType({result: verb for verb, results in _VERBS.items() for result in results})
_REFERRED: Final = ("verwiesen in ", "verwiesen an ")


def role_of(word: str) -> Role:
    """The role that a word of the source means; unknown where it means none for certain."""
    return ROLES.get(word.casefold(), Role.UNKNOWN)


def verb_of(result: str) -> Verb | None:
    """What a body did, by the result of an agenda item; None where the result does not say, or says two things."""
    folded = " ".join(result.casefold().split())
    return Verb.REFERRED if folded.startswith(_REFERRED) else _VERB_OF.get(folded)
