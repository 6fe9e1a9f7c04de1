"""A time-stamp authority, asked over HTTP (RFC 3161, section 3.4): one question, one bounded answer, no redirects."""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from typing import IO, Any, Final

from ledger.refusals import Refusal
from ledger.transparency.strict_text import on_one_line

TIMEOUT: Final = 30.0
"""Seconds after which an authority that says nothing, or does not come to an end, is given up."""
LARGEST: Final = 100_000
"""More octets than any answer has, with every certificate up to the root."""
_ELSEWHERE: Final = "try later, name another authority, or take the query there yourself (--request)"


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
