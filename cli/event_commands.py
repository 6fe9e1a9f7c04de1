"""Recording commands made from the vocabulary: one option for each field of the event, told by its annotation."""

from __future__ import annotations

from typing import Any

import click

from cli.params import EDTF, NewSubjectType, OneOf, SubjectType
from cli.provenance_options import Clerk, recording
from ledger.vocabulary.event import Event
from ledger.vocabulary.field_types import (
    BoolType,
    ChoiceType,
    DateType,
    FieldType,
    IntroductionType,
    ListType,
    MappingType,
    NumberType,
    ReferenceType,
    StructType,
)
from ledger.vocabulary.fields import Field, fields_of, introduced_field, introduced_kind
from ledger.vocabulary.motions import is_office
from ledger.vocabulary.naming import gives_names


def stating(name: str, event: type[Event], *arguments: str, help: str, date: str = "") -> click.Command:
    """A command that records one event; `arguments` are the fields given by position, all others are options.

    What the ledger fills in itself is an option only where a clerk may have to choose. Structs and mappings are for
    files: an option holds one value, or several of them.
    """
    fields = {f.name: f for f in fields_of(event) if not isinstance(f.type.one, StructType | MappingType)}

    @click.command(name, help=help, epilog=date or None)
    @recording
    def state(clerk: Clerk, **given: Any) -> None:
        told = {field: value for field, value in given.items() if value is not None and value != ()}
        values: dict[str, Any] = {}
        for field, value in told.items():
            in_words = f"{field}_as_given"
            if in_words in fields and is_office(str(value)) and not _is_known(value, fields[field].type, clerk):
                values[in_words] = value
            else:
                values[field] = _completed(value, fields[field].type, clerk)
        if by_name and by_name not in values:
            values[by_name] = clerk.new_id(values[arguments[0]], introduced_kind(event))
        clerk.record([clerk.draft(event(**values))])

    by_name = introduced_field(event) if gives_names(event) else ""
    own: list[click.Parameter] = [click.Argument([field], type=_type(fields[field].type)) for field in arguments]
    own += [_option(field, made=field.name == by_name) for field in fields.values() if field.name not in arguments]
    state.params[:0] = own
    return state


def _is_known(value: Any, holds: FieldType, clerk: Clerk) -> bool:
    return isinstance(holds, ReferenceType) and clerk.knows(value, holds.kinds)


def _completed(value: Any, holds: FieldType, clerk: Clerk) -> Any:
    """A value as the event holds it, with short names completed from the ledger."""
    match holds:
        case ListType(item=item):
            return tuple(_completed(one, item, clerk) for one in value)
        case ReferenceType(kinds=kinds):
            return clerk.completed(value, kinds)
        case DateType():
            return value.text
    return value


def _option(field: Field, made: bool = False) -> click.Option:
    """The option of a field; an id that is `made` of the name need not be given."""
    holds, flag = field.type.one, "--id" if made else f"--{field.name.replace('_', '-')}"
    many = isinstance(field.type, ListType)
    help = f"{_sentence(_about(field.type))} {'Can be repeated.' if many else ''}".strip()
    help = "Its id; default: made of the name." if made else help
    if isinstance(holds, BoolType):
        either = flag if flag.startswith("--no-") else f"{flag}/--no-{flag[2:]}"
        return click.Option([either, field.name], is_flag=True, default=None, help=help)
    return click.Option(
        [flag, field.name],
        type=_type(holds),
        multiple=many,
        required=field.required and not made,
        hidden=field.assigned,
        help=help,
    )


def _type(holds: FieldType) -> click.ParamType[Any]:
    match holds:
        case ReferenceType(kinds=kinds):
            return SubjectType(*kinds)
        case IntroductionType(kind=kind):
            return NewSubjectType(kind)
        case DateType():
            return EDTF
        case ChoiceType(choices=choices):
            return OneOf(list(choices))
        case NumberType():
            return click.INT
    return click.STRING


def _about(holds: FieldType) -> str:
    """What to give: a subject of some kind, or what the vocabulary says of the field."""
    described = holds.description
    is_reference = isinstance(holds, ReferenceType) and holds.kinds and described.startswith("id of")
    return holds.expected if is_reference else described


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}" if text else ""
