"""Erasing: which values of an entry go for good, and what cannot go.

A field goes wherever it was said: in the entry, and in every correction of it that says it anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ledger.entries.corrections import bottom_of
from ledger.entries.disclosures import Sealed
from ledger.entries.entry import Entry
from ledger.erasure.redaction import refuse_not_erasable
from ledger.refusals import Refusal, Refusals, Untrue
from ledger.vocabulary.corrections import EntryCorrected
from ledger.vocabulary.erasures import DisclosureErased

_IN_THE_OPEN = (
    "it cannot be erased. `govledger correct {0}` or `govledger retract {0}` takes it out of the answers, "
    "and leaves it in the log"
)


def erasure(named: Entry, entries: Sequence[Entry], fields: Iterable[str], basis: str, why: str) -> DisclosureErased:
    """The event that erases some fields of an entry; `entries` are those of its stream, as recorded.

    Raises:
        Refusals: a field is none, was never erasable, or has been erased.
    """
    wanted = tuple(dict.fromkeys(fields))
    held = _held(named, entries)
    refusals = [refusal for name in wanted if (refusal := _refusal(name, named, held, entries)) is not None]
    if not wanted:
        refusals.append(Refusal("no field is named", f"say which: {', '.join(named.erasable) or 'none is erasable'}"))
    if refusals:
        raise Refusals(refusals)
    digests = tuple(sealed.digest for sealed in held if sealed.field in wanted and sealed.is_there)
    return DisclosureErased(entry=named.position, fields=wanted, digests=digests, basis=basis, why=why)


def refuse_erasure(erasure: DisclosureErased, entries: Sequence[Entry]) -> None:
    """Refuse to erase what was never there, or has been erased.

    Raises:
        Untrue: either of these.
    """
    held = {sealed.digest for entry in entries for sealed in entry.sealed}
    held -= {digest for entry in entries if isinstance(entry.event, DisclosureErased) for digest in entry.event.digests}
    if not held.issuperset(erasure.digests):
        raise Untrue(f"not all of that is kept apart from entry {erasure.entry}", "look at `govledger entry show`")


def _held(named: Entry, entries: Sequence[Entry]) -> list[Sealed]:
    """What is kept apart of an entry and of all that correct it."""
    about = {named.position}
    for entry in entries:
        if isinstance(entry.event, EntryCorrected) and entry.event.entry in about:
            about.add(entry.position)
    return [sealed for entry in entries if entry.position in about for sealed in entry.sealed]


def _refusal(name: str, named: Entry, held: Sequence[Sealed], entries: Sequence[Entry]) -> Refusal | None:
    sealed = [each for each in held if each.field == name]
    if any(each.is_there for each in sealed):
        return None
    if sealed:
        digests = {each.digest for each in sealed}
        by = [e.position for e in entries if isinstance(e.event, DisclosureErased) and digests & {*e.event.digests}]
        by_whom = f"has been erased, by entry {by[-1]}" if by else "is missing, and no entry says that it was erased"
        return Untrue(
            f"the {name} of entry {named.position} {by_whom}",
            "there is nothing left to do" if by else "verify the ledger: `govledger audit verify`",
        )
    try:
        refuse_not_erasable((name,), type(named.event), _about(named, entries))
    except Refusal as refusal:
        return refusal
    return Untrue(f"the {name} of entry {named.position} was recorded in the open", _IN_THE_OPEN.format(named.position))


def _about(named: Entry, entries: Sequence[Entry]) -> type | None:
    bottom = bottom_of(named.position, entries)
    return next((type(entry.event) for entry in entries if entry.position == bottom), None)
