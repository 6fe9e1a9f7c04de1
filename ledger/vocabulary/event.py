"""What every event has: a stable name, a payload version, the stream it belongs to, and how a clerk states it.

Events stand in a catalogue, each by its stable name, and are imported when somebody first asks for them. Which module
has which is read from the lines of the sources that name it, so that a question which meets two events imports two
modules, and a new module of the vocabulary needs no line anywhere else.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from importlib import import_module
from types import MappingProxyType
from typing import Any, ClassVar, Final, Self, TypeVar

from msgspec import Struct, to_builtins

from ledger.modules import sources_in
from ledger.vocabulary.fields import fields_of, introduced_field
from ledger.vocabulary.subjects import Reference, references_of, subjects_of

T = TypeVar("T", bound=type)
_NAMED = re.compile(r'^@recorded_as\(\s*"([^"]+)"', re.MULTILINE)

Upcaster = Callable[[dict[str, Any]], dict[str, Any]]


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


class Event(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Something that happened, as the public would name it; the payload of an entry.

    Fields that hold their default are not stored, so a field may be added with a default at any time; any
    other change of the payload needs a new version and an upcaster from each earlier one.
    """

    TYPE: ClassVar[str] = ""
    """The stable name, past tense, that is stored; never changed, never a Python path."""
    V: ClassVar[int] = 1
    """The version of the payload that is written today."""
    UPCASTERS: ClassVar[Mapping[int, Upcaster]] = MappingProxyType({})
    """From version n of a stored payload to version n + 1."""
    STREAM: ClassVar[str] = ""
    """The field whose value is the stream; empty where the stream is that of the entry it names."""
    SAID_AS: ClassVar[str] = ""
    """The key that begins such a statement in a meeting file; empty for what only the register section holds."""
    HEAD: ClassVar[str] = ""
    """The field that the value of that first key fills."""
    IDENTITY: ClassVar[tuple[str, ...]] = ()
    """The fields by which a changed statement is recognised as the same statement."""
    ENDED_BY: ClassVar[str] = ""
    """The name of the event that ends what this one begins, if there is one."""
    ACTOR: ClassVar[str] = "by"
    """The field that names who did it; empty where whom `by` names did nothing: who pays a sum did not state it."""
    ASSIGNED: ClassVar[tuple[str, ...]] = ()
    """The fields that the ledger fills in when it decides, if the clerk did not."""

    @property
    def stream(self) -> str:
        """The stream that the event belongs to."""
        return str(getattr(self, self.STREAM))

    @property
    def introduces(self) -> bool:
        """Whether the event brings the subject of its stream into being."""
        return self.STREAM != "" and introduced_field(type(self)) == self.STREAM

    def spelt_out(self) -> Self:
        """The same with what follows from its own words filled in, so that short and full forms are one statement."""
        return self

    def statement(self, *, in_full: bool = False) -> dict[str, Any]:
        """What a clerk said, without the fields that the ledger fills in and without defaults.

        The ids of recorded statements are made of it, so for what was recorded once it stays as it was; where an
        earlier version of the event could say less, `in_full` gives what it could not say, too.
        """
        fields: dict[str, Any] = to_builtins(self)
        return {name: value for name, value in fields.items() if name not in self.ASSIGNED}

    def references(self) -> tuple[Reference, ...]:
        """Every subject that the event mentions, with the kinds that may stand there."""
        return references_of(self)

    def subjects(self) -> tuple[str, ...]:
        """Every subject that the event mentions."""
        return subjects_of(self)


CATALOGUE: Final[Catalogue[type[Event]]] = Catalogue()
"""Every event there is, by its stable name."""


def topic_of(type_name: str) -> str:
    """What entries of a type tell of, in a word or two: `agenda item` of `agenda-item.listed`."""
    return type_name.partition(".")[0].replace("-", " ")


E = TypeVar("E", bound=type[Event])


def recorded_as(
    name: str,
    *,
    stream: str = "",
    said_as: str = "",
    head: str = "",
    identity: tuple[str, ...] = (),
    ended_by: str = "",
    assigned: tuple[str, ...] = (),
    v: int = 1,
    upcasters: Mapping[int, Upcaster] = MappingProxyType({}),
) -> Callable[[E], E]:
    """Enter an event into the catalogue under its stable name.

    Raises:
        TypeError: the name is taken, an earlier version has no upcaster, or a field cannot be handled.
    """

    def enter(event: E) -> E:
        if missing := set(range(1, v)) - set(upcasters):
            raise TypeError(f"'{name}' v{v} has no upcaster from {sorted(missing)}")
        event.TYPE, event.V, event.UPCASTERS = name, v, upcasters
        event.STREAM, event.SAID_AS, event.HEAD = stream, said_as, head
        event.IDENTITY, event.ENDED_BY, event.ASSIGNED = identity, ended_by, assigned
        fields_of(event)
        CATALOGUE.enter(name, event)
        return event

    return enter
