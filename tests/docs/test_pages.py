"""What the pages tell their readers to do is done, and prints what they say."""

from __future__ import annotations

from pathlib import Path

import pytest

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
Made a ledger at sqlite:////home/clerk/trial.db (from GOVLEDGER_URL).
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


def test_every_kind_of_block_is_run(trial: Path, home: Path) -> None:
    found = [(step.command.split()[0], printed) for step, printed in console.run(trial, home)]

    assert [command for command, _ in found] == ["export", "govledger", "cat", "govledger", "echo", "cat"]
    assert found[1][1][0] == "Made a ledger at sqlite:////home/clerk/trial.db (from GOVLEDGER_URL)."
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


def test_lines_that_are_left_out_may_be_any_and_all_others_must_be_there() -> None:
    assert console.says(["a", "...", "d"], ["a", "b", "c", "d"])
    assert console.says(["..."], [])
    assert not console.says(["a", "..."], ["b"])
    assert not console.says(["a"], ["a", "b"])
    assert not console.says([], ["a"])
