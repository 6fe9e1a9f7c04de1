"""The pages that are no answer to one question: the first one, what can be asked, a search, entries, a message."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from projections.answers.entries import recorded_at, says
from projections.answers.envelope import replied
from projections.answers.names import Names, for_people
from projections.answers.question import Question
from register.addresses import Links, all_questions, question
from register.cells import Cells
from register.frame import Link, clock_of, heading, part_of, render
from register.search import Found
from register.site import Site
from register.wording import on_page

if TYPE_CHECKING:
    from ledger.entries.entry import Entry
    from projections.engine.register import Register


_LATELY: Final = 8
_LOOKED_AT: Final = 100
"""Among how many entries those are looked for: of the last ones some may be withheld."""
HOME: Final[tuple[tuple[str, str, Mapping[str, Any]], ...]] = (
    ("Decided last", "decisions", {}),
    ("Promised and overdue", "commitments", {"overdue": True}),
    ("Waiting for an answer", "questions", {"unanswered": True}),
    ("Recorded last", "log", {"last": _LATELY}),
)
"""What the first page shows the beginning, or the end, of."""
_SHOWN: Final = (
    *("id", "entry", "since", "occurred", "subject", "says"),
    *("body", "by", "verb", "text", "due", "to", "about", "project"),
)
"""The columns that it has room for."""


def home_page(site: Site, register: Register, links: Links) -> str:
    """The first page: what changed lately, what is overdue, what waits for an answer, and where everything is."""
    sections = []
    for title, words, given in HOME:
        asked = question(words)
        after = {"after": max(0, register.known_at - _LOOKED_AT)} if words == "log" else {}
        answer, said = replied(register, asked, {**_left_open(asked), **given, **after}, with_sources=False)
        rows = list(answer.rows)[-_LATELY:][::-1] if words in ("log", "decisions") else list(answer.rows)[:_LATELY]
        part = part_of(replace(answer, title="", layout="table"), Cells(links, for_people(said.name)), 1, rows, _SHOWN)
        texts = {key: "yes" if value is True else value for key, value in given.items() if key != "last"}
        sections.append((title, part, links.asking(asked, texts), len(answer.rows)))
    return render("home.html", site, links, sections=sections, clock=clock_of(register, links), path=f"{links.root}/")


def index_page(site: Site, register: Register, links: Links) -> str:
    """Everything that can be asked."""
    lists = [
        Link(heading(each.words), links.at(each.path), more=_summary(each))
        for each in all_questions()
        if not any(parameter.required for parameter in each.parameters)
    ]
    of_one = [
        (heading(each.words), each.path, _summary(each))
        for each in all_questions()
        if any(parameter.required for parameter in each.parameters)
    ]
    path = f"{links.root}/questions-asked"
    return render("index.html", site, links, lists=lists, of_one=of_one, clock=clock_of(register, links), path=path)


def search_page(site: Site, register: Register, links: Links, words: str, kind: str, found: Found) -> str:
    """What is called by some words, narrowed to one kind by choice."""
    addresses = {
        each: links.at("/search", [("q", words), *([("kind", each)] if each else [])]) for each in ("", *found.kinds)
    }
    here = [("q", [words]), ("kind", [kind] if kind else [])]
    told = {"q": words, "kind": kind, "found": found, "addresses": addresses, "here": here}
    return render("search.html", site, links, clock=clock_of(register, links), path=f"{links.root}/search", **told)


def check_page(site: Site, links: Links) -> str:
    """How to check the register with somebody else's tools."""
    return render("check.html", site, links, clock=None)


def message_page(site: Site, links: Links, title: str, text: str, remedies: Iterable[Link] = ()) -> str:
    """A page that says one thing: what is wrong, and what to do next."""
    return render(
        "message.html", site, links, title=title, text=on_page(text, links), remedies=list(remedies), clock=None
    )


def entries_page(site: Site, register: Register, links: Links, first: int, last: int) -> str:
    """All entries from one to another, as they were recorded; those that are withheld with the reason."""
    name = Names(register)
    end = min(last, register.known_at)
    told = {entry.position: entry for entry in register.log.entries(after=first - 1, upto=end)}
    name.learn(entry.stream for entry in told.values())
    withheld = {at: _withheld(at, reason) for at, reason in register.withheld.items() if first <= at <= end}
    entries = [withheld.get(at) or _entry(told[at], name, links) for at in range(first, end + 1)]
    title = f"Entries {first} to {end}"
    before, after = links.entry(first - 1).partition("#")[0], links.entry(last + 1).partition("#")[0]
    told_of = {"title": title, "entries": entries, "before": before, "after": after, "path": ""}
    return render("entries.html", site, links, clock=clock_of(register, links), **told_of)


def _entry(entry: Entry, name: Names, links: Links) -> Mapping[str, Any]:
    place = f", {entry.source.at}" if entry.source.at else ""
    return {
        "position": entry.position,
        "type": entry.event.TYPE,
        "subject": entry.stream,
        "name": name(entry.stream),
        "address": links.subject(entry.stream),
        "date": "undated" if entry.occurred.is_unknown else str(entry.occurred),
        "standing": entry.standing.value,
        "says": says(entry.event),
        "source": f"{entry.source.document}{place}",
        "recorded": recorded_at(entry),
        "by": entry.recorded_by,
    }


def _withheld(position: int, reason: str) -> Mapping[str, Any]:
    return {"position": position, "type": "", "says": f"[withheld: {reason}]", "source": ""}


def _left_open(asked: Question) -> dict[str, Any]:
    """What a question is given where nothing is."""
    return {each.name: () if each.holds.many else each.default for each in asked.parameters}


def _summary(asked: Question) -> str:
    return " ".join(asked.help.partition("\n\n")[0].split())
