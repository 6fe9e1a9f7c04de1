"""The Python on the pages does what they say: each page's blocks run, in order, and print what its comments say."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.docs.console import ROOT

_BLOCK: Final = re.compile(r"```python\n(.*?)```", re.DOTALL)
_SAID: Final = re.compile(r"print\(.*\)  # (.+)$", re.MULTILINE)
PAGES: Final = sorted(page for page in (ROOT / "docs").rglob("*.md") if "```python" in page.read_text())


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_the_python_on_a_page_prints_what_the_page_says(page: Path, tmp_path: Path) -> None:
    program = "\n".join(_BLOCK.findall(page.read_text()))
    promised = [line for said in _SAID.findall(program) for line in said.split(", then ")]

    ran = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
        capture_output=True,
        text=True,
    )

    assert ran.returncode == 0, ran.stderr
    assert promised, "a page whose Python prints nothing shows nothing"
    printed = iter(ran.stdout.splitlines())
    missing = [line for line in promised if line not in printed]
    assert missing == [], ran.stdout
