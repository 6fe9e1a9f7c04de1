"""The description of the API: every question, and what stands at addresses besides, as papers and comparisons do."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from typing import Any, Final

import msgspec

from projections.answers.changes import Changed
from projections.answers.question import KNOWN_AT, SOURCES, Parameter
from projections.answers.schema import DAY, answered, openapi, operation, parameter_schema, written
from register.addresses import all_questions
from register.comparing import FROM, KNOWN_FROM, KNOWN_TO, TO
from register.papers import FILES, OF, TITLES
from register.site import Site

_AS_AT: Final = {
    "name": "as-at",
    "in": "query",
    "required": False,
    "description": "The day that it is of; today where none is given.",
    "schema": DAY,
}
_MOMENTS: Final = (
    (FROM, "In force on that day; `ever`: at any time.", "as_at"),
    (KNOWN_FROM, "As the ledger knew it then: a day, or the number of an entry.", "known_at"),
    (TO, "And in force on that day.", "as_at"),
    (KNOWN_TO, "As the ledger knew it then.", "known_at"),
)


def description(site: Site, root: str) -> dict[str, Any]:
    """All of it as an OpenAPI 3.1 document, for a register that stands below a path."""
    told = openapi(all_questions(), site.name, version("govledger"))
    told["servers"] = [{"url": root or "/"}]
    told["paths"] |= {path: {"get": done} for path, done in (*_papers(), _comparison())}
    return told


def _papers() -> Iterator[tuple[str, dict[str, Any]]]:
    files = ", ".join(f"`.{form}` ({what})" for form, what in FILES.items())
    page = {"text/html": {"schema": {"type": "string", "description": "The page"}}}
    for paper, (kind, is_of_day) in OF.items():
        own = [parameter_schema(each) for each in (Parameter(f"The {kind}.", kind, name=kind), KNOWN_AT)]
        help = f"{TITLES[paper]}.\n\nWith {files} after its path, it is a file."
        yield f"/{kind}/{{{kind}}}/{paper}", operation(paper, help, [*own, *([_AS_AT] if is_of_day else [])], page)


def _comparison() -> tuple[str, dict[str, Any]]:
    """What changed about a subject between two moments."""
    subject = parameter_schema(Parameter("Whatever has a story, as body:icb.", "any", name="subject"))
    clocks = [
        {**parameter_schema(Parameter(meaning, name=like, default=None)), "name": option}
        for option, meaning, like in _MOMENTS
    ]
    schema = msgspec.json.schema(written(Changed))
    rows = schema.pop("$defs")[schema["$ref"].rpartition("/")[2]]
    help = "What changed about something between two moments.\n\nAt least two days, or two states of knowledge, differ."
    lists = {"rows": {"type": "array", "items": rows}}
    return "/diff/{subject}", operation("diff", help, [subject, *clocks, parameter_schema(SOURCES)], answered(lists))
