"""What comes back of a ledger that leaves by OParl or Popolo: which events, and what is left out of them.

A test takes every event there and back, and says where this is not so any more.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_NAMED: Final = "comes under the name that it had last"
_JOINED: Final = "ids that turned out to be one come as one"
_WHY: Final = "without the reason"
_ALL: Final = ""

OPARL: Final[Mapping[str, str]] = MappingProxyType(
    {
        "organisation.registered": _NAMED,
        "organisation.dissolved": _WHY,
        "body.established": f"{_NAMED}; without its seats",
        "body.dissolved": _WHY,
        "person.registered": f"{_NAMED}; {_JOINED}",
        "post.created": _ALL,
        "membership.started": "of persons, not of posts; not where it is only expected",
        "membership.ended": _ALL,
        "office.assigned": _ALL,
        "office.vacated": _ALL,
        "meeting.called": _ALL,
        "meeting.cancelled": "without the day and the reason",
        "meeting.held": "without further sittings",
        "agenda-item.listed": "one of listings that say the same of an item; without the meeting that put it off",
        "attendance.recorded": "of those present, and no more than that",
        "resolution.passed": "at meetings; without item and motion; of limbs verb, text, projects and to whom",
        "project.opened": _ALL,
        "project.closed": "without the outcome",
        "project.considered": "without the report, where it is not shown that it took place",
        "project.scrutinised": "not where it is said not to have taken place",
        "project.derived": "from projects, without the day and the words",
    }
)
"""The events that OParl can hold, each with what is left out; nothing where it comes back whole."""
POPOLO: Final[Mapping[str, str]] = MappingProxyType(
    {
        "organisation.registered": _ALL,
        "body.established": f"{_NAMED}; without its seats",
        "body.dissolved": _WHY,
        "person.registered": f"{_NAMED}; {_JOINED}",
        "person.renamed": _ALL,
        "post.created": _ALL,
        "appointment.started": _ALL,
        "appointment.ended": "as reported",
        "membership.started": _ALL,
        "membership.ended": "as reported",
        "office.assigned": _ALL,
        "office.vacated": "as reported",
        "motion.moved": "without the meeting and the projects",
        "motion.determined": "without the meeting",
        "vote.recorded": "on motions, not on resolutions",
    }
)
"""The events that Popolo can hold."""
