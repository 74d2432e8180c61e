"""The database as the source of an audit of the trail (``engine.trail_audit``)."""

from collections import defaultdict

from odoo import fields
from odoo.tools import SQL

from ...engine import trail
from ...engine.trail_audit import Finding
from ...heads_file import heads_path, read_heads

CHUNK = 10_000


class DatabaseSource:
    """All dossiers, or those with ``dossier_ids``, by the methods of ``trail_audit.Source``. Reads by SQL, in chunks: a
    million events need no memory.
    """

    def __init__(self, env, dossier_ids=None):
        # before the first look into the database: a state that is signed meanwhile is missing outside, not inside
        self._file = read_heads(heads_path(env))
        self.env = env
        self.dossier_ids = dossier_ids
        self.key = "\n".join(map(str, env["onestop.trail.head"]._verifier_keys()))
        self.trusted = ""
        self.now = fields.Datetime.to_string(fields.Datetime.now())

    def heads(self):
        rows = self.env.execute_query(SQL("SELECT size, at, note FROM onestop_trail_head ORDER BY size"))
        return [(size, trail.plain(at), note) for size, at, note in rows]

    def file(self):
        return self._file

    def restores(self):
        rows = self.env.execute_query(
            SQL(
                "SELECT id, lost, kept, requested_by_id, requested_at, confirmed_by_id, confirmed_at, salt, kept_size, lost_size "
                "FROM onestop_trail_restore ORDER BY id"
            )
        )
        names = (*trail.RESTORE, "kept_size", "lost_size")
        return [dict(zip(names, (*map(trail.plain, row[:-2]), *row[-2:]), strict=True)) for row in rows]

    def entries(self):
        columns = ("position", "kind", "res_id", "dossier_id", "number", "leaf")
        for _id, *row in self._rows("onestop_trail_entry", ("position", "id"), SQL("TRUE"), columns):
            yield row[1:]

    def events(self):
        content = [name for name in trail.CONTENT if name != "dossier_id"]
        columns = (*content, "sealed", "previous_hash", "hash")
        names = ("dossier_id", "id", *columns)
        for rows in self._chunks("onestop_dossier_event", ("dossier_id", "id"), self._of("dossier_id"), columns):
            places = self._places([row[1] for row in rows])
            for row in rows:
                event = dict(zip(names, row, strict=True))
                event["at"] = trail.plain(event["at"])
                event["position"] = places.get(event["id"])
                yield event

    def _places(self, event_ids):
        """``{event id: position in the log}``."""
        if not event_ids:
            return {}
        query = "SELECT res_id, position FROM onestop_trail_entry WHERE kind = 'event' AND res_id = ANY(%s)"
        return dict(self.env.execute_query(SQL(query, event_ids)))

    def dossiers(self):
        models = self.env["onestop.dossier"]._attested_models()
        names = self.env["onestop.dossier"]._attested_fields()
        columns = ("code", "state", "event_count", "event_hash", *names)
        for rows in self._chunks("onestop_dossier", ("id",), self._of("id"), columns):
            values = defaultdict(dict)
            ids = [row[0] for row in rows]
            for kind, model in models.items():
                if kind and ids:
                    self._read_attested(kind, self.env[model], ids, values)
            for dossier_id, code, state, count, last, *own in rows:
                found = {name: _plain(value) for name, value in zip(names, own, strict=True) if value}
                yield dossier_id, code or "", state, count or 0, last or "", found | values[dossier_id]

    def _read_attested(self, kind, model, ids, values):
        names = model._attested_fields()
        query = SQL(
            "SELECT dossier_id, id, %s FROM %s WHERE dossier_id = ANY(%s)",
            SQL(", ").join(map(SQL.identifier, names)),
            SQL.identifier(model._table),
            ids,
        )
        for dossier_id, record_id, *row in self.env.execute_query(query):
            place = f"{kind}/{record_id}/"
            values[dossier_id].update(
                (place + name, _plain(value)) for name, value in zip(names, row, strict=True) if value
            )

    def lost_contents(self):
        """``engine.trail_audit.Finding`` of each file whose bytes are not what was stored; reads all of them."""
        for _kind, model in sorted(self.env["onestop.dossier"]._attested_models().items()):
            for reason, record in self.env[model].sudo()._lost_contents(self.dossier_ids):
                code = record.dossier_id.code or str(record.dossier_id.id)
                yield Finding(reason, code, None, "", str(record.id))

    # ------------------------------------------------------------------ reading

    def _of(self, column):
        if self.dossier_ids is None:
            return SQL("TRUE")
        return SQL("%s = ANY(%s)", SQL.identifier(column), list(self.dossier_ids))

    def _rows(self, *query):
        for rows in self._chunks(*query):
            yield from rows

    def _chunks(self, table, keys, condition, columns):
        """Rows ``(*keys, *columns)`` of a table in the order of ``keys``, in lists."""
        key = SQL("(%s)", SQL(", ").join(map(SQL.identifier, keys)))
        names = SQL(", ").join(map(SQL.identifier, (*keys, *columns)))
        after = (-1,) * len(keys)
        while True:
            rows = self.env.execute_query(
                SQL(
                    "SELECT %s FROM %s WHERE %s AND %s > (%s) ORDER BY %s LIMIT %s",
                    names,
                    SQL.identifier(table),
                    condition,
                    key,
                    SQL(", ").join(SQL("%s", value) for value in after),
                    SQL(", ").join(map(SQL.identifier, keys)),
                    CHUNK,
                )
            )
            yield rows
            if len(rows) < CHUNK:
                return
            after = rows[-1][: len(keys)]


def _plain(value):
    """``trail.plain`` of a value that is not empty; most need nothing."""
    return value if type(value) in (str, int, bool) else trail.plain(value)
