"""Every projection there is, found by being there: a module of the read side that defines one is enough.

Which modules define one is read from their sources: a recording, and a catching up, wait for no question's module.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Final

from projections.engine.engine import AnyProjection, Projection

_ROOT: Final = Path(__file__).parent.parent
_MAKES_SOME: Final = re.compile(
    r"^from projections\.engine\.(?:row_patterns import|engine import (?:\([^)]*|[^\n(]*)\bProjection\b)", re.MULTILINE
)
"""What stands in every module that defines a projection."""


@cache
def all_projections() -> tuple[AnyProjection, ...]:
    """Every projection, in the order of their names; found once in a process.

    Raises:
        TypeError: two have one name, and so one table.
    """
    found: dict[str, AnyProjection] = {}
    for module in _modules():
        for value in vars(import_module(module)).values():
            if isinstance(value, Projection) and found.setdefault(value.name, value) is not value:
                raise TypeError(f"two projections are called '{value.name}'")
    return tuple(found[name] for name in sorted(found))


def _modules() -> Iterator[str]:
    """The names of the modules in which a projection may be defined."""
    for file in sorted(_ROOT.rglob("*.py")):
        if _MAKES_SOME.search(file.read_text("utf-8")):
            yield ".".join(("projections", *file.relative_to(_ROOT).with_suffix("").parts))
