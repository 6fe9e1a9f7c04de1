"""Any answer as something to follow: an Atom feed of its rows (RFC 4287), and a calendar of those that have a day.

Ids stay the same for ever: they are made of the subject's id, of an entry's number, or of what the row says, and of the
authority that the council gave, else of the address of the site.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any, Final, NamedTuple
from xml.sax.saxutils import escape, quoteattr

import msgspec
from icalendar import Calendar, Event

from ledger.vocabulary.dates import When
from ledger.vocabulary.subjects import kind_of, name_of
from projections.answers.layout import cells, shown
from projections.answers.question import Answer, Column, Line
from projections.answers.wording import worded
from projections.exports.atom import clean
from register.addresses import LatestLinks, is_subject
from register.asking import Replied

FOLLOWED: Final = 50
"""How many rows a feed has: those that were told last."""
DAYS: Final[Mapping[str, str]] = {"meeting list": "since", "commitments": "due", "targets": "due"}
"""The questions that make a calendar, and the column of the day."""
_TITLES: Final = ("title", "text", "name", "says")
_STATUS: Final = {"cancelled": "CANCELLED", "called": "TENTATIVE", "expected": "TENTATIVE"}
_LONGEST_TITLE: Final = 120


class Told(NamedTuple):
    """A row as it is followed."""

    row: Line
    id: str
    title: str
    address: str
    text: str
    updated: int


def atom(found: Replied, base: str, authority: str, title: str) -> bytes:
    """The rows that were told last, as a feed."""
    told = sorted(_told(found, base, authority), key=lambda each: (-each.updated, each.id))[:FOLLOWED]
    own = LatestLinks("").asking(found.question, found.given, ".atom").strip("/")
    here, place = f"{base.rstrip('/')}/{own}", own.partition("?")[0].removesuffix(".atom")
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n',
        _element("id", _id(place + _narrowing(found), base, authority)),
        f'  <link rel="self" href={quoteattr(clean(here))}/>\n',
        _element("title", title),
        _element("updated", _moment(told[0].updated if told else 0)),
        "  <generator>govledger</generator>\n",
        *(_entry(each) for each in told),
        "</feed>\n",
    ]
    return "".join(parts).encode()


def calendar(found: Replied, base: str, authority: str, title: str) -> bytes:
    """The rows that have a day, as a calendar; what is only known to a month or so has no place in one."""
    made = Calendar()
    made.add("prodid", "-//govledger//register//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", title)
    column = DAYS[found.question.words]
    for each in sorted(_told(found, base, authority), key=lambda told: told.id):
        when = getattr(each.row, column)
        if isinstance(when, When) and when.earliest == when.latest:
            made.add_component(_event(each, when))
    octets: bytes = made.to_ical()
    return octets


def _event(told: Told, when: When) -> Event:
    event = Event()
    event.add("uid", told.id)
    event.add("dtstamp", datetime.fromtimestamp(told.updated / 1_000_000, UTC))
    event.add("dtstart", date.fromordinal(when.earliest))
    event.add("summary", told.title)
    event.add("description", told.text)
    event.add("url", told.address)
    event.add("status", _STATUS.get(str(getattr(told.row, "status", "")), "CONFIRMED"))
    return event


def _told(found: Replied, base: str, authority: str) -> Iterator[Told]:
    rows = [row for row in found.answer.rows if not row.aside and row.entries]
    when = found.register.log.recorded_at({max(row.entries) for row in rows})
    seen: set[str] = set()
    for row in rows:
        place = _place(row, found)
        while place in seen:  # two rows about one thing
            place = f"{place}+"
        seen.add(place)
        text = "\n".join(_lines(found.answer, row, found))
        address = f"{base.rstrip('/')}/{place.partition('/row-')[0].rstrip('+')}"
        title = _title(found.answer, row, found)
        yield Told(row, _id(place, base, authority), title, address, text, when[max(row.entries)])


def _place(row: Line, found: Replied) -> str:
    """Where what a row is about stands, without clocks."""
    for key in ("id", "entry"):
        value = getattr(row, key, None)
        if isinstance(value, int):
            return f"entry/{value}"
        if isinstance(value, str) and is_subject(value):
            return f"{kind_of(value)}/{name_of(value)}"
    told = dict(cells(row, found.answer.columns, found.said.name))
    digest = sha256(msgspec.json.encode(told, enc_hook=str)).hexdigest()[:16]
    return f"entry/{max(row.entries)}/row-{digest}"


def _id(place: str, base: str, authority: str) -> str:
    return f"tag:{authority}:{place}" if authority else f"{base.rstrip('/')}/{place}"


def _narrowing(found: Replied) -> str:
    told = [f"{key}={value}" for key, value in found.given.items() if value and f"{{{key}}}" not in found.question.path]
    return f"?{'&'.join(told)}" if told else ""


def _lines(answer: Answer[Any], row: Line, found: Replied) -> Iterator[str]:
    for column in answer.columns:
        if column.tabled and (text := _text(column, row, found)):
            yield f"{column.heading}: {text}"
    if row.certainty != "yes":
        yield f"certainty: {row.certainty}"


def _title(answer: Answer[Any], row: Line, found: Replied) -> str:
    """Whose it is, and what: the first words by which the row is known."""
    of = (_text(column, row, found) for column in answer.columns if column.key in ("body", "by", "subject"))
    named = {column.key: column for column in answer.columns}
    what = (_text(named[key], row, found) for key in _TITLES if key in named)
    line = ": ".join([*[text for text in of if text][:1], *[text for text in what if text][:1]]) or answer.row.__name__
    return line if len(line) <= _LONGEST_TITLE else f"{line[: _LONGEST_TITLE - 1].rstrip()}…"


def _text(column: Column, row: Line, found: Replied) -> str:
    told = worded(column, shown(column, row, found.said.name))
    return "; ".join(" ".join(filter(None, line.values())) for line in told) if isinstance(told, list) else told


def _entry(told: Told) -> str:
    return (
        "  <entry>\n"
        f"  {_element('id', told.id)}  {_element('title', told.title)}  {_element('updated', _moment(told.updated))}"
        f"    <author><name>govledger</name></author>\n"
        f'    <link rel="alternate" href={quoteattr(clean(told.address))}/>\n'
        f'    <content type="text">{escape(clean(told.text))}</content>\n'
        "  </entry>\n"
    )


def _element(name: str, text: str) -> str:
    return f"  <{name}>{escape(clean(text))}</{name}>\n"


def _moment(micros: int) -> str:
    """A time as RFC 3339 has it."""
    return datetime.fromtimestamp(micros / 1_000_000, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
