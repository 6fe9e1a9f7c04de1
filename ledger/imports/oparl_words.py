"""What the words of German council information systems mean, and how an OParl register names its objects.

Roles, results and states of meetings are texts in OParl, and every system has its own. Those below are taken as they
are commonly meant; the source's own word is always kept beside. A result that is not here says what became of an item
but not what the body did, or says two things: it stays with the agenda item and makes no resolution.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from ledger.imports.oparl_own import own_id
from ledger.imports.records import Naming, Record
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
        Verb.NOTED: (
            "kenntnisnahme",
            "zur kenntnis genommen",
            "kenntnis genommen",
            "stellungnahme zur kenntnis genommen",
        ),
        Verb.AGREED: (
            "beschlossen",
            "beschlossen mit geändertem beschlusstext",
            "angenommen",
            "zustimmung",
            "zugestimmt",
            "zugestimmt zu geändertem beschlusstext",
            "zugestimmt zu geändertem antrag",
            "zugestimmt zum modifizierten antrag",
            "einverstanden",
            "mit stellungnahme einverstanden",
        ),
        Verb.APPROVED: ("genehmigt",),
        Verb.REJECTED: ("abgelehnt", "ablehnung", "bei stimmengleichheit abgelehnt", "stimmengleichheit - abgelehnt"),
        Verb.DEFERRED: ("vertagt", "zurückgestellt"),
    }
)
_HOW: Final = re.compile(r"(?:(?:einstimmig|mehrheitlich|ungeändert|unverändert|geändert)e?,? )+")
"""How it was decided, which does not change what was."""
_VERB_OF: Final = MappingProxyType({result: verb for verb, results in _VERBS.items() for result in results})
_REFERRED: Final = ("verwiesen in ", "verwiesen an ")
HELD: Final = frozenset({"durchgeführt", "beendet", "abgeschlossen", "stattgefunden", "held"})
_PUT_OFF: Final = frozenset({"verschoben", "verlegt", "vertagt", "postponed", "rescheduled"})
ANNOUNCED: Final = _PUT_OFF | {"terminiert", "geplant", "eingeladen", "einladung versandt", "planned", "scheduled"}
"""States of a meeting that say whether it has been held; of one that was put off nobody says that it has."""
_CANCELLED: Final = frozenset(
    {"abgesagt", "ausgefallen", "entfallen", "entfällt", "fällt aus", "cancelled", "canceled"}
)
"""States of a meeting (`meetingState`) that say what `cancelled` says."""
_APART: Final = re.compile(r"[:;!*()\[\]]| [-–—]|[-–—] ")


_OWN_BASE: Final = re.compile(r"https?://[^/]+/(?:(?:[^/]+/)*?(?:bodies|body|b)/0*1/)?")
"""How the address of an object begins before what tells it from others: its server, and the first council there."""


class OparlNaming(Naming):
    """Names objects by their own addresses alone, whatever else is delivered with them.

    A register that was begun before that left out the address of a council; its `begun` is what it leaves out still.
    """

    def __init__(self, register: str, begun: str | None = None) -> None:
        super().__init__(register)
        self._begun = begun

    def short(self, foreign: str) -> str:
        """An address without its beginning."""
        self._base = self._begun if self._begun is not None else _beginning(foreign)
        return super().short(foreign)

    def subject(self, kind: str, foreign: str) -> str:
        """The subject that an address stands for; one of our own export stands for what it did before."""
        return own_id(foreign, kind) or super().subject(kind, foreign)

    def local(self, foreign: str) -> str:
        """The name within the register."""
        self.short(foreign)
        return super().local(foreign)


@lru_cache(maxsize=16_384)  # an address is asked for again by each statement of its object
def _beginning(foreign: str) -> str:
    found = _OWN_BASE.match(foreign)
    return found[0] if found and found.end() < len(foreign) else ""


def document_named(register: str) -> str:
    """By what name a ledger knows an OParl register as a document."""
    return f"oparl-{register}".replace("/", "-")


def naming_of(register: str, url: str, at: str) -> OparlNaming:
    """How a register names its objects, by the address and the place of the first that it has told of."""
    naming = OparlNaming(register)
    return naming if not url or naming.short(url) == at else OparlNaming(register, url.removesuffix(at))


_AWAITED: Final = "not in the source so far: "


def awaiting(*places: str) -> str:
    """The note of what is told before something that it refers to: of a consultation before its meeting, say."""
    return _AWAITED + ", ".join(places) if places else ""


def awaited(note: str) -> tuple[str, ...]:
    """The places that such a note names."""
    return tuple(note.removeprefix(_AWAITED).split(", ")) if note.startswith(_AWAITED) else ()


def role_of(word: str) -> Role:
    """The role that a word of the source means; unknown where it means none for certain."""
    return ROLES.get(word.casefold(), Role.UNKNOWN)


def verb_of(result: str) -> Verb | None:
    """What a body did, by the result of an agenda item; None where the result does not say, or says two things."""
    folded = " ".join(result.casefold().split())
    if folded.startswith(_REFERRED):
        return Verb.REFERRED
    how = _HOW.match(folded)
    return _VERB_OF.get(folded[how.end() :] if how else folded)


def is_cancelled(record: Record) -> bool:
    """Whether a meeting will not be, or was not held: said by its `cancelled` (OParl 1.1), or by its state.

    Raises:
        Refusal: one of them is not what it should be.
    """
    return record.flag("cancelled") is True or state_of(record) in _CANCELLED


def state_of(record: Record) -> str:
    """What a source says of the state of a meeting, in small letters: else what its name begins or ends with.

    Systems without a word for it write it before the name or behind: 'ABGESAGT: Rat', 'Rat - entfällt'.
    """
    if state := " ".join(record.optional("meetingState").casefold().split()):
        return state
    parts = [" ".join(part.split()) for part in _APART.split(record.optional("name").casefold()) if part.strip()]
    outer = parts[:1] + parts[-1:] if len(parts) > 1 else []
    return next((part for part in outer if part in _CANCELLED or part in _PUT_OFF), "")
