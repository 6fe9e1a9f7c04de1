"""What all pages have in common: the templates, what leads everywhere, both clocks, and the parts of an answer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from ledger.vocabulary.date_times import LONDON
from ledger.vocabulary.date_wording import in_words
from projections.answers.harmless import unsteering
from projections.answers.question import Answer
from register.addresses import Links, all_questions, question
from register.cells import Cells, Step
from register.escaping import escaped
from register.site import Site

if TYPE_CHECKING:
    from ledger.entries.entry import Entry
    from projections.engine.register import Register


ROWS: Final = 100
"""How many rows a page has."""
_FIRST: Final = ("body", "person", "project", "meeting", "decisions", "questions", "commitments", "flags")
"""What leads from every page, in this order."""
_PLURALS: Final[Mapping[str, str]] = {
    "body": "Bodies",
    "person": "People",
    "project": "Projects",
    "meeting": "Meetings",
    "resolution": "Resolutions",
    "decision": "Decisions by individuals",
    "organisation": "Organisations",
    "post": "Posts",
}


class Link(NamedTuple):
    """A link with what it says."""

    text: str
    address: str
    here: bool = False
    more: str = ""
    first: bool = False


class Part(NamedTuple):
    """One of the tables, pages or trees of an answer, as HTML has it."""

    title: str
    empty: str
    layout: str
    headings: Sequence[str] = ()
    lines: Sequence[Markup] = ()
    steps: Sequence[Step] = ()


class StandingPage(NamedTuple):
    """A page that is there in every register and answers no one question; the foot of all pages leads to it."""

    path: str
    foot: str
    """What the foot says of it."""
    made: Callable[[Site, Register, Links], str]
    of_a_day: bool
    """Whether it says what was so on a day; else what leads from it leads to the latest."""


STANDING: Final[list[StandingPage]] = []
"""Every one of them, in the order in which `register.pages` has them."""
Made = TypeVar("Made", bound=Callable[..., str])


def standing(path: str, foot: str, *, of_a_day: bool = True) -> Callable[[Made], Made]:
    """Mark the function that makes such a page: it is served, published, and led to by being marked."""

    def mark(made: Made) -> Made:
        STANDING.append(StandingPage(path, foot, made, of_a_day))
        return made

    return mark


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("register"),
        autoescape=select_autoescape(),
        auto_reload=False,
        undefined=StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _harmless(value: Any) -> Any:
    """A text with what could reorder or hide it written out; what is HTML has been made so already."""
    return unsteering(value) if type(value) is str else value


def render(template: str, site: Site, links: Links, **told: Any) -> str:
    """A page from a template."""
    first = _leading(links)
    return _environment().get_template(template).render(site=site, links=links, first=first, standing=STANDING, **told)


@lru_cache(maxsize=32)
def _leading(links: Links) -> Markup:
    """What leads from every page; for all pages that have the same links it is made once."""
    lines = (f'      <li><a href="{escaped(links.at(path))}">{escaped(text)}</a></li>\n' for text, path in _first())
    return Markup("".join(lines))


@cache
def _first() -> list[tuple[str, str]]:
    """What leads from every page: what it is called, and its path."""
    known = {each.words for each in all_questions()}
    questions = (question(noun if noun in known else f"{noun} list") for noun in _FIRST)
    return [(heading(each.words), each.path) for each in questions]


def heading(words: str) -> str:
    """What stands over the answer to a question."""
    noun, *verbs = words.split()
    if verbs == ["list"]:
        return _PLURALS.get(noun, noun.capitalize())
    text = " ".join(word for word in (noun, *verbs) if word not in ("show", "list"))
    return text[:1].upper() + text[1:]


def part_of(
    part: Answer[Any], cells: Cells, number: int, rows: Sequence[Any] | None = None, keys: Collection[str] = ()
) -> Part:
    """One part of an answer as HTML has it: so many of its rows, from the page of a number, or those given."""
    shown = rows if rows is not None else part.rows[rows_of(number)]
    if part.layout == "tree":
        return Part(part.title, part.empty, "tree", steps=list(cells.tree(part, shown)))
    if part.layout == "page":
        return Part(part.title, part.empty, "page", lines=[cells.facts(part, row) for row in shown])
    if not shown:
        return Part(part.title, part.empty, "table")
    headings, lines = cells.lines(part, shown, keys)
    return Part(part.title, part.empty, "table", headings, lines)


def rows_of(number: int) -> slice:
    """The rows that stand on the page of a number."""
    return slice(max(0, number - 1) * ROWS, max(0, number) * ROWS)


def pages_of(answer: Answer[Any]) -> int:
    """How many pages an answer takes; one where it has no rows."""
    return max((1, *(lots_of(part.rows) for part in answer.parts)))


def lots_of(rows: Sequence[Any]) -> int:
    """How many pages rows take."""
    return -(-len(rows) // ROWS)


def pager_of(number: int, pages: int, at: Callable[[int], str]) -> Mapping[str, Any] | None:
    """What leads from one page of a long answer to the next; None where it has one page."""
    if pages <= 1:
        return None
    before, after = at(number - 1) if number > 1 else "", at(number + 1) if number < pages else ""
    return {"number": number, "pages": pages, "before": before, "after": after}


def clock_of(register: Register, links: Links, entry: Entry | None = None) -> Mapping[str, Any]:
    """What the bar with both clocks says; by the last entry that is known, where somebody has read it."""
    entry = entry or register.last_entry
    when = _recorded(entry.recorded_at) if entry is not None else ""
    as_at = links.as_at if register.as_at is None else in_words(links.as_at)
    return {"day": as_at, "as_at": links.as_at, "known_at": register.known_at, "recorded": when}


@lru_cache(maxsize=64)
def _recorded(at: int) -> str:
    """The minute at which an entry was recorded; pages that are known by one entry share it."""
    from datetime import UTC, datetime

    return f"{datetime.fromtimestamp(at / 1_000_000, UTC).astimezone(LONDON):%-d %B %Y, %H:%M}"
