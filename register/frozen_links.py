"""Links between the files of a register that was frozen: relative, and only to what has a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final, NamedTuple
from urllib.parse import quote

from register.addresses import Links

TOGETHER: Final = 256
"""How many entries a page has: as many as a tile."""
LOG: Final = "/log"
LISTED: Final = ("json", "csv")
"""The forms in which lists are there as data."""


class Plan(NamedTuple):
    """What of a register has a file."""

    subjects: frozenset[str]
    """Those that have a page of their own."""
    first_entries: Mapping[str, int]
    """Where all others are told of first."""
    last_entry: int
    pages: frozenset[str]
    """The paths of questions, and those of the narrowed lists that are there, with what narrows them."""

    def file_of(self, path: str, query: Iterable[tuple[str, str]] = ()) -> str:
        """The file of a page; empty where there is none."""
        narrowing = [f"{key}={value}" for key, value in query if key != "page"]
        number = next((value for key, value in query if key == "page" and value != "1"), "")
        whole = "/".join([path.rstrip("/"), *narrowing])
        if whole == LOG:  # whose rows would say of every entry again what its page says
            return entries_file(self.last_entry) if self.last_entry else ""
        if (whole or "/") not in self.pages:
            return ""
        folder = whole.strip("/").replace("=", "-")
        name = f"page-{number}.html" if number else "index.html"
        return f"{folder}/{name}" if folder else name

    def entry(self, position: int) -> str:
        """Where an entry stands."""
        if not 1 <= position <= self.last_entry:
            return ""
        return f"{entries_file(position)}#e{position}"


def entries_file(position: int) -> str:
    """The page of the entries among which one is."""
    first = (position - 1) // TOGETHER * TOGETHER + 1
    return f"entries/{first}-{first + TOGETHER - 1}.html"


class FrozenLinks(Links):
    """The links of one file; empty where they would lead to what has none."""

    is_frozen = True

    def __init__(self, plan: Plan, here: str, as_at: str, known_at: int) -> None:
        super().__init__("", as_at, known_at)
        self._plan, self._up = plan, "../" * here.count("/")

    def of_any_time(self) -> Links:
        """The same: a frozen register is of one day."""
        return self

    def at(self, path: str, query: Iterable[tuple[str, str]] = (), suffix: str = "") -> str:
        """The file of a path, or of its data."""
        told = [(key, value) for key, value in query if value]
        if not suffix:
            return self._to(self._plan.file_of(path, told))
        is_list = path in self._plan.pages and not told and suffix[1:] in LISTED and path.count("/") == 1
        return self._to(f"{path.strip('/')}{suffix}") if is_list else ""

    def plain(self, path: str) -> str:
        """What stands beside the pages."""
        if path in self._plan.pages:
            return self._to(self._plan.file_of(path))
        return self._to(path.strip("/")) if path.startswith("/static/") or path in ("/checkpoint", "/policy") else ""

    def subject(self, subject: str) -> str:
        """The page of a subject, or else the first entry that tells of it."""
        if subject in self._plan.subjects:
            kind, _, name = subject.partition(":")
            return self._to(f"{kind}/{name}/index.html")
        return self.entry(self._plan.first_entries.get(subject, 0))

    def entry(self, position: int) -> str:
        """The place of an entry on the page of those around it."""
        return self._to(self._plan.entry(position))

    def _to(self, file: str) -> str:
        return self._up + _quoted(file) if file else ""


class PlanLinks:
    """The links of all files of a plan: those of files that lie equally deep are the same."""

    def __init__(self, plan: Plan, as_at: str, known_at: int) -> None:
        self._plan, self._as_at, self._known_at = plan, as_at, known_at
        self._by_depth: dict[int, FrozenLinks] = {}

    def of(self, path: str) -> FrozenLinks:
        """Those of one file."""
        depth = path.count("/")
        if depth not in self._by_depth:
            self._by_depth[depth] = FrozenLinks(self._plan, path, self._as_at, self._known_at)
        return self._by_depth[depth]


@cache
def _quoted(file: str) -> str:
    name, mark, rest = file.partition("#")
    return quote(name) + mark + rest
