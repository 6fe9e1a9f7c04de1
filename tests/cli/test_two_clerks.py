"""Two clerks at once, each a process of their own: nothing is lost, and the second is told plainly how it stands."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from tests.cli.test_from_anywhere import GOVLEDGER, environment

Call = Callable[..., Result]

REGISTER = """\
source: {document: Register of the council}
register:
  bodies:
    parks: {name: Parks Panel}
  people:
    lee-orme: {name: Lee Orme}
    dot-vane: {name: Dot Vane}
"""


def members(document: str, *people: str) -> str:
    told = "".join(f"  - member: {person}\n    body: parks\n    since: 2024-05-01\n" for person in people)
    return f"source: {{document: {document}}}\nstanding: minuted\nstatements:\n{told}"


def both(home: Path, url: str, *files: Path) -> list[tuple[int, str]]:
    """How each of two recordings ended that were started together, and what it said."""
    clerks = [
        subprocess.Popen(
            [*GOVLEDGER, "record", str(file), "--ledger", url, "--recorder", f"clerk {number}"],
            env=environment(home),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number, file in enumerate(files)
    ]
    said = [clerk.communicate(timeout=120)[1] for clerk in clerks]
    return [(clerk.returncode, words) for clerk, words in zip(clerks, said, strict=True)]


def written(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text)
    return file


def positions(call: Call, url: str) -> list[int]:
    rows = json.loads(call("log", "--ledger", url, "--format", "json").stdout)["rows"]
    return [row["entry"] for row in rows]


def begun(call: Call, folder: Path, url: str) -> None:
    call("init", "--ledger", url)
    call("record", written(folder, "register.yaml", REGISTER), "--ledger", url)


def test_different_files_are_both_recorded_whole(call: Call, tmp_path: Path, empty_url: str) -> None:
    begun(call, tmp_path, empty_url)
    one = written(tmp_path, "one.yaml", members("May", "lee-orme"))
    other = written(tmp_path, "other.yaml", members("June", "dot-vane"))

    ended = both(tmp_path, empty_url, one, other)

    assert [code for code, _ in ended] == [0, 0], ended
    assert sorted(words.splitlines()[0] for _, words in ended) == ["Recorded 1 entry: 4.", "Recorded 1 entry: 5."]
    assert positions(call, empty_url) == [1, 2, 3, 4, 5]


def test_the_same_file_is_recorded_once_and_the_second_is_told_so(call: Call, tmp_path: Path, empty_url: str) -> None:
    begun(call, tmp_path, empty_url)
    file = written(tmp_path, "one.yaml", members("May", "lee-orme", "dot-vane"))

    ended = both(tmp_path, empty_url, file, file)

    assert sorted(ended) == [
        (0, "Nothing new; nothing recorded; 2 recorded before.\n"),
        (0, "Recorded 2 entries: 4, 5.\n"),
    ]
    assert positions(call, empty_url) == [1, 2, 3, 4, 5]


def test_what_cannot_both_be_true_is_recorded_once_and_refused_once(call: Call, tmp_path: Path, empty_url: str) -> None:
    begun(call, tmp_path, empty_url)
    one = written(tmp_path, "one.yaml", members("May", "lee-orme"))
    other = written(tmp_path, "other.yaml", members("June", "dot-vane", "lee-orme"))

    ended = both(tmp_path, empty_url, one, other)

    assert sorted(code for code, _ in ended) == [0, 1], ended
    (refused,) = (words for code, words in ended if code == 1)
    assert "is a member of 'parks' already, since 2024-05-01 (entry" in refused
    assert "Nothing was recorded." in refused
    recorded = positions(call, empty_url)
    assert recorded == list(range(1, len(recorded) + 1))
    assert len(recorded) in (4, 5)
