"""To whom does a subject answer, step by step, and where does the record break off?

A chain follows, at the register's two dates, what `linking` finds: accountability that was declared, and the
other links that say whose business something is. Where no link of accountability is recorded, it says so, and
names the questions in which somebody asked about one. What only ties subjects together stands apart: no chain runs
through a seat on a board, a proposal, or a function that has nothing to do with the subject.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TypeAlias

from msgspec.structs import replace

from ledger.vocabulary.subjects import kind_of
from projections.accountability.links import NOT_FORMAL, Link, LinkKind, has_to_do, links_of, lookups_of
from projections.engine.register import Register
from projections.questions import Asked, asked_about

Path: TypeAlias = tuple[Link, ...]
"""The links that led from the subject to somebody on its chain."""


def chain(register: Register, subject: str, to: str | None = None) -> list[Link]:
    """The links from a subject, each followed by those of its other end; by choice only those that lead `to` one.

    Each subject is followed once, wherever it is met first, so circles end. What only ties subjects together is
    no part of a chain: see `ties`.
    """
    links = [link for link in _walk(register, subject, to) if not link.is_tie]
    return links if to is None else _leading_to(register, links, subject, to)


def ties(register: Register, subject: str) -> list[Link]:
    """What ties those on the chain of a subject to others without making a link of accountability.

    Seats and whose body it is; what is only to come; and delegations of functions that the chain is not about. Those
    of the subject itself come first; none is followed any further.
    """
    found = [link for link in _walk(register, subject, None) if link.is_tie]
    return sorted(found, key=lambda link: link.depth)


def _walk(register: Register, subject: str, target: str | None) -> Iterator[Link]:
    """1. Take the next link of whoever was met last. 2. Where its other end is new, go on with that one's links.

    Ties are told where they are met, and not followed. Several links may lead from one to the same other end: the path
    to that one is made of all of them, since any of them may say what it is about.
    """
    register.read_ahead(*lookups_of(subject))
    own = _at(register, subject, subject, target, ())
    followed = {subject}
    _read_ahead(register, own, followed)
    ways: list[tuple[Iterator[Link], list[Link], Path]] = [(iter(own), own, ())]
    while ways:
        following, siblings, path = ways[-1]
        link = next(following, None)
        if link is None:
            ways.pop()
        elif not link.to or link.is_tie:
            yield link
        elif link.to in followed:
            yield replace(link, again=True)
        else:
            yield link
            followed.add(link.to)
            so_far = (*path, *(each for each in siblings if each.to == link.to and not each.is_tie))
            own = [replace(each, depth=len(ways)) for each in _at(register, link.to, subject, target, so_far)]
            _read_ahead(register, own, followed)
            ways.append((iter(own), own, so_far))


def _read_ahead(register: Register, links: Iterable[Link], followed: Collection[str]) -> None:
    """Read together what the links lead on to."""
    to_come = dict.fromkeys(link.to for link in links if link.to and not link.is_tie and link.to not in followed)
    register.read_ahead(*(each for who in to_come for each in lookups_of(who)))


def _at(register: Register, who: str, subject: str, target: str | None, path: Path) -> list[Link]:
    """The links of one on the chain of a subject; before them, that accountability is not recorded where it is missed
    or was asked for.
    """
    own = [replace(link, is_unrelated=not has_to_do(link, subject, path)) for link in links_of(register, who)]
    formal = {link.to for link in own if link.kind not in NOT_FORMAL and not link.is_tie}
    others = {*(link.to for link in own), target or who} - formal - {who}
    asked = asked_about(register, who, _is_a_body if kind_of(who) == "project" else others.__contains__)
    expected = not formal and (who == subject or kind_of(who) in ("body", "post"))
    return [*([_none(who, 0, asked)] if expected or asked else []), *own]


def _is_a_body(subject: str) -> bool:
    return kind_of(subject) == "body"


def _none(who: str, depth: int, asked: Iterable[Asked] = ()) -> Link:
    questions = tuple(asked)
    entries = tuple(sorted({position for each in questions for position in each.entries}))
    return Link(depth=depth, who=who, kind=LinkKind.NONE, entries=entries, questions=questions)


def _leading_to(register: Register, links: list[Link], subject: str, target: str) -> list[Link]:
    """The links on a path that reaches the target, and what is missing along the way and at the start."""
    reaching = _reaching(links, target)
    if subject not in reaching and not any(link.depth == 0 and not link.to for link in links):
        missing = _none(subject, 0, asked_about(register, subject, {target}.__contains__))
        links = [replace(missing, sought=target), *links]
    return [
        link
        for link in links
        if (link.who in reaching and link.to in reaching)
        or (not link.to and (link.depth == 0 or link.who in reaching - {target}))
    ]


def _reaching(links: Iterable[Link], target: str) -> set[str]:
    """Everybody from whom some path leads to the target, itself included."""
    towards: dict[str, set[str]] = {}
    for link in links:
        towards.setdefault(link.to, set()).add(link.who)
    reaching, new = {target}, {target}
    while new:
        new = {who for end in new for who in towards.get(end, ())} - reaching
        reaching |= new
    return reaching
