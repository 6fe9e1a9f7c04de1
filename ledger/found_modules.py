"""Modules that are found by being there: putting a file into a folder is all that it takes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path


@cache
def modules_in(package_file: str) -> tuple[str, ...]:
    """The names of the modules beside a package's `__init__`, in alphabetical order."""
    return tuple(path.stem for path in _files_in(package_file))


def sources_in(package_file: str) -> Iterator[tuple[str, str]]:
    """The name and the source of each of them, for what can be read without importing it."""
    return ((path.stem, path.read_text("utf-8")) for path in _files_in(package_file))


def _files_in(package_file: str) -> list[Path]:
    return sorted(path for path in Path(package_file).parent.glob("*.py") if path.stem != "__init__")
