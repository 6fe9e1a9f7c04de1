"""PostgreSQL: its catalogue, held against what the statements of the migrations say.

Nobody but an owner may make a ledger to compare with, so those statements are read (`made_on_postgresql`). What a name
means depends on who asks: search paths are looked at for everybody for whom one is set.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from types import MappingProxyType
from typing import Any, Final

from ledger.audit.verification.findings import Finding
from ledger.audit.verification.made_on_postgresql import Due
from ledger.audit.verification.schema import Compared, Derived, missed, otherwise, some_of, strange, wrong
from ledger.database.datastore import Connection
from ledger.store import Datastore
from ledger.store.roles import rights_of, role_names

_HOME: Final = (
    "SELECT c.relnamespace::regnamespace::text, count(*) FROM unnest(?::text[]) AS due (name) "
    "JOIN pg_class AS c ON c.oid = to_regclass(quote_ident(due.name)) GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1"
)
_OF_HOME: Final = "c.relnamespace = ?::regnamespace"
_OUR_OWN: Final = "AND NOT EXISTS (SELECT 1 FROM pg_depend AS d WHERE d.objid = {}.oid AND d.deptype = 'e')"
_PLAINLY: Final = "SET LOCAL quote_all_identifiers = off"
"""Names and types in the words in which they are compared, whatever a setting says."""
_RELATIONS: Final = (
    "SELECT c.relname, c.relkind, c.relpersistence, c.relrowsecurity, to_regclass(quote_ident(c.relname)) = c.oid, "
    "EXISTS (SELECT 1 FROM pg_inherits AS h WHERE c.oid IN (h.inhparent, h.inhrelid)), "
    "NOT c.relhasindex AND EXISTS (SELECT 1 FROM pg_index AS x WHERE x.indrelid = c.oid), "
    "ARRAY(SELECT p.polname::text FROM pg_policy AS p WHERE p.polrelid = c.oid ORDER BY 1), "
    "ARRAY(SELECT r.rulename::text FROM pg_rewrite AS r WHERE r.ev_class = c.oid ORDER BY 1), "
    "ARRAY(SELECT k.conname::text FROM pg_constraint AS k WHERE k.contype NOT IN ('p', 'u', 'n') "
    "AND c.oid IN (k.conrelid, k.confrelid) ORDER BY 1) "
    f"FROM pg_class AS c WHERE {_OF_HOME} AND c.relkind IN ('r', 'v', 'm', 'f', 'p', 'S') {_OUR_OWN.format('c')} "
    "ORDER BY 1"
)
_COLUMNS: Final = (
    "SELECT c.relname, a.attname || ' ' || format_type(a.atttypid, a.atttypmod) "
    "|| CASE WHEN l.collname <> 'default' THEN ' COLLATE ' || quote_ident(l.collname) ELSE '' END "
    "|| CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END "
    "|| coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '') "
    "|| CASE WHEN a.attidentity <> '' OR a.attgenerated <> '' THEN ' GENERATED' ELSE '' END "
    "FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid LEFT JOIN pg_collation AS l ON l.oid = "
    "a.attcollation LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum "
    f"WHERE {_OF_HOME} AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped ORDER BY 1, a.attnum"
)
_INDEXES: Final = (
    "SELECT c.relname, i.relname, CASE WHEN x.indisunique THEN 'UNIQUE ' ELSE '' END || m.amname || ' (' || "
    "(SELECT string_agg(coalesce(a.attname, pg_get_indexdef(x.indexrelid, k.n::int, true)) "
    "|| CASE WHEN k.coll <> a.attcollation THEN ' COLLATE OTHER' ELSE '' END "
    "|| CASE WHEN o.opcdefault THEN '' ELSE ' ' || coalesce(o.opcname, 'INCLUDED') END "
    "|| CASE WHEN k.opt <> 0 THEN ' BACKWARDS' ELSE '' END, ', ' ORDER BY k.n) "
    "FROM unnest(x.indkey::int2[], x.indcollation::oid[], x.indclass::oid[], x.indoption::int2[]) "
    "WITH ORDINALITY AS k (att, coll, class, opt, n) LEFT JOIN pg_opclass AS o ON o.oid = k.class "
    "LEFT JOIN pg_attribute AS a ON a.attrelid = x.indrelid AND a.attnum = k.att AND k.att <> 0) || ')' "
    "|| coalesce(' WHERE ' || pg_get_expr(x.indpred, x.indrelid), '') "
    "|| CASE WHEN x.indisvalid AND x.indisready AND x.indislive THEN '' ELSE ' INVALID' END "
    "|| CASE WHEN x.indimmediate THEN '' ELSE ' DEFERRABLE' END "
    "FROM pg_index AS x JOIN pg_class AS i ON i.oid = x.indexrelid JOIN pg_class AS c ON c.oid = x.indrelid "
    f"JOIN pg_am AS m ON m.oid = i.relam WHERE {_OF_HOME} AND c.relkind = 'r' ORDER BY 1, 2"
)
_TRIGGERS: Final = (
    "SELECT c.relname, t.tgname, t.tgtype, t.tgenabled IN ('O', 'A') AND t.tgqual IS NULL AND t.tgnargs = 0 "
    "AND t.tgattr::text = '' AND t.tgconstraint = 0 AND c.relhastriggers, p.prosrc, "
    "l.lanname = 'plpgsql' AND p.proconfig IS NULL "
    "FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid JOIN pg_proc AS p ON p.oid = t.tgfoid "
    f"JOIN pg_language AS l ON l.oid = p.prolang WHERE {_OF_HOME} ORDER BY 1, 2"
)
_FUNCTIONS: Final = (
    "SELECT p.proname FROM pg_proc AS p WHERE p.pronamespace = ?::regnamespace "
    f"AND p.proname <> ALL (?::text[]) {_OUR_OWN.format('p')} ORDER BY 1"
)
_OF_SOMEBODY: Final = 16_384
"""The first number that a server gives to what is made in it; what it has of its own has lower ones."""
_OPERATORS: Final = (
    "SELECT o.oprname || ' (' || format_type(o.oprleft, NULL) || ', ' || format_type(o.oprright, NULL) || ')' "
    f"FROM pg_operator AS o WHERE o.oid >= {_OF_SOMEBODY} {_OUR_OWN.format('o')} UNION ALL "
    "SELECT format_type(k.castsource, NULL) || ' AS ' || format_type(k.casttarget, NULL) "
    f"FROM pg_cast AS k WHERE k.oid >= {_OF_SOMEBODY} {_OUR_OWN.format('k')} ORDER BY 1"
)
_AMONG_THE_SERVERS: Final = (
    f"SELECT p.proname FROM pg_proc AS p WHERE p.oid >= {_OF_SOMEBODY} "
    f"AND p.pronamespace = 'pg_catalog'::regnamespace {_OUR_OWN.format('p')} ORDER BY 1"
)
_EVENT_TRIGGERS: Final = "SELECT e.evtname FROM pg_event_trigger AS e WHERE e.evtenabled <> 'D' ORDER BY 1"
_SUBSCRIPTIONS: Final = (
    "SELECT s.subname FROM pg_subscription AS s JOIN pg_database AS d ON d.oid = s.subdbid "
    "WHERE d.datname = current_database() ORDER BY 1"
)
_OWNERS: Final = (
    "SELECT pg_get_userbyid(c.relowner), c.relname FROM pg_class AS c "
    f"WHERE {_OF_HOME} AND c.relkind = 'r' ORDER BY 1, 2"
)
_RIGHTS: Final = (
    "SELECT coalesce(r.rolname, ''), c.relname, c.privilege_type FROM (SELECT c.relname, c.relowner, a.* FROM pg_class "
    f"AS c, aclexplode(c.relacl) AS a WHERE {_OF_HOME} AND c.relkind = 'r' UNION SELECT c.relname, c.relowner, a.* "
    "FROM pg_class AS c JOIN pg_attribute AS o ON o.attrelid = c.oid, aclexplode(o.attacl) AS a "
    f"WHERE {_OF_HOME} AND c.relkind = 'r') AS c LEFT JOIN pg_roles AS r ON r.oid = c.grantee "
    "WHERE c.grantee <> c.relowner ORDER BY 1, 2, 3"
)
_MIGHTY: Final = (
    "SELECT rolname FROM pg_roles WHERE rolname = ANY (?::text[]) AND (rolsuper OR rolbypassrls OR rolcanlogin)"
)
_RIVALS: Final = (
    "SELECT n.nspname, array_agg(c.relname::text ORDER BY 1) FROM pg_class AS c "
    "JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE c.relname = ANY (?::text[]) AND n.nspname NOT LIKE 'pg#_%' "
    "ESCAPE '#' AND n.oid <> ?::regnamespace AND c.relkind IN ('r', 'v', 'm', 'f', 'p') GROUP BY 1 ORDER BY 1"
)
_SETTINGS: Final = (
    "SELECT coalesce(r.rolname, ''), split_part(each, '=', 1), substr(each, strpos(each, '=') + 1) "
    "FROM pg_db_role_setting AS s LEFT JOIN pg_roles AS r ON r.oid = s.setrole, unnest(s.setconfig) AS each "
    "WHERE s.setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database())) ORDER BY 1, 2"
)
_OF_HERE: Final = "SELECT current_user, current_setting('search_path'), current_setting('session_replication_role')"
_RISKS: Final = MappingProxyType(
    {
        "fsync": "a power cut may take back entries that were acknowledged",
        "full_page_writes": "a power cut may leave pages of the database half written",
    }
)
_HARMFUL: Final = MappingProxyType(
    {
        "zero_damaged_pages": "damaged pages are read as if nothing had stood on them",
        "ignore_checksum_failure": "damaged pages are read as if they were sound",
        "session_preload_libraries": "a program of somebody's is part of every connection",
        "local_preload_libraries": "a program of somebody's is part of every connection",
    }
)
"""Settings by which somebody may be shown something else than what is kept."""
_IN_FORCE: Final = "SELECT name, setting FROM pg_settings WHERE name = ANY (?::text[])"
_OFF: Final = ("off", "", "false", "no", "0")
_RISKY: Final = "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes')"
_USERS: Final = "SELECT rolname FROM pg_roles WHERE rolname = ANY (?::text[])"

_KINDS: Final = MappingProxyType(
    {"v": "view", "m": "materialized view", "f": "foreign table", "p": "partitioned table", "S": "sequence"}
)


def look(datastore: Datastore, statements: tuple[str, ...], derived: Derived) -> Compared:
    """Compare a ledger's catalogue with what these statements make."""
    with datastore.read() as connection:
        return _Look(datastore, connection, Due(statements), derived).compared()


class _Look:
    """One look at the catalogue."""

    def __init__(self, datastore: Datastore, connection: Connection, due: Due, derived: Derived) -> None:
        self._datastore, self._connection, self._due, self._derived = datastore, connection, due, derived
        self._names = sorted(due.columns)
        self._ask(_PLAINLY)
        self._home = self._ask(_HOME, self._names)[0][0]

    def compared(self) -> Compared:
        """What is not as it is to be."""
        findings = [*self._relations(), *self._columns(), *self._indexes()]
        idle, doing = self._triggers()
        findings += [*doing, *self._besides(), *self._rights(), *self._paths(), *self._settings()]
        return Compared(findings, frozenset(idle))

    def _ask(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        return self._datastore.execute(self._connection, sql, values)

    def _is_ours(self, table: str) -> bool:
        return table in self._due.columns or self._derived.is_derived(table)

    def _relations(self) -> Iterator[Finding]:
        foreign, there = [], set()
        for name, kind, persistence, has_security, is_meant, inherits, is_bare, *others in self._ask(
            _RELATIONS, self._home
        ):
            there.add(name)
            if not self._is_ours(name):
                foreign.append(f"{_KINDS.get(kind, 'table')} '{name}'")
                continue
            policies, rules, constraints = others
            if kind != "r":
                yield wrong(f"'{name}' is no table but a {_KINDS[kind]}: readers see what it makes up")
                continue
            if not is_meant:
                yield wrong(f"the name '{name}' does not mean the ledger's table, but one in another schema")
            if persistence != "p":
                yield wrong(f"the table '{name}' is UNLOGGED: after a crash it is empty")
            if has_security:
                which = f": {some_of(policies)}" if policies else ""
                yield wrong(f"row security hides rows of '{name}' from some who ask{which}")
            elif policies:
                yield strange(f"'{name}' has policies of row security, which is switched off: {some_of(policies)}")
            if rules:
                yield wrong(f"rules put something else in place of what '{name}' is asked or told: {some_of(rules)}")
            if inherits:
                yield wrong(f"the table '{name}' shares its rows with another, by inheritance")
            if is_bare:
                yield wrong(f"the database takes '{name}' for a table without indexes: none is read, and none kept up")
            if constraints:
                yield wrong(f"the table '{name}' has constraints that no ledger has: {some_of(constraints)}")
        for name in sorted(set(self._due.columns) - there):
            yield wrong(f"the table '{name}' is not there")
        if foreign:
            yield strange(f"there is beside the ledger what no ledger has: {some_of(foreign)}")

    def _columns(self) -> Iterator[Finding]:
        found = defaultdict(list)
        for table, column in self._ask(_COLUMNS, self._home):
            found[table].append(column)
        for table, columns in found.items():
            if columns != self._due.columns.get(table, columns):
                yield otherwise(f"the table '{table}'", columns, self._due.columns[table])

    def _indexes(self) -> Iterator[Finding]:
        lacking = {(table, name) for table, named in self._due.indexes.items() for name in named}
        foreign = []
        for table, name, text in self._ask(_INDEXES, self._home):
            due = self._due.indexes.get(table, {}).get(name)
            lacking.discard((table, name))
            if due is None and table in self._due.columns:
                foreign.append(f"index '{name}'")
            elif due is not None and text != due:
                yield otherwise(f"the index '{name}'", [text], [due])
        for table, name in sorted(lacking):
            if self._due.indexes[table][name].startswith("UNIQUE"):
                yield wrong(f"the table '{table}' has lost its key '{name}': the same may be kept twice")
        yield from missed(name for table, name in lacking if not self._due.indexes[table][name].startswith("UNIQUE"))
        if foreign:
            yield strange(f"there is in the ledger what no ledger has: {some_of(foreign)}")

    def _triggers(self) -> tuple[set[str], list[Finding]]:
        idle, findings = set(self._due.guards), []
        for table, name, fires, is_on, text, is_plain in self._ask(_TRIGGERS, self._home):
            due = self._due.guards.get(name)
            if due is not None and due.table == table and text == due.text and is_plain:
                if is_on and fires == due.fires:
                    idle.discard(name)
            elif self._is_ours(table):
                says = f"the trigger '{name}' on '{table}' is none of a ledger's: it can change what is recorded next"
                findings.append(wrong(says))
        return idle, findings

    def _besides(self) -> Iterator[Finding]:
        if functions := [name for (name,) in self._ask(_FUNCTIONS, self._home, list(self._due.functions))]:
            yield strange(f"there are beside the ledger functions that no ledger has: {some_of(functions)}")
        if fired := [name for (name,) in self._ask(_EVENT_TRIGGERS)]:
            yield strange(f"the database does something whenever its tables are changed: {some_of(fired)}")
        if lent := [name for (name,) in self._ask(_OPERATORS)]:
            yield strange(f"there are beside the server's own operators and casts: {some_of(lent)}")
        if posing := [name for (name,) in self._ask(_AMONG_THE_SERVERS)]:
            yield wrong(f"among the server's own functions are some that it does not come with: {some_of(posing)}")
        if sources := [name for (name,) in self._ask(_SUBSCRIPTIONS)]:
            yield strange(f"what changes on another server is changed here, past every guard: {some_of(sources)}")

    def _rights(self) -> Iterator[Finding]:
        """Who may do more with the tables than record or read, and to whom they belong."""
        owned = defaultdict(list)
        for owner, table in self._ask(_OWNERS, self._home):
            if self._is_ours(table):
                owned[owner].append(table)
        for owner in sorted(owned, key=lambda each: len(owned[each]))[:-1]:
            yield strange(f"not to the owner of the other tables, but to '{owner}' belong: {some_of(owned[owner])}")
        given = defaultdict(set)
        for role, table, right in self._ask(_RIGHTS, self._home, self._home):
            if self._is_ours(table) and right not in rights_of(self._datastore, role, table):
                given[role].add(f"{right} {table}")
        for role, rights in given.items():
            yield strange(f"{_whom(role)} may do more than whoever records or reads needs to: {some_of(rights)}")
        for (role,) in self._ask(_MIGHTY, list(role_names(self._datastore))):
            yield strange(f"the role '{role}' is a user's, or nothing is kept from it; it is to be a group's")

    def _paths(self) -> Iterator[Finding]:
        """Names that mean another schema's table to somebody."""
        rivals = dict(self._ask(_RIVALS, self._names, self._home))
        ((here, path, _),) = self._ask(_OF_HERE)
        paths = [(here, path), *((user, path) for (user,) in self._ask(_USERS, list(rivals)))]
        paths += [(role, value) for role, name, value in self._ask(_SETTINGS) if name == "search_path"]
        for role, path in dict.fromkeys(paths):
            schemas = [each.strip().strip('"').replace("$user", role) for each in path.split(",")]
            before = schemas[: schemas.index(self._home)] if self._home in schemas else schemas
            for rival in (each for each in before if each in rivals):
                says = f"to {_whom(role)} these names mean tables of the schema '{rival}': {some_of(rivals[rival])}"
                yield wrong(says)
            if "pg_catalog" in schemas[1:]:
                yield wrong(f"to {_whom(role)} the database's own functions may mean others: search_path is {path}")

    def _settings(self) -> Iterator[Finding]:
        for role, name, value in self._ask(_SETTINGS):
            if name == "session_replication_role" and value != "origin":
                yield strange(f"for {_whom(role)} the triggers that refuse changes are idle: {name} is {value}")
            if name == "synchronous_commit" and value in ("off", "local", "false", "no", "0"):
                yield strange(f"for {_whom(role)} {name} is {value}; this program's own connections set it on")
            if name in _HARMFUL and value.lower() not in _OFF:
                yield strange(f"for {_whom(role)} {_HARMFUL[name]}: {name} is {value}")
        for name, value in self._ask(_IN_FORCE, list(_HARMFUL)):
            if value not in _OFF:
                yield strange(f"in this connection {_HARMFUL[name]}: {name} is {value}")
        ((_, _, role_here),) = self._ask(_OF_HERE)
        if role_here != "origin":
            says = "in this connection the triggers that refuse changes are idle"
            yield strange(f"{says}: session_replication_role is {role_here}")


def risks(datastore: Datastore) -> list[tuple[str, str]]:
    """Settings by which the server keeps less than it says, with what may be lost."""
    with datastore.read() as connection:
        off = {name for name, what in datastore.execute(connection, _RISKY) if what == "off"}
    return [(name, says) for name, says in _RISKS.items() if name in off]


def _whom(role: str) -> str:
    return f"the user '{role}'" if role else "everybody"
