"""How a decision was reached, as cells: each limb with its referrals, scrutiny, notice, vote and legal form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from ledger.vocabulary.dates import when
from projections.answers.from_register import named, rests_on, row_of, short_id, since
from projections.answers.listing import Column, Row, dated
from projections.answers.names import Name
from projections.answers.route_rows import but

if TYPE_CHECKING:
    from ledger.vocabulary.decisions import DecisionNoticed
    from ledger.vocabulary.meetings import AttendanceRecorded
    from ledger.vocabulary.votes import Ballot
    from projections.decisions.call_ins import Effect
    from projections.decisions.context import Reached
    from projections.decisions.declarations import Declared
    from projections.decisions.listing import Decided
    from projections.decisions.statutory_record import Particular
    from projections.decisions.votes import Vote
    from projections.engine.register import Answer
    from projections.engine.rows import Point
    from projections.minutes import Minutes
    from projections.projects import Step


def in_short(vote: Mapping[str, Any] | None) -> str:
    """A vote as minutes put it: '3 for, 1 against; carried'."""
    if not vote:
        return ""
    counts = [f"{vote[key]} {key}" for key in ("for", "against", "abstained") if vote["counted"] and vote[key]]
    casting = vote["casting"]
    said = [", ".join(counts)] if counts else []
    said += [f"casting vote {casting['choice']} by {casting['member_name']}"] if casting else []
    said += {True: ["carried"], False: ["lost"], None: []}[vote["carried"]]
    return "; ".join(said)


def _step_in_short(steps: Iterable[Mapping[str, Any]]) -> str:
    return "; ".join(
        ", ".join(filter(None, (step["by_name"], str(step["date"]), step["outcome"] or "", _unlike_minuted(step))))
        for step in steps
    )


def _unlike_minuted(step: Mapping[str, Any]) -> str:
    return but(step["happened"]) or ("" if step["standing"] == "minuted" else step["standing"])


VOTE: Final = Column("vote", text=in_short)
SCRUTINISED: Final = Column("scrutinised", text=_step_in_short)
_UNTABLED: Final = ("kind", "meeting", "mover", "mover_name", "seconder", "seconder_name", "force_certainty")
_HOW: Final = ("referred", "notices", "notice_given", "present", "declared", "minutes")
LIMBS: Final[tuple[str | Column | tuple[Column, ...], ...]] = (
    *(dated("since", "date"), named("by"), "verb", "text", named("projects"), "number", short_id("id", "decision")),
    *(VOTE, SCRUTINISED, Column("force", "in effect?"), "standing"),
    *(Column(key, tabled=False) for key in (*_UNTABLED, *_HOW)),
)


def decided_row(decided: Decided, reached: Reached, name: Name) -> Row:
    """One limb with how it was reached."""
    mover, seconder = (getattr(decided.whole.event, key, None) for key in ("mover", "seconder"))
    row = row_of(
        decided.whole,
        by=decided.by,
        kind=decided.kind,
        number=decided.number or None,
        verb=decided.verb.value if decided.verb else None,
        text=decided.text,
        projects=decided.projects,
        mover=mover,
        mover_name=name(mover),
        seconder=seconder,
        seconder_name=name(seconder),
        **reached_cells(reached, name, resolution=decided.kind == "resolution"),
    )
    return Row(row.cells, tuple(sorted({*row.entries, *reached.entries})), row.certainty)


def reached_cells(reached: Reached, name: Name, *, resolution: bool = False) -> dict[str, Any]:
    """How something was reached, as JSON has it; resolutions say nothing of when they have effect."""
    given, effect = reached.notice_given, reached.effect
    silent = resolution and effect.call_in is None
    return {
        "referred": tuple(step_cells(step, name) for step in reached.referrals),
        "scrutinised": tuple(step_cells(step, name) for step in reached.scrutiny),
        "notices": tuple(notice_cells(notice, name) for notice in reached.notices),
        "notice_given": given.value if given else None,
        "present": tuple(present_cells(answer, name) for answer in reached.present),
        "declared": declared_cells(reached.declared, name),
        "vote": vote_cells(reached.votes[-1], name) if reached.votes else None,
        "force": None if silent else effect.force.value,
        "force_certainty": None if silent else effect.certainty.value,
        "minutes": reached.minutes.status.value,
    }


def step_cells(answer: Answer[Step], name: Name) -> dict[str, Any]:
    """A referral or a scrutiny on the way to a decision."""
    from projections.routes.happened import happened_of

    row = answer.row
    return {
        "project": answer.stream,
        "project_name": name(answer.stream),
        "date": since(row),
        "by": row.by,
        "by_name": name(row.by),
        "to": row.to,
        "to_name": name(row.to),
        "outcome": row.outcome or row.purpose,
        "happened": happened_of(row),
        **rests_on(answer),
    }


def notice_cells(answer: Answer[Point[DecisionNoticed]], name: Name) -> dict[str, Any]:
    """A notice given before a decision."""
    row = answer.row
    return {
        "project": answer.stream,
        "project_name": name(answer.stream),
        "published": since(row),
        "due": when(answer.event.due) if answer.event.due else None,
        "key": answer.event.key,
        "urgency": answer.event.urgency.value,
        **rests_on(answer),
    }


def present_cells(answer: Answer[Point[AttendanceRecorded]], name: Name) -> dict[str, Any]:
    """Somebody who was there; a substitute with the member in whose place."""
    return {
        "person": answer.event.person,
        "person_name": name(answer.event.person),
        "presence": answer.event.presence.value,
        "substitute_for": answer.event.substitute_for,
        "substitute_for_name": name(answer.event.substitute_for),
        "items": answer.event.items,
        **rests_on(answer),
    }


def declared_cells(declared: Declared, name: Name) -> tuple[dict[str, Any], ...]:
    """Interests declared, conflicts acknowledged and dispensations granted, each with what was done about it."""

    def cells(
        what: str, answer: Answer[Any], persons: tuple[str, ...], of: str, nature: str, done: str
    ) -> dict[str, Any]:
        told = {"what": what, "date": since(answer.row), "person": persons, "person_name": name(persons) or ()}
        return told | {"of": of, "nature": nature, "done": done or "not recorded", **rests_on(answer)}

    return (
        *(
            cells("interest declared", a, (a.event.person,), "", a.event.nature, a.event.action)
            for a in declared.interests
        ),
        *(
            cells("conflict acknowledged", a, a.event.persons, a.event.of, a.event.text, a.event.managed)
            for a in declared.conflicts
        ),
        *(
            cells("dispensation granted", a, (a.event.person,), "", a.event.reason, "let take part")
            for a in declared.dispensations
        ),
    )


def vote_cells(answer: Answer[Vote], name: Name) -> dict[str, Any]:
    """A vote: its counts, who voted how, the casting vote, the quorum, and what it came to."""
    return {
        "for": answer.event.for_,
        "against": answer.event.against,
        "abstained": answer.event.abstained,
        "absent": answer.event.absent,
        "counted": answer.event.counted,
        "present": answer.event.present,
        "quorum": answer.event.quorum,
        "ballots": tuple(ballot_cells(ballot, name) for ballot in answer.event.ballots),
        "some_named": answer.event.some_named,
        "casting": ballot_cells(answer.event.casting, name) if answer.event.casting else None,
        "carried": answer.event.carried,
        **rests_on(answer),
    }


def ballot_cells(ballot: Ballot, name: Name) -> dict[str, Any]:
    """How somebody voted."""
    return {"member": ballot.member, "member_name": name(ballot.member), "choice": ballot.choice.value}


def call_in_cells(effect: Effect, name: Name) -> dict[str, Any] | None:
    """The call-in of a decision and what became of it, as far as it was determined by the day."""
    if effect.call_in is None:
        return None
    called, outcome = effect.call_in, effect.determination
    return {
        "called_in": since(called.row),
        "by": called.event.by,
        "by_name": name(called.event.by),
        "to": called.event.to,
        "to_name": name(called.event.to),
        "grounds": called.event.grounds,
        "determined": since(outcome.row) if outcome else None,
        "determined_by": outcome.event.by if outcome else None,
        "determined_by_name": name(outcome.event.by) if outcome else None,
        "outcome": outcome.event.outcome.value if outcome else None,
        "outcome_text": outcome.event.text if outcome else None,
        **rests_on(called),
        "entries": effect.entries,
    }


def record_cells(held: Iterable[Particular]) -> tuple[dict[str, str], ...]:
    """What the law asks of a record, and whether it is recorded."""
    return tuple({"what": each.what, "law": each.law, "held": each.held.value} for each in held)


def minutes_cells(minutes: Minutes, name: Name) -> dict[str, Any]:
    """What the record of a meeting rests on."""
    confirmation = minutes.confirmation.row if minutes.confirmation else None
    return {
        "status": minutes.status.value,
        "on": since(confirmation) if confirmation else None,
        "at": confirmation.event.confirmed_at if confirmation else None,
        "at_name": name(confirmation.event.confirmed_at) if confirmation else None,
        "signed_by": confirmation.event.signed_by if confirmation else None,
        "signed_by_name": name(confirmation.event.signed_by) if confirmation else None,
        "amendments": confirmation.event.amendments if confirmation else (),
    }
