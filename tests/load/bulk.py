"""Rows into PostgreSQL by ``COPY``, as fast as it takes them."""

import io
import json
from contextlib import contextmanager
from datetime import date, datetime

from psycopg2.extras import Json

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


class Table:
    """Rows on their way to one table.

    :param name: name of the table
    :param columns: names of its columns, in the order of the values of ``add``
    """

    def __init__(self, name, columns):
        self.name = name
        self.columns = columns
        self._lines = []

    def add(self, *values):
        """Add a row."""
        self._lines.append("\t".join(map(_text, values)))

    def flush(self, cr):
        """Store the rows added so far.

        :param cr: Odoo's cursor
        """
        if not self._lines:
            return
        file = io.StringIO("\n".join(self._lines) + "\n")
        columns = ", ".join(f'"{column}"' for column in self.columns)
        cr.copy_expert(f'COPY "{self.name}" ({columns}) FROM STDIN', file)
        self._lines.clear()


@contextmanager
def checked_at_once(cr, tables):
    """Drop the references and plain indexes of the tables for the ``with`` block, and make them anew afterwards.

    Row by row, PostgreSQL spends most of its time on them. Nobody else can use the tables until the commit.
    """
    cr.execute(
        """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE conrelid = ANY(%s::regclass[]) AND contype = 'f'
        """,
        [tables],
    )
    references = cr.fetchall()
    cr.execute(
        """
        SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
        WHERE indrelid = ANY(%s::regclass[]) AND NOT indisunique
        """,
        [tables],
    )
    indexes = cr.fetchall()
    for table, name, _definition in references:
        cr.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    for name, _definition in indexes:
        cr.execute(f"DROP INDEX {name}")
    yield
    for _name, definition in indexes:
        cr.execute(definition)
    for table, name, definition in references:
        cr.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')


def reserve(cr, table, count):
    """Ids for ``count`` rows of a table, which nobody else will be given."""
    cr.execute(
        "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
        [table, count],
    )
    return [row[0] for row in cr.fetchall()]


def _text(value):
    """A value as ``COPY`` reads it."""
    if value is None:
        return "\\N"
    if isinstance(value, str):
        return value.translate(_ESCAPES)
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, Json):
        value = value.adapted
    return json.dumps(value, ensure_ascii=False).translate(_ESCAPES)
