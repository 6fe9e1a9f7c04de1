"""Asks a web site as a guest should: one request at a time, with pauses, by name, and only what it lets programs ask.

The library is the one that Python has: this needs one request after another and nothing that a larger one offers.
"""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import IO, Final
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from ledger.imports.files import LONGEST
from ledger.refusals import Refusal

_ATTEMPTS: Final = 4
_LONGEST_WAIT: Final = 600.0
"""Seconds; a site that asks to wait for longer is left for another day."""
_TIMEOUT: Final = 90.0
_LATER: Final = (
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.INTERNAL_SERVER_ERROR,
    HTTPStatus.BAD_GATEWAY,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.GATEWAY_TIMEOUT,
)


class NotFetched(Refusal):
    """An address that gave nothing to keep: why, and with what status, where there was an answer."""

    def __init__(self, url: str, why: str, status: int = 0) -> None:
        super().__init__(f"{url}: {why}", "fetch again later; what is there is kept")
        self.status = status


@dataclass
class Guest:
    """Who asks, how long they pause, and what the site has said about that.

    `pause` is seconds between the end of one request and the beginning of the next.
    """

    name: str
    pause: float = 2.0
    _robots: RobotFileParser | None = None
    _last: float = 0.0
    _opener: urllib.request.OpenerDirector = field(default_factory=lambda: urllib.request.build_opener(_WithinSite))

    def enter(self, site: str) -> None:
        """Read what the site asks of programs, and keep to it.

        Raises:
            NotFetched: the site cannot be reached.
        """
        parts = urlsplit(site)
        self._robots = RobotFileParser()
        try:
            text = self._ask(f"{parts.scheme}://{parts.netloc}/robots.txt").decode("utf-8", "replace")
        except NotFetched as refused:
            if not refused.status:
                raise
            text = ""  # a site without such a file asks nothing of programs
        self._robots.parse(text.splitlines())
        told = self._robots.crawl_delay(self.name)
        self.pause = max(self.pause, min(float(told or 0), _LONGEST_WAIT))

    def get(self, url: str) -> bytes:
        """What the site has at an address.

        Raises:
            NotFetched: it lets no program ask, it refuses, it leads elsewhere, or it does not answer.
        """
        if self._robots is not None and not self._robots.can_fetch(self.name, url):
            raise NotFetched(url, "the site's robots.txt asks programs not to", HTTPStatus.FORBIDDEN)
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                return self._ask(url)
            except _Later as later:
                wait = later.wait if later.wait is not None else self.pause * 2**attempt
                if attempt == _ATTEMPTS or wait > _LONGEST_WAIT:
                    raise NotFetched(url, str(later), later.status) from later
                time.sleep(wait)
        raise AssertionError("the last attempt raises or returns")

    def _ask(self, url: str) -> bytes:
        time.sleep(max(0.0, self._last + self.pause - time.monotonic()) if self._last else 0.0)
        request = urllib.request.Request(url, headers={"User-Agent": self.name, "Accept": "text/xml, text/html"})
        try:
            with self._opener.open(request, timeout=_TIMEOUT) as answered:
                return _bounded(answered, url)
        except urllib.error.HTTPError as refused:
            why = f"the site answers {refused.code} ({refused.reason})"
            if refused.code in _LATER:
                raise _Later(why, refused.code, _wait(refused.headers.get("Retry-After"))) from refused
            raise NotFetched(url, why, refused.code) from refused
        except (TimeoutError, http.client.HTTPException, ConnectionError) as failed:
            raise _Later(f"the site does not answer: {failed or type(failed).__name__}") from failed
        except urllib.error.URLError as failed:
            if isinstance(failed.reason, (TimeoutError, ConnectionResetError)):
                raise _Later(f"the site does not answer: {failed.reason}") from failed
            raise NotFetched(url, f"the site cannot be reached: {failed.reason}") from failed
        finally:
            self._last = time.monotonic()


class _Later(Exception):
    """The site may answer in a while: in how many seconds, where it says so."""

    def __init__(self, why: str, status: int = 0, wait: float | None = None) -> None:
        super().__init__(why)
        self.status, self.wait = status, wait


class _WithinSite(urllib.request.HTTPRedirectHandler):
    """Follows a site within itself, and never to the page on which it says that something went wrong."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        if "mgerror" in newurl.lower():
            raise NotFetched(req.full_url, "the site leads to its error page", code)
        if urlsplit(newurl).netloc.lower() != urlsplit(req.full_url).netloc.lower():
            raise NotFetched(req.full_url, f"the site leads elsewhere, to {urlsplit(newurl).netloc}", code)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _bounded(stream: IO[bytes], url: str) -> bytes:
    found = stream.read(LONGEST + 1)
    if len(found) > LONGEST:
        raise NotFetched(url, f"the answer is longer than {LONGEST} bytes")
    return found


def _wait(told: str | None) -> float | None:
    """How many seconds a site asks to wait: a number, or a moment."""
    if told is None:
        return None
    if told.strip().isdigit():
        return float(told)
    try:
        until = parsedate_to_datetime(told)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())
