"""A meeting file begun for the register of a council: its bodies, people, posts and who sits where, on a day.

What the ledger knows stands in comments with what it lacks, so that nothing is registered twice.
"""

from __future__ import annotations

from collections.abc import Iterator

from ledger.vocabulary.dates import day_text, when
from projections import bodies, memberships, people
from projections.answers.names import Names
from projections.engine.register import Register
from projections.exports.new_meeting import BEGUN, yaml_text
from projections.papers.paper import day_in_words


def new_register(register: Register, organisation: str, name: str) -> Iterator[str]:
    """The lines of the file for an organisation, which the ledger knows or not, on the register's day."""
    assert register.as_at is not None
    day, said = day_text(register.as_at), Names(register)
    called = yaml_text(name)
    yield BEGUN
    yield "source:"
    yield f"  document: {yaml_text(f'{name}, bodies and members on {day_in_words(when(day))}')}"
    yield f"  publisher: {called}"
    yield f"  date: {day}"
    yield ""
    yield "standing: reported"
    yield ""
    yield "register:"
    if not organisation:
        yield "  organisations:"
        yield f"    - {{name: {called}, kind: council}}"
    own = [each for each in bodies.bodies(register) if organisation in each.event.of]
    yield "  bodies:"
    for each in own:
        seats = memberships.seats(register, each.stream)
        yield f"    # known: {said(each.stream)}, {_seats(len({seat.member for seat in seats}))}"
    yield f"    # - {{name: Planning Committee, kind: committee, of: {called}, seats: 9}}"
    yield "  people:"
    yield "    # - Councillor Ann Ash"
    yield "    # - {name: Councillor Bob Birch, also: [Cllr R Birch]}"
    yield "  posts:"
    for post in people.posts(register, organisation=organisation) if organisation else ():
        holders = [str(said(each.event.person)) for each in people.holders(register, post.stream)]
        yield f"    # known: {said(post.stream)}, {', '.join(holders) or 'nobody is recorded to hold it'}"
    yield f"    # - {{title: Monitoring Officer, organisation: {called}}}"
    yield ""
    yield "statements:"
    yield "  # - member: Councillor Ann Ash"
    yield "  #   body: Planning Committee"
    yield f"  #   since: {day}"
    yield "  # - office: chair"
    yield "  #   body: Planning Committee"
    yield "  #   holder: Councillor Ann Ash"
    yield f"  #   since: {day}"


def _seats(number: int) -> str:
    return "no member recorded" if not number else f"{number} member{'s' if number > 1 else ''} on that day"
