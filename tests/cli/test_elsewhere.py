"""A machine without what only Unix has: no `fcntl`, no users and groups, no folders that can be opened and synced."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

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


CALLS = """
import json
from click.testing import CliRunner
from cli.main import govledger

called = (CliRunner().invoke(govledger, words, prog_name="govledger") for words in json.load(sys.stdin))
print(json.dumps([(each.exit_code, each.stdout, each.stderr) for each in called]))
"""


class Done(NamedTuple):
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a new ledger and its key."""
    folder = tmp_path_factory.mktemp("made")
    [done] = called(folder, ("init",))
    assert done.code == 0, done.err
    (folder / "verifier.txt").write_text(done.out)
    return folder


@pytest.fixture
def desk(made: Path, tmp_path: Path) -> Path:
    """A folder in which somebody works, with a ledger and its key."""
    return shutil.copytree(made, tmp_path / "desk")


def called(folder: Path, *commands: tuple[str, ...]) -> list[Done]:
    """What commands did, one after the other, in a process on such a machine."""
    homes = {"XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "GOVLEDGER_URL": str(folder / "ledger.db")}
    env = {**os.environ, **homes, "PYTHONPATH": str(HOUSE)}
    program = [sys.executable, "-c", ELSEWHERE + CALLS]
    ran = subprocess.run(program, input=json.dumps(commands), cwd=folder, env=env, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return [Done(*each) for each in json.loads(ran.stdout)]


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
    done, asked, verified = called(desk, words, ("log", "--format", "csv"), ("audit", "verify", "--projections"))

    assert done.code == code, done.err
    assert (asked.code, verified.code) == (0, 3), verified.out + verified.err
    assert len(asked.out.splitlines()) > 1


def test_a_witness_keeps_what_it_saw(desk: Path) -> None:
    key = ("audit", "witness", "--key", "witness.key")
    *_, made, cosigned = called(
        desk,
        ("record", str(HOUSE / "examples" / "primary-care-developments.yaml")),
        ("audit", "checkpoint", "--out", "now.checkpoint"),
        (*key, "--new", "audit.example"),
        (*key, "now.checkpoint", "--of", "verifier.txt", "--out", "cosigned"),
    )

    assert (made.code, cosigned.code) == (0, 0), cosigned.err
    assert (desk / "cosigned").exists()
