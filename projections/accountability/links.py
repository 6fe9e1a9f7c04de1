"""What links one subject to those whose business it is, at the two dates of a register?

Accountability that was declared; delegations, where the grantor stays on the path; who leads a project, considered
it or must; who holds a post, and where; and successions, to whoever was in place.

And what only *ties* it to others, without making a link of accountability: the organisations on whose behalf members
of a body sit, or whose body it is; and whatever is only to come, since it is proposed, expected or anticipated.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from enum import StrEnum
from typing import Any, Final

import msgspec

from ledger.vocabulary.accountability import Sense
from ledger.vocabulary.dates import Certainty
from ledger.vocabulary.membership import OfficeAssigned
from ledger.vocabulary.projects import Role
from ledger.vocabulary.provenance import IN_BEING
from ledger.vocabulary.subjects import kind_of
from projections import bodies, memberships, people, projects
from projections.accountability import lineage
from projections.accountability.declared import ACCOUNTABILITIES, AGREEMENTS, DELEGATIONS, answers_to, delegations
from projections.engine.register import Lookup, Register, RowAsAt
from projections.questions import QUESTIONS, Asked
from projections.routes import route as routes
from projections.routes.happened import TO_COME
from projections.routes.steps import Evidence, Taken, taken


class LinkKind(StrEnum):
    """What ties a link's two ends together, besides the kinds of accountability."""

    DELEGATED_BY = "holds by delegation from"
    ON_BEHALF_OF = "members sit on behalf of"
    BOARD_OF = "body of"
    LED_BY = "led by"
    PART_OF = "part of"
    CONSIDERED_BY = "considered by"
    REQUIRED_BY_RULE = "has to be considered by"
    HOLDS = "holds the post"
    POST_IN = "post in"
    SUCCEEDED_BY = "succeeded by"
    TO_TAKE_OVER_FROM = "is to take over from"
    NONE = "none recorded"


NOT_FORMAL: Final = frozenset(LinkKind) - {LinkKind.DELEGATED_BY}
"""The links that are not accountability themselves."""
_TIES: Final = frozenset({LinkKind.ON_BEHALF_OF, LinkKind.BOARD_OF})
"""What never makes a link: a seat on a board, the organisation whose body it is."""


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a chain: `who` is tied to `to`, which is empty where nothing is recorded."""

    who: str
    kind: str
    to: str = ""
    depth: int = 0
    """0 for the links of the subject that was asked about, 1 for those of their other ends ..."""
    about: str = ""
    """In respect of what, or which function, or by which rule."""
    through: str = ""
    """Of a tie by a seat: whose seat it is."""
    delegation: str = ""
    """Of a delegation: its id."""
    under: str = ""
    """Of a delegation: the one by which the grantor holds the function."""
    projects: tuple[str, ...] = ()
    """Of a delegation: what the agreement under which it was granted is about."""
    accountability_retained: bool | None = None
    """Of a delegation: whether the grantor stays accountable."""
    sought: str = ""
    """Whom a path was asked to, where there is none to that one though the subject answers to others."""
    standing: str = ""
    stated_by: str = ""
    since: str = ""
    certainty: Certainty = Certainty.YES
    entries: tuple[int, ...] = ()
    questions: tuple[Asked, ...] = ()
    """Those in which somebody asked about a link that nobody gave."""
    is_unrelated: bool = False
    """Of a delegation: it is of another function than what the chain is about."""
    again: bool = False
    """The other end stands further up already; it is not followed a second time."""

    @property
    def is_to_come(self) -> bool:
        """Whether it is only proposed, expected or anticipated."""
        return self.standing in _TO_COME

    @property
    def is_in_doubt(self) -> bool:
        """Whether it is inferred or disputed, or somebody was not sure of it."""
        return bool(self.standing) and not self.is_to_come and self.standing not in IN_BEING

    @property
    def is_tie(self) -> bool:
        """Whether it only ties the two together: it is no link of accountability, or not yet one."""
        return bool(self.to) and (self.kind in _TIES or self.is_to_come or self.is_unrelated)


_TO_COME: Final = frozenset(standing.value for standing in TO_COME)


def has_to_do(link: Link, subject: str, path: Collection[Link]) -> bool:
    """Whether a link has to do with a subject that led to it over a path; only of delegations is there a doubt.

    Whoever somebody answers to may hold functions of all kinds from others, and most are none of its business: a
    delegation has to do with it that is of a function that the path is about, or the one under which a delegation
    on the path was granted, or under an agreement on the very project.
    """
    if link.kind != LinkKind.DELEGATED_BY or not path:
        return True
    function = link.about.casefold()
    on_path = any(each.under == link.delegation or each.about.casefold() == function for each in path)
    return on_path or subject in link.projects


def links_of(register: Register, who: str) -> list[Link]:
    """The links from a subject: accountability first, then delegations and the other ties."""
    found = [*_accountability(register, who), *_delegations(register, who)]
    for find in _BY_KIND.get(kind_of(who), ()):
        found += find(register, who)
    return [link for link in found if link.to and link.certainty is not Certainty.NO]


def lookups_of(who: str) -> Iterator[Lookup]:
    """What is looked up for the links from a subject, and the questions about it, so that it can be read together."""
    for table, column in ((ACCOUNTABILITIES, "who"), (DELEGATIONS, "to"), (QUESTIONS, "about")):
        yield Lookup.by(table, column, who)
    kind = kind_of(who)
    if kind == "body":
        yield from (Lookup(table, stream=who) for table in (memberships.TENURES, memberships.MEMBERSHIPS))
        yield Lookup(bodies.BODIES, in_force=False, stream=who)
        yield Lookup(bodies.BODIES, in_force=False, stream=(who,))
    if kind in ("body", "organisation"):
        yield Lookup.by(lineage.SUCCESSIONS, "predecessor", who)
        yield Lookup.by(lineage.SUCCESSIONS, "successor", who, in_force=False)


def _accountability(register: Register, who: str) -> Iterator[Link]:
    for bond in answers_to(register, who):
        yield _link(who, bond.event.kind.value, bond.event.to, bond, about=bond.event.in_respect_of)


def _delegations(register: Register, who: str) -> Iterator[Link]:
    for grant in delegations(register, to=who):
        agreement = register.only(AGREEMENTS, stream=grant.event.agreement) if grant.event.agreement else None
        link = _link(who, LinkKind.DELEGATED_BY, grant.event.by or "", grant, about=grant.event.function)
        yield msgspec.structs.replace(
            link,
            accountability_retained=grant.event.accountability_retained,
            delegation=grant.stream,
            under=grant.event.under or "",
            projects=agreement.row.event.projects if agreement else (),
        )


def _of_body(register: Register, who: str) -> Iterator[Link]:
    """The organisations that share the body, each once: by those who sit there for it, or as a body of theirs."""
    represented: dict[str, RowAsAt[Any]] = {}
    seats: list[RowAsAt[Any]] = [*memberships.offices(register, who), *memberships.members(register, who)]
    for seat in seats:
        organisation = seat.event.on_behalf_of
        if organisation and (organisation not in represented or not represented[organisation].is_certain):
            represented[organisation] = seat
    for organisation, seat in represented.items():
        link = _link(who, LinkKind.ON_BEHALF_OF, organisation, seat)
        holder = seat.event.holder if isinstance(seat.event, OfficeAssigned) else seat.event.member
        yield msgspec.structs.replace(link, through=holder)
    body = bodies.body(register, who)
    for organisation in body.event.of if body else ():
        if organisation not in represented and body:
            yield _link(who, LinkKind.BOARD_OF, organisation, body)


def _of_project(register: Register, who: str) -> Iterator[Link]:
    project = projects.project(register, who)
    if project:
        yield _link(who, LinkKind.LED_BY, project.event.lead or "", project)
        yield _link(who, LinkKind.PART_OF, project.event.part_of or "", project)
    best: dict[str, Taken] = {}
    for step in taken(register, who).get(who, ()):
        if step.happened and (step.by not in best or _STRONGER[step.evidence] < _STRONGER[best[step.by].evidence]):
            best[step.by] = step
    yield from (_considered(who, step) for step in best.values())
    yield from _required(register, who, {by for by, step in best.items() if step.evidence is Evidence.SHOWN})


_STRONGER: Final = {Evidence.SHOWN: 0, Evidence.CLAIMED: 1, Evidence.OPEN: 2}


def _considered(who: str, step: Taken) -> Link:
    return Link(
        who=who,
        kind=LinkKind.CONSIDERED_BY,
        to=step.by,
        about=": ".join(part for part in ("" if step.role is Role.UNKNOWN else step.role.value, step.outcome) if part),
        standing=step.standing.value,
        stated_by=step.stated_by,
        since=step.on.text,
        certainty=step.certainty,
        entries=step.entries,
    )


def _required(register: Register, who: str, shown: set[str]) -> Iterator[Link]:
    """Before whom the rules in force want it, as far as that is not shown; each once, by the rule adopted first.

    A rule that forbids a step after another does not ask for it.
    """
    told = set(shown)
    for required in routes.route(register, who):
        rule = required.rule
        if required.requirement.sense is Sense.NONE_AFTER:
            continue
        for by in (*required.requirement.a.by, *required.requirement.a.of):
            if by not in told and rule.certainty(register.as_at) is not Certainty.NO:
                told.add(by)
                yield Link(
                    who=who,
                    kind=LinkKind.REQUIRED_BY_RULE,
                    to=by,
                    about=required.requirement.text or rule.row.event.text,
                    standing=rule.row.standing.value,
                    stated_by=rule.row.stated_by,
                    since=rule.row.since,
                    certainty=rule.certainty(register.as_at),
                    entries=rule.row.entries,
                )


def _of_post(register: Register, who: str) -> Iterator[Link]:
    post = people.post(register, who)
    if post:
        yield _link(who, LinkKind.POST_IN, post.event.organisation or "", post)


def _of_person(register: Register, who: str) -> Iterator[Link]:
    for held in people.appointments(register, who):
        yield _link(who, LinkKind.HOLDS, held.stream, held)


def _successions(register: Register, who: str) -> Iterator[Link]:
    """Whoever took over by the day; and, where that may not have happened by then, from whom it is to."""
    for after in lineage.successors(register, who):
        yield _link(who, LinkKind.SUCCEEDED_BY, after.row.successor, after)
    if register.as_at is None:
        return
    for before in register.rows(lineage.SUCCESSIONS, in_force=False, successor=who):
        if before.certainty is not Certainty.YES:
            link = _link(who, LinkKind.TO_TAKE_OVER_FROM, before.row.predecessor, before)
            known = Certainty.YES if before.certainty is Certainty.NO else Certainty.POSSIBLY
            yield msgspec.structs.replace(link, certainty=known)


def _link(who: str, kind: str, to: str, answer: RowAsAt[Any], about: str = "") -> Link:
    row = answer.row
    return Link(
        who=who,
        kind=str(kind),
        to=to,
        about=about,
        standing=row.standing.value,
        stated_by=row.stated_by,
        since=row.since,
        certainty=answer.certainty,
        entries=row.entries,
    )


_BY_KIND: Final = {
    "body": (_of_body, _successions),
    "organisation": (_successions,),
    "project": (_of_project,),
    "post": (_of_post,),
    "person": (_of_person,),
}
