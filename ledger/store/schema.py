"""The tables of a ledger, the same on SQLite and PostgreSQL.

Migrations make them (`ledger/store/migrations`); a test holds what the migrations make against this page.
Why texts are texts and not bytes: docs/decisions/0002-bodies-are-text.md.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, Table, Text, UniqueConstraint, text

from ledger.erasure.exempt import MAKES_EXEMPT

metadata = MetaData()

# SQLite makes a column the table's own row number only where it is spelled INTEGER.
Position: Final = BigInteger().with_variant(Integer, "sqlite")
Day: Final = Integer
# Names sort and compare by their code points, whatever language the PostgreSQL server speaks.
Name: Final = Text().with_variant(Text(collation="C"), "postgresql")


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


entries: Final = Table(
    "entries",
    metadata,
    Column("position", Position, primary_key=True, autoincrement=False),
    Column("recorded_at", Position, nullable=False),
    Column("stream", Name, nullable=False),
    Column("version", Position, nullable=False),
    Column("type", Name, nullable=False),
    Column("v", Integer, nullable=False),
    _text("body"),
    _text("occurred"),
    Column("occurred_earliest", Day, nullable=False),
    Column("occurred_latest", Day, nullable=False),
    _text("source"),
    _text("standing"),
    _text("stated_by"),
    _text("note"),
    _text("visibility"),
    _text("recorded_by"),
    Column("event_id", Name, nullable=False),
    _text("correlation_id"),
    _text("causation_id"),
    _text("tags"),
    UniqueConstraint("stream", "version", name="entries_once_a_version"),
    UniqueConstraint("event_id", name="entries_once_an_event"),
    Index("entries_by_recorded_at", "recorded_at"),
    Index("entries_exempt", "stream", sqlite_where=text(MAKES_EXEMPT), postgresql_where=text(MAKES_EXEMPT)),
    sqlite_strict=True,
)

entry_tags: Final = Table(
    "entry_tags",
    metadata,
    Column("tag", Name, primary_key=True),
    Column("position", Position, primary_key=True, autoincrement=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

head: Final = Table(
    "head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("position", Position, nullable=False),
    Column("recorded_at", Position, nullable=False),
    sqlite_strict=True,
)

tracking: Final = Table(
    "tracking",
    metadata,
    Column("name", Name, primary_key=True),
    Column("position", Position, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

# The audit trail (`ledger.audit`). A size counts entries: what is said of a size holds for the first so many.
tree_hashes: Final = Table(
    "tree_hashes",
    metadata,
    Column("pos", Position, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary, nullable=False),
    sqlite_strict=True,
)

checkpoints: Final = Table(
    "checkpoints",
    metadata,
    Column("size", Position, primary_key=True, autoincrement=False),
    _text("note"),
    sqlite_strict=True,
)

cosignatures: Final = Table(
    "cosignatures",
    metadata,
    Column("size", Position, primary_key=True, autoincrement=False),
    Column("line", Name, primary_key=True),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

signing_keys: Final = Table(
    "signing_keys",
    metadata,
    Column("since", Position, primary_key=True, autoincrement=False),
    _text("verifier"),
    sqlite_strict=True,
)

disclosures: Final = Table(
    "disclosures",
    metadata,
    Column("digest", Name, primary_key=True),
    Column("entry", Position, nullable=False),
    _text("disclosure"),
    Index("disclosures_by_entry", "entry"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
