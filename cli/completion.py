"""Shell completion of ids, from the ledger that the half-typed command would ask; silent when there is none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import click

from cli.session import session_of
from ledger.vocabulary.subjects import name_of

COMPLETED: Final = ("organisation", "body", "person", "post", "project", "meeting", "resolution")


def known_ids(ctx: click.Context, kinds: Sequence[str], begun: str) -> list[str]:
    """The ids that begin so: short where the kind is plain, else in full; a shell must never see our troubles."""
    try:
        return sorted(_begun(ctx, kinds, begun))
    except Exception:
        return []


def _begun(ctx: click.Context, kinds: Sequence[str], begun: str) -> set[str]:
    from ledger.store import Log, Showing

    showing = Showing.PUBLIC if ctx.params.get("public") else Showing.EVERYTHING
    log, found = Log(session_of(ctx).datastore, showing=showing), set()
    for kind in kinds or COMPLETED:
        prefix = begun.removeprefix(f"{kind}:")
        for stream in log.streams(kind, prefix):
            short = len(kinds) == 1 and ":" not in begun
            found.add(name_of(stream) if short else stream)
    return {name for name in found if name.startswith(begun) or len(kinds) != 1}
