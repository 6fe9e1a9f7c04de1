"""Spells: times in force, numbered within a stream, which an event begins and another ends.

Memberships, tenures of office and appointments are all spells. Each has an id that its ending event
repeats, so that both belong together in whatever order they are told or corrected.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from ledger.dates import When
from ledger.entry import called
from ledger.refusals import Untrue
from ledger.subjects import name_of


class Spell(NamedTuple):
    """Somebody or something in force; `start` is None where only the end is in the record."""

    holder: str
    start: When | None
    end: When | None = None
    position: int = 0


Spells: TypeAlias = Mapping[str, Spell]


def begun(spells: Spells, spell_id: str, holder: str, start: When, position: int) -> Spells:
    """The spells with one that begins; its end may have been told already."""
    end = spells[spell_id].end if spell_id in spells else None
    return {**spells, spell_id: Spell(holder, start, end, position)}


def ended(spells: Spells, spell_id: str, holder: str, end: When) -> Spells:
    """The spells with one that ends; its start may not have been told yet."""
    before = spells.get(spell_id, Spell(holder, None))
    return {**spells, spell_id: before._replace(end=end)}


def new_id(spells: Spells, holder: str, of: str = "") -> str:
    """The id of a holder's next spell: its name, then its name with 2, 3 ...; never one that was used before."""
    stem = "/".join(part for part in (of, name_of(holder)) if part)
    number = 1
    while (found := stem if number == 1 else f"{stem}#{number}") in spells:
        number += 1
    return found


def refuse_overlap(spells: Iterable[Spell], start: When, what: str) -> None:
    """Refuse a spell that may be one which is in the record already.

    Raises:
        Untrue: a spell of the same holder is not certainly over before, and not certainly begun after.
    """
    for spell in spells:
        over_before = spell.end is not None and spell.end.latest < start.earliest
        begins_after = spell.start is not None and start.latest < spell.start.earliest
        if not (over_before or begins_after):
            raise Untrue(
                f"{what} already, since {spell.start or 'a date that is not recorded'} ({called(spell.position)})",
                "record the end of that one first, or correct that entry if it says the same with another date",
            )


def one_to_end(spells: Spells, given: str, holder: str, end: When, what: str) -> str:
    """The id of the spell that an end is for: the given one, or the only one of the holder that is open.

    Raises:
        Untrue: there is none to end, there are several, or it would end before it began.
    """
    if given and given not in spells:
        raise Untrue(f"{what}: there is no '{given}'", f"there is {_listed(spells) or 'none'}")
    open_ones = [given] if given else [i for i, s in spells.items() if s.holder == holder and s.end is None]
    possible = [i for i in open_ones if not _ends_before_it_begins(spells[i], end)]
    if not open_ones:
        raise Untrue(f"{what} has not begun, so it cannot end", "record its beginning first, at XXXX if unknown")
    if not possible:
        start = spells[open_ones[0]].start
        raise Untrue(f"{what} cannot end on {end}: it began on {start}", "correct the one or the other date")
    if len(possible) > 1:
        raise Untrue(f"{what} is open {len(possible)} times", f"say which one ends: {', '.join(possible)}")
    if spells[possible[0]].end is not None:
        raise Untrue(f"{what} has ended already, on {spells[possible[0]].end}", "correct that entry instead")
    return possible[0]


def impossible(spells: Spells, what: str) -> Iterator[str]:
    """A sentence for every spell that ends before it begins."""
    for spell_id, spell in spells.items():
        if spell.end is not None and _ends_before_it_begins(spell, spell.end):
            yield f"{what} '{spell_id}' would end on {spell.end}, before it began on {spell.start}"


def _ends_before_it_begins(spell: Spell, end: When) -> bool:
    return spell.start is not None and end.latest < spell.start.earliest


def _listed(spells: Spells) -> str:
    return ", ".join(f"'{spell_id}'" for spell_id in spells)
