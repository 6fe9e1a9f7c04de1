"""What changed in the register of a subject between two moments, in the world or in the ledger, as an answer.

It is no question, since a question is asked of one register and this compares two.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Final

from ledger.vocabulary.date_wording import in_words
from ledger.vocabulary.dates import day_text
from ledger.vocabulary.subjects import name_of
from projections.answers.entries import shortened
from projections.answers.names import in_words as names_in_words
from projections.answers.names import naming
from projections.answers.question import Answer, Column, Line
from projections.answers.sentences import sentence

if TYPE_CHECKING:
    from projections.differences import Difference
    from projections.engine.register import Register


_SHORT: Final = 60
"""Characters of each of several things that changed alike."""


class Changed(Line, frozen=True, kw_only=True):
    """A row that is not the same at the two moments."""

    change: Annotated[str, Column("Added, removed or changed", tabled=False)]
    concerns: Annotated[str, Column("The facts, how certain they are, or what they rest on", tabled=False)]
    became: Annotated[str, Column("The change in words", label="change", scripted=False)]
    register: Annotated[str, Column("In which register", label="in the register of")]
    subject: Annotated[str, Column("In whose story", "any", bare=True, label="of")]
    key: Annotated[str, Column("Which row of it", tabled=False)]
    whom: Annotated[tuple[str, ...], Column("Whom the row is about", "any", tabled=False)]
    what: Annotated[str, Column("What the row is about", tabled=False)]
    about: Annotated[str, Column("Both, in names", text=shortened, scripted=False)]
    before: Annotated[dict[str, Any], Column("The fields that differ, as they were", tabled=False)]
    after: Annotated[dict[str, Any], Column("The same, as they are", tabled=False)]
    was: Annotated[str, Column("The fields that differ, as they were, in words", label="before")]
    is_: Annotated[str, Column("The same, as they are", label="after")]


class ChangedInWords(Line, frozen=True, kw_only=True):
    """What changed as people are shown it: each fact by itself, what is only more or less sure by what it is."""

    became: Annotated[str, Column("The change in words", label="change")]
    register: Annotated[str, Column("In which register", label="in the register of")]
    about: Annotated[str, Column("Whom and what it is about", label="whom, what")]
    was: Annotated[str, Column("What differs, as it was", label="before")]
    is_: Annotated[str, Column("The same, as it is", label="after")]


def changes(before: Register, after: Register, subject: str) -> Answer[Changed]:
    """Every row about a subject that is not the same at both moments, what is told otherwise first."""
    rows = _rows(before, after, subject)
    people = Answer(_for_people(rows), row=ChangedInWords)
    return Answer(rows, _in_short(rows), _notes(rows), empty="nothing changed", row=Changed, for_people=people)


def compared(subject: str, before: Register, after: Register) -> Mapping[str, Any]:
    """What was asked, such that it can be asked again with the same answer."""
    days = (None if register.as_at is None else day_text(register.as_at) for register in (before, after))
    return {
        "question": "diff",
        "subject": subject,
        **dict(zip(("from", "to"), days, strict=True)),
        "known_from": before.known_at,
        "known_to": after.known_at,
    }


def _rows(before: Register, after: Register, subject: str) -> list[Changed]:
    from projections import differences

    named = names_in_words(naming(before)), names_in_words(naming(after))
    order = tuple(differences.Concern)
    found = sorted(differences.differences(before, after, subject), key=lambda each: order.index(each.concerns))
    return [_row(each, named) for each in found]


def _in_short(rows: Sequence[Changed]) -> str:
    """What changed in the world, apart from what is only more or less sure."""
    if not rows:
        return "Nothing changed."
    facts = Counter(row.change for row in rows if row.concerns == "facts")
    rest = Counter(row.became for row in rows if row.concerns != "facts")
    changed = f"facts: {', '.join(f'{count} {change}' for change, count in facts.items())}" if facts else ""
    only = (f"{count} {became}" for became, count in rest.items())
    return sentence("; ".join([changed or "nothing is told otherwise", *only]))


def _for_people(rows: Sequence[Changed]) -> list[ChangedInWords]:
    """One line for each fact; of what is not told otherwise, one for each register, with whom it is about."""
    grouped: dict[tuple[str, ...], list[Changed]] = {}
    for number, row in enumerate(rows):
        alone = str(number) if row.concerns == "facts" else ""
        grouped.setdefault((row.became, row.register, row.was, row.is_, alone), []).append(row)
    return [
        ChangedInWords(
            became=became,
            register=register,
            about=_together(own),
            was=was,
            is_=is_,
            certainty=own[0].certainty,
            entries=tuple(sorted({position for each in own for position in each.entries})),
        )
        for (became, register, was, is_, _), own in grouped.items()
    ]


def _together(rows: Sequence[Changed]) -> str:
    """Whom and what several rows are about, each in few words where they are many."""
    said = dict.fromkeys(row.about or name_of(row.subject) for row in rows)
    longest = _SHORT if len(said) > 1 else max(map(len, said))
    return "; ".join(textwrap.shorten(each, longest, placeholder=" …") for each in said)


def _notes(rows: Sequence[Changed]) -> tuple[str, ...]:
    """That nothing is told otherwise, where the rows differ only in how certain they are or on what they rest."""
    if not rows or any(row.concerns == "facts" for row in rows):
        return ()
    return ("nothing is told otherwise; only how certain it is, or what it rests on, is not the same",)


def _row(each: Difference, named: tuple[Callable[[str], str], Callable[[str], str]]) -> Changed:
    whom = ", ".join(map(named[1], each.whom))
    return Changed(
        change=each.change.value,
        concerns=each.concerns.value,
        became=_became(each),
        register=each.projection.replace("_", " "),
        subject=each.stream,
        key=each.key,
        whom=each.whom,
        what=each.what,
        about=": ".join(filter(None, (whom, named[1](each.what)))),
        before=dict(each.before),
        after=dict(each.after),
        was=named[0](_said(each.projection, each.before)),
        is_=named[1](_said(each.projection, each.after)),
        entries=each.entries,
    )


def _became(each: Difference) -> str:
    """What a table says of a difference: that a row is only surer does not read as if anything had changed."""
    if each.concerns == "certainty":
        return "only surer" if each.after["certainty"] == "yes" else "only less sure"
    return "only other sources" if each.concerns == "sources" else each.change.value


def _said(projection: str, told: Mapping[str, Any]) -> str:
    """The columns that differ, as a line; dates in words."""
    from projections.differences import date_columns

    dates = date_columns(projection)
    worded = {name: in_words(value) if name in dates else _plain(value) for name, value in told.items()}
    return "; ".join(f"{name.replace('_', ' ').strip()}: {value}" for name, value in worded.items())


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_plain(inner)}" for key, inner in value.items())
    return " | ".join(map(_plain, value)) if isinstance(value, list | tuple) else str(value)
