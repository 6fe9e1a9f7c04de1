"""Targets of a project: each has a name within it, by which it is revised later."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import NamedTuple, TypeAlias

from ledger.aggregates.rules.lifecycle import impossible_order, refuse_before
from ledger.aggregates.rules.persistent_map import PersistentMap
from ledger.entries.entry import Draft, Entry, called
from ledger.refusals import Taken, Untrue
from ledger.vocabulary.dates import When
from ledger.vocabulary.subjects import name_of, slug
from ledger.vocabulary.targets import TargetRevised, TargetSet


class Target(NamedTuple):
    """A target as decisions need it: since when it is set (None: only revised so far), and when it was revised."""

    start: When | None = None
    position: int = 0
    revised: tuple[When, ...] = ()


Targets: TypeAlias = PersistentMap[str, Target]


def refuse_known_target(targets: Targets, event: TargetSet) -> None:
    """Refuse to set a target under the name of another.

    Raises:
        Taken: the project has a target of that name.
    """
    name = event.target
    if name in targets and targets[name].start is not None:
        of = f"{name_of(event.project)}/{name}"
        raise Taken("target", of, f"{called(targets[name].position)} set it; revise it, or give this one a name")


def refuse_unknown_target(targets: Targets, event: TargetRevised, draft: Draft) -> None:
    """Refuse to revise what was never set, or what a name does not tell.

    Raises:
        Untrue: no target has that name, or it was set later.
    """
    what = f"'{event.target}' of the project '{name_of(event.project)}'"
    if event.target not in targets:
        near = _near(targets, event.target)
        if len(near) > 1:
            raise Untrue(f"the target {what} may be one of several", f"say which: {' or '.join(near)}")
        raise Untrue(
            f"the target {what} was never set",
            f"did you mean {near[0]}?" if near else f"set it first; there is {_listed(targets) or 'none'}",
        )
    refuse_before(draft.occurred, targets[event.target].start, f"the target {what} cannot be revised", "it was set")


def begun(targets: Targets, event: TargetSet, entry: Entry) -> Targets:
    """The targets with one that was set."""
    before = targets.get(event.target, Target())
    return targets.put(event.target, before._replace(start=entry.occurred, position=entry.position))


def revised(targets: Targets, event: TargetRevised, entry: Entry) -> Targets:
    """The targets with one that was revised."""
    before = targets.get(event.target, Target())
    return targets.put(event.target, before._replace(revised=(*before.revised, entry.occurred)))


def impossible(targets: Targets) -> Iterator[str]:
    """A sentence for every target that would be revised before it was set, or without having been."""
    for name, target in sorted(targets.items()):
        if target.start is None:
            yield f"the target '{name}' would be revised without having been set"
        for at in target.revised:
            yield from impossible_order(target.start, at, f"the target '{name}' would be revised")


def _near(targets: Targets, given: str) -> list[str]:
    said = slug(given)
    begins = [name for name in targets if name == said or name.startswith(f"{said}-")]
    return [f"'{name}'" for name in begins or get_close_matches(said, targets, n=3, cutoff=0.6)]


def _listed(targets: Targets) -> str:
    return ", ".join(f"'{name}'" for name in sorted(targets))
