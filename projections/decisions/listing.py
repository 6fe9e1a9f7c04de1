"""Who decided what: resolutions of bodies and decisions of individuals in one listing, limb by limb.

A decision that its record does not divide into limbs is listed as a whole, without a verb: nothing but
`approved` approves, and no verb is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, TypeAlias

import msgspec

from ledger.vocabulary.resolutions import Limb, Verb
from ledger.vocabulary.subjects import kind_of
from projections.decisions import individual as decisions
from projections.decisions import resolutions
from projections.decisions.individual import Decision
from projections.decisions.resolutions import Resolution
from projections.engine.register import Register, RowAsAt
from projections.people import appointments, may_have_held

Whole: TypeAlias = RowAsAt[Resolution] | RowAsAt[Decision]
RESOLUTION = "resolution"


class Decided(msgspec.Struct, frozen=True, kw_only=True):
    """One limb, with the resolution or the decision that it is part of; `number` is as minuted, else counted."""

    number: str
    verb: Verb | None
    text: str
    projects: tuple[str, ...]
    limb: Limb | None
    """The limb as it was told; None where the record divides nothing."""
    by: str
    """The body, the person or the post that decided."""
    kind: str
    """`resolution`, or whose decision it was: `executive`, `officer`, `other`."""
    whole: Whole

    @property
    def certainty(self) -> str:
        """Whether it is so: yes, or possibly."""
        return self.whole.certainty.value

    @property
    def meeting(self) -> str | None:
        """The meeting at which it was decided, if one is recorded."""
        return self.whole.event.meeting


def decided(
    register: Register,
    *,
    project: str | None = None,
    body: str | None = None,
    person: str | None = None,
    meeting: str | None = None,
    verb: Verb | tuple[Verb, ...] | None = None,
    since: int | None = None,
    until: int | None = None,
) -> list[Decided]:
    """The limbs that fit all that is asked for, in the order of the world.

    `person` moved or seconded it, or took it alone, also in a post held then; `verb`: one of some. `since` and `until`
    are day numbers: what may have been decided on a day between them, both included.
    """
    verbs = (verb,) if isinstance(verb, Verb) else verb
    passed = resolutions.resolutions(
        register, body=body, meeting=meeting, person=person, project=project, verb=verbs, since=since, until=until
    )
    made = [
        answer
        for answer in _made(register, body, person, meeting=meeting, project=project, verb=verbs, since=since)
        if until is None or answer.row.from_earliest <= until
    ]
    wholes: list[Whole] = sorted([*passed, *made], key=lambda answer: answer.order) if made else [*passed]
    return [
        limb
        for whole in wholes
        for limb in limbs_of(whole)
        if (verbs is None or limb.verb in verbs) and (project is None or project in limb.projects)
    ]


def limbs_of(whole: Whole) -> Iterator[Decided]:
    """What a resolution or a decision comes to, limb by limb; a decision without limbs is one, without a verb."""
    row = whole.row
    by, kind = (row.event.by, row.event.kind.value) if isinstance(row, Decision) else (row.event.body, RESOLUTION)
    own = row.projects if isinstance(row, Decision) else ()
    for count, limb in enumerate(whole.event.limbs, start=1):
        yield Decided(
            number=limb.number or str(count),
            verb=limb.verb,
            text=limb.text,
            projects=_concerned(limb, own),
            limb=limb,
            by=by,
            kind=kind,
            whole=whole,
        )
    if not whole.event.limbs:
        yield Decided(
            number="", verb=None, text=whole.event.text, projects=own, limb=None, by=by, kind=kind, whole=whole
        )


def _concerned(limb: Limb, own: tuple[str, ...]) -> tuple[str, ...]:
    """What a limb is about: what it says, or where it says nothing, what the whole is about."""
    return limb.projects or own


def _made(register: Register, body: str | None, person: str | None, **asked: Any) -> Iterable[RowAsAt[Decision]]:
    if person is None:
        yield from decisions.decisions(register, by=body, **asked)
    elif body is None:
        yield from decisions.decisions(register, by=person, **asked)
        for held in appointments(replace(register, as_at=None), person):
            for answer in decisions.decisions(register, by=held.stream, **asked):
                if may_have_held(held, answer.row):
                    yield answer


def of(register: Register, subject: str) -> Whole | None:
    """The resolution or the decision with an id."""
    if kind_of(subject) == "decision":
        return decisions.decision(register, subject)
    return resolutions.resolution(register, subject)
