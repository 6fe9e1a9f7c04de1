"""What becomes of drafts, and how it is said that one contradicts an entry, with the command that would mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from ledger.entries.entry import PENDING, Draft, Entry, called
from ledger.refusals import Contradicted, Refusal
from ledger.vocabulary.subjects import kind_of, name_of


@dataclass(frozen=True)
class Outcome:
    """What became of the drafts: `recorded` entries, those told `already`, and `contradictions` left aside.

    Where each statement stands for itself, `refused` are those that cannot be true, each with the place that its draft
    names, and of what was told already the entry is only looked up where it may not stand. `unsaid` are entries of a
    document that its newer form no longer states; `overtaken` are entries that were told already and have been
    corrected since, so that they say otherwise now.
    """

    recorded: tuple[Entry, ...] = ()
    already: tuple[tuple[Draft, Entry | None], ...] = ()
    contradictions: tuple[Contradicted, ...] = ()
    unsaid: tuple[Entry, ...] = ()
    overtaken: tuple[Entry, ...] = ()
    refused: tuple[Refusal, ...] = ()
    undone: tuple[tuple[Draft, ...], ...] = ()
    """The statements that `refused` is about, as they were handed in."""


def retracted(draft: Draft, entry: Entry, by: int) -> Contradicted:
    """What is told again of which the entry was retracted; only who retracted it can say that it stands after all."""
    is_recorded = by < PENDING
    remedy = f"to bring it back: govledger retract {by} --why '...'" if is_recorded else "leave out one of the two"
    by_what = by if is_recorded else called(by)
    return contradiction(draft, entry, [f"{called(entry.position)} was retracted by {by_what}"], remedy)


def contradiction(draft: Draft, entry: Entry, different: Sequence[str], remedy: str = "") -> Contradicted:
    """What says otherwise than an entry, and what to do about it."""
    what = f"{draft.event.TYPE} of {kind_of(entry.stream)} '{name_of(entry.stream)}'"
    remedy = remedy or _remedy(draft, entry)
    contradicted = Contradicted(what, entry.position, different, remedy, called(entry.position))
    contradicted.at(draft.place)
    return contradicted


def _remedy(draft: Draft, entry: Entry) -> str:
    """The command that would correct the entry to what the draft says."""
    if entry.gone:
        return "leave it out: what was erased is not to be recorded again; another statement needs an id of its own"
    if entry.position >= PENDING:
        return "ask the source which is so, or give the two ids of their own"
    said, told = (event.statement(in_full=not entry.is_upcast) for event in (draft.event, entry.event))
    whole = msgspec.to_builtins(draft.event)
    changes = [f"--set {name}={_quoted(whole[name])}" for name in said if said[name] != told.get(name)]
    left_out = [name for name in told if name not in said and not draft.event.introduces]
    changes += [f"--set {name}={_quoted(whole[name]) if name in whole else ''}" for name in left_out]
    if draft.occurred != entry.occurred and not draft.event.introduces:
        changes.append(f"--on '{draft.occurred.text}'")
    if draft.standing != entry.standing and not draft.event.introduces:
        changes.append(f"--standing {draft.standing}")
    return (
        f"if the record is wrong: govledger correct {entry.position} {' '.join(changes)} --why '...'"
        if entry.position and changes
        else f"if the record is wrong, correct entry {entry.position}"
    )


def _quoted(value: object) -> str:
    text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    return "'" + text.replace("'", "'\\''") + "'"
