"""Where everything stands: the address of each question, subject and entry, and what is asked by an address.

An address is permanent with both clocks in it: `/body/icb/members?as-at=2018-06-01&known-at=402`. What is asked as
data has the form as a suffix: `/body/icb/members.json?...`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from typing import Any, ClassVar, Final, NamedTuple
from urllib.parse import quote, urlencode

from ledger.aggregates import KINDS
from ledger.vocabulary.subjects import kind_of, name_of
from projections.answers.directory import questions
from projections.answers.parameters import EVER
from projections.answers.question import Parameter, Question

DATA: Final = ("json", "jsonl", "csv")
"""The forms in which every question is answered to scripts."""
FOLLOWED: Final = ("atom", "ics")
"""What somebody follows: a feed of any answer, and a calendar of those that have days."""
DRAWN: Final = ("dot", "svg")
"""Further forms of what can be drawn."""
_SUFFIX: Final = re.compile(rf"\.({'|'.join((*DATA, *FOLLOWED, *DRAWN))})$")
_AS_IS: Final = "/:"
"""What stands in the path of an address as it is."""
_SUBJECT: Final = re.compile(rf"({'|'.join((*KINDS, 'document'))}):[a-z0-9][a-z0-9._~/-]*")


class Asked(NamedTuple):
    """What is asked by the path of an address: a question with what it is about, and in which form."""

    question: Question
    given: Mapping[str, str]
    form: str
    """Empty for a page."""


def all_questions() -> tuple[Question, ...]:
    """Every question there is."""
    return tuple(_by_words().values())


def question(words: str) -> Question:
    """The question of these words."""
    return _by_words()[words]


@cache
def _by_words() -> Mapping[str, Question]:
    return {words: entry.load() for words, entry in questions().items()}


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Question], ...]:
    """How the paths of all questions look, those that say more of them first.

    An id has slashes in it, so `/body/{body}` would take `/body/icb/members` for its own.
    """

    def words_in(each: Question) -> tuple[int, int]:
        return -sum("{" not in part for part in each.path.split("/")), len(each.path)

    return tuple(
        (re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(each.path))), each)
        for each in sorted(all_questions(), key=words_in)
    )


def told_form(path: str) -> tuple[str, str]:
    """A path without its suffix, and the form that the suffix asks for; empty where a page is asked for."""
    suffix = _SUFFIX.search(path)
    return (path[: suffix.start()], suffix[1]) if suffix else (path, "")


def asked_at(path: str) -> Asked | None:
    """What is asked at a path; None where nothing is.

    Where no question shows subjects of a kind, the page of one has all that is told of it.
    """
    bare, form = told_form(path)
    for pattern, each in _patterns():
        if found := pattern.fullmatch(bare):
            if form in DRAWN and not each.drawn:
                return None
            return Asked(each, found.groupdict(), form)
    kind, _, name = bare.removeprefix("/").partition("/")
    if is_subject(f"{kind}:{name}"):
        return Asked(question("chronology"), {"subject": f"{kind}:{name}"}, form)
    return None


@cache
def shown_by(kind: str) -> Question | None:
    """The question whose answer is the page of a subject of a kind, if there is one."""
    found = _by_words().get(f"{kind} show")
    return found if found is not None and found.path == f"/{kind}/{{{kind}}}" else None


@cache
def about(kind: str) -> tuple[tuple[Question, Parameter], ...]:
    """Everything that can be asked of a subject of a kind, with the parameter by which it is."""
    found = []
    for each in all_questions():
        own = next((parameter for parameter in each.parameters if parameter.required), None)
        taken = [own] if own is not None else each.parameters
        found += [(each, one) for one in taken if one.kind == "any" or kind in one.kinds]
    return tuple(found)


def is_subject(text: str) -> bool:
    """Whether a text is the id of a subject."""
    return _SUBJECT.fullmatch(text) is not None


class Links:
    """Makes the addresses in a page: under the prefix of the site, and at the clocks of the page."""

    is_frozen: ClassVar = False
    """Whether they lead to files that somebody wrote down once, where nothing can be asked."""

    def __init__(self, root: str, as_at: str, known_at: int) -> None:
        self.root, self.as_at, self.known_at = root, as_at, known_at

    def before(self, entry: int) -> Links:
        """The same as the ledger knew it before an entry."""
        return Links(self.root, self.as_at, entry - 1)

    def of_any_time(self) -> Links:
        """The same, of what was in force at any time."""
        return Links(self.root, EVER, self.known_at)

    def at(self, path: str, query: Iterable[tuple[str, str]] = (), suffix: str = "") -> str:
        """The address of a path, at both clocks."""
        told = urlencode([*query])
        return f"{self.plain(path)}{suffix}?{told}{'&' if told else ''}{self._clocks}"

    @cached_property
    def _clocks(self) -> str:
        return urlencode([("as-at", self.as_at), ("known-at", str(self.known_at))])

    def plain(self, path: str) -> str:
        """The address of what has no clocks."""
        return self.root + _quoted(path)

    def asking(self, asked: Question, given: Mapping[str, Any], suffix: str = "", **more: str) -> str:
        """The address of a question with what it is given, as texts by key; several as sequences."""
        query: list[tuple[str, str]] = []
        for parameter in asked.parameters:
            value = given.get(parameter.key)
            if value and not parameter.required:
                several: Sequence[Any] = value if isinstance(value, list | tuple) else (value,)
                query += [(parameter.option, _text(each)) for each in several]
        return self.at(asked.path_of(given), [*query, *more.items()], suffix)

    def diff(self, subject: str, moments: Mapping[str, str], suffix: str = "", **more: str) -> str:
        """Where it stands what changed about a subject between two moments."""
        return f"{self.plain(f'/diff/{subject}')}{suffix}?{urlencode({**moments, **more})}"

    def subject(self, subject: str) -> str:
        """Where a subject's page stands."""
        return self.at(f"/{kind_of(subject)}/{name_of(subject)}")

    def entry(self, position: int) -> str:
        """Where an entry's page stands."""
        return self.at(f"/entry/{position}")


class LatestLinks(Links):
    """Those of a page that is at no clocks, such as a refusal: they lead to what is there now."""

    def __init__(self, root: str) -> None:
        super().__init__(root, "", 0)

    def of_any_time(self) -> Links:
        """The same: what has no clocks."""
        return self

    def at(self, path: str, query: Iterable[tuple[str, str]] = (), suffix: str = "") -> str:
        """The address of a path, without clocks."""
        told = urlencode([*query])
        return f"{self.plain(path)}{suffix}{'?' if told else ''}{told}"


@lru_cache(maxsize=2_000)
def _quoted(path: str) -> str:
    return quote(path, _AS_IS)


def _text(value: Any) -> str:
    return "yes" if value is True else str(value)
