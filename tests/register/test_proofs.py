"""Whoever trusts nobody follows the ledger over HTTP, with the addresses that C2SP gives."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from ledger.transparency.policy import parse_policy
from ledger.transparency.proof import parse_receipt, verify_receipt
from tests.register.conftest import run


def test_a_receipt_verifies_under_the_keys_of_the_ledger(client: TestClient) -> None:
    policy = parse_policy(client.get("/policy").content)

    receipt = parse_receipt(client.get("/entry/17/receipt").text)

    assert verify_receipt(receipt, receipt.extra, policy).checkpoint.size == client.get("/health").json()["entries"]


def test_the_receipt_of_an_exempt_entry_is_bare(client: TestClient, ledger: Path) -> None:
    position = next(line.split()[0] for line in run(ledger, "log", "--public").splitlines() if "[withheld" in line)

    assert parse_receipt(client.get(f"/entry/{position}/receipt").text).extra == b""


def test_the_tiles_are_those_of_a_public_bundle(client: TestClient, ledger: Path, tmp_path: Path) -> None:
    run(ledger, "audit", "bundle", str(tmp_path / "bundle"), "--public")

    for file in ("checkpoint", "policy"):
        assert client.get(f"/{file}").content == (tmp_path / "bundle" / file).read_bytes()
    tiles = [file for file in (tmp_path / "bundle" / "tile").rglob("*") if file.is_file()]
    assert len(tiles) > 5
    for file in tiles:
        assert client.get(f"/{file.relative_to(tmp_path / 'bundle')}").content == file.read_bytes()


@pytest.mark.parametrize(
    "path", ["/tile/0/999", "/tile/8/000", "/tile/0/00", "/tile/entries/x", "/entry/99999/receipt"]
)
def test_what_the_tree_does_not_have_is_not_found(path: str, client: TestClient) -> None:
    assert client.get(path).status_code == 404
