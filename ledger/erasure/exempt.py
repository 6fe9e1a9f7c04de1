"""Which entries are exempt from publication, and why: one rule for every answer, export, receipt and bundle."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from ledger.database.datastore import Datastore
from ledger.entries.codec import entry_of
from ledger.entries.corrections import ABOUT_ENTRIES, as_corrected, withdrawn
from ledger.entries.entry import Entry
from ledger.entries.row import COLUMNS
from ledger.vocabulary.corrections import EntryCorrected

MAKES_EXEMPT: Final = (
    f"visibility <> '' OR (type = '{EntryCorrected.TYPE}' AND replace(body, '\"visibility\"', '') <> body)"
)
"""Which entries make something exempt, or no longer exempt. In these very words the index `entries_exempt` holds them,
so that a public answer costs what is exempt in a ledger, and not what is in it.
"""
_IN_STREAMS: Final = f"SELECT DISTINCT stream FROM entries WHERE {MAKES_EXEMPT}"
"""Where anything is, was or became exempt; asked for by itself, since as a part of the next PostgreSQL goes through the
whole log for it.
"""
_TOLD: Final = f"SELECT {', '.join(COLUMNS)} FROM entries WHERE stream IN ({{}}) ORDER BY position"
_PORTION: Final = 500


def exempt_entries(datastore: Datastore) -> dict[int, str]:
    """The positions of the entries that are exempt today, each with the reason.

    Today counts, whatever a question says is known: an exemption that came later is not evaded by asking as of before.
    """
    streams: dict[str, list[Entry]] = {}
    with datastore.read() as connection:
        left = iter([stream for (stream,) in datastore.execute(connection, _IN_STREAMS)])
        while portion := tuple(islice(left, _PORTION)):
            for row in datastore.execute(connection, _TOLD.format(", ".join("?" * len(portion))), portion):
                entry = entry_of(row)
                streams.setdefault(entry.stream, []).append(entry)
    found = (each for told in streams.values() for each in _exempt(told))
    return dict(sorted((position, reason) for position, reason in found if reason))


def _exempt(told: list[Entry]) -> Iterator[tuple[int, str]]:
    """Every entry of a stream with the reason why it is exempt, or ''.

    1. A statement and all that corrects, retracts or erases something of it are exempt together or not at all, since
       each of them tells of the others. A retraction of the statement itself does not change what it is.
    2. The last correction that counts and says whether the statement is exempt decides.
    3. What is about a statement inherits its exemption when it is recorded. One that is exempt and has not inherited
       that was recorded so in its own right, and then the statement is withheld with it: without it, it would be
       shown as it no longer is.
    """
    gone = withdrawn(told)
    statement_of: dict[int, int] = {}
    reasons: dict[int, str] = {}
    given: dict[int, set[str]] = {}
    for entry in told:
        if not isinstance(entry.event, ABOUT_ENTRIES):
            statement = statement_of[entry.position] = entry.position
            reasons[statement], given[statement] = entry.visibility, {entry.visibility}
            continue
        named: Any = entry.event
        statement = statement_of[entry.position] = statement_of.get(named.entry, named.entry)
        reasons.setdefault(statement, "")
        given.setdefault(statement, {""})
        anew = _said_anew(entry, told) if named.entry == statement else None
        if anew is not None and entry.position not in gone:
            reasons[statement] = anew
        elif entry.visibility not in {reasons[statement], anew, *given[statement]}:
            reasons[statement] = reasons[statement] or entry.visibility
        given[statement] |= {entry.visibility, anew or ""}
    return ((position, reasons[statement]) for position, statement in statement_of.items())


def _said_anew(entry: Entry, told: list[Entry]) -> str | None:
    """What a correction, as it was itself corrected, makes of the exemption; None where it leaves it."""
    stands = as_corrected(told, entry.position) or entry
    return stands.event.visibility if isinstance(stands.event, EntryCorrected) else None
