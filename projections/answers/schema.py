"""What the JSON of an answer looks like, as JSON Schema: made from the types that make it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from enum import Enum
from functools import cache
from typing import Annotated, Any, Final, Literal, cast, get_args, get_origin

import msgspec

from ledger.vocabulary.dates import When
from projections.answers.question import ALWAYS, Column, Parameter, Question, columns_of

_REFERENCES: Final = "#/components/schemas/{name}"
ALWAYS_TOLD: Final = ("certainty", "standing", "id")
"""Texts that every row has; another is null where the record does not say."""
_PLAIN: Final[Mapping[Any, str]] = {bool: "boolean", int: "integer", str: "string"}


def openapi(questions: Iterable[Question], title: str, version: str) -> dict[str, Any]:
    """Every question as an operation of an OpenAPI 3.1 document."""
    questions = list(questions)
    rows = [row for each in questions for row in (each.row, *each.beside.values(), *each.below.values())]
    schemas, components = msgspec.json.schema_components(map(written, rows), ref_template=_REFERENCES)
    left = iter(schemas)
    paths = {each.path: {"get": _operation(each, left)} for each in questions}
    info = {"title": title, "version": version}
    return {"openapi": "3.1.0", "info": info, "paths": paths, "components": {"schemas": components}}


def _operation(question: Question, schemas: Iterator[dict[str, Any]]) -> dict[str, Any]:
    lists = {name: {"type": "array", "items": next(schemas)} for name in ("rows", *question.beside, *question.below)}
    answer = {
        "type": "object",
        "required": ["asked", "sentence", "rows", "complete", "notes"],
        "properties": {
            "asked": {"type": "object", "description": "The question as it can be asked again with the same answer"},
            "sentence": {"type": "string", "description": "The answer in a sentence"},
            **lists,
            "complete": {
                "type": "boolean",
                "description": "Whether the rows are all that there are",
            },
            "notes": {"type": "array", "items": {"type": "string"}},
            "sources": {"type": "object", "description": "By entry: where it comes from"},
        },
    }
    summary, _, more = question.help.partition("\n\n")
    return {
        "operationId": question.words.replace(" ", "-"),
        "summary": " ".join(summary.split()),
        "description": more,
        "parameters": [*map(parameter_schema, question.parameters), *map(parameter_schema, ALWAYS)],
        "responses": {
            "200": {"description": "The answer", "content": {"application/json": {"schema": answer}}},
            "default": {"description": "A refusal, which says what is wrong and what to do"},
        },
    }


def parameter_schema(parameter: Parameter) -> dict[str, Any]:
    """A parameter of a question as OpenAPI has it: what the question is about stands in its address."""
    return {
        "name": parameter.key if parameter.required else parameter.option,
        "in": "path" if parameter.required else "query",
        "required": parameter.required,
        "description": parameter.meaning,
        "schema": _given(parameter),
    }


def _given(parameter: Parameter) -> dict[str, Any]:
    held = parameter.holds
    one: dict[str, Any] = {"type": _PLAIN.get(held.type, "string")}
    if get_origin(held.type) is Literal:
        one["enum"] = list(get_args(held.type))
    elif isinstance(held.type, type) and issubclass(held.type, Enum):
        one["enum"] = [each.value for each in held.type]
    elif held.type is int:
        one["minimum"] = parameter.least
    return {"type": "array", "items": one} if held.many else one


def written(row: type[msgspec.Struct]) -> type[msgspec.Struct]:
    """A type of rows as JSON has them: names beside ids, dates with their bounds."""
    return _written(cast(Hashable, row))


@cache
def _written(row: Any) -> type[msgspec.Struct]:
    fields = [field for column in columns_of(row) if column.scripted for field in _fields(column)]
    return msgspec.defstruct(  # with names that are none of Python's words, and those of JSON beside them
        row.__name__,
        [(f"{key}_", hint) for key, hint in fields],
        namespace={"__doc__": row.__doc__},
        rename={f"{key}_": key for key, _ in fields},
    )


class Date(msgspec.Struct, frozen=True):
    """An imprecise date."""

    text: Annotated[str, msgspec.Meta(description="As its source gives it, in EDTF")]
    earliest: Annotated[str | None, msgspec.Meta(description="The first day it may be; null: no bound")]
    latest: Annotated[str | None, msgspec.Meta(description="The last day it may be; null: no bound")]


def _fields(column: Column) -> Iterator[tuple[str, Any]]:
    held = column.holds
    one = Date if held.type is When else held.type if held.struct is None else written(held.struct)
    whole = tuple[one, ...] if held.many else one  # type: ignore[valid-type]  # made while it runs
    optional = held.optional or (held.type is str and not held.many and column.name not in ALWAYS_TOLD)
    yield column.key, Annotated[whole | None if optional else whole, msgspec.Meta(description=column.meaning)]
    if column.kind and not column.bare:
        names = tuple[str, ...] if held.many else str | None
        yield f"{column.key}_name", Annotated[names, msgspec.Meta(description="What that is called")]
