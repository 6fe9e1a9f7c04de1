"""The leaf of an entry: one canonical JSON object made of every column of its row, and of nothing else.

    {"body":{...},"causation_id":"","correlation_id":"...","event_id":"...","leaf":1,"note":"", ...}

Its members are the columns of the table `entries` by their own names, and `leaf`, the version of this form.
`body`, `source` and `tags` stand in it as the JSON that they are. A leaf is derived when it is needed and
never stored: what is stored can be changed, and then what is hashed again would not be what people read.

The short way puts the stored texts together as they are; it is taken where no other text needs escaping, and
a property test holds it against the `rfc8785` package.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

import msgspec

from ledger.audit.leaf import MAX_INTEGER, is_canonical, leaf_again, leaf_bytes
from ledger.entries.row import COLUMNS, EntryRow
from ledger.transparency.tiles import MAX_ENTRY

LEAF_VERSION: Final = 1
JSON_COLUMNS: Final = ("body", "source", "tags")
_find_escaped: Final = re.compile(r'["\\\x00-\x1f\ud800-\udfff]').search
_skim: Final = msgspec.json.Decoder(msgspec.Raw).decode


def new_leaf(row: EntryRow) -> bytes:
    """The leaf of an entry that is being recorded.

    Raises:
        BadLeaf: it has no canonical form, for example a fraction in its body, or is too long.
    """
    leaf = _short_way(row, is_canonical)
    return leaf if leaf is not None and len(leaf) <= MAX_ENTRY else leaf_bytes(fields_of(row))


def leaf_of(row: EntryRow | tuple[Any, ...]) -> bytes:
    """The leaf of an entry that was recorded before, for hashing it again; a changed row has another leaf.

    Takes a plain tuple in the order of the columns, too.
    """
    return _short_way(row, _skim) or leaf_again(fields_of(row))


def fields_of(row: EntryRow | tuple[Any, ...]) -> dict[str, Any]:
    """The members of the leaf; those that are JSON already as `msgspec.Raw`."""
    fields: dict[str, Any] = dict(zip(COLUMNS, row, strict=True))
    for name in JSON_COLUMNS:
        if isinstance(text := fields[name], str):
            fields[name] = msgspec.Raw(text.encode("utf-8", "surrogatepass"))
    return {**fields, "leaf": LEAF_VERSION}


def _short_way(row: EntryRow | tuple[Any, ...], is_fit: Callable[[str], object]) -> bytes | None:
    """The stored texts put together; none where that might not be canonical."""
    (position, recorded_at, stream, version, type_, v, body, occurred, earliest, latest, source, standing,
     stated_by, note, visibility, recorded_by, event_id, correlation_id, causation_id, tags) = row  # fmt: skip
    try:
        plain = "".join((stream, type_, occurred, standing, stated_by, note, visibility, recorded_by,
                         event_id, correlation_id, causation_id))  # fmt: skip
        if _needs_escape(plain) or max(recorded_at, position, version, latest) > MAX_INTEGER:
            return None
        if not (is_fit(body) and is_fit(source) and is_fit(tags)):
            return None
    except (TypeError, ValueError):  # msgspec's are among these
        return None
    return (
        f'{{"body":{body},"causation_id":"{causation_id}","correlation_id":"{correlation_id}",'
        f'"event_id":"{event_id}","leaf":{LEAF_VERSION},"note":"{note}","occurred":"{occurred}",'
        f'"occurred_earliest":{earliest},"occurred_latest":{latest},"position":{position},'
        f'"recorded_at":{recorded_at},"recorded_by":"{recorded_by}","source":{source},'
        f'"standing":"{standing}","stated_by":"{stated_by}","stream":"{stream}","tags":{tags},'
        f'"type":"{type_}","v":{v},"version":{version},"visibility":"{visibility}"}}'
    ).encode()


def _needs_escape(text: str) -> bool:
    """Whether some letter of it stands otherwise in JSON; of what can be printed, two may."""
    if text.isprintable():
        return '"' in text or "\\" in text
    return _find_escaped(text) is not None
