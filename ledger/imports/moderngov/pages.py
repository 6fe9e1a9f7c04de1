"""Pages of a ModernGov site: their headings, labels, sections, links and tables.

The same things stand on all of them under the same classes; what a page holds beyond is passed over. A page without
anything that its kind has is refused: challenges and error pages are served as if they were what was asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from ledger.imports.moderngov.answers import NoAnswer, decoded
from ledger.imports.moderngov.folder import SavedAnswer
from ledger.imports.moderngov.html_text import parsed, text_within
from ledger.imports.records import Record

_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5")
_LABEL: Final = "mgLabel"
_MARKS: Final = MappingProxyType(
    {
        "mgCommitteeDetails": (("ul.mgMemberList", "a[href*='mgUserInfo']"), "members"),
        "mgListRecordedVotes": (("h2 + h3", "h3 + h4"), "recorded vote"),
        "mgPlansHome": (("a[href*='mgListPlanItems']",), "plan"),
        "mgListPlanItems": (("a[href*='IId=']",), "plan"),
        "mgDelegatedDecisions": (("a[href*='ieDecisionDetails']",), "decision"),
        "ieDecisionDetails": (("span.mgLabel",), ""),
        "mgIssueHistoryHome": (("a[href*='ieListDocuments']", "a[href*='ieDecisionDetails']"), "issue"),
    }
)
"""What tells a page of a kind, by its name: some part of it, or else a word in a heading of one that is empty."""
_ROWS: Final = ("li", "tr", "p", "dd")
_CELLS: Final = ("td", "th")


class Link(NamedTuple):
    """A link to a page of the site: of which number, with what text, and the row that it stands in."""

    number: str
    text: str
    row: Any

    @property
    def beside(self) -> str:
        """What the row says besides."""
        return text_within(self.row).replace("\n", " ")


class SitePage:
    """A page as it was served.

    Raises:
        NoAnswer: it is in no known encoding.
    """

    def __init__(self, answer: SavedAnswer) -> None:
        self.place = answer.place
        try:
            self._tree = parsed(decoded(answer.content()))
        except UnicodeDecodeError as wrong:
            raise NoAnswer(answer.place, f"it is in no encoding that sites use: {wrong}") from wrong

    def refuse_another(self, name: str) -> None:
        """Refuse a page that has nothing of what pages of a kind have, by the kind's name.

        Raises:
            NoAnswer: it has none.
        """
        parts, word = _MARKS[name]
        headings = (text_within(each).casefold() for each in self._tree.css(", ".join(_HEADINGS)))
        if not any(map(self._tree.css_first, parts)) and not (word and any(word in each for each in headings)):
            title = self._tree.css_first("title")
            called = " ".join((title.text() if title else "").split())[:60] or "without a title"
            raise NoAnswer(self.place, f"it is another page than it should be ('{called}')")

    @property
    def title(self) -> str:
        """Its own heading: the lowest of the first two, as the site's name may stand above."""
        found = self._tree.css_first("h1.mgMainTitleTxt") or self._tree.css_first("h1") or self._tree.css_first("h2")
        return text_within(found).replace("\n", " ") if found else ""

    def labels(self) -> Record:
        """The values beside labels, by what these say in small letters and without their colons."""
        values: dict[str, str] = {}
        for label in self._tree.css(f"span.{_LABEL}"):
            name = " ".join(label.text().casefold().split()).rstrip(" :?")
            value = text_within(*_until(label, lambda node: node.tag == "br" or _is_label(node)))
            if name and value and name not in values:
                values[name] = value
        return Record(self.place, values)

    def sections(self) -> Record:
        """The texts under headings, by what these say in small letters."""
        values: dict[str, str] = {}
        for heading in self._tree.css(", ".join(_HEADINGS)):
            name = " ".join(heading.text().casefold().split()).rstrip(" :")
            text = text_within(*_until(heading, lambda node: node.tag in _HEADINGS or _is_label(node)))
            if name and text and name not in values:
                values[name] = text
        return Record(self.place, values)

    def links(self, page: str, parameter: str) -> Iterator[Link]:
        """The links to a page of the site, in their order."""
        yield from _links(self._tree.root, page, parameter)

    def tables(self) -> Iterator[tuple[list[str], list[tuple[list[str], Any]]]]:
        """Each table: the names of its columns, and its rows as texts with the row itself."""
        for table in self._tree.css("table"):
            rows = [(_cells(row), row) for row in table.css("tr")]
            header = [name.casefold() for name in rows[0][0]] if rows else []
            yield header, rows[1:]

    def parts(self, *selectors: str) -> Iterator[tuple[str, str, Any]]:
        """Some elements in the order of the page: by which selector, with what text, and the element."""
        for node in self._tree.css(", ".join(selectors)):
            yield node.tag, text_within(node).replace("\n", " "), node


def links_in(row: Any, page: str, parameter: str) -> list[Link]:
    """The links to a page of the site within a row."""
    return list(_links(row, page, parameter))


def rows_of(table: Any) -> Iterator[tuple[list[str], Any]]:
    """The rows of a table as texts, and the row itself."""
    for row in table.css("tr"):
        yield _cells(row), row


def _links(root: Any, page: str, parameter: str) -> Iterator[Link]:
    address = re.compile(rf"{page}\.aspx\?(?:[^#]*&)?{parameter}=(?P<number>\d+)", re.IGNORECASE)
    for node in root.css("a"):
        found = address.search(node.attributes.get("href") or "")
        if found:
            yield Link(found["number"], text_within(node).replace("\n", " "), _row(node))


def _row(node: Any) -> Any:
    above = node.parent
    while above is not None and above.parent is not None and above.tag not in _ROWS:
        above = above.parent
    return above if above is not None and above.tag in _ROWS else node.parent


def _cells(row: Any) -> list[str]:
    """The texts of a row's cells; a cell that was put into another one is a cell of its own."""
    return [text_within(cell).replace("\n", " ") for cell in row.css(", ".join(_CELLS))]


def _until(node: Any, is_end: Any) -> Iterator[Any]:
    """What follows a node beside it, until something ends it."""
    after = node.next
    while after is not None and not is_end(after):
        yield after
        after = after.next


def _is_label(node: Any) -> bool:
    return node.tag == "span" and _LABEL in (node.attributes.get("class") or "").split()
