"""Trust files, c2sp.org/tlog-policy: which logs are believed, and which witnesses must have cosigned.

    log <verifier key> [<url>]
    witness <name> <verifier key> [<url>]
    group <name> all|any|<k> <name>...
    quorum <name>|none

The file is the reader's own: a policy that comes with the evidence proves nothing. It is read as a whole, and every
bad line of it is named at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from ledger.transparency.checkpoint import Checkpoint, Cosignature, open_checkpoint, verify_cosignatures
from ledger.transparency.errors import MalformedKey, MalformedPolicy, NoTrustedSignature, QuorumNotMet
from ledger.transparency.keys import COSIGNATURE, ED25519, VerifierKey, parse_verifier_key
from ledger.transparency.note import Note, parse_note

NONE = "none"


@dataclass(frozen=True, slots=True)
class TrustedLog:
    """A ledger whose checkpoints are believed when its key signs them."""

    key: VerifierKey
    url: str = ""


@dataclass(frozen=True, slots=True)
class TrustedWitness:
    """Somebody who cosigns; the name counts in the policy only, the key's name in the note."""

    key: VerifierKey
    url: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Counts as having witnessed when at least `needed` of its members have."""

    needed: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a policy makes of a checkpoint: the tree head it vouches for and the cosignatures that held."""

    checkpoint: Checkpoint
    cosignatures: tuple[Cosignature, ...]
    withheld: tuple[int, ...] = ()
    """Of a bundle, the numbers of the entries of which it has the hash alone."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Logs, and the quorum of witnesses that a checkpoint of theirs needs."""

    logs: tuple[TrustedLog, ...] = ()
    witnesses: Mapping[str, TrustedWitness] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)
    quorum: str = NONE

    @classmethod
    def trusting(cls, *logs: VerifierKey) -> Policy:
        """The policy of somebody who has the ledgers' keys and knows no witness."""
        return cls(tuple(TrustedLog(key) for key in logs))

    def judge(self, note: Note | str | bytes) -> Judgement:
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
        return Judgement(checkpoint, cosignatures)

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


_BLANKS = re.compile(r"[ \t]+")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_THRESHOLD = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)


def parse_policy(octets: bytes) -> Policy:
    """Reads a trust file; names are octets, not letters, so two spellings are two names."""
    text = octets.decode("utf-8", errors="surrogateescape")
    draft = _Draft()
    for number, line in enumerate(text.split("\n"), 1):
        draft.read(number, line)
    if not draft.quorums:
        draft.faults.append((0, "there is no quorum line; write 'quorum none' to ask for no witness"))
    if draft.faults:
        raise MalformedPolicy(draft.faults)
    return Policy(tuple(draft.logs), draft.witnesses, draft.groups, draft.quorums[0])


class _Wrong(Exception):
    """What is wrong with one line."""


@dataclass
class _Draft:
    """The policy as far as it has been read."""

    logs: list[TrustedLog] = field(default_factory=list)
    witnesses: dict[str, TrustedWitness] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    quorums: list[str] = field(default_factory=list)
    grouped: set[str] = field(default_factory=set)
    faults: list[tuple[int, str]] = field(default_factory=list)

    def read(self, number: int, line: str) -> None:
        words = _BLANKS.split(line.strip(" \t"))
        try:
            _refuse_controls(line)
            if words[0] and not words[0].startswith("#"):
                self._define(words[0], words[1:])
        except _Wrong as wrong:
            self.faults.append((number, str(wrong)))

    def _define(self, keyword: str, words: list[str]) -> None:
        kinds: dict[str, tuple[Callable[[list[str]], None], int, int]] = {
            "log": (self._log, 1, 2),
            "witness": (self._witness, 2, 3),
            "group": (self._group, 3, 10_000),
            "quorum": (self._quorum, 1, 1),
        }
        if keyword not in kinds:
            raise _Wrong(f"{keyword!r} is none of log, witness, group, quorum")
        define, fewest, most = kinds[keyword]
        if not fewest <= len(words) <= most:
            raise _Wrong(f"a {keyword} line takes {fewest} to {most} words after '{keyword}'")
        define(words)

    def _log(self, words: list[str]) -> None:
        key = _key(words[0], ED25519, "log")
        if any(key.public == log.key.public for log in self.logs):
            raise _Wrong(f"the key of log {key.name} is given twice")
        self.logs.append(TrustedLog(key, *words[1:]))

    def _witness(self, words: list[str]) -> None:
        name, key = self._new_name(words[0]), _key(words[1], COSIGNATURE, "witness")
        for other, witness in self.witnesses.items():
            if witness.key.public == key.public:
                raise _Wrong(f"witness {name} has the same key as witness {other}")
        self.witnesses[name] = TrustedWitness(key, *words[2:])

    def _group(self, words: list[str]) -> None:
        name, threshold, *members = words
        self._new_name(name)
        for member in members:
            if member not in self.witnesses and member not in self.groups:
                raise _Wrong(f"{member!r} is not defined above")
            if member in self.grouped or members.count(member) > 1:
                raise _Wrong(f"{member!r} is a member more than once")
        self.groups[name] = Group(_needed(threshold, len(members)), tuple(members))
        self.grouped.update(members)

    def _quorum(self, words: list[str]) -> None:
        name = words[0]
        if name != NONE and name not in self.witnesses and name not in self.groups:
            raise _Wrong(f"{name!r} is not defined above")
        if self.quorums:
            raise _Wrong("there is a quorum line already")
        self.quorums.append(name)

    def _new_name(self, name: str) -> str:
        if name == NONE or name in self.witnesses or name in self.groups:
            raise _Wrong(f"the name {name!r} is taken")
        return name


def _refuse_controls(line: str) -> None:
    if _FORBIDDEN.search(line):
        raise _Wrong("it contains a control character other than tab")


def _needed(threshold: str, count: int) -> int:
    if threshold in ("all", "any"):
        return count if threshold == "all" else 1
    if not _THRESHOLD.fullmatch(threshold) or int(threshold) > count:
        raise _Wrong(f"the threshold {threshold!r} is not all, any or a number from 1 to {count}")
    return int(threshold)


def _key(text: str, kind: int, what: str) -> VerifierKey:
    try:
        key = parse_verifier_key(text)
    except MalformedKey as error:
        raise _Wrong(error.problem) from error
    if key.kind != kind:
        raise _Wrong(f"a {what} needs a key of kind 0x{kind:02x}, {key.name} has 0x{key.kind:02x}")
    return key
