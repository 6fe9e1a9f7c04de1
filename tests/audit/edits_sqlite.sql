-- a column is added to the entries: found by schema
ALTER TABLE entries ADD COLUMN more TEXT;

-- a made-up column is added to the entries: found by schema
ALTER TABLE entries ADD COLUMN w INTEGER AS (version + 1);

-- a column of the entries gets another name: found by schema
ALTER TABLE entries RENAME COLUMN note TO remark;

-- a default is changed: found by schema
PRAGMA writable_schema = ON;
UPDATE sqlite_master SET sql = replace(sql, '''{}''', '''[]''') WHERE name = 'entries';
PRAGMA writable_schema = RESET;

-- a column need not be told any more: found by schema
PRAGMA writable_schema = ON;
UPDATE sqlite_master SET sql = replace(sql, 'stated_by TEXT NOT NULL', 'stated_by TEXT') WHERE name = 'entries';
PRAGMA writable_schema = RESET;

-- a column is compared without regard to capitals: found by schema
PRAGMA writable_schema = ON;
UPDATE sqlite_master SET sql = replace(sql, 'stream TEXT NOT NULL', 'stream TEXT COLLATE NOCASE NOT NULL') WHERE
    name = 'entries';
PRAGMA writable_schema = RESET;

-- a condition keeps entries of one body out: found by storage
PRAGMA writable_schema = ON;
UPDATE sqlite_master SET sql = replace(sql, 'PRIMARY KEY (position)', 'PRIMARY KEY (position), CHECK (stream <>
    ''body:board-3'')') WHERE name = 'entries';
PRAGMA writable_schema = RESET;

-- entries go when something else does: found by schema
PRAGMA writable_schema = ON;
UPDATE sqlite_master SET sql = replace(sql, 'PRIMARY KEY (id)', 'PRIMARY KEY (id), FOREIGN KEY (position)
    REFERENCES entries ON DELETE CASCADE') WHERE name = 'head';
PRAGMA writable_schema = RESET;

-- a subject's versions need not differ any more: found by storage
PRAGMA writable_schema = ON;
UPDATE sqlite_master SET sql = replace(sql, 'CONSTRAINT entries_once_a_version UNIQUE (stream, version)',
    'CONSTRAINT entries_once_a_version UNIQUE (stream, version, position)') WHERE name = 'entries';
PRAGMA writable_schema = RESET;

-- the table of tags is made anew with row numbers: found by schema
ALTER TABLE entry_tags RENAME TO former;
CREATE TABLE entry_tags (tag TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (tag, position)) STRICT;
INSERT INTO entry_tags SELECT * FROM former;
DROP TABLE former;

-- the table of tags is made anew without a key: found by schema
ALTER TABLE entry_tags RENAME TO former;
CREATE TABLE entry_tags (tag TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO entry_tags SELECT * FROM former;
DROP TABLE former;

-- the table of tags is made anew without types: found by schema
ALTER TABLE entry_tags RENAME TO former;
CREATE TABLE entry_tags (tag TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (tag, position)) WITHOUT ROWID;
INSERT INTO entry_tags SELECT * FROM former;
DROP TABLE former;

-- the head row's table is made anew with a bar: found by schema
ALTER TABLE head RENAME TO former;
CREATE TABLE head (id INTEGER NOT NULL, position INTEGER NOT NULL CHECK (position < 30), recorded_at INTEGER NOT
    NULL, PRIMARY KEY (id)) STRICT;
INSERT INTO head SELECT * FROM former;
DROP TABLE former;

-- the table of an answer is a view: found by schema
ALTER TABLE projected_bodies RENAME TO hidden;
CREATE VIEW projected_bodies AS SELECT * FROM hidden WHERE stream <> 'body:board-7';

-- ... that takes what is written, too: found by schema
ALTER TABLE projected_bodies RENAME TO hidden;
CREATE VIEW projected_bodies AS SELECT * FROM hidden;
CREATE TRIGGER t INSTEAD OF INSERT ON projected_bodies BEGIN SELECT 1; END;

-- the table of an answer has a column less: found by schema
DROP INDEX IF EXISTS projected_bodies_by_name;
ALTER TABLE projected_bodies DROP COLUMN name;

-- the table of an answer is not there: found by schema
DROP TABLE projected_bodies;

-- the table of an answer goes by another's name: found by schema
ALTER TABLE projected_bodies RENAME TO projected_boards;

-- the table that says how far answers have come is not there: named by projections
DROP TABLE projections;

-- ... or says it of an answer that there is not: nothing
INSERT INTO projections VALUES ('promises', 'v1', 3, 1);

-- an answer is said to be made by another release: named by projections
UPDATE projections SET made_as = 'other';

-- a trigger drops what is recorded of one body: found by schema
CREATE TRIGGER t BEFORE INSERT ON entries WHEN NEW.stream = 'body:board-3' BEGIN SELECT RAISE(IGNORE); END;

-- a trigger rewrites answers: found by schema
CREATE TRIGGER t AFTER INSERT ON projected_bodies BEGIN UPDATE projected_bodies SET name = 'Shadow'; END;

-- a trigger moves the head row: found by schema
CREATE TRIGGER t AFTER UPDATE ON head BEGIN UPDATE head SET recorded_at = 0; END;

-- a trigger waits at the table of schemas: found by schema
CREATE TRIGGER t AFTER UPDATE ON ledger_schema BEGIN DELETE FROM entry_tags; END;

-- a guard never fires: named by structure
DROP TRIGGER entries_refuse_update;
CREATE TRIGGER entries_refuse_update BEFORE UPDATE ON entries WHEN 0 BEGIN SELECT RAISE(ABORT, 'no'); END;

-- a guard's words stand in a comment: named by structure
DROP TRIGGER entries_refuse_delete;
CREATE TRIGGER entries_refuse_delete BEFORE DELETE ON entries BEGIN SELECT 1 /* RAISE(ABORT, 'the log is
    append-only') */; END;

-- a guard watches another table: named by structure
CREATE TABLE decoy (x);
DROP TRIGGER entries_refuse_delete;
CREATE TRIGGER entries_refuse_delete BEFORE DELETE ON decoy BEGIN SELECT RAISE(ABORT, 'no'); END;

-- a guard watches one column only: named by structure
DROP TRIGGER entries_refuse_update;
CREATE TRIGGER entries_refuse_update BEFORE UPDATE OF note ON entries BEGIN SELECT RAISE(ABORT, 'no'); END;

-- a guard lets go what it should keep: found by schema
DROP TRIGGER entries_refuse_delete;
CREATE TRIGGER entries_refuse_delete BEFORE DELETE ON entries BEGIN DELETE FROM entry_tags; END;

-- an index is of some rows, and says so: named by schema
CREATE INDEX few ON entries (stream, version, position) WHERE position <> 7;

-- an index of tags is of some rows, and does not say so: found by storage
CREATE INDEX few ON entry_tags (tag, position) WHERE position <> 7;
PRAGMA writable_schema = ON;
UPDATE sqlite_master SET sql = replace(sql, ' WHERE position <> 7', '') WHERE name = 'few';
PRAGMA writable_schema = RESET;

-- an index forbids a second entry of a type: named by schema
CREATE INDEX one ON entries (type, position);

-- an index forbids a second tag: named by schema
CREATE UNIQUE INDEX one ON entry_tags (position);

-- an index is not there: named by schema
DROP INDEX entries_by_recorded_at;

-- an index is of other columns: found by schema
DROP INDEX entries_by_recorded_at;
CREATE INDEX entries_by_recorded_at ON entries (recorded_at, position);

-- an index is of what a column comes to: found by schema
DROP INDEX entries_by_recorded_at;
CREATE INDEX entries_by_recorded_at ON entries (-recorded_at);

-- an index is backwards: found by schema
DROP INDEX entries_by_recorded_at;
CREATE INDEX entries_by_recorded_at ON entries (recorded_at DESC);

-- the index of times lies in other pages: found by storage
CREATE INDEX few ON entries (recorded_at) WHERE position < 7;
PRAGMA writable_schema = ON;
UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE name = 'few') WHERE name =
    'entries_by_recorded_at';
DELETE FROM sqlite_master WHERE name = 'few';
PRAGMA writable_schema = RESET;

-- the index of an answer lies in other pages: found by storage
CREATE INDEX few ON projected_bodies (kind) WHERE known_from < 7;
PRAGMA writable_schema = ON;
UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE name = 'few') WHERE name =
    'projected_bodies_by_kind';
DELETE FROM sqlite_master WHERE name = 'few';
PRAGMA writable_schema = RESET;

-- two tables change their pages: found by signatures
PRAGMA writable_schema = ON;
UPDATE sqlite_master SET rootpage = (SELECT sum(rootpage) FROM sqlite_master WHERE name IN ('checkpoints',
    'signing_keys')) - rootpage WHERE name IN ('checkpoints', 'signing_keys');
PRAGMA writable_schema = RESET;

-- a table is kept aside: named by schema
CREATE TABLE aside AS SELECT * FROM entries;

-- a view is beside the ledger: named by schema
CREATE VIEW aside AS SELECT * FROM entries;

-- a table of another kind is beside the ledger: named by schema
CREATE VIRTUAL TABLE words USING fts5 (body);

-- what the planner is told of the rows is made up: nothing
ANALYZE;
UPDATE sqlite_stat1 SET stat = '1 1 1';

-- the file has another number of its user's: nothing
PRAGMA user_version = 7;

-- the file is for another program: nothing
PRAGMA application_id = 7;

-- the file is packed whenever something goes: nothing
PRAGMA auto_vacuum = FULL;
VACUUM;

-- what is written does not wait for the log beside the file: nothing
PRAGMA journal_mode = DELETE;

-- a cosignature is laid for what was never signed: found by anchors
INSERT INTO cosignatures VALUES (99, 'none');

-- a key is said to have signed from later on: found by signatures
DROP TRIGGER signing_keys_refuse_update;
UPDATE signing_keys SET since = 2;

-- a program's mark in the log is moved: nothing
INSERT INTO tracking VALUES ('mine', 99);

-- the schema's version is not there: refused
DELETE FROM ledger_schema;
