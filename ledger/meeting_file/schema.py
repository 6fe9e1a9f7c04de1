"""The JSON Schema of the meeting file (draft 2020-12), so that editors complete keys and show what is wrong.

It is made of the types that the reader reads by. It cannot know what is registered, nor which key stands
first, nor whether a date exists: the reader is stricter there. Editors see `7` as a number and `true` as a
boolean where the reader sees text, so a text may be any of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from ledger.meeting_file.agenda import item_keys
from ledger.meeting_file.attendance import ATTENDANCE, PRESIDING, attendee_keys
from ledger.meeting_file.common_keys import Circumstances, Defaults
from ledger.meeting_file.form import FORM, Form, Within
from ledger.meeting_file.meeting import AGENDA, STAGES, UNDER, meeting_keys, stage_keys
from ledger.meeting_file.reader import source_keys
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
    TextType,
)
from ledger.vocabulary.fields import Field, keys_of, type_of
from ledger.vocabulary.resolutions import Verb
from ledger.vocabulary.subjects import PersonId
from ledger.vocabulary.verbs import VERBS

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

_NAME: Final = r"[a-z0-9][a-z0-9._~-]*(/[a-z0-9][a-z0-9._~-]*)*"
_SUBJECT: Final = "subject"
_TEXT: Final = ("string", "number", "boolean")
_WRITTEN_AS: Final = ("string", "number")


def json_schema(form: Form = FORM, names: Mapping[str, Collection[str]] = MappingProxyType({})) -> dict[str, Any]:
    """The schema of the whole file; its only required section is the source.

    `names` are those of each kind of subject that editors complete; what is not among them is as right.
    """
    statement = {"anyOf": [{"$ref": f"#/$defs/{said.replace(' ', '-')}"} for said in form.said]}
    schema = {
        "$schema": DIALECT,
        "title": "Meeting file",
        "description": "One document or meeting, as a clerk records it in the governance ledger",
        **_mapping(
            keys_of(Defaults),
            source={"anyOf": [{"type": "string"}, _mapping(source_keys())]},
            register=_register(form),
            meeting=_one_or_several({"anyOf": [{"type": "string"}, _meeting()]}),
            verbs={
                "type": "object",
                "description": "Words for what a limb does, and the verb that each comes to",
                "additionalProperties": {"enum": [verb.value for verb in Verb]},
            },
            statements=_one_or_several({"$ref": "#/$defs/statement"}),
        ),
        "required": ["source"],
        "$defs": {
            "statement": statement,
            **{_inner(key): _within(form, inner) for nest in form.nested.values() for key, inner in nest.items()},
            **{_shared(name): _value(key.type) for name, key in keys_of(Circumstances).items()},
            **{said.replace(" ", "-"): _statement(event, form) for said, event in form.said.items()},
        },
    }
    schema["$defs"] |= {_subject(kinds): _named(kinds, names) for kinds in sorted(set(_references(schema)))}
    return schema


def _subject(kinds: tuple[str, ...]) -> str:
    return "-or-".join((_SUBJECT, *kinds))


def _references(schema: Any) -> Iterator[tuple[str, ...]]:
    """The kinds of subjects that each reference within a schema may be to."""
    if isinstance(schema, Mapping):
        reference = schema.get("$ref", "")
        if isinstance(reference, str) and reference.startswith(f"#/$defs/{_SUBJECT}"):
            yield tuple(reference.rpartition("/")[2].split("-or-")[1:])
    for inner in schema.values() if isinstance(schema, Mapping) else schema if isinstance(schema, list) else ():
        yield from _references(inner)


def _named(kinds: tuple[str, ...], names: Mapping[str, Collection[str]]) -> dict[str, Any]:
    """An id or a name: any, and before all those that are known."""
    known = sorted({name for kind in kinds for name in names.get(kind, ())})
    any_other = {"type": list(_WRITTEN_AS)}
    return {"anyOf": [{"enum": known}, any_other]} if known else any_other


def _register(form: Form) -> dict[str, Any]:
    sections = {}
    for section, name in form.sections.items():
        event = form.catalogue[name]
        entry = {"anyOf": [{"type": list(_WRITTEN_AS)}, _mapping(form.register_keys(event))]}
        by_id = {
            "type": "object",
            "propertyNames": {"pattern": f"^([a-z]+:)?{_NAME}$"},
            "additionalProperties": entry,
        }
        by_name = {"type": "array", "items": entry}
        sections[section] = {"description": _meaning_in_words(event), "anyOf": [by_id, by_name]}
    return {"type": "object", "properties": sections, "additionalProperties": False}


def _meeting() -> dict[str, Any]:
    attendee = {
        "anyOf": [
            _value(type_of(PersonId)),
            {"type": "object", "additionalProperties": _mapping(attendee_keys())},
        ]
    }
    item = _mapping(item_keys(), **{UNDER: _one_or_several({"$ref": "#/$defs/statement"})})
    return _mapping(
        meeting_keys(),
        **{presence: _one_or_several(attendee) for presence in (*ATTENDANCE, PRESIDING)},
        **{key: _one_or_several(_stage(event)) for key, (event, _) in STAGES.items()},
        **{AGENDA: _one_or_several({"anyOf": [{"type": "string"}, item]})},
        **{UNDER: _one_or_several({"$ref": "#/$defs/statement"})},
    )


def _stage(event: type[Event]) -> dict[str, Any]:
    shorter = {"type": [*_WRITTEN_AS, "boolean", "null"]}
    return {"description": _meaning_in_words(event), "anyOf": [shorter, _mapping(stage_keys(event))]}


def _statement(event: type[Event], form: Form) -> dict[str, Any]:
    head = form.head(event)
    keys = form.statement_keys(event, in_meeting=True)
    first = _value(head.type)
    shorthand = form.shorthands.get(event.TYPE)
    keys |= {name: key for name, key in shorthand.keys.items() if name not in keys} if shorthand else {}
    instead = _instead(form, event, {**keys, head.written: head})
    nested = {key: {"$ref": f"#/$defs/{_inner(key)}"} for key in form.nested.get(event.TYPE, {})}
    schema = _mapping(keys, **{head.written: first, **instead}, **nested)
    return {**schema, "description": _meaning_in_words(event), "required": [head.written, *schema["required"]]}


def _instead(form: Form, event: type[Event], keys: Mapping[str, Field]) -> dict[str, Any]:
    """What the short form of a statement may hold under its keys, beside what the full one holds."""
    shorthand = form.shorthands.get(event.TYPE)
    others = shorthand.instead if shorthand else {}
    return {key: {"anyOf": [_value(keys[key].type), _listed(held)]} for key, held in others.items() if key in keys}


def _listed(held: FieldType) -> dict[str, Any]:
    """A list where the full form has one value: of subjects, of which a single one would be the full form."""
    if isinstance(held, ListType) and isinstance(held.item, ReferenceType):
        return {"type": "array", "items": _value(held.item)}
    return _value(held)


def _inner(key: str) -> str:
    return f"within-{key}"


def _within(form: Form, within: Within) -> dict[str, Any]:
    event = form.catalogue[within.event]
    keys = form.keys_within(within, in_meeting=True)
    nested = {key: {"$ref": f"#/$defs/{_inner(key)}"} for key in form.nested.get(event.TYPE, {})}
    whole = _mapping(keys, **_instead(form, event, keys), **nested)
    return _one_or_several({"anyOf": [whole, {"type": "string"}]} if within.bare else whole)


def _mapping(keys: Mapping[str, Field], **others: dict[str, Any]) -> dict[str, Any]:
    properties = {**{name: _under(key) for name, key in keys.items()}, **others}
    several_words = {name: value for name, value in properties.items() if " " in name}
    with_underscores = {f"^{name.replace(' ', '[ _]')}$": value for name, value in several_words.items()}
    return {
        "type": "object",
        "properties": properties,
        **({"patternProperties": with_underscores} if with_underscores else {}),
        "required": [key.written for key in keys.values() if key.required],
        "additionalProperties": False,
    }


def _under(key: Field) -> dict[str, Any]:
    """What may stand under a key; what every statement may have is described once."""
    if keys_of(Circumstances).get(key.written) == key:
        return {"$ref": f"#/$defs/{_shared(key.written)}"}
    return _value(key.type)


def _shared(name: str) -> str:
    return f"circumstance-{name.replace(' ', '-')}"


def _one_or_several(item: dict[str, Any], least: int = 0) -> dict[str, Any]:
    return {"anyOf": [item, {"type": "array", "items": item, "minItems": least}]}


def _value(holds: FieldType) -> dict[str, Any]:
    """What may stand for a type, with its description."""
    described = {"description": holds.description} if holds.description else {}
    return {**described, **(_or_nothing(_of_type(holds)) if holds.nullable else _of_type(holds))}


def _or_nothing(fragment: dict[str, Any]) -> dict[str, Any]:
    if "enum" in fragment:
        return {**fragment, "enum": [*fragment["enum"], None]}
    if isinstance(fragment.get("type"), list):
        return {**fragment, "type": [*fragment["type"], "null"]}
    return {"anyOf": [fragment, {"type": "null"}]}


def _of_type(holds: FieldType) -> dict[str, Any]:
    match holds:
        case ListType(item=item, fewest=fewest):
            return _one_or_several(_value(item), fewest)
        case StructType(struct=struct):
            return _mapping(keys_of(struct))
        case MappingType(values=values):
            return {"type": "object", "additionalProperties": _value(values)}
        case BoolType():
            return {"enum": [True, False, "yes", "no"]}
        case NumberType(least=least, most=most):
            bounds = {"minimum": least, "maximum": most}
            return {"type": "integer", **{name: bound for name, bound in bounds.items() if bound is not None}}
        case ChoiceType(choices=choices) if choices is Verb:  # no schema knows a council's own words
            return {"enum": [*VERBS]}
        case ChoiceType(choices=choices):
            return {"enum": [choice.value for choice in choices]}
        case DateType():  # a date in brackets needs no quotation marks, so editors see a list
            return {"anyOf": [{"type": list(_WRITTEN_AS)}, {"type": "array", "items": {"type": list(_WRITTEN_AS)}}]}
        case ReferenceType(kinds=kinds):
            return {"$ref": f"#/$defs/{_subject(kinds)}"}
        case IntroductionType():
            return {"type": list(_WRITTEN_AS), "pattern": f"^([a-z]+:)?{_NAME}$"}
        case TextType(shortest=shortest):
            return {"type": list(_TEXT), **({"minLength": shortest} if shortest else {})}
    raise TypeError(f"the meeting file has no form for {holds}")


def _meaning_in_words(event: type[Event]) -> str:
    return (event.__doc__ or "").strip().partition("\n")[0]
