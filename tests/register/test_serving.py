"""`govledger serve` as it is run: processes of its own, beside a clerk who goes on recording."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2 as httpx
import pytest

from tests.keys import copied, own_keys
from tests.register.conftest import run

FURTHER = """\
source: {document: A letter, date: 2024-05-01}
register:
  people: {zoe-new: {name: Zoe New}}
"""


@pytest.fixture
def served(ledger: Path, tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A ledger of its own, and where two processes serve it below a prefix."""
    with own_keys(tmp_path), socket.socket() as free:
        own = copied(ledger, tmp_path)
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        words = ["serve", "--ledger", str(own), "--port", str(port), "--workers", "2", "--prefix", "/register"]
        code = "import sys; from cli.main import main; sys.argv[0] = 'govledger'; main()"
        process = subprocess.Popen([sys.executable, "-c", code, *words], stderr=subprocess.PIPE, start_new_session=True)
        yield own, f"http://127.0.0.1:{port}/register"
        os.killpg(process.pid, signal.SIGTERM)
        process.communicate(timeout=30)


def health(address: str) -> int:
    """How many entries it knows; it is waited for until it is there."""
    for _ in range(300):
        try:
            return int(httpx.get(f"{address}/health").json()["entries"])
        except httpx.TransportError:
            time.sleep(0.1)
    raise TimeoutError(address)


def test_what_the_clerk_records_is_on_the_pages_at_once(served: tuple[Path, str], tmp_path: Path) -> None:
    ledger, address = served
    before = health(address)
    first = httpx.get(f"{address}/person", headers={"accept": "text/html"}, follow_redirects=True)
    (tmp_path / "further.yaml").write_text(FURTHER)

    run(ledger, "record", str(tmp_path / "further.yaml"))

    assert health(address) == before + 1
    page = httpx.get(f"{address}/person", headers={"accept": "text/html"}, follow_redirects=True)
    assert "Zoe New" in page.text
    assert "Zoe New" not in first.text
    assert 'href="/register/person/zoe-new?' in page.text
    assert str(page.url).startswith(f"{address}/person?as-at=")
    assert httpx.get(str(first.url), headers={"accept": "text/html"}).text == first.text


def test_nobody_can_write_by_way_of_it(ledger: Path, tmp_path: Path) -> None:
    with own_keys(tmp_path):
        own = copied(ledger, tmp_path)
    seen = {file: file.read_bytes() for file in tmp_path.iterdir() if file.is_file()}
    os.chmod(own, 0o444)

    from starlette.testclient import TestClient

    from register.app import create_app
    from register.site import Site

    with TestClient(create_app(Site(ledger=f"sqlite:///{own}"))) as asking:
        for path in ("/", "/body", "/log", "/checkpoint", "/entry/3/receipt", "/search?q=a"):
            assert asking.get(path, headers={"accept": "text/html"}).status_code == 200
    assert {file: file.read_bytes() for file in tmp_path.iterdir() if file.is_file()} == seen
