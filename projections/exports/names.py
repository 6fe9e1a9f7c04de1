"""What those who decide are called in an export; who is exempt is called by the short id that others use for them."""

from __future__ import annotations

from ledger.vocabulary.subjects import kind_of, name_of
from projections import organisations, people, posts
from projections.bodies import current_names
from projections.engine.register import Register
from projections.exports.exempt import Public


class PublicNames:
    """The names that bodies have at the register's date, and those under which all others are registered."""

    def __init__(self, register: Register, public: Public) -> None:
        self._register, self._public = register, public
        self._bodies = current_names(register, public.passes)

    def of(self, subject: str) -> str:
        """What a subject is called."""
        return self._known(subject) or name_of(subject)

    def _known(self, subject: str) -> str:
        if kind_of(subject) == "body":
            return self._bodies.get(subject, "")
        if kind_of(subject) == "person" and (person := people.person(self._register, subject)):
            return person.event.name if self._public.passes(*person.row.entries) else ""
        if kind_of(subject) == "post" and (post := posts.post(self._register, subject)):
            return post.event.title if self._public.passes(*post.row.entries) else ""
        if kind_of(subject) == "organisation" and (unit := organisations.organisation(self._register, subject)):
            return unit.event.name if self._public.passes(*unit.row.entries) else ""
        return ""
