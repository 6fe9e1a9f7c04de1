"""Times: what a ledger's clock says, held against the clocks of others.

The time at which an entry was recorded is the ledger's own claim. A witness who cosigned the first n entries at
some time, or an authority that stamped their checkpoint, shows that all of them were there by then, so none of them
can have been recorded later. The other bound does not exist: that somebody was shown n entries does not say that
there were no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Final, NamedTuple

from ledger.audit.verification.findings import Check, Finding
from ledger.store import Datastore

SKEW: Final = 300
"""Seconds by which two honest clocks may differ."""
_LATER: Final = (
    "SELECT position, recorded_at FROM entries WHERE position <= ? AND recorded_at > ?{without} "
    "ORDER BY position LIMIT 1"
)
_END_OF_TIME: Final = 2**63 - 1


class Sighting(NamedTuple):
    """The first `size` entries were there by `at`, in seconds since 1970: `how` says who shows it, by what."""

    size: int
    at: int
    how: str


def later_than_seen(
    datastore: Datastore, times: Iterable[Sighting], declared: Sequence[tuple[int, int]] = ()
) -> Iterator[Finding]:
    """Entries that say they were recorded after somebody outside had seen them."""
    for seen in times:
        latest = min((seen.at + SKEW) * 1_000_000, _END_OF_TIME)
        with datastore.read() as connection:
            found = datastore.execute(connection, *_later(seen.size, latest, declared))
        for position, recorded_at in found:
            yield Finding(
                Check.TIMES,
                f"entry {position} says that it was recorded at {moment(recorded_at // 1_000_000)}, and "
                f"{seen.how} by {moment(seen.at)}",
                position,
            )


def later_than_now(
    datastore: Datastore, size: int, now: int, declared: Sequence[tuple[int, int]] = ()
) -> Iterator[Finding]:
    """Entries from the future, by the verifier's clock (seconds since 1970), but for those declared to be misdated."""
    with datastore.read() as connection:
        found = datastore.execute(connection, *_later(size, (now + SKEW) * 1_000_000, declared))
    for position, recorded_at in found:
        says = f"entry {position} says that it was recorded at {moment(recorded_at // 1_000_000)}, which is yet to come"
        yield Finding(Check.TIMES, says, position)


def _later(size: int, than: int, declared: Sequence[tuple[int, int]]) -> tuple[str, tuple[int, ...]]:
    """The question after the first entry that is later, with its values."""
    without = " AND NOT position BETWEEN ? AND ?" * len(declared)
    return _LATER.format(without=without), (size, than, *(bound for each in declared for bound in each))


def moment(seconds: int) -> str:
    """A time in UTC; its number where no calendar has it."""
    try:
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    except (ValueError, OverflowError, OSError):
        return f"{seconds} seconds after 1970"
