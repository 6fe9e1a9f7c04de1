"""Texts that another ledger kept apart from its entries: they go back to their places, under the digests they had.

A line with a disclosure follows the entry that it belongs to. What that ledger erased has none, only the entry that
says so; and so it stays erased in this one.
"""

from __future__ import annotations

from typing import Any, Final

import msgspec

from ledger.entries.disclosures import MARK, BadDisclosure, Disclosure, Sealed, placed_digests, put, read
from ledger.entries.entry import Draft
from ledger.refusals import Refusal
from ledger.vocabulary.erasures import DisclosureErased
from ledger.vocabulary.provenance import Source

_BEGINS: Final = b'{"disclosure":'
_ERASED: Final = "[erased]"


class _Line(msgspec.Struct):
    disclosure: str


class _Erasure(msgspec.Struct):
    body: DisclosureErased


def is_disclosure(line: bytes) -> bool:
    """Whether a line of an export holds a disclosure, and not an entry."""
    return line.startswith(_BEGINS)


class Apart:
    """What a file of entries discloses, and what it says was erased."""

    def __init__(self) -> None:
        self._disclosures: dict[str, Disclosure] = {}
        self._erased: set[str] = set()

    def disclose(self, line: bytes) -> None:
        """Take in a line with a disclosure; one that is broken discloses nothing, which its entry will tell."""
        try:
            found = read(msgspec.json.decode(line, type=_Line).disclosure)
        except (msgspec.MsgspecError, UnicodeDecodeError, BadDisclosure):
            return
        self._disclosures[found.digest] = found

    def note_erased(self, line: bytes) -> None:
        """Take in an entry that says what was erased; one that cannot be read will be refused as an entry."""
        try:
            self._erased.update(msgspec.json.decode(line, type=_Erasure).body.digests)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            return

    def put_back(self, draft: Draft) -> Draft:
        """The draft of an entry with the texts that were kept apart from it.

        Raises:
            Refusal: one is not in the file, and nothing there says that it was erased.
        """
        parts: dict[str, Any] = {
            "body": msgspec.json.decode(msgspec.json.encode(draft.event)),
            "source": msgspec.json.decode(msgspec.json.encode(draft.source)),
            "note": draft.note,
        }
        if MARK not in str(parts):
            return draft
        kept = tuple(self._put(parts, place, digest) for place, digest in list(placed_digests(parts)))
        return msgspec.structs.replace(
            draft,
            event=msgspec.convert(parts["body"], type(draft.event)),
            source=msgspec.convert(parts["source"], Source),
            note=parts["note"],
            kept=kept,
        )

    def _put(self, parts: dict[str, Any], place: str, digest: str) -> Sealed:
        found = self._disclosures.get(digest)
        if found is not None and found.pointer == place:
            put(parts, place, found.value)
            return Sealed(place, digest, True, found.encoded)
        if digest not in self._erased:
            raise Refusal(f"the text at {place} is not in the file", "export the entries anew, all of them")
        put(parts, place, _ERASED)
        return Sealed(place, digest, False)
