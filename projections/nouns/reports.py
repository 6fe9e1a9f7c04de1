"""Which reports were presented to whom, and what they asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from ledger.vocabulary.reports import ReportPresented
from projections.answers.columns import ACTOR, DECIDER, AboutProject, MeetingId, OnDay, Standing
from projections.answers.deferred import Deferred
from projections.answers.layout import row_from
from projections.answers.question import Answer, Column, Line, Parameter, column_of, question

if TYPE_CHECKING:
    from projections.engine.register import Register


class Report(Line, frozen=True, kw_only=True):
    """A report as it was presented."""

    since: OnDay
    title: Annotated[str, column_of(ReportPresented, "title")]
    authors: Annotated[tuple[str, ...], Column("Who wrote it", ACTOR)]
    to: Annotated[str | None, Column("To whom it was presented", DECIDER)]
    presented_by: Annotated[str | None, Column("Who presented it", ACTOR)]
    asks: Annotated[tuple[str, ...], column_of(ReportPresented, "asks")]
    projects: Annotated[tuple[str, ...], Column("The projects that it is about", "project")]
    gateway: Annotated[str, column_of(ReportPresented, "gateway")]
    conclusions: Annotated[tuple[str, ...], Column("What it concludes", tabled=False)]
    sets_out: Annotated[tuple[str, ...], column_of(ReportPresented, "sets_out", tabled=False)]
    meeting: MeetingId
    id: Annotated[str, Column("The report", "report", bare=True, label="report")]
    standing: Standing


@question("reports", noun="which reports were presented, and what they ask for", example="--as-at 2023-12-31")
def reports(
    register: Register,
    author: Annotated[
        str | None, Parameter("Only by one author, as post:director or person:richard-hills.", ACTOR)
    ] = None,
    to: Annotated[str | None, Parameter("Only those presented to somebody.", DECIDER)] = None,
    project: AboutProject = None,
    meeting: Annotated[str | None, Parameter("Only those before one meeting.", "meeting")] = None,
) -> Answer[Report]:
    """List the reports presented by a day: title, authors, to whom, and what they ask for."""
    from projections import meetings

    found = meetings.reports(register, author=author, to=to, project=project, meeting=meeting)
    return Answer(Deferred(found, lambda some: [row_from(Report, each) for each in some]))
