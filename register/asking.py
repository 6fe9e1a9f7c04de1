"""From a request to an answer: the register at both clocks, what the question is given, and the address that lasts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from starlette.requests import Request

from ledger.store import Datastore, Showing
from ledger.vocabulary.date_times import LONDON
from ledger.vocabulary.subjects import name_of
from projections import register_at
from projections.answers import parameters
from projections.answers.envelope import replied
from projections.answers.formats import Said
from projections.answers.known_subjects import known_subject
from projections.answers.layout import ALL_ROWS
from projections.answers.question import ALWAYS, Answer, CannotAsk, Question
from register.addresses import Asked, Links

if TYPE_CHECKING:
    from projections.engine.register import Register

AS_AT, KNOWN_AT, SOURCES = "as-at", "known-at", "sources"
PAGE: Final = "page"
LONGEST_QUERY: Final = 4_000
"""Characters; what is longer is no question that a page or a command would ask."""
_ADDED: Final = re.compile(r"utm_\w+|fbclid|gclid|msclkid|mc_[ce]id|igshid")
"""What others add to an address that is passed on, and the register does not need to know."""
_MARK: Final = re.compile(r"`--after ([^`]+)`")
LAST: Final = 100
"""How many entries a page of all of them shows."""


class Moment(NamedTuple):
    """Both clocks as an address has them: days and moments as they were written."""

    as_at: str
    known_at: str

    def of(self, datastore: Datastore, showing: Showing) -> Register:
        """The register at that moment.

        Raises:
            CannotAsk: one of the clocks cannot be read.
            NoSuchEntry: nothing was recorded under that number.
        """
        today = datetime.now(LONDON).date()
        try:
            as_at = parameters.day_or_period(self.as_at, today)
        except CannotAsk as wrong:
            raise CannotAsk(f"{AS_AT}: {wrong}") from wrong
        try:
            known_at = parameters.moment(self.known_at, today) if self.known_at else None
        except CannotAsk as wrong:
            raise CannotAsk(f"{KNOWN_AT}: {wrong}") from wrong
        return register_at(datastore, None if isinstance(as_at, str) else as_at, known_at, showing)

    @property
    def is_lasting(self) -> bool:
        """Whether it means the same tomorrow: a day or `ever`, and the number of an entry."""
        return self.as_at not in ("", "today") and parameters.is_whole(self.known_at)


@dataclass(frozen=True)
class Posed:
    """A question as an address asks it, of a register at both clocks; not answered yet."""

    question: Question
    given: Mapping[str, Any]
    """What the question is given, as texts by key."""
    register: Register
    moment: Moment
    links: Links

    @property
    def path(self) -> str:
        """Where the question stands about what it was asked about."""
        return self.question.path_of(self.given)

    @property
    def is_endless(self) -> bool:
        """Whether a page was asked for of all entries there are, of which it shows the last."""
        return self.question.words == "log" and not any(self.given[key] for key in ("after", "last", "limit"))

    def address(self, suffix: str = "", **more: str) -> str:
        """Where this stands at both clocks."""
        last = {"last": str(LAST)} if self.is_endless and not suffix else {}
        return self.links.asking(self.question, {**self.given, **last}, suffix, **more)


@dataclass(frozen=True)
class Replied(Posed):
    """An answer with everything that a page or data is made of."""

    answer: Answer[Any]
    said: Said

    def following(self, suffix: str = "") -> str:
        """Where the rows stand that follow those of which a part was asked for; empty where none do."""
        after = goes_on_after(self.answer.notes)
        return self.links.asking(self.question, {**self.given, "after": after}, suffix) if after else ""


def goes_on_after(notes: Iterable[str]) -> str:
    """After which row a list goes on of which a part was asked for, as the note on that says."""
    return next((found[1] for note in notes if (found := _MARK.search(note))), "")


def moment_of(request: Request, default: str) -> Moment:
    """Both clocks of a request."""
    return Moment(request.query_params.get(AS_AT) or default, request.query_params.get(KNOWN_AT) or "")


def pose(request: Request, asked: Asked, datastore: Datastore, showing: Showing) -> tuple[Posed, Mapping[str, Any]]:
    """What a request asks, and what the question is given by its parameters' names.

    Raises:
        Refusal: it cannot be answered.
        CannotAsk: it makes no question.
    """
    texts = _texts(request, asked)
    given = parameters.read(asked.question, texts)
    moment = moment_of(request, asked.question.as_at)
    register = moment.of(datastore, showing)
    told = {each.key: _told(texts.get(each.option, ()), each.holds.many) for each in asked.question.parameters}
    told |= _about(register, asked.question, given)
    return Posed(asked.question, told, register, moment, links_at(request, register)), given


def reply(posed: Posed, given: Mapping[str, Any], with_sources: bool = False, named: slice = ALL_ROWS) -> Replied:
    """The answer to what was posed; where some rows alone are shown, `named`, the names in those alone are read.

    Raises:
        Refusal: it cannot be answered.
        CannotAsk: it makes no question.
    """
    answer, said = replied(posed.register, posed.question, given, with_sources, named)
    return Replied(posed.question, posed.given, posed.register, posed.moment, posed.links, answer, said)


def refuse_other(request: Request, taken: Sequence[str], also: Sequence[str] = ()) -> None:
    """Refuse what an address does not take: a misspelt clock would else be answered for today.

    Raises:
        CannotAsk: there is something in it that is neither `taken` nor among what is `also` understood.
    """
    for option in request.query_params:
        if option not in taken and option not in also and not _ADDED.fullmatch(option):
            raise CannotAsk(parameters.not_among(parameters.shown(option), taken))


def refuse_period(option: str, text: str) -> None:
    """Refuse a month or a year where only a day can be meant.

    Raises:
        CannotAsk: it is no day of the calendar, nor `today` or `ever`.
    """
    try:
        parameters.day(text, date.min)
    except CannotAsk as wrong:
        raise CannotAsk(f"{option}: {wrong}") from wrong


def links_at(request: Request, register: Register) -> Links:
    """The links of a page at a register's clocks."""
    return Links(request.scope.get("root_path", ""), register.day or parameters.EVER, register.known_at)


def _about(register: Register, question: Question, given: Mapping[str, Any]) -> dict[str, str]:
    """Whom the question is about, by the id that a page stands at: a name, or an id that was another's, becomes it."""
    found = {}
    for each in question.parameters:
        if each.required and each.kind:
            subject = known_subject(register, given[each.name], each.kinds)
            found[each.key] = name_of(subject) if len(each.kinds) == 1 else subject
    return found


def _told(texts: Iterable[str], many: bool) -> Any:
    several = list(texts)
    return several if many else next(iter(several), "")


def _texts(request: Request, asked: Asked) -> dict[str, list[str]]:
    """What an address gives to the question, by option.

    Raises:
        CannotAsk: it is too long, or there is something in it that the question does not take.
    """
    if len(request.url.query) > LONGEST_QUERY:
        raise CannotAsk(f"the address has more than {LONGEST_QUERY} characters after its '?'; ask for less at once")
    taken = [each.option for each in asked.question.parameters if not each.required]
    always = [each.key.replace("_", "-") for each in ALWAYS]
    refuse_other(request, [*taken, *always], also=[PAGE])
    texts = {key: [text] for key, text in asked.given.items()}
    for option, text in request.query_params.multi_items():
        if option in taken:
            texts.setdefault(option, []).append(text)
    for option in (AS_AT, KNOWN_AT, PAGE):
        if len(request.query_params.getlist(option)) > 1:
            raise CannotAsk(f"'{option}' is given more than once; give it once")
    return texts
