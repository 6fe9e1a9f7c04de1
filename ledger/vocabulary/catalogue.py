"""A catalogue of events: each by its stable name, imported when somebody first asks for it.

Which module has which event is read from the lines of the sources that name it, so that a question which meets two
events imports two modules, and a new module of the vocabulary needs no line anywhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib import import_module
from typing import TypeVar

from ledger.found_modules import sources_in

T = TypeVar("T", bound=type)
_NAMED = re.compile(r'^@recorded_as\(\s*"([^"]+)"', re.MULTILINE)


class Catalogue(Mapping[str, T]):
    """Every event by its stable name, in the order of the modules and of the events in each."""

    def __init__(self) -> None:
        self._entered: dict[str, T] = {}

    @cached_property
    def _modules(self) -> Mapping[str, str]:
        """The module of every event, by the event's name."""
        found: dict[str, str] = {}
        for module, source in sources_in(__file__):
            for name in _NAMED.findall(source):
                _refuse_second(name, name in found)
                found[name] = f"ledger.vocabulary.{module}"
        for name, event in self._entered.items():
            _refuse_second(name, found.get(name, event.__module__) != event.__module__)
        return found

    def enter(self, name: str, event: T) -> None:
        """Enter an event that is being defined.

        Raises:
            TypeError: another one has its name.
        """
        known: Mapping[str, str] = vars(self).get("_modules", {})  # no source is read for this alone
        _refuse_second(name, name in self._entered or known.get(name, event.__module__) != event.__module__)
        self._entered[name] = event

    def remove(self, name: str) -> None:
        """Forget an event that was entered for a while, as tests do."""
        del self._entered[name]

    def __getitem__(self, name: str) -> T:
        try:
            return self._entered[name]
        except KeyError:
            import_module(self._modules[name])
            return self._entered[name]

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys((*self._modules, *self._entered)))

    def __len__(self) -> int:
        return len({*self._modules, *self._entered})

    def __contains__(self, name: object) -> bool:
        return name in self._entered or name in self._modules


def _refuse_second(name: str, is_second: bool) -> None:
    if is_second:
        raise TypeError(f"two events are recorded as '{name}'")
