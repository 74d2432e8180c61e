from datetime import datetime, timedelta
from itertools import groupby  # Odoo's own keeps all rows in memory
from operator import itemgetter
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ...engine import trail
from ...engine.calendar import to_naive_utc
from ...secret_file import read_secret

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
CHUNK = 10_000


class OnestopTrailDigest(models.Model):
    """One row a day: what the history of all dossiers was on that day, signed.

    The key lies in a file beside the database, never in it: who can write to the database alone cannot sign.
    """

    _name = "onestop.trail.digest"
    _description = "Daily Digest of the Trail"
    _order = "day desc"
    _rec_name = "day"

    day = fields.Date(required=True, readonly=True)
    event_count = fields.Integer(readonly=True)
    last_event = fields.Integer(readonly=True, help="Number of the last event that the digest covers.")
    hash = fields.Char(required=True, readonly=True)
    signature = fields.Char(required=True, readonly=True)

    _day_uniq = models.Constraint("UNIQUE(day)", "This day has its digest already.")

    def write(self, vals):
        if self:
            raise AccessError(self.env._("A signed digest is not changed."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise AccessError(self.env._("A signed digest is not deleted."))

    # ------------------------------------------------------------------ key

    @api.model
    def _private_key(self):
        """The key that signs digests: from the file named by ``onestop_trail_key`` in Odoo's configuration,
        else one made at first use in the data directory, readable by its owner only.
        """
        raw = read_secret(self.env, "onestop_trail_key", "trail-key", self._new_key)
        return Ed25519PrivateKey.from_private_bytes(raw)

    @staticmethod
    def _new_key():
        return Ed25519PrivateKey.generate().private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())

    @api.model
    def _public_key(self):
        return self._private_key().public_key()

    @api.model
    def _public_key_hex(self):
        """The key with which anybody can check the signatures; to be noted down outside the system."""
        return self._public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()

    # ------------------------------------------------------------------ making digests

    @api.model
    def _cron_digest(self):
        """Digest every whole day that has none, from the first event on, oldest first."""
        today = fields.Datetime.now().replace(tzinfo=ZoneInfo("UTC")).astimezone(ZONE).date()
        last = self.sudo().search([], limit=1)
        day = last.day + timedelta(days=1) if last else self._first_day()
        while day and day < today:
            self._make(day)
            self.env["ir.cron"]._commit_progress(1)
            day += timedelta(days=1)

    @api.model
    def _first_day(self):
        [(first,)] = self.env.execute_query(SQL("SELECT min(at) FROM onestop_dossier_event"))
        return first and first.replace(tzinfo=ZoneInfo("UTC")).astimezone(ZONE).date()

    @api.model
    def _make(self, day):
        previous = self.sudo().search([("day", "<", day)], limit=1)
        value, count, last_event = self._count(day, previous)
        return self.sudo().create(
            {
                "day": day,
                "event_count": count,
                "last_event": last_event,
                "hash": value,
                "signature": trail.sign(self._private_key(), value),
            }
        )

    @api.model
    def _count(self, day, previous):
        """``(hash, number of events, id of the last one)`` of the day, after the digest ``previous``."""
        last = 0

        def hashes():
            nonlocal last
            day_range = SQL("at >= %s AND at < %s", _start(day), _start(day + timedelta(days=1)))
            for event_id, value in self._rows(("id",), ("hash",), day_range):
                last = event_id
                yield value or ""

        value, count = trail.digest(previous.hash or trail.ROOT, day.isoformat(), hashes())
        return value, count, last

    @api.model
    def _rows(self, keys, columns, condition):
        """Rows ``(*keys, *columns)`` of the event table in the order of ``keys``, in chunks, so that a million of
        them need no memory.
        """
        self.env["onestop.dossier.event"].flush_model()
        key = SQL(", ").join(map(SQL.identifier, keys))
        names = SQL(", ").join(map(SQL.identifier, (*keys, *columns)))
        after = (0,) * len(keys)
        while True:
            rows = self.env.execute_query(
                SQL(
                    "SELECT %s FROM onestop_dossier_event WHERE (%s) AND (%s) > %s ORDER BY %s LIMIT %s",
                    names,
                    condition,
                    key,
                    after if len(after) > 1 else after[0],
                    key,
                    CHUNK,
                )
            )
            yield from rows
            if len(rows) < CHUNK:
                return
            after = rows[-1][: len(keys)]

    # ------------------------------------------------------------------ proving

    @api.model
    def _verify(self, dossier_ids=None, day_from=None, day_to=None):
        """Prove the trail, or name the first break.

        :param dossier_ids: only the chains of these dossiers; else of all
        :param day_from: first day whose digest is checked; else all
        :param day_to: last day whose digest is checked
        :return: ``(engine.trail.Break or None, number of events looked at)``
        """
        broken, count = self._verify_chains(dossier_ids)
        return broken or self._verify_digests(day_from, day_to), count

    @api.model
    def _verify_chains(self, dossier_ids):
        condition = SQL("dossier_id IN %s", tuple(dossier_ids)) if dossier_ids else SQL("TRUE")
        heads = self._heads(dossier_ids)
        columns = ("id", *(name for name in (*trail.CONTENT, "previous_hash", "hash") if name != "dossier_id"))
        total = 0
        for dossier_id, rows in groupby(self._rows(("dossier_id", "id"), columns[1:], condition), key=itemgetter(0)):
            events = []
            for row in rows:
                event = dict(zip(("dossier_id", *columns), row, strict=True))
                event["at"] = fields.Datetime.to_string(event["at"])
                events.append(event)
            total += len(events)
            broken = trail.verify_chain(dossier_id, events, *heads.pop(dossier_id, (0, "")))
            if broken:
                return broken, total
        # dossiers that know of events but have none left
        return next((trail.Break(dossier, 1, "missing") for dossier in sorted(heads)), None), total

    @api.model
    def _heads(self, dossier_ids):
        """``{dossier id: (number of events, hash of the last)}`` as the dossiers have it."""
        self.env["onestop.dossier"].flush_model()
        condition = SQL("id IN %s", tuple(dossier_ids)) if dossier_ids else SQL("TRUE")
        rows = self.env.execute_query(
            SQL("SELECT id, event_count, event_hash FROM onestop_dossier WHERE event_count > 0 AND %s", condition)
        )
        return {dossier_id: (count, last) for dossier_id, count, last in rows}

    @api.model
    def _verify_digests(self, day_from, day_to):
        public_key = self._public_key()
        previous = self.browse()
        for row in self.sudo().search([], order="day"):
            if (not day_from or row.day >= day_from) and (not day_to or row.day <= day_to):
                if not trail.is_signed_by(public_key, row.hash, row.signature):
                    return trail.Break(None, None, f"signature {row.day.isoformat()}")
                value, count, _last = self._count(row.day, previous)
                if (value, count) != (row.hash, row.event_count):
                    return trail.Break(None, None, f"digest {row.day.isoformat()}")
            previous = row
        return None


def _start(day):
    """Midnight of a day in Vietnam, as stored."""
    return to_naive_utc(datetime(day.year, day.month, day.day, tzinfo=ZONE))
