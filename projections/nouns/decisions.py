"""Who approved what, limb by limb, and how each was reached."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Annotated, Final

from ledger.vocabulary.dates import When, when
from ledger.vocabulary.resolutions import Limb, Verb
from projections.answers.columns import DECIDER, AboutProject, NotAfter, NotBefore, OnDay, Standing
from projections.answers.decision_parts import (
    Declaration,
    NoticeGiven,
    Passage,
    Present,
    Vote,
    in_short,
    reached_fields,
    steps_in_short,
)
from projections.answers.deferred import Deferred
from projections.answers.layout import row_from
from projections.answers.question import Answer, Column, Line, Parameter, column_of, question
from projections.answers.sentences import tallied

if TYPE_CHECKING:
    from collections.abc import Sequence

    from projections.decisions.context import Reached
    from projections.decisions.listing import Decided
    from projections.engine.register import Register

_MANY: Final = 3_000
"""From here on it is quicker to read how everything was decided than to look up what these rest on."""


class DecidedLimb(Line, frozen=True, kw_only=True):
    """One limb of what was decided, with how that was reached."""

    since: OnDay
    by: Annotated[str, Column("Who decided", DECIDER)]
    verb: Annotated[Verb | None, Column("What the limb does; none where its record divides nothing")]
    verb_as_given: Annotated[str, column_of(Limb, "verb_as_given", tabled=False)]
    text: Annotated[str, Column("Its exact words")]
    to: Annotated[str | None, column_of(Limb, "to", tabled=False)]
    due: Annotated[When | None, column_of(Limb, "due", tabled=False)]
    until: Annotated[When | None, column_of(Limb, "until", label="deferred until")]
    until_words: Annotated[str, column_of(Limb, "until_words", label="or in words")]
    projects: Annotated[tuple[str, ...], Column("The projects that it is about", "project")]
    number: Annotated[str | None, Column("The number of the limb, as minuted, else counted")]
    id: Annotated[str, Column("What it is part of", "resolution|decision", bare=True, label="decision")]
    vote: Annotated[Vote | None, Column("The last vote on it", text=in_short)]
    scrutinised: Annotated[tuple[Passage, ...], Column("Who scrutinised it before", text=steps_in_short)]
    force: Annotated[str | None, Column("Whether it may be acted on", label="in effect?")]
    standing: Standing
    kind: Annotated[str, Column("A resolution, or whose decision: executive, officer, other", tabled=False)]
    meeting: Annotated[str | None, Column("Where it was decided", "meeting", bare=True, tabled=False)]
    mover: Annotated[str | None, Column("Who moved it", "person", tabled=False)]
    seconder: Annotated[str | None, Column("Who seconded it", "person", tabled=False)]
    force_certainty: Annotated[str | None, Column("How certain that is", tabled=False)]
    referred: Annotated[tuple[Passage, ...], Column("Who referred it to whom before", tabled=False)]
    notices: Annotated[tuple[NoticeGiven, ...], Column("Which notice was given before", tabled=False)]
    notice_given: Annotated[str | None, Column("Whether notice of a key decision was given in time", tabled=False)]
    present: Annotated[tuple[Present, ...], Column("Who was there", tabled=False)]
    declared: Annotated[tuple[Declaration, ...], Column("Which interests were declared", tabled=False)]
    minutes: Annotated[str, Column("What the record of its meeting rests on", tabled=False)]


@question(
    "decisions",
    one="limb decided/limbs decided",
    noun="who approved what, limb by limb, and how each was reached",
    example="--verb approved --from 2023-06-01 --to 2023-12-31",
)
def decisions(
    register: Register,
    project: AboutProject = None,
    body: Annotated[str | None, Parameter("Only by one body.", "body")] = None,
    person: Annotated[
        str | None, Parameter("Only what a person moved, seconded or decided, also in a post.", "person")
    ] = None,
    meeting: Annotated[str | None, Parameter("Only what one meeting decided.", "meeting")] = None,
    verb: Annotated[Verb | None, Parameter("Only what was approved, noted, referred ...")] = None,
    from_: NotBefore = None,
    to: NotAfter = None,
) -> Answer[DecidedLimb]:
    """List what was decided by a day, limb by limb, and how: nothing but 'approved' approves.

    Resolutions of bodies and decisions of individuals, each with its scrutiny, vote and whether it may be acted
    on; JSON has the referrals, notices and who was present besides. A decision whose date is only roughly known
    is in the list if it may lie between --from and --to.
    """
    from projections.decisions.context import Reaching
    from projections.decisions.listing import decided

    since, until = from_.earliest if from_ else None, to.latest if to else None
    asked = {"project": project, "body": body, "person": person, "meeting": meeting}
    found = decided(register, since=since, until=until, verb=verb, **asked)

    def in_full(shown: Sequence[Decided]) -> list[DecidedLimb]:
        reaching = Reaching(register, many=len(shown) > _MANY)
        reaching.learn(shown)
        return [_limb(each, reaching.of(each)) for each in shown]

    empty = f"nothing is recorded as {verb.value}" if verb else "no decisions recorded"
    said = tallied(found, "limb decided/limbs decided", lambda each: each.verb or "undivided")
    return Answer(Deferred(found, in_full, verb=attrgetter("verb")), said, empty=empty)


def _limb(decided: Decided, reached: Reached) -> DecidedLimb:
    row, event, limb = decided.whole.row, decided.whole.event, decided.limb
    return row_from(
        DecidedLimb,
        decided.whole,
        by=decided.by,
        kind=decided.kind,
        number=decided.number or None,
        verb=decided.verb,
        text=decided.text,
        verb_as_given=limb.verb_as_given if limb else "",
        to=limb.to if limb else None,
        due=when(limb.due) if limb and limb.due else None,
        until=when(limb.until) if limb and limb.until else None,
        until_words=limb.until_words if limb else "",
        projects=decided.projects,
        mover=getattr(event, "mover", None),
        seconder=getattr(event, "seconder", None),
        **reached_fields(reached, resolution=decided.kind == "resolution"),
        entries=tuple(sorted({*row.entries, *reached.entries})),
    )
