"""Whom a verifier believes at the command line: policies, keys, time-stamp authorities."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from cli.audit.files import read
from cli.session import F
from cli.terminal import say

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

    from ledger.audit.verification import Evidence, Trust
    from ledger.store import Datastore
    from ledger.transparency.policy import Policy
    from ledger.transparency.timestamp import Timestamp


CERTIFICATE: Final = "--tsa-certificate"


class VerifierKeyType(click.ParamType[str]):
    """A verifier key as it was written down, or a file that holds it."""

    name = "key|file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The key's text, once it reads as one."""
        from ledger.transparency.errors import MalformedKey
        from ledger.transparency.keys import parse_verifier_key

        text = str(value).strip()
        try:
            text = Path(text).read_text("utf-8").strip() if Path(text).is_file() else text
            return parse_verifier_key(text).text
        except (OSError, UnicodeDecodeError) as unreadable:
            self.fail(f"the file '{value}' cannot be read: {unreadable}", param, ctx)
        except MalformedKey as wrong:
            self.fail(f"'{value}' is no verifier key and no file with one: {wrong.problem}", param, ctx)


class PolicyType(click.ParamType[Any]):
    """A trust file (c2sp.org/tlog-policy): ledgers' keys, witnesses and their quorum."""

    name = "file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The policy and the file that it is from."""
        from ledger.transparency.errors import MalformedPolicy
        from ledger.transparency.policy import parse_policy

        try:
            return parse_policy(Path(value).read_bytes()), str(value)
        except OSError as unreadable:
            self.fail(f"'{value}' cannot be read: {unreadable.strerror}", param, ctx)
        except MalformedPolicy as wrong:
            self.fail(f"{value}: {wrong}", param, ctx)


def trust_options(command: F) -> F:
    """`--policy` and `--key`: whom to believe."""
    policy = click.option("--policy", type=PolicyType(), help="Your own trust file: keys, witnesses, quorum.")
    key = click.option("--key", type=VerifierKeyType(), help="The ledger's verifier key, as it was written down.")
    return policy(key(command))


def given_trust(policy: tuple[Policy, str] | None, key: str | None) -> Trust | None:
    """What the options say; None where they say nothing.

    Raises:
        UsageError: they say two different things.
    """
    from ledger.audit.verification import Trust
    from ledger.transparency.keys import parse_verifier_key
    from ledger.transparency.policy import Policy

    if policy and key:
        raise click.UsageError("--policy names the keys already; leave out --key")
    if policy:
        return Trust(policy[0], f"the policy in {policy[1]}")
    return Trust(Policy.trusting(parse_verifier_key(key)), "--key") if key else None


def own_trust(datastore: Datastore) -> tuple[Trust, Evidence | None]:
    """This machine's own signing key for the ledger, and its high-water mark; the ledger's own word without them."""
    from cli.keys import which_key
    from ledger.audit.signer import mark_beside
    from ledger.audit.verification import Trust, read_evidence
    from ledger.audit.verification.keys import named_keys, readable
    from ledger.transparency.errors import AuditError
    from ledger.transparency.policy import Policy

    keys, _ = readable(named_keys(datastore))
    if not keys:
        return Trust(), None
    from ledger.transparency.keys import parse_verifier_key, read_key

    where = Path(which_key(parse_verifier_key(keys[-1][1])).value)
    try:
        trust = Trust(Policy.trusting(read_key(where).verifier), f"the key file {where}")
    except AuditError:
        return Trust(), None
    mark = mark_beside(where)
    return trust, read_evidence(mark, "mark") if mark.exists() else None


class CertificatesType(click.ParamType[Any]):
    """A file of certificates: the root of a time-stamp authority, and those below it that a stamp lacks."""

    name = "file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The certificates."""
        from ledger.transparency.timestamp import read_certificates
        from ledger.transparency.timestamp_errors import MalformedCertificates

        try:
            return read_certificates(Path(value).read_bytes())
        except OSError as unreadable:
            self.fail(f"'{value}' cannot be read: {unreadable.strerror}", param, ctx)
        except MalformedCertificates as wrong:
            self.fail(f"{value}: {wrong}", param, ctx)


def certificate_option(command: F) -> F:
    """`--tsa-certificate`: which time-stamp authority is believed."""
    text = "A time-stamp authority's root certificate, got from its owner."
    return click.option(CERTIFICATE, "authorities", type=CertificatesType(), help=text)(command)


def refuse_malformed(evidence: Evidence) -> None:
    """Refuses a file beside the evidence that is called a time stamp and is none.

    Raises:
        BadParameter: that is so.
        NotGranted: it is an authority's refusal.
    """
    from ledger.transparency.errors import Malformed
    from ledger.transparency.timestamp import check_answer
    from ledger.transparency.timestamp_errors import NotGranted, OtherFile

    try:
        check_answer(evidence.stamp, evidence.octets)
    except Malformed as wrong:
        raise click.BadParameter(f"the time stamp of {evidence.holder}: {wrong}", param_hint="--against") from wrong
    except NotGranted as refused:
        raise refused.at(f"the time stamp of {evidence.holder}") from refused
    except OtherFile:
        pass  # which contradicts, and is told with everything else that does


def check_stamp(file: Path, of: Path | None, authorities: tuple[Certificate, ...] | None) -> Path:
    """Verify a time stamp offline, and say what it shows; returns the file that it is of.

    Raises:
        UsageError: it is not said of which file it is, or whom to trust.
        AuditError: it does not hold.
    """
    from ledger.audit.verification.evidence import STAMP
    from ledger.transparency.timestamp import verify_timestamp

    stamped = of or file.with_name(file.name.removesuffix(STAMP))
    if not stamped.is_file() or stamped == file:
        raise click.UsageError(f"say with --of which file '{file}' is the time stamp of")
    if authorities is None:
        raise click.UsageError(f"say whom to trust: {CERTIFICATE} with the authority's root certificate")
    tell_stamp(verify_timestamp(read(file), read(stamped), authorities), stamped)
    return stamped


def tell_stamp(stamp: Timestamp, stamped: Path) -> None:
    """Say what a time stamp shows."""
    from ledger.audit.verification.times import moment

    say(f"Verified a time stamp: '{stamped}' was there by {moment(stamp.at)}, says {stamp.authority}.")
