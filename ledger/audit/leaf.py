"""Leaves: the one canonical JSON text of an entry that the tree hashes (RFC 8785, JCS).

The `rfc8785` package decides what is canonical. msgspec writes the same octets ten times faster,
except that it sorts names by code point where JCS sorts by UTF-16, which differs once a name has a
character beyond U+FFFF, and that it accepts more kinds of values; both are noticed, and the package asked.

No floats, no integers beyond 2^53 - 1, no lone surrogates; at most 65,535 octets (c2sp.org/tlog-tiles).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any, NoReturn

import msgspec
import rfc8785

from ledger.transparency.errors import BadLeaf
from ledger.transparency.tiles import MAX_ENTRY

MAX_INTEGER = 2**53 - 1
_DEPTH = 12

_Integer = Annotated[int, msgspec.Meta(ge=-MAX_INTEGER, le=MAX_INTEGER)]
_Value: Any = _Integer | str | bool | None
for _ in range(_DEPTH):
    _Value = _Integer | str | bool | None | list[_Value] | dict[str, _Value]

_encode = msgspec.json.Encoder(order="sorted").encode
_decode = msgspec.json.Decoder(dict[str, _Value]).decode
_decode_value = msgspec.json.Decoder(_Value).decode
_skim = msgspec.json.Decoder(msgspec.Raw).decode
_OUTSIDE_BMP = tuple(bytes((lead,)) for lead in range(0xF0, 0xF5))


def leaf_bytes(fields: Mapping[str, object]) -> bytes:
    """The leaf of an entry, or a refusal that names the field that has no canonical form.

    A field may be a `msgspec.Raw` with JSON that is canonical already, such as a stored body.
    """
    fields = dict(fields)
    try:
        leaf = _encode(fields)
        known_good = _is_plain(fields, leaf)
    except (msgspec.MsgspecError, TypeError, ValueError, RecursionError):
        known_good = False
    return _short_enough(leaf if known_good else _slow_leaf(fields))


def leaf_again(fields: Mapping[str, object]) -> bytes:
    """The leaf of an entry that `leaf_bytes` took once, as quickly as possible, for hashing it again.

    Little is checked: with the same names, and raw fields that are each one whole JSON value, a row that
    was changed gives other octets, and so another hash.
    """
    try:
        leaf = _encode(fields)
        for value in fields.values():
            if type(value) is msgspec.Raw:
                _skim(value)
    except (msgspec.MsgspecError, TypeError, ValueError, RecursionError):
        return _slow_leaf(dict(fields))
    return _slow_leaf(dict(fields)) if _may_sort_otherwise(leaf) else leaf


def is_canonical(text: str) -> bool:
    """Whether a JSON value, without fractions, is certainly written canonically; false where it takes a closer look."""
    try:
        octets = text.encode()
        return (text.isascii() or not _may_sort_otherwise(octets)) and _encode(_decode_value(octets)) == octets
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return False


def _is_plain(fields: dict[str, object], leaf: bytes) -> bool:
    """Whether msgspec's text is certainly canonical: reading it gives back just these values."""
    if _may_sort_otherwise(leaf):
        return False
    back = _decode(leaf)
    for name, value in fields.items():
        if isinstance(value, msgspec.Raw):
            if _encode(back.get(name)) != bytes(value):
                return False
            back[name] = value
    return back == fields


def _may_sort_otherwise(leaf: bytes) -> bool:
    """Whether it has a character beyond U+FFFF, perhaps in a name."""
    return not leaf.isascii() and any(lead in leaf for lead in _OUTSIDE_BMP)


def _slow_leaf(fields: dict[str, object]) -> bytes:
    plain = {name: _unwrapped(value, name) for name, value in fields.items()}
    try:
        _refuse_floats(plain, "")
        return rfc8785.dumps(plain)  # type: ignore[arg-type]
    except (rfc8785.CanonicalizationError, UnicodeEncodeError, RecursionError) as error:
        why = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise BadLeaf(
            f"the entry has no canonical JSON: {why}",
            "record texts, whole numbers up to 2^53 - 1, yes/no, lists and objects",
        ) from error


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


def _short_enough(leaf: bytes) -> bytes:
    if len(leaf) > MAX_ENTRY:
        raise BadLeaf(
            f"the entry has {len(leaf)} octets, more than {MAX_ENTRY}",
            "keep long documents outside and record their SHA-256",
        )
    return leaf
