"""An example for every command whose own help has none: questions, about the documents in `examples`, have their own.

`tests/docs/test_reference.py` asks each of them; none has an empty answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from projections.answers.directory import questions

EXAMPLES: Final[Mapping[str, str]] = MappingProxyType(
    {words: example for words, entry in questions().items() if (example := entry.load().example)}
    | {
        "audit key show": "",
        "projections status": "",
        "projections rebuild": "memberships tenures",
    }
)
"""What follows the command, by the command."""
