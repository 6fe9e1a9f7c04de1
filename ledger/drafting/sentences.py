"""Splits a block into sentences with their offsets: a full stop after an abbreviation or an initial ends nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_END = re.compile(r"[.?!;]+[)”\"’']*(?=\s+[A-Z“\"‘'(£\d•●]|\s*$)|(?<=[a-z])\.(?=[A-Z][a-z])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Cllrs?|Cr|Clr|Mrs?|Ms|Dr|Prof|Rev|Revd|Ald|Messrs|Sgt|Insp|Supt|St|No|Nos|Ch|Co|Ltd|Dept|e\.g|i\.e|eg|ie|"
    r"approx|para|paras|vs|Ref|a\.m|p\.m|nem|con|Hon|Jr|Snr|Sec|Art|App|Fig|Vol|inc|Tel|Ext|Min)|\b[A-Z](?:\.[A-Z])*)$"
)


@dataclass(frozen=True)
class Sentence:
    """A sentence and where it begins in the text that it was cut from."""

    text: str
    start: int


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a text; a semicolon ends one only before a capital letter."""
    begin = 0
    expected = 1
    for match in _END.finditer(text):
        mark = match.group()
        if mark.startswith(".") and match.end() < len(text.rstrip()):
            before = text[begin : match.start()]
            if re.search(r"\bnos?$", before) and re.match(r"\s*\d", text[match.end() :]):
                continue
            if _ABBREVIATION.search(before) or re.fullmatch(r"\W*(?:\d{1,4}|[a-z]|[ivx]+)", before):
                continue
            number = re.search(r"(?:^|[\s:;(])(\d{1,2})$", before)
            if (
                number
                and int(number[1]) == expected
                and re.search(r"[:;]\s*1\.\s", text[begin:] if expected == 1 else text[:])
            ):
                expected += 1
                continue
            if re.search(r"\d$", before) and re.match(r"\s*\d", text[match.end() :]):
                continue
        if mark.startswith(";"):
            continue
        yield from _cut(text, begin, match.end())
        begin = match.end()
    yield from _cut(text, begin, len(text))


def _cut(text: str, begin: int, end: int) -> Iterator[Sentence]:
    piece = text[begin:end]
    words = piece.strip()
    if words:
        yield Sentence(words, begin + len(piece) - len(piece.lstrip()))
