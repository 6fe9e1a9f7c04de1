"""docs/reference/python-api.md: the public names of the packages, and every question that a register answers."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from enum import Enum
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any, Final

import ledger
import ledger.audit
import projections
from docs.generating.markdown import code, page, sentence, table

_INTRODUCTION: Final = """\
What is meant to be used from Python, by the package from which it is imported; how it goes together is told in
[Use it from Python](../how-to/use-it-from-python.md). Events, whose classes are what is recorded, have
[a page of their own](events.md). Whatever is not here may change from one release to the next."""
_QUESTIONS: Final = """\
Each is a function of a `Register`, so that none can forget one of the two dates. A `RowAsAt` has the row, its
certainty and the entries that it rests on."""


def python_api() -> str:
    """The page."""
    parts = [part for package in (ledger, projections, ledger.audit) for part in _package(package)]
    return page("Python API", _INTRODUCTION, [*parts, "## Questions", _QUESTIONS, *_questions()])


def _package(package: ModuleType) -> Iterator[str]:
    yield f"## {package.__name__}"
    yield sentence(package.__doc__)
    for name in package.__all__:
        thing = getattr(package, name)
        if callable(thing):
            yield from _thing(name, thing)


def _thing(name: str, thing: Any) -> Iterator[str]:
    yield f"### {name}"
    if not (inspect.isclass(thing) and issubclass(thing, Enum)):
        yield code(_call(name, thing))
    yield from _told(thing)
    if inspect.isclass(thing):
        yield table(("", "what it does or is"), ((code(word), text) for word, text in sorted(_members(thing))))
        if issubclass(thing, Enum):
            yield f"One of {', '.join(code(f'{name}.{member.name}') for member in thing)}."


def _told(thing: Any) -> Iterator[str]:
    """A docstring's paragraphs; what is raised as a list."""
    for paragraph in inspect.cleandoc(thing.__doc__ or "").split("\n\n"):
        head, _, rest = paragraph.partition("\n")
        if head == "Raises:":
            yield "Raises:\n\n" + "\n".join(f"* {line}" for line in _unwrapped(rest))
        else:
            yield " ".join(paragraph.split())


def _unwrapped(text: str) -> list[str]:
    """The lines of a list whose further lines are further in."""
    lines: list[str] = []
    for line in inspect.cleandoc(text).splitlines():
        if line.startswith(" ") and lines:
            lines[-1] += f" {line.strip()}"
        else:
            lines.append(line)
    return lines


def _members(thing: type) -> Iterator[tuple[str, str]]:
    """The methods and properties that a class documents itself, or has of a class of this repository."""
    for base in thing.__mro__:
        if base.__module__.split(".")[0] not in ("ledger", "projections"):
            continue
        for name, member in vars(base).items():
            if name.startswith("_"):
                continue
            if isinstance(member, property):
                yield name, sentence(member.__doc__)
            elif isinstance(member, classmethod | staticmethod) or inspect.isfunction(member):
                yield _call(name, getattr(thing, name)), sentence(getattr(thing, name).__doc__)


def _call(name: str, function: Any) -> str:
    """A call with its parameters' names, and of those that may be left out what they are then."""
    told = []
    for parameter in inspect.signature(function).parameters.values():
        if parameter.name in ("self", "cls") or parameter.name.startswith("_"):
            continue
        if parameter.kind is parameter.KEYWORD_ONLY and "*" not in told and not any(p.startswith("*") for p in told):
            told.append("*")
        stars = {parameter.VAR_POSITIONAL: "*", parameter.VAR_KEYWORD: "**"}.get(parameter.kind, "")
        default = "" if parameter.default is parameter.empty else f"={_default(parameter.default)}"
        told.append(f"{stars}{parameter.name}{default}")
    return f"{name}({', '.join(told)})"


def _default(value: Any) -> str:
    """What a parameter is that is left out; three dots where that takes more than a word."""
    if isinstance(value, Enum):
        return f"{type(value).__name__}.{value.name}"
    return repr(value) if value is None or isinstance(value, bool | int | str) or value == () else "..."


def _questions() -> Iterator[str]:
    for found in iter_modules(projections.__path__):
        module = import_module(f"projections.{found.name}")
        rows = [(code(_call(name, function)), sentence(function.__doc__)) for name, function in _asked(module)]
        if rows:
            yield f"### projections.{found.name}"
            yield sentence(module.__doc__)
            yield table(("", "what it answers"), rows)


def _asked(module: ModuleType) -> Iterator[tuple[str, Any]]:
    """The public functions of a module that take a register first."""
    for name, function in vars(module).items():
        if name.startswith("_") or not inspect.isfunction(function):
            continue
        is_own = function.__module__ in (module.__name__, f"{module.__name__}.{name}")
        if is_own and next(iter(inspect.signature(function).parameters), "") == "register":
            yield name, function
