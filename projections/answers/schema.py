"""What the JSON of an answer looks like, as JSON Schema: made from the types that make it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from enum import Enum
from functools import cache
from typing import Annotated, Any, Final, Literal, cast, get_args, get_origin

import msgspec

from ledger.vocabulary.dates import When
from projections.answers.question import ALWAYS, Column, Line, Parameter, Question, columns_of

_REFERENCES: Final = "#/components/schemas/{name}"
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
        "required": ["asked", "rows", "notes"],
        "properties": {
            "asked": {"type": "object", "description": "The question as it can be asked again with the same answer"},
            "sentence": {"type": "string", "description": "The answer in a sentence"},
            **lists,
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
    """A type of rows as JSON has them: names beside ids, dates as texts with the bounds beside them."""
    return _written(cast(Hashable, row))


@cache
def _written(row: Any) -> type[msgspec.Struct]:
    at_the_top = issubclass(row, Line)
    fields = [field for column in columns_of(row) if column.scripted for field in _fields(column, at_the_top)]
    return msgspec.defstruct(  # with names that are none of Python's words, and those of JSON beside them
        row.__name__,
        [(f"{key}_", hint) for key, hint in fields],
        namespace={"__doc__": row.__doc__},
        rename={f"{key}_": key for key, _ in fields},
    )


def _fields(column: Column, at_the_top: bool) -> Iterator[tuple[str, Any]]:
    held = column.holds
    one = Any if held.type is When and held.many else str if held.type is When else held.type
    if held.struct is not None:
        one = written(held.struct)
    whole = tuple[one, ...] if held.many else one  # type: ignore[valid-type]  # made while it runs
    yield column.key, Annotated[whole | None if held.optional else whole, msgspec.Meta(description=column.meaning)]
    if held.is_date and at_the_top:
        yield f"{column.key}_earliest", Annotated[str | None, msgspec.Meta(description="The first day it may be")]
        yield f"{column.key}_latest", Annotated[str | None, msgspec.Meta(description="The last day it may be")]
    if column.kind and not column.bare:
        names = tuple[str, ...] if held.many else str | None
        yield f"{column.key}_name", Annotated[names, msgspec.Meta(description="What that is called")]
