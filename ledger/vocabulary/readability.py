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


def refuse_illegible(event: Event, source: Source) -> None:
    """Refuse a statement that would be stored and then not be read, for example with an empty text in it.

    Raises:
        Refusal: with the field, and what is wrong with it.
    """
    _refuse_if_illegible(event, event.TYPE)
    _refuse_bad_source(source)


@lru_cache(maxsize=8_192)
def _refuse_bad_source(source: Source) -> None:
    _refuse_if_illegible(source, "source")


def _refuse_if_illegible(stated: Struct, called: str) -> None:
    try:
        _decoder(type(stated)).decode(_encode(stated))
    except UnicodeEncodeError:
        return  # the store refuses it, and says so
    except msgspec.ValidationError as misfit:
        problem = str(misfit)
        place = _PLACE.search(problem)
        where = f"'{place['field']}' of {called}" if place and place["field"] else called
        if _EMPTY in problem:
            raise Refusal(f"{where} is empty", "say it in at least one word") from misfit
        raise Refusal(f"{where} does not fit: {_PLACE.sub('', problem)}", "write it as the reference says") from misfit


@cache
def _decoder(stated: type[Struct]) -> msgspec.json.Decoder[Struct]:
    return msgspec.json.Decoder(stated)
