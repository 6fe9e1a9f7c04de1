"""What concerns, comments, requests and recommendations were voiced, and did anybody respond?"""

from __future__ import annotations

import msgspec

from ledger.vocabulary.dates import Certainty
from ledger.vocabulary.questions import AnswerGiven, Completeness, RemarkKind, RemarkMade
from projections.engine.register import Register, RowAsAt
from projections.engine.row_patterns import points
from projections.engine.rows import Point
from projections.meetings import MEETINGS
from projections.questions import furthest, how_certain, is_open, replies_to


class Voiced(msgspec.Struct, frozen=True, kw_only=True):
    """A remark with the responses to it, in the order of the world; `body` is the one in whose meeting it was made."""

    remark: RowAsAt[Point[RemarkMade]]
    replies: tuple[RowAsAt[Point[AnswerGiven]], ...] = ()
    body: str | None = None

    @property
    def completeness(self) -> Completeness:
        """How far the furthest response goes; `none` also where nothing is recorded."""
        return furthest(self.replies)

    @property
    def certainty(self) -> Certainty:
        """Whether it was voiced, and met with these responses, by the day."""
        return how_certain(self.remark, self.replies)

    @property
    def entries(self) -> tuple[int, ...]:
        """The entries that it rests on, its responses included."""
        return tuple(sorted({*self.remark.row.entries, *(p for r in self.replies for p in r.row.entries)}))


REMARKS = points("remarks", RemarkMade, finds=("by", "to", "about", "meeting"))


def remarks(
    register: Register,
    *,
    kind: RemarkKind | None = None,
    by: str | None = None,
    to: str | None = None,
    about: str | None = None,
    body: str | None = None,
    without_response: bool = False,
) -> list[Voiced]:
    """The remarks made by the register's day, with the responses to them; `body`: made in one of its meetings."""
    found = register.rows(REMARKS, kind=kind, by=by, to=to, about=about)
    replies = replies_to(register, [answer.stream for answer in found])
    bodies = (
        {meeting.stream: meeting.event.body for meeting in register.rows(MEETINGS, in_force=False)} if found else {}
    )
    voiced = [
        Voiced(remark=each, replies=replies.get(each.stream, ()), body=bodies.get(each.event.meeting or ""))
        for each in found
    ]
    return [each for each in voiced if body in (None, each.body) and (not without_response or is_open(each.replies))]
