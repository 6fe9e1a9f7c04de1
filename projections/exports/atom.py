"""Decisions as an Atom feed (RFC 4287): what bodies resolved and individuals decided, what was recorded last first.

Ids are tag URIs (RFC 4151) made of the publisher's name and the subject's id, so they stay the same for ever. An
entry's `updated` is when the ledger was last told something about the decision, `published` when it was first told;
when the decision was taken is in the text, as its source dates it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from ledger.entries.corrections import effective
from ledger.entries.entry import Entry
from ledger.refusals import Refusal
from ledger.store import Log
from ledger.vocabulary.dates import Certainty
from ledger.vocabulary.decisions import DecisionMade
from ledger.vocabulary.provenance import IN_BEING
from ledger.vocabulary.resolutions import Limb, ResolutionPassed
from ledger.vocabulary.subjects import kind_of, name_of
from projections.decisions import call_ins
from projections.engine.register import Register
from projections.exports.exempt import Public, PublicNames

_AUTHORITY = re.compile(
    r"[A-Za-z0-9](?:[A-Za-z0-9._-]*@)?[A-Za-z0-9.-]*[A-Za-z0-9],[0-9]{4}(?:-[0-9]{2}){0,2}"
)  # RFC 4151: a domain or an e-mail address, and a day on which it was the publisher's
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TITLE = 120


class Publisher(NamedTuple):
    """Who publishes a feed: `authority` is that of its tag URIs, `url` where the feed can be read."""

    authority: str
    title: str = "Decisions"
    url: str = ""

    def tag(self, subject: str) -> str:
        """The id of a subject for the world."""
        return f"tag:{self.authority}:{kind_of(subject)}/{name_of(subject)}"


class FeedDecision(NamedTuple):
    """A decision as it stands, when the ledger was first and last told about it, and what a call-in made of it."""

    entry: Entry
    published: int
    updated: int
    called_in: str = ""


def publisher(authority: str, title: str, url: str) -> Publisher:
    """A publisher, if its authority can be one.

    Raises:
        Refusal: it cannot.
    """
    if not _AUTHORITY.fullmatch(authority):
        raise Refusal(
            f"'{authority}' is no authority for tag URIs (RFC 4151)",
            "write a domain of yours and a year in which it was yours: northmoor.gov.uk,2024",
            "--authority",
        )
    return Publisher(authority, title, url)


def atom(register: Register, public: Public, by: Publisher) -> Iterator[bytes]:
    """The feed, piece by piece."""
    found = sorted(_decided(register, public), key=lambda each: (each.updated, each.entry.position), reverse=True)
    yield b'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
    yield _element("id", f"tag:{by.authority}:decisions")
    yield _element("title", by.title)
    yield _element("updated", _time(found[0].updated if found else 0))
    yield _element("generator", "govledger")
    if by.url:
        yield f'  <link rel="self" type="application/atom+xml" href={quoteattr(clean(by.url))}/>\n'.encode()
    names = PublicNames(register, public)
    for decided in found:
        yield from _entry(decided, by, names)
    yield b"</feed>\n"


def _decided(register: Register, public: Public) -> Iterator[FeedDecision]:
    """The decisions that may have been taken by the register's day and have not been retracted."""
    log = Log(register.datastore)
    types = (ResolutionPassed.TYPE, DecisionMade.TYPE)
    for told in log.entries(types=types, upto=register.known_at):
        recorded = register.recorded(told.stream)
        stands = next((entry for entry in effective(recorded) if entry.position == told.position), None)
        if stands is None or not _by(register.as_at, stands) or not public.passes(*stands.positions):
            continue
        effect = call_ins.effect(register, told.stream, getattr(stands.event, "effective_from", ""))
        effect_entries = effect.entries if public.passes(*effect.entries) else ()
        times = [entry.recorded_at for entry in recorded if entry.position in (*stands.positions, *effect_entries)]
        yield FeedDecision(stands, told.recorded_at, max(times), _called_in(effect) if effect_entries else "")


def _called_in(effect: call_ins.Effect) -> str:
    possibly = "possibly " if effect.certainty is not Certainty.YES else ""
    return f"Called in: {possibly}{effect.force.value}."


def _by(day: int | None, entry: Entry) -> bool:
    return day is None or entry.occurred.earliest <= day


def _entry(decided: FeedDecision, by: Publisher, names: PublicNames) -> Iterator[bytes]:
    event: Any = decided.entry.event
    who = names.of(event.body if isinstance(event, ResolutionPassed) else event.by)
    yield b"  <entry>\n"
    yield _element("id", by.tag(decided.entry.stream), 4)
    yield _element("title", f"{who}: {_shortened(event.text)}", 4)
    yield _element("updated", _time(decided.updated), 4)
    yield _element("published", _time(decided.published), 4)
    yield f"    <author><name>{escape(clean(who))}</name></author>\n".encode()
    for verb in dict.fromkeys(limb.verb.value for limb in event.limbs):
        yield f"    <category term={quoteattr(verb)}/>\n".encode()
    yield _element("content", "\n".join(_text(decided, event.text, event.limbs)), 4, ' type="text"')
    yield b"  </entry>\n"


def _text(decided: FeedDecision, text: str, limbs: Iterable[Limb]) -> Iterator[str]:
    entry = decided.entry
    yield text
    for limb in limbs:
        yield f"{limb.number}. {limb.verb.value}: {limb.text}"
    yield f"Date: {'not recorded' if entry.occurred.is_unknown else entry.occurred}."
    if entry.standing not in IN_BEING:
        yield f"Not certain: {entry.standing.value}."
    if decided.called_in:
        yield decided.called_in
    place = f", {entry.source.at}" if entry.source.at else ""
    yield f"Source: {entry.source.document}{place}."


def _element(name: str, text: str, indent: int = 2, attributes: str = "") -> bytes:
    return f"{' ' * indent}<{name}{attributes}>{escape(clean(text))}</{name}>\n".encode()


def clean(text: str) -> str:
    """The text with what XML cannot hold replaced by the character that stands for the unreadable."""
    return _NO_XML.sub("\ufffd", text)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _TITLE else f"{line[: _TITLE - 1].rstrip()}…"


def _time(micros: int) -> str:
    """A time as RFC 3339 has it."""
    return datetime.fromtimestamp(micros / 1_000_000, UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
