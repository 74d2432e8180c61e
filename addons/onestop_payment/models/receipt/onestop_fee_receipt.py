from odoo import api, fields, models
from odoo.exceptions import LockError, UserError

from ...engine import receipts
from ...engine.words import amount_in_words
from ...money_fields import Dong
from ..schedule.onestop_fee_type import KINDS


class OnestopFeeReceipt(models.Model):
    """A receipt (biên lai): what the payer is given for the money, by the law at the moment of collecting.

    It has its number when the transaction that took the money is committed: not before, so that no number is lost, and not
    after, so that no money is without one. It is never changed and never deleted: a wrong one is replaced, one whose money
    went back is cancelled, and both stay.
    """

    _name = "onestop.fee.receipt"
    _description = "Fee Receipt"
    _order = "id desc"
    _rec_names_search = ["name", "payer_name"]

    name = fields.Char("Receipt", readonly=True, index="trigram", help="Form, symbol and number, once it has one.")
    series_id = fields.Many2one("onestop.fee.receipt.series", required=True, readonly=True, ondelete="restrict")
    form_code = fields.Char("Form Symbol", required=True, readonly=True)
    electronic = fields.Boolean(related="series_id.form_id.electronic")
    symbol = fields.Char(required=True, readonly=True)
    period = fields.Integer(
        required=True,
        readonly=True,
        aggregator=None,
        help="Year in which its number counts; 0 where a regime counts on.",
    )
    number = fields.Integer(readonly=True, aggregator=None)
    number_text = fields.Char("Number as Printed", readonly=True)
    issued_on = fields.Date(readonly=True, index=True)
    kind = fields.Selection(KINDS, required=True, readonly=True)
    agency_id = fields.Many2one("onestop.agency", required=True, readonly=True, index=True, ondelete="restrict")
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    issuer_name = fields.Char("Collecting Body", required=True, readonly=True)
    issuer_tax_code = fields.Char("Tax Code", readonly=True)
    issuer_address = fields.Char("Address", readonly=True)
    delegate_name = fields.Char("Delegate", readonly=True)
    delegate_address = fields.Char("Address of the Delegate", readonly=True)
    payer_name = fields.Char("Payer", required=True, readonly=True, index="trigram")
    payer_address = fields.Char("Address of the Payer", readonly=True)
    dossier_id = fields.Many2one("onestop.dossier", readonly=True, index=True, ondelete="restrict")
    payment_id = fields.Many2one("onestop.fee.payment", required=True, readonly=True, index=True, ondelete="restrict")
    method = fields.Selection(related="payment_id.method")
    collector_id = fields.Many2one("res.users", required=True, readonly=True)
    line_ids = fields.One2many("onestop.fee.receipt.line", "receipt_id", readonly=True)
    amount = Dong(required=True, readonly=True)
    amount_words = fields.Char("In Words", required=True, readonly=True)
    state = fields.Selection(
        [("issued", "Issued"), ("cancelled", "Cancelled"), ("replaced", "Replaced")],
        required=True, readonly=True, default="issued", index=True,
    )  # fmt: skip
    closed_reason = fields.Char("Why Cancelled or Replaced", readonly=True)
    closed_at = fields.Datetime("Cancelled or Replaced On", readonly=True)
    closed_by_id = fields.Many2one("res.users", "Cancelled or Replaced By", readonly=True)
    replaces_id = fields.Many2one("onestop.fee.receipt", readonly=True, ondelete="restrict", index="btree_not_null")
    replaced_by_id = fields.Many2one("onestop.fee.receipt", readonly=True, ondelete="restrict", index="btree_not_null")
    print_count = fields.Integer("Times Printed", readonly=True, aggregator=None)

    _number_uniq = models.UniqueIndex(
        "(series_id, period, number) WHERE number > 0", "This number is given out already."
    )
    _symbol_uniq = models.UniqueIndex(
        "(company_id, form_code, symbol, number) WHERE number > 0", "This number of the symbol is given out already."
    )
    _above_zero = models.Constraint("CHECK(amount > 0)", "A receipt is for money.")

    @api.depends("name", "payer_name")
    def _compute_display_name(self):
        for receipt in self:
            receipt.display_name = receipt.name or self.env._("Receipt for %s", receipt.payer_name)

    # ------------------------------------------------------------------ issuing

    @api.model
    def _issue(self, payment, *, lines=None, replaces=None, **changes):
        """Write the receipts of a payment: one for each dossier and kind, numbered when the transaction ends.

        :param lines: the lines of the payment that a receipt is for; all of them if left out
        :param replaces: the receipt whose place a single one takes
        :param changes: values that differ from those of the payment: the payer's name or address
        :return: the receipts
        :raises UserError: the agency has no series of receipts for today
        """
        lines = payment.line_ids if lines is None else lines
        day = payment.agency_id._today()
        groups = {}
        for line in lines:
            due = line.due_id
            groups.setdefault((due.dossier_id, due.kind), []).append(line)
        vals_list = []
        for (dossier, kind), own in groups.items():
            amount = sum(line.amount for line in own)
            series = self.env["onestop.fee.receipt.series"]._for(
                payment.agency_id, kind, day, amount=amount, desk=payment._receipt_desk()
            )
            if not series:
                raise UserError(self._no_series(payment.agency_id, kind, day))
            vals_list.append(
                {
                    "series_id": series.id,
                    "form_code": series.form_code,
                    "symbol": series._symbol_of(day.year),
                    "period": series._period(day.year),
                    "kind": kind,
                    "agency_id": payment.agency_id.id,
                    "company_id": payment.company_id.id,
                    **series.agency_id._receipt_issuer(),
                    "delegate_name": series.delegate_name,
                    "delegate_address": series.delegate_address,
                    "payer_name": own[0].due_id.payer_name,
                    "payer_address": dossier.applicant_address,
                    "dossier_id": dossier.id,
                    "payment_id": payment.id,
                    "collector_id": self.env.uid,
                    "amount": amount,
                    "amount_words": amount_in_words(amount),
                    "replaces_id": replaces.id if replaces else False,
                    "line_ids": [
                        fields.Command.create(
                            {
                                "payment_line_id": line.id,
                                "type_id": line.due_id.type_id.id,
                                "label": line.due_id.label,
                                "quantity": line.due_id.quantity,
                                "unit": line.due_id.rule_id.unit,
                                "amount": line.amount,
                            }
                        )
                        for line in own
                    ],
                    **changes,
                }
            )
        issued = self.sudo().create(vals_list)
        book = self.env["onestop.number.book"]
        for receipt in issued:
            series = receipt.series_id
            book._allot_at_commit(
                f"receipt/{series.id}", str(receipt.period), series._used(receipt.period), receipt._take_number
            )
        return issued

    def _no_series(self, agency, kind, day):
        """Why no receipt can be issued, in words."""
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        ended = (
            self.env["onestop.fee.receipt.series"]
            .sudo()
            .search(
                [("agency_id", "in", agency._parent_ids()), ("kind", "=", kind), ("form_id.valid_to", "<", day)],
                limit=1,
            )
        )
        if ended:
            return self.env._(
                "Receipts of the form %(form)s may not be issued after %(day)s (%(law)s). Set up a series of today's form first.",
                form=ended.form_id.code,
                day=ended.form_id.valid_to.strftime("%d/%m/%Y"),
                law=ended.form_id.legal_basis,
            )
        return self.env._(
            "%(agency)s has no series of receipts for: %(kind)s. The finance office sets one up before money is taken.",
            agency=agency.name,
            kind=kinds[kind],
        )

    def _take_number(self, place, last):
        """Called when the transaction is about to be committed: the receipt bears its number and its day.

        :param place: of the receipt among those that the series can issue
        :param last: number and day of the receipt before it in its series, as others have committed it
        :raises UserError: the range of the series is used up
        """
        series = self.series_id
        number = series._number_at(place, self.period)
        if number > series._end():
            raise UserError(self.env._("The numbers of %s are used up.", series.display_name))
        today = self.agency_id._today()
        text = receipts.written(number, series.digits, padded=not series.electronic)
        self.write(
            {
                "number": number,
                "number_text": text,
                "name": f"{self.form_code} {self.symbol} {text}",
                "issued_on": receipts.day_of(today, last[1] if last else None, self.period or today.year),
            }
        )

    def _note_on_pause(self):
        """Let the pauses that ended with this money name the receipt."""
        for receipt in self:
            pauses = receipt.dossier_id.pause_ids.filtered(lambda one: one.kind == "payment" and one.end_at)
            pauses.sorted("id")[-1:].receipt_number = receipt.name
        self.env.flush_all()

    # ------------------------------------------------------------------ cancelling and replacing

    def _close(self, state, reason, replaced_by=None):
        self.write(
            {
                "state": state,
                "closed_reason": reason,
                "closed_at": fields.Datetime.now(),
                "closed_by_id": self.env.uid,
                "replaced_by_id": replaced_by.id if replaced_by else False,
            }
        )

    def _cancel(self, reason):
        """The money went back: the receipt stays, with its number, and is of no worth any more."""
        for receipt in self.sudo().filtered(lambda one: one.state == "issued"):
            receipt._close("cancelled", reason)

    def replace(self, reason, payer_name, payer_address=None):
        """Issue another receipt in the place of one that bears a wrong name or address; both stay.

        :return: the id of the new one
        :raises UserError: no reason, no name, or it was cancelled or replaced before
        """
        self.ensure_one()
        self.check_access("read")
        self.payment_id.line_ids.due_id._check_desk()
        reason, payer_name = (reason or "").strip(), (payer_name or "").strip()
        if not reason or not payer_name:
            raise UserError(self.env._("Give a reason, and the right name of the payer."))
        try:
            self.sudo().lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(
                self.env._("Somebody else is working on this receipt at this moment. Try again.")
            ) from error
        self.invalidate_recordset()
        receipt = self.sudo()
        if receipt.state != "issued":
            raise UserError(self.env._("This receipt was cancelled or replaced already."))
        new = receipt._issue(
            receipt.payment_id, lines=receipt.line_ids.payment_line_id, replaces=receipt, payer_name=payer_name,
            payer_address=payer_address or receipt.payer_address,
        )  # fmt: skip
        receipt._close("replaced", reason, replaced_by=new)
        return new.id

    @api.ondelete(at_uninstall=True)
    def _unlink_never(self):
        raise UserError(self.env._("A receipt is never deleted. It is cancelled or replaced, and stays."))


class OnestopFeeReceiptLine(models.Model):
    """What a receipt is for: a fee by its name and what was taken of it."""

    _name = "onestop.fee.receipt.line"
    _description = "Line of a Fee Receipt"
    _order = "receipt_id, id"

    receipt_id = fields.Many2one("onestop.fee.receipt", required=True, readonly=True, index=True, ondelete="restrict")
    payment_line_id = fields.Many2one(
        "onestop.fee.payment.line", required=True, readonly=True, index=True, ondelete="restrict"
    )
    type_id = fields.Many2one("onestop.fee.type", "Fee", required=True, readonly=True, index=True, ondelete="restrict")
    label = fields.Char("Paid For", required=True, readonly=True)
    quantity = fields.Integer(readonly=True, aggregator=None)
    unit = fields.Char(readonly=True)
    amount = Dong(required=True, readonly=True)
    agency_id = fields.Many2one(related="receipt_id.agency_id", store=True, index=True, precompute=True)
