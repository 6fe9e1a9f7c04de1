"""Trust files, c2sp.org/tlog-policy: which logs are believed, and which witnesses must have cosigned.

    log <verifier key> [<url>]
    witness <name> <verifier key> [<url>]
    group <name> all|any|<k> <name>...
    quorum <name>|none

The file is the reader's own. A policy that comes with the evidence proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ledger.transparency.checkpoint import Checkpoint, open_checkpoint
from ledger.transparency.cosignature import Cosignature, verify_cosignatures
from ledger.transparency.errors import NoTrustedSignature, QuorumNotMet
from ledger.transparency.keys import VerifierKey
from ledger.transparency.note import Note, parse_note

NONE = "none"


@dataclass(frozen=True, slots=True)
class Log:
    """A ledger whose checkpoints are believed when its key signs them."""

    key: VerifierKey
    url: str = ""


@dataclass(frozen=True, slots=True)
class Witness:
    """Somebody who cosigns; the name counts in the policy only, the key's name in the note."""

    key: VerifierKey
    url: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Counts as having witnessed when at least `needed` of its members have."""

    needed: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a policy makes of a checkpoint: the tree head it vouches for and the cosignatures that held."""

    checkpoint: Checkpoint
    cosignatures: tuple[Cosignature, ...]
    withheld: tuple[int, ...] = ()
    """Of a bundle, the numbers of the entries of which it has the hash alone."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Logs, and the quorum of witnesses that a checkpoint of theirs needs."""

    logs: tuple[Log, ...] = ()
    witnesses: Mapping[str, Witness] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)
    quorum: str = NONE

    @classmethod
    def trusting(cls, *logs: VerifierKey) -> Policy:
        """The policy of somebody who has the ledgers' keys and knows no witness."""
        return cls(tuple(Log(key) for key in logs))

    def judge(self, note: Note | str | bytes) -> Verdict:
        """Verifies a checkpoint: a log's signature, every known witness's line, the quorum; or refuses."""
        note = note if isinstance(note, Note) else parse_note(note)
        checkpoint = open_checkpoint(note, *(log.key for log in self.logs))
        try:
            cosignatures = verify_cosignatures(note, (witness.key for witness in self.witnesses.values()))
        except NoTrustedSignature:
            cosignatures = ()
        present = {line.witness for line in cosignatures}
        names = [name for name, witness in self.witnesses.items() if witness.key in present]
        if not self.is_met_by(names):
            raise QuorumNotMet(self.quorum, names)
        return Verdict(checkpoint, cosignatures)

    def is_met_by(self, names: Iterable[str]) -> bool:
        """Whether cosignatures by the witnesses of these names are the quorum."""
        if self.quorum == NONE:
            return True
        seen = set(names) & self.witnesses.keys()
        for name, group in self.groups.items():  # members are always defined before their group
            if sum(member in seen for member in group.members) >= group.needed:
                seen.add(name)
        return self.quorum in seen

    @property
    def text(self) -> str:
        """The policy as a file; thresholds are written as numbers."""
        lines = [f"log {log.key.text} {log.url}" for log in self.logs]
        lines += [f"witness {name} {each.key.text} {each.url}" for name, each in self.witnesses.items()]
        lines += [f"group {name} {each.needed} {' '.join(each.members)}" for name, each in self.groups.items()]
        return "".join(f"{line.rstrip()}\n" for line in (*lines, f"quorum {self.quorum}"))
