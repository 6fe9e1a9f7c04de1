"""Leaves: the one canonical JSON text of an entry that the tree hashes (RFC 8785, JCS).

    {"body":{...},"causation_id":"","correlation_id":"...","event_id":"...","leaf":1,"note":"", ...}

Its members are the columns of the table `entries` by their own names, and `leaf`, the version of this form.
`body`, `source`, `tags` and `extensions` stand in it as the JSON that they are; `extensions` only where something is
said there, so that entries of a time before there was that column have the leaves that they had. A leaf is derived
when it is needed and never stored: what is stored can be changed, and then what is hashed again would not be what
people read.

There are two ways to the same octets, and a property test holds one against the other:

1. The short way joins the stored texts. It is taken for nearly every entry, and is thirty times faster.
2. The `rfc8785` package decides everything else, and says why something has no canonical form. It is needed for
   names beyond U+FFFF, which JCS sorts by UTF-16 and msgspec by code point.

No floats, no integers beyond 2^53 - 1, no lone surrogates; at most 65,535 octets (c2sp.org/tlog-tiles).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Final, NoReturn

import msgspec
import rfc8785

from ledger.entries.row import COLUMNS, NO_EXTENSIONS, EntryRow
from ledger.transparency.errors import BadLeaf
from ledger.transparency.tiles import MAX_ENTRY

LEAF_VERSION: Final = 1
MAX_INTEGER: Final = 2**53 - 1
JSON_COLUMNS: Final = ("body", "source", "tags", "extensions")
_DEPTH: Final = 6  # deeper than any event; each level more takes twice as long to make, at every start

_Integer = Annotated[int, msgspec.Meta(ge=-MAX_INTEGER, le=MAX_INTEGER)]
_Value: Any = _Integer | str | bool | None
for _ in range(_DEPTH):
    _Value = _Integer | str | bool | None | list[_Value] | dict[str, _Value]

_encode = msgspec.json.Encoder(order="sorted").encode
_decode_value = msgspec.json.Decoder(_Value).decode
_skim: Final = msgspec.json.Decoder(msgspec.Raw).decode
_find_escaped: Final = re.compile(r'["\\\x00-\x1f\ud800-\udfff]').search
_OUTSIDE_BMP: Final = tuple(bytes((lead,)) for lead in range(0xF0, 0xF5))


def new_leaf(row: EntryRow) -> bytes:
    """The leaf of an entry that is being recorded.

    Raises:
        BadLeaf: it has no canonical form, for example a fraction in its body, or is too long.
    """
    leaf = _joined(row, _is_canonical)
    return leaf if leaf is not None and len(leaf) <= MAX_ENTRY else leaf_bytes(_members(row))


def leaf_of(row: EntryRow | tuple[Any, ...]) -> bytes:
    """The leaf of an entry that was recorded before, for hashing it again; a changed row has another leaf.

    Its JSON is not looked at closely: as long as each column holds one whole value, changed JSON is another leaf, too.
    A plain tuple in the order of the columns is taken as well.

    Raises:
        BadLeaf: the row was changed into something that has no canonical form.
    """
    return _joined(row, _skim) or leaf_bytes(_members(row))


def leaf_bytes(fields: Mapping[str, object]) -> bytes:
    """The leaf with these members, as the `rfc8785` package writes it.

    A member may be a `msgspec.Raw` with JSON that is canonical already, such as a stored body.

    Raises:
        BadLeaf: a member has no canonical form; it is named.
    """
    plain = {name: _unwrapped(value, name) for name, value in fields.items()}
    try:
        _refuse_floats(plain, "")
        leaf = rfc8785.dumps(plain)  # type: ignore[arg-type]
    except (rfc8785.CanonicalizationError, UnicodeEncodeError, RecursionError) as error:
        why = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise BadLeaf(
            f"the entry has no canonical JSON: {why}",
            "record texts, whole numbers up to 2^53 - 1, yes/no, lists and objects",
        ) from error
    if len(leaf) > MAX_ENTRY:
        raise BadLeaf(
            f"the entry has {len(leaf)} octets, more than {MAX_ENTRY}",
            "keep long documents outside and record their SHA-256",
        )
    return leaf


def _members(row: EntryRow | tuple[Any, ...]) -> dict[str, Any]:
    """The members of the leaf; those that are JSON already as `msgspec.Raw`."""
    members: dict[str, Any] = dict(zip(COLUMNS, row, strict=True))
    for name in JSON_COLUMNS:
        if isinstance(text := members[name], str):
            members[name] = msgspec.Raw(text.encode("utf-8", "surrogatepass"))
    if row[-1] == NO_EXTENSIONS:
        del members["extensions"]
    return {**members, "leaf": LEAF_VERSION}


def _joined(row: EntryRow | tuple[Any, ...], is_fit: Callable[[str], object]) -> bytes | None:
    """The stored texts joined; none where that might not be canonical. `is_fit` looks at the columns of JSON."""
    (position, recorded_at, stream, version, type_, v, body, occurred, earliest, latest, source, standing,
     stated_by, note, visibility, recorded_by, event_id, correlation_id, causation_id, tags,
     extensions) = row  # fmt: skip
    try:
        plain = "".join((stream, type_, occurred, standing, stated_by, note, visibility, recorded_by,
                         event_id, correlation_id, causation_id))  # fmt: skip
        if max(recorded_at, position, version, earliest, latest, v) > MAX_INTEGER:  # a text among them is a TypeError
            return None
        if not (is_fit(body) and is_fit(source) and is_fit(tags)):
            return None
        more = ""
        if extensions != NO_EXTENSIONS:
            if not is_fit(extensions):
                return None
            more = f'"extensions":{extensions},'
        if _needs_escape(plain):  # mostly a note with a quotation; the other ten have letters that stand for themselves
            stream, type_, occurred, standing, stated_by, note, visibility, recorded_by, event_id, correlation_id, \
                causation_id = (_encode(text).decode()[1:-1] for text in (
                    stream, type_, occurred, standing, stated_by, note, visibility, recorded_by, event_id,
                    correlation_id, causation_id))  # fmt: skip
    except (TypeError, ValueError):  # msgspec's are among these, and lone surrogates
        return None
    return (
        f'{{"body":{body},"causation_id":"{causation_id}","correlation_id":"{correlation_id}",'
        f'"event_id":"{event_id}",{more}"leaf":{LEAF_VERSION},"note":"{note}","occurred":"{occurred}",'
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


def _is_canonical(text: str) -> bool:
    """Whether a JSON value, without fractions, is certainly written canonically; false where it takes a closer look."""
    try:
        octets = text.encode()
        return (text.isascii() or not _may_sort_otherwise(octets)) and _encode(_decode_value(octets)) == octets
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return False


def _may_sort_otherwise(octets: bytes) -> bool:
    """Whether it has a character beyond U+FFFF, perhaps in a name."""
    return any(lead in octets for lead in _OUTSIDE_BMP)


def _unwrapped(value: object, name: str) -> object:
    """The value that raw JSON stands for; refused unless it is written canonically."""
    if not isinstance(value, msgspec.Raw):
        return value
    text = bytes(value)
    try:
        parsed = json.loads(text, parse_float=lambda number: _refuse(name, number))
        canonical = rfc8785.dumps(parsed)
    except (ValueError, RecursionError) as error:
        raise BadLeaf(f"the field '{name}' is not canonical JSON: {error}", "record it anew") from error
    if canonical != text:
        raise BadLeaf(f"the field '{name}' is not written as canonical JSON (RFC 8785)", "record it anew")
    return parsed


def _refuse_floats(value: object, place: str) -> None:
    if isinstance(value, float):
        _refuse(place, repr(value))
    if isinstance(value, dict):
        for name, part in value.items():
            _refuse_floats(part, f"{place}.{name}" if place else f"{name}")
    if isinstance(value, list | tuple):
        for number, part in enumerate(value):
            _refuse_floats(part, f"{place}[{number}]")


def _refuse(place: str, number: str) -> NoReturn:
    raise BadLeaf(f"{number} in the field '{place}' is a fraction", "write amounts in pence, or as text")
