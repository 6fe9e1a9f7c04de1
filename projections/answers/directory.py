"""Which questions there are, and in which module: found by the lines with which they begin, without running them.

A command must not import all questions to know which one was meant, so the marks of the questions are read as text.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from projections.answers.question import Question

_FOLDER: Final = Path(__file__).parent.parent / "nouns"
_MARK: Final = re.compile(r"^@(question\(.*?\))\ndef (\w+)\(", re.MULTILINE | re.DOTALL)


class Entry(NamedTuple):
    """A question that can be asked: its words, where it is, and what its noun stands for if it says so."""

    words: str
    module: str
    function: str
    noun: str

    def load(self) -> Question:
        """The question; this is where its module is imported."""
        found: Question = getattr(import_module(self.module), self.function)
        return found


@cache
def questions() -> Mapping[str, Entry]:
    """The questions by their words: nouns in the order of the alphabet, what is asked of each as it is written down.

    Raises:
        TypeError: two have the same words.
    """
    found: dict[str, Entry] = {}
    for entry in _entries():
        if found.setdefault(entry.words, entry) is not entry:
            raise TypeError(f"'{entry.words}' is asked in {found[entry.words].module} and in {entry.module}")
    return MappingProxyType(dict(sorted(found.items(), key=lambda entry: entry[0].split()[0])))


def _entries() -> Iterator[Entry]:
    for file in sorted(_FOLDER.glob("*.py")):
        for mark, function in _MARK.findall(file.read_text(encoding="utf-8")):
            call = ast.parse(mark, mode="eval").body
            assert isinstance(call, ast.Call)
            said = {each.arg: each.value.value for each in call.keywords if isinstance(each.value, ast.Constant)}
            words = ast.literal_eval(call.args[0])
            yield Entry(words, f"projections.nouns.{file.stem}", function, str(said.get("noun", "")))
