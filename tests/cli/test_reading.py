"""Reading never writes: an auditor with a copy that may only be read, another user, a reader beside a clerk."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import mkdtemp

import pytest
from click.testing import Result

from ledger.store.migrate import SCHEMA
from tests.cli.as_another_user import NOBODY

Call = Callable[..., Result]
SCRIPT = Path(__file__).parent / "as_another_user.py"
MEMBERS = ("body", "members", "hwb", "--as-at", "ever")
LEFT = ("member", "end", "hwb", "tom-hale", "--on", "2019-12-31", "--document", "Minutes")
QUESTIONS = (
    MEMBERS,
    ("person", "list", "--as-at", "ever", "--sources"),
    ("log",),
    ("entry", "show", "3"),
    ("project", "route", "care-homes", "--as-at", "ever"),
    ("diff", "hwb", "--from", "2010-01-01", "--to", "2018-06-07"),
    ("audit", "replay", "--as-at", "ever"),
    ("audit", "receipt", "3"),
    ("audit", "prove", "3"),
    ("audit", "checkpoint"),
    ("export", "entries"),
    ("export", "popolo"),
    ("projections", "status"),
)
VERIFICATIONS = (("audit", "verify"), ("audit", "verify", "--projections"), ("audit", "bundle", "FOLDER/bundle"))

needs_root = pytest.mark.skipif(
    not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can become another user to try what they may"
)


@pytest.fixture
def outside() -> Iterator[Path]:
    """A folder that others may enter: those of pytest are closed to them, by each session anew."""
    folder = Path(mkdtemp(prefix="govledger-reading-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def copied(recorded: Path, folder: Path, *, with_log: bool = False) -> Path:
    """A copy of a ledger in a folder of its own; by choice with what is in its write-ahead log only."""
    folder.mkdir()
    copy = folder / "ledger.db"
    for end in ("", "-wal") if with_log else ("",):
        shutil.copyfile(f"{recorded}{end}", f"{copy}{end}")
    return copy


@contextmanager
def only_readable(file: Path, *, folder_mode: int = 0o555) -> Iterator[None]:
    """A file that nobody may write to, in a folder in which nothing can be made."""
    for each in file.parent.iterdir():
        each.chmod(0o444)
    file.parent.chmod(folder_mode)
    try:
        yield
    finally:
        file.parent.chmod(0o755)


def asked_by(user: int, ledger: Path | str, rehearsed: Path, *commands: tuple[str, ...]) -> list[tuple[int, str, str]]:
    """What another user is answered, after a rehearsal on a copy of a ledger."""
    rehearsal = shutil.copyfile(rehearsed, rehearsed.parent / f"rehearsal-{user}.db")
    place = Path(ledger).parents[1] / f"of-{user}"
    for folder in (place, place / "called", place / "rehearsed"):
        folder.mkdir(exist_ok=True)
        folder.chmod(0o777)
    own = {name: value for name, value in os.environ.items() if not name.startswith(("GOVLEDGER_", "XDG_"))}
    environment = {**own, "TMPDIR": str(place), "HOME": str(place / "called")}
    words = [sys.executable, str(SCRIPT), str(user), str(ledger), str(rehearsal)]
    ran = subprocess.run(
        words, input=json.dumps(commands), capture_output=True, text=True, env=environment, cwd=SCRIPT.parents[2]
    )
    assert ran.returncode == 0, ran.stderr
    assert not list(place.glob("govledger-*")), "a copy was left behind"
    return [tuple(each) for each in json.loads(ran.stdout)]


def looks(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir()}


def test_questions_and_verification_write_nothing_where_the_address_says_that_it_is_only_read(
    call: Call, recorded: Path, tmp_path: Path
) -> None:
    copy = copied(recorded, tmp_path / "kept")
    before = looks(copy.parent)
    wanted = {words: call(*words).stdout for words in QUESTIONS if words[0] != "projections"}

    for address in (
        f"sqlite:///{copy}?mode=ro",
        f"sqlite:///{copy}?immutable=1",
        f"sqlite:///file:{copy}?mode=ro&uri=true",
        f"sqlite:///file://{copy}?mode=ro&immutable=1&uri=true",
    ):
        for words, answer in wanted.items():
            assert call(*words, "--ledger", address).stdout == answer
        call("audit", "verify", "--projections", "--ledger", address, code=3)
        assert "is readonly here" in call(*LEFT, "--ledger", address, code=5).stderr
        assert looks(copy.parent) == before


RELEASED = Path(__file__).parents[1] / "store" / "released"


@pytest.mark.parametrize(
    "release", [file for file in sorted(RELEASED.glob("*.db")) if file.stem < SCHEMA], ids=lambda file: file.stem
)
def test_a_ledger_of_an_earlier_release_answers_and_verifies_from_a_copy_that_may_only_be_read(
    call: Call, release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, writable = copied(release, tmp_path / "kept"), copied(release, tmp_path / "writable")
    before, address = looks(kept.parent), f"sqlite:///{kept}?mode=ro"
    (temporary := tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))

    for words in (("log", "--format", "json"), ("body", "list"), ("export", "entries")):
        assert call(*words, "--ledger", address).stdout == call(*words, "--ledger", str(writable)).stdout
    told = call("log", "--ledger", address).stderr
    verdict = call("audit", "verify", "--projections", "--ledger", address, code=3)
    refused = call(*LEFT, "--ledger", address, code=5)

    assert "is of an earlier release and may not be changed here" in told
    assert "Consistent" in verdict.stderr
    assert f"'{kept}' is readonly here" in refused.stderr
    assert looks(kept.parent) == before
    assert not list(temporary.iterdir()), "a copy was left behind"


@needs_root
@pytest.mark.parametrize("folder_mode", [0o555, 0o777], ids=["closed folder", "folder that anybody may write to"])
def test_another_user_asks_a_file_that_they_may_only_read_and_leaves_nothing_beside_it(
    call: Call, recorded: Path, outside: Path, folder_mode: int
) -> None:
    copy = copied(recorded, outside / "kept")
    before = looks(copy.parent)
    commands = (*QUESTIONS, *VERIFICATIONS, LEFT)

    with only_readable(copy, folder_mode=folder_mode):
        *found, retracted = asked_by(NOBODY, copy, recorded, *commands)

    for words, (code, answer, talk) in zip(QUESTIONS, found, strict=False):
        assert (code, answer) == (0, call(*words).stdout), talk
    assert [code for code, *_ in found[len(QUESTIONS) :]] == [3, 3, 0], found[len(QUESTIONS) :]
    assert retracted[0] == 5
    assert "is readonly here; ask for the right to write to it and its folder" in retracted[2]
    assert looks(copy.parent) == before


@needs_root
def test_a_clerk_goes_on_recording_after_another_user_asked(call: Call, recorded: Path, outside: Path) -> None:
    copy = copied(recorded, outside / "office")
    copy.chmod(0o644)
    copy.parent.chmod(0o777)

    asked_by(NOBODY, copy, recorded, ("body", "list", "--as-at", "ever"))

    assert [each.name for each in copy.parent.iterdir()] == ["ledger.db"]
    call(*LEFT, "--ledger", copy)


@needs_root
def test_another_user_reads_beside_a_clerk_at_work_what_is_not_in_the_file_yet(
    call: Call, recorded: Path, outside: Path
) -> None:
    office = copied(recorded, outside / "office")
    with closing(sqlite3.connect(office)) as at_work:
        at_work.execute("SELECT count(*) FROM entries").fetchall()
        call(*LEFT, "--ledger", office)
        assert Path(f"{office}-wal").stat().st_size > 0
        before = sorted(each.name for each in office.parent.iterdir())
        with only_readable(office):
            [(code, answer, talk), verified] = asked_by(NOBODY, office, recorded, MEMBERS, ("audit", "verify"))
            assert sorted(each.name for each in office.parent.iterdir()) == before

    assert (code, "2019-12-31" in answer, "answered as of" in talk) == (0, True, False)
    assert verified[0] == 3


@needs_root
@pytest.mark.parametrize("folder_mode", [0o555, 0o777], ids=["closed folder", "folder that anybody may write to"])
def test_a_backup_with_its_log_is_read_whole_and_left_as_it_is(
    call: Call, recorded: Path, outside: Path, folder_mode: int
) -> None:
    office = copied(recorded, outside / "office")
    with closing(sqlite3.connect(office)) as at_work:
        at_work.execute("SELECT count(*) FROM entries").fetchall()
        call(*LEFT, "--ledger", office)
        backup = copied(office, outside / "backup", with_log=True)
    before = looks(backup.parent)

    with only_readable(backup, folder_mode=folder_mode):
        [(code, answer, talk), verified, replayed] = asked_by(
            NOBODY,
            backup,
            recorded,
            MEMBERS,
            ("audit", "verify", "--projections"),
            ("audit", "replay", "--as-at", "ever"),
        )

    assert (code, "2019-12-31" in answer, "answered as of" in talk) == (0, True, False)
    assert (verified[0], replayed[0]) == (3, 0)
    assert "2019-12-31" in replayed[1]
    assert looks(backup.parent) == before
    assert "2019-12-31" in call(*MEMBERS, "--ledger", f"sqlite:///{backup}?mode=ro").stdout
    assert looks(backup.parent) == before


def test_tables_that_lag_behind_answer_as_far_as_they_have_come_and_say_so(
    call: Call, recorded: Path, tmp_path: Path
) -> None:
    before = call("log", "--format", "json")
    head = json.loads(before.stdout)["asked"]["known_at"]
    members = call("person", "list", "--as-at", "ever", "--known-at", head - 2).stdout
    copy = copied(recorded, tmp_path / "kept")
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute("UPDATE projections SET position = ? WHERE name = 'people'", (head - 2,))
    left = looks(copy.parent)
    address = f"sqlite:///{copy}?mode=ro"

    lagging = call("person", "list", "--as-at", "ever", "--ledger", address)
    told = json.loads(call("person", "list", "--as-at", "ever", "--format", "json", "--ledger", address).stdout)
    exported = call("export", "popolo", "--ledger", address)
    known = call("person", "list", "--as-at", "ever", "--known-at", head - 2, "--ledger", address)

    note = f"answered as of entry {head - 2}: the tables of the answers have come no further, and you may only read"
    assert lagging.stdout == members
    assert f"Note: {note}; without 2 entries recorded since" in lagging.stderr
    assert told["asked"]["known_at"] == head - 2
    assert any(each.startswith(note) for each in told["notes"])
    assert note in exported.stderr
    assert (known.stdout, note in known.stderr) == (members, False)
    assert (
        f"compared as of entry {head - 2}"
        in call("audit", "verify", "--projections", "--ledger", address, code=3).stdout
    )
    assert looks(copy.parent) == left
    assert "answered as of" not in call("person", "list", "--ledger", copy).stderr, "who may write catches up"


def test_tables_that_were_never_made_are_not_made_by_who_may_only_read(
    call: Call, recorded: Path, tmp_path: Path
) -> None:
    copy = copied(recorded, tmp_path / "kept")
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute("DROP TABLE projections")
    left = looks(copy.parent)
    address = f"sqlite:///{copy}?mode=ro"

    refused = call("body", "list", "--ledger", address, code=5)

    assert "have not been made by this release yet, and you may only read" in refused.stderr
    assert "any question of somebody who may write to the ledger makes them" in refused.stderr
    assert "body:hwb" in call("log", "--ledger", address).stdout
    assert "body:hwb" in call("audit", "replay", "--as-at", "ever", "--ledger", address).stdout
    assert {line.split(",")[2] for line in status(call, address)} == {"0"}
    call("audit", "verify", "--ledger", address, code=3)
    assert looks(copy.parent) == left
    call("body", "list", "--ledger", copy)


def status(call: Call, address: str) -> list[str]:
    return call("projections", "status", "--format", "csv", "--ledger", address).stdout.splitlines()[1:]
