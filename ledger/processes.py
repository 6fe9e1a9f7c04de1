"""Processes that begin anew to do what this one asks of them, as an interrupt from the keyboard finds them.

A process that is forked takes along what other threads hold at the time, and may wait for it forever. An interrupt
reaches every process of a command, but is for the one that was called, which then ends the others: they would say each
where they were.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Final

ANEW: Final = get_context("spawn")
"""How such processes are begun."""


@contextmanager
def interrupts_held_back() -> Iterator[None]:
    """Begin processes within this: they inherit it for life, and what came meanwhile reaches this one afterwards.

    In the middle of their beginning it would leave some of which nobody knows, to be waited for in vain.
    """
    if sys.platform == "win32":
        yield
        return
    from multiprocessing.resource_tracker import ensure_running

    ensure_running()  # whose own beginning would let interrupts through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
