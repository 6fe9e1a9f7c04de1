"""What a spreadsheet said before by columns that it has not now: a column that is left out takes nothing back.

An empty cell says that something is not known, or is not so any more; a column that is not there says nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Final

from msgspec.structs import replace

from ledger.entries.entry import Draft, Entry
from ledger.entries.idempotency import is_of_one_document
from ledger.imports.former import Former
from ledger.imports.later_forms import assigned
from ledger.refusals import Refusal
from ledger.vocabulary.event import CATALOGUE, Event
from ledger.vocabulary.membership import MembershipStarted
from ledger.vocabulary.organisations import BodyEstablished
from ledger.vocabulary.projects import ProjectReferred
from ledger.vocabulary.provenance import Standing

_FIELDS: Final[Mapping[type[Event], Mapping[str, str]]] = MappingProxyType(
    {
        MembershipStarted: {"on behalf of": "on_behalf_of", "voting": "voting", "role": "role"},
        BodyEstablished: {"type": "kind", "of": "of", "part of": "parent", "seats": "seats", "id": "identifiers"},
        ProjectReferred: {"purpose": "purpose"},
    }
)
"""The fields of events by the columns that fill them."""
_Matter = tuple[str, ...]


class RowsBefore:
    """What earlier forms of a spreadsheet have said, as it stands when a reading begins."""

    def __init__(self, former: Former) -> None:
        self._former = former
        self._told: dict[str, dict[_Matter, list[Entry]]] = {}
        """By subjects, then by what is said of whom."""
        self._with_ids: dict[str, dict[str, set[str]]] = {}
        """By kinds, then by names."""

    def completed(self, drafts: tuple[Draft, ...], columns: Collection[str]) -> tuple[Draft, ...]:
        """What a row says, with what it said before by columns that are not there; as it is, where that is not certain.

        Of several memberships of somebody in one body it is the one of which the columns that are there say the same.
        """
        first, *rest = drafts
        fields = _FIELDS.get(type(first.event))
        if fields is None or self._former.is_empty:
            return drafts
        absent = {field for column, field in fields.items() if column not in columns}
        is_dated, has_ends = "from" in columns or "on" in columns, "until" in columns or "left on" in columns
        told = [e for e in self._of(first.subject).get(_matter(first.event), ()) if is_of_one_document(first, e)]
        alike = [e for e in told if _agree(first, e, set(fields.values()) - absent, is_dated)] or told
        if len(alike) != 1:
            return drafts
        ends = self._ends(alike[0])
        if any(end.date_standing is Standing.INFERRED for end in ends):
            return drafts  # it was off a later list, and is told anew
        event = replace(first.event, **{field: getattr(alike[0].event, field) for field in absent})
        began = replace(first, event=event, occurred=first.occurred if is_dated else alike[0].occurred)
        if has_ends:
            return (began, *rest)
        return (began, *(replace(began, event=_unassigned(e.event), occurred=e.occurred, note=e.note) for e in ends))

    def with_id(self, kind: str, name: str, register: str) -> str:
        """Whom or what a name stood for that had an id of the source's own; nothing where none did.

        Raises:
            Refusal: several did.
        """
        if kind not in self._with_ids:
            found = self._with_ids[kind] = {}
            for entry in self._former.introduced(kind, register):
                if register in getattr(entry.event, "identifiers", {}):
                    found.setdefault(getattr(entry.event, "name", ""), set()).add(entry.stream)
        bearers = self._with_ids[kind].get(name, set())
        if len(bearers) > 1:
            raise Refusal(
                f"'{name}' is what {len(bearers)} in this register are called, by the ids that it had before",
                "give the spreadsheet its column id again",
            )
        return next(iter(bearers), "")

    def _of(self, subject: str) -> dict[_Matter, list[Entry]]:
        if subject not in self._told:
            found = self._told[subject] = {}
            for entry in self._former.of_subject(subject):
                found.setdefault(_matter(entry.event), []).append(entry)
        return self._told[subject]

    def _ends(self, began: Entry) -> list[Entry]:
        """The ends that are told of what an entry begins."""
        if not began.event.ENDED_BY:
            return []
        ended = CATALOGUE[began.event.ENDED_BY]
        told = self._of(began.stream).get((ended.TYPE, *_matter(began.event)[1:]), ())
        return [e for e in told if assigned(e.event, ended) == assigned(began.event, ended)]


def _matter(event: Event) -> _Matter:
    """What an event says, and of whom."""
    names = CATALOGUE[event.ENDED_BY].IDENTITY if event.ENDED_BY else event.IDENTITY
    return (event.TYPE, *(str(getattr(event, name, "")) for name in names))


def _agree(draft: Draft, entry: Entry, fields: Collection[str], is_dated: bool) -> bool:
    is_alike = all(getattr(draft.event, field) == getattr(entry.event, field) for field in fields)
    return is_alike and (not is_dated or draft.occurred == entry.occurred)


def _unassigned(event: Event) -> Event:
    """An event without what the ledger fills in."""
    return replace(event, **dict.fromkeys(event.ASSIGNED, ""))
