"""What bodies resolved, in exact words, limb by limb."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import msgspec

from ledger.vocabulary.dates import When, when
from ledger.vocabulary.recommendations import RecommendationAnswered, Response
from ledger.vocabulary.resolutions import Limb, ResolutionPassed, Verb
from projections.answers.columns import AboutProject, OnDay, Standing
from projections.answers.decision_parts import (
    CalledIn,
    Declaration,
    InRecord,
    MotionStep,
    NoticeGiven,
    OnMinutes,
    Passage,
    Present,
    Vote,
    called_in,
    in_record,
    in_short,
    motion_steps,
    on_minutes,
    reached_fields,
    vote,
)
from projections.answers.deferred import Deferred, of_table
from projections.answers.layout import names_in, rests_on, row_from, within
from projections.answers.names import Name
from projections.answers.question import Answer, Column, Item, Line, Parameter, column_of, question
from projections.answers.sentences import listed, sentence

if TYPE_CHECKING:
    from projections.commitments import Undertaking
    from projections.engine.register import Register
    from projections.recommendations import Given


class ResolutionLine(Line, frozen=True, kw_only=True):
    """A resolution in a list."""

    since: OnDay
    body: Annotated[str, Column("The body that resolved", "body")]
    verbs: Annotated[tuple[str, ...], Column("What its limbs do")]
    text: Annotated[str, column_of(ResolutionPassed, "text")]
    id: Annotated[str, Column("The resolution", "resolution", bare=True, label="resolution")]
    standing: Standing


class ResolutionLimb(msgspec.Struct, frozen=True, kw_only=True):
    """A limb of a resolution."""

    number: Annotated[str, Column("Its number as minuted")]
    verb: Annotated[Verb, Column("What it does")]
    verb_as_given: Annotated[str, column_of(Limb, "verb_as_given")]
    text: Annotated[str, Column("Its exact words")]
    to: Annotated[str | None, column_of(Limb, "to")]
    due: Annotated[When | None, column_of(Limb, "due")]
    until: Annotated[When | None, column_of(Limb, "until")]
    until_words: Annotated[str, column_of(Limb, "until_words")]
    projects: Annotated[tuple[str, ...], Column("What the projects that it is about are called")]


class FollowUp(Item, frozen=True, kw_only=True):
    """A commitment that came of a resolution."""

    limb: Annotated[str | None, Column("The limb that it comes from")]
    text: Annotated[str, Column("What will be done")]
    by: Annotated[str | None, Column("Who undertook it", "any")]
    due: Annotated[Any, Column("When it is due, as a date or in the words of the source")]
    state: Annotated[str, Column("What has become of it")]
    commitment: Annotated[str, Column("The commitment", "commitment", bare=True)]


class Answered(Item, frozen=True, kw_only=True):
    """A response to what was recommended."""

    limb: Annotated[str, column_of(RecommendationAnswered, "limb")]
    date: Annotated[When, Column("When")]
    by: Annotated[str | None, Column("Who answered", "person|post|body|organisation")]
    response: Annotated[Response, Column("How it was answered")]
    text: Annotated[str, column_of(RecommendationAnswered, "text")]


class ResolutionPage(Line, frozen=True, kw_only=True):
    """What is recorded of one resolution."""

    id: Annotated[str, Column("The resolution", "resolution", bare=True)]
    since: OnDay
    body: Annotated[str, Column("The body that resolved", "body")]
    meeting: Annotated[str | None, Column("The meeting at which it did", "meeting", bare=True)]
    text: Annotated[str, column_of(ResolutionPassed, "text")]
    mover: Annotated[str | None, column_of(ResolutionPassed, "mover")]
    mover_as_given: Annotated[str, column_of(ResolutionPassed, "mover_as_given")]
    seconder: Annotated[str | None, column_of(ResolutionPassed, "seconder")]
    seconder_as_given: Annotated[str, column_of(ResolutionPassed, "seconder_as_given")]
    motion: Annotated[str | None, column_of(ResolutionPassed, "motion", bare=True)]
    standing: Standing
    force: Annotated[str | None, Column("Whether it may be acted on, if it was called in", label="in effect?")]
    vote: Annotated[Vote | None, Column("The last vote on it", text=in_short)]
    votes: Annotated[tuple[Vote, ...], Column("The votes on it, on its limbs, and on the motion that it was")]
    limbs: Annotated[tuple[ResolutionLimb, ...], Column("Its limbs")]
    responses: Annotated[tuple[Answered, ...], Column("How what it recommends was answered")]
    chain: Annotated[tuple[MotionStep, ...], Column("The motion that it was, with its amendments")]
    minutes: Annotated[tuple[OnMinutes, ...], Column("What the record of its meeting rests on")]
    call_in: Annotated[tuple[CalledIn, ...], Column("Its call-in, if there was one")]
    referred: Annotated[tuple[Passage, ...], Column("Who referred it to whom before")]
    scrutinised: Annotated[tuple[Passage, ...], Column("Who scrutinised it before")]
    notices: Annotated[tuple[NoticeGiven, ...], Column("Which notice was given before")]
    present: Annotated[tuple[Present, ...], Column("Who was there")]
    declared: Annotated[tuple[Declaration, ...], Column("Which interests were declared")]
    follow_ups: Annotated[tuple[FollowUp, ...], Column("The commitments that came of it")]
    record: Annotated[tuple[InRecord, ...], Column("What the law asks of its record, and whether it is there")]


@question("resolution list", noun="what bodies resolved", example="--body th-cabinet --as-at 2023-12-31")
def resolutions(
    register: Register,
    body: Annotated[str | None, Parameter("Only of one body.", "body")] = None,
    meeting: Annotated[str | None, Parameter("Only of one meeting.", "meeting")] = None,
    project: AboutProject = None,
    person: Annotated[str | None, Parameter("Only what a person or a post moved or seconded.", "person|post")] = None,
    verb: Annotated[Verb | None, Parameter("Only those with a limb of that verb.")] = None,
) -> Answer[ResolutionLine]:
    """List the resolutions passed by a day, each with its words and the verbs of its limbs."""
    from projections.decisions import resolutions

    line = partial(row_from, ResolutionLine)
    if person is None:
        asked = {"body": body, "meeting": meeting, "projects": project, "verbs": verb}
        return Answer(of_table(register, resolutions.RESOLUTIONS, line, **asked))
    found = resolutions.resolutions(register, body=body, meeting=meeting, project=project, person=person, verb=verb)
    return Answer(Deferred(found, lambda some: list(map(line, some))))


@question("resolution show", example="th-cabinet-2023-10-17/4 --as-at ever")
def resolution(
    register: Register, resolution: Annotated[str, Parameter("The resolution.", "resolution")]
) -> Answer[ResolutionPage]:
    """Show one resolution: its words, its limbs, how it was reached, what came of it, and what its record rests on."""
    from projections.answers.names import naming
    from projections.commitments import commitments
    from projections.decisions.context import Reaching
    from projections.decisions.motions import chain
    from projections.decisions.resolutions import resolution as resolution_of
    from projections.decisions.statutory_record import of_resolution
    from projections.recommendations import responses

    found, name = resolution_of(register, resolution), naming(register)
    if found is None:
        return Answer(())
    reached = Reaching(register).of_whole(found)
    call_in, follow_ups = called_in(reached.effect), commitments(register, resolution=found.stream)
    moved, answered = chain(register, found.stream), responses(register, found.stream)
    later = [position for each in follow_ups for position in each.entries]
    later += [position for each in moved for position in each.entries]
    later += [position for each in answered for position in each.row.entries]
    told = reached_fields(reached, resolution=True) | {
        "limbs": tuple(
            ResolutionLimb(
                number=limb.number,
                verb=limb.verb,
                verb_as_given=limb.verb_as_given,
                text=limb.text,
                to=limb.to,
                due=when(limb.due) if limb.due else None,
                until=when(limb.until) if limb.until else None,
                until_words=limb.until_words,
                projects=name(limb.projects) or (),
            )
            for limb in found.event.limbs
        ),
        "votes": tuple(map(vote, reached.votes)),
        "responses": tuple(map(_answered, answered)),
        "chain": motion_steps(moved),
        "minutes": (on_minutes(reached.minutes),),
        "call_in": (call_in,) if call_in else (),
        "record": in_record(of_resolution(register, found, reached.declared)),
        "follow_ups": tuple(map(_follow_up, follow_ups)),
        "entries": tuple(sorted({*found.row.entries, *reached.entries, *later})),
    }
    row = row_from(ResolutionPage, found, **told)
    return Answer([row], _in_short(row, names_in(register, Answer([row]))), layout="page")


def _in_short(resolution: ResolutionPage, name: Name) -> str:
    """Who resolved when, by what vote, and what the limbs do: nothing but `approved` approves."""
    did = listed(dict.fromkeys(str(limb.verb) for limb in resolution.limbs)) or "no limb is recorded"
    vote = in_short(within(resolution.vote, name)) if resolution.vote else "no vote is recorded"
    doubt = "" if resolution.standing == "minuted" else f"; {resolution.standing}"
    return sentence(f"{name(resolution.body)} resolved {resolution.since.on}: {did}; {vote}{doubt}")


def _answered(each: Given) -> Answered:
    return Answered(
        limb=each.event.limb,
        date=when(each.row.since),
        by=each.event.by,
        response=each.event.response,
        text=each.event.text,
        **rests_on(each),
    )


def _follow_up(each: Undertaking) -> FollowUp:
    return row_from(
        FollowUp,
        each.made,
        each.certainty,
        limb=each.made.event.limb or None,
        due=each.due[0].on if each.due[0].on and len(each.due) == 1 else each.due_in_words or None,
        state=each.state.value,
        commitment=each.made.stream,
        entries=each.entries,
    )
