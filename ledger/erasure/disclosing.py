"""Sealing: on its way into the log, an entry's erasable texts are taken out and laid apart, salted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import msgspec

from ledger.database.errors import Unstorable
from ledger.entries.disclosures import MARK, TOKEN, Disclosure, Sealed, disclosed, put, read, token
from ledger.entries.row import EntryRow

_canonical: Final = msgspec.json.Encoder(order="sorted").encode


def sealed_row(row: EntryRow, sealed: Sequence[Sealed]) -> tuple[EntryRow, tuple[Disclosure, ...]]:
    """The row with tokens in place of the sealed texts, and the disclosures of those texts.

    Raises:
        Unstorable: a text looks like a token, and could be mistaken for one.
    """
    _refuse_mistakable(row)
    if not sealed:
        return row, ()
    parts = columns_of(row)
    made = [_sealed(parts, place) for place in sealed]
    return with_columns(row, parts), tuple(disclosure for disclosure in made if disclosure is not None)


def columns_of(row: EntryRow) -> dict[str, Any]:
    """Those columns of a row that may hold tokens, as its leaf has them."""
    return {
        "body": msgspec.json.decode(row.body),
        "source": msgspec.json.decode(row.source),
        "note": row.note,
        "extensions": msgspec.json.decode(row.extensions),
    }


def with_columns(row: EntryRow, parts: dict[str, Any]) -> EntryRow:
    """The row with these columns as they are now."""
    body, source, more = (text_of(parts[name]) for name in ("body", "source", "extensions"))
    return row._replace(body=body, source=source, note=parts["note"], extensions=more)


def _sealed(parts: dict[str, Any], place: Sealed) -> Disclosure | None:
    """The disclosure of a text that now has a token in its place; none of one that another ledger has erased."""
    text = put(parts, place.pointer, token(place.digest))
    if place.digest:
        return read(place.letters) if place.letters else None
    disclosure = disclosed(place.pointer, text)
    put(parts, place.pointer, token(disclosure.digest))
    return disclosure


def _refuse_mistakable(row: EntryRow) -> None:
    for text in (row.body, row.source, row.note, row.extensions):
        if MARK in text and (found := TOKEN.search(text)) is not None:
            raise Unstorable(
                f"a text looks like the digest of an erasable one: '{found[0]}'",
                f"write it without '{MARK}'",
                row.stream,
            )


def text_of(part: Any) -> str:
    """A column's JSON value as the text that is stored."""
    return _canonical(part).decode()
