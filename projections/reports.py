"""Which reports were presented to whom, by which authors, and what did they ask for?"""

from __future__ import annotations

from ledger.vocabulary.reports import ReportPresented
from projections.engine.register import Register, RowAsAt
from projections.engine.row_patterns import points
from projections.engine.rows import Point

REPORTS = points("reports", ReportPresented, finds=("authors", "to", "projects", "meeting"))


def report(register: Register, report: str) -> RowAsAt[Point[ReportPresented]] | None:
    """One report by its id."""
    return register.only(REPORTS, stream=report)


def reports(
    register: Register,
    *,
    author: str | None = None,
    to: str | None = None,
    project: str | None = None,
    meeting: str | None = None,
) -> list[RowAsAt[Point[ReportPresented]]]:
    """The reports presented by the register's date."""
    return register.rows(REPORTS, authors=author, to=to, projects=project, meeting=meeting)
