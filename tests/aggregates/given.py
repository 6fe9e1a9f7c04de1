"""Given, when, then: streams told in memory by the real decisions, one more statement, and what comes of it.

given(asked).when(answered).then(completeness="partial")
given(asked).when(answered_before).refuses("cannot be answered")
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec
import pytest

from ledger.aggregates import kind_for
from ledger.entries.corrections import effective
from ledger.entries.entry import Draft, Entry
from ledger.recording.decide import decided
from ledger.recording.new_ids import with_subjects
from ledger.recording.streams import Streams
from ledger.refusals import Refusal
from ledger.vocabulary.corrections import EntryCorrected, EntryRetracted
from ledger.vocabulary.dates import when
from ledger.vocabulary.event import Event
from ledger.vocabulary.provenance import Source, Standing
from ledger.vocabulary.subjects import kind_of, name_of
from tests.aggregates.borough import BOROUGH

MINUTES = Source(document="Minutes of the Marsham cabinet, 8 October 2015", at="item 7")
MET = "2015-10-08"


def said(event: Event, on: str = MET, standing: Standing = Standing.MINUTED, **envelope: Any) -> Draft:
    """A statement of the minutes, about the day of the meeting unless another is given."""
    return Draft(event=event, source=MINUTES, occurred=when(on), standing=standing, **envelope)


def expected(event: Event, on: str = MET) -> Draft:
    """The same as something that somebody expects to happen."""
    return said(event, on, Standing.EXPECTED)


@dataclass(frozen=True)
class Told:
    """A log in memory."""

    log: tuple[Entry, ...]

    def when(self, draft: Draft) -> Attempt:
        """One more statement, not yet decided."""
        return Attempt(self, draft)

    def and_(self, *drafts: Draft) -> Told:
        """The same, with more that is told; a refusal is an error of the test."""
        told = self
        for draft in drafts:
            told = Told((*told.log, told.decided(draft)))
        return told

    def decided(self, draft: Draft) -> Entry:
        """The entry that a draft becomes, at its place."""
        entry = decided(with_subjects([draft])[0], self.streams(), "clerk")
        return msgspec.structs.replace(entry, position=len(self.log) + 1)

    def streams(self) -> Streams:
        """Every stream, loaded when it is looked at."""
        return Streams(self._entries, self._names)

    def state(self, stream: str) -> Any:
        """What a stream comes to."""
        return kind_for(stream).fold(self._entries(stream))

    def events(self, stream: str) -> list[Event]:
        """The events of a stream that count, as corrected, in the order of the world."""
        return [entry.event for entry in effective(self._entries(stream))]

    def position(self, event: type[Event]) -> int:
        """Where the last entry of a type stands in the log."""
        return max(entry.position for entry in self.log if isinstance(entry.event, event))

    def corrected(self, event: type[Event], on: str | None = None, **fields: Any) -> Attempt:
        """A correction of the last entry of a type."""
        change = EntryCorrected(entry=self.position(event), why="misread", fields=fields, occurred=on)
        return self.when(self._about(event, change))

    def retracted(self, event: type[Event]) -> Attempt:
        """A retraction of the last entry of a type."""
        return self.when(self._about(event, EntryRetracted(entry=self.position(event), why="not so")))

    def _about(self, event: type[Event], change: Event) -> Draft:
        return said(change, stream=self.log[self.position(event) - 1].stream)

    def _entries(self, stream: str) -> list[Entry]:
        return [entry for entry in self.log if entry.stream == stream]

    def _names(self, kind: str) -> set[str]:
        return {name_of(entry.stream) for entry in self.log if kind_of(entry.stream) == kind}


@dataclass(frozen=True)
class Attempt:
    """A statement in front of a log."""

    before: Told
    draft: Draft

    def then(self, **fields: Any) -> Told:
        """It is recorded, and its event has these fields; the log goes on with it."""
        after = self.before.and_(self.draft)
        event = after.log[-1].event
        assert {name: getattr(event, name) for name in fields} == fields
        return after

    def refuses(self, *phrases: str) -> Refusal:
        """It is refused with a remedy, in words that hold all the phrases."""
        with pytest.raises(Refusal) as refused:
            self.before.decided(self.draft)
        for phrase in phrases:
            assert phrase in str(refused.value)
        assert refused.value.remedy
        return refused.value


def given(*drafts: Draft) -> Told:
    """What the borough of Marsham has recorded, and then these statements."""
    return _borough().and_(*drafts)


@cache
def _borough() -> Told:
    return Told(()).and_(*(said(event, on) for event, on in BOROUGH))


@dataclass(frozen=True)
class Case:
    """A statement in front of what was told before, and the words with which it is refused (none: recorded).

    What is recorded though it should not have happened is flagged, under a name that `govledger flags` has for
    it, or seen in the answer to another question.
    """

    told: tuple[Draft, ...]
    draft: Draft
    says: tuple[str, ...] = ()
    flagged: str = ""
    seen: str = ""
    possibly: bool = False
    """Whether the flag is of what is only possibly so."""


def refused(*told: Draft, draft: Draft, says: str | tuple[str, ...]) -> Case:
    """A case of what cannot be true."""
    return Case(told, draft, (says,) if isinstance(says, str) else says)


def recorded(*told: Draft, draft: Draft, flagged: str = "", seen: str = "", possibly: bool = False) -> Case:
    """A case of what merely should not have happened, and where whoever asks finds it."""
    return Case(told, draft, flagged=flagged, seen=seen, possibly=possibly)


def each(cases: Mapping[str, Case]) -> Callable[..., Any]:
    """Run a test on each case, called by the sentence that the documentation has for it."""
    return pytest.mark.parametrize("case", cases.values(), ids=list(cases))


def decide(case: Case) -> None:
    """Given what was told, the statement is refused in the words of the case, or recorded if there are none."""
    attempt = given(*case.told).when(case.draft)
    if case.says:
        attempt.refuses(*case.says)
    else:
        attempt.then()


def sentences(cases: Iterable[Mapping[str, Case]]) -> list[str]:
    """The sentences of several tables of cases."""
    return [sentence for table in cases for sentence in table]
