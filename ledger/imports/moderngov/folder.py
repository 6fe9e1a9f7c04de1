"""The folder of a ModernGov site's answers, one file for each, as `govledger fetch moderngov` saves them.

A file is called after what was asked: `GetMeeting/4711.xml`, `ieDecisionDetails/567.html`. Lists that tell no dates of
their own are kept for each day on which they were fetched: `mgCommitteeDetails/12/2026-11-29.html`. `manifest.jsonl`
tells of each file what address it answered and when it was fetched; whoever saved files by hand can leave it out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from ledger.imports.files import LONGEST
from ledger.imports.records import Progress, writable
from ledger.refusals import Refusal

MANIFEST: Final = "manifest.jsonl"
BY_DAY: Final = frozenset(
    {"GetCommittees", "GetAllMeetingsByDate", "GetMeetings", "GetCouncillorsByWard", "mgCommitteeDetails"}
    | {"mgListPlanItems"}
)
"""What is kept for each day, since it tells of now and not since when."""
BY_SUBJECT: Final = frozenset(
    {"GetMeeting", "ieDecisionDetails", "mgIssueHistoryHome", "mgListRecordedVotes", "mgRofI"}
)
"""What is kept as it was fetched last: it tells its dates itself."""
BESIDE: Final = frozenset({"minutes", "mgDelegatedDecisions", "mgPlansHome"})
"""What lies there and is not imported: minutes for `govledger draft`, and lists that only say what to fetch."""


class SavedAnswer(NamedTuple):
    """A file: what was asked (`GetMeeting`), of what (`4711`), on which day it was fetched, and where it lies."""

    name: str
    key: str
    day: int
    """0 where nothing tells it."""
    place: str
    path: Path

    def content(self) -> bytes:
        """Its bytes.

        Raises:
            Refusal: it is longer than any answer, or not to be read.
        """
        try:
            with self.path.open("rb") as stream:
                found = stream.read(LONGEST + 1)
        except OSError as failed:
            raise Refusal(f"it cannot be read: {failed.strerror}", "make it readable", self.place) from failed
        if len(found) > LONGEST:
            raise Refusal(f"it is longer than {LONGEST} bytes", "fetch it anew", self.place)
        return found


class Folder:
    """The files of a site, by what was asked; lists in the order of their days, the rest in that of their numbers."""

    def __init__(self, path: Path, progress: Progress) -> None:
        if not path.is_dir():
            raise Refusal(f"'{path}' is no folder", "name the folder that `govledger fetch moderngov` has filled")
        self.path, self._progress = path, progress
        self.site, self._fetched = _manifest(path / MANIFEST)
        """The address of the site; empty where no manifest tells it."""
        self._files: dict[str, list[SavedAnswer]] = {}
        self.others = 0
        """Files that are no answer."""
        for file in sorted(each for each in path.rglob("*") if each.is_file()):
            self._sort_in(file)
        for name, files in self._files.items():
            files.sort(key=(lambda each: (each.day, _order(each.key))) if name in BY_DAY else lambda e: _order(e.key))
        progress.total = sum(map(len, self._files.values()))

    def take(self, name: str, *, counts: bool = True) -> Iterator[SavedAnswer]:
        """The answers to one question, one after another."""
        for each in self._files.get(name, ()):
            self._progress.done += counts
            yield each

    def _sort_in(self, file: Path) -> None:
        place = writable(file.relative_to(self.path).as_posix())
        name, *keys = place.rpartition(".")[0].split("/")
        if name in BESIDE or place == MANIFEST:
            return
        day = _day(self._fetched.get(place, ""))
        if name in BY_DAY and keys:
            day, keys = _day(keys[-1]) or day, keys[:-1]
        if name not in BY_DAY | BY_SUBJECT or file.suffix not in (".xml", ".html"):
            self.others += 1
            return
        self._files.setdefault(name, []).append(SavedAnswer(name, "/".join(keys), day, place, file))


def _manifest(path: Path) -> tuple[str, dict[str, str]]:
    """The address of the site, and when each file was fetched last."""
    site, fetched = "", {}
    if path.is_file():
        with path.open("rb") as stream:
            for number, line in enumerate(stream, 1):
                try:
                    told = msgspec.json.decode(line, type=dict[str, str])
                except msgspec.DecodeError as wrong:
                    if not line.endswith(b"\n"):
                        break  # a fetch was killed while it wrote its last line
                    remedy = "mend or remove the line"
                    raise Refusal(f"it is no object of texts: {wrong}", remedy, f"{path.name}:{number}") from wrong
                site = told.get("site", site)
                if "file" in told:
                    fetched[told["file"]] = told.get("fetched", "")
    return site.rstrip("/"), fetched


def _day(text: str) -> int:
    try:
        return date.fromisoformat(text[:10]).toordinal()
    except ValueError:
        return 0


def _order(key: str) -> tuple[int, str]:
    return (int(key), "") if key.isascii() and key.isdigit() else (1 << 62, key)
