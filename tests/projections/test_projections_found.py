"""Projections are found by what their modules import; none is left out for standing in another module."""

from __future__ import annotations

import pkgutil
import subprocess
import sys
from importlib import import_module

import projections
from projections import ALL
from projections.engine.engine import Projection


def test_every_projection_of_the_read_side_is_found() -> None:
    modules = [import_module(found.name) for found in pkgutil.walk_packages(projections.__path__, "projections.")]

    defined = {value.name for each in modules for value in vars(each).values() if isinstance(value, Projection)}

    assert {projection.name for projection in ALL} == defined


def test_to_know_them_no_question_and_no_verification_is_imported() -> None:
    heavy = "('projections.nouns.', 'projections.answers.', 'ledger.audit')"
    script = f"import sys, projections; projections.ALL; print([m for m in sys.modules if m.startswith({heavy})])"

    printed = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout

    assert printed.strip() == "[]", "a table stands in one of these: move its `points(...)` to projections/"
