"""Public names of a package whose modules are imported when somebody first asks for one of them.

`import ledger` then costs nothing, and whoever checks a receipt imports no database.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
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
