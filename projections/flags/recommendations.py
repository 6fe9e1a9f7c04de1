"""Recommendations that were answered later than they had to be."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.vocabulary.dates import when
from ledger.vocabulary.recommendations import Response
from projections.decisions.resolutions import RESOLUTIONS
from projections.engine.register import Register
from projections.flags.flag import Flag, Lapse, date_of, flagged, told
from projections.recommendations import RESPONSES

LATE = Lapse("recommendation answered late", "it was due by a day (an executive has two months: LGA 2000 s9FE)")
LAPSES = (LATE,)


def check(register: Register) -> Iterator[Flag]:
    """First responses that certainly came after the day on which they were due by the record."""
    answered: set[tuple[str, str]] = set()
    for answer in told(register, RESPONSES):
        passed = register.only(RESOLUTIONS, stream=answer.stream)
        if passed is None or answer.event.response is Response.NONE:
            continue
        for limb in passed.event.limbs:
            place = (answer.stream, limb.number)
            if answer.event.limb not in ("", limb.number) or place in answered:
                continue
            answered.add(place)
            if limb.due and when(limb.due).is_before(date_of(answer.row)):
                says = f"limb {limb.number} answered {date_of(answer.row).on}, due {when(limb.due).on}"
                yield flagged(LATE, answer, says, passed.row)


CHECKS = (check,)
