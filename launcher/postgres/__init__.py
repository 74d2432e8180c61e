"""A PostgreSQL server of our own under ``.onestop/``, on a Unix socket only."""
