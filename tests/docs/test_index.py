"""Every page of the documentation is found from its index, and no link leads nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.console import ROOT

DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def links(page: Path) -> Iterator[tuple[Path, str]]:
    """The files that a page links to, and the place in each."""
    for target in _LINK.findall(_FENCED.sub("", page.read_text())):
        if "://" not in target and not target.startswith("mailto:"):
            path, _, place = target.partition("#")
            yield (page.parent / path).resolve() if path else page, place


def places(page: Path) -> set[str]:
    """What GitHub calls the headings of a page, repeated ones with a number."""
    found: dict[str, int] = {}
    for line in _FENCED.sub("", page.read_text()).splitlines():
        if heading := re.match(r"#+ (.*)", line):
            name = re.sub(r"[^\w\- ]", "", heading[1].lower()).strip().replace(" ", "-")
            found[name] = found.get(name, 0) + 1
    return {name if n == 0 else f"{name}-{n}" for name, count in found.items() for n in range(count)}


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(DOCS)) for page in PAGES])
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    for target, place in links(page):
        assert target.exists(), f"{page.name} links to {target}, which is not there"
        if place and target.suffix == ".md":
            assert place in places(target), f"{page.name} links to #{place} of {target.name}, which has no such heading"


def test_every_page_is_on_the_index() -> None:
    linked = {target for target, _ in links(DOCS / "README.md")}

    missing = [str(page.relative_to(DOCS)) for page in PAGES if page not in linked and page != DOCS / "README.md"]
    assert missing == [], "add a line for each to docs/README.md"


def test_every_page_that_the_code_refers_to_is_there() -> None:
    code = [file for package in ("ledger", "projections", "cli") for file in (ROOT / package).rglob("*.py")]
    named = {page for file in code for page in re.findall(r"docs/[\w/.-]+\.md", file.read_text())}

    assert len(named) >= 2
    assert [page for page in sorted(named) if not (ROOT / page).exists()] == []


def test_decisions_are_numbered_and_short() -> None:
    records = sorted((DOCS / "decisions").glob("*.md"))

    numbers = [record.name[:4] for record in records]
    assert len(numbers) == len(set(numbers)), "two decisions have the same number"
    for record in records:
        lines = record.read_text().splitlines()
        assert lines[0].startswith(f"# {int(record.name[:4])}. ")
        assert len(lines) <= 60
