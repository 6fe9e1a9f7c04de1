"""The one place that reads the clock: what stamps the time at which an entry was recorded."""

from __future__ import annotations

import time


def now_micros() -> int:
    """Microseconds since 1970-01-01 UTC.

    Whole numbers all the way, so that nothing is rounded and that a frozen clock (which hands out dates
    of a class of its own) is read like any other.
    """
    return time.time_ns() // 1_000
