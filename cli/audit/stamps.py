"""Time stamps at the command line: whose are believed, and what is said of one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from cli.audit.files import read
from cli.session import F
from cli.terminal import say

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

    from ledger.audit.verification import Evidence
    from ledger.transparency.timestamp import Timestamp

CERTIFICATE: Final = "--tsa-certificate"


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
