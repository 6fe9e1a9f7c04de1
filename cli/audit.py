"""`govledger audit`: the key, the checkpoints and the proofs; one module for each word after it."""

from __future__ import annotations

from typing import Final

import click

from cli.lazy import LazyGroup, Noun

_KEEP: Final = "Keep"
VERBS: Final = (
    Noun("key", "cli.audit_key", "the key that seals the ledger; hand over to a new one", _KEEP),
    Noun("seal", "cli.audit_seal", "seal a ledger that was kept without a key", _KEEP),
    Noun("recover", "cli.audit_recover", "go on from a backup that was restored", _KEEP),
)


@click.command("audit", cls=LazyGroup, nouns=VERBS)
def command() -> None:
    """The audit trail: what shows that nothing in the ledger was altered, dropped, back-dated or reordered."""
