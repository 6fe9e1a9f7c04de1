"""The audit trail over HTTP: checkpoint, tiles and keys where C2SP's tlog-tiles has them, and a receipt of each entry.

So a monitor or a witness of somebody else's can follow the ledger without knowing what it is about. Of an exempt entry
the tiles have the hash, and no octet of what it says; its receipt is bare.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from ledger.audit.errors import NothingSigned
from ledger.audit.leaf import leaf_of
from ledger.audit.proof_desk import ProofDesk
from ledger.audit.trail_tables import Trail
from ledger.erasure.exempt import exempt_entries
from ledger.refusals import Refusal
from ledger.store import Datastore, Log
from ledger.transparency.errors import MalformedTile
from ledger.transparency.policy import Policy, TrustedLog
from ledger.transparency.tiles import HEIGHT, Tile, format_entries, parse_tile_path, tile_content
from register.responses import response


class NotThere(Refusal):
    """A tile of a tree that is not as large, or a proof of a ledger that is not sealed."""


class Proofs:
    """Hands out the proofs of one ledger, to the public or to whoever may see what is exempt."""

    def __init__(self, datastore: Datastore, *, with_exempt: bool) -> None:
        self._datastore, self._with_exempt = datastore, with_exempt

    def checkpoint(self, request: Request) -> Response:
        """The newest signed checkpoint."""
        return response(request, checkpoint(self._datastore), "text")

    def policy(self, request: Request) -> Response:
        """The ledger's keys; whoever checks should have them from elsewhere, too."""
        return response(request, policy(self._datastore), "text")

    def tile(self, request: Request) -> Response:
        """A tile of the tree, or of its entries; it never changes."""
        try:
            wanted = parse_tile_path(f"tile/{request.path_params['path']}")
        except MalformedTile as wrong:
            raise NotThere(str(wrong)) from wrong
        octets = tile_octets(self._datastore, wanted, with_exempt=self._with_exempt)
        return response(request, octets, "octets", lasting=wanted.level is not None)

    def receipt(self, request: Request) -> Response:
        """The proof that an entry is in the ledger, with the entry itself unless it is exempt."""
        text = receipt(self._datastore, int(request.path_params["entry"]), with_exempt=self._with_exempt)
        made = response(request, text, "text")
        name = f"entry-{request.path_params['entry']}.tlog-proof"
        made.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return made


def checkpoint(datastore: Datastore) -> str:
    """The newest signed checkpoint with what witnesses signed of it.

    Raises:
        NotThere: the ledger is not sealed.
    """
    try:
        with ProofDesk.of(datastore) as desk:
            return desk.note.text
    except NothingSigned as unsealed:
        raise NotThere(str(unsealed)) from unsealed


def policy(datastore: Datastore) -> str:
    """The ledger's keys, as a policy that verifiers read."""
    with datastore.read() as connection:
        keys = Trail(datastore, connection).keys()
    return Policy(tuple(TrustedLog(key) for _, key in keys)).text


def receipt(datastore: Datastore, entry: int, *, with_exempt: bool) -> str:
    """The receipt of an entry; bare where the entry is exempt and that may not be seen.

    Raises:
        NotThere: the ledger is not sealed.
        NoSuchEntry: nothing is signed under that number.
    """
    try:
        with ProofDesk.of(datastore) as desk:
            return desk.receipt(entry, with_entry=with_exempt or not desk.withheld(entry)).text
    except NothingSigned as unsealed:
        raise NotThere(str(unsealed)) from unsealed


def tile_octets(datastore: Datastore, tile: Tile, *, with_exempt: bool) -> bytes:
    """What a tile holds; in one of entries an exempt entry has no octets, as in a public bundle.

    Raises:
        NotThere: the signed tree has no such tile.
    """
    try:
        with ProofDesk.of(datastore) as desk:
            if tile.first + tile.width > desk.head.size >> (HEIGHT * (tile.level or 0)):
                raise NotThere(
                    f"the tree of {desk.head.size} entries has no '{tile.path}'",
                    "/checkpoint says how large it is",
                )
            if tile.level is not None:
                return tile_content(tile, desk.read)
    except NothingSigned as unsealed:
        raise NotThere(str(unsealed)) from unsealed
    withheld = frozenset() if with_exempt else frozenset(exempt_entries(datastore))
    rows = Log(datastore).rows(after=tile.first, upto=tile.first + tile.width)
    return format_entries(b"" if row.position in withheld else leaf_of(row) for row in rows)
