-- Makes a database find words without their accents, by an index. For the
-- superuser; used by ./onestop and by docker-compose.yml.
--
-- Odoo cannot do this itself: an extension's functions belong to the superuser
-- who made it, and Odoo's role, rightly, is none. An index needs an IMMUTABLE
-- function, which PostgreSQL's own unaccent is not, hence the one in front of it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
-- Of the database's owner, who builds the indexes: a restore grants rights after it has built them, and would fail.
CREATE SCHEMA IF NOT EXISTS ext AUTHORIZATION pg_database_owner;
GRANT USAGE ON SCHEMA ext TO PUBLIC;
CREATE EXTENSION IF NOT EXISTS unaccent SCHEMA ext;
CREATE OR REPLACE FUNCTION public.unaccent(text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    AS $$ SELECT ext.unaccent('ext.unaccent'::regdictionary, $1) $$;
