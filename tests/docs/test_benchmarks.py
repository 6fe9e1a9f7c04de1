"""The benchmarks run: what they measure is compared by people, but a name that has moved must not wait for them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_the_measurements_against_the_stock_classes_run() -> None:
    words = ["append", "rebuild", "--databases", "sqlite", "--rounds", "1", "--sizes", "1000"]

    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks", *words], capture_output=True, text=True, cwd=Path(__file__).parents[2]
    )

    assert ran.returncode == 0, ran.stderr
    assert "rebuild all projections" in ran.stdout
