from odoo import api, fields, models
from odoo.addons.onestop_payment.money_fields import Dong
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_datetime

from ..engine import matching
from .onestop_bank_statement import IMPORTERS


class OnestopBankLine(models.Model):
    """A line of a statement, and what it pays. What is beyond doubt is booked by itself; what only seems so is proposed to a
    person with the reason; everything else gets a name and an owner (``onestop.fee.exception``).
    """

    _name = "onestop.bank.line"
    _description = "Bank Line"
    _order = "day desc, id desc"
    _rec_name = "memo"
    _rec_names_search = ["memo", "reference"]

    key = fields.Char(required=True, readonly=True)
    statement_id = fields.Many2one(
        "onestop.bank.statement", required=True, readonly=True, index=True, ondelete="restrict"
    )
    agency_id = fields.Many2one("onestop.agency", required=True, readonly=True, index=True, ondelete="restrict")
    account_number = fields.Char("Account", required=True, readonly=True)
    day = fields.Date(required=True, readonly=True, index=True)
    amount = Dong(required=True, readonly=True, help="Below zero: it went out.")
    memo = fields.Char(required=True, readonly=True, index="trigram")
    reference = fields.Char("Bank's Reference", readonly=True, index="btree_not_null")
    state = fields.Selection(
        [
            ("new", "New"),
            ("booked", "Booked"),
            ("proposed", "Proposed"),
            ("unclear", "To Be Clarified"),
            ("outgoing", "Went Out"),
            ("deposit", "Deposit"),
        ],
        required=True, readonly=True, default="new",
    )  # fmt: skip
    why = fields.Selection(selection="_whys", readonly=True)
    transfer_ids = fields.Many2many("onestop.fee.transfer", string="Pays", readonly=True)
    exception_id = fields.Many2one("onestop.fee.exception", readonly=True, index="btree_not_null", ondelete="restrict")
    payment_ids = fields.Many2many(
        "onestop.fee.payment", string="Payments", readonly=True, help="That were taken because of this line."
    )
    booked_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict", help="Empty: by itself.")

    _key_uniq = models.UniqueIndex("(key)", "This line was taken in already.")
    _waiting = models.Index("(account_number, id) WHERE state IN ('new', 'proposed')")

    @api.model
    def _whys(self):
        """Why a line is where it is, in words."""
        return [
            (matching.BY_CODE, self.env._("Payment code and amount")),
            (matching.BY_CODES, self.env._("Several codes that add up")),
            (matching.IN_PARTS, self.env._("Several lines that add up")),
            (matching.BY_REFERENCE, self.env._("Reference of the gateway")),
            (matching.NET, self.env._("Settlement less its fee")),
            (matching.CUT_CODE, self.env._("The code is cut; account and amount fit")),
            (matching.LIKELY_CODE, self.env._("A digit of the code is wrong; account and amount fit")),
            (matching.SAME_SUM, self.env._("Name and amount fit, without a code")),
            ("hand", self.env._("Said by a person")),
            ("slip", self.env._("Number of a deposit slip")),
        ]

    trace = fields.Json(readonly=True, help="Each decision about the line: when, who, what, and why.")
    history = fields.Text("What Was Decided", compute="_compute_history")

    @api.depends("trace")
    @api.depends_context("tz")
    def _compute_history(self):
        for line in self:
            line.history = "\n".join(
                f"{format_datetime(self.env, one['at'])} – {one['who']}: {one['words']}" for one in line.trace or ()
            )

    def _note(self, words):
        """Add to the trace."""
        one = {"at": fields.Datetime.to_string(fields.Datetime.now()), "who": self.env.user.name, "words": words}
        for line in self:
            line.trace = [*(line.trace or ()), one]

    # ------------------------------------------------------------------ by hand

    def _check_importer(self, *states):
        """Raise unless the user decides about these lines, and they are in one of the states."""
        self.check_access("read")
        for line in self:
            if not self.env.user._onestop_has_role(IMPORTERS, line.agency_id):
                raise AccessError(self.env._("An accountant decides about lines of statements."))
        self.sudo().lock_for_update(allow_referencing=True)
        self.invalidate_recordset()
        if any(line.state not in states for line in self):
            raise UserError(self.env._("This line was settled already. Reload and look again."))
        for line in self:
            self.env["onestop.fee.month"]._check_open(line.agency_id, line.day)

    def action_accept(self):
        """Book what is proposed."""
        self._check_importer("proposed")
        for line in self.sudo():
            line._book(line.transfer_ids, line.why)
            line.booked_by_id = self.env.uid
            line._note(self.env._("The proposal was accepted."))

    def action_reject(self):
        """The proposal is wrong: the line is clarified by a person."""
        self._check_importer("proposed")
        for line in self.sudo():
            line._note(self.env._("The proposal was wrong."))
            line._remark("nothing_known", line.transfer_ids)

    def action_assign(self):
        """Say what a line pays that nobody could tell."""
        self._check_importer("unclear", "proposed")
        return self._dialog("assign", self.env._("What Does It Pay?"))

    def action_undo(self):
        """What was booked by a line is taken back, with its reason."""
        self._check_importer("booked")
        return self._dialog("undo", self.env._("Take the Booking Back"))

    def _dialog(self, purpose, title):
        dialog = self.env["onestop.bank.dialog"].create(
            {"purpose": purpose, "line_ids": [fields.Command.set(self.ids)]}
        )
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": dialog._name,
            "res_id": dialog.id,
            "view_mode": "form",
            "target": "new",
        }

    def _assign(self, dues):
        """These lines pay these fees, as a person says.

        :raises UserError: they do not come to the same sum, or something is not owed
        """
        self._check_importer("unclear", "proposed")
        dues.check_access("read")
        if len(self.agency_id | dues.agency_id) != 1:
            raise UserError(self.env._("Choose fees of the agency to whose account the money came."))
        came, owed = sum(self.mapped("amount")), sum(dues.mapped("remaining"))
        if came != owed:
            raise UserError(
                self.env._("%(came)s has come, and %(owed)s is owed: they are not the same.",
                    came=dues._money(came), owed=dues._money(owed))
            )  # fmt: skip
        lines = self.sudo()
        payment = lines.env["onestop.fee.payment"]._collect(
            dues.sudo(), "transfer", owed, reference=self[0].reference or self[0].key[:16]
        )
        words = self.env._("Pays %s.", ", ".join(dues.mapped("display_name")))
        lines._note(words)
        for exception in lines.exception_id:
            lines.env["onestop.fee.exception"]._clear(exception.key, words)
        lines.write(
            {
                "state": "booked",
                "why": "hand",
                "booked_by_id": self.env.uid,
                "payment_ids": [fields.Command.link(payment.id)],
                "transfer_ids": [fields.Command.clear()],
            }
        )

    def _undo(self, reason):
        """Take back what lines have booked: their payments are undone, and the money waits for a person again.

        :raises UserError: no reason, or too late to undo a payment (then it is given back)
        """
        self._check_importer("booked")
        reason = (reason or "").strip()
        if len(reason) < 5:
            raise UserError(self.env._("Say why, so that others understand it later."))
        lines = self.sudo()
        # several lines may have paid one transfer: none of them stays booked alone
        lines |= lines.transfer_ids.bank_line_ids
        for payment in lines.payment_ids:
            payment._undo(reason)
        lines.settlement_ids._leave()
        lines._note(self.env._("Taken back: %s", reason))
        transfers = lines.transfer_ids
        transfers.write({"bank_line_ids": [fields.Command.unlink(line.id) for line in lines]})
        lines.write({"payment_ids": [fields.Command.clear()], "booked_by_id": False})
        for line in lines:
            line._remark("nothing_known", line.transfer_ids)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("What the bank has said stays."))
