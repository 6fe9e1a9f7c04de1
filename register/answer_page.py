"""The page of an answer: its parts, what else can be asked, how it is narrowed, followed, and taken away as data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from heapq import nlargest
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import urlencode

from markupsafe import Markup

from ledger.vocabulary.subjects import kind_of, name_of
from projections.answers.entries import shortened
from projections.answers.event_wording import told
from projections.answers.names import Names, for_people, in_words, named_in
from projections.answers.parameters import words_of
from projections.answers.question import Answer, Parameter, Question, plain
from projections.nouns.meeting import MeetingPage
from register.addresses import DATA, about, all_questions, shown_by
from register.asking import LAST, PAGE, Replied, goes_on_after
from register.cells import Cells, linked, subjects_in
from register.comparing import FROM, KNOWN_FROM, KNOWN_TO, TO
from register.drawing import svg
from register.frame import Link, clock_of, heading, pager_of, pages_of, part_of, render, rows_of
from register.papers import papers_of
from register.plots import plot_of
from register.plotting import plotted
from register.site import Site
from register.wording import on_page

if TYPE_CHECKING:
    from ledger.entries.entry import Entry


_CHANGES: Final = 5
_LONGEST: Final = 160
_LONGEST_TITLE: Final = 100
_OVERVIEW: Final = "Overview"


class Earlier(NamedTuple):
    """An entry before which the page may have been another, with what it changed about the subject."""

    entry: int
    before: str
    says: str
    diff: str


class Field(NamedTuple):
    """A field of the form that narrows a list."""

    option: str
    label: str
    meaning: str
    words: Sequence[str]
    is_flag: bool
    value: Any


def answer_page(site: Site, found: Replied, number: int) -> str:
    """The page of an answer; of a long one, so many rows from the page of a number."""
    subject, frozen = _subject(found), found.links.is_frozen
    last, changed = _recent(found, subject, number)
    learn_names(found, number, [*named_in(changed.values()), *([subject] if subject else [])])
    cells = Cells(found.links, for_people(found.said.name))
    pages = pages_of(found.answer)
    return render(
        "answer.html",
        site,
        found.links,
        title=_title(found, subject),
        caption=heading(found.question.words) if subject else "",
        subject=subject or "",
        sentence=found.answer.sentence,
        notes=[_note(note, found) for note in found.answer.notes],
        parts=[part_of(each, cells, number) for each in found.answer.parts if each.rows or each is found.answer],
        drawing=_drawing(found),
        plot=plot_of(found.question.words, found.answer, cells.name, rows_of(number)),
        plotted=plotted,
        clock=clock_of(found.register, found.links, last),
        here=[(each.option, _values(found.given[each.key])) for each in found.question.parameters if not each.required],
        at_any_time=found.links.of_any_time().asking(found.question, found.given)
        if found.register.as_at is not None and not found.links.is_frozen
        else "",
        changes=_changes(found, subject, changed),
        more=_more(found, subject),
        fields=[_field(each, found) for each in found.question.parameters if not (each.required or frozen)],
        data=[(form, address) for form in DATA if (address := _data(found, form))],
        feeds=_feeds(found),
        pager=pager_of(number, pages, lambda page: found.address(**{PAGE: str(page)})),
        earlier=_earlier_entries(found),
        receipt=found.links.plain(f"/entry/{found.given['entry']}/receipt")
        if found.question.words == "entry show"
        else "",
        path=found.links.root + found.path,
    )


def _subject(found: Replied) -> str | None:
    """Whom a question is about, where it is about one."""
    for each in found.question.parameters:
        if each.required and each.kind:
            text = str(found.given[each.key])
            return text if len(each.kinds) != 1 else f"{each.kinds[0]}:{text}"
    return None


def _title(found: Replied, subject: str | None) -> str:
    """The name of whom a question is about; else what is asked, with the number of an entry.

    Most meetings have no name: theirs is the body's, and the day. A decision is called by its words.
    """
    if subject:
        name = str(found.said.name(subject))
        row = next(iter(found.answer.rows), None) if found.question is shown_by(kind_of(subject)) else None
        if isinstance(row, MeetingPage) and not row.title:
            return f"{found.said.name(row.body)}, {row.since}"
        words = getattr(row, "text", "") if name == name_of(subject) else ""
        return shortened(words, _LONGEST_TITLE) if words else name
    about = [str(found.given[each.key]) for each in found.question.parameters if each.required]
    return " ".join([heading(found.question.words), *about])


def _note(text: str, found: Replied) -> Markup:
    """A note; where a list goes on after the rows shown, that is a link."""
    said = on_page(text, found.links)
    after = goes_on_after((text,))
    more = (
        " " + linked(found.links.asking(found.question, {**found.given, "after": after}), "Next rows") if after else ""
    )
    return Markup("{}.{}").format(said.partition("; “after")[0] if after else said, more)


def _earlier_entries(found: Replied) -> str:
    """Where the entries before those shown stand, of a log of which the last ones are."""
    given, rows = found.given, found.answer.rows
    if found.question.words != "log" or found.links.is_frozen or not rows or not (given["last"] or given["limit"]):
        return ""
    before = rows[0].entries[0] - 1
    narrowed = {**given, "last": "", "limit": str(LAST), "after": str(max(0, before - LAST)) if before > LAST else ""}
    return found.links.asking(found.question, narrowed) if before > 0 else ""


def _drawing(found: Replied) -> str:
    """The picture of an answer; of the page of a subject, that of what its noun has drawn: the route of a project.

    In frozen files that stands on the page of its own alone: there is a page of each for every subject.
    """
    asked, answer = found.question, found.answer
    if asked.words.endswith(" show") and not answer.drawing and not found.links.is_frozen:
        noun, key = asked.words.split()[0], next(each.name for each in asked.parameters if each.required)
        drawn = next((each for each in all_questions() if each.drawn and each.words.startswith(f"{noun} ")), None)
        if drawn is None or not answer.rows:
            return ""
        [needed] = (each.name for each in drawn.parameters if each.required)
        given = {each.name: each.default for each in drawn.parameters} | {needed: found.given[key]}
        asked, answer = drawn, drawn.reply(found.register, given)
    return svg(answer.drawing, f"{heading(asked.words)}, drawn") if "->" in answer.drawing else ""


def _more(found: Replied, subject: str | None) -> list[Link]:
    """What else can be asked of the subject."""
    if subject is None:
        return []
    kind, name, links = kind_of(subject), name_of(subject), list[Link]()
    for asked, parameter, label in _asked_about(kind):
        if found.links.is_frozen and not parameter.required:
            continue
        text = subject if parameter.kind == "any" or len(parameter.kinds) > 1 else name
        address, here = found.links.asking(asked, {parameter.key: text}), asked.words == found.question.words
        links.append(Link(label, address, here, first=parameter.required))
    links += papers_of(kind, name, found.links)
    return sorted((link for link in links if link.address), key=lambda link: link.text != _OVERVIEW)


@cache
def _asked_about(kind: str) -> tuple[tuple[Question, Parameter, str], ...]:
    """What can be asked about a subject of a kind, by which parameter, and what that is called."""
    questions = about(kind)
    often = Counter(asked.words for asked, _ in questions)
    return tuple(
        (
            asked,
            parameter,
            (_OVERVIEW if asked is shown_by(kind) else _label(asked, kind))
            + (f" ({parameter.key.replace('_', ' ')})" if often[asked.words] > 1 else ""),
        )
        for asked, parameter in questions
    )


def _label(asked: Question, kind: str) -> str:
    """What a question about a subject is called beside the others: its verb where its noun is the kind."""
    noun, *verbs = asked.words.split()
    return heading(" ".join(verbs) if noun == kind and verbs and verbs != ["list"] else asked.words)


def _feeds(found: Replied) -> list[Link]:
    """How an answer can be followed: what has changed, and where it has days, a calendar."""
    from register.feeds import DAYS

    if found.links.is_frozen or found.answer.layout == "tree":
        return []
    forms = ("atom", "ics") if found.question.words in DAYS else ("atom",)
    text = {"atom": "feed (Atom)", "ics": "calendar (iCalendar)"}
    return [
        Link(
            text[form],
            found.links.asking(found.question, found.given, f".{form}").partition("?")[0] + _query(found),
        )
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


def _values(value: Any) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else [str(value)] if value else []


def _field(parameter: Parameter, found: Replied) -> Field:
    words = [str(plain(word)) for word in words_of(parameter) or ()]
    is_flag = parameter.holds.type is bool
    label = parameter.key.replace("_", " ")
    return Field(parameter.option, label, parameter.meaning, words, is_flag, found.given[parameter.key])


def _rests_on(answer: Answer[Any], number: int) -> Iterator[int]:
    """The entries that the rows on the page of a number rest on."""
    return (entry for part in answer.parts for row in part.rows[rows_of(number)] for entry in row.entries)


def learn_names(found: Replied, number: int, more: Iterable[str] = ()) -> None:
    """Read what everybody is called whom a page names, with a query for each kind."""
    if isinstance(names := found.said.name, Names):
        rows = (row for part in found.answer.parts for row in part.rows[rows_of(number)])
        names.learn([*more, *(subject for row in rows for subject in subjects_in(row))])


def _recent(found: Replied, subject: str | None, number: int) -> tuple[Entry | None, dict[int, Entry]]:
    """The entry by which a page is known, and the last ones that it rests on, or that tell of its subject."""
    known_at, log = found.register.known_at, found.register.log
    if found.links.is_frozen:
        return None, {}
    own = set(_rests_on(found.answer, number))
    asked = [known_at, *nlargest(_CHANGES, own)]
    told = log.recent(asked, subject or "", known_at, _CHANGES)
    changed = (at for at, entry in told.items() if at > 1 and (at in own or subject in entry.tags))
    return told.get(known_at), {at: told[at] for at in nlargest(_CHANGES, changed)}


def _changes(found: Replied, subject: str | None, entries: Mapping[int, Entry]) -> list[Earlier]:
    """Earlier states of knowledge: before each of these entries."""
    with_names = in_words(found.said.name)
    return [_earlier(found, subject, entry, with_names) for entry in entries.values()]


def _earlier(found: Replied, subject: str | None, entry: Entry, with_names: Callable[[str], str]) -> Earlier:
    before, day = entry.position - 1, found.links.as_at
    moments = {FROM: day, TO: day, KNOWN_FROM: str(before), KNOWN_TO: str(entry.position)}
    return Earlier(
        entry.position,
        found.links.before(entry.position).asking(found.question, found.given),
        shortened(with_names(told(entry)), _LONGEST),
        found.links.diff(subject, moments) if subject else "",
    )
