"""A record of a source as named fields that are what they should be, or are refused by name and value."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from ledger.refusals import BadDate, Refusal
from ledger.vocabulary.dates import When, exactly, when

LONGEST_TEXT: Final = 20_000
"""Characters of one text; more than that is a document, which a ledger names and does not hold."""
_SHOWN: Final = 60


class Record:
    """The fields of one record; `place` is where it stands, for refusals."""

    def __init__(self, place: str, values: Mapping[str, Any]) -> None:
        self.place, self.values = place, values

    def text(self, key: str) -> str:
        """A text that has to be there.

        Raises:
            Refusal: it is not, or is no text.
        """
        found = self.optional(key)
        if not found:
            raise Refusal(f"it has no {key}", "complete it in the source", self.place)
        return found

    def optional(self, key: str) -> str:
        """A text that may be missing; then it is empty.

        Raises:
            Refusal: it is no text, or holds what no text can.
        """
        value = self.values.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise self.wrong(key, value, "a text")
        return self._clean(key, value).strip()

    def flag(self, key: str) -> bool | None:
        """Yes, no, or nothing said.

        Raises:
            Refusal: it is something else.
        """
        value = self.values.get(key)
        if value is None or isinstance(value, bool):
            return value
        raise self.wrong(key, value, "true or false")

    def links(self, key: str) -> tuple[str, ...]:
        """The ids that a field names, one or many, as ids or as objects that have one.

        Raises:
            Refusal: one of them is neither.
        """
        value = self.values.get(key)
        each = value if isinstance(value, list) else [] if value is None else [value]
        ids = (one.get("id") if isinstance(one, dict) else one for one in each)
        return tuple(Record(self.place, {key: one}).text(key) for one in ids)

    def records(self, key: str) -> list[Record]:
        """The objects within a field, one or many; ids that only name them are passed over."""
        value = self.values.get(key)
        each = value if isinstance(value, list) else [value]
        return [Record(f"{self.place} {one.get('id', key)}"[:300], one) for one in each if isinstance(one, dict)]

    def date(self, key: str) -> When | None:
        """A date, as precise as it is written; of a time, its day where it was told. None where none is given.

        Raises:
            Refusal: there is no such day, or it is no date.
        """
        text = self.optional(key)
        if not text:
            return None
        try:
            return exactly(datetime.fromisoformat(text).toordinal()) if len(text) > 10 else when(text)
        except BadDate as bad:
            raise Refusal(f"its {key}: {bad.problem}", "correct it in the source", self.place) from bad
        except ValueError as bad:
            raise self.wrong(key, text, "a date") from bad

    def wrong(self, key: str, value: object, wanted: str) -> Refusal:
        """The refusal of a value that is not what it should be."""
        shown = repr(value)
        shown = shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "…"
        return Refusal(f"its {key} is {shown}, not {wanted}", "correct it in the source", self.place)

    def _clean(self, key: str, text: str) -> str:
        if len(text) > LONGEST_TEXT:
            problem = f"its {key} has {len(text)} characters, more than the {LONGEST_TEXT} that a text may have"
            raise Refusal(problem, "shorten it in the source", self.place)
        if "\0" in text or (not text.isprintable() and any("\ud800" <= character <= "\udfff" for character in text)):
            raise Refusal(f"its {key} holds a character that is none", "mend its encoding in the source", self.place)
        return text
