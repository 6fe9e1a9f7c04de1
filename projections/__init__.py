"""The read side: one module for each question that people ask, answered for any date and any state of knowledge.

`register_at` gives a `Register` at a day and a state of knowledge; each question is a function of it, for
example `memberships.members(register, "body:icb")`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ledger.modules import found_in

if TYPE_CHECKING:
    from projections.engine.engine import AnyProjection
    from projections.engine.moments import register_at
    from projections.engine.projector import Projector, Status
    from projections.engine.register import Register, RowAsAt

    ALL: tuple[AnyProjection, ...]

__all__ = ["ALL", "Projector", "Register", "RowAsAt", "Status", "register_at"]

_exported = found_in(
    "projections",
    {
        "Projector": "engine.projector",
        "Register": "engine.register",
        "RowAsAt": "engine.register",
        "Status": "engine.projector",
        "register_at": "engine.moments",
    },
)


def __getattr__(name: str) -> Any:
    """The public names, imported when first asked for; `ALL` is every projection there is."""
    if name == "ALL":
        from projections.engine.catalogue import all_projections

        return all_projections()
    return _exported(name)
