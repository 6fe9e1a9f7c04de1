"""ModernGov, the committee system of most English councils: a folder of its answers and pages, as they were fetched.

In steps:

1. The lists come first, day by day: committees and councillors, with what changed between the days.
2. Which meetings the site lists says whose each is, which the answer about a meeting does not.
3. Meetings follow one by one, each with its agenda, its papers and who attended; a person whom only these name is
   introduced by them.
4. Pages tell what the web service does not: who sits on a committee, issues with their routes, forward plans, what the
   law asks of a decision, and recorded votes.

Only numbers of the site make ids. Minutes are not read: a clerk drafts from them (`govledger draft`). Addresses,
telephones and mail of councillors are counted and never kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from ledger.imports.moderngov.before import site_before
from ledger.imports.moderngov.committee_pages import committee_members
from ledger.imports.moderngov.committees import committees
from ledger.imports.moderngov.councillors import councillors
from ledger.imports.moderngov.decisions import decision_pages, decisions
from ledger.imports.moderngov.folder import Folder
from ledger.imports.moderngov.index import SiteIndex
from ledger.imports.moderngov.meetings import listed_meetings, meetings
from ledger.imports.moderngov.projects import issues, routes
from ledger.imports.moderngov.votes import votes
from ledger.imports.records import Aside, Format, InStepReader, Item, Naming, Progress
from ledger.refusals import Refusal
from ledger.vocabulary.subjects import slug


class ModernGov(InStepReader):
    """Reads a folder of a ModernGov site's answers."""

    def __init__(self, path: Path, register: str = "") -> None:
        self.progress = Progress()
        self._path = path
        if find_spec("selectolax") is None:
            raise Refusal(
                "reading ModernGov needs the library 'selectolax', which is not installed",
                "install it with: pip install 'govledger[drafting]'",
            )
        self._naming = Naming(register or _host(path))
        self.origin = f"moderngov {self._naming.register}"

    def items(self) -> Iterator[Item]:
        """Each subject before the first statement that mentions it."""
        self.progress.done = 0
        folder = Folder(self._path, self.progress)
        site = folder.site or site_before(self.former, self._naming.register)
        index = SiteIndex(self._naming, site, self.former)
        for _ in range(folder.others):
            yield Aside("files that are no answer of ModernGov")
        yield from committees(folder, index)
        yield from councillors(folder, index)
        yield from listed_meetings(folder, index)
        yield from decision_pages(folder, index)
        yield from meetings(folder, index)
        yield from committee_members(folder, index)
        yield from issues(folder, index)
        yield from decisions(folder, index)
        yield from routes(folder, index)
        yield from votes(folder, index)
        for _ in folder.take("mgRofI"):
            yield Aside("registers of interests: a ledger has no word for an interest that stands")


def _host(path: Path) -> str:
    """The name of the register where the clerk gives none: that of the site's machine."""
    site = Folder(path, Progress()).site if path.is_dir() else ""
    return slug(site.partition("://")[2].partition("/")[0] or "moderngov")


FORMAT = Format(
    "moderngov",
    "ModernGov: a folder that `govledger fetch moderngov` has filled",
    ModernGov,
    "",
    r'"site"\s*:|<(getmeetings|committees|councillorsbyward)\b',
)
