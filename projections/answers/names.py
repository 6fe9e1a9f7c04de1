"""What subjects are called in answers: people read names, scripts read ids, and both are in every answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from ledger.aggregates import KINDS
from ledger.vocabulary.subjects import kind_of, name_of

if TYPE_CHECKING:
    from projections.engine.register import Register

Name = Callable[[Any], Any]

_ID: Final = re.compile(rf"\b(?:{'|'.join(KINDS)}):[a-z0-9][a-z0-9._~/-]*")


def naming(register: Register) -> Name:
    """How to say an id, or several, as the register calls it at its two dates; the short id where it has no name."""
    known: Mapping[str, Callable[[Register, str], str]] = {
        "body": _body,
        "organisation": _titled("organisations", "organisation", "name"),
        "person": _titled("people", "person", "name"),
        "post": _titled("posts", "post", "title"),
        "project": _titled("projects", "project", "title"),
        "meeting": _titled("meetings", "meeting", "title"),
        "report": _titled("reports", "report", "title"),
        "agreement": _titled("accountability.agreements", "agreement", "title"),
    }

    @cache
    def name(subject: str) -> str:
        find = known.get(kind_of(subject))
        return (find(register, subject) if find else "") or name_of(subject) or subject

    def names(subjects: str | Iterable[str] | None) -> Any:
        if not subjects:
            return None
        return name(subjects) if isinstance(subjects, str) else tuple(map(name, subjects))

    return names


def in_words(register: Register) -> Callable[[str], str]:
    """How to say a text with every id of a subject in it as the register calls it."""
    name = naming(register)
    return lambda text: _ID.sub(lambda found: str(name(found[0])), text)


def _body(register: Register, body: str) -> str:
    from projections import bodies

    called = sorted(bodies.names(register, body), key=lambda answer: answer.is_certain)
    if called:
        return str(called[-1].row.name)
    found = bodies.body(register, body)
    return found.event.name if found else ""


def _titled(module: str, question: str, column: str) -> Callable[[Register, str], str]:
    def find(register: Register, subject: str) -> str:
        from importlib import import_module

        answer = getattr(import_module(f"projections.{module}"), question)(register, subject)
        return str(getattr(answer.event, column)) if answer else ""

    return find
