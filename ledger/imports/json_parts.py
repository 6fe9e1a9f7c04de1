"""The parts of a JSON document that may be long, one by one, with memory for one part at a time.

The document is an object whose members may be arrays, or an array. Each element of such an array is a part, and
so is each member that is no array. What breaks off or is no JSON ends the reading; what came before stands.
"""

from __future__ import annotations

import json
from codecs import getincrementaldecoder
from collections.abc import Iterator
from typing import IO, Any, Final, NamedTuple

from ledger.imports.files import BROKEN, LONGEST
from ledger.refusals import Refusal

_STEP: Final = 1 << 16
_SPACE: Final = " \t\r\n"
_read_value = json.JSONDecoder().raw_decode


class Part(NamedTuple):
    """A value: an element of the array under `key` (empty for the document's own array), or the member itself."""

    key: str
    number: int
    value: Any


class BrokenJson(Refusal):
    """A document that is no JSON, or breaks off."""

    def __init__(self, name: str, at: int, why: str) -> None:
        super().__init__(
            f"it is no JSON from character {at} on: {why}", "mend or fetch it; the rest was not read", name
        )


def parts(stream: IO[bytes], name: str, longest: int = LONGEST) -> Iterator[Part]:
    """The parts of a document, in its order.

    Raises:
        BrokenJson: what was not read yet cannot be.
    """
    text = _Text(stream, name, longest)
    opening = text.next()
    if opening == "[":
        yield from _elements(text, "")
    elif opening == "{":
        yield from _members(text)
    else:
        raise text.broken("it begins neither with { nor with [")
    if text.next(at_end=True):
        raise text.broken("something follows after its end")


def _members(text: _Text) -> Iterator[Part]:
    if text.peek() == "}":
        text.next()
        return
    while True:
        key = text.value()
        if not isinstance(key, str) or text.next() != ":":
            raise text.broken("a key and a colon should stand here")
        if text.peek() == "[":
            text.next()
            yield from _elements(text, key)
        else:
            yield Part(key, 0, text.value())
        after = text.next()
        if after == "}":
            return
        if after != ",":
            raise text.broken("a comma or } should stand here")


def _elements(text: _Text, key: str) -> Iterator[Part]:
    number = 0
    if text.peek() == "]":
        text.next()
        return
    while True:
        number += 1
        yield Part(key, number, text.value())
        after = text.next()
        if after == "]":
            return
        if after != ",":
            raise text.broken("a comma or ] should stand here")


class _Text:
    """The characters of a stream, as many as the next value needs."""

    def __init__(self, stream: IO[bytes], name: str, longest: int) -> None:
        self._stream, self._name, self._longest = stream, name, longest
        self._decoder = getincrementaldecoder("utf-8-sig")(errors="strict")
        self._held, self._at, self._before = "", 0, 0
        self._ended = False

    def broken(self, why: str) -> BrokenJson:
        return BrokenJson(self._name, self._before + self._at, why)

    def peek(self, at_end: bool = False) -> str:
        """The next character that is no space; empty only where the document may end."""
        while True:
            while self._at < len(self._held) and self._held[self._at] in _SPACE:
                self._at += 1
            if self._at < len(self._held):
                return self._held[self._at]
            if not self._more():
                if at_end:
                    return ""
                raise self.broken("it ends in the middle")

    def next(self, at_end: bool = False) -> str:
        found = self.peek(at_end)
        self._at += 1
        return found

    def value(self) -> Any:
        """The next value, once it is there as a whole; a number may go on as long as nothing follows it."""
        self.peek()
        while True:
            try:
                found, end = _read_value(self._held, self._at)
            except json.JSONDecodeError as wrong:
                self._go_on(wrong.msg)
                continue
            except (ValueError, RecursionError) as wrong:
                raise self.broken(f"a value cannot be read ({type(wrong).__name__})") from wrong
            if end < len(self._held) or not self._more():
                self._at = end
                return found

    def _go_on(self, why: str) -> None:
        if len(self._held) - self._at > self._longest:
            raise self.broken(f"a part is longer than {self._longest} characters, or {why[0].lower()}{why[1:]}")
        if not self._more(max(_STEP, len(self._held) - self._at)):
            raise self.broken(f"it ends in the middle ({why[0].lower()}{why[1:]})")

    def _more(self, size: int = _STEP) -> bool:
        if self._ended:
            return False
        try:
            read = self._stream.read(size)
            self._ended = not read
            added = self._decoder.decode(read, final=self._ended)
        except UnicodeDecodeError as wrong:
            raise self.broken(f"it is not in UTF-8 ({wrong.reason})") from wrong
        except BROKEN as damaged:
            raise self.broken(str(damaged)) from damaged
        self._before += self._at
        self._held, self._at = self._held[self._at :] + added, 0
        return bool(added) or not self._ended
