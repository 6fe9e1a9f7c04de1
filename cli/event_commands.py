"""Recording commands made from the vocabulary: one option for each field of the event, told by its annotation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click
from msgspec import inspect as shape

from cli.params import EDTF, OneOf, SubjectType
from cli.provenance_options import Clerk, recording
from ledger.vocabulary.event import Event
from ledger.vocabulary.fields import Key, Meaning, keys_of, meaning_of

Options = Mapping[str, Any]


def stating(name: str, event: type[Event], *arguments: str, help: str, date: str = "") -> click.Command:
    """A command that records one event; `arguments` are the fields given by position, all others are options.

    What the ledger fills in itself (`ASSIGNED`) is an option only where a clerk may have to choose.
    """
    keys = {key.field: key for key in keys_of(event).values() if _can_be_told(key)}

    @click.command(name, help=help, epilog=date or None)
    @recording
    def state(clerk: Clerk, **given: Any) -> None:
        clerk.record([clerk.draft(event_from(event, given, clerk))])

    own: list[click.Parameter] = [_argument(keys[field]) for field in arguments]
    own += [_option(key, event) for field, key in keys.items() if field not in arguments]
    state.params[:0] = own
    return state


def event_from(event: type[Event], given: Options, clerk: Clerk) -> Event:
    """The event that options tell, with short names completed from the ledger."""
    keys = {key.field: key for key in keys_of(event).values()}
    values = {
        field: _completed(value, meaning_of(keys[field].type), clerk)
        for field, value in given.items()
        if value is not None and value != ()
    }
    return event(**values)


def _completed(value: Any, meaning: Meaning, clerk: Clerk) -> Any:
    if isinstance(meaning.type, shape.VarTupleType):
        item = meaning_of(meaning.type.item_type)
        return tuple(_completed(one, item, clerk) for one in value)
    if meaning.refers_to is not None:
        return clerk.completed(value, meaning.refers_to)
    return value.text if meaning.is_date else value


def _can_be_told(key: Key) -> bool:
    """Structs and mappings are for files; a flag holds one value, or several of them."""
    meaning = meaning_of(key.type)
    if isinstance(meaning.type, shape.VarTupleType):
        meaning = meaning_of(meaning.type.item_type)
    return not isinstance(meaning.type, shape.StructType | shape.DictType)


def _argument(key: Key) -> click.Argument:
    return click.Argument([key.field], type=_type(meaning_of(key.type)))


def _option(key: Key, event: type[Event]) -> click.Option:
    meaning, flag = meaning_of(key.type), f"--{key.field.replace('_', '-')}"
    help, many = _sentence(_about(meaning)), False
    if isinstance(meaning.type, shape.VarTupleType):
        many, meaning = True, meaning_of(meaning.type.item_type)
        help = f"{help} Can be repeated.".lstrip()
    if isinstance(meaning.type, shape.BoolType):
        either = flag if flag.startswith("--no-") else f"{flag}/--no-{flag[2:]}"
        return click.Option([either, key.field], is_flag=True, default=None, help=help)
    return click.Option(
        [flag, key.field],
        type=_type(meaning),
        multiple=many,
        required=key.required,
        hidden=key.field in event.ASSIGNED,
        help=help,
    )


def _type(meaning: Meaning) -> click.ParamType[Any]:
    if meaning.refers_to is not None:
        return SubjectType(*meaning.refers_to)
    if meaning.introduces:
        return SubjectType(meaning.introduces)
    if meaning.is_date:
        return EDTF
    if isinstance(meaning.type, shape.EnumType):
        return OneOf(list(meaning.type.cls))
    return click.INT if isinstance(meaning.type, shape.IntType) else click.STRING


def _about(meaning: Meaning) -> str:
    """What to give: a subject of some kind, or what the vocabulary says of the field."""
    described = meaning.description
    return meaning.expected if meaning.refers_to and described.startswith("id of") else described


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}" if text else ""
