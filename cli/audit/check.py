"""`govledger audit check`: verify a receipt, a bundle, a checkpoint, a proof of growth or a time stamp, offline."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.audit.files import read
from cli.audit.trust import CERTIFICATE, certificate_option, check_stamp, given_trust, trust_options
from cli.terminal import put, say

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

    from ledger.transparency.checkpoint import Checkpoint
    from ledger.transparency.policy import Judgement, Policy


@click.command("check")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@trust_options
@click.option("--from", "old", type=click.Path(path_type=Path), help="What was kept before, for a bundle or a proof.")
@click.option("--entry", type=click.Path(path_type=Path), help="The entry as one line of JSON, for a bare receipt.")
@certificate_option
@click.option("--of", type=click.Path(path_type=Path), help="What a time stamp is of.  [default: FILE without .tsr]")
def command(
    file: Path,
    policy: Any,
    key: str | None,
    old: Path | None,
    entry: Path | None,
    authorities: tuple[Certificate, ...] | None,
    of: Path | None,
) -> None:
    """Verify FILE offline: a receipt, a bundle's folder, a checkpoint, a proof of growth, or a time stamp.

    Trust comes from you: the verifier key that was written down when the ledger was made, or your own policy; for a
    time stamp the authority's root certificate. A key, policy or certificate that came with the file proves nothing.

    \b
    govledger audit check entry-17.tlog-proof --key verifier-key.txt
    govledger audit check bundle/ --policy council.policy --from last-year.checkpoint
    govledger audit check growth.proof --from last-year.checkpoint --key verifier-key.txt
    govledger audit check last-year.checkpoint.tsr --tsa-certificate tsa-root.pem --key verifier-key.txt
    """
    from ledger.audit.verification.evidence import STAMP
    from ledger.transparency.errors import Malformed

    trust = given_trust(policy, key)
    try:
        if of is not None or file.name.endswith(STAMP):
            file = check_stamp(file, of, authorities)
            if trust is None and old is None and entry is None:
                return
        elif authorities is not None:
            raise click.UsageError(f"{CERTIFICATE} goes with a time stamp, whose name ends with {STAMP}")
        if trust is None or trust.policy is None:
            raise click.UsageError("say whom to trust: --key with the ledger's verifier key, or --policy")
        _check(file, trust.policy, old, entry)
    except Malformed as wrong:
        raise click.BadParameter(f"{file}: {wrong}", param_hint="FILE") from wrong


def _check(file: Path, policy: Policy, old: Path | None, entry: Path | None) -> None:
    from ledger.transparency.consistency_proof import HEADER as GROWTH
    from ledger.transparency.proof import HEADER as RECEIPT

    octets = b"" if file.is_dir() else read(file)
    is_receipt = octets.startswith(RECEIPT.encode())
    if entry is not None and not is_receipt:
        raise click.UsageError(f"--entry goes with a receipt, and '{file}' is none")
    if file.is_dir():
        _check_bundle(file, policy, old)
    elif octets.startswith(GROWTH.encode()):
        _check_growth(octets, policy, old)
    elif old is not None:
        raise click.UsageError(f"--from goes with a bundle or a proof of growth, and '{file}' is neither")
    elif is_receipt:
        _check_receipt(octets, policy, entry)
    else:
        _tell(policy.judge(octets), "a checkpoint")


def _check_bundle(folder: Path, policy: Policy, old: Path | None) -> None:
    from ledger.audit.bundle_check import check_bundle, check_continues

    before = _kept(old, policy) if old is not None else None
    verdict = check_bundle(folder, policy)
    if before is not None:
        check_continues(folder, verdict.checkpoint, before)
    whole = "a bundle that is whole"
    _tell(verdict, whole if before is None else f"{whole} and continues what was kept of {before.size} entries")
    if verdict.withheld:
        say(f"Note: withheld, and shown only by their hashes: {', '.join(map(str, verdict.withheld))}.")


def _kept(file: Path, policy: Policy) -> Checkpoint:
    """The tree head of a checkpoint, receipt or bundle that was kept, if the policy trusts it."""
    from ledger.audit.verification import read_evidence
    from ledger.transparency.errors import BadEvidence

    try:
        return policy.judge(read_evidence(file).note).checkpoint
    except BadEvidence as wrong:
        raise click.BadParameter(str(wrong), param_hint="--from") from wrong


def _check_receipt(octets: bytes, policy: Policy, entry: Path | None) -> None:
    from ledger.transparency.proof import parse_receipt, verify_receipt

    receipt = parse_receipt(octets)
    leaf = receipt.extra if entry is None else read(entry).removesuffix(b"\n")
    if not leaf:
        raise click.UsageError("this receipt does not hold its entry; give it with --entry")
    verdict = verify_receipt(receipt, leaf, policy)
    put(leaf + b"\n")
    _tell(verdict, f"a receipt: this is entry {receipt.index + 1}")


def _check_growth(octets: bytes, policy: Policy, old: Path | None) -> None:
    from ledger.transparency.consistency_proof import parse_consistency_proof

    growth = parse_consistency_proof(octets)
    if old is None:
        raise click.UsageError("this is a proof of growth; give the older checkpoint with --from")
    before = _kept(old, policy)
    verdict = policy.judge(growth.note)
    growth.check(before)
    _tell(verdict, f"a proof: the first {growth.old} entries are those of the older checkpoint")


def _tell(verdict: Judgement, what: str) -> None:
    from ledger.audit.verification.times import moment

    head = verdict.checkpoint
    say(f"Verified {what}; {head.size} entries of {head.origin} are signed.")
    for line in verdict.cosignatures:
        say(f"Cosigned by {line.witness.name} at {moment(line.at)}.")
