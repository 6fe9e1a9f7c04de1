"""Keys: whom a verifier believes, and whether each key of the ledger was handed over to by the one before it.

The ledger's table of keys is part of what is verified. On its own word alone a record that somebody signed
anew with a key of their own would pass, so a verifier should bring the key that was written down. A handover is an
entry whose checkpoint both keys have signed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import msgspec

from ledger.audit.verification.findings import Check, Finding
from ledger.audit.verification.rows import Keys
from ledger.store import Datastore, EntryRow
from ledger.transparency.errors import MalformedKey
from ledger.transparency.keys import VerifierKey, parse_verifier_key
from ledger.transparency.policy import Policy
from ledger.vocabulary.signing_keys import BackupRestored, ClockCorrected, KeyRotated

if TYPE_CHECKING:
    from cryptography.x509 import Certificate


MENTIONED: Final = (KeyRotated.TYPE, BackupRestored.TYPE, ClockCorrected.TYPE)
"""The types of the entries in which a ledger tells of its own trail."""


def handovers(keys: Keys) -> set[int]:
    """The entries that must have handed over from one key to the next."""
    return {since - 1 for since, _ in keys[1:]}


def chain(keys: Keys, told: Sequence[EntryRow], signed: Collection[int]) -> Iterator[Finding]:
    """Whether every key but the first is vouched for by the one before it.

    `signed` are the sizes, among the `handovers`, whose own checkpoints fit.
    """
    rotations = {row.position: _rotation(row) for row in told if row.type == KeyRotated.TYPE}
    for (_, old), (since, new) in pairwise(keys):
        rotation = rotations.pop(since - 1, None)
        if rotation is None or (rotation.old, rotation.new) != (old, new):
            says = f"the key that is named from entry {since} on ({new}) was not handed over to by the one before"
            yield Finding(Check.KEYS, says, since)
        elif since - 1 not in signed:
            says = f"entry {since - 1} hands over to another key, and the two have not both signed it"
            yield Finding(Check.KEYS, f"{says}: who signed up to it is unknown", among=(1, since - 1))
        else:
            yield _noted(f"entry {since - 1} hands over to the key {new} ({rotation.why})", since - 1)
    for position in rotations:
        yield Finding(
            Check.KEYS, f"entry {position} hands over to another key, and the ledger does not name it", position
        )


def restorations(told: Sequence[EntryRow]) -> Iterator[Finding]:
    """What the ledger itself says of backups that were restored."""
    for row in told:
        if row.type == BackupRestored.TYPE and (event := _restoration(row)) is not None:
            yield _noted(
                f"entry {row.position} says that a backup of {event.restored_size} entries was restored when "
                f"{event.seen_size} had been seen ({event.why})",
                row.position,
            )


def wrong_clocks(told: Sequence[EntryRow]) -> list[tuple[int, int]]:
    """The entries, from one to another, of which the ledger itself says that a clock which ran ahead stamped them."""
    found = (_clock(row) for row in told if row.type == ClockCorrected.TYPE)
    return [(event.first, event.last) for event in found if event is not None]


def declared_clocks(told: Sequence[EntryRow]) -> Iterator[Finding]:
    """What the ledger itself says of clocks that were wrong."""
    for row in told:
        if row.type == ClockCorrected.TYPE and (event := _clock(row)) is not None:
            which = f"entry {event.first}" if event.first == event.last else f"entries {event.first} to {event.last}"
            says = f"entry {row.position} declares that {which} were stamped by a clock that ran ahead: recorded"
            found = f"{says} {event.were} in truth ({event.why})"
            yield Finding(Check.TIMES, found, row.position, wrong=False, aloud=True)


def _clock(row: EntryRow) -> ClockCorrected | None:
    try:
        return msgspec.json.decode(row.body, type=ClockCorrected)
    except (ValueError, TypeError):
        return None


def _rotation(row: EntryRow) -> KeyRotated | None:
    try:
        return msgspec.json.decode(row.body, type=KeyRotated)
    except (ValueError, TypeError):
        return None


def _restoration(row: EntryRow) -> BackupRestored | None:
    try:
        return msgspec.json.decode(row.body, type=BackupRestored)
    except (ValueError, TypeError):
        return None


def _noted(says: str, entry: int) -> Finding:
    return Finding(Check.KEYS, says, entry, wrong=False)


@dataclass(frozen=True)
class Trust:
    """The verifier's own policy, and where it comes from; without one, the ledger's own word."""

    policy: Policy | None = None
    source: str = "the ledger's own word"
    authorities: tuple[Certificate, ...] = ()
    """The certificates of time-stamp authorities that are believed, with those between root and authority."""

    @property
    def keys(self) -> tuple[VerifierKey, ...]:
        """The keys of ledgers that are believed."""
        return tuple(log.key for log in self.policy.logs) if self.policy else ()

    @property
    def witnesses(self) -> tuple[VerifierKey, ...]:
        """The witnesses whose word counts."""
        return tuple(witness.key for witness in self.policy.witnesses.values()) if self.policy else ()


def named_keys(datastore: Datastore) -> Keys:
    """The keys that the ledger names as its own, each with the first entry that it vouches for."""
    with datastore.read() as connection:
        return tuple(datastore.execute(connection, "SELECT since, verifier FROM signing_keys ORDER BY since"))


def readable(keys: Keys) -> tuple[Keys, list[Finding]]:
    """Those of the keys that are keys, and a finding for each that is none."""
    good, found = [], []
    for since, text in keys:
        try:
            parse_verifier_key(text)
            good.append((since, text))
        except MalformedKey as wrong:
            found.append(Finding(Check.KEYS, f"the key named from entry {since} on is none: {wrong.problem}"))
    return tuple(good), found


def name_of_the_ledger(keys: Keys, trust: Trust) -> str:
    """What the ledger is called: as its keys are, or as the only one that the verifier trusts."""
    if keys:
        return parse_verifier_key(keys[0][1]).name
    names = {key.name for key in trust.keys}
    return names.pop() if len(names) == 1 else ""


def believed(keys: Keys, trust: Trust) -> Iterator[Finding]:
    """Whether the ledger's keys are those that the verifier trusts."""
    named = {parse_verifier_key(text) for _, text in keys}
    if trust.policy is None:
        if keys:
            yield Finding(
                Check.KEYS, "the keys are taken on the ledger's own word; give --key or --policy", wrong=False
            )
        return
    if not named & set(trust.keys):
        wanted = " or ".join(key.text for key in trust.keys) or "none"
        yield Finding(Check.KEYS, f"the ledger does not name a key that is trusted ({trust.source}: {wanted})")
