"""Who may have sat on a body on a day, as far as its memberships and offices tell; for the checks of flags."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

from ledger.vocabulary.dates import NO_END, When
from ledger.vocabulary.membership import MembershipStarted
from ledger.vocabulary.subjects import kind_of
from projections.engine.register import Register, RowAsAt
from projections.engine.rows import Row
from projections.flags.flag import told
from projections.memberships import MEMBERSHIPS, TENURES, Completeness, Membership, completeness

_SUBSTITUTE: Final = re.compile(r"\b(substitut\w*|reserve|deput(y|ies|ise\w*))\b", re.I)
_GUEST: Final = re.compile(r"\b(observer|advis[eo]r|attendee|in attendance|clerk|secretary|non-?voting)\b", re.I)
_TO_OFFICES: Final = re.compile(r"^the |( of | \().*$")
OFFICES_OF_ONE: Final = {
    **dict.fromkeys(("chair", "chairman", "chairwoman", "chairperson", "convener", "convenor"), "chair"),
    **dict.fromkeys(("leader", "mayor", "lord mayor", "elected mayor", "president", "provost", "lord provost"), ""),
}
"""Offices of which a body has one at a time, by the words for them; those who share one are called so: co-chair."""


def office_of_one(office: str) -> str | None:
    """Which office of one holder that is, however it is called; None where several may have it at once."""
    word = _TO_OFFICES.sub("", office.casefold().strip()).strip()
    found = OFFICES_OF_ONE.get(word)
    return found if found is None else found or word


def is_substitute(role: str) -> bool:
    """Whether somebody is in a body to stand in for its members."""
    return _SUBSTITUTE.search(role) is not None


def has_a_seat(event: MembershipStarted) -> bool:
    """Whether a membership takes one of the seats: none of a substitute, an observer, or somebody without a vote."""
    return event.voting is not False and not is_substitute(event.role) and not _GUEST.search(event.role)


def lasts_on(row: Row, day: int) -> bool:
    """Whether a row certainly is in force on a day and goes on after it: a last day may be the first of a successor."""
    return bool(row.from_latest <= day < row.to_earliest)


def overlap(one: Row, other: Row) -> bool:
    """Whether there certainly is a day on which both are in force; a last day that is the other's first is none."""
    if max(one.from_latest, other.from_latest) > min(one.to_earliest, other.to_earliest):
        return False
    handed_over = (one.to_earliest == other.from_latest, other.to_earliest == one.from_latest)
    return not any(handed_over) or min(one.to_earliest, other.to_earliest) == NO_END


@dataclass(frozen=True)
class Seats:
    """Who may have sat on a body on a day."""

    register: Register
    body: str
    day: When

    @cached_property
    def _all(self) -> list[RowAsAt[Any]]:
        return [
            *self.register.rows(MEMBERSHIPS, in_force=False, stream=self.body),
            *self.register.rows(TENURES, in_force=False, stream=self.body),
        ]

    @cached_property
    def _rows(self) -> list[RowAsAt[Any]]:
        return [each for each in self._all if self._may_last(each)]

    @cached_property
    def are_told(self) -> bool:
        """Whether any member of that day is recorded."""
        return any(hasattr(each.event, "member") for each in self._rows)

    @property
    def are_all(self) -> bool:
        """Whether the members that are recorded are all, and each of them is a person."""
        return not self._by_posts and completeness(self._on_the_day, self.body) is Completeness.COMPLETE

    @property
    def _on_the_day(self) -> Register:
        return replace(self.register, as_at=self.day.earliest)

    def may_have(self, person: str) -> bool:
        """Whether somebody may have had a seat; whoever holds a post with a seat may be anybody."""
        return person in self._holders or self._by_posts

    def may_be_member(self, person: str) -> bool:
        """Whether somebody may have been a member, and did not only have an office there."""
        return self._by_posts or any(getattr(each.event, "member", "") == person for each in self._rows)

    def certainly_has(self, person: str) -> RowAsAt[Membership] | None:
        """The membership by which somebody certainly had a seat of their own."""
        own = (each for each in told(self._whole, MEMBERSHIPS, stream=self.body) if each.event.member == person)
        return next((each for each in own if has_a_seat(each.event) and self._lasts(each)), None)

    def former(self, person: str) -> RowAsAt[Membership] | None:
        """A membership of somebody who certainly had none on the day: it was over, or had not begun."""
        if self.may_have(person):
            return None
        own = (each for each in told(self._whole, MEMBERSHIPS, stream=self.body) if each.event.member == person)
        return min(own, key=lambda each: (each.row.from_earliest, each.row.to_latest, each.key), default=None)

    @cached_property
    def named_substitutes(self) -> set[str]:
        """Those who are listed as substitutes."""
        return {self._who(each) for each in self._rows if is_substitute(getattr(each.event, "role", ""))}

    @property
    def _whole(self) -> Register:
        return replace(self.register, as_at=None)

    @cached_property
    def _holders(self) -> set[str]:
        return {self._who(each) for each in self._rows}

    @cached_property
    def _by_posts(self) -> bool:
        return any(kind_of(holder) != "person" for holder in self._holders)

    def _who(self, each: RowAsAt[Any]) -> str:
        return str(getattr(each.event, "member", "") or getattr(each.event, "holder", ""))

    def _may_last(self, each: RowAsAt[Any]) -> bool:
        return bool(each.row.from_earliest <= self.day.latest and self.day.earliest <= each.row.to_latest)

    def _lasts(self, each: RowAsAt[Any]) -> bool:
        return bool(each.row.from_latest <= self.day.earliest and self.day.latest <= each.row.to_earliest)
