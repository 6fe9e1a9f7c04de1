"""What subjects are called in answers: people read names, scripts read ids, and both are in every answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from ledger.database.errors import NotAllowed
from ledger.vocabulary.dates import when
from ledger.vocabulary.subjects import kind_of, name_of

if TYPE_CHECKING:
    from ledger.entries.entry import Entry
    from projections.engine.engine import AnyProjection
    from projections.engine.register import Lookup, Register
    from projections.engine.rows import Row

Name = Callable[[Any], Any]

_AT_ONCE: Final = 500
"""How many names of a kind one query asks for; databases take only so many values."""


_TOLD_APART: Final = ("body", "organisation", "person", "post", "project")
"""The kinds of which several may have one name by nature; meetings and reports often have the same title."""


class Names:
    """What subjects are called, as the register calls them at its two dates; the short id where one has no name.

    The names of many are read with a query or two (`learn`); what was not learnt is looked up when asked for.
    """

    def __init__(self, register: Register) -> None:
        self._register = register
        self._known: dict[str, str] = {}
        self._counted = 0
        self._bearers: dict[tuple[str, str], set[str]] = {}

    def learn(self, subjects: Iterable[str]) -> None:
        """Read the names of all of these that are not known yet."""
        by_kind: dict[str, list[str]] = {}
        called = self._register.called
        for subject in dict.fromkeys(subjects):
            if subject not in self._known:
                if subject in called:
                    self._known[subject] = called[subject]
                else:
                    by_kind.setdefault(kind_of(subject), []).append(subject)
        for start in range(0, max(map(len, by_kind.values()), default=0), _AT_ONCE):
            parts = {kind: tuple(wanted[start : start + _AT_ONCE]) for kind, wanted in by_kind.items()}
            found = self._called({kind: part for kind, part in parts.items() if part})
            called |= found
            self._known |= found

    def __call__(self, subjects: str | Iterable[str] | None) -> Any:
        """How to say an id, or several; None where there is none."""
        if not subjects:
            return None
        if isinstance(subjects, str) and subjects in self._known:
            return self._known[subjects]
        several = (subjects,) if isinstance(subjects, str) else tuple(subjects)
        self.learn(several)
        names = tuple(self._known[subject] for subject in several)
        return names[0] if isinstance(subjects, str) else names

    def told_apart(self, subjects: str | Iterable[str] | None) -> Any:
        """The same for people: where several that were learnt have one name, with the id beside it."""
        if not subjects:
            return None
        if isinstance(subjects, str):
            return self._apart(subjects, self(subjects))
        several = tuple(subjects)
        return tuple(map(self._apart, several, self(several)))

    def _apart(self, subject: str, name: str) -> str:
        return f"{name} ({name_of(subject)})" if self._is_shared(kind_of(subject), name) else name

    def _is_shared(self, kind: str, name: str) -> bool:
        """Whether several subjects of a kind are called so; two ids of one subject are one."""
        if kind not in _TOLD_APART:
            return False
        if self._counted != len(self._known):
            for each, known in islice(self._known.items(), self._counted, None):  # those learnt since the last look
                self._bearers.setdefault((kind_of(each), known), set()).add(each)
            self._counted = len(self._known)
        ids = self._bearers.get((kind, name), ())
        return len(ids) > 1 and len(set(map(self._register.joins.one, ids))) > 1

    def _called(self, asked: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
        subjects = [subject for several in asked.values() for subject in several]
        try:
            found, one = _called_on_the_day(self._register, asked), self._register.joins.one
        except NotAllowed:  # the log can be read where the tables of the answers were never made: by ids, then
            return {subject: name_of(subject) or subject for subject in subjects}
        return {subject: found.get(one(subject)) or name_of(subject) or subject for subject in subjects}


def for_people(name: Name) -> Name:
    """How to say an id to people, who read no ids beside names: namesakes are told apart."""
    return name.told_apart if isinstance(name, Names) else name


def naming(register: Register) -> Names:
    """How to say an id, or several."""
    return Names(register)


def named_in(entries: Iterable[Entry]) -> Iterator[str]:
    """The subjects that entries name."""
    return (each for entry in entries for each in (entry.stream, entry.stated_by, *entry.event.subjects()) if each)


def in_words(name: Name) -> Callable[[str], str]:
    """How to say a text with the name of every id in it."""
    return lambda text: _ids().sub(lambda found: str(name(found[0])), text)


def ids_in(text: str) -> list[str]:
    """The ids that stand in a text, of which `in_words` tells the names."""
    return _ids().findall(text)


@cache
def _ids() -> re.Pattern[str]:
    from ledger.aggregates import KINDS

    return re.compile(rf"\b(?:{'|'.join(KINDS)}):[a-z0-9][a-z0-9._~/-]*")


def _called_on_the_day(register: Register, asked: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """What subjects of some kinds are called on the day, the surest name first; else as they were registered."""
    from projections.called import CALLED, current_names
    from projections.engine.register import Lookup

    names = [Lookup(CALLED[kind], stream=subjects) for kind, subjects in asked.items() if kind in CALLED]
    register.read_ahead(*names, *_titles_of({kind: told for kind, told in asked.items() if kind not in CALLED}))
    found: dict[str, str] = {}
    for kind, subjects in sorted(asked.items(), key=lambda each: each[0] == "meeting"):  # called by their bodies
        found |= (
            current_names(register, kind, subjects=subjects)
            if kind in CALLED
            else _titles(register, kind, subjects, found)
        )
    missing = {kind: tuple(each for each in asked[kind] if each not in found) for kind in asked if kind in CALLED}
    register.read_ahead(*_titles_of(missing))
    for kind, subjects in missing.items():
        found |= _titles(register, kind, subjects, found)
    return found


def _titles_of(missing: Mapping[str, tuple[str, ...]]) -> Iterator[Lookup]:
    """What is read for the titles of subjects of some kinds."""
    from projections.engine.register import Lookup

    for kind, subjects in missing.items():
        if subjects and (told := _titled(kind)) is not None:
            yield Lookup(told[0], in_force=False, stream=subjects)


def _titles(register: Register, kind: str, subjects: tuple[str, ...], called: Mapping[str, str]) -> dict[str, str]:
    """Under which names or titles subjects of a kind entered the register; untitled meetings by bodies `called` so."""
    told = _titled(kind) if subjects else None
    if told is None:
        return {}
    projection, column = told
    found = register.rows(projection, in_force=False, stream=subjects)
    names = {each.stream: str(getattr(each.event, column)) for each in reversed(found)}
    untitled = [each for each in found if not names[each.stream]] if kind == "meeting" else []
    known = register.called | dict(called)
    unknown = tuple(dict.fromkeys(each.event.body for each in untitled if each.event.body not in known))
    bodies = known | (_called_on_the_day(register, {"body": unknown}) if unknown else {})
    for each in untitled:
        names[each.stream] = _by_body_and_day(each.event.body, bodies.get(each.event.body), each.row)
    return names


def _by_body_and_day(body: str, name: str | None, meeting: Row) -> str:
    """What a meeting without a title is called; empty where its body has no name, or its day is not told."""
    day = when(meeting.since)
    return f"the meeting of {name} on {day}" if name not in (None, name_of(body)) and day.is_exact else ""


def _titled(kind: str) -> tuple[AnyProjection, str] | None:
    """The projection that names the subjects of a kind, and its column; imported when one is met."""
    match kind:
        case "body":
            from projections.bodies import BODIES

            return BODIES, "name"
        case "organisation":
            from projections.bodies import ORGANISATIONS

            return ORGANISATIONS, "name"
        case "person":
            from projections.people import PEOPLE

            return PEOPLE, "name"
        case "post":
            from projections.people import POSTS

            return POSTS, "title"
        case "project":
            from projections.projects import PROJECTS

            return PROJECTS, "title"
        case "meeting":
            from projections.meetings import MEETINGS

            return MEETINGS, "title"
        case "report":
            from projections.meetings import REPORTS

            return REPORTS, "title"
        case "agreement":
            from projections.accountability.declared import AGREEMENTS

            return AGREEMENTS, "title"
    return None
