"""docs/reference/events.md: every event of the vocabulary, its fields, and how a clerk states it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from docs.generating.markdown import block, code, page, sentence, table
from docs.generating.statements import ROOT, Quoted, section, statements
from ledger.meeting_file.form import FORM, NESTED, REGISTER_SECTIONS
from ledger.vocabulary import CATALOGUE, Event
from ledger.vocabulary.field_types import FieldType, IntroductionType, ListType, ReferenceType, StructType
from ledger.vocabulary.fields import Field, fields_of, keys_of

_INTRODUCTION: Final = """\
What a ledger can say: every event by the name under which entries store it. These names never change, and an entry
that was recorded once can always be read; where an event was given another form since, its version says so.

The fields are those of an entry's body. Beside them every entry has its date, its source, its standing, who said it,
and who recorded it ([meeting-file.md](meeting-file.md) tells how these are given). In a meeting file a field's name is
written with spaces. Every example is from a meeting file that the tests record."""
_CORRECTIONS: Final = {
    "entry.corrected": "govledger correct 12 --on 2018-04-01 --why 'the minutes say April'",
    "entry.retracted": "govledger retract 12 --reason 'recorded for the wrong person'",
}


def holds(field: Field) -> str:
    """What stands there: 'a date', 'a list, each a project', 'a list, each with verb, text, number'."""
    each = _each(field.type.one)
    return f"a list, each {each}" if isinstance(field.type, ListType) else each


def means(field: Field) -> str:
    """What is said of it beyond that; of the id of a subject, what the field itself says."""
    is_id = isinstance(field.type, ReferenceType | IntroductionType)
    return "" if is_id and field.type.description.startswith("id of ") else field.type.description


def _each(holds: FieldType) -> str:
    if isinstance(holds, StructType):
        return f"with {', '.join(f'`{name}`' for name in keys_of(holds.struct))}"
    return holds.expected


def events() -> str:
    """The page."""
    parts = [_index()]
    for module, found in groupby(CATALOGUE.values(), key=lambda event: event.__module__):
        parts += [f"## {_heading(module)}", *(part for event in found for part in _event(event))]
    return page("Events", _INTRODUCTION, parts)


def _index() -> str:
    rows = ((f"[`{name}`](#{_anchor(name)})", sentence(event.__doc__)) for name, event in CATALOGUE.items())
    return table(("event", "meaning"), rows)


def _heading(module: str) -> str:
    return sentence(sys.modules[module].__doc__).partition(":")[0].rstrip(".")


def _anchor(name: str) -> str:
    return name.replace(".", "")


def _event(event: type[Event]) -> Iterator[str]:
    yield f"### {event.TYPE}"
    yield sentence(event.__doc__)
    yield table(("field", "what it holds", "", "meaning"), map(_field, fields_of(event)))
    if event.V > 1:
        yield f"Version {event.V}; earlier ones are read as this one."
    yield from _stated(event)


def _field(field: Field) -> tuple[str, str, str, str]:
    when_given = "required" if field.required else ""
    if field.assigned:
        when_given = "made by the ledger if left out"
    return code(field.stored), holds(field), when_given, means(field)


def _stated(event: type[Event]) -> Iterator[str]:
    if event.TYPE in _CORRECTIONS:
        yield "On the command line:"
        yield block("sh", _CORRECTIONS[event.TYPE])
    elif found := _quoted(event):
        yield f"As {_where(event)} of a meeting file ({_linked(found)}):"
        yield block("yaml", found.text)
    else:
        own_word = "The ledger states it itself, by `govledger audit`."
        yield own_word if event.STREAM == "ledger" else "Clerks do not state it; imported registers do."


def _quoted(event: type[Event]) -> Quoted | None:
    sections = {name: section for section, name in REGISTER_SECTIONS.items()}
    if event.TYPE in sections:
        return section("register", sections[event.TYPE], "*")
    if event.TYPE in ("meeting.called", "meeting.held", "agenda-item.listed", "attendance.recorded"):
        return section("meeting")
    within = next((outer for outer, keys in NESTED.items() for w in keys.values() if w.event == event.TYPE), "")
    said_as = event.SAID_AS if event.SAID_AS in statements() else CATALOGUE[within].SAID_AS if within else ""
    return statements().get(said_as)


def _where(event: type[Event]) -> str:
    if event.TYPE in REGISTER_SECTIONS.values():
        return "an entry in the register"
    if event.SAID_AS and event.SAID_AS in statements():
        return "a statement"
    return "part of a statement" if event in FORM.said.values() else "the meeting"


def _linked(found: Quoted) -> str:
    name = found.file.relative_to(ROOT).as_posix()
    return f"[`{name}`](../../{name})"
