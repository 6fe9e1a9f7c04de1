"""What is recorded and should not have happened."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated

from ledger.refusals import Refusal
from ledger.vocabulary.dates import When
from projections.answers.deferred import Deferred
from projections.answers.question import Answer, Column, Line, Parameter, question

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ledger.entries.entry import Entry
    from projections.engine.register import Register
    from projections.flags import Flag


class Flagged(Line, frozen=True, kw_only=True):
    """One lapse, as far as entries show it."""

    on: Annotated[When, Column("When it happened", label="date")]
    kind: Annotated[str, Column("What kind of lapse it is", label="flag")]
    about: Annotated[str, Column("In whose story it happened", "any", short=True)]
    says: Annotated[str, Column("What happened", label="what happened")]
    why: Annotated[str, Column("Why it should not have", label="why it should not")]
    contradiction: Annotated[
        bool, Column("Whether its entries cannot all be in order, so that who recorded them was asked", tabled=False)
    ]
    although: Annotated[str | None, Column("Why it was recorded all the same", tabled=False)] = None


@question("flags", noun="what happened and should not have, and why", example="--as-at 2024-03-31")
def flags(
    register: Register,
    about: Annotated[str | None, Parameter("Only on one subject, as library-hours or body:cabinet.", "any")] = None,
    kind: Annotated[str | None, Parameter("Only of one kind, as 'vote without a quorum'.")] = None,
) -> Answer[Flagged]:
    """List what happened by a day and should not have, as far as entries show it, and why it should not.

    A ledger records what happened, also when it should not have. What a route lacks is told by `scrutiny gaps`,
    what was never answered by `questions`.
    """
    from projections.flags import LAPSES, flags

    kinds = sorted(lapse.name for lapse in LAPSES)
    if kind is not None and kind not in kinds:
        raise Refusal(f"there are no flags of the kind '{kind}'", f"write one of: {', '.join(kinds)}")
    found = flags(register, about=about, lapse=kind)
    rows = Deferred(found, partial(_in_full, register), kind=attrgetter("lapse.name"))
    return Answer(rows, empty="nothing is flagged")


def _in_full(register: Register, found: Sequence[Flag]) -> list[Flagged]:
    entries = register.log.at(position for flag in found if flag.lapse.contradicts for position in flag.entries)
    return [
        Flagged(
            on=flag.on,
            kind=flag.lapse.name,
            about=flag.about,
            says=flag.says,
            why=flag.lapse.why,
            contradiction=flag.lapse.contradicts,
            although=_although(flag, entries),
            certainty=flag.certainty.value,
            entries=flag.entries,
        )
        for flag in found
    ]


def _although(flag: Flag, entries: Mapping[int, Entry]) -> str | None:
    """Why those who recorded a contradiction did so, in their words."""
    if not flag.lapse.contradicts:
        return None
    told = (entries[position].although for position in flag.entries if position in entries)
    return "; ".join(dict.fromkeys(filter(None, told))) or None
