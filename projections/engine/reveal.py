"""What is shown of rows: none that rests on what is withheld, and the texts that tables, too, keep apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from ledger.entries.disclosures import MARK, TOKEN, digests_in
from ledger.store import Unsealing
from projections.engine.rows import R, Row
from projections.engine.tables import Found

_as_json: Final = msgspec.json.Encoder().encode
_MARK: Final = MARK.encode()


def public(found: list[Found[R]], withheld: Mapping[int, str]) -> list[Found[R]]:
    """The rows that rest on nothing that is withheld.

    A row goes whole: with an exempt end left out, somebody who has gone would be shown as still there; and what is left
    of a row, its dates, amounts, ids, or only that a filter finds it, may be the very thing that is exempt.
    """
    return [each for each in found if withheld.keys().isdisjoint(each[3].entries)] if withheld else found


def unsealed(found: list[Found[R]], unsealing: Unsealing) -> list[Found[R]]:
    """The same rows with texts, or why they are not shown, in place of the tokens; few tables have any."""
    if _MARK not in _as_json([row for _, _, _, row in found]):
        return found
    held = {number: digests for number, (_, _, _, row) in enumerate(found) if (digests := _digests(row))}
    streams = {found[number][0] for number in held}
    texts = unsealing.texts({digest for digests in held.values() for digest in digests}, streams)
    shown = {digest: text.text for digest, text in texts.items()}
    return [
        (stream, key, known_from, _with_texts(row, shown) if number in held else row)
        for number, (stream, key, known_from, row) in enumerate(found)
    ]


def _digests(row: Row) -> list[str]:
    written = _as_json(row)
    return digests_in(written.decode()) if _MARK in written else []


def _with_texts(value: Any, shown: dict[str, str]) -> Any:
    """A row, or what it holds, with each token replaced wherever it stands."""
    if isinstance(value, str):
        return TOKEN.sub(lambda found: shown[found[1]], value) if MARK in value else value
    if isinstance(value, Mapping):
        return {name: _with_texts(part, shown) for name, part in value.items()}
    if isinstance(value, tuple):
        return tuple(_with_texts(part, shown) for part in value)
    if isinstance(value, msgspec.Struct):
        fields = msgspec.structs.asdict(value).items()
        return msgspec.structs.replace(value, **{name: _with_texts(part, shown) for name, part in fields})
    return value
