"""What is recorded can be read again: words that the vocabulary does not allow are refused before they are stored."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

import msgspec
from msgspec import Struct

from ledger.refusals import Refusal
from ledger.vocabulary.event import Event
from ledger.vocabulary.provenance import Source

_encode = msgspec.json.Encoder().encode
_PLACE: Final = re.compile(r" - at `\$\.?(?P<field>.*)`$")
_EMPTY: Final = "of length >= 1"
_STEERING: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Characters that nobody sees and that tell a terminal what to do, or have a line read the other way round."""
_TURNS_LINES: Final = "\u202a"
"""The first of those that do the latter; the others come before it."""
_MAY_STEER: Final = re.compile(rb"\\u00[01]|\\b|\x7f|\xc2[\x80-\x9f]|\xe2(?:\x80[\xaa-\xae]|\x81[\xa6-\xa9])")
"""As they stand in JSON, and some texts that only look so: one search tells that nearly all have none."""


def refuse_illegible(event: Event, source: Source, besides: str = "", *, is_meant: bool = False) -> None:
    """Refuse a statement that would be stored and then not be read, for example with an empty text in it.

    `besides` is what else is told with it. Whether characters that turn a line around are meant, the clerk is asked.

    Raises:
        Refusal: with the field, and what is wrong with it.
    """
    _refuse_if_illegible(event, event.TYPE, is_meant)
    _refuse_bad_source(source, is_meant)
    if besides and (found := _STEERING.search(besides)):
        _refuse_steering(found[0], "a remark on it", is_meant)


@lru_cache(maxsize=8_192)
def _refuse_bad_source(source: Source, is_meant: bool) -> None:
    _refuse_if_illegible(source, "source", is_meant)


def _refuse_if_illegible(stated: Struct, called: str, is_meant: bool) -> None:
    try:
        kept = _encode(stated)
        _decoder(type(stated)).decode(kept)
        if _MAY_STEER.search(kept):
            for field, value in msgspec.to_builtins(stated).items():
                if found := _STEERING.search(_texts_in(value)):
                    _refuse_steering(found[0], f"'{field}' of {called}", is_meant)
    except UnicodeEncodeError:
        return  # the store refuses it, and says so
    except msgspec.ValidationError as misfit:
        problem = str(misfit)
        place = _PLACE.search(problem)
        where = f"'{place['field']}' of {called}" if place and place["field"] else called
        if _EMPTY in problem:
            raise Refusal(f"{where} is empty", "say it in at least one word") from misfit
        raise Refusal(f"{where} does not fit: {_PLACE.sub('', problem)}", "write it as the reference says") from misfit


def _texts_in(value: object) -> str:
    """All texts within a value, one after the other."""
    if isinstance(value, dict):
        value = [*value, *value.values()]
    return "".join(map(_texts_in, value)) if isinstance(value, list | tuple) else str(value)


def _refuse_steering(letter: str, where: str, is_meant: bool) -> None:
    called = f"the character U+{ord(letter):04X}"
    if letter < _TURNS_LINES:
        raise Refusal(f"{where} holds {called}, which no text has and a terminal obeys", "delete it")
    if not is_meant:
        raise Refusal(
            f"{where} holds {called}, which nobody sees and which has what follows read the other way round",
            "delete it; if the document has it, add `although: the document has it` (a command: --although '...')",
        )


@cache
def _decoder(stated: type[Struct]) -> msgspec.json.Decoder[Struct]:
    return msgspec.json.Decoder(stated)
