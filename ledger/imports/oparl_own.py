"""What our own export to OParl says beside what OParl has a word for (`govledger:...`), read again.

An object of that export is known by the entries that it names. Its id is that of a subject of a ledger, and stays it.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from ledger.imports.records import Record, own_subject
from ledger.vocabulary.dates import UNKNOWN, When, when
from ledger.vocabulary.provenance import Standing

OURS: Final = "govledger:"
_ADDRESS: Final = re.compile(r"(?:.*/)?govledger/([a-z]+)/(.+)")


def own_id(foreign: str, *kinds: str) -> str:
    """The subject whose address this is in our own export, if it is of one of the kinds; else nothing."""
    found = _ADDRESS.fullmatch(foreign)
    return own_subject(f"{found[1]}:{found[2]}", found[1]) if found and found[1] in kinds else ""


class EndTold(NamedTuple):
    """The end of what lasts, and with what standing it is told."""

    on: When
    standing: Standing


class OwnWords:
    """What stands beside an object; of an object of another system, nothing."""

    def __init__(self, record: Record) -> None:
        self.is_own = isinstance(record.values.get(f"{OURS}entries"), list)
        told = record.values.items() if self.is_own else ()
        self.told = Record(record.place, {key.removeprefix(OURS): each for key, each in told if key.startswith(OURS)})

    def standing(self, otherwise: Standing) -> Standing:
        """The standing with which it is told.

        Raises:
            Refusal: it is none.
        """
        return self._standing(self.told, otherwise)

    def date(self, key: str) -> When | None:
        """A date that is no day, or that OParl has no place for.

        Raises:
            Refusal: it is no date.
        """
        bounds = self.told.values.get(key)
        return when(Record(self.told.place, bounds).text("edtf")) if isinstance(bounds, dict) else None

    def day(self, key: str) -> When:
        """A date that may be told, or is not known."""
        return self.date(key) or UNKNOWN

    def end(self, ended: When | None) -> EndTold | None:
        """The end as OParl has it, else as stands beside it, where it may be only expected."""
        expected = self.told.values.get("expected_end")
        if (on := ended or self.date("end")) is not None:
            return EndTold(on, Standing.REPORTED if not self.is_own else self.standing(Standing.REPORTED))
        if isinstance(expected, dict) and (on := self.date("expected_end")):
            return EndTold(on, self._standing(Record(self.told.place, expected), Standing.EXPECTED))
        return None

    def identifiers(self, foreign: str) -> dict[str, str]:
        """What a subject is called elsewhere: its address, but in our own export what was told there.

        Raises:
            Refusal: it is no object of texts.
        """
        if not self.is_own:
            return {"oparl": foreign}
        known = self.told.values.get("identifiers") or {}
        if not isinstance(known, dict):
            raise self.told.wrong("identifiers", known, "an object")
        return {scheme: Record(self.told.place, known).text(scheme) for scheme in known}

    def _standing(self, told: Record, otherwise: Standing) -> Standing:
        word = told.optional("standing")
        if word and word not in list(Standing):
            raise told.wrong("standing", word, f"one of {', '.join(Standing)}")
        return Standing(word) if word else otherwise
