"""Ten thousand answers of govledger are those of a checker that knows only the documentation; a million in the soak."""

import ast
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.checker import checker
from tests.checker.comparison import Clerk, differences, recorded
from tests.checker.histories import Invention

SOAK = os.environ.get("GOVLEDGER_SOAK") == "1"
PROGRAM = Path(checker.__file__)
BIN = Path(sys.executable).parent


def compared(seed, folder, moments, enough):
    """Compare a history at so many moments: no difference, and enough answers compared."""
    answers = Counter()
    clerk, log = recorded(seed, folder)

    found = differences(clerk, log, seed, moments, answers)

    assert not found, "\n\n".join([f"{len(found)} differences", *found[:5]])
    assert answers.total() >= enough, f"only {answers.total()} answers were compared: {dict(answers)}"


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_answers_are_those_of_the_checker(seed, tmp_path):
    compared(seed, tmp_path, moments=40, enough=2_500)


@pytest.mark.soak
@pytest.mark.skipif(not SOAK, reason="a million answers take an hour; GOVLEDGER_SOAK=1 compares them")
@pytest.mark.parametrize("hundred", range(10, 50))
def test_a_million_answers_are_those_of_the_checker(hundred, tmp_path):
    answers, found = Counter(), []
    seed = hundred * 100
    while answers.total() < 25_000:
        folder = tmp_path / str(seed)
        folder.mkdir()
        clerk, log = recorded(seed, folder, files=18 + 6 * (seed % 4))
        found += differences(clerk, log, seed, 36, answers)
        seed += 1

    assert not found, "\n\n".join([f"{len(found)} differences", *found[:5]])


@pytest.mark.soak
@pytest.mark.skipif(not SOAK, reason="processes by the hundred; GOVLEDGER_SOAK=1 runs them")
@pytest.mark.parametrize("seed", range(6))
def test_answers_are_those_of_the_checker_after_kills_and_beside_other_clerks(seed, tmp_path):
    """Four clerks at once, real processes, of whom some are killed and do it again: the log is what counts."""
    dice, invention, answers = random.Random(seed), Invention(seed), Counter()
    clerk = Clerk(tmp_path)
    clerk.run("init")
    clerk.hand_in(invention.register())
    for _ in range(12):
        at_work = []
        for number in range(4):
            file = tmp_path / f"{number}.yaml"
            file.write_text("\n".join(invention.meeting_file(statements=2)) + "\n", encoding="utf-8")
            command = [str(BIN / "govledger"), "--ledger", clerk.ledger, "record", str(file)]
            at_work.append((command, subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)))
        time.sleep(dice.uniform(0.2, 2))
        dice.choice(at_work)[1].kill()
        for command, process in at_work:
            said = process.communicate(timeout=120)[1]
            assert process.returncode in (0, 1, 4, -signal.SIGKILL), said
            if process.returncode == -signal.SIGKILL:
                subprocess.run(command, capture_output=True, timeout=120)
        clerk.give(invention.second_thought(clerk.log()))

    log = clerk.log()

    assert [entry["position"] for entry in log] == list(range(1, len(log) + 1))
    found = differences(clerk, log, seed, 36, answers)
    assert not found, "\n\n".join([f"{len(found)} differences", *found[:5]])


def test_the_checker_imports_nothing_of_govledger():
    imported = set()
    for node in ast.walk(ast.parse(PROGRAM.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            imported.add(node.module)

    assert imported <= sys.stdlib_module_names


def test_the_same_seed_makes_the_same_history(tmp_path):
    told = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        _, log = recorded(5, tmp_path / name, files=6)
        told.append([(entry["type"], entry["occurred"], entry["body"]) for entry in log])

    assert told[0] == told[1]


def test_as_programs_of_their_own_both_answer_alike(tmp_path):
    """Real processes: govledger exports the log, the checker reads the file, and both list the bodies of a day."""
    clerk, log = recorded(6, tmp_path, files=6)
    file = tmp_path / "log.jsonl"
    govledger = [str(BIN / "govledger"), "--ledger", clerk.ledger]
    subprocess.run([*govledger, "export", "entries", "--out", str(file)], check=True, timeout=120)
    when = ["--as-at", "2018-06-01", "--known-at", str(len(log))]

    theirs = subprocess.run([*govledger, "body", "list", *when, "--format", "jsonl"], capture_output=True, timeout=120)
    ours = subprocess.run(
        [sys.executable, str(PROGRAM), str(file), "body-list", *when], capture_output=True, timeout=120
    )

    assert theirs.returncode == ours.returncode == 0, theirs.stderr + ours.stderr
    assert read_ids(theirs.stdout) == read_ids(ours.stdout) != []


def read_ids(lines):
    return sorted((row["id"], row["certainty"]) for row in checker.read(lines.decode().splitlines()))
