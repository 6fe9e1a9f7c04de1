"""A machine without what only Unix has: no `fcntl`, no users and groups, no folders that can be opened and synced."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
SAMPLE = HOUSE / "tests" / "imports" / "samples"
ELSEWHERE = """
import os, sys

for name in ("fcntl", "pwd", "grp", "resource"):
    sys.modules[name] = None
for name in ("O_DIRECTORY", "fork", "pread", "pwrite"):
    if hasattr(os, name):
        delattr(os, name)
opened = os.open

def open_a_file(path, *words, **more):
    if os.path.isdir(path):
        raise PermissionError(13, "Permission denied", path)
    return opened(path, *words, **more)

os.open = open_a_file
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder in which somebody works, with a ledger and its key."""
    made = called(tmp_path, "init")
    assert made.returncode == 0, made.stderr
    (tmp_path / "verifier.txt").write_text(made.stdout)
    return tmp_path


def called(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    program = f"{ELSEWHERE}\nsys.argv = {['govledger', *words]!r}\nfrom cli.main import main\nmain()\n"
    env = {**os.environ, "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "PYTHONPATH": str(HOUSE)}
    return subprocess.run([sys.executable, "-c", program], cwd=folder, env=env, capture_output=True, text=True)


def test_these_modules_are_hidden(tmp_path: Path) -> None:
    told = subprocess.run([sys.executable, "-c", f"{ELSEWHERE}\nimport fcntl"], capture_output=True, text=True)

    assert "import of fcntl halted" in told.stderr


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("record", str(HOUSE / "examples" / "primary-care-developments.yaml")), 0),
        (("import", "csv", str(SAMPLE / "spreadsheet.csv")), 4),  # some lines of the sample are refused
        (("audit", "key", "rotate", "--why", "a new year", "--key", "new.key"), 0),
    ],
)
def test_what_writes_works_and_is_verified(desk: Path, words: tuple[str, ...], code: int) -> None:
    done = called(desk, *words)
    asked = called(desk, "log", "--format", "csv")
    verified = called(desk, "audit", "verify", "--projections")

    assert done.returncode == code, done.stderr
    assert (asked.returncode, verified.returncode) == (0, 3), verified.stdout + verified.stderr
    assert len(asked.stdout.splitlines()) > 1


def test_a_witness_keeps_what_it_saw(desk: Path) -> None:
    called(desk, "record", str(HOUSE / "examples" / "primary-care-developments.yaml"))
    called(desk, "audit", "checkpoint", "--out", "now.checkpoint")
    made = called(desk, "audit", "witness", "--key", "witness.key", "--new", "audit.example")
    words = ("now.checkpoint", "--key", "witness.key", "--of", "verifier.txt", "--out", "cosigned")
    cosigned = called(desk, "audit", "witness", *words)

    assert (made.returncode, cosigned.returncode) == (0, 0), cosigned.stderr
    assert (desk / "cosigned").exists()
