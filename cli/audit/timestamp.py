"""`govledger audit timestamp`: have somebody's clock vouch for a checkpoint."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.audit.files import write_octets
from cli.audit.stamps import CERTIFICATE, certificate_option, tell_stamp
from cli.terminal import say

if TYPE_CHECKING:
    from cryptography.x509 import Certificate


@click.command("timestamp")
@click.argument("checkpoint", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--request", "query_file", type=click.Path(path_type=Path, dir_okay=False), help="Write the query to this file."
)
@click.option("--tsa", "url", metavar="URL", help="Ask the authority at this address, over HTTP.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="Keep its answer here.  [default: CHECKPOINT.tsr]"
)
@certificate_option
def command(
    checkpoint: Path,
    query_file: Path | None,
    url: str | None,
    out: Path | None,
    authorities: tuple[Certificate, ...] | None,
) -> None:
    """Have a time-stamp authority (RFC 3161) vouch that CHECKPOINT, or a receipt, was there by now.

    With --tsa the authority is asked, and its answer kept beside the file. With --request the query is written for
    you to send. Nobody is told what was recorded: the authority sees a digest. What it vouches for is verified with
    `govledger audit check`, and with `govledger audit verify --against`. This needs the extra package that
    `pip install 'govledger[timestamps]'` brings.

    \b
    govledger audit timestamp 2019-04-30.checkpoint --tsa https://tsa.example/ --tsa-certificate tsa-root.pem
    govledger audit timestamp 2019-04-30.checkpoint --request 2019-04-30.tsq
    """
    octets = _stampable(checkpoint)
    if query_file is not None and not (url or out or authorities):
        _write_query(octets, query_file)
    elif query_file is None and url is not None:
        _ask(checkpoint, octets, url, out, authorities)
    else:
        raise click.UsageError(f"give --tsa to ask an authority (with --out, {CERTIFICATE}), or --request alone")


def _stampable(file: Path) -> bytes:
    """The octets of what is worth a time stamp: a checkpoint or a receipt."""
    from ledger.audit.verification import read_evidence
    from ledger.transparency.errors import BadEvidence

    try:
        return read_evidence(file).octets
    except BadEvidence as wrong:
        raise click.BadParameter(str(wrong), param_hint="CHECKPOINT") from wrong


def _write_query(octets: bytes, file: Path) -> None:
    from ledger.transparency.timestamp import make_query

    write_octets(make_query(octets).octets, file, "--request")
    say(f"Send '{file}' to an authority as application/timestamp-query, and keep what it answers.")


def _ask(
    checkpoint: Path, octets: bytes, url: str, out: Path | None, authorities: tuple[Certificate, ...] | None
) -> None:
    from cli.audit.authority import ask
    from ledger.audit.verification.evidence import stamp_beside
    from ledger.transparency.timestamp import check_answer, make_query, verify_timestamp

    place = out or stamp_beside(checkpoint)
    if place.exists():
        raise click.UsageError(
            f"'{place}' is there already, and an older time stamp shows more; name another with --out"
        )
    query = make_query(octets)
    answer = ask(url, query.octets)
    check_answer(answer, octets, query)
    stamp = verify_timestamp(answer, octets, authorities) if authorities else None
    write_octets(answer, place)
    if stamp is not None:
        tell_stamp(stamp, checkpoint)
    else:
        say(f"Kept in '{place}'. Whose it is was not verified: give {CERTIFICATE}.")
