"""`govledger audit`: the key, the checkpoints and the proofs; one module for each word after it."""

from __future__ import annotations

from typing import Final

import click

from cli.lazy import LazyGroup, Noun

_VERIFY, _KEEP = "Verify", "Keep"
VERBS: Final = (
    Noun("verify", "cli.audit_verify", "whether anything was altered, dropped or reordered, and where", _VERIFY),
    Noun("key", "cli.audit_key", "the key that seals the ledger; hand over to a new one", _KEEP),
    Noun("seal", "cli.audit_seal", "seal a ledger that was kept without a key", _KEEP),
    Noun("recover", "cli.audit_recover", "go on from a backup that was restored", _KEEP),
)


@click.command("audit", cls=LazyGroup, nouns=VERBS)
def command() -> None:
    """The audit trail: what shows that nothing in the ledger was altered, dropped, back-dated or reordered."""
