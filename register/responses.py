"""What every response carries: what a browser may do with it, how long it may be kept, and by what it is known."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

SAFE: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "interest-cohort=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""On every response: nothing is loaded from elsewhere, no script runs, no other site frames a page."""
LASTING: Final = "public, max-age=86400, immutable"
"""For what both clocks are given of. For a day: what is erased or withheld later has to go from caches, too."""
ASKED_AGAIN: Final = "public, no-cache"
TYPES: Final = {
    "": "text/html; charset=utf-8",
    "json": "application/json",
    "jsonl": "application/jsonl; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "dot": "text/vnd.graphviz; charset=utf-8",
    "svg": "image/svg+xml",
    "atom": "application/atom+xml; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "text": "text/plain; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "octets": "application/octet-stream",
}


def response(
    request: Request,
    body: str | bytes,
    form: str = "",
    *,
    lasting: bool = False,
    status: int = 200,
    following: str = "",
) -> Response:
    """A response; who has it already is told that it is the same, and of a part, where it goes on (RFC 8288)."""
    octets = body.encode() if isinstance(body, str) else body
    headers = {**SAFE, "Cache-Control": LASTING if lasting else ASKED_AGAIN}
    if form:
        headers["Access-Control-Allow-Origin"] = "*"
        headers["Access-Control-Expose-Headers"] = "ETag, Link"
    if following:
        headers["Link"] = f'<{following}>; rel="next"'
    if status == 200:
        headers["ETag"] = tag = f'"{sha256(octets).hexdigest()[:32]}"'
        if tag in [each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")]:
            return Response(status_code=304, headers=headers)
    return Response(octets, status, headers, TYPES[form])


def moved(address: str) -> Response:
    """That the page stands at another address, for now."""
    return Response(status_code=302, headers={**SAFE, "Location": address, "Cache-Control": "no-cache"})
