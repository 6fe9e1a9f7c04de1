"""What is recorded and should not have happened: flags, each with why it is one and the entries that show it.

A ledger records what happened, also when it should not have; a refusal is for what cannot be true. Nothing is
flagged on an absence of proof, but where the law wants something put on record and the ledger has no such entry.
What a project's route lacks is told by `routes`, what was never answered by `questions`.

Some of them are contradictions: entries that cannot all be in order. Whoever records these is asked first, see
`checking`;
they are flagged as long as they stand, in whatever order and by whatever door they were told.

A module of this folder with `LAPSES` (what should not happen, and why) and `CHECKS` (the functions that find it) is
found by being there.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from types import ModuleType
from typing import Final

import msgspec

from ledger.modules import modules_in
from ledger.vocabulary.dates import Certainty
from projections.dated import unsurely_dated
from projections.engine.engine import AnyProjection
from projections.engine.register import Register
from projections.flags.flag import Check, Flag, Lapse
from projections.flags.neighbourhood import beside, within
from projections.flags.remembered import remembered
from projections.interests import CONFLICTS
from projections.meeting_stages import ADJOURNED, RESUMED
from projections.memberships import LIST_DECLARATIONS

_OTHERS: Final = ("checking", "flag", "neighbourhood", "remembered", "seats")
_MODULES: Final = tuple(import_module(f"{__name__}.{name}") for name in modules_in(__file__) if name not in _OTHERS)
CHECKS: Final[tuple[Check, ...]] = tuple(check for module in _MODULES for check in module.CHECKS)
LAPSES: Final[tuple[Lapse, ...]] = tuple(lapse for module in _MODULES for lapse in module.LAPSES)
"""Every kind of flag there is."""
_OF_CONTRADICTIONS: Final[tuple[Check, ...]] = tuple(
    check for module in _MODULES if any(lapse.contradicts for lapse in module.LAPSES) for check in module.CHECKS
)
_LOOKED_UP: Final[tuple[AnyProjection, ...]] = (ADJOURNED, RESUMED, CONFLICTS, LIST_DECLARATIONS)
_TABLES: Final[tuple[AnyProjection, ...]] = tuple(
    dict.fromkeys(each for module in _MODULES for each in vars(module).values() if isinstance(each, type(ADJOURNED)))
    | dict.fromkeys(_LOOKED_UP)
)
"""What the checks go through, or look up."""


def _has(module: ModuleType, lapse: str) -> bool:
    return any(each.name == lapse for each in module.LAPSES)


def flags(register: Register, *, about: str | None = None, lapse: str | None = None) -> list[Flag]:
    """The flags by the register's date, in the order of the world; of one subject, or of one kind, by its name."""
    asked = _read(register) if about is None else within(register, beside(register, about))
    checks = [check for module in _MODULES if lapse is None or _has(module, lapse) for check in module.CHECKS]
    found = (flag for check in checks for flag in check(asked))
    wanted = (flag for flag in found if about in (None, flag.about) and lapse in (None, flag.lapse.name))
    return sorted(_as_sure_as_dates(asked, wanted), key=lambda flag: (flag.on.order, flag.entries, flag.lapse.name))


def _read(register: Register) -> Register:
    """The register with all that the checks go through read already; around a few entries they look little up."""
    found = remembered(register)
    if found.reads_whole:
        found.read_whole(_TABLES)
    return found


def contradictions(register: Register) -> list[Flag]:
    """Those of the flags of which the entries cannot all be in order."""
    asked = _read(register)
    found = (flag for check in _OF_CONTRADICTIONS for flag in check(asked) if flag.lapse.contradicts)
    return sorted(_as_sure_as_dates(asked, found), key=lambda flag: (flag.on.order, flag.entries, flag.lapse.name))


def _as_sure_as_dates(register: Register, found: Iterable[Flag]) -> list[Flag]:
    """Flags, those that follow from dates which are only inferred being only possible."""
    flags = list(found)
    by_dates = [flag for flag in flags if flag.lapse.by_dates and flag.certainty is Certainty.YES]
    unsure = unsurely_dated(register, (p for flag in by_dates for p in flag.entries)) if by_dates else frozenset()
    if not unsure:
        return flags
    doubted = {id(flag) for flag in by_dates if unsure.intersection(flag.entries)}
    possibly = Certainty.POSSIBLY
    return [msgspec.structs.replace(each, certainty=possibly) if id(each) in doubted else each for each in flags]


__all__ = ["CHECKS", "LAPSES", "Flag", "Lapse", "contradictions", "flags"]
