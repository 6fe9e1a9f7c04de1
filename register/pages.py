"""The pages that are no answer to one question: the first one, what can be asked, entries, a message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from ledger.vocabulary.dates import day_text, when
from projections.answers.entries import recorded_at, says, shortened
from projections.answers.event_wording import told as told_in_words
from projections.answers.names import Names, for_people, in_words, named_in
from projections.answers.question import Answer, Question
from register.addresses import DATA, Links, all_questions, question
from register.cells import Cells, subjects_in
from register.frame import Link, clock_of, heading, part_of, render, standing
from register.site import Site
from register.wording import on_page

if TYPE_CHECKING:
    from ledger.entries.entry import Entry
    from projections.engine.register import Register


_LATELY: Final = 8
_LOOKED_AT: Final = 100
"""Among how many entries those are looked for: of the last ones some may be withheld."""
HOME: Final[tuple[tuple[str, str, Mapping[str, Any]], ...]] = (
    ("Meetings to come", "meeting list", {"to_come": True}),
    ("Decided last", "decisions", {}),
    ("Promised and overdue", "commitments", {"overdue": True}),
    ("Waiting for an answer", "questions", {"unanswered": True}),
)
"""What the first page shows the beginning, or the end, of."""
_DAYS: Final = (366, 3_660, 0)
"""How far back what happened lately is sought; 0 for all of it."""
_LONGEST: Final = 200
_SHOWN: Final = (
    *("id", "entry", "since", "occurred", "subject", "says", "title", "place"),
    *("body", "by", "verb", "text", "due", "to", "about", "project"),
)
"""The columns that it has room for."""


def home_page(site: Site, register: Register, links: Links) -> str:
    """The first page: what changed lately, what is overdue, what waits for an answer, and where everything is."""
    found = [
        (title, asked, given, *_beginning(register, asked, {**_left_open(asked), **given}))
        for title, asked, given in ((title, question(words), given) for title, words, given in HOME)
    ]
    recorded, names = _recorded_last(register), Names(register)
    shown = (row for *_, rows in found for row in rows)
    names.learn([*named_in(recorded), *(subject for row in shown for subject in subjects_in(row))])
    cells, sections = Cells(links, for_people(names)), []
    for title, asked, given, answer, rows in found:
        part = part_of(replace(answer, title="", layout="table"), cells, 1, rows, _SHOWN)
        sections.append((title, part, links.asking(asked, dict.fromkeys(given, "yes")), len(answer.rows) > len(rows)))
    lately = list(_lately(recorded, names, links))
    told = {"sections": sections, "lately": lately, "log": links.at(question("log").path)}
    return render("home.html", site, links, clock=clock_of(register, links), path=f"{links.root}/", **told)


def _beginning(register: Register, asked: Question, given: dict[str, Any]) -> tuple[Answer[Any], Sequence[Any]]:
    """The first rows of an answer; of one with days the last ones, sought among those of lately before all of them."""
    if register.as_at is None or not any(each.name == "from_" for each in asked.parameters):
        answer = asked.reply(register, given)
        return answer, answer.rows[:_LATELY]
    named = slice(-_LATELY, None)
    for days in _DAYS:
        since = {"from_": when(day_text(max(1, register.as_at - days)))} if days else {}
        answer = asked.reply(register, {**given, **since})
        if len(answer.rows) > _LATELY:
            break
    return answer, answer.rows[named][::-1]


def _recorded_last(register: Register) -> Sequence[Entry]:
    """The entries that were recorded last, the last one first."""
    known_at = register.known_at
    return list(register.log.entries(after=max(0, known_at - _LOOKED_AT), upto=known_at))[: -_LATELY - 1 : -1]


def _lately(recorded: Iterable[Entry], names: Names, links: Links) -> Iterator[Link]:
    """What was recorded last, in words."""
    with_names = in_words(names)
    for entry in recorded:
        date = "undated" if entry.occurred.is_unknown else str(entry.occurred)
        words = shortened(with_names(told_in_words(entry)), _LONGEST)
        yield Link(f"Entry {entry.position}", links.entry(entry.position), more=f"{date}: {words}")


@standing("/ask", "Everything that can be asked")
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


@standing("/check", "How to check the register", of_a_day=False)
def check_page(site: Site, register: Register, links: Links) -> str:
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
    data = [(form, address) for form in DATA if (address := links.at(question("log").path, suffix=f".{form}"))]
    told_of = {"title": title, "entries": entries, "before": before, "after": after, "path": "", "data": data}
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
