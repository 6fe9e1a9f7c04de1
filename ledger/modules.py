"""Modules: public names that are imported when somebody first asks for one, and files that are found by being there.

`import ledger` then costs nothing, and whoever checks a receipt imports no database; putting a file into a folder is
all that it takes to add to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any


def found_in(package: str, modules: Mapping[str, str]) -> Callable[[str], Any]:
    """A `__getattr__` for a package, from each public name to the module that has it.

    A module is named within the package, or in full where it begins with `ledger.`.
    """

    def get(name: str) -> Any:
        if name not in modules:
            raise AttributeError(f"module '{package}' has no attribute '{name}'")
        module = modules[name]
        return getattr(import_module(module if module.startswith("ledger.") else f"{package}.{module}"), name)

    return get


@cache
def modules_in(package_file: str) -> tuple[str, ...]:
    """The names of the modules beside a package's `__init__`, in alphabetical order."""
    return tuple(path.stem for path in _files_in(package_file))


@cache
def folders_in(package_file: str) -> tuple[str, ...]:
    """The names of the packages beside a package's `__init__`, in alphabetical order."""
    return tuple(sorted(path.parent.name for path in Path(package_file).parent.glob("*/__init__.py")))


def sources_in(package_file: str) -> Iterator[tuple[str, str]]:
    """The name and the source of each of them, for what can be read without importing it."""
    return ((path.stem, path.read_text("utf-8")) for path in _files_in(package_file))


def _files_in(package_file: str) -> list[Path]:
    return sorted(path for path in Path(package_file).parent.glob("*.py") if path.stem != "__init__")
