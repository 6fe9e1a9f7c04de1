"""Who declared which interests and did what, which conflicts were acknowledged, who was let take part all the same?"""

from __future__ import annotations

from ledger.vocabulary.interests import ConflictAcknowledged, DispensationGranted, InterestDeclared
from projections.engine.register import Register, RowAsAt
from projections.engine.row_patterns import points
from projections.engine.rows import Point

INTERESTS = points("interests", InterestDeclared, finds=("person", "about"))
CONFLICTS = points("conflicts", ConflictAcknowledged, finds=("persons", "about"))
DISPENSATIONS = points("dispensations", DispensationGranted, finds=("about", "meeting"))


def interests(
    register: Register, *, person: str | None = None, meeting: str | None = None, about: str | None = None
) -> list[RowAsAt[Point[InterestDeclared]]]:
    """The interests that persons declared; each answer's stream is the meeting."""
    return register.rows(INTERESTS, stream=meeting, person=person, about=about)


def conflicts(
    register: Register, *, person: str | None = None, meeting: str | None = None, about: str | None = None
) -> list[RowAsAt[Point[ConflictAcknowledged]]]:
    """The conflicts that meetings acknowledged; with a person, those in which they are named, not those of a class."""
    return register.rows(CONFLICTS, stream=meeting, persons=person, about=about)


def dispensations(
    register: Register, *, person: str | None = None, meeting: str | None = None, about: str | None = None
) -> list[RowAsAt[Point[DispensationGranted]]]:
    """The dispensations granted; each answer's stream is the person."""
    return register.rows(DISPENSATIONS, stream=person, meeting=meeting, about=about)


def declarations(register: Register, dispensation: DispensationGranted) -> list[RowAsAt[Point[InterestDeclared]]]:
    """What the person declared of that which a dispensation is about; where it does not say, all that they declared.

    Of all that is known, whatever the day: a declaration may follow the dispensation.
    """
    declared = register.rows(INTERESTS, in_force=False, person=dispensation.person)
    about = set(dispensation.about)
    return [each for each in declared if not about or about.intersection(each.event.about)]
