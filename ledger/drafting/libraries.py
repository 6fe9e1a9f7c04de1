"""The libraries of the extra `drafting` and of others, imported when first needed; who lacks one is told how to get it."""

from __future__ import annotations

from importlib import import_module, util
from types import ModuleType

from ledger.refusals import Refusal


def library(name: str, purpose: str, extra: str = "drafting") -> ModuleType:
    """A module of such a library; `purpose` begins the sentence that refuses where it is absent.

    Raises:
        Refusal: it is not installed.
    """
    package = name if name.startswith("ruamel.") else name.partition(".")[0]  # others share the name before that dot
    try:
        found = util.find_spec(package)
    except (ModuleNotFoundError, ValueError):  # the part before the dot is absent, or it was left out on purpose
        found = None
    if found is None:
        raise Refusal(
            f"{purpose} needs the library '{package}', which is not installed",
            f"install it with: pip install 'govledger[{extra}]'",
        )
    return import_module(name)
