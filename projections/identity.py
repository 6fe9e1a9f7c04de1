"""Under which other ids was a subject recorded, and of which does somebody only think so?"""

from __future__ import annotations

from ledger.vocabulary.provenance import IN_BEING
from projections.engine.joins import SAME_AS
from projections.engine.register import Register


def other_ids(register: Register, subject: str) -> tuple[str, ...]:
    """The ids of a subject that are not kept."""
    return register.joins.all_of(subject)[1:]


def possible_ids(register: Register, subject: str) -> tuple[str, ...]:
    """The subjects that somebody thinks are the same one, without anybody saying so."""
    one = register.joins.one
    found: dict[str, None] = {}
    for each in register.rows(SAME_AS, in_force=False):
        pair = {one(each.event.other), one(each.event.kept)}
        if each.row.standing not in IN_BEING and subject in pair and len(pair) > 1:
            found |= dict.fromkeys(pair - {subject})
    return tuple(found)
