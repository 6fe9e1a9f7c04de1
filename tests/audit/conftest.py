"""Property tests without a stop-watch: a busy machine is no fault of the tree."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("audit", deadline=None)
settings.load_profile("audit")
