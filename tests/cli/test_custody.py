"""The key of a ledger at the command line: made, shown, named elsewhere, handed over, and a backup gone on from."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

from cli.config import remember_key
from ledger.transparency.keys import parse_verifier_key
from tests.cli.conftest import Govledger

BOARD = "ledger.example.gov.uk/board"
LATER = ("member", "add", "scrutiny", "tom-hale", "--on", "2019", "--document", "Minutes")


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    return tmp_path / "config" / "govledger" / "keys"


def in_force(call: Govledger) -> dict[str, Any]:
    shown: list[dict[str, Any]] = json.loads(call("audit", "key", "show", "--format", "json").stdout)["rows"]
    return shown[-1]


def test_init_makes_a_key_for_its_owner_alone_and_prints_its_other_half(call: Govledger, keys: Path) -> None:
    made = call("init", "--origin", BOARD)

    verifier = parse_verifier_key(made.stdout.strip())
    [file] = keys.iterdir()
    assert verifier.name == BOARD
    assert file.name == f"ledger.example.gov.uk-board-{verifier.key_id:08x}.key"
    assert file.stat().st_mode & 0o777 == 0o600
    assert "keep a copy of that file" in made.stderr
    assert in_force(call)["signing_key"] == str(file)


def test_an_init_that_comes_again_shows_the_key_that_the_first_may_not_have_come_to(call: Govledger) -> None:
    made = call("init", "--origin", BOARD)

    again = call("init", code=5)

    assert again.stdout == made.stdout
    assert f"Its signing key is looked for in {in_force(call)['signing_key']}" in again.stderr


def test_an_init_that_was_killed_before_there_was_a_key_says_what_to_do(call: Govledger) -> None:
    call("init", "--unsealed")

    again = call("init", code=5)

    assert (again.stdout, "not sealed: `govledger audit seal` gives it a key" in again.stderr) == ("", True)


def test_ledgers_to_which_nobody_gave_a_name_have_different_ones(call: Govledger, tmp_path: Path) -> None:
    one, other = (
        parse_verifier_key(call("init", "--ledger", tmp_path / folder / "ledger.db").stdout.strip()).name
        for folder in map(_made, (tmp_path / "one", tmp_path / "other"))
    )

    assert one != other


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def test_a_key_elsewhere_is_noted_in_the_config_file(call: Govledger, tmp_path: Path, minutes: Path) -> None:
    call("init", "--origin", BOARD, "--key", tmp_path / "stick" / "board.key")

    call("record", minutes)

    config = tomllib.loads((tmp_path / "config" / "govledger" / "config.toml").read_text())
    assert config == {"keys": {BOARD: str(tmp_path / "stick" / "board.key")}}
    assert (tmp_path / "stick" / "board.key.mark").read_text().startswith(BOARD)


def test_a_note_in_the_config_file_leaves_the_rest_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "our.toml"
    file.write_text('# ours\nrecorder = "R. Abbott"\n\n[keys] # all of them\n"a.b" = "/old"\n')
    monkeypatch.setenv("GOVLEDGER_CONFIG", str(file))

    remember_key("c.d", tmp_path / 'odd " name')
    remember_key("a.b", tmp_path / "new")

    assert tomllib.loads(file.read_text()) == {
        "recorder": "R. Abbott",
        "keys": {"a.b": str(tmp_path / "new"), "c.d": str(tmp_path / 'odd " name')},
    }
    assert file.read_text().startswith("# ours\n")


def test_keys_that_are_no_paths_are_refused_with_their_line(
    call: Govledger, recorded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "our.toml"
    file.write_text('recorder = "R. Abbott"\nkeys = "/one/for/all"\n')
    monkeypatch.setenv("GOVLEDGER_CONFIG", str(file))

    refused = call(*LATER, code=2)

    assert refused.stderr.startswith(f"{file}:2: 'keys' does not map ledgers to paths; write [keys]")


def test_no_key_is_written_over(call: Govledger, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("something else")

    refused = call("init", "--key", precious, code=1)

    assert "is there already" in refused.stderr
    assert precious.read_text() == "something else"
    assert not (tmp_path / "ledger.db").exists()


def test_an_init_that_is_refused_leaves_no_key_behind(call: Govledger, recorded: Path, keys: Path) -> None:
    before = sorted(keys.iterdir())

    call("init", code=5)

    assert sorted(keys.iterdir()) == before


@pytest.mark.parametrize("name", ["our board", "a+b", "", "x" * 256])
def test_a_name_that_no_ledger_can_have_is_refused(call: Govledger, name: str, tmp_path: Path) -> None:
    refused = call("init", "--origin", name, code=1)

    assert "cannot be a ledger's name" in refused.stderr
    assert not (tmp_path / "ledger.db").exists()


def test_without_the_key_nothing_is_recorded_and_everything_can_be_asked(
    call: Govledger, recorded: Path, keys: Path, tmp_path: Path
) -> None:
    shutil.move(keys, tmp_path / "elsewhere")

    refused = call(*LATER, code=1)

    assert "Refused: the ledger is sealed with the key localhost/ledger-" in refused.stderr
    assert "say where it is with GOVLEDGER_KEY=FILE" in refused.stderr
    call("member", "add", "scrutiny", "tom-hale", "--on", "2019", "--document", "Minutes", "--dry-run")
    call("body", "members", "hwb", "--as-at", "2018-06-07")


def test_the_key_may_be_named_by_the_environment(
    call: Govledger, recorded: Path, keys: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.move(keys, tmp_path / "elsewhere")
    [file] = (tmp_path / "elsewhere").glob("*.key")
    monkeypatch.setenv("GOVLEDGER_KEY", str(file))

    call(*LATER)


def test_after_a_rotation_the_new_key_is_found_and_recorded_with(call: Govledger, recorded: Path, keys: Path) -> None:
    old = in_force(call)["verifier_key"]

    rotated = call("audit", "key", "rotate", "--why", "the clerk has left")

    assert rotated.stdout.splitlines()[-1] == in_force(call)["verifier_key"] != old
    assert Path(in_force(call)["signing_key"]).exists()
    assert len(list(keys.glob("*.retired-*"))) == 2
    call(*LATER)


def test_a_rotation_that_was_broken_off_after_its_entry_is_finished_by_the_next_command(
    call: Govledger, tmp_path: Path, minutes: Path
) -> None:
    place = tmp_path / "board.key"
    call("init", "--key", place)
    shutil.copy(place, tmp_path / "as-before")
    call("audit", "key", "rotate", "--why", "yearly")
    place.rename(tmp_path / "board.key.next")
    shutil.copy(tmp_path / "as-before", place)

    call("record", minutes)

    assert not (tmp_path / "board.key.next").exists()


def test_an_old_database_is_refused_until_somebody_says_what_happened(
    call: Govledger, recorded: Path, tmp_path: Path
) -> None:
    shutil.copy(recorded, tmp_path / "backup.db")
    call(*LATER)
    shutil.copy(tmp_path / "backup.db", recorded)
    for left in tmp_path.glob("ledger.db-*"):
        left.unlink()

    refused = call(*LATER, code=1)
    call("audit", "recover", "--why", "the disk failed; restored from the tape of Tuesday")
    call(*LATER)

    assert "run `govledger audit recover --why TEXT`" in refused.stderr
    log = json.loads(call("log", "--type", "backup.restored", "--format", "json").stdout)["rows"]
    assert len(log) == 1
    assert "nothing to recover" in call("audit", "recover", "--why", "again", code=1).stderr


def test_a_ledger_that_was_kept_without_a_key_is_sealed_later(call: Govledger, minutes: Path) -> None:
    call("init", "--unsealed")
    call("record", minutes)
    shown = call("audit", "key", "show")

    sealed = call("audit", "seal", "--origin", BOARD)

    assert "the ledger is not sealed" in shown.stderr.lower()
    assert sealed.stderr.startswith("Sealed ")
    assert in_force(call)["verifier_key"] == sealed.stdout.strip()
    assert "sealed already" in call("audit", "seal", code=1).stderr
    call(*LATER)


def test_an_unsealed_ledger_has_neither_name_nor_key(call: Govledger) -> None:
    assert "leave out --origin and --key" in call("init", "--unsealed", "--origin", BOARD, code=2).stderr
