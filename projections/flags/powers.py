"""Delegations without a power behind them, or taken back by somebody else; steps after the end of a project."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.vocabulary.subjects import name_of
from projections.accountability.declared import AGREEMENTS, DELEGATIONS, Delegation
from projections.engine.register import Register, RowAsAt
from projections.flags.flag import Flag, Lapse, begun_by, date_of, flagged, last_day_of, told
from projections.projects import PROJECTS, STEPS

NO_INSTRUMENT = Lapse("delegation without an instrument", "a function is given by some power, such as LGA 1972 s101")
AGREEMENT_OVER = Lapse(
    "delegation under an agreement that had ended", "it lasts no longer than what it rests on", by_dates=True
)
OTHER_REVOKED = Lapse("delegation revoked by somebody else", "who gave a function takes it back")
AFTER_CLOSING = Lapse(
    "step after the project was closed", "nothing is left to decide once a project is closed", by_dates=True
)
LAPSES = (NO_INSTRUMENT, AGREEMENT_OVER, OTHER_REVOKED, AFTER_CLOSING)


def delegations_check(register: Register) -> Iterator[Flag]:
    """Delegations without an instrument, beyond their agreement, or taken back by somebody else."""
    for answer in told(register, DELEGATIONS):
        row = answer.row
        if row.start_told and not answer.event.instrument and not answer.event.agreement:
            yield flagged(NO_INSTRUMENT, answer, f"'{answer.event.function}': by what power is not recorded")
        agreement = register.only(AGREEMENTS, stream=answer.event.agreement) if answer.event.agreement else None
        last = last_day_of(agreement.row) if agreement else None
        if agreement and last and last.is_before(date_of(row)):
            says = f"granted {date_of(row).on}, and '{name_of(agreement.stream)}' ended {last.on}"
            yield flagged(AGREEMENT_OVER, answer, says, agreement.row)
        yield from _by_revocation(register, answer)


def _by_revocation(register: Register, answer: RowAsAt[Delegation]) -> Iterator[Flag]:
    granted, revoked, last = answer.event, answer.row.end, last_day_of(answer.row)
    if last is None or not answer.row.start_told or revoked is None or revoked.by in (None, granted.by):
        return
    if certainty := begun_by(register, last):
        says = f"granted by '{name_of(granted.by)}', revoked by '{name_of(revoked.by or '')}'"
        yield flagged(OTHER_REVOKED, answer.with_certainty(certainty), says, on=last)


def steps_check(register: Register) -> Iterator[Flag]:
    """Steps of projects that had been closed."""
    closed = {a.stream: a.row for a in register.rows(PROJECTS, in_force=False) if last_day_of(a.row)}
    for answer in told(register, STEPS) if closed else ():
        project = closed.get(answer.stream)
        last = last_day_of(project) if project else None
        if project and last and answer.row.happened and last.is_before(date_of(answer.row)):
            says = f"{answer.row.step.value} {date_of(answer.row).on}, and the project was closed {last.on}"
            yield flagged(AFTER_CLOSING, answer, says, project)


CHECKS = (delegations_check, steps_check)
