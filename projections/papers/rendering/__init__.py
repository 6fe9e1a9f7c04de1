"""Renderings of papers, one module a format, found by being there: a module has `SUFFIX` and `rendered`."""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from ledger.modules import modules_in

if TYPE_CHECKING:
    from projections.papers.paper import Paper

FORMATS: Final = modules_in(__file__)
"""The formats, by the names of their modules."""
BY_SUFFIX: Final = MappingProxyType({".htm": "html", ".html": "html", ".docx": "docx", ".pdf": "pdf"})
"""The formats, by the ends of files' names."""


def rendered(paper: Paper, form: str) -> bytes:
    """A paper in one of the formats.

    Raises:
        Refusal: the library that writes the format is not installed.
    """
    made: bytes = import_module(f"{__name__}.{form}").rendered(paper)
    return made
