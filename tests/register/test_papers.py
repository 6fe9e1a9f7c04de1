"""Papers of the record at addresses: item by item as minutes are read, and as the files that the commands write."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.register.conftest import run

PAGE = {"accept": "text/html"}
PAPERS = (
    ("/meeting/th-cabinet/2023-10-17/minutes", ("minutes", "th-cabinet/2023-10-17")),
    ("/decision/th-bakery-stall/notice", ("notice", "th-bakery-stall")),
    ("/body/th-cabinet/actions?as-at=2023-12-31", ("actions", "th-cabinet", "--on", "2023-12-31")),
    ("/body/th-cabinet/agenda?as-at=2023-12-31", ("agenda", "th-cabinet", "--on", "2023-12-31")),
)


@pytest.mark.parametrize(("address", "words"), PAPERS)
def test_a_paper_is_a_page_and_the_files_that_the_command_writes(
    client: TestClient, ledger: Path, tmp_path: Path, address: str, words: tuple[str, ...]
) -> None:
    page = client.get(address, headers=PAGE)

    assert page.status_code == 200
    path, _, query = address.partition("?")
    for form, suffix in (("text", "txt"), ("docx", "docx"), ("pdf", "pdf")):
        out = tmp_path / f"paper.{suffix}"
        run(ledger, *words, "--public", "--format", form, "--out", str(out))
        file = client.get(f"{path}.{form}?{query}")
        assert file.content == out.read_bytes()
        assert file.headers["content-disposition"].endswith(f'.{suffix}"')
    text = " ".join((tmp_path / "paper.txt").read_text("utf-8").split())
    shown = " ".join(unescape(re.sub(r"<[^>]+>", " ", page.text.partition("<main")[2])).split())
    assert text.partition(". ")[0][-40:] in shown


def test_minutes_are_read_item_by_item(client: TestClient) -> None:
    page = client.get("/meeting/th-council/2024-02-28/minutes", headers=PAGE).text

    numbers = [int(found) for found in re.findall(r"<h2>(?:Item |Minute )?(\d+)", page)]
    assert numbers == sorted(numbers)
    assert len(numbers) > 1
    assert "<strong>Present:</strong>" in page
    assert re.search(r'<a href="/entry/\d+/receipt">the receipt of entry \d+</a> proves', page)


def test_the_page_of_a_meeting_leads_to_its_minutes_and_a_body_to_what_it_owes(client: TestClient) -> None:
    meeting = client.get("/meeting/th-cabinet/2023-10-17", headers=PAGE).text
    body = client.get("/body/th-cabinet?as-at=2023-12-31", headers=PAGE).text

    assert "Minutes, item by item" in meeting
    assert "Action sheet" in body
    assert "Due at its next meeting" in body


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/meeting/th-cabinet/2023-10-18/minutes", 404, "unknown meeting"),
        ("/meeting/th-cabinet/2023-10-17/minutes?as-at=2023-01-01", 400, "no particular day"),
        ("/body/th-cabinet/agenda?as-at=ever", 400, "of one day"),
        ("/body/th-cabinet/agenda.docx?as-at=ever", 400, "of one day"),
        ("/body/th-cabinet/agenda?as-at=2023-12", 400, "'2023-12' is not a day"),
        ("/body/th-cabinet/agenda?on=2023-01-01", 400, "as-at"),
    ],
)
def test_a_paper_that_cannot_be_written_says_why(client: TestClient, address: str, status: int, said: str) -> None:
    page = client.get(address, headers=PAGE)

    assert page.status_code == status
    assert said in unescape(page.text)
