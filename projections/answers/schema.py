"""What the JSON of an answer looks like, as JSON Schema: made from the types that make it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Annotated, Any, Final, cast

import msgspec

from ledger.vocabulary.dates import When
from projections.answers.parameters import MOST_DIGITS, words_of
from projections.answers.question import AFTER, ALWAYS, SORT, Column, Parameter, Question, columns_of, plain

_REFERENCES: Final = "#/components/schemas/{name}"
ALWAYS_TOLD: Final = ("certainty", "standing", "id")
"""Texts that every row has; another is null where the record does not say."""
_MOST: Final = 10**MOST_DIGITS - 1
_ID: Final = "^({}):[a-z0-9][a-z0-9._~/-]*$|^[a-z0-9][a-z0-9._~/-]*$"
DAY: Final = {"type": "string", "format": "date", "pattern": "^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}$"}
_DAY_THERE: Final = {"type": "string", "pattern": "^there:[1-9][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$"}
_SPECIAL: Final[Mapping[str, dict[str, Any]]] = {
    "as_at": {"anyOf": [DAY, {"type": "string", "enum": ["today", "ever"]}]},
    "known_at": {"anyOf": [{"type": "integer", "minimum": 0, "maximum": _MOST}, DAY, _DAY_THERE]},
}
"""What both clocks are given; a moment of a day is taken as well, with its zone."""
_OTHER_FORMS: Final[Mapping[str, Any]] = {
    "application/jsonl": {"schema": {"type": "string", "description": "A row a line"}},
    "text/csv": {"schema": {"type": "string", "description": "A row a line, under the names of the columns"}},
    "text/html": {"schema": {"type": "string", "description": "The page"}},
}
_REFUSED: Final[Mapping[str, str]] = {
    "400": "It makes no question: what is wrong, and what to write",
    "403": "It is withheld, and why",
    "404": "It is not in the register; what it may have been",
    "410": "It was in the register and was taken back",
    "503": "The register cannot be read just now",
}
_REFUSAL: Final[Mapping[str, Any]] = {
    "application/problem+json": {
        "schema": {
            "type": "object",
            "required": ["status", "title", "detail"],
            "properties": {
                "status": {"type": "integer"},
                "title": {"type": "string"},
                "detail": {"type": "string"},
            },
        }
    },
    "text/html": {"schema": {"type": "string"}},
}
_PLAIN: Final[Mapping[Any, str]] = {bool: "boolean", int: "integer", str: "string"}


def openapi(questions: Iterable[Question], title: str, version: str) -> dict[str, Any]:
    """Every question as an operation of an OpenAPI 3.1 document."""
    questions = list(questions)
    rows = [row for each in questions for row in (each.row, *each.beside.values(), *each.below.values())]
    schemas, components = msgspec.json.schema_components(map(written, rows), ref_template=_REFERENCES)
    left = iter(schemas)
    paths = {each.path: {"get": _asking(each, left)} for each in questions}
    info = {"title": title, "version": version}
    return {"openapi": "3.1.0", "info": info, "paths": paths, "components": {"schemas": components}}


def _asking(question: Question, schemas: Iterator[dict[str, Any]]) -> dict[str, Any]:
    lists = {name: {"type": "array", "items": next(schemas)} for name in ("rows", *question.beside, *question.below)}
    parameters = [parameter_schema(each, question) for each in (*question.parameters, *ALWAYS)]
    return operation(question.words.replace(" ", "-"), question.help, parameters, answered(lists))


def answered(lists: Mapping[str, Any]) -> dict[str, Any]:
    """In which forms an answer is given, and what JSON has: what was asked, a sentence, and lists of rows."""
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
    return {"application/json": {"schema": answer}, **_OTHER_FORMS}


def operation(
    name: str, help: str, parameters: Sequence[Mapping[str, Any]], content: Mapping[str, Any]
) -> dict[str, Any]:
    """What is done at an address, as OpenAPI has it, with how it is refused."""
    summary, _, more = help.partition("\n\n")
    return {
        "operationId": name,
        "summary": " ".join(summary.split()),
        "description": more,
        "parameters": parameters,
        "responses": {
            "200": {
                "description": "The answer; for a browser, its page",
                "headers": {"Link": {"description": "Where the rows that follow stand", "schema": {"type": "string"}}},
                "content": content,
            },
            "302": {"description": "Where the page stands for good, with both clocks in its address"},
            "304": {"description": "It is the same as whoever asks has already"},
            **{status: {"description": meaning, "content": _REFUSAL} for status, meaning in _REFUSED.items()},
        },
    }


def parameter_schema(parameter: Parameter, question: Question | None = None) -> dict[str, Any]:
    """A parameter, of a question where it is one's, as OpenAPI has it: what is asked about stands in its address.

    What it allows is answered. Names and near ways of writing dates are taken besides, where they mean something.
    """
    return {
        "name": parameter.key if parameter.required else parameter.option,
        "in": "path" if parameter.required else "query",
        "required": parameter.required,
        "description": parameter.meaning,
        "schema": _given(parameter, question),
    }


def _given(parameter: Parameter, question: Question | None) -> dict[str, Any]:
    held = parameter.holds
    one: dict[str, Any] = {"type": _PLAIN.get(held.type, "string")}
    if parameter.name in _SPECIAL:
        one = _SPECIAL[parameter.name]
    elif parameter is SORT and question is not None:
        keys = [each.key for each in columns_of(question.row) if each.holds.struct is None and each.scripted]
        one["enum"] = [f"{sign}{key}" for key in keys if key not in ("entries", "certainty") for sign in ("", "-")]
    elif parameter is AFTER:
        one = {"type": "integer", "minimum": 0, "maximum": _MOST, "description": "Or the id of a row that is there"}
    elif parameter.kind:
        one["pattern"] = _ID.format("|".join(parameter.kinds) or "[a-z-]+")
    elif (words := words_of(parameter)) is not None:
        one["enum"] = [plain(each) for each in words]
    elif held.type is When:
        one = {"anyOf": [DAY, {"type": "string", "pattern": "^[1-9][0-9]{3}(-(0[1-9]|1[0-2]))?$"}]}
    elif held.type is int:
        one |= {"minimum": parameter.least, "maximum": _MOST}
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
