"""From the register's answers to listings: columns are fields of the rows, with names beside the ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import msgspec

from cli.naming import naming
from cli.output import Column, Listing, Row, columns
from ledger.dates import Certainty, When, when
from ledger.kinds import KINDS
from ledger.refusals import Refusal, UnknownSubject
from ledger.subjects import kind_of, name_of

if TYPE_CHECKING:
    from ledger.store import Log
    from projections.register import Answer, Register


def named(key: str, heading: str = "") -> tuple[Column, Column]:
    """Two columns for one field: the id for scripts, and what it is called for everybody."""
    title = heading or key.replace("_", " ")
    return Column(key, title, tabled=False), Column(f"{key}_name", title, names=key)


def short_id(key: str = "id", heading: str = "") -> Column:
    """A column of ids, which tables show without the kind, as a clerk would type them."""
    return Column(key, heading, text=lambda subject: name_of(subject or "") or subject or "")


def listing(register: Register, rows: Iterable[Row], *keys: str | Column | tuple[Column, ...], **rest: Any) -> Listing:
    """A listing of rows, with what the `named` columns are called filled in."""
    wanted = columns(*(column for key in keys for column in (key if isinstance(key, tuple) else (key,))))
    name = naming(register)
    filled = tuple(_with_names(row, wanted, name) for row in rows)
    return Listing(wanted, filled, **rest)


def row_of(answer: Answer[Any], certainty: Certainty | None = None, **more: Any) -> Row:
    """An answer's fields as cells: `id` is its subject, `since` and `until` are dates with their bounds."""
    cells = msgspec.structs.asdict(answer.row)
    cells |= {"id": answer.stream, "since": since(answer.row), "until": until(answer.row), **more}
    return Row(cells, answer.row.entries, (certainty or answer.certainty).value)


def rows_of(answers: Iterable[Answer[Any]]) -> list[Row]:
    """`row_of` for many."""
    return [row_of(answer) for answer in answers]


def since(row: Any) -> When:
    """The start of a projection's row."""
    return when(row.since)


def until(row: Any) -> When | None:
    """Its last day, or None while no end is told."""
    return when(row.until) if row.until else None


def refuse_unknown(register: Register, subject: str) -> None:
    """Refuse to answer about a subject of which nothing is recorded, rather than answer with nothing.

    Raises:
        UnknownSubject: near misses are offered.
    """
    from ledger.store import Log

    log, kind = Log(register.datastore), kind_of(subject)
    if not _is_known(log, subject, register.known_at):
        known = (name_of(stream) for stream in log.streams(kind, upto=register.known_at))
        raise UnknownSubject([kind], name_of(subject), known)


def refuse_unknown_ones(register: Register, *subjects: str | None) -> None:
    """`refuse_unknown` for those that a question was narrowed to; None where it was not.

    Raises:
        UnknownSubject: near misses are offered.
    """
    for subject in subjects:
        if subject is not None:
            refuse_unknown(register, subject)


def known_subject(register: Register, text: str, kinds: Sequence[str] = ()) -> str:
    """The full id of a subject, of one of some kinds or of any, that a question names, shortly or in full.

    Raises:
        UnknownSubject: near misses of all the kinds are offered.
        Refusal: the short name fits subjects of several kinds.
    """
    from ledger.store import Log

    if ":" in text:
        refuse_unknown(register, text)
        return text
    log = Log(register.datastore)
    among = kinds or KINDS
    found = [f"{kind}:{text}" for kind in among if f"{kind}:{text}" in log.streams(kind, text, upto=register.known_at)]
    if len(found) > 1:
        raise Refusal(f"'{text}' may mean {' or '.join(found)}", "write which one")
    if not found:
        names = (name_of(stream) for kind in among for stream in log.streams(kind, upto=register.known_at))
        raise UnknownSubject(kinds, text, names)
    return found[0]


def _is_known(log: Log, subject: str, known_at: int) -> bool:
    """Whether a subject has a story of its own, or is mentioned, as a document is."""
    if subject in log.streams(kind_of(subject), name_of(subject), upto=known_at):
        return True
    return next(log.entries(tag=subject, upto=known_at, limit=1), None) is not None


def _with_names(row: Row, wanted: Iterable[Column], name: Any) -> Row:
    called: Mapping[str, Any] = {c.key: name(row.cells.get(c.names)) for c in wanted if c.names}
    return replace(row, cells={**row.cells, **called})
