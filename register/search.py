"""The page of a search: what was found, with the words marked, and how it is narrowed: by kind, by year, by body."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from markupsafe import Markup

from ledger.refusals import UnknownSubject
from projections.answers import parameters
from projections.answers.envelope import replied
from projections.answers.formats import Said
from projections.answers.harmless import unsteering
from projections.answers.names import Name, for_people
from projections.answers.question import Answer, CannotAsk
from projections.nouns.search import MARKS, Found, search
from register.addresses import Links
from register.frame import Link, clock_of, pager_of, render
from register.site import Site
from register.wording import on_page

if TYPE_CHECKING:
    from projections.engine.register import Register

LONGEST: Final = 200
"""Characters that are looked for, and no more."""
NARROWED_BY: Final = ("kind", "year", "body")
TOGETHER: Final = 20
"""How many are on a page."""
_MOST_CHOICES: Final = 12
_MOST_DIGITS: Final = 4
_PAGE: Final = "page"
_MARKED: Final = re.compile("{}([^{}]*){}".format(MARKS[0], "".join(MARKS), MARKS[1]))


class Hit(NamedTuple):
    """Something that was found, as the page shows it."""

    kind: str
    name: str
    address: str
    text: Markup
    about: str
    entry: Link


class Facet(NamedTuple):
    """By what a search can be narrowed, and to what."""

    heading: str
    choices: Sequence[Link]


def search_page(site: Site, register: Register, links: Links, given: Mapping[str, str]) -> str:
    """What was found by some words; without any, what can be looked for."""
    words, number = given.get("q", "").strip()[:LONGEST], _number(given.get(_PAGE, ""))
    narrowed = {each: given[each] for each in NARROWED_BY if given.get(each)}

    def address(page: int = 1, **otherwise: str) -> str:
        query = {"q": words, **narrowed, **otherwise, _PAGE: str(page) if page > 1 else ""}
        return links.at("/search", [(key, value) for key, value in query.items() if value])

    told: dict[str, Any] = {"q": words, "problem": "", "hits": (), "facets": (), "sentence": "", "notes": ()}
    told["pager"] = None
    if words:
        try:
            answer, said = _found(register, words, narrowed, number)
            total = sum(each.count for each in answer.below["kinds"].rows)
            if total and not answer.rows:  # there is no such page any more
                number = 1
                answer, said = _found(register, words, narrowed, number)
        except (CannotAsk, UnknownSubject) as wrong:
            told["problem"] = on_page(str(wrong), links)
        else:
            told |= _shown(answer, for_people(said.name), links, narrowed, address)
            told["pager"] = pager_of(number, -(-total // TOGETHER), address)
    here = [("q", [words]), *((key, [value]) for key, value in narrowed.items())]
    path = f"{links.root}/search"
    return render("search.html", site, links, clock=clock_of(register, links), path=path, here=here, **told)


def _found(register: Register, words: str, narrowed: Mapping[str, str], page: int) -> tuple[Answer[Found], Said]:
    texts = {key: [value] for key, value in narrowed.items()}
    texts |= {"words": [words], "limit": [str(TOGETHER)], "after": [str((page - 1) * TOGETHER)]}
    return replied(register, search, parameters.read(search, texts), with_sources=False)


def _shown(
    answer: Answer[Found], name: Name, links: Links, narrowed: Mapping[str, str], address: Callable[..., str]
) -> dict[str, Any]:
    """The parts of the page that tell what was found."""
    values: dict[str, list[tuple[str, str, int]]] = {
        "kind": [(each.value, each.value, each.count) for each in answer.below["kinds"].rows],
        "year": [(each.value, each.value, each.count) for each in answer.below["years"].rows if each.value],
        "body": [(each.body, name(each.body), each.count) for each in answer.below["by_body"].rows if each.body],
    }
    facets = []
    for key, found in values.items():
        if len(found) > 1 or key in narrowed:
            everything = Link("all", address(**{key: ""}), here=key not in narrowed)
            choices = [
                Link(f"{text} ({count})", address(**{key: value}), here=key in narrowed)
                for value, text, count in found[:_MOST_CHOICES]
            ]
            facets.append(Facet(f"By {key}", [everything, *choices]))
    more = [] if answer.complete else [note for note in answer.notes if note.startswith("more than")]
    return {
        "hits": [_hit(row, name, links) for row in answer.rows],
        "facets": facets,
        "sentence": answer.sentence if answer.rows else "",
        "notes": more,
    }


def _hit(row: Found, name: Name, links: Links) -> Hit:
    told = [row.standing, *([row.since.on] if not row.since.is_unknown else []), *map(name, row.bodies)]
    if row.found_in not in ("name", "text"):
        told.insert(0, f"in the {row.found_in}")
    return Hit(
        kind=row.kind,
        name=name(row.subject),
        address=links.subject(row.subject),
        text=_with_marks("" if row.found_in == "name" else row.text),
        about=", ".join(told),
        entry=Link(f"entry {row.entry}", links.entry(row.entry)),
    )


def _with_marks(text: str) -> Markup:
    """A text in which what was found is marked for every reader, also one that is read aloud."""
    parts = _MARKED.split(text)
    return Markup("").join(
        Markup("<mark>{}</mark>").format(unsteering(part)) if number % 2 else unsteering(part)
        for number, part in enumerate(parts)
    )


def _number(text: str) -> int:
    """The number of a page; the first one where none can be meant."""
    return int(text) if parameters.is_whole(text) and 0 < len(text) < _MOST_DIGITS and int(text) else 1
