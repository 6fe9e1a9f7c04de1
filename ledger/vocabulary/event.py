"""What every event has: a stable name, a payload version, the stream it belongs to, and how a clerk states it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, ClassVar, Final, Self, TypeVar

from msgspec import Struct, to_builtins

from ledger.vocabulary.catalogue import Catalogue
from ledger.vocabulary.fields import fields_of, introduced_field
from ledger.vocabulary.subjects import Reference, references_of, subjects_of

Upcaster = Callable[[dict[str, Any]], dict[str, Any]]


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

    def statement(self) -> dict[str, Any]:
        """What a clerk said, without the fields that the ledger fills in and without defaults.

        The ids of recorded statements are made of it, so for what was recorded once it stays as it was.
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
