"""Who declared which interests and did what, which conflicts were acknowledged, who was let take part all the same?"""

from __future__ import annotations

from ledger.vocabulary.interests import ConflictAcknowledged, DispensationGranted, InterestDeclared
from projections.engine.engine import Projection, by_itself
from projections.engine.register import Answer, Register
from projections.engine.row_patterns import Points
from projections.engine.rows import Row


class Interest(Row, frozen=True, kw_only=True):
    """An interest that a person declared at a meeting; an empty `action` is one that nobody recorded."""

    person: str = ""
    meeting: str = ""
    about: tuple[str, ...] = ()
    item: str = ""
    kind: str = ""
    nature: str = ""
    action: str = ""


class Conflict(Row, frozen=True, kw_only=True):
    """A conflict of interest that a meeting acknowledged; it may be that of a class of people, none of them named."""

    text: str = ""
    meeting: str = ""
    of: str = ""
    persons: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    managed: str = ""


class Dispensation(Row, frozen=True, kw_only=True):
    """A person was let take part in spite of an interest (Localism Act 2011 s33)."""

    person: str = ""
    about: tuple[str, ...] = ()
    by: str | None = None
    reason: str = ""
    meeting: str | None = None


INTERESTS = Projection(
    name="interests",
    row=Interest,
    handles=(InterestDeclared,),
    evolve=Points(Interest),
    lane=by_itself,
    finds=("person", "about"),
)
CONFLICTS = Projection(
    name="conflicts",
    row=Conflict,
    handles=(ConflictAcknowledged,),
    evolve=Points(Conflict),
    lane=by_itself,
    finds=("persons", "about"),
)
DISPENSATIONS = Projection(
    name="dispensations",
    row=Dispensation,
    handles=(DispensationGranted,),
    evolve=Points(Dispensation),
    lane=by_itself,
    finds=("person", "about", "meeting"),
)


def interests(
    register: Register, *, person: str | None = None, meeting: str | None = None, about: str | None = None
) -> list[Answer[Interest]]:
    """The interests that persons declared; each answer's stream is the meeting."""
    return register.rows(INTERESTS, stream=meeting, person=person, about=about)


def conflicts(
    register: Register, *, person: str | None = None, meeting: str | None = None, about: str | None = None
) -> list[Answer[Conflict]]:
    """The conflicts that meetings acknowledged; with a person, those in which they are named, not those of a class."""
    return register.rows(CONFLICTS, stream=meeting, persons=person, about=about)


def dispensations(
    register: Register, *, person: str | None = None, meeting: str | None = None, about: str | None = None
) -> list[Answer[Dispensation]]:
    """The dispensations granted; each answer's stream is the person."""
    return register.rows(DISPENSATIONS, stream=person, meeting=meeting, about=about)


def declarations(register: Register, dispensation: Dispensation) -> list[Answer[Interest]]:
    """What the person declared of that which a dispensation is about; where it does not say, all that they declared.

    Of all that is known, whatever the day: a declaration may follow the dispensation.
    """
    declared = register.rows(INTERESTS, in_force=False, person=dispensation.person)
    about = set(dispensation.about)
    return [each for each in declared if not about or about.intersection(each.row.about)]
