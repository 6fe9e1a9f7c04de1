"""Spells: times in force, numbered within a stream, which an event begins and another ends.

Memberships, tenures of office and appointments are all spells. Each has an id that its ending event
repeats, so that both belong together in whatever order they are told or corrected. A beginning or an end
that is only expected, proposed or disputed leaves room for the one that comes: both are of one spell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from ledger.aggregates.rules.persistent_map import PersistentMap
from ledger.entries.entry import Draft, Entry, called
from ledger.refusals import NotBegun, Untrue
from ledger.vocabulary.dates import NO_START, UNKNOWN, When
from ledger.vocabulary.provenance import IN_BEING
from ledger.vocabulary.subjects import name_of


class Spell(NamedTuple):
    """Somebody or something in force; `start` is None where only the end is in the record."""

    holder: str
    start: When | None
    end: When | None = None
    position: int = 0
    firm: bool = True
    """Whether it is said to have begun, and not only to be expected, proposed or disputed."""
    twice: bool = False
    """Whether two entries that count say that it began: a retraction brought one of them back."""
    role: str = ""
    """As what, where that is told: one person may be two things in a body at once."""
    behalf: str = ""
    """For whom, where that is told; one person may sit for two at once, where the source tells these seats apart."""

    def is_for_another(self, behalf: str) -> bool:
        """Whether it is certainly on behalf of another: both are told, and differ."""
        return bool(self.behalf and behalf and self.behalf != behalf)

    def is_other_role(self, role: str) -> bool:
        """Whether it is certainly something else than a role: both are told, and differ."""
        return bool(self.role and role and self.role != role)

    def apart_from(self, at: When) -> bool:
        """Whether it is certainly over before a date, or certainly begins after it.

        One that ends on a day leaves room for the next one to begin on that day.
        """
        over_before = self.end is not None and (self.end.is_before(at) or self._ends_on(at))
        return over_before or (self.start is not None and at.is_before(self.start))

    def may_be_over_by(self, at: When) -> bool:
        """Whether its end is told and may lie before a date: in a year in which one ends, the next may begin."""
        if self.end is None or (self.end.is_exact and at.is_exact):
            return False
        may_begin_before = self.start is None or self.start.earliest < at.latest
        return may_begin_before and self.end.earliest <= at.latest

    def _ends_on(self, at: When) -> bool:
        """Whether its last day is one day that is known, after its first."""
        assert self.end is not None
        one_day = self.end.is_exact and at.is_exact and self.end.earliest == at.earliest
        return one_day and self.start is not None and self.start.is_before(self.end)

    def lasts_at(self, at: When) -> bool:
        """Whether it certainly is in force throughout a date."""
        not_over = self.end is None or at.latest <= self.lasts_until
        return self.start is not None and self.start.latest <= at.earliest and not_over

    @property
    def lasts_until(self) -> int:
        """The day up to which it certainly lasts, of one whose end is told: none ends before it began."""
        assert self.end is not None
        return max(self.end.earliest, self.start.earliest if self.start is not None else NO_START)


_NO_SPELLS: Final[PersistentMap[str, Spell]] = PersistentMap()
_NO_IDS: Final[PersistentMap[str, tuple[str, ...]]] = PersistentMap()


class Spells(Mapping[str, Spell]):
    """The spells of one kind in a stream, by id, and at hand by holder; never changed, as `put` gives others."""

    __slots__ = ("_by_id", "_ids_of")

    def __init__(
        self, by_id: PersistentMap[str, Spell] = _NO_SPELLS, ids_of: PersistentMap[str, tuple[str, ...]] = _NO_IDS
    ) -> None:
        self._by_id = by_id
        self._ids_of = ids_of

    def put(self, spell_id: str, spell: Spell) -> Spells:
        """The same with another spell under an id."""
        before = self.get(spell_id)
        made = self if before is None or before.holder == spell.holder else self.without(spell_id)
        ids = made._ids_of.get(spell.holder, ())
        ids_of = made._ids_of if spell_id in ids else made._ids_of.put(spell.holder, (*ids, spell_id))
        return Spells(made._by_id.put(spell_id, spell), ids_of)

    def without(self, spell_id: str) -> Spells:
        """The same with no spell under an id."""
        if (before := self.get(spell_id)) is None:
            return self
        left = tuple(other for other in self._ids_of[before.holder] if other != spell_id)
        return Spells(self._by_id.without(spell_id), self._ids_of.put(before.holder, left))

    def of(self, holder: str) -> dict[str, Spell]:
        """The spells of one holder, in the order of the world."""
        ids = self._ids_of.get(holder, ())
        return {spell_id: self[spell_id] for spell_id in sorted(ids, key=lambda spell_id: _place(self[spell_id]))}

    def __getitem__(self, spell_id: str) -> Spell:
        return self._by_id[spell_id]

    def __contains__(self, spell_id: object) -> bool:
        return spell_id in self._by_id

    def __iter__(self) -> Iterator[str]:
        """The ids, in the order of the world."""
        return iter(sorted(self._by_id, key=lambda spell_id: _place(self[spell_id])))

    def __len__(self) -> int:
        return len(self._by_id)


def _place(spell: Spell) -> tuple[int, int, int, int]:
    dates = [date for date in (spell.start, spell.end) if date is not None]
    first = min(dates, key=lambda date: date.order, default=UNKNOWN)
    return *first.order, spell.position


def begun(spells: Spells, spell_id: str, holder: str, entry: Entry, role: str = "", behalf: str = "") -> Spells:
    """The spells with one that an entry begins; its end may have been told already."""
    before = spells.get(spell_id)
    firm = entry.standing in IN_BEING
    if before is not None and before.start is not None and before.firm and not firm:
        return spells
    end = before.end if before is not None else None
    twice = before is not None and before.start is not None and before.firm
    return spells.put(spell_id, Spell(holder, entry.occurred, end, entry.position, firm, twice, role, behalf))


def ended(spells: Spells, spell_id: str, holder: str, entry: Entry) -> Spells:
    """The spells with one that an entry ends; its start may not have been told yet."""
    if entry.standing not in IN_BEING:
        return spells
    return spells.put(spell_id, spells.get(spell_id, Spell(holder, None))._replace(end=entry.occurred))


def one_to_begin(
    spells: Spells,
    given: str,
    holder: str,
    draft: Draft,
    what: str,
    of: str = "",
    role: str | None = None,
    behalf: str = "",
) -> str:
    """The id of the spell that a beginning is for: the given one, a new one, or one only expected so far.

    Raises:
        Untrue: a spell of the same holder has no end that may lie before, and is not certainly begun after, or with an
            id given is the same and certainly lasts then; or the given id is that of another spell.
    """
    for spell_id, spell in spells.of(holder).items():
        is_apart = spell.apart_from(draft.occurred) or spell.may_be_over_by(draft.occurred)
        if not (is_apart or spell.is_other_role(role or "")):
            is_another = spell.is_for_another(behalf) or spell.role != (role or "")
            if given not in ("", spell_id) and (is_another or not spell.lasts_at(draft.occurred)):
                continue  # it has an id of its own, and is as something or for somebody else, or the dates leave room
            if not spell.firm or draft.standing not in IN_BEING:
                return spell_id
            raise Untrue(
                f"{what} already, since {spell.start or 'a date that is not recorded'} ({called(spell.position)})",
                "record the end of that one first, or correct that entry if it says the same with another date"
                + ("; who is two things in it at once has a role for each" if role is not None else ""),
                against=spell.position,
            )
    if given in spells:
        raise Untrue(f"'{given}' is another spell, of '{name_of(spells[given].holder)}'", "leave its id out")
    return given or new_id(spells, holder, of)


def new_id(spells: Spells, holder: str, of: str = "") -> str:
    """The id of a holder's next spell: its name, then its name with 2, 3 ...; not one that is in use."""
    stem = "/".join(part for part in (of, name_of(holder)) if part)
    number = 1
    while (found := stem if number == 1 else f"{stem}#{number}") in spells:
        number += 1
    return found


def one_to_end(spells: Spells, given: str, holder: str, draft: Draft, what: str, role: str = "") -> str:
    """The id of the spell that an end is for: the given one, or the only one of the holder that is open.

    Raises:
        Untrue: there is none to end, there are several, or it would end before it began, or within another.
    """
    if given and given not in spells:
        raise Untrue(f"{what}: there is no '{given}'", f"there is {_listed(spells) or 'none'}")
    its = [given] if given else [i for i, spell in spells.of(holder).items() if not spell.is_other_role(role)]
    if not its:
        raise NotBegun(what)
    open_ones = [i for i in its if spells[i].end is None or draft.standing not in IN_BEING]
    if not open_ones:
        raise Untrue(f"{what} has ended already, {_on(spells[its[-1]].end)}", "correct that entry instead")
    possible = [i for i in open_ones if not _ends_before_it_begins(spells[i], draft.occurred)]
    if not possible:
        start = spells[open_ones[0]].start
        raise Untrue(
            f"{what} cannot end {draft.occurred.on}: it began {_on(start)}", "correct the one or the other date"
        )
    possible = [i for i in possible if spells[i].end is None] or possible  # what has ended is not expected to end
    if len(possible) > 1 and len({(spells[i].role, spells[i].behalf) for i in possible}) == 1:
        # One who cannot be the same thing twice at once left what certainly began before, not what began since.
        before = [i for i in possible if (start := spells[i].start) and start.latest <= draft.occurred.earliest]
        possible = before if len(before) == 1 else possible
    if len(possible) > 1:
        raise Untrue(f"{what} is open {len(possible)} times", f"say which one ends: {', '.join(sorted(possible))}")
    if draft.standing in IN_BEING:
        _refuse_overlap(spells, possible[0], draft.occurred, what)
    return possible[0]


def _refuse_overlap(spells: Spells, spell_id: str, end: When, what: str) -> None:
    spell = spells[spell_id]._replace(end=end)
    for other_id, other in spells.of(spell.holder).items():
        if other_id != spell_id and _cannot_both_be(spell, other):
            raise Untrue(
                f"{what} cannot end {end.on}: '{other_id}', which began {_on(other.start)} and ended {_on(other.end)}, "
                f"could be neither before it nor after it",
                "correct the one or the other date",
                against=other.position,
            )


def impossible(spells: Spells, what: str) -> Iterator[str]:
    """A sentence for every spell that ends before it begins or begins twice, and for two of one holder that overlap."""
    for spell_id, spell in spells.items():
        if spell.end is not None and _ends_before_it_begins(spell, spell.end):
            yield f"{what} '{spell_id}' would end {spell.end.on}, before it began {_on(spell.start)}"
        if spell.twice:
            yield f"{what} '{spell_id}' would begin twice"
        for other_id, other in spells.of(spell.holder).items():
            is_apart = spell.role != other.role or spell.is_for_another(other.behalf)
            if other_id == spell_id or is_apart:
                continue
            if _begins_within(other, spell) or (spell_id < other_id and _cannot_both_be(spell, other)):
                yield f"{what} '{other_id}' would begin {_on(other.start)}, within '{spell_id}'"


def _on(date: When | None) -> str:
    return date.on if date is not None else "on a day that is not recorded"


def _begins_within(later: Spell, earlier: Spell) -> bool:
    """Whether a spell certainly begins while another, whose end is told, lasts."""
    if later.start is None or earlier.start is None or earlier.end is None or not (later.firm and earlier.firm):
        return False
    begins_before_its_end = later.start.latest <= earlier.lasts_until and not earlier.apart_from(later.start)
    return earlier.start.latest <= later.start.earliest and begins_before_its_end


def _cannot_both_be(one: Spell, other: Spell) -> bool:
    """Whether two spells of one holder, begun and ended as the same, overlap: neither can be over by the other."""
    if one.role != other.role or one.behalf != other.behalf or not (one.firm and other.firm):
        return False
    return not (_may_precede(one, other) or _may_precede(other, one))


def _may_precede(one: Spell, other: Spell) -> bool:
    """Whether one can be over on the day on which another begins; what is not told leaves it possible."""
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return True
    return one.lasts_until <= min(other.start.latest, other.end.latest)


def _ends_before_it_begins(spell: Spell, end: When) -> bool:
    return spell.start is not None and end.is_before(spell.start)


def _listed(spells: Spells) -> str:
    return ", ".join(f"'{spell_id}'" for spell_id in spells)
