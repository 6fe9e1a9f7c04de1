"""What the pages tell their readers to do is done, and prints what they say."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from cli.main import govledger
from tests.docs import console

WRITTEN = (console.ROOT / "README.md", *(console.ROOT / "docs").rglob("*.md"))
PAGES = sorted(page for page in WRITTEN if "```console" in page.read_text())
TRIAL = """\
# A page

Save this as `greeting.text`:

```text greeting.text
hello
world
```

```console
$ export GOVLEDGER_URL=trial.db
$ govledger init
Made a ledger at sqlite:////home/clerk/govledger/trial.db (from GOVLEDGER_URL).
...
$ cat greeting.text | head -1
hello
$ govledger body show nobody \\
    --as-at ever
Refused: 'body:nobody' is not in the register; nothing of its kind is
...
$ echo $?
1
```

```diff greeting.text
-world
+board
```

```console
$ cat greeting.text
hello
board
```
"""


@pytest.fixture
def trial(tmp_path: Path) -> Path:
    page = tmp_path / "page.md"
    page.write_text(TRIAL)
    return page


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return _folder(tmp_path / "home")


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(console.ROOT)) for page in PAGES])
def test_a_page_does_what_it_says(page: Path, home: Path) -> None:
    console.check(page, home)


@pytest.mark.parametrize("page", WRITTEN, ids=[str(page.relative_to(console.ROOT)) for page in WRITTEN])
def test_every_command_that_a_page_names_in_passing_is_one(page: Path) -> None:
    text = re.sub(r"^```.*?^```", "", page.read_text(), flags=re.MULTILINE | re.DOTALL)
    named = {" ".join(each.split()) for each in re.findall(r"`govledger ([^`]+)`", text)}

    assert [words for words in sorted(named) if not _is_command(words.split())] == []


def _is_command(words: list[str]) -> bool:
    """Whether nouns and verbs lead to a command, or to a group that is named as such; what follows is not read."""
    group: click.Command = govledger
    for word in words:
        if not isinstance(group, click.Group) or not word[0].isalpha():
            return True
        found = group.get_command(click.Context(group), word)
        if found is None:
            return word.startswith("...") or (group.invoke_without_command and not word.islower())
        group = found
    return True


def test_every_kind_of_block_is_run(trial: Path, home: Path) -> None:
    found = [(step.command.split()[0], printed) for step, printed in console.run(trial, home)]

    assert [command for command, _ in found] == ["export", "govledger", "cat", "govledger", "echo", "cat"]
    assert found[1][1][0] == "Made a ledger at sqlite:////home/clerk/govledger/trial.db (from GOVLEDGER_URL)."
    assert found[-1][1] == ["hello", "board"]


def test_a_page_that_is_wrong_is_found_and_can_be_set_right(trial: Path, home: Path, tmp_path: Path) -> None:
    trial.write_text(TRIAL.replace("hello\n$ govledger", "goodbye\n$ govledger"))
    wrong = [step.command for step, printed in console.run(trial, home) if not console.says(step.printed, printed)]

    with pytest.raises(console.Different, match="cat greeting"):
        console.check(trial, _folder(tmp_path / "checked"))
    console.rewrite(trial)

    assert "cat greeting.text | head -1" in wrong
    assert "goodbye" not in trial.read_text()
    console.check(trial, _folder(tmp_path / "again"))


def test_a_page_that_looks_for_a_ledger_where_no_reader_has_it_is_wrong(
    trial: Path, home: Path, tmp_path: Path
) -> None:
    page = "```console\n$ govledger init --unsealed\n...\n$ test -f {} && echo there\nthere\n```\n"
    trial.write_text(page.format("~/.local/share/govledger/ledger.db"))
    console.check(trial, home)

    for place in (".local/share/govledger/ledger.db", ".local/govledger/ledger.db", "~/.local/govledger/ledger.db"):
        trial.write_text(page.format(place))
        with pytest.raises(console.Different, match="test -f"):
            console.check(trial, _folder(tmp_path / str(abs(hash(place)))))


def test_lines_that_are_left_out_may_be_any_and_all_others_must_be_there() -> None:
    assert console.says(["a", "...", "d"], ["a", "b", "c", "d"])
    assert console.says(["..."], [])
    assert not console.says(["a", "..."], ["b"])
    assert not console.says(["a"], ["a", "b"])
    assert not console.says([], ["a"])
