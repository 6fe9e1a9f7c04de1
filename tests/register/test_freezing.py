"""The register as files: whole without a program, the same octets each time, and nothing in it that is withheld."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import msgspec
import pytest

from ledger.audit.bundle_check import check_bundle
from ledger.refusals import Refusal
from ledger.transparency.policy import parse_policy
from register.freezing import publish
from register.frozen_files import Folder
from register.site import Site
from tests.exempt.conftest import made  # noqa: F401  a ledger in which an entry of every type is exempt
from tests.keys import copied, own_keys
from tests.register.conftest import run

DAY = date(2023, 12, 31)
_LINK = re.compile(r'(?:href|src)="([^"]*)"')
_ID = re.compile(r'id="([^"]+)"')


@pytest.fixture(scope="module")
def frozen(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("frozen") / "public"
    publish(site, folder, DAY, workers=2)
    return folder


def octets_in(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_every_link_leads_to_a_file_and_a_place_in_it(frozen: Path) -> None:
    pages = {page.resolve(): page.read_text("utf-8") for page in frozen.rglob("*.html")}
    places = {page: set(_ID.findall(text)) for page, text in pages.items()}

    def broken() -> Iterator[str]:
        for page, text in pages.items():
            for told in map(unescape, _LINK.findall(text)):
                path, _, place = told.partition("#")
                target = (page.parent / unquote(path)).resolve() if path else page
                if not told or not target.is_file() or (place and place not in places[target]):
                    yield f"{page}: {told}"

    assert len(pages) > 100
    assert list(broken()) == []
    assert not any("<form" in text for text in pages.values())


def test_every_word_leads_to_the_names_and_texts_that_have_it(frozen: Path) -> None:
    first = (frozen / "words" / "index.html").read_text("utf-8")
    page = (frozen / "words" / "fe" / "index.html").read_text("utf-8")
    [ferry] = re.findall(r"<dt>ferry</dt><dd>(.*?)</dd>", page)

    assert '<a href="../words/fe/index.html">fe</a>' in first
    assert re.search(r'<a href="../../entries/[^"]*#e\d+">resolution, 2023-10-17</a>', ferry)
    assert ">New waste depot</a>" in (frozen / "words" / "de" / "index.html").read_text("utf-8")


def test_two_runs_give_the_same_octets_however_many_work(frozen: Path, site: Site, tmp_path: Path) -> None:
    publish(site, tmp_path / "again", DAY, workers=1)

    assert octets_in(tmp_path / "again") == octets_in(frozen)


def test_a_further_run_writes_what_changed_alone(ledger: Path, tmp_path: Path) -> None:
    with own_keys(tmp_path):
        later = copied(ledger, tmp_path)
        site, folder = Site(ledger=f"sqlite:///{later}"), tmp_path / "public"
        first = publish(site, folder, DAY, workers=1)
        (folder / "stray.html").write_text("of an earlier run")
        (folder / "files.txt").write_text((folder / "files.txt").read_text() + "stray.html\n")

        same = publish(site, folder, DAY, workers=1)

        assert (same.written, same.kept, same.removed) == (0, first.written, 1)
        assert not (folder / "stray.html").exists()


def test_a_file_is_written_from_where_it_differs_and_ends_where_it_should(tmp_path: Path) -> None:
    folder = Folder(tmp_path)

    def written(*parts: bytes) -> tuple[bytes, bool]:
        with folder.file("body/icb/index.html") as file:
            for part in parts:
                file.write(part)
        return (tmp_path / "body" / "icb" / "index.html").read_bytes(), file.was_written

    assert written(b"one ", b"two ", b"three") == (b"one two three", True)
    assert written(b"one ", b"two three") == (b"one two three", False)
    assert written(b"one ", b"too ", b"many words") == (b"one too many words", True)
    assert written(b"one ", b"too") == (b"one too", True)
    assert written(b"one ", b"too", b" many") == (b"one too many", True)


def test_the_files_are_a_bundle_that_verifies(frozen: Path) -> None:
    judged = check_bundle(frozen, parse_policy((frozen / "policy").read_bytes()))

    assert judged.checkpoint.size > 600
    assert judged.withheld


def test_a_folder_with_something_else_in_it_is_left_alone(site: Site, tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("dear all")

    with pytest.raises(Refusal, match="no register"):
        publish(site, tmp_path, DAY)
    assert [file.name for file in tmp_path.iterdir()] == ["letters.txt"]


def test_nothing_that_is_exempt_is_in_any_file(made: dict[str, Path], tmp_path: Path) -> None:  # noqa: F811
    publish(Site(ledger=f"sqlite:///{made['quillby']}"), tmp_path / "public", date(1990, 1, 1), workers=1)

    for path, octets in octets_in(tmp_path / "public").items():
        told = octets.lower()
        assert b"xqzvk" not in told, path
        assert path.startswith(("tile/", "entries.jsonl")) or b"77777" not in told, path


def test_the_data_of_a_list_is_what_the_command_gives(frozen: Path, ledger: Path) -> None:
    told = run(ledger, "body", "list", "--public", "--as-at", DAY.isoformat(), "--format", "json")

    assert (frozen / "body.json").read_text("utf-8") == told
    assert msgspec.json.decode((frozen / "decisions.json").read_bytes())["rows"]


def test_the_log_is_the_pages_of_entries_with_all_of_them_as_data(frozen: Path) -> None:
    first = (frozen / "index.html").read_text("utf-8")
    [last] = set(re.findall(r'href="(entries/[^"#]*)"', first))

    assert sorted(file.name for file in frozen.glob("log*")) == ["log.csv", "log.json"]
    assert 'href="../log.json"' in (frozen / last).read_text("utf-8")
