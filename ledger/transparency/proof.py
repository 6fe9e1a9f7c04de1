"""Receipts, c2sp.org/tlog-proof: one small file that proves, offline, that an entry is in the ledger.

    c2sp.org/tlog-proof@v1
    extra <base64>                 optional; nobody vouches for it
    index <position - 1>
    <base64 of a hash> ...         from the entry's sibling up to the root's child
                                   an empty line
    <checkpoint with signatures>

The size of the tree comes from the signed checkpoint and from nowhere else: a path alone does not bind it.
"""

from __future__ import annotations

from dataclasses import dataclass

from ledger.transparency.checkpoint import Checkpoint, parse_checkpoint
from ledger.transparency.errors import Malformed, MalformedReceipt
from ledger.transparency.merkle_proofs import check_inclusion
from ledger.transparency.note import Note, parse_note
from ledger.transparency.policy import Judgement, Policy
from ledger.transparency.strict_text import decode, from_base64, from_decimal, from_hash, to_base64
from ledger.transparency.tree import leaf_hash

HEADER = "c2sp.org/tlog-proof@v1"
MAX_PATH = 63


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the ledger hands out for an entry: leaf index (entry number - 1), path, signed checkpoint."""

    index: int
    path: tuple[bytes, ...]
    note: Note
    extra: bytes = b""

    @property
    def text(self) -> str:
        """The receipt as a file, customarily called *.tlog-proof (UTF-8)."""
        extra = [f"extra {to_base64(self.extra)}"] if self.extra else []
        path = [to_base64(found) for found in self.path]
        return "\n".join((HEADER, *extra, f"index {self.index}", *path, "", self.note.text))

    @property
    def claimed(self) -> Checkpoint:
        """The tree head that the receipt claims; true only once `verify_receipt` says so."""
        return parse_checkpoint(self.note.body)


def parse_receipt(text: str | bytes) -> Receipt:
    """Reads a receipt, its checkpoint included, without trusting it; `verify_receipt` is what verifies."""
    whole = decode(text)
    if whole is None:
        raise MalformedReceipt("it is not UTF-8")
    head, empty_line, note = whole.partition("\n\n")
    if not empty_line:
        raise MalformedReceipt("there is no empty line before the checkpoint")
    lines = head.split("\n")
    if lines.pop(0) != HEADER:
        raise MalformedReceipt(f"it does not begin with {HEADER}", 1)
    extra = _extra(lines.pop(0)) if lines and lines[0].startswith("extra ") else b""
    at = 3 if extra else 2
    index = from_decimal(lines[0].removeprefix("index ")) if lines else None
    if index is None or not lines[0].startswith("index "):
        raise MalformedReceipt("'index' and a number are missing", at)
    path = tuple(_hash(line, number) for number, line in enumerate(lines[1:], at + 1))
    if len(path) > MAX_PATH:
        raise MalformedReceipt(f"{len(path)} hashes are more than any path has ({MAX_PATH})")
    receipt = Receipt(index, path, _signed(note), extra)
    if receipt.index >= receipt.claimed.size:
        raise MalformedReceipt(f"index {index} is outside the checkpoint's {receipt.claimed.size} entries", at)
    return receipt


def verify_receipt(receipt: Receipt, leaf: bytes, policy: Policy) -> Judgement:
    """Shows offline that `leaf` is the entry at the receipt's index of a tree the policy vouches for; or refuses."""
    verdict = policy.judge(receipt.note)
    tree = verdict.checkpoint
    check_inclusion(receipt.index, tree.size, leaf_hash(leaf), receipt.path, tree.root)
    return verdict


def _extra(line: str) -> bytes:
    extra = from_base64(line.removeprefix("extra "))
    if not extra:
        raise MalformedReceipt("the extra octets are not base64", 2)
    return extra


def _hash(line: str, number: int) -> bytes:
    found = from_hash(line)
    if found is None:
        raise MalformedReceipt("this is not the base64 of a SHA-256 hash", number)
    return found


def _signed(text: str) -> Note:
    try:
        note = parse_note(text)
        parse_checkpoint(note.body)
    except Malformed as error:
        raise MalformedReceipt(f"its checkpoint cannot be read: {error.problem}") from error
    return note
