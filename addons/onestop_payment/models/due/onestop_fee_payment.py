from odoo import api, fields, models
from odoo.addons.onestop_core import sent_once
from odoo.exceptions import UserError

from ...money_fields import Dong

COLLECTION, REFUND = "collection", "refund"


class OnestopFeePayment(models.Model):
    """Money that was taken, or given back: the fact from which dues, receipts, drawers and books follow.

    A row is written once, by ``_collect`` or ``_refund``, and never changed: a wrong one is undone (``_undo``) as long as its
    drawer and its day are open, and given back afterwards.
    """

    _name = "onestop.fee.payment"
    _description = "Fee Payment"
    _order = "id desc"

    direction = fields.Selection(
        [(COLLECTION, "Taken"), (REFUND, "Given Back")], required=True, readonly=True, default=COLLECTION
    )
    method = fields.Selection(selection="_methods", required=True, readonly=True, index=True)
    amount = Dong(required=True, readonly=True)
    signed_amount = Dong("Amount, Signed", compute="_compute_signed_amount", store=True, precompute=True)
    tendered = Dong("Cash Given", readonly=True, aggregator=None)
    change = Dong("Change", compute="_compute_change")
    state = fields.Selection(
        [("proposed", "To Be Approved"), ("done", "Done"), ("undone", "Undone"), ("refused", "Refused")],
        required=True, readonly=True, index=True,
    )  # fmt: skip
    at = fields.Datetime("Time", required=True, readonly=True)
    day = fields.Date(required=True, readonly=True, index=True, help="Day of the agency on which it happened.")
    collector_id = fields.Many2one("res.users", required=True, readonly=True, index=True)
    agency_id = fields.Many2one("onestop.agency", required=True, readonly=True, index=True, ondelete="restrict")
    company_id = fields.Many2one("res.company", "Kept in the Books Of", required=True, readonly=True, index=True)
    counter_id = fields.Many2one("onestop.counter", readonly=True, ondelete="restrict", index="btree_not_null")
    desk_id = fields.Many2one(related="counter_id.desk_id")
    payer_name = fields.Char("Payer", required=True, readonly=True, index="trigram")
    reference = fields.Char(
        readonly=True,
        help="Of the bank or gateway; at a transfer what the bank's message says.",
        index="btree_not_null",
    )
    line_ids = fields.One2many("onestop.fee.payment.line", "payment_id", readonly=True)
    client_uuid = fields.Char(readonly=True, help="Chosen by the device, so that sending twice takes the money once.")
    undone_at = fields.Datetime("Undone On", readonly=True)
    undone_by_id = fields.Many2one("res.users", readonly=True)
    undo_reason = fields.Char("Why Undone", readonly=True)
    origin_id = fields.Many2one(
        "onestop.fee.payment", "Gives Back", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    refund_ids = fields.One2many("onestop.fee.payment", "origin_id", "Given Back By", readonly=True)
    refund_reason = fields.Char("Why Given Back", readonly=True)
    refund_account = fields.Char("To", readonly=True, help="Account number and bank to which a refund goes.")
    proposed_by_id = fields.Many2one("res.users", readonly=True)
    approved_by_id = fields.Many2one("res.users", readonly=True)

    _above_zero = models.Constraint("CHECK(amount > 0)", "An amount of money is above zero.")
    _client_uuid_uniq = models.UniqueIndex(
        "(client_uuid) WHERE client_uuid IS NOT NULL", "This payment was sent already."
    )

    @api.model
    def _methods(self):
        """How money moves: a module with another way adds it."""
        methods = {
            "cash": self.env._("Cash"),
            "transfer": self.env._("Bank Transfer"),
            "online": self.env._("Online"),
            "post": self.env._("By the Post"),
        }
        return list(methods.items())

    @api.depends("direction", "amount", "state")
    def _compute_signed_amount(self):
        """What counts in a sum: nothing of what has not moved, or was taken back."""
        for payment in self:
            signed = -payment.amount if payment.direction == REFUND else payment.amount
            payment.signed_amount = signed if payment._counts() else 0

    @api.depends("tendered", "amount")
    def _compute_change(self):
        for payment in self:
            payment.change = payment.tendered - payment.amount if payment.tendered else 0

    @api.depends("payer_name", "amount")
    def _compute_display_name(self):
        for payment in self:
            payment.display_name = f"{payment.payer_name} – {self.env['onestop.fee.due']._money(payment.amount)}"

    def _counts(self):
        """Whether the money moved, and stayed where it went."""
        return self.state == "done"

    def _action_open(self):
        """Show the payment."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    # ------------------------------------------------------------------ taking money

    @api.model
    def _collect(
        self, dues, method, amount, *, counter=None, tendered=0, reference=None, payer_name=None, client_uuid=None
    ):
        """Take money for dues: the only way it is taken, by whatever screen or message.

        Once, however often it is sent: the same ``client_uuid`` gives the first payment again.

        :param dues: what is paid, all at one agency; each is paid whole
        :param method: see ``_methods``
        :param amount: whole đồng, as the person at the screen saw them
        :param counter: ``onestop.counter`` where it happens, if at one
        :param tendered: cash given by the citizen, if it was more
        :param reference: of the bank or gateway, or what the bank's message says
        :param payer_name: who paid, if it was not the applicant
        :return: the payment
        :raises UserError: a due is settled already or its quantity is unknown, the sum is another one, too little cash
        :raises AccessError: the user takes no money at that agency
        """
        if client_uuid:
            client_uuid = sent_once.read_uuid(client_uuid)
            if not client_uuid:
                raise UserError(self.env._("The payment carries no valid identifier. Reload the page."))
            if not sent_once.claim(self, client_uuid):
                return self._sent_before(client_uuid, dues, amount)
        dues._check_desk()
        dues._take_in_hand()
        self._check_collection(dues, method, amount, tendered)
        now = fields.Datetime.now()
        agency = dues.agency_id
        payment = self.sudo().create(
            {
                "direction": COLLECTION,
                "method": method,
                "amount": amount,
                "tendered": tendered,
                "state": "done",
                "at": now,
                "day": agency.sudo()._today(),
                "collector_id": self.env.uid,
                "agency_id": agency.id,
                "company_id": agency.sudo().company_id.id,
                "counter_id": counter.id if counter else False,
                "payer_name": (payer_name or dues[0].payer_name).strip(),
                "reference": (reference or "").strip() or False,
                "client_uuid": client_uuid or False,
                "line_ids": [fields.Command.create({"due_id": due.id, "amount": due.remaining}) for due in dues.sudo()],
                **self._collection_vals(dues, method, counter),
            }
        )
        for due in dues.sudo():
            due.write({"paid": due.amount, "state": "paid"})
        payment._after_collect()
        if went_on := dues.dossier_id._go_on_when_paid():
            payment._after_going_on(went_on)
        return payment.with_env(self.env)

    @api.model
    def _check_collection(self, dues, method, amount, tendered):
        """Refuse what does not add up.

        :raises UserError: in words for the person at the screen
        """
        if not dues:
            raise UserError(self.env._("Nothing is owed."))
        if len(dues.agency_id) > 1:
            raise UserError(self.env._("These fees are collected by different agencies."))
        if unknown := dues.filtered(lambda due: due.state == "asked"):
            raise UserError(self.env._("Say the quantity first: %s.", ", ".join(unknown.mapped("label"))))
        if settled := dues.filtered(lambda due: due.state != "open"):
            raise UserError(
                self.env._("Settled already: %s. Reload and look again.", ", ".join(settled.mapped("display_name")))
            )
        if type(amount) is not int or type(tendered) is not int:
            raise UserError(self.env._("An amount of money is a whole number of đồng."))
        owed = sum(dues.mapped("remaining"))
        if amount != owed:
            raise UserError(
                self.env._(
                    "%(owed)s is owed, not %(amount)s. Reload and look again.",
                    owed=dues._money(owed), amount=dues._money(amount),
                )
            )  # fmt: skip
        if tendered and method != "cash":
            raise UserError(self.env._("Only cash has change."))
        if tendered and tendered < amount:
            raise UserError(self.env._("%s is not enough.", dues._money(tendered)))
        if method not in dict(self._methods()):
            raise UserError(self.env._("There is no such way to pay."))

    @api.model
    def _read_message(self, message, agency):
        """What the bank's message says of a transfer, as it is kept. One message proves one payment.

        :param message: number of the transaction, or the message itself
        :raises UserError: there is none, or it proves another payment of the agency
        """
        message = " ".join((message or "").split()).upper()
        if len(message) < 4:
            raise UserError(self.env._("Enter the transaction number in the bank's message."))
        twice = self.sudo().search(
            [("reference", "=", message), ("method", "=", "transfer"), ("state", "=", "done"), ("agency_id", "=", agency.id)],
            limit=1,
        )  # fmt: skip
        if twice:
            raise UserError(
                self.env._("This message of the bank proves another payment already: %s.", twice.display_name)
            )
        return message

    @api.model
    def _collection_vals(self, dues, method, counter):
        """What a higher room writes on a payment that is taken: its drawer session. May refuse in words."""
        return {}

    def _after_collect(self):
        """What follows once money was taken, in the same transaction; higher rooms and modules hook in."""

    def _after_going_on(self, dossiers):
        """What follows where dossiers that waited for this money go on; higher rooms hook in."""

    @api.model
    def _sent_before(self, client_uuid, dues, amount):
        """The payment that was sent with the identifier.

        :raises UserError: it was sent by somebody else, or with another content
        """
        known = self.sudo().search([("client_uuid", "=", client_uuid)], limit=1)
        if known.collector_id != self.env.user or known.line_ids.due_id != dues.sudo() or known.amount != amount:
            raise UserError(self.env._("This identifier was used already for another payment. Reload the page."))
        if known.state != "done":
            raise UserError(self.env._("This payment was undone since it was sent. Reload the page."))
        return known.with_env(self.env)


class OnestopFeePaymentLine(models.Model):
    """Which due a payment pays, and how much of it."""

    _name = "onestop.fee.payment.line"
    _description = "Line of a Fee Payment"
    _order = "payment_id, id"

    payment_id = fields.Many2one("onestop.fee.payment", required=True, readonly=True, index=True, ondelete="cascade")
    due_id = fields.Many2one("onestop.fee.due", required=True, readonly=True, index=True, ondelete="restrict")
    dossier_id = fields.Many2one(related="due_id.dossier_id")
    type_id = fields.Many2one(related="due_id.type_id", store=True, index=True, precompute=True)
    kind = fields.Selection(related="due_id.kind", store=True, precompute=True)
    amount = Dong(required=True, readonly=True, help="Below zero where money is given back.")
    agency_id = fields.Many2one(related="payment_id.agency_id", store=True, index=True, precompute=True)
    state = fields.Selection(related="payment_id.state", store=True, precompute=True, index=True)
    day = fields.Date(related="payment_id.day", store=True, precompute=True, index=True)
    method = fields.Selection(related="payment_id.method", store=True, precompute=True)
    collector_id = fields.Many2one(related="payment_id.collector_id", store=True, precompute=True)
    payer_name = fields.Char(related="due_id.payer_name")
    procedure_id = fields.Many2one(related="due_id.dossier_id.procedure_id")
    origin_line_id = fields.Many2one(
        "onestop.fee.payment.line", "Gives Back", readonly=True, ondelete="restrict", index="btree_not_null"
    )
    refund_line_ids = fields.One2many("onestop.fee.payment.line", "origin_line_id", "Given Back By", readonly=True)

    _not_nothing = models.Constraint("CHECK(amount <> 0)", "A line moves money.")
