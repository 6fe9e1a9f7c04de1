"""Refusals: what cannot be recorded or answered, as values that say what is wrong and what to do next.

    Refusal
    |-- BadDate            not a date that can be read
    |-- UnknownSubject     a body, person, project ... that the ledger has never heard of
    |-- Taken              an id or a number that stands for something else already
    |-- Disagreement       a statement that another one rules out
    |   |-- Untrue         a statement that cannot be true, by the rules of its subject
    |   |   `-- NotBegun   the end of what nobody has told the beginning of
    |   `-- Contradicted   says something else than an entry of the same identity
    |-- Unexplained        entries that contradict one another, and nobody says why they are recorded
    |-- NoSuchEntry        a position at which nothing is recorded
    |-- ClockAhead         the machine's clock is years ahead of the last entry
    |-- StoreRefusal       the ledger's database is absent, newer, locked or refuses
    `-- Refusals           several at once, each with its place

A refusal never leaves anything half recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple


class Refusal(Exception):
    """Something that cannot be done: `problem` says why, `remedy` what to do next, `place` where it stands."""

    def __init__(self, problem: str, remedy: str = "", place: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy
        self.place = place

    def at(self, place: str) -> Refusal:
        """The same refusal, saying where in the clerk's file it stands, unless it says so already."""
        self.place = self.place or place
        return self

    def in_short(self) -> str:
        """What is wrong and where, without what to do about it."""
        return f"{self.place}: {self.problem}" if self.place else self.problem

    def __str__(self) -> str:
        text = self.in_short()
        return f"{text}; {self.remedy}" if self.remedy else text


class BadDate(Refusal):
    """A text that is not a date in EDTF, or a day that does not exist."""

    def __init__(self, text: str, why: str = "it is not a date in EDTF") -> None:
        from ledger.date_habits import has_short_year, meant_by

        meant = meant_by(text)
        year = ", with its year in full" if has_short_year(text) else ""
        super().__init__(
            f"cannot read the date '{text}': {why}",
            f"did you mean {meant}?"
            if meant
            else f"write a day as 2013-09-26{year}, a month as 2013-06, a summer as 2019-22, 'about' as 2013~, "
            "'on or before' as [..2018-12], 'between' as [2016-12..2019-01], no idea as XXXX",
        )
        self.text, self.why = text, why


class UnknownSubject(Refusal):
    """An id or a name that names nothing in the ledger; near misses are offered, `called` those of names."""

    def __init__(
        self,
        kinds: Sequence[str],
        name: str,
        known: Iterable[str] = (),
        remedy: str = "",
        called: Sequence[str] = (),
    ) -> None:
        from difflib import get_close_matches  # once something is refused, and not before

        kind = " or ".join(kinds) or "subject"
        is_written_as_id = name == name.lower() and " " not in name
        near = get_close_matches(name.lower(), list(known), n=3, cutoff=0.6) if is_written_as_id or not called else []
        meant = " or ".join([f"'{match}'" for match in near] or called)
        told = f"did you mean {meant}?" if meant else remedy or _first(kinds[0] if kinds else "subject")
        super().__init__(f"unknown {kind} '{name}'", told)
        self.kinds, self.name, self.near = tuple(kinds), name, tuple(near)


_REGISTERED: Final = frozenset({"person", "body", "organisation", "post", "project"})
"""The kinds of what is there before anything is recorded of it."""


def _first(kind: str) -> str:
    """What to do where nothing has such a name."""
    if kind not in _REGISTERED:
        return f"record the {kind} first"
    return f"register the {kind} first, as `govledger {kind} add` does"


class Taken(Refusal):
    """An id that stands for something else already."""

    def __init__(self, what: str, name: str, by: str) -> None:
        super().__init__(f"the {what} '{name}' is taken: {by}", "choose another id, or correct the entry")
        self.name = name


class Disagreement(Refusal):
    """A statement that another one rules out."""

    def stated_at(self, place: str) -> None:
        """Say where that one stands."""
        self.remedy = f"that stands at {place}; {self.remedy}"


class Untrue(Disagreement):
    """A statement that cannot be true as the ledger stands; `against` is the position of what it disagrees with."""

    def __init__(self, problem: str, remedy: str = "", place: str = "", *, against: int = 0) -> None:
        super().__init__(problem, remedy, place)
        self.against = against


class NotBegun(Untrue):
    """The end of what nobody has told the beginning of."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} has not begun, so it cannot end", "record its beginning first, at XXXX if unknown")


class Contradicted(Disagreement):
    """A statement whose identity is recorded already, with other content."""

    def __init__(self, what: str, position: int, differences: Iterable[str], remedy: str, called: str = "") -> None:
        self.position = position
        self.differences = tuple(differences)
        called = called or f"entry {position}"
        super().__init__(f"{what} contradicts {called}: {'; '.join(self.differences)}", remedy)


class Conflict(NamedTuple):
    """Entries that cannot all be in order: what they say together, what kind of contradiction that is, and which."""

    says: str
    kind: str
    entries: tuple[int, ...]
    why: str = ""
    """Why that should not be, with the law and, where there is one, the way to tell it that means what was meant."""


EXPLAIN: Final = (
    "correct what is wrong; if the minutes say so, add `although: the minutes say so` (a command: --although '...')"
)


class Unexplained(Refusal):
    """New entries that contradict others or one another, of which nobody says why they are recorded all the same.

    `first` is the position that the first of them would have had.
    """

    def __init__(
        self, conflicts: Sequence[Conflict], first: int, places: Mapping[int, str] = MappingProxyType({})
    ) -> None:
        self.conflicts, self.first = tuple(conflicts), first
        said = [_conflict(each, first, places) for each in self.conflicts]
        super().__init__("; ".join(said), EXPLAIN)

    def each(self, places: Mapping[int, str]) -> list[Unexplained]:
        """Each for itself, with the places in the clerk's file of the entries that are new, by their positions."""
        found = []
        for conflict in self.conflicts:
            own = max(conflict.entries, default=0)
            one = Unexplained([conflict], self.first, {at: place for at, place in places.items() if at != own})
            one.at(places.get(own, ""))
            found.append(one)
        return found


def _conflict(conflict: Conflict, first: int, places: Mapping[int, str]) -> str:
    before = in_runs(at for at in conflict.entries if at < first)
    entries = [f"{'entries' if len(before) > 1 or ' ' in before[0] else 'entry'} {', '.join(before)}"] if before else []
    others = [*entries, *(places[at] for at in conflict.entries if at >= first and places.get(at))]
    against = f" (see {', '.join(others)})" if others else ""
    return f"{conflict.kind}: {conflict.says}{against}{f'; {conflict.why}' if conflict.why else ''}"


def in_runs(positions: Iterable[int]) -> list[str]:
    """Numbers of entries in ascending order, three and more that follow one another as `15 to 19`."""
    runs: list[list[int]] = []
    for position in sorted(set(positions)):
        if runs and position == runs[-1][-1] + 1:
            runs[-1].append(position)
        else:
            runs.append([position])
    return [told for run in runs for told in ([f"{run[0]} to {run[-1]}"] if len(run) > 2 else map(str, run))]


class ClockAhead(Refusal):
    """A clock that is so far ahead of the last entry that it is probably wrong; what it stamps stays in the record."""

    def __init__(self, today: str, last: str) -> None:
        super().__init__(
            f"the clock of this machine says {today}, and the last entry was recorded {last}",
            f"set the clock right; if it is right, confirm the day: govledger --today {today} ...",
        )


class NoSuchEntry(Refusal):
    """A position at which nothing is recorded."""

    def __init__(self, position: int, last: int) -> None:
        super().__init__(
            f"there is no entry {position}",
            f"the ledger's entries run from 1 to {last}" if last else "the ledger is empty",
        )
        self.position = position


class Withheld(Refusal):
    """An entry that is exempt from publication, asked for as anybody may ask."""

    def __init__(self, position: int, reason: str) -> None:
        super().__init__(
            f"entry {position} is withheld: {reason}", "the council itself asks its ledger without --public"
        )
        self.position = position


class StoreRefusal(Refusal):
    """The database does not open: it is absent, of another release, locked, or refuses."""


class Refusals(Refusal):
    """Everything that is wrong with what was handed in, at once."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__("\n".join(str(refusal) for refusal in self.refusals))

    def __str__(self) -> str:
        return self.problem
