"""Ids by short names: what a name in a meeting file stands for, among what the file registers and the ledger knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from heapq import nlargest
from typing import Final, Protocol

from ledger.refusals import Refusal, UnknownSubject
from ledger.vocabulary.field_types import one_of_kinds, with_article
from ledger.vocabulary.subjects import LONGEST_NAME, is_name, kind_of, name_of, slug

FINALISTS: Final = 50
"""Of many thousands of names, how many are weighed one by one as near misses."""


class Known(Protocol):
    """What the ledger has heard of."""

    def names(self, kind: str) -> Collection[str]:
        """The names of every subject of a kind, without the kind: `icb` for `body:icb`."""
        ...


class IdLookup:
    """Completes short names to ids; the file's own subjects count as soon as they are introduced."""

    def __init__(self, known: Known, kinds: Iterable[str]) -> None:
        self._known = known
        self._kinds = tuple(kinds)
        self._introduced: defaultdict[str, set[str]] = defaultdict(set)
        self._heard_of: dict[str, frozenset[str]] = {}
        self._likeness: dict[tuple[str, ...], Likeness] = {}

    def introduce(self, subject: str) -> None:
        """Let the file refer to a subject that it brings into being."""
        self._introduced[kind_of(subject)].add(name_of(subject))

    def completed(self, written: str, kinds: Sequence[str]) -> str:
        """The id that a short name or an id stands for; no kinds means any kind.

        Raises:
            UnknownSubject: nothing is called so; near misses of every allowed kind are offered.
            Refusal: it is of another kind, or fits several.
        """
        allowed = tuple(kinds) or self._kinds
        if ":" in written:
            return self._checked(written, allowed)
        fitting = [kind for kind in allowed if self._has(kind, written)]
        if len(fitting) == 1:
            return f"{fitting[0]}:{written}"
        if fitting:
            choices = " or ".join(f"{kind}:{written}" for kind in fitting)
            raise Refusal(f"'{written}' may be {one_of_kinds(fitting)}", f"write {choices}")
        if elsewhere := [kind for kind in self._kinds if self._has(kind, written)]:
            raise _of_another_kind(written, elsewhere, allowed)
        raise UnknownSubject(allowed, written, self._near(written, allowed))

    def _checked(self, subject: str, allowed: Sequence[str]) -> str:
        kind, name = kind_of(subject), name_of(subject)
        if kind not in self._kinds:
            raise UnknownSubject(allowed, subject, [f"{k}:{n}" for k in allowed for n in self._near(name, (k,))])
        if not self._has(kind, name):
            raise UnknownSubject((kind,), name, self._near(name, (kind,)))
        if kind not in allowed:
            raise _of_another_kind(subject, (kind,), allowed)
        return subject

    def _has(self, kind: str, name: str) -> bool:
        return name in self._introduced[kind] or name in self._known_names(kind)

    def _known_names(self, kind: str) -> frozenset[str]:
        """The ledger's names of a kind, asked for once in a file."""
        if kind not in self._heard_of:
            self._heard_of[kind] = frozenset(self._known.names(kind))
        return self._heard_of[kind]

    def _near(self, name: str, kinds: Sequence[str]) -> list[str]:
        """The names most alike to one that is unknown; what the file introduces later is not weighed any more."""
        if (among := tuple(kinds)) not in self._likeness:
            names = (self._introduced[kind] | self._known_names(kind) for kind in among)
            self._likeness[among] = Likeness(frozenset().union(*names))
        return self._likeness[among].nearest(name)


def new_subject(written: str, kind: str) -> str:
    """The id of a new subject of a kind, from its name or its id.

    Raises:
        Refusal: it cannot be a name; one made of the same words is offered.
    """
    name = written.removeprefix(f"{kind}:")
    if not is_name(name):
        raise Refusal(
            f"'{name[:LONGEST_NAME]}' cannot be the name of {with_article(kind)}",
            f"use small letters, digits and hyphens, for example '{slug(name)[:LONGEST_NAME]}'",
        )
    return f"{kind}:{name}"


def _of_another_kind(written: str, kinds: Sequence[str], allowed: Sequence[str]) -> Refusal:
    return Refusal(f"'{written}' is {one_of_kinds(kinds)}", f"expected {one_of_kinds(allowed)}")


class Likeness:
    """Names by their pairs of neighbouring letters; a misspelt name shares most of them with the right one."""

    def __init__(self, names: Iterable[str]) -> None:
        self._pairs = {name: _pairs(name) for name in names}

    def nearest(self, word: str) -> list[str]:
        """The `FINALISTS` names that are most alike to a word, in alphabetical order."""
        sought = _pairs(word.lower())

        def shared(name: str) -> tuple[float, str]:
            pairs = self._pairs[name]
            return 2 * len(sought & pairs) / (len(sought) + len(pairs)), name

        return sorted(nlargest(FINALISTS, self._pairs, key=shared))


def _pairs(name: str) -> frozenset[str]:
    framed = f"^{name}$"
    return frozenset(framed[at : at + 2] for at in range(len(framed) - 1))
