"""`govledger audit timestamp`: have somebody's clock vouch for a checkpoint.

An authority is asked over HTTP (RFC 3161, section 3.4): one question, one bounded answer, no redirects.
"""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

import click

from cli.audit.files import write_octets
from cli.audit.trust import CERTIFICATE, certificate_option, tell_stamp
from cli.terminal import say
from ledger.refusals import Refusal
from ledger.transparency.strict_text import on_one_line

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

TIMEOUT: Final = 30.0
"""Seconds after which an authority that says nothing, or does not come to an end, is given up."""
LARGEST: Final = 100_000
"""More octets than any answer has, with every certificate up to the root."""
_ELSEWHERE: Final = "try later, name another authority, or take the query there yourself (--request)"


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
def timestamp(
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


class NoAnswer(Refusal):
    """An authority that cannot be reached, or answers something else than a time stamp."""

    def __init__(self, url: str, problem: str, remedy: str = _ELSEWHERE) -> None:
        super().__init__(f"the authority at {url} {problem}", remedy)


class _Staying(urllib.request.HTTPRedirectHandler):
    """Follows nobody elsewhere: a question that is sent on arrives without its body."""

    def redirect_request(self, *_: Any) -> None:
        return None


def ask(url: str, query: bytes) -> bytes:
    """The octets that the authority answers a query with.

    Raises:
        NoAnswer: there is none, or it is too long.
    """
    if not url.lower().startswith(("http://", "https://")):
        raise NoAnswer(url, "has no address of the web", "write it as http://... or https://...")
    headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
    until = time.monotonic() + TIMEOUT
    try:
        request = urllib.request.Request(url, query, headers)
        with urllib.request.build_opener(_Staying).open(request, timeout=TIMEOUT) as answered:
            return _bounded(url, answered, until)
    except urllib.error.HTTPError as refused:
        moved = refused.headers.get("Location") if 300 <= refused.code < 400 else None
        with refused:
            raise _refused(url, refused.code, moved) from refused
    except (OSError, http.client.HTTPException, ValueError) as failed:
        why = getattr(failed, "reason", failed)
        late = isinstance(why, TimeoutError)
        said = f"did not answer within {TIMEOUT:g} seconds" if late else f"cannot be asked: {on_one_line(str(why))}"
        raise NoAnswer(url, said) from failed


def _bounded(url: str, answered: IO[bytes], until: float) -> bytes:
    """All of an answer that comes to an end in time."""
    octets = bytearray()
    while part := answered.read1(LARGEST):  # type: ignore[attr-defined]
        octets += part
        if len(octets) > LARGEST:
            raise NoAnswer(url, f"answered with more than {LARGEST:,} octets, which no time stamp has")
        if time.monotonic() > until:
            raise TimeoutError
    return bytes(octets)


def _refused(url: str, code: int, moved: str | None) -> NoAnswer:
    if moved:
        return NoAnswer(url, f"has moved to {on_one_line(moved)}", "name that address, if you trust it")
    said = http.client.responses.get(code, "")
    return NoAnswer(url, f"answered {code} {said}".rstrip())
