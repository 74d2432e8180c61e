#!/bin/sh
# Run once by the PostgreSQL image, as its superuser: a role for Odoo that is no
# superuser, and its database. The password comes from a file, as all secrets do.
set -eu

psql --set=ON_ERROR_STOP=1 --set=password="$(cat /run/secrets/odoo_db_password)" <<'SQL'
CREATE ROLE odoo LOGIN PASSWORD :'password';
CREATE DATABASE onestop OWNER odoo TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
SQL
psql --set=ON_ERROR_STOP=1 --dbname=onestop --file=/onestop/search_without_accents.sql
