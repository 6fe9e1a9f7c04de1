"""Which reports were presented to whom, by which authors, and what did they ask for?"""

from __future__ import annotations

from ledger.vocabulary.reports import ReportPresented
from projections.engine.engine import Projection, by_itself
from projections.engine.register import Answer, Register
from projections.engine.row_patterns import Points
from projections.engine.rows import Row


class Report(Row, frozen=True, kw_only=True):
    """A report as it was presented."""

    title: str = ""
    authors: tuple[str, ...] = ()
    to: str | None = None
    presented_by: str | None = None
    asks: tuple[str, ...] = ()
    conclusions: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    gateway: str = ""
    sets_out: tuple[str, ...] = ()
    meeting: str | None = None


REPORTS = Projection(
    name="reports",
    row=Report,
    handles=(ReportPresented,),
    evolve=Points(Report),
    lane=by_itself,
    finds=("authors", "to", "projects", "meeting"),
)


def report(register: Register, report: str) -> Answer[Report] | None:
    """One report by its id."""
    return register.only(REPORTS, stream=report)


def reports(
    register: Register,
    *,
    author: str | None = None,
    to: str | None = None,
    project: str | None = None,
    meeting: str | None = None,
) -> list[Answer[Report]]:
    """The reports presented by the register's date."""
    return register.rows(REPORTS, authors=author, to=to, projects=project, meeting=meeting)
