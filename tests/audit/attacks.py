"""The attacks: what somebody with every right on the database does, and what a verifier makes of it.

The ledger has `SIZE` entries; those up to 10 were recorded one by one, the rest five at a time. `alone` is what
verify says with nothing but the ledger's verifier key, `entry` the first wrong entry that it names. With one
checkpoint of all entries, kept outside, every attack but those on what is not evidence must be found.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from ledger.audit.verification import Check, Verdict
from ledger.transparency.keys import SigningKey
from ledger.vocabulary.signing_keys import OWN_STREAM, KeyRotated
from tests.audit.forger import Forger
from tests.transparency.trees import BOARD

SIZE = 20
AT = 7
"""The entry that is attacked."""
STRANGER = SigningKey(BOARD, bytes(range(2, 34)))
_OTHER = '{"body":"body:board-7","kind":"committee","name":"NEVER ESTABLISHED"}'


@dataclass(frozen=True)
class Attack:
    """What is done, and which checks find it from inside: none where it cannot be seen from there."""

    what: str
    do: Callable[[Forger, SigningKey], None]
    found_by: tuple[Check, ...]
    entry: int | None = None
    is_contradicted: bool = True
    """Whether the checkpoint kept outside contradicts it, too."""
    only_on: str = ""
    """The one database that knows such a thing; empty where both do."""
    is_harmless: bool = False
    """Whether it changes nothing that is evidence: neither verdict says anything."""

    @property
    def alone(self) -> Verdict:
        """The verdict on the ledger by itself."""
        return Verdict.WRONG if self.found_by else Verdict.NOT_ANCHORED


def _edit(column: str, value: str | int) -> Callable[[Forger, SigningKey], None]:
    def do(forger: Forger, _: SigningKey) -> None:
        forger.run(f"UPDATE entries SET {column} = ? WHERE position = ?", value, AT)

    return do


def _edit_and_rebuild(forger: Forger, _: SigningKey) -> None:
    _edit("body", _OTHER)(forger, _)
    forger.rebuild_tree()


def _delete(forger: Forger, _: SigningKey) -> None:
    forger.run("DELETE FROM entries WHERE position = ?", AT)
    forger.run("DELETE FROM entry_tags WHERE position = ?", AT)


def _delete_and_close_the_gap(forger: Forger, _: SigningKey) -> None:
    rows = forger.rows()
    forger.rewrite(rows[: AT - 1] + rows[AT:])
    forger.rebuild_tree()


def _insert_backdated(forger: Forger, _: SigningKey) -> None:
    rows = forger.rows()
    forged = rows[AT - 1]._replace(stream="body:shadow", event_id="shadow", tags='["body:shadow"]', body=_OTHER)
    forger.rewrite([*rows[: AT - 1], forged, *rows[AT - 1 :]])
    forger.rebuild_tree()


def _swap(forger: Forger, _: SigningKey) -> None:
    for old, new in ((AT, -1), (AT + 1, AT), (-1, AT + 1)):
        forger.run("UPDATE entries SET position = ? WHERE position = ?", new, old)
        forger.run("UPDATE entry_tags SET position = ? WHERE position = ?", new, old)


def _truncate(forger: Forger, _: SigningKey) -> None:
    forger.cut(SIZE - 5, trail=False)


def _roll_back(forger: Forger, _: SigningKey) -> None:
    forger.cut(SIZE - 5)


def _append_beside(forger: Forger, _: SigningKey) -> None:
    rows = forger.rows()
    forged = rows[-1]._replace(stream="body:shadow", event_id="shadow", tags='["body:shadow"]', body=_OTHER)
    forger.rewrite([*rows, forged])


def _append_and_grow_the_tree(forger: Forger, _: SigningKey) -> None:
    _append_beside(forger, _)
    forger.rebuild_tree()


def _sign_as_a_stranger(forger: Forger, _: SigningKey) -> None:
    _edit_and_rebuild(forger, _)
    forger.sign_anew(STRANGER)


def _name_a_strangers_key(forger: Forger, _: SigningKey) -> None:
    _sign_as_a_stranger(forger, _)
    forger.run("UPDATE signing_keys SET verifier = ?", STRANGER.verifier.text)


def _hand_over_from_a_stranger(forger: Forger, _: SigningKey) -> None:
    """The tree is a stranger's, and at its end stands a hand-over to the key that verifiers trust."""
    _edit_and_rebuild(forger, _)
    [(named,)] = forger.run("SELECT verifier FROM signing_keys")
    handover = KeyRotated(old=STRANGER.verifier.text, new=named, why="a new year")
    rows = forger.rows()
    body = msgspec.json.encode(handover, order="sorted").decode()
    forged = rows[-1]._replace(
        stream=OWN_STREAM, version=1, type=KeyRotated.TYPE, event_id="forged", tags=f'["{OWN_STREAM}"]', body=body
    )
    forger.rewrite([*rows, forged])
    forger.rebuild_tree()
    forger.sign_anew(STRANGER)
    forger.run("UPDATE signing_keys SET verifier = ?", STRANGER.verifier.text)
    forger.run("INSERT INTO signing_keys (since, verifier) VALUES (?, ?)", SIZE + 2, named)


def _rewrite_with_the_key(forger: Forger, stolen: SigningKey) -> None:
    _edit_and_rebuild(forger, stolen)
    forger.sign_anew(stolen)


def _fork_with_the_key(forger: Forger, stolen: SigningKey) -> None:
    rows = forger.rows()
    forged = [row._replace(body=_OTHER.replace("board-7", row.stream[5:])) for row in rows[SIZE - 5 :]]
    forger.rewrite([*rows[: SIZE - 5], *forged])
    forger.rebuild_tree()
    forger.sign_anew(stolen)


def _turn_back_the_clock(forger: Forger, stolen: SigningKey) -> None:
    forger.run("UPDATE entries SET recorded_at = recorded_at - 3600000000 WHERE position = ?", AT)
    forger.rebuild_tree()
    forger.sign_anew(stolen)


def _take_the_trail_away(forger: Forger, _: SigningKey) -> None:
    for table in ("tree_hashes", "checkpoints", "signing_keys"):
        forger.run(f"DELETE FROM {table}")


def _edit_a_leaf(forger: Forger, _: SigningKey) -> None:
    forger.run("UPDATE tree_hashes SET hash = (SELECT hash FROM tree_hashes WHERE pos = 0) WHERE pos = 10")


def _damage_a_node(forger: Forger, _: SigningKey) -> None:
    forger.run("UPDATE tree_hashes SET hash = (SELECT hash FROM tree_hashes WHERE pos = 0) WHERE pos = 6")


def _edit_a_checkpoint(forger: Forger, _: SigningKey) -> None:
    forger.run("UPDATE checkpoints SET note = (SELECT note FROM checkpoints WHERE size = 6) WHERE size = 7")


def _take_the_last_checkpoint(forger: Forger, _: SigningKey) -> None:
    forger.run("DELETE FROM checkpoints WHERE size = ?", SIZE)


def _hide_from_a_subject(forger: Forger, _: SigningKey) -> None:
    forger.run("DELETE FROM entry_tags WHERE position = ?", AT)


def _show_to_a_subject(forger: Forger, _: SigningKey) -> None:
    forger.run("INSERT INTO entry_tags (tag, position) VALUES ('person:somebody', ?)", AT)


def _move_the_head(forger: Forger, _: SigningKey) -> None:
    forger.run("UPDATE head SET position = position + 3")


def _hide_in_an_index(columns: str, which: str) -> Callable[[Forger, SigningKey], None]:
    def do(forger: Forger, _: SigningKey) -> None:
        forger.make_lying_index("entries_by_something", f"entries ({columns})", which)

    return do


def _remake_the_index_of_times(forger: Forger, _: SigningKey) -> None:
    forger.run("DROP INDEX entries_by_recorded_at")
    forger.make_lying_index("entries_by_recorded_at", "entries (recorded_at)", f"position < {AT}")


def _run(statement: str, *values: str | int) -> Callable[[Forger, SigningKey], None]:
    def do(forger: Forger, _: SigningKey) -> None:
        forger.run(statement, *values)

    return do


def _by(sqlite: tuple[str, ...], postgresql: tuple[str, ...]) -> Callable[[Forger, SigningKey], None]:
    def do(forger: Forger, _: SigningKey) -> None:
        on_sqlite = forger.datastore.backend == "sqlite"
        for statement in sqlite if on_sqlite else postgresql:
            forger.run(statement.replace("{database}", forger.datastore.address.database))

    return do


_VIEW = ("ALTER TABLE entries RENAME TO hidden", "CREATE VIEW entries AS SELECT * FROM hidden")
_FALSE_TAGS = (
    "CREATE SCHEMA evil",
    "CREATE TABLE evil.entry_tags (LIKE public.entry_tags)",
    "ALTER ROLE CURRENT_USER IN DATABASE {database} SET search_path = evil, public",
)
_LATER_ON_SQLITE = "CREATE TRIGGER zz AFTER INSERT ON entries BEGIN DELETE FROM entry_tags; END"
_LATER = (
    "CREATE FUNCTION lies() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM entry_tags; RETURN NULL; END $$",
    "CREATE TRIGGER zz AFTER INSERT ON entries FOR EACH STATEMENT EXECUTE FUNCTION lies()",
)
_SECURED = (
    f"CREATE POLICY few ON entries USING (position <> {AT})",
    "ALTER TABLE entries ENABLE ROW LEVEL SECURITY",
)
_LOOSENED = (
    "PRAGMA writable_schema = ON",
    "UPDATE sqlite_master SET sql = replace(sql, 'STRICT', '') WHERE name = 'entries'",
    "PRAGMA writable_schema = RESET",
)


_AS_TEXT = (
    "PRAGMA writable_schema = ON",
    "UPDATE sqlite_master SET sql = replace(replace(sql, 'STRICT', ''), 'occurred_earliest INTEGER', "
    "'occurred_earliest BLOB') WHERE name = 'entries'",
    "PRAGMA writable_schema = RESET",
    f"UPDATE entries SET occurred_earliest = CAST(occurred_earliest AS TEXT) || '' WHERE position = {AT}",
)

_M, _P = Check.SCHEMA, Check.PROJECTIONS
_S, _C, _G, _K, _T = Check.STRUCTURE, Check.CONTENT, Check.SIGNATURES, Check.KEYS, Check.TIMES
ATTACKS = (
    Attack("the text of an entry is edited", _edit("body", _OTHER), (_C, _G), AT),
    Attack("an entry is moved to another subject", _edit("stream", "body:shadow"), (_C, _G), AT),
    Attack("an entry gets another type", _edit("type", "body.dissolved"), (_C, _G), AT),
    Attack("an entry gets another version", _edit("version", 9), (_S, _C, _G), AT),
    Attack("an entry is back-dated", _edit("occurred", "2011-01-01"), (_C, _G), AT),
    Attack("an entry gets another recorder", _edit("recorded_by", "nobody"), (_C, _G), AT),
    Attack("an entry is edited and the whole tree recomputed", _edit_and_rebuild, (_G,), AT),
    Attack("an entry is deleted", _delete, (_S, _G), AT),
    Attack("an entry is deleted, the others renumbered, the tree recomputed", _delete_and_close_the_gap, (_G,), AT),
    Attack("a back-dated entry is inserted, the others renumbered, the tree recomputed", _insert_backdated, (_G,), AT),
    Attack("two entries are swapped", _swap, (_C, _G, _T), AT),
    Attack("the last entries are taken away", _truncate, (_S, _G), SIZE - 4),
    Attack("an entry is added past the program", _append_beside, (_C, _G), SIZE + 1, is_contradicted=False),
    Attack(
        "an entry is added past the program, and the tree grown",
        _append_and_grow_the_tree,
        (_G,),
        SIZE + 1,
        is_contradicted=False,
    ),
    Attack("an entry's hash in the tree is edited", _edit_a_leaf, (_C,), AT, is_contradicted=False),
    Attack("a node of the tree is damaged", _damage_a_node, (_C,), is_contradicted=False),
    Attack("a signed checkpoint is replaced by another", _edit_a_checkpoint, (_G,), AT, is_contradicted=False),
    Attack(
        "the last signed checkpoint is taken away", _take_the_last_checkpoint, (_G,), SIZE - 4, is_contradicted=False
    ),
    Attack("the whole trail is taken away", _take_the_trail_away, (_G, _K), is_contradicted=False),
    Attack("an entry is hidden from a subject", _hide_from_a_subject, (_S,), AT, is_contradicted=False),
    Attack("an entry is shown to a subject", _show_to_a_subject, (_S,), AT, is_contradicted=False),
    Attack(
        "an index leaves an entry out, and hides it from whoever asks by subject",
        _hide_in_an_index("stream, version, position", f"position <> {AT}"),
        (Check.STORAGE,),
        AT,
        is_contradicted=False,
    ),
    Attack(
        "... or from whoever reads a subject's entries in their order",
        _hide_in_an_index("stream, position", f"position <> {AT}"),
        (Check.STORAGE,),
        AT,
        is_contradicted=False,
    ),
    Attack(
        "the index of times leaves out all from an entry on, and hides them from `--known-at` a day",
        _remake_the_index_of_times,
        (Check.STORAGE,),
        AT,
        is_contradicted=False,
    ),
    Attack(
        "a view stands in place of the table of entries, and may show others at any time",
        _by(_VIEW, _VIEW),
        (_M,),
        is_contradicted=False,
    ),
    Attack(
        "a trigger is laid that takes tags away once something is recorded",
        _by((_LATER_ON_SQLITE,), _LATER),
        (_M,),
        is_contradicted=False,
    ),
    Attack(
        "a column is made to take what it is not to hold",
        _by(_LOOSENED, ("ALTER TABLE entries ALTER COLUMN note DROP NOT NULL",)),
        (_M,),
        is_contradicted=False,
    ),
    Attack(
        "row security hides an entry from everybody but the owner",
        _by((), _SECURED),
        (_M,),
        is_contradicted=False,
        only_on="postgresql",
    ),
    Attack(
        "a search path has somebody read tables of another schema",
        _by((), _FALSE_TAGS),
        (_M, _S),
        1,
        is_contradicted=False,
        only_on="postgresql",
    ),
    Attack(
        "a rule keeps tags from being stored, without a word",
        _by((), ("CREATE RULE nothing AS ON INSERT TO entry_tags DO INSTEAD NOTHING",)),
        (_M,),
        is_contradicted=False,
        only_on="postgresql",
    ),
    Attack(
        "tables are made such that a crash empties them",
        _by((), ("ALTER TABLE entries SET UNLOGGED",)),
        (_M,),
        is_contradicted=False,
        only_on="postgresql",
    ),
    Attack(
        "a number of an entry is kept as a text of the same digits",
        _by(_AS_TEXT, ()),
        (_M, _C, _G),
        AT,
        only_on="sqlite",
    ),
    Attack(
        "a column of numbers is made one of texts, with the same digits",
        _by((), ("ALTER TABLE entries ALTER COLUMN v TYPE TEXT",)),
        (_M, _C, _G),
        1,
        only_on="postgresql",
    ),
    Attack(
        "a tag is laid for an entry to come",
        _run("INSERT INTO entry_tags (tag, position) VALUES ('body:board-1', ?)", SIZE + 1),
        (_S,),
        SIZE + 1,
        is_contradicted=False,
    ),
    Attack(
        "a second head row is laid",
        _run("INSERT INTO head (id, position, recorded_at) VALUES (2, 5, 0)"),
        (_S,),
        is_contradicted=False,
    ),
    Attack(
        "a hash is laid before the first of the tree",
        _run("INSERT INTO tree_hashes (pos, hash) SELECT -1, hash FROM tree_hashes WHERE pos = 0"),
        (_S,),
        is_contradicted=False,
    ),
    Attack(
        "a text is kept apart that no entry mentions",
        _run("INSERT INTO disclosures (digest, entry, disclosure) VALUES ('none', ?, 'none')", SIZE + 5),
        (Check.DISCLOSURES,),
        SIZE + 5,
        is_contradicted=False,
    ),
    Attack(
        "the ledger says of two schemas that it has them",
        _run("INSERT INTO ledger_schema (version_num) VALUES ('0001')"),
        (_M,),
        is_contradicted=False,
    ),
    Attack(
        "the tables of answers are said to have come further than the log goes, and so are never brought up again",
        _run("UPDATE projections SET position = 9999"),
        (_P,),
        is_contradicted=False,
    ),
    Attack(
        "... or less far than they have",
        _run("UPDATE projections SET position = 0 WHERE name = 'bodies'"),
        (_P,),
        is_contradicted=False,
    ),
    Attack(
        "a row of an answer is edited (found with `--projections`)",
        _run("UPDATE projected_bodies SET name = 'Shadow' WHERE stream = 'body:board-7'"),
        (_P,),
        AT,
        is_contradicted=False,
    ),
    Attack(
        "... or taken away",
        _run("DELETE FROM projected_bodies WHERE stream = 'body:board-7'"),
        (_P,),
        AT,
        is_contradicted=False,
    ),
    Attack(
        "a signed checkpoint that is not the last is taken away: what happened is told less exactly from then on",
        _run("DELETE FROM checkpoints WHERE size = 3"),
        (),
        is_contradicted=False,
        is_harmless=True,
    ),
    Attack("the head row is moved", _move_the_head, (_S,), SIZE + 1, is_contradicted=False),
    Attack("everything is rewritten and signed with another key", _sign_as_a_stranger, (_G,), 1),
    Attack("... and that key named as the ledger's own", _name_a_strangers_key, (_K,)),
    Attack("... and handing over, in the end, to the key that is trusted", _hand_over_from_a_stranger, (_G, _K)),
    Attack("key stolen: an entry recorded earlier than the one before it", _turn_back_the_clock, (_T,), AT),
    Attack("an old backup is put back: entries, tree and checkpoints rolled back", _roll_back, ()),
    Attack("key stolen: everything is rewritten and signed anew", _rewrite_with_the_key, ()),
    Attack("key stolen: the last entries are replaced by others (a fork)", _fork_with_the_key, ()),
)
