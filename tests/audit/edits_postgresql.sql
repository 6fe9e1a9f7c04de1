-- a column is added to the entries: found by schema
ALTER TABLE entries ADD COLUMN more TEXT;

-- a made-up column is added to the entries: found by schema
ALTER TABLE entries ADD COLUMN w BIGINT GENERATED ALWAYS AS (version + 1) STORED;

-- a column of the entries gets another name: found by schema
ALTER TABLE entries RENAME COLUMN note TO remark;

-- a default is changed: found by schema
ALTER TABLE entries ALTER COLUMN extensions SET DEFAULT '[]';

-- a column is sorted otherwise: found by schema
ALTER TABLE entries ALTER COLUMN stream TYPE TEXT COLLATE "POSIX";

-- a condition keeps entries of one body out: found by schema
ALTER TABLE entries ADD CHECK (stream <> 'body:board-99');

-- ... though not those that are there: found by schema
ALTER TABLE entries ADD CHECK (stream <> 'body:board-3') NOT VALID;

-- entries cannot be without something else: found by schema
CREATE TABLE other (id BIGINT PRIMARY KEY);
ALTER TABLE head ADD FOREIGN KEY (id) REFERENCES other ON DELETE CASCADE NOT VALID;

-- a subject's versions need not differ any more: found by schema
ALTER TABLE entries DROP CONSTRAINT entries_once_a_version;

-- ... or only once all is recorded: found by schema
ALTER TABLE entries DROP CONSTRAINT entries_once_a_version;
ALTER TABLE entries ADD CONSTRAINT entries_once_a_version UNIQUE (stream, version) DEFERRABLE INITIALLY DEFERRED;

-- no two entries overlap: found by storage
ALTER TABLE entries ADD EXCLUDE USING btree (position WITH =);

-- the table of an answer is a view: found by schema
ALTER TABLE projected_bodies RENAME TO hidden;
CREATE VIEW projected_bodies AS SELECT * FROM hidden WHERE stream <> 'body:board-7';

-- ... or one that is seldom made anew: found by schema
ALTER TABLE projected_bodies RENAME TO hidden;
CREATE MATERIALIZED VIEW projected_bodies AS SELECT * FROM hidden;

-- the table of an answer shares its rows with another: found by schema
CREATE TABLE child () INHERITS (projected_bodies);

-- the table of an answer is not there: found by schema
DROP TABLE projected_bodies;

-- an answer is said to be made by another release: named by projections
UPDATE projections SET made_as = 'other';

-- row security is written down and switched off: named by schema
CREATE POLICY few ON entries USING (position <> 7);

-- row security hides rows of an answer: found by schema
ALTER TABLE projected_bodies ENABLE ROW LEVEL SECURITY;
CREATE POLICY few ON projected_bodies USING (stream <> 'body:board-7');

-- row security binds the owner, too: found by schema
CREATE POLICY few ON entries USING (position <> 7);
ALTER TABLE entries ENABLE ROW LEVEL SECURITY;
ALTER TABLE entries FORCE ROW LEVEL SECURITY;

-- a rule answers in place of the head row: found by schema
CREATE RULE r AS ON UPDATE TO head DO ALSO DELETE FROM entry_tags;

-- a trigger rewrites answers: found by schema
CREATE FUNCTION lies() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.name := 'Shadow'; RETURN NEW; END $$;
CREATE TRIGGER t BEFORE INSERT ON projected_bodies FOR EACH ROW EXECUTE FUNCTION lies();

-- a trigger passes for one of the server's own: found by schema
CREATE FUNCTION lies() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
CREATE TRIGGER t BEFORE INSERT ON entries FOR EACH ROW EXECUTE FUNCTION lies();
UPDATE pg_trigger SET tgisinternal = true WHERE tgname = 't';

-- a trigger that fires on copies only: found by schema
CREATE FUNCTION lies() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
CREATE TRIGGER t BEFORE INSERT ON entries FOR EACH ROW EXECUTE FUNCTION lies();
ALTER TABLE entries ENABLE REPLICA TRIGGER t;

-- a guard's words stand in a comment: found by schema
CREATE OR REPLACE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; /*
    RAISE EXCEPTION */ END $$;

-- a guard fires on copies only: named by structure
ALTER TABLE entries ENABLE REPLICA TRIGGER entries_refuse_change;

-- the catalogue says that a table has no triggers: named by structure
UPDATE pg_class SET relhastriggers = false WHERE relname = 'entries';

-- the catalogue says that a table has no indexes: found by schema
UPDATE pg_class SET relhasindex = false WHERE relname = 'entries';

-- guards do nothing where somebody is a copy: named by schema
ALTER DATABASE {database} SET session_replication_role = replica;

-- ... for one user: named by schema
ALTER ROLE postgres IN DATABASE {database} SET session_replication_role = replica;

-- an index is of some rows, and says so: named by schema
CREATE INDEX few ON entries (stream, version, position) WHERE position <> 7;

-- an index of an answer does not say that it is of some rows: found by storage
CREATE INDEX few ON projected_bodies (stream) WHERE stream <> 'body:board-7';
UPDATE pg_index SET indpred = NULL WHERE indexrelid = 'few'::regclass;

-- an index is of another kind: found by schema
DROP INDEX entries_by_recorded_at;
CREATE INDEX entries_by_recorded_at ON entries USING hash (recorded_at);

-- an index is backwards: found by schema
DROP INDEX entries_by_recorded_at;
CREATE INDEX entries_by_recorded_at ON entries (recorded_at DESC);

-- an index is not to be used: found by schema
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'entries_by_recorded_at'::regclass;

-- an index is not kept up: found by schema
UPDATE pg_index SET indisready = false WHERE indexrelid = 'entries_by_recorded_at'::regclass;

-- an index lies in the pages of another: found by storage
CREATE INDEX few ON entries (recorded_at) WHERE position < 7;
CHECKPOINT;
UPDATE pg_class SET relfilenode = (SELECT relfilenode FROM pg_class WHERE relname = 'few') WHERE relname =
    'entries_by_recorded_at';

-- an index is of what a function makes of it: named by schema
CREATE FUNCTION few(bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT 1 + $1';
CREATE INDEX by_few ON entries (few(recorded_at));

-- everybody may change answers: named by schema
GRANT ALL ON projected_bodies TO PUBLIC;

-- everybody may read what is kept apart: named by schema
GRANT SELECT ON disclosures TO PUBLIC;

-- somebody may change one column of the entries: named by schema
CREATE ROLE r_{database};
GRANT UPDATE (body) ON entries TO r_{database};

-- a table belongs to somebody else: named by schema
CREATE ROLE o_{database};
ALTER TABLE entries OWNER TO o_{database};

-- a search path names another schema first: found by schema
CREATE SCHEMA evil;
CREATE TABLE evil.projected_bodies (LIKE public.projected_bodies);
ALTER DATABASE {database} SET search_path = evil, public;

-- a search path names the server's own functions last: found by schema
ALTER DATABASE {database} SET search_path = public, pg_catalog;

-- an operator is beside those of the server: named by schema
CREATE FUNCTION same(text, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE OPERATOR = (LEFTARG = text, RIGHTARG = text, FUNCTION = same);

-- a function is among those of the server: found by schema
SET allow_system_table_mods = on;
CREATE FUNCTION pg_catalog.max(smallint, integer) RETURNS smallint LANGUAGE sql AS 'SELECT $1';

-- a cast is laid from texts to numbers: named by schema
CREATE FUNCTION public.num(text) RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';
CREATE CAST (text AS bigint) WITH FUNCTION public.num(text) AS IMPLICIT;

-- something is done whenever a table is changed: named by schema
CREATE FUNCTION e() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$;
CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION e();

-- ... and passes for a part of an extension: named by schema
CREATE FUNCTION e() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$;
CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION e();
INSERT INTO pg_depend SELECT 'pg_event_trigger'::regclass, oid, 0, 'pg_extension'::regclass, (SELECT min(oid) FROM
    pg_extension), 0, 'e' FROM pg_event_trigger WHERE evtname = 'e';

-- another server's changes are taken in: named by schema
CREATE SUBSCRIPTION s_{database} CONNECTION 'dbname=x' PUBLICATION p WITH (connect = false, enabled = false,
    slot_name = NONE, create_slot = false);
-- afterwards
DROP SUBSCRIPTION s_{database};

-- damaged pages are passed over: named by schema
ALTER DATABASE {database} SET zero_damaged_pages = on;

-- an index lies, and an honest one of the same columns hides that: found by storage
DROP INDEX entries_by_recorded_at;
CREATE INDEX decoy ON entries (recorded_at);
CREATE INDEX entries_by_recorded_at ON entries (recorded_at) WHERE position < 7;
UPDATE pg_index SET indpred = NULL WHERE indexrelid = 'entries_by_recorded_at'::regclass;

-- one of the server's own functions says something else: unseen
CREATE OR REPLACE FUNCTION pg_catalog.upper(text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT 'X' $$;

-- whoever records may pass by row security: named by schema
CREATE ROLE "{database}_recorder" BYPASSRLS;

-- damage is not looked for: named by schema
ALTER DATABASE {database} SET ignore_checksum_failure = on;

-- a program is loaded into every connection: named by schema
ALTER DATABASE {database} SET session_preload_libraries = '$libdir/plpgsql';

-- a recording is acknowledged before it is written: named by schema
ALTER DATABASE {database} SET synchronous_commit = off;

-- every name is written in quotes: nothing
ALTER DATABASE {database} SET quote_all_identifiers = on;

-- texts are sent in another encoding: nothing
ALTER DATABASE {database} SET client_encoding = 'LATIN1';

-- texts are sent in no encoding: nothing
ALTER DATABASE {database} SET client_encoding = 'SQL_ASCII';

-- a backslash stands for itself no more: nothing
ALTER DATABASE {database} SET standard_conforming_strings = off;

-- nothing equals nothing: nothing
ALTER DATABASE {database} SET transform_null_equals = on;

-- octets are sent in another form: nothing
ALTER DATABASE {database} SET bytea_output = 'escape';

-- nobody may write: nothing
ALTER DATABASE {database} SET default_transaction_read_only = on;

-- old rows are not cleared away: nothing
ALTER TABLE entries SET (autovacuum_enabled = off, fillfactor = 50);

-- long texts lie elsewhere: nothing
ALTER TABLE entries ALTER COLUMN body SET STORAGE EXTERNAL;

-- what the planner is told of the rows is more: nothing
CREATE STATISTICS s ON stream, type FROM entries;
ANALYZE entries;

-- rows are told to copies otherwise: nothing
ALTER TABLE entries REPLICA IDENTITY FULL;
CREATE PUBLICATION p FOR ALL TABLES;

-- a key is said to have signed from later on: found by signatures
SET session_replication_role = replica;
UPDATE signing_keys SET since = 2;
