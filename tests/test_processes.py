"""Processes that begin anew: nobody's interrupt is lost or told by each of them."""

from __future__ import annotations

import signal
import sys

import pytest

from ledger.processes import interrupts_held_back


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals to hold back")
def test_interrupts_are_held_back_while_processes_begin_and_no_longer() -> None:
    def held() -> bool:
        return signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())

    with interrupts_held_back():
        assert held()

    assert not held()
