"""Python's search for garbage, which rests while many entries or rows are made: these make no cycles."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_resting() -> Iterator[None]:
    """Look for no cycles meanwhile: among what a long list or a batch is made of that takes a third of the time.

    Several threads may be in here at once; the collector is never left off once they are through.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
