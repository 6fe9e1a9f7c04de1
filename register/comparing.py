"""From a request to what changed in the register of a subject between two moments, each with both clocks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from starlette.requests import Request

from ledger.store import Datastore, Showing
from ledger.vocabulary.dates import day_text
from projections.answers.changes import changes, compared
from projections.answers.envelope import completed
from projections.answers.formats import Said
from projections.answers.known_subjects import known_subject
from projections.answers.parameters import EVER
from projections.answers.question import Answer, CannotAsk
from register.addresses import Links
from register.asking import PAGE, SOURCES, Moment, links_at, refuse_other, refuse_period

if TYPE_CHECKING:
    from projections.engine.register import Register

FROM, TO, KNOWN_FROM, KNOWN_TO = "from", "to", "known-from", "known-to"
_OPTIONS: Final = (FROM, TO, KNOWN_FROM, KNOWN_TO)
_BEFORE: Final = "this is compared with itself; give two days, or two states of knowledge"


class Compared(NamedTuple):
    """What changed, with everything that a page or data is made of."""

    subject: str
    before: Register
    after: Register
    texts: Mapping[str, str]
    """Both moments as an address has them that lasts."""
    is_lasting: bool
    """Whether the address that was asked is that one."""
    answer: Answer[Any]
    said: Said
    links: Links

    def address(self, suffix: str = "", **more: str) -> str:
        """Where this stands for good."""
        return self.links.diff(self.subject, self.texts, suffix, **more)


def compare(request: Request, subject: str, datastore: Datastore, showing: Showing, *, as_data: bool) -> Compared:
    """What changed in the register of a subject between the two moments of a request.

    Raises:
        Refusal: the subject is not known, or nothing was recorded under a number.
        CannotAsk: what is given makes no moment, or both are one where data is asked for.
    """
    told = {key: text for key, text in request.query_params.items() if key in _OPTIONS and text}
    refuse_other(request, [*_OPTIONS, SOURCES], also=[PAGE])
    for option in (FROM, TO):
        refuse_period(option, told.get(option, EVER))
    since = told.get(FROM) or told.get(TO) or EVER
    before = Moment(since, told.get(KNOWN_FROM, "")).of(datastore, showing)
    after = Moment(told.get(TO) or since, told.get(KNOWN_TO, "")).of(datastore, showing)
    knows = max(before, after, key=lambda register: register.known_at)
    about = known_subject(knows, subject)
    is_one = (before.as_at, before.known_at) == (after.as_at, after.known_at)
    if is_one and as_data:
        raise CannotAsk(f"both moments are the same; give {FROM} and {TO}, or {KNOWN_FROM} and {KNOWN_TO}")
    found: Answer[Any] = Answer((), _BEFORE) if is_one else changes(before, after, about)
    answer, said = completed(knows, found, compared(about, before, after), SOURCES in request.query_params)
    texts = {
        FROM: _day(before),
        TO: _day(after),
        KNOWN_FROM: str(before.known_at),
        KNOWN_TO: str(after.known_at),
    }
    is_lasting = about == subject and {key: told.get(key) for key in texts} == texts
    return Compared(about, before, after, texts, is_lasting, answer, said, links_at(request, after))


def _day(register: Register) -> str:
    return EVER if register.as_at is None else day_text(register.as_at)
