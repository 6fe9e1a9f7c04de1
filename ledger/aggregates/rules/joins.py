"""Ids that turn out to be one subject: what can be said of them."""

from __future__ import annotations

from ledger.refusals import Untrue
from ledger.vocabulary.event import Event
from ledger.vocabulary.identity import SubjectSameAs
from ledger.vocabulary.subjects import kind_of, name_of


def refuse_impossible_join(event: Event) -> None:
    """Refuse to join an id with itself, or with one of another kind.

    Raises:
        Untrue: either of these.
    """
    if not isinstance(event, SubjectSameAs):
        return
    other, kept = event.other, event.kept
    if other == kept:
        raise Untrue(f"'{name_of(other)}' is the same as itself anyway", "name the two ids")
    if kind_of(other) != kind_of(kept):
        raise Untrue(
            f"'{name_of(other)}' is a {kind_of(other)} and '{name_of(kept)}' a {kind_of(kept)}, so not the same",
            "name two ids of one kind; of a body that took over from another say 'took over'",
        )
