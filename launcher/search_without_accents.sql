-- Makes a database find words without their accents, by an index. For the
-- superuser; used by ./onestop and by docker-compose.yml.
--
-- Odoo cannot do this itself: an extension's functions belong to the superuser
-- who made it, and Odoo's role, rightly, is none. An index needs an IMMUTABLE
-- function, which PostgreSQL's own unaccent is not, hence the one in front of it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE SCHEMA IF NOT EXISTS ext;
GRANT USAGE ON SCHEMA ext TO PUBLIC;
CREATE EXTENSION IF NOT EXISTS unaccent SCHEMA ext;
CREATE OR REPLACE FUNCTION public.unaccent(text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    AS $$ SELECT ext.unaccent('ext.unaccent'::regdictionary, $1) $$;
