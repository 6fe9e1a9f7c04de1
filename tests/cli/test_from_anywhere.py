"""The command as a process: from any folder, by option, variable or config file; in pipes, shells and other locales."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli.main import govledger

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """`govledger` as a process in an empty folder, with nothing in its environment but what is given."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()

    def call(*words: str | Path, **variables: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [*GOVLEDGER, *map(str, words)], cwd=elsewhere, env=environment(tmp_path, **variables), capture_output=True
        )

    return call


GOVLEDGER = (sys.executable, "-c", "from cli.main import main; main()")


def environment(home: Path, **variables: str) -> dict[str, str]:
    root = str(Path(__file__).parents[2])
    keys = str(home / "config")
    own = {"HOME": str(home), "XDG_CONFIG_HOME": keys, "LOGNAME": "clerk", "PYTHONPATH": root}
    return {"PATH": os.environ["PATH"], **own, **variables}


def count(ran: subprocess.CompletedProcess[bytes]) -> int:
    assert ran.returncode == 0, ran.stderr
    return len(json.loads(ran.stdout)["rows"])


def test_the_ledger_is_named_by_option_before_or_after_the_command(run: Run, recorded: Path) -> None:
    after = run("body", "list", "--as-at", "2018-01-01", "--format", "json", "--ledger", recorded)
    before = run("--ledger", recorded, "body", "list", "--as-at", "2018-01-01", "--format", "json")

    assert count(after) == 3
    assert after.stdout == before.stdout


def test_the_ledger_is_named_by_the_environment(run: Run, recorded: Path) -> None:
    ran = run("body", "list", "--as-at", "2018-01-01", "--format", "json", GOVLEDGER_URL=f"sqlite:///{recorded}")

    assert count(ran) == 3


def test_the_ledger_and_the_recorder_are_named_by_the_config_file(run: Run, recorded: Path, tmp_path: Path) -> None:
    config = tmp_path / "clerk.toml"
    config.write_text(f'ledger = "{recorded}"\nrecorder = "Configured clerk"\n')
    words = ("member", "add", "scrutiny", "tom-hale", "--on", "2019", "--document", "Minutes")

    assert run(*words, GOVLEDGER_CONFIG=str(config)).returncode == 0
    log = run("log", "-n", "1", "--format", "json", GOVLEDGER_CONFIG=str(config))
    assert json.loads(log.stdout)["rows"][0]["recorded_by"] == "Configured clerk"


def test_without_a_word_the_ledger_is_a_file_in_the_users_data_folder(run: Run, tmp_path: Path) -> None:
    absent = run("body", "list")
    made = run("init")

    assert absent.returncode == 5
    assert b"run `govledger init`" in absent.stderr
    assert made.returncode == 0
    assert (tmp_path / ".local/share/govledger/ledger.db").is_file()
    assert b"(from the default)" in made.stderr
    assert run("body", "list").returncode == 0


def test_a_broken_config_file_is_named_with_its_line(run: Run, tmp_path: Path) -> None:
    config = tmp_path / "clerk.toml"
    config.write_text('ledger = "a.db"\nrecordr = "x"\n')

    ran = run("body", "list", GOVLEDGER_CONFIG=str(config))
    recording = run("member", "add", "a", "b", "--document", "x", GOVLEDGER_CONFIG=str(config))

    assert (ran.returncode, ran.stdout) == (2, b"")
    assert f"{config}:2: unknown key 'recordr'; did you mean 'recorder'?".encode() in ran.stderr
    assert recording.returncode == 2


def test_the_operating_systems_user_records_if_nobody_else_is_named(run: Run, recorded: Path) -> None:
    run("member", "add", "scrutiny", "tom-hale", "--on", "2019", "--document", "Minutes", "--ledger", recorded)

    log = run("log", "-n", "1", "--format", "json", "--ledger", recorded)

    assert json.loads(log.stdout)["rows"][0]["recorded_by"] == "clerk"


def test_a_reader_who_has_read_enough_is_no_error(recorded: Path, tmp_path: Path) -> None:
    piped = subprocess.Popen(
        [*GOVLEDGER, "log", "--format", "jsonl", "--ledger", str(recorded)],
        env=environment(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert piped.stdout is not None
    piped.stdout.close()

    _, said = piped.communicate()

    assert (piped.returncode, said) == (0, b"")


def test_names_are_written_whatever_the_locale_is(run: Run, recorded: Path) -> None:
    words = ("member", "add", "scrutiny", "tom-hale", "--role", "co-opté “expert” ☃", "--document", "Minutes")
    run(*words, GOVLEDGER_URL=str(recorded), LC_ALL="C.UTF-8")

    for variables in (
        {"LANG": "C"},
        {"LC_ALL": "POSIX"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "latin-1"},
    ):
        table = run("log", "-n", "1", GOVLEDGER_URL=str(recorded), **variables)
        told = run("log", "-n", "1", "--format", "json", GOVLEDGER_URL=str(recorded), **variables)
        assert table.returncode == 0, table.stderr
        assert b"co-opt" in table.stdout
        assert "co-opté “expert” ☃" in json.loads(told.stdout.decode())["rows"][0]["says"]


def test_ctrl_c_ends_with_its_own_code_and_no_traceback(recorded: Path, tmp_path: Path) -> None:
    waiting = subprocess.Popen(
        [*GOVLEDGER, "resolution", "record", "--interactive", "--ledger", str(recorded)],
        env=environment(tmp_path),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert waiting.stderr is not None
    assert waiting.stderr.read(8) == b"Document"
    time.sleep(0.1)

    waiting.send_signal(signal.SIGINT)
    out, said = waiting.communicate(timeout=30)

    assert (waiting.returncode, out) == (130, b"")
    assert b"Stopped." in said
    assert b"Traceback" not in said


@pytest.mark.parametrize(
    ("half_typed", "offered"),
    [
        ("govledger body show s", {"scrutiny", "shadow-hwb"}),
        ("govledger body show ", {"hwb", "scrutiny", "shadow-hwb"}),
        ("govledger body show body:h", {"body:hwb"}),
        ("govledger project show ca", {"care-homes"}),
        ("govledger referrals --project ", {"care-homes"}),
        ("govledger member add hwb person:r", {"person:ruth-okafor"}),
        ("govledger member add hwb r", {"person:ruth-okafor"}),
        ("govledger decisions --verb not", {"not-moved", "noted"}),
        ("govledger bod", {"body"}),
        ("govledger body me", {"members"}),
    ],
)
def test_the_shell_completes_words_and_ids(recorded: Path, half_typed: str, offered: set[str]) -> None:
    assert completions(half_typed, GOVLEDGER_URL=str(recorded)) == offered


def test_completion_is_silent_where_there_is_no_ledger(tmp_path: Path) -> None:
    assert completions("govledger body show ", GOVLEDGER_URL=str(tmp_path / "absent.db")) == set()


@pytest.mark.parametrize(
    ("shell", "begun"), [("bash", "COMP_WORDS"), ("zsh", "#compdef govledger"), ("fish", "complete")]
)
def test_every_shell_gets_its_script(run: Run, shell: str, begun: str) -> None:
    ran = run(_GOVLEDGER_COMPLETE=f"{shell}_source")

    assert (ran.returncode, ran.stderr) == (0, b"")
    assert begun in ran.stdout.decode()
    assert f"_GOVLEDGER_COMPLETE={shell}_complete" in ran.stdout.decode()


@pytest.mark.parametrize(
    ("shell", "current", "answered"), [("zsh", "3", "plain\nshadow-hwb\n_\n"), ("fish", "sh", "plain,shadow-hwb\n")]
)
def test_ids_are_offered_in_each_shells_own_form(
    run: Run, recorded: Path, shell: str, current: str, answered: str
) -> None:
    asked = {"_GOVLEDGER_COMPLETE": f"{shell}_complete", "COMP_WORDS": "govledger body show sh", "COMP_CWORD": current}

    ran = run(**asked, GOVLEDGER_URL=str(recorded))

    assert ran.stderr == b""
    assert ran.stdout.decode().replace("\r", "") == answered


def completions(half_typed: str, **variables: str) -> set[str]:
    """What bash would be offered, as it asks, but within this process."""
    words = half_typed.split(" ")
    asked = {"_GOVLEDGER_COMPLETE": "bash_complete", "COMP_WORDS": half_typed, "COMP_CWORD": str(len(words) - 1)}
    ran = CliRunner().invoke(govledger, prog_name="govledger", env={**asked, **variables})
    assert ran.stderr == ""
    return {line.partition(",")[2] for line in ran.stdout.split()}
