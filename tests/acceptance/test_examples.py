"""The five documents are recorded whole, with a source for every entry."""

from __future__ import annotations

from pathlib import Path

from tests.acceptance.conftest import EXAMPLES, Call, Told


def test_recording_the_documents_again_records_nothing(call: Call, own_copy: Path) -> None:
    again = call("record", *EXAMPLES)

    assert len(EXAMPLES) == 5
    assert again.stderr.startswith("Nothing new; nothing recorded")


def test_every_entry_names_the_document_that_it_comes_from(told: Told) -> None:
    log = told("log", "--sources")

    assert {source["id"] for source in log["sources"].values()} == {"jcu", "dic", "kmsc", "ooh", "pcd"}
    assert len(log["sources"]) == len(log["rows"]) > 300
