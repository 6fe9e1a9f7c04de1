"""How an answer is written to a terminal: a table for people, JSON, JSON Lines and CSV for scripts, or a drawing.

Data goes to stdout, talk to stderr.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import click

from cli.terminal import put, say
from projections.answers.formats import Said, as_csv, as_json, as_jsonl
from projections.answers.listing import Listing

FORMATS: Final = ("table", "json", "jsonl", "csv")
_FOR_SCRIPTS: Final[Mapping[str, Callable[[Listing, Said], bytes]]] = {
    "json": as_json,
    "jsonl": as_jsonl,
    "csv": as_csv,
    "dot": lambda listing, said: listing.drawn.encode(),
}


def render(listing: Listing, said: Said, form: str) -> None:
    """Write an answer in one of `FORMATS`, or `dot`; notes, and that there is nothing, go to stderr besides."""
    if form == "table":
        _table(listing, said)
    else:
        put(_FOR_SCRIPTS[form](listing, said))
    for note in listing.notes if form != "json" else ():
        say(f"Note: {note}")
    if not listing.rows and listing.empty:
        say(f"{listing.empty[:1].upper()}{listing.empty[1:]}{_moment(said.asked)}.")


def _table(listing: Listing, said: Said) -> None:
    from cli.tables import cited, written

    parts = [listing.sentence] if listing.sentence else []
    several = bool(listing.beside or listing.below)
    for each in (*listing.beside.values(), listing, *listing.below.values()):
        if each.rows:
            text = written(each, with_entries=said.sources is not None)
            parts.append(f"{each.title}\n\n{text}" if each.title and several else text)
    if parts and said.sources:
        parts.append(cited(said.sources))
    if parts:
        click.echo("\n\n".join(parts))


def _dot(listing: Listing, said: Said) -> None:
    put(listing.drawn.encode())


def _moment(asked: Mapping[str, Any]) -> str:
    said = [
        f"{word} {asked[key]}"
        for key, word in (("as_at", "as at"), ("known_at", "known at"))
        if asked.get(key) is not None
    ]
    return f" ({', '.join(said)})" if said else ""
