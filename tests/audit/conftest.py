"""What tests of the audit trail have in common: a key, and the independent verifiers."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from ledger.audit.signer import Signer
from tests.audit.sealed import key_in
from tests.transparency.conftest import authority, root

__all__ = ["authority", "root", "signer", "verify", "verify_with_node"]

GO_PACKAGES = Path("/usr/share/gocode")
INSTALL = "apt-get install -y --no-install-recommends golang-go golang-golang-x-mod-dev"
INSTALL_FOR_NODE = (
    "npm install --no-save --no-package-lock --ignore-scripts --prefix DIR @sigstore/verify@3.1.1 "
    "&& export NODE_PATH=DIR/node_modules (Node 20.17 or newer)"
)


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    """A new key for a board's ledger, in a file in a folder of its own."""
    return key_in(tmp_path)


@pytest.fixture(scope="session")
def verify(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., subprocess.CompletedProcess[str]]:
    """The independent verifier, built from its source."""
    if not shutil.which("go") or not (GO_PACKAGES / "src/golang.org/x/mod").is_dir():
        pytest.skip(f"the independent verifier needs Go and x/mod: {INSTALL}")
    program = tmp_path_factory.mktemp("go") / "verify"
    source = Path(__file__).parent / "go" / "verify.go"
    settings = {
        "GO111MODULE": "off",
        "GOPATH": str(GO_PACKAGES),
        "CGO_ENABLED": "0",
        "GOFLAGS": "",
        "GOCACHE": os.environ.get("GOCACHE") or str(program.parent / "cache"),
    }
    subprocess.run(["go", "build", "-o", program, source], env={**os.environ, **settings}, check=True)

    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run([program, *arguments], capture_output=True, text=True, check=False)

    return run


@pytest.fixture(scope="session")
def verify_with_node() -> Callable[..., subprocess.CompletedProcess[str]]:
    """The second one, for receipts, on a package of npm's that is found by NODE_PATH."""
    program = Path(__file__).parent / "node" / "verify.js"

    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(["node", program, *arguments], capture_output=True, text=True, check=False)

    needed = ["node", "-e", "require('@sigstore/verify/dist/tlog/merkle.js')"]
    if not shutil.which("node") or subprocess.run(needed, capture_output=True, check=False).returncode:
        pytest.skip(f"the second independent verifier needs Node and @sigstore/verify: {INSTALL_FOR_NODE}")
    return run
