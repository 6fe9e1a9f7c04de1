"""What is recorded and should not have happened: flags, each with why it is one and the entries that show it.

A ledger records what happened, also when it should not have; a refusal is for what cannot be true. Nothing is
flagged on an absence of proof, but where the law wants something put on record and the ledger has no such entry.
What a project's route lacks is told by `routes`, what was never answered by `questions`.
"""

from __future__ import annotations

from typing import Final

from projections.engine.register import Register
from projections.flags import bodies, call_ins, decisions, interests, meetings, powers, votes
from projections.flags.flag import Check, Flag, Lapse

CHECKS: Final[tuple[Check, ...]] = (
    votes.check,
    decisions.check,
    decisions.short_notices,
    decisions.resolved_twice,
    call_ins.check,
    meetings.check,
    interests.interests_check,
    interests.dispensations_check,
    bodies.members_check,
    bodies.chairs_check,
    bodies.answering_check,
    powers.delegations_check,
    powers.steps_check,
)
LAPSES: Final[tuple[Lapse, ...]] = (
    *votes.LAPSES,
    *decisions.LAPSES,
    *call_ins.LAPSES,
    *meetings.LAPSES,
    *interests.LAPSES,
    *bodies.LAPSES,
    *powers.LAPSES,
)
"""Every kind of flag there is."""


def flags(register: Register, *, about: str | None = None, lapse: str | None = None) -> list[Flag]:
    """The flags by the register's date, in the order of the world; of one subject, or of one kind, by its name."""
    found = [flag for check in CHECKS for flag in check(register)]
    return sorted(
        (f for f in found if about in (None, f.about) and lapse in (None, f.lapse.name)),
        key=lambda flag: (flag.on.earliest, flag.on.latest, flag.entries, flag.lapse.name),
    )


__all__ = ["CHECKS", "LAPSES", "Flag", "Lapse", "flags"]
