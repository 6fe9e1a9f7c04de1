"""The entries, in the order in which they were recorded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

from projections.answers.entries import Logged, logged, withheld
from projections.answers.question import Answer, Parameter, question

if TYPE_CHECKING:
    from ledger.entries.entry import Entry
    from projections.engine.register import Register


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
    after: Annotated[int, Parameter("Only entries after that one.", label="ENTRY")] = 0,
    last: Annotated[int | None, Parameter("Only the last so many.", least=1, also=("-n",), label="N")] = None,
) -> Answer[Logged]:
    """List the entries as they were recorded, corrections and retractions among them.

    With `--as-at`, only what may have happened by that day. With `--public` an exempt entry is a number and the reason;
    where only some entries are asked for, it is not there, since that it is would tell what it says.
    """
    found = [logged(entry) for entry in _entries(register, subject, type, after)]
    if register.as_at is None and not (subject or type):
        hidden = (withheld(*each) for each in register.withheld.items() if each[0] > after)
        found = sorted([*found, *hidden], key=lambda row: row.entries)
    return Answer(found[-last:] if last else found)


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
