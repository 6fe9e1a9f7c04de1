"""A fetch: what is wanted of a site, asked for and kept in a folder, one file for each answer, and gone on with.

Answers are kept as they are; one that is a page saying that something went wrong is no answer. The manifest tells what
a fetch has brought, so one that was stopped, or did not get everything, goes on where it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from cli.fetching.client import Guest
from cli.terminal import Progress
from ledger.imports.moderngov.answers import read_answer
from ledger.imports.moderngov.folder import MANIFEST, SavedAnswer
from ledger.imports.moderngov.pages import SitePage
from ledger.refusals import Refusal

_ONE_FETCH: Final = timedelta(days=1)
"""For how long a fetch that was stopped, or did not get everything, can be gone on with."""
_GIVEN_UP_AFTER: Final = 5
"""Refusals in a row by the service, or by the pages, after which that one is left alone: it may be shut, or guarded."""
_encode = msgspec.json.Encoder().encode


class Wanted(NamedTuple):
    """An address below the site's, and the file for what it gives; `has` is the element that an answer must have."""

    address: str
    file: str
    has: str = ""

    @property
    def is_page(self) -> bool:
        """Whether it is a page, and not an answer of the web service."""
        return not self.has

    @property
    def name(self) -> str:
        """What is asked."""
        return self.file.partition("/")[0].partition(".")[0]


class Fetching:
    """One fetch: from a site into a folder."""

    def __init__(self, guest: Guest, site: str, folder: Path) -> None:
        self._guest, self._site, self._folder = guest, site.rstrip("/"), folder
        self._now = datetime.now(UTC)
        self._kept = _kept_so_far(folder / MANIFEST, self._site, self._now)
        """The files that this fetch has already, by their addresses, from before it was stopped too."""
        self._before = len(self._kept)
        self._in_a_row: Counter[bool] = Counter()
        self.counts: Counter[str] = Counter()
        self.failed: list[Refusal] = []

    @property
    def brought(self) -> frozenset[str]:
        """The files that this fetch has brought so far."""
        return frozenset(self._kept.values())

    def run(self, stages: Iterable[Callable[[], Iterable[Wanted]]], progress: Progress) -> None:
        """Fetch everything, one after another; a stage is asked for once what the one before has found is there.

        Raises:
            NotFetched: the site cannot be reached, or keeps programs out.
        """
        self._guest.enter(self._site)
        self._folder.mkdir(parents=True, exist_ok=True)
        if not self._before:
            self._note({"site": self._site, "begun": self._now.isoformat(timespec="seconds")})
        done = 0
        for stage in stages:
            wanted = list(dict.fromkeys(stage()))
            for each in wanted:
                self._fetch(each)
                done += 1
                progress(done, done + len(wanted))
        if not self.counts["fetched"] and self.failed:
            raise self.failed[0]
        if not self.failed:
            self._note({"done": datetime.now(UTC).isoformat(timespec="seconds")})

    def _fetch(self, wanted: Wanted) -> None:
        url = f"{self._site}/{wanted.address}"
        if url in self._kept:
            self.counts["there already"] += 1
            return
        if self._in_a_row[wanted.is_page] >= _GIVEN_UP_AFTER:
            self.counts["not asked for, since the site refuses"] += 1
            return
        path = self._folder / wanted.file
        part = path.with_name(f"{path.name}.part")
        try:
            content = self._guest.get(url)
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(content)
            _refuse_what_is_none(SavedAnswer("", "", 0, url, part), wanted)
        except Refusal as refusal:
            part.unlink(missing_ok=True)
            self.failed.append(refusal)
            self.counts["not fetched"] += 1
            self._in_a_row[wanted.is_page] += 1
            return
        part.replace(path)
        self._in_a_row[wanted.is_page] = 0
        self.counts["fetched"] += 1
        fetched = datetime.now(UTC).isoformat(timespec="seconds")
        self._note({"url": url, "file": wanted.file, "fetched": fetched})
        self._kept[url] = wanted.file

    def _note(self, line: dict[str, str]) -> None:
        with (self._folder / MANIFEST).open("ab") as manifest:
            manifest.write(_encode(line) + b"\n")


def _kept_so_far(manifest: Path, site: str, now: datetime) -> dict[str, str]:
    """The files, by address, of a fetch of today that has not come to its end; none where it has, or is older.

    Raises:
        Refusal: the folder is another site's.
    """
    kept: dict[str, str] = {}
    begun = ""
    for line in manifest.read_bytes().splitlines() if manifest.is_file() else ():
        try:
            told = msgspec.json.decode(line, type=dict[str, str])
        except msgspec.DecodeError:
            continue  # the end of the line that was being written
        if told.get("site", site) != site:
            raise Refusal(f"'{manifest.parent}' is the folder of {told['site']}", "name another folder")
        if "begun" in told or "done" in told:
            kept, begun = {}, told.get("begun", "")
        if "url" in told:
            kept[told["url"]] = told["file"]
    return kept if begun and now - datetime.fromisoformat(begun) < _ONE_FETCH else {}


def _refuse_what_is_none(answer: SavedAnswer, wanted: Wanted) -> None:
    """Refuse what is no answer: what it must have is not there."""
    if wanted.is_page:
        SitePage(answer).refuse_another(wanted.name)
    else:
        read_answer(answer, wanted.has)
