from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools.misc import hmac

from ..short_transaction import short_transaction


class OnestopRateLimit(models.TransientModel):
    """How often anonymous visitors did a thing lately. Counted in the database, so that a limit holds for all
    workers and nodes together; addresses and codes are kept only as keyed digests.
    """

    _name = "onestop.rate.limit"
    _description = "Rate Limit"

    subject = fields.Char(required=True, readonly=True, help="Digest of what is limited: an address, a dossier code.")
    begun_at = fields.Datetime(required=True, readonly=True)
    hits = fields.Integer(required=True, readonly=True)

    _subject_uniq = models.UniqueIndex("(subject)")

    @api.model
    def _digests(self, limits):
        env = self.sudo().env
        return {hmac(env, f"onestop_core.{scope}", subject): most for (scope, subject), most in limits.items()}

    @api.model
    def _wait(self, limits, seconds):
        """Seconds to wait as ``_hit`` would answer to one more action, without counting it."""
        now = fields.Datetime.now()
        allowed = self._digests(limits)
        # counted by statements of their own, which no memory of records knows
        self.invalidate_model(["hits", "begun_at"])
        counted = self.sudo().search(
            [("subject", "in", list(allowed)), ("begun_at", ">", now - timedelta(seconds=seconds))]
        )
        waits = [
            (one.begun_at + timedelta(seconds=seconds) - now).total_seconds()
            for one in counted
            if one.hits >= allowed[one.subject]
        ]
        return max(1, round(max(waits))) if waits else 0

    @api.model
    def _forget(self, limits):
        """Begin to count anew: what was counted turned out to be right."""
        with short_transaction(self.env) as cr:
            cr.execute(SQL("DELETE FROM onestop_rate_limit WHERE subject = ANY(%s)", list(self._digests(limits))))

    @api.model
    def _hit(self, limits, seconds):
        """Count one action against its limits, whatever becomes of the request.

        :param limits: ``{(scope, subject): the most actions allowed in a window}``
        :param seconds: length of a window; it begins with the first action after the last window
        :return: seconds to wait until the action is allowed again, 0 if it is allowed now
        """
        now = fields.Datetime.now()
        allowed = self._digests(limits)
        # always in the same order, so that two visitors cannot deadlock
        rows = [SQL("(%s, %s, 1, %s, %s)", digest, now, now, now) for digest in sorted(allowed)]
        over = SQL("onestop_rate_limit.begun_at <= %s", now - timedelta(seconds=seconds))
        with short_transaction(self.env) as cr:
            cr.execute(
                SQL(
                    """
                    INSERT INTO onestop_rate_limit (subject, begun_at, hits, create_date, write_date) VALUES %(rows)s
                    ON CONFLICT (subject) DO UPDATE SET
                        begun_at = CASE WHEN %(over)s THEN EXCLUDED.begun_at ELSE onestop_rate_limit.begun_at END,
                        hits = CASE WHEN %(over)s THEN 1 ELSE onestop_rate_limit.hits + 1 END,
                        write_date = EXCLUDED.write_date
                    RETURNING subject, begun_at, hits
                    """,
                    rows=SQL(", ").join(rows),
                    over=over,
                )
            )
            waits = [
                (begun_at + timedelta(seconds=seconds) - now).total_seconds()
                for digest, begun_at, hits in cr.fetchall()
                if hits > allowed[digest]
            ]
        return max(1, round(max(waits))) if waits else 0
