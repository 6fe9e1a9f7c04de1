"""Which options for a project were appraised, by whom; which is preferred, which rejected and why?"""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from ledger.vocabulary.appraisals import Option, OptionsAppraised, OptionVerdict
from projections.engine.register import Register, RowAsAt
from projections.engine.row_patterns import points
from projections.engine.rows import Point


class Appraised(msgspec.Struct, frozen=True, kw_only=True):
    """One option, with the appraisal that it is part of."""

    option: Option
    appraisal: RowAsAt[Point[OptionsAppraised]]


APPRAISALS = points("appraisals", OptionsAppraised, finds=("by", "meeting"))


def options(
    register: Register, project: str | None = None, *, by: str | None = None, verdicts: Collection[OptionVerdict] = ()
) -> list[Appraised]:
    """The options appraised by the register's day, one by one; each appraisal's stream is the project."""
    return [
        Appraised(option=option, appraisal=appraisal)
        for appraisal in register.rows(APPRAISALS, stream=project, by=by)
        for option in appraisal.event.options
        if not verdicts or option.verdict in verdicts
    ]
