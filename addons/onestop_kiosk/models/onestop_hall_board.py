from datetime import timedelta

from odoo import fields, models

from ..engine import spoken

# calls on the screen, the newest first
CALLS_SHOWN = 8
# a call that is older is not said when a screen is switched on
FRESH = timedelta(seconds=45)


class OnestopHallDevice(models.Model):
    """What the hall screen shows: who is called where, and how many wait. No names."""

    _inherit = "onestop.hall.device"

    def _board(self):
        """All that the screen shows, plain values.

        :return: dict with ``calls`` (``ticket``, ``counter``, ``serial``, ``fresh`` and the ``pieces`` to be said), ``waiting``
            (``prefix``, ``name``, ``count``), ``agency``, ``message`` and ``now`` as HH:MM where the hall is
        """
        self.ensure_one()
        queues = self.env["onestop.queue"].search([("desk_id", "=", self.desk_id.id)])
        agency = self.agency_id
        called = self.env["onestop.ticket"].search(
            [
                ("queue_id", "in", queues.ids),
                ("day", "=", agency._today()),
                ("called_at", "!=", False),
                ("state", "in", ("called", "serving", "done")),
                ("counter_id", "!=", False),
            ],
            order="called_at desc, id desc",
            limit=CALLS_SHOWN,
        )
        waiting = queues._waiting_counts()
        tens_zero = self.env["onestop.settings"]._text("onestop_kiosk.tens_zero")
        now = fields.Datetime.now()
        zone = agency._calendar()._onestop_work_calendar().zone
        return {
            "agency": agency.name,
            "desk": self.desk_id.name,
            "now": fields.Datetime.context_timestamp(self.with_context(tz=zone.key), now).strftime("%H:%M"),
            "message": self.message or "",
            "calls": [
                {
                    "ticket": ticket.code,
                    "counter": ticket.counter_id.number,
                    "counter_name": ticket.counter_id.name,
                    "at_counter": ticket.state in ("called", "serving"),
                    "serial": f"{ticket.id}.{ticket.times_called}",
                    "fresh": ticket.state == "called" and now - ticket.called_at <= FRESH,
                    "words": " ".join(self._words(ticket, tens_zero)),
                    "pieces": [spoken.file_name(piece) for piece in self._words(ticket, tens_zero)],
                }
                for ticket in called
            ],
            "waiting": [
                {"prefix": queue.prefix, "name": queue.name, "count": waiting.get(queue.id, 0)} for queue in queues
            ],
        }

    @staticmethod
    def _words(ticket, tens_zero):
        return spoken.call(ticket.prefix, ticket.code[len(ticket.prefix) :], ticket.counter_id.number, tens_zero)
