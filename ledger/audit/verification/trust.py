"""Whom a verifier believes: keys and witnesses that come from outside, and what the ledger says of its own keys.

The ledger's table of keys is part of what is verified. On its own word alone a record that somebody signed
anew with a key of their own would pass, so a verifier should bring the key that was written down.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.audit.verification.findings import Check, Finding
from ledger.audit.verification.rows import Keys
from ledger.store import Datastore
from ledger.transparency.errors import MalformedKey
from ledger.transparency.keys import VerifierKey, parse_verifier_key
from ledger.transparency.policy import Policy

if TYPE_CHECKING:
    from cryptography.x509 import Certificate


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
