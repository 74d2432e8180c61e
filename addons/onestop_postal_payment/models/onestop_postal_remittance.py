from odoo import api, fields, models
from odoo.addons.onestop_payment.money_fields import Dong
from odoo.exceptions import AccessError, LockError, UserError

# who remits for the post, and who says for the agency what has come
OF_THE_POST = ("post_accountant", "post_manager", "postal_clerk")
OF_THE_AGENCY = ("accountant", "agency_accountant")
NUMBER_BOOK = "postal_remittance/%s"


class OnestopPostalRemittance(models.Model):
    """Fees of the budget that a post office pays over to an agency, whole: every payment stands on one remittance, and what the
    agency has received is said by the agency. What is missing stays owed under its own name until it has come.

    Due within one working day of collecting, as for whoever collects on behalf of others (NĐ 252/2026/NĐ-CP art. 25 as a model,
    see the settings). It is never set off against the price of the post.
    """

    _name = "onestop.postal.remittance"
    _description = "Remittance of the Post"
    _inherit = ["mail.thread"]
    _order = "id desc"
    _rec_names_search = ["name", "reference"]

    name = fields.Char("Number", readonly=True, copy=False, default="–")
    office_id = fields.Many2one(
        "onestop.postal.office", required=True, index=True, ondelete="restrict",
        default=lambda self: self._default_desk().office_id,
    )  # fmt: skip
    agency_id = fields.Many2one(
        "onestop.agency", required=True, index=True, ondelete="restrict",
        default=lambda self: self._default_desk().agency_id or self.env.user._onestop_posts().agency_id[:1],
    )  # fmt: skip
    completes_id = fields.Many2one(
        "onestop.postal.remittance", "Makes Up For", readonly=True, index="btree_not_null", ondelete="restrict",
        help="The remittance of which something was missing.",
    )  # fmt: skip
    completed_by_ids = fields.One2many("onestop.postal.remittance", "completes_id", readonly=True)
    state = fields.Selection(
        [("draft", "Being Written"), ("sent", "On Its Way"), ("received", "Received"), ("cancelled", "Cancelled")],
        required=True, readonly=True, default="draft", copy=False, index=True, tracking=True,
    )  # fmt: skip
    amount = Dong("Remitted (VND)", readonly=True, required=True, default=0)
    reference = fields.Char("Number of the Transfer", copy=False, help="As the bank of the post gives it.")
    due_on = fields.Date(readonly=True, copy=False, index=True, help="By when the oldest of its money was due.")
    sent_at = fields.Datetime(readonly=True, copy=False)
    sent_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")
    received_amount = Dong("Received (VND)", copy=False, help="What the account of the agency shows.")
    received_at = fields.Datetime(readonly=True, copy=False)
    received_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")
    reason = fields.Char(copy=False, help="Why another amount has come.")
    missing = Dong("Missing (VND)", compute="_compute_missing", store=True, help="Below zero: too much has come.")
    is_late = fields.Boolean("Late", compute="_compute_is_late", search="_search_is_late")
    is_post = fields.Boolean(compute="_compute_sides")
    is_agency = fields.Boolean(compute="_compute_sides")

    _amounts = models.Constraint("CHECK(amount >= 0 AND received_amount >= 0)", "An amount is not below 0.")
    _reference_uniq = models.UniqueIndex(
        "(agency_id, reference) WHERE reference IS NOT NULL AND state <> 'cancelled'",
        "A remittance with this number of the bank is there already.",
    )

    @api.model
    def _default_desk(self):
        return self.env["onestop.postal.right"].search([("user_id", "=", self.env.uid)], limit=1).desk_id

    @api.depends("state", "amount", "received_amount")
    def _compute_missing(self):
        for remittance in self:
            remittance.missing = remittance.amount - remittance.received_amount if remittance.state == "received" else 0

    @api.depends("state", "due_on")
    def _compute_is_late(self):
        today = self.env["onestop.agency"]._today()
        for remittance in self:
            remittance.is_late = bool(
                remittance.state in ("draft", "sent") and remittance.due_on and remittance.due_on < today
            )

    def _search_is_late(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return [("state", "in", ("draft", "sent")), ("due_on", "<", self.env["onestop.agency"]._today())]

    @api.depends("agency_id")
    @api.depends_context("uid")
    def _compute_sides(self):
        user = self.env.user
        for remittance in self:
            agency = remittance.agency_id.sudo()
            remittance.is_post = bool(agency) and user._onestop_has_role(OF_THE_POST, agency)
            remittance.is_agency = bool(agency) and user._onestop_has_role(OF_THE_AGENCY, agency)

    # ------------------------------------------------------------------ writing

    def _check_post(self):
        if not self.env.su and any(not remittance.is_post for remittance in self):
            raise AccessError(self.env._("Fees are remitted by the post."))

    @api.model_create_multi
    def create(self, vals_list):
        remittances = super().create(vals_list)
        remittances._check_post()
        remittances.filtered(lambda one: not one.completes_id).action_draw()
        return remittances

    def write(self, vals):
        if not self.env.su:
            received = {"received_amount", "reason"}
            for remittance in self:
                if remittance.state == "draft" and vals.keys() <= {"reference"}:
                    remittance._check_post()
                elif not (remittance.state == "sent" and vals.keys() <= received and remittance.is_agency):
                    raise AccessError(self.env._("What was sent stays as it is; the agency says what has come of it."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A remittance is cancelled, never deleted."))

    def _take_in_hand(self, state):
        """Keep everybody else away, and see that it is where it should be."""
        self.ensure_one()
        self.check_access("read")
        try:
            self.sudo().lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(
                self.env._("Somebody else is working on this remittance at this moment. Try again.")
            ) from error
        self.invalidate_recordset()
        if self.state != state:
            raise UserError(self.env._("This remittance has moved on meanwhile. Open it again."))

    # ------------------------------------------------------------------ sending and receiving

    def action_send(self):
        """The post has transferred the sum: from now on it is on its way, and stays as it is."""
        self._take_in_hand("draft")
        self._check_post()
        if not self.amount:
            raise UserError(self.env._("Nothing lies at this post office for this agency."))
        if not (self.reference or "").strip():
            raise UserError(self.env._("Enter the number of the transfer: by it the agency finds the money."))
        year = self.agency_id._today().year
        number = self.env["onestop.number.book"]._allot_gapless(NUMBER_BOOK % self.agency_id.id, str(year))
        self.sudo().write(
            {
                "state": "sent",
                "name": f"{number:03d}/NTH-{self.agency_id.code}-{year}",
                "sent_at": fields.Datetime.now(),
                "sent_by_id": self.env.uid,
                "received_amount": self.amount,
            }
        )
        self._sent(fields.Datetime.now())
        return True

    def _sent(self, moment):
        """What follows once the post has transferred the sum; modules hook in."""

    def action_receive(self):
        """The agency says what its account shows. Another amount has a reason, and stays to be clarified.

        :raises UserError: no reason for a difference
        :raises AccessError: not the agency's accountant, or who sent it
        """
        self._take_in_hand("sent")
        if not (self.env.su or self.is_agency):
            raise AccessError(self.env._("The accountant of the agency says what has come."))
        if self.sent_by_id == self.env.user and not self.env.su:
            raise UserError(self.env._("Nobody signs for both sides."))
        differs = self.received_amount != self.amount
        if differs and not (self.reason or "").strip():
            raise UserError(self.env._("Say why another amount has come than was remitted."))
        now = fields.Datetime.now()
        self.sudo().write({"state": "received", "received_at": now, "received_by_id": self.env.uid})
        self._received(now)
        if differs:
            self._note_difference()
        return True

    def _received(self, moment):
        """What follows once the agency has the money; modules hook in."""

    def _note_difference(self):
        words = self.env._(
            "%(remittance)s of %(office)s: %(received)s has come of %(amount)s. %(reason)s",
            remittance=self.name,
            office=self.office_id.name,
            received=self.env["onestop.fee.due"]._money(self.received_amount),
            amount=self.env["onestop.fee.due"]._money(self.amount),
            reason=self.reason,
        )
        self.env["onestop.fee.exception"]._note(
            f"postal_remittance/{self.id}", "post_differs", self.agency_id, words,
            amount=abs(self.missing), reference=self.reference,
        )  # fmt: skip

    def action_complete(self):
        """Remit what was missing: a remittance of its own, which makes up for this one."""
        self._take_in_hand("received")
        self._check_post()
        left = self._still_missing()
        if left <= 0:
            raise UserError(self.env._("Nothing is missing of this remittance."))
        one = self.sudo().create(
            {
                "office_id": self.office_id.id,
                "agency_id": self.agency_id.id,
                "completes_id": self.id,
                "amount": left,
                "due_on": self.due_on,
            }
        )
        return one._action_open()

    def _still_missing(self):
        """What is missing of it, less what is on its way or has come to make up for it."""
        made_up = self.sudo().completed_by_ids.filtered(lambda one: one.state in ("draft", "sent", "received"))
        return self.missing - sum(one.received_amount if one.state == "received" else one.amount for one in made_up)

    def action_cancel(self):
        """A remittance that was not sent: its money lies at the post office as before."""
        self._take_in_hand("draft")
        self._check_post()
        self._let_go()
        self.sudo().write({"state": "cancelled", "amount": 0})
        return True

    def _action_open(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }


class OnestopNumberBook(models.Model):
    _inherit = "onestop.number.book"

    def _kind_labels(self):
        return super()._kind_labels() | {"postal_remittance": self.env._("Remittances of the Post")}
