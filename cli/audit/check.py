"""`govledger audit check`: verify a receipt, a bundle, a checkpoint or a proof of growth, without a ledger."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.audit.files import read
from cli.audit.prove import head_in
from cli.audit.trust import given_trust, trust_options

if TYPE_CHECKING:
    from ledger.audit.policy import Policy, Verdict


@click.command("check")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@trust_options
@click.option("--from", "old", type=click.Path(path_type=Path), help="The older checkpoint, for a proof of growth.")
@click.option("--entry", type=click.Path(path_type=Path), help="The entry as one line of JSON, for a bare receipt.")
def command(file: Path, policy: Any, key: str | None, old: Path | None, entry: Path | None) -> None:
    """Verify FILE offline: a receipt, a bundle's folder, a checkpoint, or a proof of growth.

    Trust comes from you: the verifier key that was written down when the ledger was made, or your own policy. A
    key or policy that came with the file proves nothing.

    \b
    govledger audit check entry-17.tlog-proof --key verifier-key.txt
    govledger audit check bundle/ --policy council.policy
    govledger audit check growth.proof --from last-year.checkpoint --key verifier-key.txt
    """
    from ledger.audit.errors import Malformed

    trust = given_trust(policy, key)
    if trust is None or trust.policy is None:
        raise click.UsageError("say whom to trust: --key with the ledger's verifier key, or --policy")
    try:
        _check(file, trust.policy, old, entry)
    except Malformed as wrong:
        raise click.BadParameter(f"{file}: {wrong}", param_hint="FILE") from wrong


def _check(file: Path, policy: Policy, old: Path | None, entry: Path | None) -> None:
    from ledger.audit.bundle_check import check_bundle
    from ledger.audit.growth import HEADER as GROWTH
    from ledger.audit.proof import HEADER as RECEIPT

    octets = b"" if file.is_dir() else read(file)
    if file.is_dir():
        _tell(check_bundle(file, policy), "a bundle that is whole")
    elif octets.startswith(RECEIPT.encode()):
        _check_receipt(octets, policy, entry)
    elif octets.startswith(GROWTH.encode()):
        _check_growth(octets, policy, old)
    else:
        _tell(policy.judge(octets), "a checkpoint")


def _check_receipt(octets: bytes, policy: Policy, entry: Path | None) -> None:
    from ledger.audit.proof import parse_receipt, verify_receipt

    receipt = parse_receipt(octets)
    leaf = receipt.extra if entry is None else read(entry).removesuffix(b"\n")
    if not leaf:
        raise click.UsageError("this receipt does not hold its entry; give it with --entry")
    verdict = verify_receipt(receipt, leaf, policy)
    click.echo(leaf + b"\n", nl=False)
    _tell(verdict, f"a receipt: this is entry {receipt.index + 1}")


def _check_growth(octets: bytes, policy: Policy, old: Path | None) -> None:
    from ledger.audit.growth import parse_growth

    growth = parse_growth(octets)
    if old is None:
        raise click.UsageError("this is a proof of growth; give the older checkpoint with --from")
    policy.judge(read(old))
    verdict = policy.judge(growth.note)
    growth.check(head_in(old))
    _tell(verdict, f"a proof: the first {growth.old} entries are those of the older checkpoint")


def _tell(verdict: Verdict, what: str) -> None:
    from ledger.audit.verifying.times import moment

    head = verdict.checkpoint
    click.echo(f"Verified {what}; {head.size} entries of {head.origin} are signed.", err=True)
    for line in verdict.cosignatures:
        click.echo(f"Cosigned by {line.witness.name} at {moment(line.at)}.", err=True)
