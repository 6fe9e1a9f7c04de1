"""`govledger audit`: the key, the checkpoints and the proofs; the modules are found by the table below."""

from __future__ import annotations

from typing import Final

import click

from cli.lazy import LazyGroup, Noun

_VERIFY, _GIVE, _KEEP = "Verify", "Hand out", "Keep"
VERBS: Final = (
    Noun("verify", "cli.audit.verify", "whether anything was altered, dropped or reordered, and where", _VERIFY),
    Noun("check", "cli.audit.check", "verify a receipt, bundle, checkpoint, proof or time stamp offline", _VERIFY),
    Noun("replay", "cli.audit.replay", "the register of a moment, folded from the log alone", _VERIFY),
    Noun("checkpoint", "cli.audit.proofs:checkpoint", "the newest signed tree head, to be kept elsewhere", _GIVE),
    Noun("receipt", "cli.audit.proofs:receipt", "the proof that an entry is in the ledger", _GIVE),
    Noun("prove", "cli.audit.proofs:prove", "that an entry is in the tree, or that it has only grown", _GIVE),
    Noun("bundle", "cli.audit.proofs:bundle", "everything an outsider needs to verify the ledger", _GIVE),
    Noun("witness", "cli.audit.witness:witness", "cosign somebody's checkpoint", _GIVE),
    Noun("timestamp", "cli.audit.timestamp:timestamp", "have a time-stamp authority vouch for a checkpoint", _KEEP),
    Noun("cosigned", "cli.audit.witness:cosigned", "keep what witnesses said of this ledger's checkpoint", _KEEP),
    Noun("key", "cli.audit.key:key", "the key that seals the ledger; hand over to a new one", _KEEP),
    Noun("seal", "cli.audit.key:seal", "seal a ledger that was kept without a key", _KEEP),
    Noun("clock", "cli.audit.clock", "declare that a clock which ran ahead has stamped entries", _KEEP),
    Noun("recover", "cli.audit.key:recover", "go on from a backup that was restored", _KEEP),
)


@click.command("audit", cls=LazyGroup, nouns=lambda: VERBS)
def command() -> None:
    """The audit trail: what shows that nothing in the ledger was altered, dropped, back-dated or reordered."""
