import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.onestop_core import sent_once
from odoo.addons.onestop_core.short_transaction import short_transaction
from odoo.exceptions import UserError
from odoo.tools import SQL

from .onestop_queue import DIGITS

STATES = [
    ("waiting", "Waiting"),
    ("called", "Called"),
    ("serving", "Being Served"),
    ("held", "Held"),
    ("done", "Done"),
    ("absent", "Did Not Come"),
    ("left", "Not Reached by Closing"),
]
AT_COUNTER = ("called", "serving")
OPEN = ("waiting", "called", "serving", "held")
SOURCES = [("kiosk", "Kiosk"), ("desk", "Staff"), ("phone", "Phone")]


class OnestopTicket(models.Model):
    """A number of the hall: one person with one matter, from the moment the number is taken to the end of the visit.

    Nobody writes it by hand: numbers are taken (``_take``), called (``_call_next``) and moved (``_move``).
    """

    _name = "onestop.ticket"
    _description = "Ticket"
    _order = "day desc, effective_at, id"
    _rec_name = "code"

    queue_id = fields.Many2one("onestop.queue", required=True, readonly=True, ondelete="restrict")
    desk_id = fields.Many2one("onestop.desk", required=True, readonly=True, ondelete="restrict")
    agency_id = fields.Many2one("onestop.agency", required=True, readonly=True, index=True, ondelete="restrict")
    day = fields.Date(required=True, readonly=True)
    number = fields.Integer(required=True, readonly=True)
    prefix = fields.Char(required=True, readonly=True)
    code = fields.Char("Ticket", compute="_compute_code", store=True)
    priority_group_id = fields.Many2one("onestop.priority.group", readonly=True, ondelete="restrict")
    state = fields.Selection(STATES, required=True, readonly=True, default="waiting")
    source = fields.Selection(SOURCES, required=True, readonly=True)
    device_id = fields.Many2one("onestop.hall.device", readonly=True, ondelete="set null")
    taken_at = fields.Datetime(required=True, readonly=True)
    effective_at = fields.Datetime(
        "Place in the Line", required=True, readonly=True,
        help="When the number was taken, less the minutes that a priority group stands ahead.",
    )  # fmt: skip
    called_at = fields.Datetime(readonly=True)
    ended_at = fields.Datetime(readonly=True)
    times_called = fields.Integer(readonly=True)
    counter_id = fields.Many2one("onestop.counter", readonly=True, index=True, ondelete="set null")
    user_id = fields.Many2one("res.users", "Served By", readonly=True, ondelete="restrict")
    period_ids = fields.One2many("onestop.ticket.period", "ticket_id", "Timeline", readonly=True)
    dossier_ids = fields.One2many("onestop.dossier", "ticket_id", "Dossiers", readonly=True)
    wait_minutes = fields.Float("Waited (min)", readonly=True, digits=(16, 1), aggregator="avg")
    serve_minutes = fields.Float("Served (min)", readonly=True, digits=(16, 1), aggregator="avg")
    hold_minutes = fields.Float("Held (min)", readonly=True, digits=(16, 1), aggregator="avg")
    client_uuid = fields.Char(required=True, readonly=True, copy=False)
    call_uuid = fields.Char(readonly=True, copy=False, help="Chosen by the counter, so that calling twice calls one.")
    follow_token = fields.Char(
        required=True, readonly=True, copy=False, groups=fields.NO_ACCESS,
        default=lambda self: secrets.token_urlsafe(16),
        help="In the address by which the person follows the line on the own phone.",
    )  # fmt: skip

    _number_uniq = models.Constraint("UNIQUE(desk_id, day, prefix, number)", "This number was given already.")
    _client_uuid_uniq = models.Constraint("UNIQUE(client_uuid)", "This ticket was taken already.")
    _follow_token_uniq = models.Constraint("UNIQUE(follow_token)", "This address is taken.")
    _line_idx = models.Index("(queue_id, day, effective_at, id) WHERE state = 'waiting'")
    _call_uuid_uniq = models.UniqueIndex("(call_uuid) WHERE call_uuid IS NOT NULL")
    _at_counter_uniq = models.UniqueIndex("(counter_id) WHERE state IN ('called', 'serving')")

    @api.depends("prefix", "number")
    def _compute_code(self):
        for ticket in self:
            ticket.code = f"{ticket.prefix}{ticket.number:0{DIGITS}d}"

    # ------------------------------------------------------------------ taking a number

    @api.model
    def _take(self, queue, *, source, client_uuid, group=None, device=None):
        """Give the next number of a queue, once however often it is asked for. The caller has checked who asks.

        :param queue: ``onestop.queue``
        :param source: a value of the field
        :param client_uuid: chosen by the device that asks
        :param group: ``onestop.priority.group`` that the person belongs to
        :return: the ticket
        :raises UserError: closed, or as many as can be served today were given
        """
        client_uuid = sent_once.read_uuid(client_uuid)
        if not client_uuid:
            raise UserError(self.env._("The request carries no valid identifier. Reload the page."))
        known = self.sudo().search([("client_uuid", "=", client_uuid)])
        if known:
            return known
        queue = queue.sudo()
        if closed := queue._closed():
            raise UserError(closed)
        day, cap = queue.agency_id._today(), queue.daily_cap
        vals = {
            "queue_id": queue.id,
            "desk_id": queue.desk_id.id,
            "agency_id": queue.agency_id.id,
            "day": day,
            "prefix": queue.prefix,
            "priority_group_id": group.id if group else False,
            "source": source,
            "device_id": device.id if device else False,
            "client_uuid": client_uuid,
        }
        ahead = timedelta(minutes=group.sudo().minutes_ahead if group else 0)
        # whoever comes at the same moment queues for the row of the queue: no gap, no number twice
        with short_transaction(self.env) as cr:
            cr.execute(SQL("SELECT id FROM onestop_queue WHERE id = %s FOR UPDATE", queue.id))
            cr.execute(SQL("SELECT id FROM onestop_ticket WHERE client_uuid = %s", client_uuid))
            known_id = cr.fetchone()
            if known_id:
                return self.sudo().browse(known_id[0])
            # a number that was sent to another queue keeps its letter: it counts where it was given
            cr.execute(
                SQL(
                    "SELECT coalesce(max(number), 0) FROM onestop_ticket WHERE desk_id = %s AND day = %s AND prefix = %s",
                    queue.desk_id.id, day, queue.prefix,
                )
            )  # fmt: skip
            number = cr.fetchone()[0] + 1
            if cap and number > cap:
                raise UserError(
                    self.env._("All %(count)s numbers of “%(queue)s” for today were given. Please ask the staff.",
                        count=cap, queue=queue.name)
                )  # fmt: skip
            now = fields.Datetime.now()
            ticket = (
                self.with_env(self.env(cr=cr, su=True))
                .create({**vals, "number": number, "taken_at": now, "effective_at": now - ahead})
            )  # fmt: skip
            ticket._begin("waiting")
            ticket._tell()
            ticket_id = ticket.id
        return self.sudo().browse(ticket_id)

    # ------------------------------------------------------------------ what happens to it

    def _move(self, state, reason=False, **vals):
        """Bring the ticket into another state: ends the present stretch of its timeline and begins the next."""
        self.ensure_one()
        now = fields.Datetime.now()
        self.sudo().period_ids.filtered(lambda period: not period.ended_at).ended_at = now
        if state not in OPEN:
            vals["ended_at"] = now
        self.sudo().write({"state": state, **vals})
        if state in OPEN:
            self._begin(state, reason)
        else:
            self._sum_up()
        self._tell()

    def _begin(self, state, reason=False):
        self.env["onestop.ticket.period"].sudo().create(
            {
                "ticket_id": self.id,
                "state": state,
                "queue_id": self.queue_id.id,
                "counter_id": self.counter_id.id if state in AT_COUNTER else False,
                "user_id": self.user_id.id if state in AT_COUNTER else False,
                "reason": reason,
                "begun_at": fields.Datetime.now(),
            }
        )

    def _sum_up(self):
        """Keep what the statistics ask for; to be served begins with the call."""
        minutes = dict.fromkeys(("waiting", "serving", "held"), 0.0)
        for period in self.sudo().period_ids:
            kind = "serving" if period.state in AT_COUNTER else period.state
            minutes[kind] += (period.ended_at - period.begun_at).total_seconds() / 60
        self.sudo().write(
            {
                "wait_minutes": minutes["waiting"],
                "serve_minutes": minutes["serving"],
                "hold_minutes": minutes["held"],
            }
        )

    def _tell(self):
        """Let the screens of the hall know that the line has moved."""
        self.env["onestop.hall.device"]._tell(self.queue_id.desk_id)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A ticket is not deleted: whatever became of it, its number was given."))


class OnestopTicketPeriod(models.Model):
    """A stretch of a ticket's timeline: waiting, at a counter, held."""

    _name = "onestop.ticket.period"
    _description = "Ticket Timeline"
    _order = "begun_at, id"

    ticket_id = fields.Many2one("onestop.ticket", required=True, readonly=True, index=True, ondelete="cascade")
    agency_id = fields.Many2one(related="ticket_id.agency_id", store=True, index=True)
    state = fields.Selection(STATES, required=True, readonly=True)
    queue_id = fields.Many2one("onestop.queue", required=True, readonly=True, ondelete="restrict")
    counter_id = fields.Many2one("onestop.counter", readonly=True, ondelete="set null")
    user_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    reason = fields.Char(readonly=True)
    begun_at = fields.Datetime(required=True, readonly=True)
    ended_at = fields.Datetime(readonly=True)
