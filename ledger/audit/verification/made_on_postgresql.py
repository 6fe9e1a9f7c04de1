"""PostgreSQL: what the statements of the migrations make, in the words in which its catalogue tells it.

Those statements are of few forms, and are read here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from types import MappingProxyType
from typing import Final, NamedTuple

from ledger.audit.verification.schema import parts_of
from ledger.erasure.exempt import MAKES_EXEMPT

_PREDICATES: Final = MappingProxyType(
    {
        MAKES_EXEMPT: "((visibility <> ''::text) OR ((type = 'entry.corrected'::text) AND "
        "(replace(body, '\"visibility\"'::text, ''::text) <> body)))"
    }
)
"""Conditions of indexes as the migrations say them, and as PostgreSQL says them again."""
_TABLE: Final = re.compile(r"CREATE TABLE (\w+) \((.*)\)\s*$", re.DOTALL)
_ADDED: Final = re.compile(r"ALTER TABLE (\w+) ADD COLUMN (.*)$", re.DOTALL)
_INDEX: Final = re.compile(r"CREATE INDEX (\w+) ON (\w+) \((.*?)\)(?: WHERE (.*))?$", re.DOTALL)
_OF_WORDS: Final = re.compile(r"CREATE INDEX (\w+) ON (\w+) USING gin \((.*)\)$")
_FUNCTION: Final = re.compile(r"CREATE FUNCTION (\w+)\(\) RETURNS trigger LANGUAGE plpgsql AS \$\$(.*)\$\$$", re.DOTALL)
_TRIGGER: Final = re.compile(
    r"CREATE TRIGGER (\w+) BEFORE ([A-Z ]+) ON (\w+) FOR EACH STATEMENT EXECUTE FUNCTION (\w+)\(\)$"
)
_KEY: Final = re.compile(r"(?:CONSTRAINT (\w+) )?(PRIMARY KEY|UNIQUE) \((.*)\)$")
_COLUMN: Final = re.compile(r'"?(\w+)"? ([A-Z]+)(\(\d+\))?(.*?)( PRIMARY KEY)?$')
_DEFAULT: Final = re.compile(r" DEFAULT ('[^']*')( NOT NULL)")
"""A default, which PostgreSQL's catalogue has behind everything else, and with its type."""
_TYPES: Final = MappingProxyType({"VARCHAR": "character varying"})
_CHANGES: Final = MappingProxyType({"DELETE": 8, "UPDATE": 16, "TRUNCATE": 32})
_BEFORE: Final = 2
_LONGEST_NAME: Final = 63


class Guard(NamedTuple):
    """A trigger: its table, when it fires, and the text of its function."""

    table: str
    fires: int
    text: str


class Due:
    """What the statements make."""

    def __init__(self, statements: tuple[str, ...]) -> None:
        self.columns: dict[str, list[str]] = {}
        self.indexes: dict[str, dict[str, str]] = defaultdict(dict)
        self.guards: dict[str, Guard] = {}
        self.functions: dict[str, str] = {}
        for statement in statements:
            self._take(statement.strip())

    def _take(self, statement: str) -> None:
        if said := _TABLE.match(statement) or _ADDED.match(statement):
            self._take_table(said[1], said[2])
        elif said := _INDEX.match(statement):
            where = f" WHERE {_PREDICATES.get(said[4], said[4])}" if said[4] else ""
            self.indexes[said[2]][said[1][:_LONGEST_NAME]] = f"btree ({said[3].replace(chr(34), '')}){where}"
        elif said := _OF_WORDS.match(statement):
            self.indexes[said[2]][said[1][:_LONGEST_NAME]] = f"gin ({said[3]})"
        elif said := _FUNCTION.match(statement):
            self.functions[said[1]] = said[2]
        elif said := _TRIGGER.match(statement):
            fires = _BEFORE + sum(_CHANGES[change] for change in said[2].split(" OR "))
            self.guards[said[1]] = Guard(said[3], fires, self.functions[said[4]])

    def _take_table(self, table: str, within: str) -> None:
        columns = self.columns.setdefault(table, [])
        for part in parts_of(within):
            if key := _KEY.match(part):
                name = (key[1] or f"{table}_pkey")[:_LONGEST_NAME]
                self.indexes[table][name] = f"UNIQUE btree ({key[3].replace(chr(34), '')})"
            elif column := _COLUMN.match(part):
                kind = _TYPES.get(column[2], column[2].lower())
                rest = _DEFAULT.sub(rf"\2 DEFAULT \1::{kind}", column[4])
                columns.append(f"{column[1]} {kind}{column[3] or ''}{rest}")
                if column[5]:
                    self.indexes[table][f"{table}_pkey"] = f"UNIQUE btree ({column[1]})"
