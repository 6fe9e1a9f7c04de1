"""What the page on exports says comes back by OParl and Popolo: every kind of statement taken there and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

import pytest

from docs.generating.statements import FILES
from ledger.entries.entry import Entry
from ledger.recording.ledger import Ledger
from projections.exports.held import OPARL, POPOLO
from tests.exports.conftest import run
from tests.keys import own_keys

Told: TypeAlias = Mapping[tuple[str, str], list[Entry]]
UNSHOWN = {"meeting.held", "agenda-item.listed"}
"""What is left out of these, no statement of the reference has: further sittings, listings that say no more."""
FORMATS = {"oparl": OPARL, "popolo": POPOLO}


@pytest.fixture(scope="module", name="everything")
def _everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with every statement that the reference quotes."""
    folder = tmp_path_factory.mktemp("everything")
    with own_keys(folder):
        run(folder / "here.db", "init")
        run(folder / "here.db", "record", *(file for file in FILES if file.parent.name != "draft-and-confirmed"))
    return folder / "here.db"


def told(ledger: Path) -> Told:
    found: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    with Ledger(f"sqlite:///{ledger}", recorder="reader") as opened:
        for name in opened.book.streams():
            for entry in opened.streams().stream(name).counted():
                found[entry.stream, entry.event.TYPE].append(entry)
    return found


@pytest.mark.parametrize("form", FORMATS)
def test_what_comes_back_is_what_the_page_says(form: str, everything: Path, tmp_path: Path) -> None:
    held, there = FORMATS[form], tmp_path / "there.db"
    run(everything, "export", form, "--with-exempt", "--out", tmp_path / "all.json")
    run(there, "init")
    run(there, "import", form, tmp_path / "all.json", "--register", "moved")

    before, after = told(everything), told(there)

    assert {kind for _, kind in after} == {kind for _, kind in before if kind in held}
    lost = {kind for (subject, kind), entries in before.items() if kind in held and is_lost(entries, after, subject)}
    in_part = {kind for kind, left_out in held.items() if left_out} & {kind for _, kind in before}
    assert lost <= in_part
    assert in_part - lost <= UNSHOWN


def is_lost(entries: list[Entry], after: Told, subject: str) -> bool:
    """Whether something that entries of a kind say of a subject does not come back."""
    return any(not any(_says(other, each) for other in after.get((subject, each.event.TYPE), ())) for each in entries)


def _says(other: Entry, entry: Entry) -> bool:
    names = {*entry.event.__struct_fields__}.difference(() if entry.event.introduces else entry.event.ASSIGNED)
    is_there = all(
        getattr(other.event, name) == told
        for name in names
        if (told := getattr(entry.event, name)) not in ("", (), None)
    )
    return is_there and (other.occurred, other.standing) == (entry.occurred, entry.standing)
