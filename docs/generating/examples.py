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
        "person list": "--format csv",
        "person show": "finn-calder --as-at 2023-09-01",
        "person history": "dev-marlow",
        "resolution list": "--body th-cabinet --as-at 2023-12-31",
        "resolution show": "th-cabinet-2023-10-17/4 --as-at ever",
        "decision list": "--by th-cabinet --as-at 2023-12-31",
        "decision show": "th-library-hours-june --as-at 2023-07-05",
        "meeting list": "--body th-cabinet --as-at 2023-12-31",
        "meeting show": "th-cabinet/2023-06-27",
        "meeting attendance": "--person ben-osei --as-at 2023-12-31",
        "reports": "--as-at 2023-12-31",
        "votes": "--as-at 2023-12-31",
        "notices": "--as-at 2023-12-31",
        "call-ins": "--as-at 2023-07-05",
        "referrals": "--as-at 2023-12-31",
        "accountability list": "--as-at 2023-09-01",
        "accountability chain": "th-cabinet --as-at 2023-09-01",
        "remarks": "--kind concern --without-response",
        "targets": "--as-at 2023-12-31",
        "sums": "--as-at 2023-12-31",
        "options": "--as-at 2023-12-31",
        "interests": "--as-at 2023-12-31",
        "delegations": "--as-at 2023-12-31",
        "agreements": "--as-at 2023-12-31",
        "log": "--subject project:th-waste-depot -n 5",
        "entry show": "12",
        "audit key show": "",
        "projections status": "",
        "projections rebuild": "memberships tenures",
    }
)
"""What follows the command, by the command."""
