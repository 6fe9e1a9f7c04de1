"""Which entries are not for the public, as a register knows them; what rests on one is not for the public either."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ledger.erasure.exempt import exempt_entries
from ledger.vocabulary.subjects import kind_of, name_of
from projections import bodies, people
from projections.called import CALLED, current_names
from projections.engine.register import Register, RowAsAt
from projections.engine.rows import R


class Public:
    """Lets through what anybody may read, and notes what it keeps back; with `everything` it keeps nothing back."""

    def __init__(self, register: Register, *, everything: bool = False) -> None:
        reasons = exempt_entries(register.datastore)
        self._exempt = frozenset[int]() if everything else frozenset(reasons)
        self._reasons = reasons if everything else {}
        self._kept_back: set[int] = set()

    @property
    def kept_back(self) -> int:
        """How many exempt entries something was left out for."""
        return len(self._kept_back)

    def passes(self, *positions: int) -> bool:
        """Whether none of the entries is exempt."""
        if self._exempt.isdisjoint(positions):
            return True
        self._kept_back.update(self._exempt.intersection(positions))
        return False

    def hidden(self, register: Register) -> frozenset[str]:
        """The subjects that are themselves exempt, so that not even their ids are for the public."""
        entries = filter(None, map(register.entry, self._exempt))
        return frozenset(entry.stream for entry in entries if entry.event.introduces)

    def why(self, positions: Iterable[int]) -> str | None:
        """Why what rests on some entries is exempt, where it is told all the same; so it stays exempt elsewhere."""
        return next((self._reasons[each] for each in positions if each in self._reasons), None)

    def answers(self, found: Iterable[RowAsAt[R]]) -> Iterator[RowAsAt[R]]:
        """The answers that rest on no exempt entry."""
        return (answer for answer in found if self.passes(*answer.row.entries))


class PublicNames:
    """The names that subjects have at the register's date, else those under which they are registered."""

    def __init__(self, register: Register, public: Public) -> None:
        self._register, self._public = register, public
        self._called = {kind: current_names(register, kind, public.passes) for kind in CALLED}

    def of(self, subject: str) -> str:
        """What a subject is called."""
        return self._known(subject) or name_of(subject)

    def _known(self, subject: str) -> str:
        if name := self._called.get(kind_of(subject), {}).get(subject):
            return name
        if kind_of(subject) == "person" and (person := people.person(self._register, subject)):
            return person.event.name if self._public.passes(*person.row.entries) else ""
        if kind_of(subject) == "post" and (post := people.post(self._register, subject)):
            return post.event.title if self._public.passes(*post.row.entries) else ""
        if kind_of(subject) == "organisation" and (unit := bodies.organisation(self._register, subject)):
            return unit.event.name if self._public.passes(*unit.row.entries) else ""
        return ""
