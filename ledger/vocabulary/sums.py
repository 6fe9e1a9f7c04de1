"""Sums of money: what a project costs, saves, lacks or is given, as the source states it."""

import re
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, ClassVar, Final

from msgspec import Meta

from ledger.vocabulary.event import Event, recorded_as
from ledger.vocabulary.subjects import ActorId, ProjectId

AMOUNT: Final = r"^-?\d{1,15}(\.\d{1,2})?$"
Amount = Annotated[str, Meta(pattern=AMOUNT, description="In pounds: 42500000; £42.5m, £435k and £3,000 become digits")]
_WRITTEN: Final = re.compile(
    r"(-?)£?\s?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s?(k|m|bn|million|billion|thousand)?", re.IGNORECASE
)
_TIMES: Final = MappingProxyType(
    {"": 1, "k": 10**3, "thousand": 10**3, "m": 10**6, "million": 10**6, "bn": 10**9, "billion": 10**9}
)


def in_digits(written: str) -> str:
    """An amount as minutes write it, £435k, £1.2m, £3,000, in digits; what is none, or has parts of pence, as it is."""
    if not (found := _WRITTEN.fullmatch(written.strip())):
        return written
    minus, whole, part, times = found.groups("")
    amount = Decimal(f"{minus}{whole.replace(',', '')}{part}") * _TIMES[times.lower()]
    if amount != amount.quantize(Decimal("0.01")):
        return written
    return f"{amount:f}" if not times else f"{amount.normalize():f}"


class Basis(StrEnum):
    """What a sum is."""

    BUDGET = "budget"
    CONTRIBUTION = "contribution"
    SAVING = "saving"
    GAP = "gap"
    THRESHOLD = "threshold"
    CONDITIONAL = "conditional"
    NONE_AGREED = "none agreed"


@recorded_as("sum.stated", stream="project", said_as="sum", head="text", identity=("project", "text"), assigned=())
class SumStated(Event, frozen=True):
    """An amount or a range, and what it is: budget, contribution, saving, gap, threshold."""

    ACTOR: ClassVar[str] = ""

    text: Annotated[str, Meta(min_length=1, description="What the money is for")]
    project: ProjectId
    basis: Basis
    low: Amount | None = None
    high: Annotated[Amount | None, Meta(description="Absent: the same as low")] = None
    about: Annotated[bool, Meta(description="circa, in the region of")] = False
    by: Annotated[ActorId | None, Meta(description="Who pays, saves or contributes")] = None
    condition: Annotated[str, Meta(description="On what it depends")] = ""
    period: str = ""
    share: Annotated[str, Meta(description="A share as the source gives it, never recomputed: 87%")] = ""
    part_of: Annotated[str, Meta(description="The text of the sum that it is a part of")] = ""
