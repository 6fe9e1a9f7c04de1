"""How an answer is written to a terminal: a table for people, JSON, JSON Lines and CSV for scripts, or a drawing.

Data goes to stdout, talk to stderr.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import click

from cli.terminal import put, say
from projections.answers.formats import Said, as_csv, as_json, as_jsonl
from projections.answers.names import for_people
from projections.answers.question import Answer

FORMATS: Final = ("table", "json", "jsonl", "csv")
ONE_TABLE: Final[Mapping[str, Callable[[Answer[Any], Said, str], bytes]]] = {"jsonl": as_jsonl, "csv": as_csv}
"""Formats that hold one table: the rows of an answer, or a part of it."""


def render(answer: Answer[Any], said: Said, form: str, part: str = "") -> None:
    """Write an answer in one of `FORMATS`, or `dot`; notes go to stderr, and that there is nothing, unless said."""
    if form == "table":
        _table(answer, said)
    elif form in ONE_TABLE:
        put(ONE_TABLE[form](answer, said, part))
    else:
        put(as_json(answer, said) if form == "json" else answer.drawing.encode())
    for note in answer.notes if form != "json" else ():
        say(_note(note))
    if not answer.rows and answer.empty and not (form == "table" and answer.sentence):
        say(f"{answer.empty[:1].upper()}{answer.empty[1:]}{_moment(said.asked)}.")


def _note(note: str) -> str:
    """A note, within the width of the terminal."""
    from cli.tables import wrapped

    return wrapped(f"Note: {note}")


def _table(answer: Answer[Any], said: Said) -> None:
    from cli.tables import cited, wrapped, written

    parts = [wrapped(_first(answer, said))] if answer.sentence else []
    for part in answer.parts:
        if part.rows:
            text = written(part, for_people(said.name), with_entries=said.sources is not None)
            parts.append(f"{wrapped(part.title)}\n\n{text}" if part.title and len(answer.parts) > 1 else text)
    if parts and said.sources:
        parts.append(cited(said.sources))
    if parts:
        click.echo("\n\n".join(parts))


def _first(answer: Answer[Any], said: Said) -> str:
    """The sentence; that nothing is recorded is said of two dates."""
    return answer.sentence if answer.rows else f"{answer.sentence.rstrip('.')}{_moment(said.asked)}."


def _moment(asked: Mapping[str, Any]) -> str:
    said = [
        f"{word} {asked[key]}"
        for key, word in (("as_at", "as at"), ("known_at", "known at"))
        if asked.get(key) is not None
    ]
    return f" ({', '.join(said)})" if said else ""
