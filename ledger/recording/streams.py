"""The situation of a decision: the streams it looks at, with what was decided earlier in the same command."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from ledger.aggregates import KINDS, kind_for
from ledger.entries.corrections import ABOUT_ENTRIES, effective
from ledger.entries.entry import PENDING, Entry
from ledger.refusals import UnknownSubject
from ledger.vocabulary.subjects import Reference, kind_of, name_of


@dataclass
class Story:
    """One stream as far as it is told: its entries in the order of recording, and what they come to."""

    stream: str
    entries: list[Entry]
    state: Any = None
    introductions: int = 0
    _plain: bool = True
    _last: tuple[int, int, int] = (-1, -1, 0)

    def __post_init__(self) -> None:
        self._fold()

    @property
    def version(self) -> int:
        """How many entries the stream has."""
        return len(self.entries)

    @property
    def introduced(self) -> bool:
        """Whether an entry that counts introduces the subject."""
        return self.introductions > 0

    def add(self, entry: Entry) -> None:
        """Go on with the story; what is told out of order makes it be told anew."""
        in_order = not self.entries or (entry.order > self._last and not isinstance(entry.event, ABOUT_ENTRIES))
        self.entries.append(entry)
        if in_order and self._plain:
            self.state = kind_for(self.stream).evolve(self.state, entry)
            self.introductions += entry.event.introduces
            self._last = entry.order
        else:
            self._fold()

    def _fold(self) -> None:
        kind, counted = kind_for(self.stream), effective(self.entries)
        state = kind.initial
        for entry in counted:
            state = kind.evolve(state, entry)
        self.state = state
        self.introductions = sum(entry.event.introduces for entry in counted)
        self._plain = not any(isinstance(entry.event, ABOUT_ENTRIES) for entry in self.entries)
        self._last = counted[-1].order if counted else (-1, -1, 0)


class Stories:
    """The stories of a command, each loaded when it is first looked at (implements `kinds.Situation`)."""

    def __init__(
        self, load: Callable[[str], Iterable[Entry]], names: Callable[[str], Collection[str]] = lambda kind: ()
    ) -> None:
        self._load = load
        self._names = names
        self._stories: dict[str, Story] = {}
        self._pending = PENDING

    def story(self, stream: str) -> Story:
        """The story of one stream."""
        found = self._stories.get(stream)
        if found is None:
            found = self._stories[stream] = Story(stream, list(self._load(stream)))
        return found

    def next_position(self) -> int:
        """A provisional position for an entry that is being decided: after all that are recorded."""
        self._pending += 1
        return self._pending

    def state(self, stream: str) -> Any:
        """What a stream comes to, as its kind of stream sees it."""
        return self.story(stream).state

    def exists(self, subject: str) -> bool:
        """Whether the subject has been introduced and not been retracted."""
        return self.story(subject).introduced

    def known_names(self, kinds: Iterable[str]) -> list[str]:
        """The names of all subjects of some kinds, told and being told."""
        names: set[str] = set()
        for kind in kinds:
            names.update(self._names(kind))
            names.update(name_of(s) for s, story in self._stories.items() if kind_of(s) == kind and story.introduced)
        return sorted(names)

    def refuse_unknown(self, references: Iterable[Reference]) -> None:
        """Refuse what mentions a subject that nobody has introduced, or one that cannot stand there.

        Raises:
            UnknownSubject: with the near misses of the kinds that can.
        """
        for reference in references:
            subject, kind = reference.subject, kind_of(reference.subject)
            if kind == "document" and reference.fits:
                continue
            if kind not in KINDS or not reference.fits:
                raise UnknownSubject(reference.kinds or KINDS, subject)
            if not self.exists(subject):
                raise UnknownSubject([kind], name_of(subject), self.known_names([kind]))
