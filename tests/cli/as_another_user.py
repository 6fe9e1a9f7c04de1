"""Calls the command as another user: `python as_another_user.py UID LEDGER REHEARSED`, with commands as JSON on stdin.

They are rehearsed as whoever calls, on a ledger of their own, so that every module that they need is loaded: the other
user need not be able to read the program. Prints JSON: the exit code, stdout and stderr of each.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from click.testing import CliRunner

from cli.main import govledger

NOBODY = 65_534


def called(words: list[str], ledger: str, folder: Path) -> tuple[int, str, str]:
    """One command; a word FOLDER stands for a folder that the user may write to."""
    given = [word.replace("FOLDER", str(folder)) for word in words]
    result = CliRunner().invoke(govledger, [*given, "--ledger", ledger], prog_name="govledger")
    return result.exit_code, result.stdout, result.stderr


def main() -> None:
    """Rehearse, become somebody else, and call."""
    user, ledger, rehearsed = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    commands, folder = json.load(sys.stdin), Path(os.environ["TMPDIR"])
    for words in commands:
        called(words, rehearsed, folder / "rehearsed")
    if user != os.getuid():
        os.setgroups([])
        os.setgid(user)
        os.setuid(user)
    json.dump([called(words, ledger, folder / "called") for words in commands], sys.stdout)


if __name__ == "__main__":
    main()
