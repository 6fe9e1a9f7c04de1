"""What a ledger answers to everything that can be asked, to be compared with what another one answers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any, Final, TypeAlias

import msgspec

from ledger.entries.corrections import effective
from ledger.store import Datastore, Log
from ledger.vocabulary.dates import When
from ledger.vocabulary.subjects import kind_of
from projections import ALL, Projector, register_at
from projections.answers.directory import questions
from projections.answers.question import Question

ABOUT_ENTRIES: Final = ("log", "chronology", "entry show", "history", "accountability chain")
"""The last words of questions about what was recorded, not about what was so: one thing can be told in two ways.

Of two steps of one day, a chain of accountability shows the one that was told first.
"""
OF_THE_TELLING: Final = frozenset({"entries", "last_told", "sources", "entry", "recorded_at", "position"})
"""Columns that say by which entries, and how late, something was told."""
Answers: TypeAlias = dict[tuple[str, str, str], Any]
"""By question, subject and day."""


def answers(datastore: Datastore, *days: str, known_at: int | None = None, asked: Collection[str] = ()) -> Answers:
    """The rows of every question, or of some, about every subject that it can be asked about, ever and on some days."""
    Projector(datastore, ALL).catch_up()
    log = Log(datastore)
    told = {stream: effective(log.entries(streams=[stream], upto=known_at)) for stream in log.streams(upto=known_at)}
    known = [stream for stream, entries in told.items() if any(entry.event.introduces for entry in entries)]
    found: Answers = {}
    for day in ("", *days):
        register = register_at(datastore, date.fromisoformat(day) if day else None, known_at)
        for words, entry in questions().items():
            if asked and words not in asked:
                continue
            question = entry.load()
            if not words.endswith(ABOUT_ENTRIES):
                for given in _given(question, known):
                    rows = sorted((_plain(row) for row in question.reply(register, given).rows), key=repr)
                    found |= {(words, " ".join(given.values()), day): rows} if rows else {}
    return found


def differing(one: Answers, other: Answers) -> dict[tuple[str, str, str], tuple[Any, Any]]:
    """Where two ledgers answer differently, and how."""
    return {key: (one.get(key), other.get(key)) for key in {**one, **other} if one.get(key) != other.get(key)}


def _given(question: Question, known: list[str]) -> Iterator[dict[str, str]]:
    required = [each for each in question.parameters if each.required]
    if not required:
        yield {}
    else:
        (each,) = required
        yield from ({each.name: subject} for subject in known if kind_of(subject) in each.kinds)


def _plain(value: Any) -> Any:
    if isinstance(value, When):
        return value.text
    if isinstance(value, msgspec.Struct):
        value = {name: getattr(value, name) for name in value.__struct_fields__}
    if isinstance(value, Mapping):
        return {name: _plain(part) for name, part in value.items() if name not in OF_THE_TELLING}
    # among equals, what was told first stands first: that is no difference in what was so
    return sorted(map(_plain, value), key=repr) if isinstance(value, list | tuple) else value
