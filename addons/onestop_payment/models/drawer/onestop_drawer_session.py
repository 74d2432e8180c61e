from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ...engine import cash
from ...money_fields import Dong

# who takes over what a drawer held, looks behind its count, and approves what it lacks
RECEIVERS = ("cashier", "accountant")
APPROVERS = ("accountant", "finance_office")
NUMBER_BOOK = "drawer/%s"
# written once each, with the moment beside them; not even the system writes them again
ONCE = {
    "counted_at": {"counted_at", "counted_by_id", "expected_amount", "counted_amount", "difference"},
    "closed_at": {"closed_at", "number", "reason"},
    "received_at": {"received_at", "received_amount", "handover_difference", "handover_reason", "receiver_id"},
}


class OnestopDrawerSession(models.Model):
    """A drawer from its opening until the cash is in other hands: one person at one counter.

    ``open`` → ``counted`` → ``closed`` → ``received``. The count is blind: what should lie in the drawer is not told
    before it, and what was counted is written once; nothing ever takes its place. Each payment in cash belongs to the
    drawer into which it went from its first moment on, so nothing is gathered by dates afterwards.
    """

    _name = "onestop.drawer.session"
    _description = "Drawer"
    _order = "opened_at desc, id desc"
    _rec_names_search = ["name", "counter_id", "user_id"]

    name = fields.Char("Drawer", compute="_compute_name", store=True)
    counter_id = fields.Many2one("onestop.counter", required=True, readonly=True, index=True, ondelete="restrict")
    agency_id = fields.Many2one("onestop.agency", required=True, readonly=True, index=True, ondelete="restrict")
    user_id = fields.Many2one("res.users", "Collector", required=True, readonly=True, index=True, ondelete="restrict")
    state = fields.Selection(
        [("open", "Open"), ("counted", "Counted"), ("closed", "Closed"), ("received", "Handed Over")],
        required=True, readonly=True, default="open", index=True,
    )  # fmt: skip
    opened_at = fields.Datetime("Opened", required=True, readonly=True)
    opened_on = fields.Date(
        "Day", required=True, readonly=True, index=True, help="Day of the agency on which it was opened."
    )
    opening_amount = Dong(
        "Float", required=True, readonly=True, help="What lay in the drawer for change when it was opened."
    )
    movements = fields.Integer(
        required=True,
        readonly=True,
        default=0,
        aggregator=None,
        help="Times that something went into the drawer or out of it.",
    )
    payment_ids = fields.One2many("onestop.fee.payment", "session_id", "Payments")

    counted_at = fields.Datetime("Counted On", readonly=True)
    counted_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    count_ids = fields.One2many("onestop.drawer.count", "session_id", "Notes Counted")
    expected_amount = Dong(
        "Should Be There", readonly=True, help="The float and each movement of cash since, when it was counted."
    )
    counted_amount = Dong(
        "Counted", readonly=True, help="Written once, by whoever counted, before what should be there was told."
    )
    difference = Dong(readonly=True, help="Counted beyond what should be there; negative if it lacks.")
    reason = fields.Text("Explanation", readonly=True, help="How the difference came about.")
    approved_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")

    number = fields.Integer(
        readonly=True, aggregator=None, help="Of its closing report: without a gap for each counter."
    )
    closed_at = fields.Datetime("Closed", readonly=True)
    receiver_id = fields.Many2one("res.users", "Handed To", readonly=True, ondelete="restrict")
    received_at = fields.Datetime("Received", readonly=True)
    received_amount = Dong("Received Amount", readonly=True, help="As the receiver counted it.")
    handover_difference = Dong(
        "Differs at Handover", readonly=True, help="What the receiver counted beyond what the collector had counted."
    )
    handover_reason = fields.Text("Explanation of the Receiver", readonly=True)

    needs_approval = fields.Boolean(compute="_compute_needs_approval")
    may_count = fields.Boolean(compute="_compute_mine")
    may_close = fields.Boolean(compute="_compute_mine")
    is_receiver = fields.Boolean(compute="_compute_mine")

    _one_at_a_counter = models.UniqueIndex(
        "(counter_id) WHERE state IN ('open', 'counted')", "The drawer of this counter is open already."
    )
    _one_of_a_person = models.UniqueIndex(
        "(user_id) WHERE state IN ('open', 'counted')", "You have another drawer open."
    )
    _number_uniq = models.UniqueIndex("(counter_id, number) WHERE number > 0", "The number of this report is taken.")
    _float_not_negative = models.Constraint("CHECK(opening_amount >= 0)", "A drawer holds no less than nothing.")

    @api.depends("counter_id", "opened_at")
    def _compute_name(self):
        for session in self:
            day = fields.Datetime.context_timestamp(
                session.with_context(tz=session.agency_id.sudo()._calendar().tz), session.opened_at
            )
            session.name = f"{session.counter_id.sudo().name} – {day:%d/%m/%Y %H:%M}"

    @api.depends("state", "difference", "approved_by_id")
    def _compute_needs_approval(self):
        limit = self.env["onestop.settings"]._number("onestop_payment.drawer_difference_limit")
        for session in self:
            session.needs_approval = abs(session.difference) > limit and not session.approved_by_id

    @api.depends("user_id", "counted_by_id", "receiver_id", "agency_id")
    @api.depends_context("uid")
    def _compute_mine(self):
        user = self.env.user
        for session in self:
            session.may_count = session.user_id == user or user._onestop_has_role(APPROVERS, session.agency_id)
            session.may_close = user in session.user_id | session.counted_by_id
            session.is_receiver = session.receiver_id == user

    # ------------------------------------------------------------------ opening

    @api.model
    def _collecting_roles(self):
        return self.env["onestop.fee.due"]._collecting_roles()

    @api.model
    def _of_user(self):
        """The drawer that the user has open, or an empty one. A new browser or day takes it up; there is never a second."""
        return self.search_fetch(
            [("user_id", "=", self.env.uid), ("state", "in", ("open", "counted"))],
            ["agency_id", "counter_id", "user_id", "state"],
        )

    @api.model
    def _open(self, counter, opening_amount):
        """Open the drawer of a counter, or take up the one that the user has open there.

        :param counter: an ``onestop.counter``
        :param opening_amount: what lies in it for change, in đồng; nothing is 0, and has to be said
        :raises UserError: it is open already, or the user has another one open
        """
        agency = counter.sudo().agency_id
        if not self.env.user._onestop_has_role(self._collecting_roles(), agency):
            raise AccessError(self.env._("You take no money at %s.", agency.name))
        there = self.sudo().search(
            [("state", "in", ("open", "counted")), "|", ("counter_id", "=", counter.id), ("user_id", "=", self.env.uid)]
        )
        for session in there:
            if session.user_id == self.env.user and session.counter_id == counter:
                return session.sudo(False)
            if session.user_id == self.env.user:
                raise UserError(
                    self.env._(
                        "Your drawer at %s is still open. Go on with it there, or count and close it first.",
                        session.counter_id.name,
                    )
                )
            raise UserError(
                self.env._(
                    "%(user)s has the drawer of %(counter)s open. It is counted and closed first.",
                    user=session.user_id.name,
                    counter=counter.sudo().name,
                )
            )
        return (
            self.sudo()
            .create(
                {
                    "counter_id": counter.id,
                    "agency_id": agency.id,
                    "user_id": self.env.uid,
                    "opened_at": fields.Datetime.now(),
                    "opened_on": agency.sudo()._today(),
                    "opening_amount": opening_amount,
                }
            )
            .sudo(False)
        )

    # ------------------------------------------------------------------ counting

    def _count(self, pieces):
        """Write what was counted, once and for all, and what should have been there.

        :param pieces: ``{worth of a note in đồng: how many}``
        :raises UserError: it was counted before, or something still waits in this drawer
        """
        self._lock("open")
        if not self.may_count:
            raise AccessError(
                self.env._("%s counts this drawer, or an accountant in their absence.", self.user_id.name)
            )
        waiting = self._waiting()
        if waiting:
            raise UserError(self.env._("The drawer cannot be closed yet:\n%s", "\n".join(waiting)))
        try:
            counted = cash.total(pieces, cash.notes_on(self.env["onestop.agency"]._today()))
        except ValueError as error:
            raise UserError(self.env._("This is no count of notes: %s", error)) from error
        balance = cash.Balance(self._cash_inside(), counted)
        self.sudo().write(
            {
                "state": "counted",
                "counted_at": fields.Datetime.now(),
                "counted_by_id": self.env.uid,
                "expected_amount": balance.expected,
                "counted_amount": balance.counted,
                "difference": balance.difference,
                "count_ids": [
                    fields.Command.create({"kind": "closing", "worth": worth, "pieces": count})
                    for worth, count in pieces.items() if count
                ],
            }
        )  # fmt: skip

    def _waiting(self):
        """What keeps the drawer open, in words, a line each; modules add theirs."""
        return []

    def _cash_movements(self):
        """Amounts in đồng that went into this drawer; what went out is negative."""
        payments = self.env["onestop.fee.payment"].sudo()
        groups = payments._read_group(
            [("session_id", "=", self.id), ("method", "=", "cash"), ("state", "=", "done")],
            ["direction"],
            ["signed_amount:sum"],
        )
        # the sum of a bigint comes from the database as another number
        return [int(amount) for _direction, amount in groups]

    def _cash_inside(self):
        """What should lie in the drawer now. Not told to who is going to count it."""
        return cash.expected(self.opening_amount, self._cash_movements())

    # ------------------------------------------------------------------ closing and handing over

    def _close(self, reason=""):
        """Close a counted drawer. A difference is explained; its closing report gets the next number of the counter."""
        self._lock("counted")
        if not self.may_close:
            raise AccessError(self.env._("Whoever counted the drawer closes it: %s.", self.counted_by_id.name))
        reason = (reason or "").strip()
        if self.difference and not reason:
            raise UserError(self.env._("Explain the difference of %s first.", self._dong(self.difference)))
        self.sudo().write(
            {
                "state": "closed",
                "closed_at": fields.Datetime.now(),
                "reason": reason,
                "number": self.env["onestop.number.book"]
                .sudo()
                ._allot_gapless(NUMBER_BOOK % self.counter_id.id, "all"),
            }
        )
        self._after_close()

    def _after_close(self):
        """What follows in the same transaction once a drawer is closed; higher rooms and modules hook in."""

    def action_approve_difference(self):
        """An accountant, who neither collected nor counted, accepts the explanation of a large difference."""
        self.ensure_one()
        self.check_access("read")
        self._lock("closed")
        if not self.env.user._onestop_has_role(APPROVERS, self.agency_id):
            raise AccessError(self.env._("An accountant approves what a drawer lacks."))
        if self.env.user in self.user_id | self.counted_by_id:
            raise AccessError(self.env._("A second person approves what a drawer lacks."))
        if not self.needs_approval:
            raise UserError(self.env._("Nothing waits for approval here."))
        self.sudo().approved_by_id = self.env.user

    def _hand_over(self, receiver):
        """The collector's confirmation: the counted cash goes to ``receiver``, who then counts it."""
        self._lock("closed")
        if not self.may_close:
            raise AccessError(self.env._("Whoever counted the drawer hands it over: %s.", self.counted_by_id.name))
        if self.needs_approval:
            raise UserError(
                self.env._(
                    "The difference is large: an accountant approves its explanation before the cash is handed over."
                )
            )
        if not receiver:
            raise UserError(self.env._("Say who takes over the cash."))
        if receiver in self.user_id | self.counted_by_id:
            raise UserError(self.env._("The cash goes to somebody else than who counted it."))
        if not receiver.sudo()._onestop_has_role(RECEIVERS, self.agency_id):
            raise UserError(self.env._("%s takes over no cash at this agency.", receiver.name))
        self.sudo().receiver_id = receiver

    def _receive(self, pieces, reason=""):
        """The receiver's confirmation: the cash was counted again. Both sums stay, also where they differ.

        :param pieces: as in ``_count``
        :param reason: how it came that the sums differ
        """
        self._lock("closed")
        if self.receiver_id != self.env.user:
            raise AccessError(
                self.env._("%s takes over this drawer.", self.receiver_id.name or self.env._("Nobody yet"))
            )
        try:
            received = cash.total(pieces, cash.notes_on(self.env["onestop.agency"]._today()))
        except ValueError as error:
            raise UserError(self.env._("This is no count of notes: %s", error)) from error
        reason = (reason or "").strip()
        if received != self.counted_amount and not reason:
            raise UserError(
                self.env._(
                    "You counted %(received)s, %(giver)s counted %(counted)s. Count again together, or write down why it differs.",
                    received=self._dong(received), giver=self.counted_by_id.name, counted=self._dong(self.counted_amount),
                )
            )  # fmt: skip
        self.sudo().write(
            {
                "state": "received",
                "received_at": fields.Datetime.now(),
                "received_amount": received,
                "handover_difference": received - self.counted_amount,
                "handover_reason": reason,
                "count_ids": [
                    fields.Command.create({"kind": "handover", "worth": worth, "pieces": count})
                    for worth, count in pieces.items() if count
                ],
            }
        )  # fmt: skip
        self._after_receive()

    def _after_receive(self):
        """What follows in the same transaction once the cash was taken over; higher rooms and modules hook in."""

    # ------------------------------------------------------------------ ground

    def _lock(self, state):
        """Hold the drawer until the end of the transaction, and make sure of its state.

        :raises UserError: it has gone on meanwhile
        """
        self.ensure_one()
        self.check_access("read")
        self.env.flush_all()
        self.env.cr.execute(SQL("SELECT state FROM onestop_drawer_session WHERE id = %s FOR UPDATE", self.id))
        [(present,)] = self.env.cr.fetchall()
        self.invalidate_recordset()
        if present != state:
            states = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "The drawer is “%(present)s”, not “%(state)s”.", present=states[present], state=states[state]
                )
            )

    def _hold_open(self):
        """Note that something goes into the drawer or out of it. Whoever counts it at this moment counts again: the row
        changes, so that the database lets only one of the two pass.

        :raises UserError: it was counted meanwhile
        """
        if not self._hold(SQL("id = %s", self.id)):
            raise UserError(self.env._("The drawer is counted: nothing goes into it or out of it any more."))

    @api.model
    def _hold_of_user(self, agency):
        """The open drawer of the user at an agency, held as by ``_hold_open``.

        :return: the drawer, an empty one if there is none, and the id of its counter
        """
        held = self._hold(SQL("user_id = %s AND agency_id = %s", self.env.uid, agency.id))
        [(session_id, counter_id)] = held or [(None, None)]
        return self.browse(session_id), counter_id

    def _hold(self, condition):
        """:return: ``[(id, id of its counter)]`` of the drawer if it is open"""
        self.flush_model(["movements", "state", "user_id", "agency_id"])
        self.env.cr.execute(
            SQL(
                """
                UPDATE onestop_drawer_session SET movements = movements + 1
                WHERE state = 'open' AND %s RETURNING id, counter_id
                """,
                condition,
            )
        )
        held = self.env.cr.fetchall()
        self.browse([session_id for session_id, _counter in held]).invalidate_recordset(["movements"])
        return held

    @api.model
    def _dong(self, amount):
        return self.env["onestop.fee.due"]._money(amount)

    def _dialog(self, task, **vals):
        """The dialog in which notes are counted, see ``onestop.drawer.dialog``."""
        dialog = self.env["onestop.drawer.dialog"].create({"task": task, "session_id": self.id, **vals})
        names = {
            "open": self.env._("Open a Drawer"),
            "count": self.env._("Count the Drawer"),
            "close": self.env._("Close the Drawer"),
            "hand_over": self.env._("Hand the Cash Over"),
            "receive": self.env._("Take Over the Cash"),
        }
        return {
            "type": "ir.actions.act_window",
            "name": names[task],
            "res_model": dialog._name,
            "res_id": dialog.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def action_open_drawer(self):
        return self._dialog("open")

    def action_count(self):
        return self._dialog("count")

    def action_close(self):
        return self._dialog("close")

    def action_hand_over(self):
        return self._dialog("hand_over")

    def action_receive(self):
        return self._dialog("receive")

    def write(self, vals):
        for moment, names in ONCE.items() if self.env.su else ():
            if names & vals.keys() and any(session[moment] for session in self):
                raise UserError(
                    self.env._("What was counted stays as it was counted. A correction is an entry of its own.")
                )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A drawer is closed, never deleted."))


class OnestopDrawerCount(models.Model):
    """How many of one note lay in a drawer when somebody counted it."""

    _name = "onestop.drawer.count"
    _description = "Count of a Note"
    _order = "session_id, kind, worth desc"

    session_id = fields.Many2one(
        "onestop.drawer.session", required=True, readonly=True, index=True, ondelete="restrict"
    )
    kind = fields.Selection(
        [("closing", "By the Collector"), ("handover", "By the Receiver")], required=True, readonly=True
    )
    worth = Dong("Note", required=True, readonly=True, aggregator=None)
    pieces = fields.Integer(required=True, readonly=True)
    amount = Dong(compute="_compute_amount", store=True)

    _once = models.UniqueIndex("(session_id, kind, worth)", "A note is counted once.")

    @api.depends("worth", "pieces")
    def _compute_amount(self):
        for count in self:
            count.amount = count.worth * count.pieces

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("What was counted stays as it was counted."))
