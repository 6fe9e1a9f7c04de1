"""The pages: of an answer, of a subject, of what can be asked, and the first one; each is made of answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from msgspec.structs import replace

from ledger.vocabulary.date_times import LONDON
from ledger.vocabulary.date_wording import in_words
from ledger.vocabulary.subjects import kind_of
from projections.answers.entries import recorded_at, says
from projections.answers.envelope import replied
from projections.answers.harmless import unsteering
from projections.answers.names import Names
from projections.answers.parameters import words_of
from projections.answers.question import Answer, Parameter, Question, plain
from register.addresses import DATA, Links, about, all_questions, question, shown_by
from register.asking import PAGE, Replied
from register.cells import Cell, Cells, Step
from register.drawing import svg
from register.search import Found
from register.site import Site

if TYPE_CHECKING:
    from ledger.entries.entry import Entry
    from projections.engine.register import Register

ROWS: Final = 100
"""How many rows a page has."""
_LATELY: Final = 8
_LOOKED_AT: Final = 100
"""Among how many entries those are looked for: of the last ones some may be withheld."""
_CHANGES: Final = 5
_OVERVIEW: Final = "Overview"
_FIRST: Final = ("body", "person", "project", "meeting", "decisions", "questions", "commitments", "flags")
"""What leads from every page, in this order."""
HOME: Final[tuple[tuple[str, str, Mapping[str, Any]], ...]] = (
    ("Decided last", "decisions", {}),
    ("Promised and overdue", "commitments", {"overdue": True}),
    ("Waiting for an answer", "questions", {"unanswered": True}),
    ("Recorded last", "log", {"last": _LATELY}),
)
"""What the first page shows the beginning, or the end, of."""
_SHOWN: Final = (
    *("entry", "since", "occurred", "subject", "says"),
    *("body", "by", "verb", "text", "due", "to", "about", "project"),
)
"""The columns that it has room for."""


class Part(NamedTuple):
    """One of the tables, pages or trees of an answer, as HTML has it."""

    title: str
    empty: str
    layout: str
    headings: Sequence[str] = ()
    lines: Sequence[Sequence[Cell]] = ()
    steps: Sequence[Step] = ()


class Link(NamedTuple):
    """A link with what it says."""

    text: str
    address: str
    here: bool = False
    more: str = ""
    first: bool = False


class Field(NamedTuple):
    """A field of the form that narrows a list."""

    option: str
    label: str
    meaning: str
    words: Sequence[str]
    is_flag: bool
    value: Any


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("register"),
        autoescape=select_autoescape(),
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
    first = [Link(heading(_first_words(noun)), links.at(question(_first_words(noun)).path)) for noun in _FIRST]
    return _environment().get_template(template).render(site=site, links=links, first=first, **told)


def _first_words(noun: str) -> str:
    return noun if noun in _nouns() else f"{noun} list"


@cache
def _nouns() -> frozenset[str]:
    return frozenset(each.words for each in all_questions())


def answer_page(site: Site, found: Replied, number: int) -> str:
    """The page of an answer; of a long one, so many rows from the page of a number."""
    cells = Cells(found.links, found.said.name)
    subject = _subject(found)
    pages = -(-max((len(part.rows) for part in found.answer.parts), default=0) // ROWS)
    return render(
        "answer.html",
        site,
        found.links,
        title=_title(found, subject),
        caption=heading(found.question.words) if subject else "",
        subject=subject or "",
        help=found.question.help,
        sentence=found.answer.sentence,
        notes=found.answer.notes,
        parts=[_part(each, cells, number) for each in found.answer.parts if each.rows or each is found.answer],
        drawing=svg(found.answer.drawing, f"{heading(found.question.words)}, drawn") if found.answer.drawing else "",
        clock=_clock(found.register, found.links),
        here=[(each.option, _values(found.given[each.key])) for each in found.question.parameters if not each.required],
        changes=_changes(found.register, found.links, found, subject),
        more=_more(found, subject),
        fields=[_field(each, found) for each in found.question.parameters if not each.required],
        data=[(form, address) for form in DATA if (address := _data(found, form))],
        feeds=_feeds(found),
        pager=_pager(found, number, pages),
        receipt=found.links.plain(f"/entry/{found.given['entry']}/receipt")
        if found.question.words == "entry show"
        else "",
        path=found.links.root + _path(found),
    )


def home_page(site: Site, register: Register, links: Links) -> str:
    """The first page: what changed lately, what is overdue, what waits for an answer, and where everything is."""
    sections = []
    for title, words, given in HOME:
        asked = question(words)
        after = {"after": max(0, register.known_at - _LOOKED_AT)} if words == "log" else {}
        answer, said = replied(register, asked, {**_left_open(asked), **given, **after}, with_sources=False)
        rows = list(answer.rows)[-_LATELY:][::-1] if words in ("log", "decisions") else list(answer.rows)[:_LATELY]
        part = _part(replace(answer, title="", layout="table"), Cells(links, said.name), 1, rows, _SHOWN)
        texts = {key: "yes" if value is True else value for key, value in given.items() if key != "last"}
        sections.append((title, part, links.asking(asked, texts), len(answer.rows)))
    return render("home.html", site, links, sections=sections, clock=_clock(register, links), path=f"{links.root}/")


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
    return render("index.html", site, links, lists=lists, of_one=of_one, clock=_clock(register, links), path=path)


def search_page(site: Site, register: Register, links: Links, words: str, kind: str, found: Found) -> str:
    """What is called by some words, narrowed to one kind by choice."""
    addresses = {
        each: links.at("/search", [("q", words), *([("kind", each)] if each else [])]) for each in ("", *found.kinds)
    }
    here = [("q", [words]), ("kind", [kind] if kind else [])]
    told = {"q": words, "kind": kind, "found": found, "addresses": addresses, "here": here}
    return render("search.html", site, links, clock=_clock(register, links), path=f"{links.root}/search", **told)


def check_page(site: Site, links: Links) -> str:
    """How to check the register with somebody else's tools."""
    return render("check.html", site, links, clock=None)


def message_page(site: Site, links: Links, title: str, text: str, remedies: Iterable[Link] = ()) -> str:
    """A page that says one thing: what is wrong, and what to do next."""
    return render("message.html", site, links, title=title, text=text, remedies=list(remedies), clock=None)


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
    return render("entries.html", site, links, clock=_clock(register, links), **told_of)


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


def _part(
    part: Answer[Any], cells: Cells, number: int, rows: Sequence[Any] | None = None, keys: Collection[str] = ()
) -> Part:
    shown = rows if rows is not None else part.rows[(number - 1) * ROWS : number * ROWS]
    if part.layout == "tree":
        return Part(part.title, part.empty, "tree", steps=list(cells.tree(part, shown)))
    if part.layout == "page":
        return Part(part.title, part.empty, "page", lines=[cells.facts(part, row) for row in shown])
    if not shown:
        return Part(part.title, part.empty, "table")
    headings, lines = cells.lines(part, shown, keys)
    return Part(part.title, part.empty, "table", headings, lines)


def _left_open(asked: Question) -> dict[str, Any]:
    """What a question is given where nothing is."""
    return {each.name: () if each.holds.many else each.default for each in asked.parameters}


def _subject(found: Replied) -> str | None:
    """Whom a question is about, where it is about one."""
    for parameter in found.question.parameters:
        if parameter.required and parameter.kind:
            text = str(found.given[parameter.key])
            if ":" in text:
                return text
            if len(parameter.kinds) == 1:
                return f"{parameter.kinds[0]}:{text}"
            from projections.answers.known_subjects import known_subject

            return known_subject(found.register, text, parameter.kinds)
    return None


def _title(found: Replied, subject: str | None) -> str:
    """The name of whom a question is about; else what is asked, with the number of an entry."""
    if subject:
        return str(found.said.name(subject))
    about = [str(found.given[each.key]) for each in found.question.parameters if each.required]
    return " ".join([heading(found.question.words), *about])


def _path(found: Replied) -> str:
    path = found.question.path
    for parameter in found.question.parameters:
        if parameter.required:
            path = path.replace(f"{{{parameter.key}}}", str(found.given[parameter.key]))
    return path


def _more(found: Replied, subject: str | None) -> list[Link]:
    """What else can be asked of the subject."""
    if subject is None:
        return []
    kind, told = kind_of(subject), []
    questions = about(kind)
    often = [each.words for each, _ in questions]
    for asked, parameter in questions:
        again = f" ({parameter.key.replace('_', ' ')})" if often.count(asked.words) > 1 else ""
        text = subject if parameter.kind == "any" or len(parameter.kinds) > 1 else subject.partition(":")[2]
        address, here = found.links.asking(asked, {parameter.key: text}), asked.words == found.question.words
        label = _OVERVIEW if asked is shown_by(kind) else _label(asked, kind)
        told.append(Link(label + again, address, here, first=parameter.required))
    return sorted((link for link in told if link.address), key=lambda link: link.text != _OVERVIEW)


def _label(asked: Question, kind: str) -> str:
    """What a question about a subject is called beside the others: its verb where its noun is the kind."""
    noun, *verbs = asked.words.split()
    return heading(" ".join(verbs) if noun == kind and verbs and verbs != ["list"] else asked.words)


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


def heading(words: str) -> str:
    """What stands over the answer to a question."""
    noun, *verbs = words.split()
    if verbs == ["list"]:
        return _PLURALS.get(noun, noun.capitalize())
    text = " ".join(word for word in (noun, *verbs) if word not in ("show", "list"))
    return text[:1].upper() + text[1:]


def _feeds(found: Replied) -> list[Link]:
    """How an answer can be followed: what has changed, and where it has days, a calendar."""
    from register.feeds import DAYS

    if found.links.is_frozen or found.answer.layout == "tree":
        return []
    forms = ("atom", "ics") if found.question.words in DAYS else ("atom",)
    text = {"atom": "feed (Atom)", "ics": "calendar (iCalendar)"}
    return [
        Link(text[form], found.links.asking(found.question, found.given, f".{form}").partition("?")[0] + _query(found))
        for form in forms
    ]


def _query(found: Replied) -> str:
    """What narrows an answer, without clocks: what is followed goes on."""
    told = [
        (each.option, str(value))
        for each in found.question.parameters
        if not each.required
        for value in _values(found.given[each.key])
    ]
    return f"?{urlencode(told)}" if told else ""


def _data(found: Replied, form: str) -> str:
    return found.links.asking(found.question, found.given, f".{form}")


def _summary(asked: Question) -> str:
    return " ".join(asked.help.partition("\n\n")[0].split())


def _values(value: Any) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else [str(value)] if value else []


def _field(parameter: Parameter, found: Replied) -> Field:
    words = [str(plain(word)) for word in words_of(parameter) or ()]
    is_flag = parameter.holds.type is bool
    label = parameter.key.replace("_", " ")
    return Field(parameter.option, label, parameter.meaning, words, is_flag, found.given[parameter.key])


def _clock(register: Register, links: Links) -> Mapping[str, Any]:
    """What the bar with both clocks says."""
    entry = register.log.entry(register.known_at) if register.known_at else None
    when = ""
    if entry is not None:
        from datetime import UTC, datetime

        recorded = datetime.fromtimestamp(entry.recorded_at / 1_000_000, UTC).astimezone(LONDON)
        when = f"{recorded:%-d %B %Y, %H:%M}"
    as_at = links.as_at if register.as_at is None else in_words(links.as_at)
    return {"day": as_at, "as_at": links.as_at, "known_at": register.known_at, "recorded": when}


def _changes(register: Register, links: Links, found: Replied, subject: str | None) -> list[Link]:
    """Earlier states of knowledge at which a page about a subject may differ: before each of the last entries on it."""
    if subject is None or links.is_frozen:
        return []
    entries: list[Entry] = list(register.entries(tag=subject, raw=True))[-_CHANGES:]
    return [
        Link(
            f"Before entry {entry.position}",
            links.before(entry.position).asking(found.question, found.given),
            more=f"{entry.event.TYPE}: {says(entry.event)[:120]}",
        )
        for entry in reversed(entries)
        if entry.position > 1
    ]


def _pager(found: Replied, number: int, pages: int) -> Mapping[str, Any] | None:
    if pages <= 1:
        return None

    def at(page: int) -> str:
        return found.links.asking(found.question, found.given, **{PAGE: str(page)})

    return {
        "number": number,
        "pages": pages,
        "before": at(number - 1) if number > 1 else "",
        "after": at(number + 1) if number < pages else "",
    }
