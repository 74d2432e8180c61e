from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.onestop_core.engine.calendar import from_naive_utc
from odoo.exceptions import ValidationError

from ..engine import spoken, waiting

# how many digits a ticket has at least
DIGITS = 3


class OnestopQueue(models.Model):
    """People who wait at a one-stop desk for the same group of sectors; its letter stands before each number."""

    _name = "onestop.queue"
    _description = "Queue"
    _order = "desk_id, prefix"

    name = fields.Char(required=True, help="As it stands on the kiosk.")
    prefix = fields.Char(required=True, size=1, help="The letter before the numbers.")
    desk_id = fields.Many2one("onestop.desk", required=True, index=True, ondelete="restrict")
    agency_id = fields.Many2one(related="desk_id.agency_id", store=True, index=True)
    sector_ids = fields.Many2many("onestop.sector", string="Sectors", help="What the people of this queue come for.")
    counter_ids = fields.Many2many(
        "onestop.counter",
        string="Counters",
        domain="[('desk_id', '=', desk_id)]",
        help="Counters that call this queue.",
    )
    daily_cap = fields.Integer("Tickets a Day", help="The most tickets of a day, 0 for as many as come.")
    any_hour = fields.Boolean(
        "Numbers at Any Hour", help="Numbers are given outside the agency's hours, too: the hall says when it serves."
    )
    active = fields.Boolean(default=True)
    waiting_count = fields.Integer("Waiting", compute="_compute_waiting_count")

    _prefix_uniq = models.Constraint("UNIQUE(desk_id, prefix)", "Two queues of a desk cannot have the same letter.")
    _cap_some = models.Constraint("CHECK(daily_cap >= 0)", "The number of tickets a day cannot be less than nothing.")

    @api.constrains("prefix")
    def _check_prefix(self):
        for queue in self:
            if queue.prefix not in spoken.letters():
                raise ValidationError(
                    self.env._(
                        "A queue is called by one capital letter that can be said: %s.", " ".join(spoken.letters())
                    )
                )

    @api.constrains("counter_ids", "desk_id")
    def _check_counters(self):
        for queue in self:
            if queue.counter_ids.desk_id - queue.desk_id:
                raise ValidationError(self.env._("The counters of a queue are those of its own desk."))

    def _compute_waiting_count(self):
        counts = self._waiting_counts()
        for queue in self:
            queue.waiting_count = counts.get(queue.id, 0)

    def _waiting_counts(self):
        """How many wait today, by id of the queue."""
        groups = self.env["onestop.ticket"]._read_group(
            [("queue_id", "in", self.ids), ("state", "=", "waiting"), ("day", "in", list(self._days()))],
            ["queue_id"],
            ["__count"],
        )
        return {queue.id: count for queue, count in groups}

    def _days(self):
        """Today, where each of the queues is."""
        return {agency._today() for agency in self.agency_id}

    # ------------------------------------------------------------------ taking a number

    def _closed(self):
        """Why no number is given now, in words; an empty text if one is.

        Numbers are given from a while before opening to closing, on working days. At lunch they are: who came
        in the morning keeps the place.
        """
        self.ensure_one()
        if self.any_hour:
            return ""
        calendar = self.agency_id._calendar().sudo()._onestop_work_calendar()
        now = from_naive_utc(fields.Datetime.now()).astimezone(calendar.zone)
        day = now.date()
        if not calendar.is_working_day(day):
            return self.env._(
                "Closed today. Open again on %s.", calendar.opening(calendar.next_working_day(day)).strftime("%d/%m/%Y, %H:%M")
            )  # fmt: skip
        before = timedelta(minutes=self.env["onestop.settings"]._number("onestop_kiosk.open_before"))
        if now < calendar.opening(day) - before:
            return self.env._("Numbers are given from %s.", (calendar.opening(day) - before).strftime("%H:%M"))
        if now >= calendar.closing(day):
            return self.env._(
                "Closed for today. Open again on %s.", calendar.opening(calendar.next_working_day(day)).strftime("%d/%m/%Y, %H:%M")
            )  # fmt: skip
        return ""

    # ------------------------------------------------------------------ how long it takes

    def _estimate(self, ahead):
        """The range of minutes that somebody with ``ahead`` people before them waits, see ``engine.waiting``."""
        self.ensure_one()
        tickets = self.env["onestop.ticket"].sudo()
        since = fields.Datetime.now() - timedelta(hours=1)
        served = tickets.search(
            [("queue_id", "=", self.id), ("state", "=", "done"), ("ended_at", ">=", since), ("serve_minutes", ">", 0)]
        ).mapped("serve_minutes")
        at_work = tickets._read_group(
            [("queue_id", "=", self.id), ("called_at", ">=", since), ("counter_id", "!=", False)], [], ["counter_id:count_distinct"]
        )[0][0]  # fmt: skip
        return waiting.estimate(ahead, at_work, served)
