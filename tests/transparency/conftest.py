"""What tests of time stamps have in common: a root and an authority under it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.transparency.tsa import Authority, Certified, made_root


@pytest.fixture(scope="module")
def root() -> Certified:
    """The root of a time-stamp authority."""
    return made_root()


@pytest.fixture
def authority(root: Certified, tmp_path: Path) -> Authority:
    """An authority that answers queries, by OpenSSL."""
    return Authority.under(root, tmp_path / "tsa")
