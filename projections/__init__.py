"""The read side: one module for each question that people ask, answered for any date and any state of knowledge.

`register_at` gives a `Register` at a day and a state of knowledge; each question is a function of it, for
example `memberships.members(register, "body:icb")`.
"""

from projections.alongside import Alongside
from projections.catalogue import ALL
from projections.moments import register_at
from projections.projector import Projector, Status
from projections.register import Answer, Register

__all__ = ["ALL", "Alongside", "Answer", "Projector", "Register", "Status", "register_at"]
