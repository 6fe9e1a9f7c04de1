"""House styles: the words that minutes use, as data in `styles/*.yaml`, which a council extends with a file of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from ledger.refusals import Refusal
from ledger.vocabulary.verbs import VERBS

_LISTS = (
    "titles",
    "role_words",
    "presiding",
    "deciders",
    "tasks",
    "tasks_passive",
    "actors",
    "interest_kinds",
)
_MAPPINGS = ("lists", "headings", "verbs")


@dataclass(frozen=True)
class Style:
    """The words by which statements are recognised, each list as patterns need it: longest first, small letters."""

    titles: tuple[str, ...]
    role_words: frozenset[str]
    presiding: tuple[str, ...]
    deciders: tuple[str, ...]
    tasks: tuple[str, ...]
    tasks_passive: tuple[str, ...]
    actors: tuple[str, ...]
    interest_kinds: tuple[str, ...]
    lists: Mapping[str, tuple[str, ...]]
    headings: Mapping[str, tuple[str, ...]]
    verbs: Mapping[str, str]

    def list_of(self, label: str) -> str | None:
        """Which list of people a label opens, or None."""
        words = label.lower().strip(" :.-–*")
        for name, labels in self.lists.items():
            if words in labels:
                return name
        return None

    def about(self, title: str) -> frozenset[str]:
        """What an item is about, by its title."""
        words = title.lower()
        return frozenset(name for name, marks in self.headings.items() if any(mark in words for mark in marks))


def either(words: Iterable[str]) -> str:
    """A pattern for any of these words, the longest first, a space standing for white space."""
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(set(words), key=len, reverse=True))


@cache
def built_in() -> Style:
    """The styles that come with the ledger, together."""
    folder = files("ledger.drafting") / "styles"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    return _made([_checked(yaml.safe_load((folder / name).read_text("utf-8")), name) for name in names])


def with_own(path: Path) -> Style:
    """The styles that come with the ledger, and a council's own file."""
    try:
        own = yaml.safe_load(path.read_text("utf-8"))
    except OSError as error:
        raise Refusal(f"cannot read the style '{path}': {error.strerror}", "check the name of the file") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise Refusal(f"the style '{path}' is not YAML: {error}", "see the styles that come with the ledger") from error
    return _made([_as_sources(built_in()), _checked(own, path.name)])


def _checked(content: Any, name: str) -> dict[str, Any]:
    if content is None:
        return {}
    if not isinstance(content, dict):
        raise Refusal(f"the style '{name}' is no mapping", f"keys are {', '.join(_LISTS + _MAPPINGS)}")
    for key, value in content.items():
        if key not in _LISTS + _MAPPINGS:
            raise Refusal(f"unknown key '{key}' in the style '{name}'", f"keys are {', '.join(_LISTS + _MAPPINGS)}")
        if not isinstance(value, dict if key in _MAPPINGS else list):
            wanted = "a mapping" if key in _MAPPINGS else "a list"
            raise Refusal(f"'{key}' in the style '{name}' is not {wanted}", f"write '{key}' as {wanted}")
    return content


def _as_sources(style: Style) -> dict[str, Any]:
    return {key: getattr(style, key) for key in _LISTS + _MAPPINGS}


def _made(sources: Sequence[Mapping[str, Any]]) -> Style:
    def listed(key: str) -> list[str]:
        return [str(word) for source in sources for word in source.get(key, ())]

    def grouped(key: str) -> dict[str, tuple[str, ...]]:
        groups: dict[str, list[str]] = {}
        for source in sources:
            for name, words in source.get(key, {}).items():
                groups.setdefault(name, []).extend(str(word).lower() for word in words)
        return {name: tuple(dict.fromkeys(words)) for name, words in groups.items()}

    def longest(key: str) -> tuple[str, ...]:
        return tuple(sorted({word.lower() for word in listed(key)}, key=lambda word: (-len(word), word)))

    return Style(
        titles=tuple(dict.fromkeys(listed("titles"))),
        role_words=frozenset(word.lower() for word in listed("role_words")),
        presiding=longest("presiding"),
        deciders=longest("deciders"),
        tasks=longest("tasks"),
        tasks_passive=longest("tasks_passive"),
        actors=longest("actors"),
        interest_kinds=longest("interest_kinds"),
        lists=grouped("lists"),
        headings=grouped("headings"),
        verbs={word: verb.value for word, verb in VERBS.items()}
        | {str(k).lower(): str(v) for source in sources for k, v in source.get("verbs", {}).items()},
    )
