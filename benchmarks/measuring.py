"""What a measurement is: two sides that do the same work in turns, and the ratio of their median rates; or a figure."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median
from time import perf_counter
from typing import Any, NamedTuple, TypeAlias

Work: TypeAlias = Callable[[], int]
"""Does its work once and returns how many entries, or questions, that was."""


class Scale(NamedTuple):
    """How much is measured: rounds of each comparison, and the sizes of ledgers in entries."""

    rounds: int
    sizes: tuple[int, ...]


@dataclass(frozen=True)
class Comparison:
    """What was compared, in entries or questions a second, and the goal for the ratio; `rounds` are the raw rates."""

    what: str
    database: str
    ours: float
    other: float
    against: str
    goal: float | None
    rounds: tuple[tuple[float, float], ...]

    @property
    def ratio(self) -> float:
        """How many times as fast as the other we are."""
        return self.ours / self.other

    @property
    def missed(self) -> bool:
        """Whether there is a goal, and it was not reached."""
        return self.goal is not None and self.ratio < self.goal

    def row(self) -> dict[str, str]:
        """The line of the table."""
        return {
            "what": self.what,
            "database": self.database,
            "ours /s": f"{self.ours:,.0f}",
            "against": self.against,
            "its /s": f"{self.other:,.0f}" if self.other >= 10 else f"{self.other:.2f}",
            "ratio": f"{self.ratio:,.2f}",
            "goal": "" if self.goal is None else f">= {self.goal:g}",
            "": "missed" if self.missed else "",
        }

    def as_json(self) -> dict[str, Any]:
        """The same for machines, with the rate of every round."""
        return {**asdict(self), "ratio": round(self.ratio, 3), "missed": self.missed}


@dataclass(frozen=True)
class Figure:
    """One figure with its unit, and by choice what it must not be below or above."""

    what: str
    database: str
    value: float
    unit: str
    at_least: float | None = None
    at_most: float | None = None

    @property
    def missed(self) -> bool:
        """Whether it lies on the wrong side of its bound."""
        too_little = self.at_least is not None and self.value < self.at_least
        return too_little or (self.at_most is not None and self.value > self.at_most)

    def row(self) -> dict[str, str]:
        """The line of the table."""
        bound = f">= {self.at_least:,g}" if self.at_least is not None else ""
        return {
            "what": self.what,
            "database": self.database,
            "figure": f"{self.value:,.2f}" if self.value < 100 else f"{self.value:,.0f}",
            "unit": self.unit,
            "goal": f"<= {self.at_most:,g}" if self.at_most is not None else bound,
            "": "missed" if self.missed else "",
        }

    def as_json(self) -> dict[str, Any]:
        """The same for machines."""
        return {**asdict(self), "missed": self.missed}


Result: TypeAlias = Comparison | Figure


def compare(
    what: str, database: str, ours: Work, other: Work, *, against: str, rounds: int, goal: float | None
) -> Comparison:
    """Let both sides work in turns, after one round that does not count."""
    ours(), other()
    gc.collect()
    gc.freeze()  # what was made to be recorded is not to be searched for garbage again and again
    rates = tuple((rate_of(ours), rate_of(other)) for _ in range(rounds))
    return compared(what, database, rates, against=against, goal=goal)


def compared(
    what: str, database: str, rates: tuple[tuple[float, float], ...], *, against: str, goal: float | None
) -> Comparison:
    """A comparison of rates that were measured in turns."""
    mine, its = median(rate for rate, _ in rates), median(rate for _, rate in rates)
    return Comparison(what, database, mine, its, against, goal, rates)


def rate_of(work: Work) -> float:
    """Entries, or questions, a second."""
    started = perf_counter()
    count = work()
    return count / (perf_counter() - started)
