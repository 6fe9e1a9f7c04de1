"""The entries, in the order in which they were recorded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Final

from msgspec.structs import replace

from ledger.vocabulary.dates import NO_END
from ledger.vocabulary.provenance import Standing
from projections.answers.columns import ToldBy
from projections.answers.deferred import Deferred
from projections.answers.entries import Logged, logged, withheld
from projections.answers.question import Answer, Parameter, question
from projections.answers.sentences import number_of

if TYPE_CHECKING:
    from ledger.entries.entry import Entry
    from projections.engine.register import Register


_MANY: Final = 2_000


def _types() -> Sequence[str]:
    from ledger.vocabulary.event import CATALOGUE

    return list(CATALOGUE)


@question(
    "log",
    one="entry/entries",
    noun="the entries, in the order of recording",
    as_at="ever",
    example="--subject project:th-waste-depot -n 5",
)
def log(
    register: Register,
    subject: Annotated[str | None, Parameter("Only entries that mention a subject, as body:icb.", "any")] = None,
    type: Annotated[str | None, Parameter("Only of one type.", choices=_types, label="NAME")] = None,
    standing: Annotated[Standing | None, Parameter("Only what has that standing: minuted, inferred ...")] = None,
    date_standing: Annotated[
        Standing | None, Parameter("Only what has a date of that standing: `inferred`, from other pages, for one.")
    ] = None,
    said_by: Annotated[
        str | None, Parameter("Only what rests on the word of one person or post.", "person|post")
    ] = None,
    told_by: ToldBy = None,
    after: Annotated[int, Parameter("Only entries after that one.", label="ENTRY")] = 0,
    last: Annotated[int | None, Parameter("Only the last so many.", least=1, also=("-n",), label="N")] = None,
) -> Answer[Logged]:
    """List the entries as they were recorded, corrections and retractions among them.

    With `--as-at`, only what may have happened by that day. With `--public` an exempt entry is a number and the reason;
    where only some entries are asked for, it is not there, since that it is would tell what it says.
    """
    from projections.chronology import certainly_dated_by, may_be_dated_by

    some = bool(subject or type or standing or date_standing or said_by or told_by)
    said = register.joins.all_of(said_by) if said_by else ()
    if last and not some and register.as_at is None:
        after = max(after, register.known_at - last)  # the positions have no gaps, so that no more need be read
    if not some and register.as_at is None:
        positions: Sequence[Any] = range(after + 1, register.known_at + 1)
        said_first = f"{number_of(len(positions), 'entry/entries')}." if positions else ""
        return Answer(Deferred(positions, partial(_at, register)), said_first)
    if told_by is None and date_standing is None:
        positions = _positions(register, subject, type, after, standing and standing.value, said)
        positions = positions[-last:] if last else positions
        said_first = f"{number_of(len(positions), 'entry/entries')}." if positions else ""
        return Answer(Deferred(positions, partial(_each, register)), said_first)
    found = [
        replace(logged(entry), certainty="yes" if certainly_dated_by(entry, told_by) else "possibly")
        for entry in _entries(register, subject, type, after)
        if standing in (None, entry.standing)
        and date_standing in (None, entry.date_standing)
        and (not said or entry.stated_by in said)
        and may_be_dated_by(entry, told_by)
    ]
    return Answer(found[-last:] if last else found)


def _at(register: Register, positions: Sequence[int]) -> list[Logged]:
    """The entries at positions that follow one another; of each that is withheld only that, and why."""
    if not positions:
        return []
    first, last = positions[0], positions[-1]
    shown = map(logged, register.log.entries(after=first - 1, upto=last))
    hidden = (withheld(*each) for each in register.withheld.items() if first <= each[0] <= last)
    return sorted([*shown, *hidden], key=lambda row: row.entries)


def _positions(
    register: Register, subject: str | None, type: str | None, after: int, standing: str | None, said: Sequence[str]
) -> Sequence[Any]:
    """Where the entries are that fit, told by a few columns: what they say is read of those that are shown."""
    types, tags = [type] if type else [], register.joins.all_of(subject) if subject else ("",)
    columns = "entries.position, entries.standing, entries.stated_by, entries.occurred_earliest"
    day = NO_END if register.as_at is None else register.as_at
    found = (
        row
        for tag in tags
        for row in register.log.select(
            after=after, upto=register.known_at, limit=None, types=types, tag=tag, columns=columns
        )
    )
    return sorted(
        {
            position
            for position, firmness, by, earliest in found
            if standing in (None, firmness) and (not said or by in said) and earliest <= day
        }
    )


def _each(register: Register, positions: Sequence[int]) -> list[Logged]:
    """The entries at some positions; of many, all that lie between them are read."""
    if len(positions) > _MANY:
        wanted = set(positions)
        between = register.log.entries(after=positions[0] - 1, upto=positions[-1])
        return [logged(entry) for entry in between if entry.position in wanted]
    entries = register.log.at(positions)
    return [logged(entries[position]) for position in positions]


def _entries(register: Register, subject: str | None, type: str | None, after: int) -> Iterator[Entry]:
    types = [type] if type else []
    tags = register.joins.all_of(subject) if subject else ("",)
    told: Iterator[Entry] = (
        entry
        for tag in tags
        for entry in register.log.entries(after=after, upto=register.known_at, types=types, tag=tag)
    )
    if len(tags) > 1:
        told = iter(sorted({entry.position: entry for entry in told}.values(), key=lambda entry: entry.position))
    return (entry for entry in told if register.as_at is None or entry.occurred.earliest <= register.as_at)
