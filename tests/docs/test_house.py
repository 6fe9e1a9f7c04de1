"""The house is as its pages say: names that exist, commands that are listed, texts that belong to no machine."""

from __future__ import annotations

import ast
import re
import subprocess
from collections import defaultdict
from importlib import import_module
from pathlib import Path

import pytest

from ledger.vocabulary import CATALOGUE
from tests.docs.console import ROOT

GLOSSARY = ROOT / "docs/reference/glossary.md"
_CODE = re.compile(r"`([^`]+)`")
_MACHINE = re.compile(
    r"(?<![\w.$}])/(?:home(?!/clerk)|root|work|Users|farm|tmp|srv|mnt)/[\w.-]"  # a folder of somebody's machine
    r"|\b(?:pypi\.org|pythonhosted|npmjs\.(?:org|com)|proxy\.golang|index-url)"  # the address of a registry
)
_SAYS_SO = ("tests/docs/test_house.py",)


def texts() -> list[Path]:
    """Every file of the repository that is a text: those that git knows, new ones too."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("no git repository")
    files = [ROOT / name for name in listed.stdout.splitlines() if name not in _SAYS_SO]
    return [file for file in files if file.is_file() and b"\0" not in file.read_bytes()[:8000]]


def test_no_text_names_a_path_of_a_machine_or_the_address_of_a_registry() -> None:
    found = [
        f"{file.relative_to(ROOT)}:{number}: {hit[0]}"
        for file in texts()
        for number, line in enumerate(file.read_text("utf-8", "replace").splitlines(), 1)
        if (hit := _MACHINE.search(line))
    ]

    assert found == []


def test_nothing_lies_at_the_top_but_what_the_design_puts_there() -> None:
    """What a test writes where it happens to be run would end in a commit."""
    found = {file.relative_to(ROOT).parts[0] for file in texts()}

    assert {name for name in found if not name.startswith(".")} == {
        *("ledger", "projections", "cli", "register", "tests", "examples", "docs", "benchmarks"),
        *("pyproject.toml", "constraints.txt", "Makefile"),
        *("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE"),
    }


def named_in_glossary() -> list[str]:
    """The names in the last column of the glossary's tables."""
    rows = [line for line in GLOSSARY.read_text().splitlines() if line.startswith("|")]
    return [name for row in rows for name in _CODE.findall(row.split("|")[-2])]


@pytest.mark.parametrize("name", named_in_glossary())
def test_every_name_in_the_glossary_exists(name: str) -> None:
    if name.split(".")[0] in ("ledger", "projections", "cli"):
        assert exists(name), f"{name} is not there; correct docs/reference/glossary.md"
    elif name[0].islower():
        assert name in CATALOGUE, f"{name} is no event; correct docs/reference/glossary.md"
    else:  # `Class.member`, with the module in the same cell
        assert has_member(name), f"{name} is not there; correct docs/reference/glossary.md"


def exists(name: str) -> bool:
    """Whether there is such a module, or such a thing in a module."""
    module, _, thing = name.rpartition(".")
    try:
        return hasattr(import_module(module), thing) or bool(import_module(name))
    except ImportError:
        return False


def has_member(name: str) -> bool:
    """Whether a class, of the module that is named beside it, has such a field or property."""
    kind, _, member = name.partition(".")
    module = re.search(rf"`{re.escape(name)}` in `([\w.]+)`", GLOSSARY.read_text())
    held = getattr(import_module(module[1]), kind) if module else None
    return held is not None and (hasattr(held, member) or member in getattr(held, "__annotations__", {}))


def test_make_help_lists_every_target() -> None:
    text = (ROOT / "Makefile").read_text()
    phony = re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE)
    listed = re.findall(r"^([a-z-]+):.*## ", text, re.MULTILINE)

    assert phony
    assert sorted(listed) == sorted(phony[1].split())


def test_what_make_quick_runs_is_there() -> None:
    text = (ROOT / "Makefile").read_text().replace("\\\n", " ")
    quick = re.search(r"^QUICK := (.*)$", text, re.MULTILINE)

    assert quick
    assert [path for path in quick[1].split() if not (ROOT / path).exists()] == []


def test_the_paths_in_contributing_are_there() -> None:
    paths = set(re.findall(r"`((?:ledger|projections|cli|tests|docs|examples|benchmarks)/[\w/.-]+)`", contributing()))

    assert len(paths) > 10
    assert [path for path in sorted(paths) if not (ROOT / path).exists()] == []


def contributing() -> str:
    """The page for those who change something, without what its recipes would make."""
    return re.sub(r"^```.*?^```", "", (ROOT / "CONTRIBUTING.md").read_text(), flags=re.MULTILINE | re.DOTALL)


SIDES = ("ledger/aggregates/", "ledger/", "projections/answers/", "projections/nouns/", "projections/", "cli/")
"""A subject may be a state where it is decided about, a row in a table, and a row of an answer: one thing, seen from
several sides. On one side a name has one meaning."""
YET_TO_BE_SETTLED = (
    *("Change", "Status", "Step"),
    # as the database raises them, and as the package expects them
    *("Busy", "Damaged", "Full", "NotAllowed", "Unavailable"),
)
"""Names that two things on one side still share; none is to be added."""


def test_two_things_never_share_a_name() -> None:
    places: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for package in ("ledger", "projections", "cli"):
        for file in sorted((ROOT / package).rglob("*.py")):
            path = str(file.relative_to(ROOT))
            side = next(side for side in SIDES if path.startswith(side)).replace("nouns", "answers")
            for node in ast.parse(file.read_text()).body:
                if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                    places[node.name, side].append(path)

    shared = {name: where for (name, _), where in places.items() if len(where) > 1}
    assert set(shared) <= set(YET_TO_BE_SETTLED), shared
