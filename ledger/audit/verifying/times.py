"""Times: what a ledger's clock says, held against the clocks of others.

The time at which an entry was recorded is the ledger's own claim. A witness who cosigned the first n entries at
some time shows that all of them were there by then, so none of them can have been recorded later. The other
bound does not exist: that somebody was shown n entries does not say that there were no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final

from ledger.audit.cosignature import Cosignature
from ledger.audit.verifying.findings import Check, Finding
from ledger.store import Datastore

SKEW: Final = 300
"""Seconds by which two honest clocks may differ."""
_LATER: Final = (
    "SELECT position, recorded_at FROM entries WHERE position <= ? AND recorded_at > ? ORDER BY position LIMIT 1"
)


def later_than_seen(datastore: Datastore, times: Iterable[tuple[int, Cosignature]]) -> Iterator[Finding]:
    """Entries that say they were recorded after a witness had seen them."""
    for size, line in times:
        with datastore.read() as connection:
            found = datastore.execute(connection, _LATER, (size, (line.at + SKEW) * 1_000_000))
        for position, recorded_at in found:
            yield Finding(
                Check.TIMES,
                f"entry {position} says that it was recorded at {moment(recorded_at // 1_000_000)}, and "
                f"{line.witness.name} had seen it by {moment(line.at)}",
                position,
            )


def later_than_now(datastore: Datastore, size: int, now: int) -> Iterator[Finding]:
    """Entries from the future, by the verifier's clock (seconds since 1970)."""
    with datastore.read() as connection:
        found = datastore.execute(connection, _LATER, (size, (now + SKEW) * 1_000_000))
    for position, recorded_at in found:
        says = f"entry {position} says that it was recorded at {moment(recorded_at // 1_000_000)}, which is yet to come"
        yield Finding(Check.TIMES, says, position)


def moment(seconds: int) -> str:
    """A time in UTC; its number where no calendar has it."""
    try:
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    except (ValueError, OverflowError, OSError):
        return f"{seconds} seconds after 1970"
