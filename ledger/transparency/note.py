"""Signed notes, c2sp.org/signed-note v1.0.0: a text, an empty line, signature lines.

Reading is as strict as Go's golang.org/x/mod/sumdb/note, and stricter about base64. Signatures by
unknown keys are kept and ignored: that is how logs rotate keys and witnesses add theirs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ledger.transparency.errors import AmbiguousKey, BadSignature, MalformedNote, NoTrustedSignature
from ledger.transparency.keys import SigningKey, VerifierKey
from ledger.transparency.strict_text import decode, from_base64, is_key_name, to_base64

MAX_SIGNATURES = 100
_DASH = "\N{EM DASH} "


@dataclass(frozen=True, slots=True)
class Signature:
    """One line under a note: who claims to have signed, and the octets after the key id."""

    name: str
    key_id: int
    octets: bytes

    @property
    def line(self) -> str:
        """The line as it stands in the note, with its newline."""
        return f"{_DASH}{self.name} {to_base64(self.key_id.to_bytes(4, 'big') + self.octets)}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A text that ends in a newline, and the lines under it; nothing here has been verified yet."""

    body: str
    signatures: tuple[Signature, ...]

    @property
    def text(self) -> str:
        """The note as it is kept in a file (UTF-8)."""
        return self.body + "\n" + "".join(signature.line for signature in self.signatures)

    def signed_by(self, *signatures: Signature) -> Note:
        """The note with these lines added; a line of the same name and key id is replaced."""
        new = {(line.name, line.key_id) for line in signatures}
        kept = [line for line in self.signatures if (line.name, line.key_id) not in new]
        return replace(self, signatures=(*kept, *signatures))


@dataclass(frozen=True, slots=True)
class Opened:
    """A note that at least one trusted key has signed: `verified` lines, and `unknown` ones to be ignored."""

    body: str
    verified: tuple[Signature, ...]
    unknown: tuple[Signature, ...]


def parse_signature(line: str, number: int = 0) -> Signature:
    """Reads one signature line, without its newline; `number` is its place in the note."""
    name, _, coded = line.removeprefix(_DASH).partition(" ")
    octets = from_base64(coded)
    if not line.startswith(_DASH) or not is_key_name(name) or octets is None:
        raise MalformedNote("a signature line is an em dash, a key's name and canonical base64", number)
    if len(octets) < 5:
        raise MalformedNote(f"{name}'s signature has only {len(octets)} octets", number)
    return Signature(name, int.from_bytes(octets[:4], "big"), octets[4:])


def parse_note(text: str | bytes) -> Note:
    """Reads a note without trusting it; `open_note` is what verifies."""
    whole = decode(text)
    if whole is None:
        raise MalformedNote("it is not UTF-8")
    if any(letter < " " and letter != "\n" for letter in whole):
        raise MalformedNote("it contains control characters other than newlines")
    head, empty_line, tail = whole.rpartition("\n\n")
    if not empty_line or not tail.endswith("\n"):
        raise MalformedNote("it does not end in an empty line and whole signature lines")
    lines = tail[:-1].split("\n")
    if len(lines) > MAX_SIGNATURES:
        raise MalformedNote(f"it has {len(lines)} signatures, more than {MAX_SIGNATURES}")
    above = head.count("\n") + 2
    return Note(head + "\n", tuple(parse_signature(line, above + i) for i, line in enumerate(lines, 1)))


def sign_note(body: str, *keys: SigningKey) -> Note:
    """The text with a line by each key; refused where the result could not be read back."""
    if decode(body) is None or not body.endswith("\n") or not keys:
        raise MalformedNote("a note needs a text in Unicode that ends in a newline, and somebody to sign it")
    message = body.encode()
    lines = tuple(Signature(key.name, key.verifier.key_id, key.sign(message)) for key in keys)
    return parse_note(Note(body, lines).text)


def open_note(note: Note | str | bytes, trusted: Iterable[VerifierKey]) -> Opened:
    """Verifies a note against trusted keys.

    A bad signature by a trusted key condemns the note; unknown ones are ignored; repeated lines count
    once; no verified signature at all is an error.
    """
    note = note if isinstance(note, Note) else parse_note(note)
    known, message = _by_name(trusted), note.body.encode()
    verified, unknown = [], []
    for line in dict.fromkeys(note.signatures):
        keys = known.get((line.name, line.key_id), ())
        if len(keys) > 1:
            raise AmbiguousKey(line.name, line.key_id)
        if not keys:
            unknown.append(line)
        elif keys[0].accepts(message, line.octets):
            verified.append(line)
        else:
            raise BadSignature(line.name, line.key_id)
    if not verified:
        raise NoTrustedSignature((line.name, line.key_id) for line in unknown)
    return Opened(note.body, tuple(verified), tuple(unknown))


def _by_name(trusted: Iterable[VerifierKey]) -> dict[tuple[str, int], list[VerifierKey]]:
    known: dict[tuple[str, int], list[VerifierKey]] = {}
    for key in trusted:
        known.setdefault((key.name, key.key_id), []).append(key)
    return known
