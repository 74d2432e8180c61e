from odoo import api, fields, models
from odoo.addons.onestop_core import sent_once
from odoo.addons.onestop_core.short_transaction import short_transaction
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..engine.row_id import row_id
from .onestop_ticket import AT_COUNTER


class OnestopTicket(models.Model):
    """What those who serve do with tickets. Each method checks that the counter is one at which the user may sit."""

    _inherit = "onestop.ticket"

    @api.model
    def _counter_of(self, counter_id):
        """The counter, with all rights, once it is known that the user receives dossiers there.

        :raises AccessError: they do not, or there is none; alike
        """
        counter = self.env["onestop.counter"].sudo().browse(row_id(counter_id)).exists()
        if not counter or counter.agency_id not in self.env["onestop.counter.app"]._agencies():
            raise AccessError(self.env._("This counter is not one of yours."))
        return counter

    def _held_by(self, counter_id):
        """The ticket with all rights, locked, once it is known that it is at this counter of the user's.

        :raises UserError: somebody else has it by now
        """
        counter = self._counter_of(counter_id)
        ticket = self.sudo().exists()
        if ticket:
            ticket.lock_for_update(allow_referencing=True)
        if ticket.counter_id != counter or ticket.state not in AT_COUNTER:
            raise UserError(self.env._("This number is no longer at your counter."))
        return ticket

    @api.model
    def call_next(self, counter_id, call_uuid):
        """End the visit at the counter, and call the next person to it. Each ticket is called by one counter only, and
        a call that is sent twice calls one.

        :param counter_id: of ``onestop.counter``
        :param call_uuid: chosen by the browser for this press
        :return: the id of the ticket, or False if nobody waits
        """
        counter = self._counter_of(counter_id)
        call_uuid = sent_once.read_uuid(call_uuid)
        if not call_uuid:
            raise UserError(self.env._("The request carries no valid identifier. Reload the page."))
        queues = self.env["onestop.queue"].sudo().search([("counter_ids", "in", counter.ids)])
        day = counter.agency_id._today()
        with short_transaction(self.env) as cr:
            # one call of a counter at a time; the counters of a hall do not wait for each other
            cr.execute(SQL("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", f"onestop.ticket,{counter.id}"))
            mine = self.with_env(self.env(cr=cr, su=True))
            known = mine.search([("call_uuid", "=", call_uuid)])
            if known:
                return known.id
            mine.search([("counter_id", "=", counter.id), ("state", "in", AT_COUNTER)])._end("done")
            # the counter is free in the table, too, before another number is brought to it
            mine.flush_model()
            cr.execute(
                SQL(
                    """
                    SELECT id FROM onestop_ticket WHERE state = 'waiting' AND day = %s AND queue_id = ANY(%s)
                    ORDER BY effective_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
                    """,
                    day,
                    queues.ids,
                )
            )
            found = cr.fetchone()
            if not found:
                return False
            ticket = mine.browse(found[0])
            ticket._call(counter, self.env.uid, call_uuid=call_uuid)
        self.env["onestop.ticket"].invalidate_model()
        self.env["onestop.ticket.period"].invalidate_model()
        return found[0]

    def _call(self, counter, uid, **vals):
        now = fields.Datetime.now()
        self._move(
            "called",
            counter_id=counter.id,
            user_id=uid,
            called_at=now,
            times_called=self.times_called + 1,
            **vals,
        )

    def _end(self, state):
        for ticket in self:
            ticket._move(state)

    def call_again(self, counter_id):
        """Call the person once more, on the screen and by voice."""
        ticket = self._held_by(counter_id)
        if ticket.state != "called":
            raise UserError(self.env._("The person is here already."))
        ticket.write({"times_called": ticket.times_called + 1, "called_at": fields.Datetime.now()})
        ticket._tell()

    def serve(self, counter_id):
        """The person has come."""
        ticket = self._held_by(counter_id)
        if ticket.state == "called":
            ticket._move("serving")

    def hold(self, counter_id, reason=False):
        """Let the person step aside (to copy a paper, to pay): the number keeps its place and is taken up again."""
        self._held_by(counter_id)._move("held", reason, counter_id=False)

    def take_up(self, counter_id):
        """Bring a held number, or one whose owner came late, back to the counter: nobody goes to the end of the line
        for one mistake.
        """
        counter = self._counter_of(counter_id)
        ticket = self.sudo().exists()
        if ticket:
            ticket.lock_for_update(allow_referencing=True)
        if ticket.state not in ("held", "absent") or ticket.queue_id.desk_id != counter.desk_id:
            raise UserError(self.env._("This number is not one of those that wait aside."))
        if ticket.day != counter.agency_id._today():
            raise UserError(self.env._("This number is of another day."))
        if self.sudo().search_count([("counter_id", "=", counter.id), ("state", "in", AT_COUNTER)], limit=1):
            raise UserError(self.env._("Finish the number at your counter first."))
        ticket._call(counter, self.env.uid, ended_at=False)

    def transfer(self, counter_id, queue_id, reason=False):
        """Send the person to another queue of the desk, where the number keeps the time at which it was taken."""
        ticket = self._held_by(counter_id)
        queue = self.env["onestop.queue"].sudo().browse(row_id(queue_id)).exists()
        if not queue or queue.desk_id != ticket.queue_id.desk_id or queue == ticket.queue_id or not queue.active:
            raise UserError(self.env._("Choose another queue of this desk."))
        ticket._transfer(queue, reason)

    def _transfer(self, queue, reason):
        """The number stays as it was printed, also where the other queue has given the same: its letter is its own."""
        self.queue_id = queue
        self._move("waiting", reason, counter_id=False)

    def absent(self, counter_id):
        """The person did not come, after having been called as often as the house wants."""
        ticket = self._held_by(counter_id)
        least = self.env["onestop.settings"]._number("onestop_kiosk.calls_before_absent")
        if ticket.state != "called" or ticket.times_called < least:
            raise UserError(
                self.env._("Call the person %s times before the number is put aside.", least)
                if ticket.state == "called"
                else self.env._("The person is here already.")
            )
        ticket._end("absent")

    def finish(self, counter_id):
        """The visit is over."""
        self._held_by(counter_id)._end("done")
