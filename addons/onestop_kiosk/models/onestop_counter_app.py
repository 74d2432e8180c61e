from odoo import api, models
from odoo.addons.onestop_core.short_transaction import short_transaction
from odoo.exceptions import UserError

from ..engine.row_id import row_id
from .onestop_ticket import AT_COUNTER


class OnestopCounterApp(models.AbstractModel):
    """The line of the hall, as the Counter shows it above the dossier."""

    _inherit = "onestop.counter.app"

    @api.model
    def hall(self, counter_id):
        """What the strip shows: the number at the counter, those put aside, and how many wait.

        :return: dict ``ticket`` (``id``, ``code``, ``state``, ``queue``, ``group``, ``times_called``, ``called_at``) or False, ``aside``,
            ``waiting``, ``queues`` to which a person can be sent; False where the counter serves no queue
        :raises AccessError: the counter is not one of the user's
        """
        counter = self.env["onestop.ticket"]._counter_of(counter_id)
        queues = self.env["onestop.queue"].sudo().search([("desk_id", "=", counter.desk_id.id)])
        served = queues.filtered(lambda queue: counter in queue.counter_ids)
        if not served:
            return False
        tickets = self.env["onestop.ticket"].sudo()
        here = tickets.search([("counter_id", "=", counter.id), ("state", "in", AT_COUNTER)], limit=1)
        aside = tickets.search(
            [
                ("queue_id", "in", served.ids),
                ("day", "=", counter.agency_id._today()),
                ("state", "in", ("held", "absent")),
            ],
            order="effective_at, id",
        )
        waiting = served._waiting_counts()
        return {
            "ticket": self._hall_ticket(here) if here else False,
            "aside": [self._hall_ticket(ticket) for ticket in aside],
            "waiting": sum(waiting.values()),
            "queues": [{"id": queue.id, "name": queue.name, "prefix": queue.prefix} for queue in queues],
        }

    def _hall_ticket(self, ticket):
        return {
            "id": ticket.id,
            "code": ticket.code,
            "state": ticket.state,
            "queue_id": ticket.queue_id.id,
            "queue": ticket.queue_id.name,
            "group": ticket.priority_group_id.name or "",
            "times_called": ticket.times_called,
            "taken_at": ticket.taken_at,
        }

    @api.model
    def hall_call(self, counter_id, call_uuid):
        """End the visit at the counter and call the next person. See ``onestop.ticket.call_next``."""
        if not self.hall(counter_id):
            raise UserError(self.env._("This counter calls no queue. The manager of the hall sets up which it calls."))
        found = self.env["onestop.ticket"].call_next(counter_id, call_uuid)
        # the call has a transaction of its own; what this request sees of the table is from before
        with short_transaction(self.env) as cr:
            return self.with_env(self.env(cr=cr)).hall(counter_id) | {"found": bool(found)}

    @api.model
    def hall_move(self, counter_id, ticket_id, move, **params):
        """Do something with a number of the hall, and tell what the strip shows then.

        :param move: ``call_again``, ``serve``, ``hold``, ``take_up``, ``transfer``, ``absent`` or ``finish``
        :raises UserError: somebody else has the number by now, or the move does not fit
        """
        moves = ("call_again", "serve", "hold", "take_up", "transfer", "absent", "finish")
        if move not in moves:
            raise ValueError(move)
        getattr(self.env["onestop.ticket"].browse(row_id(ticket_id)), move)(counter_id, **params)
        return self.hall(counter_id)

    @api.model
    def receive(self, payload, decide=False):
        answer = super().receive(payload, decide=decide)
        self._bind_ticket(answer["id"], payload)
        return answer

    def _turn_away(self, payload, action, **params):
        answer = super()._turn_away(payload, action, **params)
        self._bind_ticket(answer["id"], payload)
        return answer

    def _bind_ticket(self, dossier_id, payload):
        """Note the visit on its dossier, if the number is at a counter of the user's; else the visit goes without."""
        ticket_id = row_id(payload.get("ticket_id"))
        if not ticket_id:
            return
        ticket = self.env["onestop.ticket"].sudo().search([("id", "=", ticket_id), ("state", "in", AT_COUNTER)])
        if ticket and ticket.agency_id in self._agencies():
            # read access to the dossier was checked by what made the answer
            self.env["onestop.dossier"].browse(dossier_id).sudo().ticket_id = ticket
            if ticket.state == "called":
                ticket._move("serving")
