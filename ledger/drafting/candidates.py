"""Names to subjects: an exact name or alias settles; anything nearer or farther is proposed, with what speaks for it.

Two candidates with the same name settle nothing: which of them is meant is the clerk's to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ledger.drafting.libraries import library
from ledger.vocabulary.naming import folded

_NEAR = 86  # of 100: below it, names of different people are as alike as misspellings of one


@dataclass(frozen=True)
class Candidate:
    """Somebody or something that a name may stand for: its id, its names, and whether it belongs to the body."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    of_body: bool = False


@dataclass(frozen=True)
class KnownNames:
    """Whom and what the register knows on the day of a meeting; `body` is the id of the body that met, where given.

    `meetings` are the ids of the meetings of that body that are known on that day.
    """

    people: tuple[Candidate, ...] = ()
    bodies: tuple[Candidate, ...] = ()
    projects: tuple[Candidate, ...] = ()
    body: str | None = None
    meetings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """A candidate that a name may mean, how alike they are of 100, and what speaks for it."""

    candidate: Candidate
    likeness: int
    why: str


@dataclass(frozen=True)
class Resolved:
    """What became of a name: the candidate it settles on, or proposals, the likeliest first."""

    name: str
    settled: Candidate | None
    proposals: tuple[Proposal, ...] = ()


def resolve(name: str, candidates: Iterable[Candidate]) -> Resolved:
    """What a name stands for among the candidates."""
    pool = list(candidates)
    exact = [
        candidate for candidate in pool if folded(name) in {folded(n) for n in (candidate.name, *candidate.aliases)}
    ]
    if len(exact) == 1:
        return Resolved(name, exact[0])
    if exact:
        why = "has the same name as another"
        return Resolved(name, None, tuple(Proposal(c, 100, _with_body(why, c)) for c in _body_first(exact)))
    found = [proposal for candidate in pool if (proposal := _near(name, candidate))]
    found.sort(key=lambda p: (-p.likeness, not p.candidate.of_body, p.candidate.id))
    return Resolved(name, None, tuple(found[:3]))


def mentioned(text: str, candidates: Iterable[Candidate]) -> list[str]:
    """The ids of those of whom a text holds a whole name of two words or more, which is nobody else's name."""
    words = f" {folded(text)} "
    holders: dict[str, set[str]] = {}
    for candidate in candidates:
        for name in (candidate.name, *candidate.aliases):
            holders.setdefault(folded(name), set()).add(candidate.id)
    named = (held for name, held in holders.items() if " " in name and f" {name} " in words and len(held) == 1)
    return sorted({subject for held in named for subject in held})


def _near(name: str, candidate: Candidate) -> Proposal | None:
    """A proposal where the surname agrees and nothing contradicts, or where the spelling is nearly the same."""
    best: Proposal | None = None
    for other in (candidate.name, *candidate.aliases):
        given, known = folded(name).split(), folded(other).split()
        if not given or not known:
            continue
        if given[-1] == known[-1]:
            ours, theirs = given[:-1], known[:-1]
            if ours and theirs and not (ours[0].startswith(theirs[0]) or theirs[0].startswith(ours[0])):
                continue
            why = "the same surname, and the initial agrees" if ours and theirs else "the same surname"
            proposal = Proposal(candidate, 95 if ours and theirs else 90, _with_body(why, candidate))
        else:
            likeness = round(
                library("rapidfuzz.fuzz", "proposing whom a name may mean").ratio(folded(name), folded(other))
            )
            if likeness < _NEAR:
                continue
            proposal = Proposal(candidate, min(likeness, 89), _with_body("spelt nearly the same", candidate))
        if best is None or proposal.likeness > best.likeness:
            best = proposal
    return best


def _with_body(why: str, candidate: Candidate) -> str:
    return f"{why}; a member of the body" if candidate.of_body else why


def _body_first(candidates: Sequence[Candidate]) -> list[Candidate]:
    return sorted(candidates, key=lambda candidate: (not candidate.of_body, candidate.id))
