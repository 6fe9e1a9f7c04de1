"""NHS Organisation Data Service: which bodies took over from which (Successor Organisations, Open Government Licence).

The file has pairs of codes, each with a date, and no names: an organisation is registered under its code. A
split or a merger is several pairs, and stays so, since the file does not say which pairs belong together. A
pair recorded twice with different dates is two statements. What a body took over from itself is refused, and
so is a row that closes a circle of successions within one day; over different days a code can come back.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from ledger.entries.entry import Draft
from ledger.imports.files import CsvRow, rows
from ledger.imports.records import Format, InStepReader, Item, Naming, Progress, Unfit, is_visible, told, unfit
from ledger.vocabulary.dates import exactly
from ledger.vocabulary.organisations import BodiesSucceeded, OrganisationRegistered
from ledger.vocabulary.provenance import Source, Standing
from ledger.vocabulary.subjects import name_of

_COLUMNS: Final = ("old_code", "new_code", "date")
_CIRCLE: Final = "ask the source which of the rows is right"
_LICENCE: Final = "NHS England, Organisation Data Service; Open Government Licence v3.0"


class Successions(InStepReader):
    """Reads `old_code,new_code,date`, from a CSV file or from the first one in an archive."""

    def __init__(self, path: Path, register: str = "ods") -> None:
        self.progress = Progress()
        self._path = path
        self._naming = Naming(register, capitals=True)
        self._document = f"nhs-ods-successions-{register}".replace("/", "-")
        self._circles = _Circles()
        self._known: set[str] = set()

    def items(self) -> Iterator[Item]:
        """Each organisation before the first succession that names it."""
        self._circles, self._known = _Circles(), set()
        for row in rows(self._path, self.progress):
            if isinstance(row, Unfit):
                yield row
            else:
                yield from self._of_row(row)

    def _of_row(self, row: CsvRow) -> Iterator[Item]:
        if missing := [name for name in _COLUMNS if not is_visible(row.values.get(name, ""))]:
            yield unfit(row.place, f"it has no {missing[0]}", f"the columns are {', '.join(_COLUMNS)}")
            return
        old, new, day = (row.values[name] for name in _COLUMNS)
        number = _day(day)
        if number is None:
            yield unfit(row.place, f"'{day}' is no day in the calendar", "correct it in the source")
            return
        for code in (old, new):
            yield from self._registration(code, row.place)
        if self._circles.close(old, new, number):
            by_way = f", by way of '{new}'" if new != old else ""
            yield unfit(row.place, f"on {day} '{old}' would have taken over from itself{by_way}", _CIRCLE)
            return
        yield told(self._succession(old, new, number, row.place))

    def _registration(self, code: str, place: str) -> Iterator[Item]:
        if code in self._known:
            return
        self._known.add(code)
        event = OrganisationRegistered(
            organisation=self._naming.subject("organisation", code), name=code, identifiers={"nhs-ods": code}
        )
        yield told(Draft(event=event, source=self._source(code), standing=Standing.REPORTED, place=place))

    def _succession(self, old: str, new: str, day: int, place: str) -> Draft:
        before, after = self._naming.subject("organisation", old), self._naming.subject("organisation", new)
        at = exactly(day)
        event = BodiesSucceeded(
            succession=f"succession:{name_of(before)}~to~{self._naming.local(new)}~{at.text}",
            predecessors=(before,),
            successors=(after,),
        )
        source = self._source(f"{old} to {new}, {at.text}")
        return Draft(event=event, source=source, occurred=at, standing=Standing.REPORTED, place=place)

    def _source(self, at: str) -> Source:
        return Source(document="NHS ODS successor organisations", id=self._document, at=at, publisher=_LICENCE)


def _day(text: str) -> int | None:
    """The number of a day written as YYYY-MM-DD."""
    try:
        return date.fromisoformat(text).toordinal() if len(text) == 10 else None
    except ValueError:
        return None


class _Circles:
    """The pairs of every day that were taken as true, and what would make a body its own predecessor within one day.

    Two bodies that no pairs of that day connect are told apart without a search (union-find).
    """

    def __init__(self) -> None:
        self._after: dict[tuple[int, str], list[str]] = {}
        self._group: dict[tuple[int, str], str] = {}

    def close(self, old: str, new: str, day: int) -> bool:
        """Whether the pair closes a circle on its day; it is remembered if it does not."""
        one, other = self._head(old, day), self._head(new, day)
        if one == other and self._leads(new, old, day):
            return True
        self._group[day, one] = other
        self._after.setdefault((day, old), []).append(new)
        return False

    def _head(self, body: str, day: int) -> str:
        found = body
        while (above := self._group.get((day, found), found)) != found:
            self._group[day, found] = self._group.get((day, above), above)
            found = above
        return found

    def _leads(self, start: str, goal: str, day: int) -> bool:
        seen, left = {start}, [start]
        while left:
            body = left.pop()
            if body == goal:
                return True
            following = [after for after in self._after.get((day, body), ()) if after not in seen]
            seen.update(following)
            left += following
        return False


FORMAT = Format(
    "ods", "NHS ODS successions (CSV with old_code, new_code, date)", Successions, "ods", r"\A[^\n]*\bold_code\b"
)
