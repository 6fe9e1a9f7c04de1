"""The made-up council's site on loopback, as unwilling as real ones are: slow, busy, guarded, and polite about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import monotonic, sleep
from typing import Any

from tests.imports.moderngov_site import Site


@dataclass
class ServedSite:
    """A site that is being served, what it was asked for, and how it behaves."""

    site: Site
    robots: str = ""
    busy: set[str] = field(default_factory=set)
    """Parts of addresses that answer 503 once, with a time to wait."""
    guarded: tuple[str, ...] = ()
    """Parts of addresses that answer 403 to programs."""
    misled: tuple[str, ...] = ()
    """Parts of addresses that lead to the error page."""
    challenged: tuple[str, ...] = ()
    """Parts of addresses that answer a page of a guard, with status 200."""
    cut_off_after: int = 0
    """After how many requests the connection is dropped without a word; 0 is never."""
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    at_once: int = 0
    most_at_once: int = 0
    gaps: list[float] = field(default_factory=list)
    _ended: float = 0.0
    address: str = ""

    def counts(self) -> Counter[str]:
        """How often each page was asked for."""
        return Counter(each.partition("?")[0].rpartition("/")[2] for each in self.asked)

    def answer(self, path: str, agent: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body for a request."""
        now = monotonic()
        if self._ended:
            self.gaps.append(now - self._ended)
        self.asked.append(path)
        self.agents.add(agent)
        self.at_once += 1
        self.most_at_once = max(self.at_once, self.most_at_once)
        try:
            return self._answer(path)
        finally:
            self.at_once -= 1
            self._ended = monotonic()

    def _answer(self, path: str) -> tuple[int, dict[str, str], bytes]:
        if path == "/robots.txt":
            return (200, {}, self.robots.encode()) if self.robots else (404, {}, b"")
        if found := next((each for each in self.busy if each in path), ""):
            self.busy.discard(found)
            return 503, {"Retry-After": "0"}, b"busy"
        if any(each in path for each in self.guarded):
            return 403, {}, b"no programs"
        if any(each in path for each in self.misled):
            return 302, {"Location": "/democracy/mgError.aspx"}, b""
        if any(each in path for each in self.challenged):
            return 200, {}, b"<!DOCTYPE html><html><head><title>Just a moment...</title></head><body></body></html>"
        if "mgListRecordedVotes" in path:
            sleep(0.05)  # the slowest of all pages
        status, kind, content = self.site.get(path.removeprefix("/democracy/"))
        return status, {"Content-Type": kind}, content


@contextmanager
def served(site: Site, **behaviour: Any) -> Iterator[ServedSite]:
    """The site on a port of loopback."""
    found = ServedSite(site, **behaviour)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if found.cut_off_after and len(found.asked) >= found.cut_off_after:
                self.close_connection = True
                self.connection.close()
                return
            status, headers, content = found.answer(self.path, self.headers.get("User-Agent", ""))
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(content))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing on stderr."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.address = f"http://127.0.0.1:{server.server_port}/democracy"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
