"""Which options were appraised, preferred, rejected and why, by whom; and what was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from ledger.vocabulary.appraisals import OptionVerdict
from ledger.vocabulary.resolutions import Verb
from projections.answers.columns import ACTOR, DECIDED, DECIDER, Meeting, OnDay, Standing, StatedBy
from projections.answers.layout import row_from
from projections.answers.question import Answer, Column, Line, Parameter, question
from projections.answers.sentences import tallied

if TYPE_CHECKING:
    from projections.engine.register import Register


class AppraisedOption(Line, frozen=True, kw_only=True):
    """One option, as somebody appraised it."""

    project: Annotated[str, Column("For which project", "project")]
    number: Annotated[str, Column("Its number, as the source gives it")]
    text: Annotated[str, Column("What the option is", label="option")]
    verdict: Annotated[OptionVerdict, Column("What became of it in that view")]
    why: Annotated[str, Column("Why")]
    by: Annotated[str | None, Column("Who appraised it", ACTOR, label="in the view of")]
    since: OnDay
    meeting: Meeting
    standing: Standing
    stated_by: StatedBy


class DecidedOnProject(Line, frozen=True, kw_only=True):
    """What was decided on a project, whether or not it has to do with the options."""

    since: OnDay
    by: Annotated[str, Column("Who decided", DECIDER)]
    verb: Annotated[Verb | None, Column("What the limb does; none where its record divides nothing")]
    text: Annotated[str, Column("Its exact words")]
    projects: Annotated[tuple[str, ...], Column("The projects that it is about", "project")]
    number: Annotated[str, Column("The number of the limb, as minuted, else counted")]
    id: Annotated[str, Column("What it is part of", DECIDED, bare=True)]
    standing: Standing


@question(
    "options",
    noun="options appraised: preferred, rejected and why, by whom",
    example="--as-at 2023-12-31",
    beside={"decided": DecidedOnProject},
)
def options(
    register: Register,
    project: Annotated[str | None, Parameter("Only those for a project.", "project")] = None,
    by: Annotated[str | None, Parameter("Only as this one appraised them.", ACTOR)] = None,
    verdict: Annotated[tuple[OptionVerdict, ...], Parameter("Only the rejected, preferred ...")] = (),
) -> Answer[AppraisedOption]:
    """List the options appraised by a day, one by one, with what became of each in whose view.

    Preferring is not deciding: what was decided on a project stands apart, where anything was.
    """
    from projections import projects

    found = projects.options(register, project, by=by, verdicts=verdict)
    rows = [
        row_from(
            AppraisedOption,
            each.appraisal,
            project=each.appraisal.stream,
            number=each.option.number,
            text=each.option.text,
            verdict=each.option.verdict,
            why=each.option.why,
        )
        for each in found
    ]
    appraised = tuple(dict.fromkeys(each.appraisal.stream for each in found))
    return Answer(
        rows,
        tallied(rows, "option", lambda row: row.verdict),
        title="Options",
        beside={"decided": _decided(register, appraised)},
    )


def _decided(register: Register, projects: tuple[str, ...]) -> Answer[DecidedOnProject]:
    from projections.decisions.listing import decided

    rows = [
        row_from(
            DecidedOnProject,
            limb.whole,
            by=limb.by,
            verb=limb.verb,
            text=limb.text,
            projects=limb.projects,
            number=limb.number,
        )
        for project in projects
        for limb in decided(register, project=project)
    ]
    return Answer(rows, title="Decided on these projects")
