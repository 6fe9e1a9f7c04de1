"""What a measurement is: two sides that do the same work in turns, and the ratio of their median rates."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median
from time import perf_counter
from typing import Any, TypeAlias

Work: TypeAlias = Callable[[], int]
"""Does its work once and returns how many entries that was."""


@dataclass(frozen=True)
class Comparison:
    """What was compared, in entries a second, and the goal for the ratio; `rounds` are the raw rates."""

    what: str
    database: str
    ours: float
    stock: float
    goal: float | None
    rounds: tuple[tuple[float, float], ...]

    @property
    def ratio(self) -> float:
        """How many times as fast as the stock we are."""
        return self.ours / self.stock

    def row(self) -> dict[str, str]:
        """The line of the table."""
        return {
            "what": self.what,
            "database": self.database,
            "ours /s": f"{self.ours:,.0f}",
            "stock /s": f"{self.stock:,.0f}",
            "ratio": f"{self.ratio:.2f}",
            "goal": "" if self.goal is None else f">= {self.goal:g}",
            "": "" if self.goal is None or self.ratio >= self.goal else "missed",
        }

    def as_json(self) -> dict[str, Any]:
        """The same for machines, with the rate of every round."""
        return {**asdict(self), "ratio": round(self.ratio, 3)}


def compare(what: str, database: str, ours: Work, stock: Work, *, rounds: int, goal: float | None) -> Comparison:
    """Let both sides work in turns, after one round that does not count."""
    ours(), stock()
    gc.collect()
    gc.freeze()  # what was made to be recorded is not to be searched for garbage again and again
    rates = tuple((_rate(ours), _rate(stock)) for _ in range(rounds))
    return Comparison(what, database, median(rate for rate, _ in rates), median(rate for _, rate in rates), goal, rates)


def _rate(work: Work) -> float:
    started = perf_counter()
    count = work()
    return count / (perf_counter() - started)
