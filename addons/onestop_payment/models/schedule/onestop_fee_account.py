from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from .onestop_fee_type import KINDS


class OnestopFeeAccount(models.Model):
    """Where the money of a fee goes: the account that the finance office supplies for an agency, and a second person confirms
    before a đồng can go there. A confirmed account is never changed; another one takes its place from a day.
    """

    _name = "onestop.fee.account"
    _description = "Fee Account"
    _inherit = ["mail.thread"]
    _order = "agency_id, kind, valid_from desc, id desc"
    _rec_name = "number"

    agency_id = fields.Many2one("onestop.agency", required=True, index=True, ondelete="restrict", tracking=True)
    kind = fields.Selection(KINDS, required=True, tracking=True)
    type_id = fields.Many2one(
        "onestop.fee.type", "Fee", ondelete="restrict", index="btree_not_null", tracking=True,
        domain="[('kind', '=', kind)]", help="Empty: all fees of the kind that have no account of their own.",
    )  # fmt: skip
    number = fields.Char("Account Number", required=True, tracking=True)
    holder = fields.Char("Account Holder", required=True, tracking=True)
    bank_bin = fields.Char("Bank Number (BIN)", tracking=True, help="Six digits by which transfers find the bank.")
    bank_name = fields.Char("Bank or Treasury", required=True, tracking=True)
    treasury = fields.Boolean("At the Treasury", tracking=True)
    valid_from = fields.Date(required=True, default=lambda self: self.env["onestop.agency"]._today(), tracking=True)
    state = fields.Selection(
        [("draft", "To Be Confirmed"), ("confirmed", "Confirmed")],
        required=True, readonly=True, default="draft", copy=False, index=True, tracking=True,
    )  # fmt: skip
    valid_to = fields.Date("Last Day", readonly=True, copy=False, tracking=True)
    confirmed_by_id = fields.Many2one("res.users", readonly=True, copy=False, tracking=True)
    confirmed_at = fields.Datetime("Confirmed On", readonly=True, copy=False)
    may_confirm = fields.Boolean(compute="_compute_may_confirm")
    editor_ids = fields.Many2many("res.users", string="Entered By", readonly=True, copy=False)

    @api.constrains("number", "bank_bin")
    def _check_numbers(self):
        for account in self:
            if not account.number.isascii() or not account.number.isalnum() or not 6 <= len(account.number) <= 20:
                raise ValidationError(
                    self.env._("An account number has 6 to 20 letters and digits, without blanks or dots.")
                )
            if account.bank_bin and not (account.bank_bin.isdecimal() and len(account.bank_bin) == 6):
                raise ValidationError(self.env._("The number of a bank has six digits."))

    @api.depends("number", "bank_name")
    def _compute_display_name(self):
        for account in self:
            account.display_name = f"{account.number} – {account.bank_name}"

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_may_confirm(self):
        for account in self:
            account.may_confirm = account.state == "draft" and not account._confirming_refusal()

    def action_confirm(self):
        """Let money go to the account from its first day on; the one that was there ends the day before."""
        self.check_access("read")
        for account in self:
            refusal = account._confirming_refusal()
            if refusal:
                raise AccessError(refusal)
            if account.state != "draft":
                raise UserError(self.env._("This account was confirmed already."))
            before = self.sudo().search(
                [
                    ("agency_id", "=", account.agency_id.id),
                    ("kind", "=", account.kind),
                    ("type_id", "=", account.type_id.id),
                    ("state", "=", "confirmed"),
                    ("valid_to", "=", False),
                ]
            )
            if any(one.valid_from >= account.valid_from for one in before):
                raise UserError(self.env._("There is an account from the same day or a later one already."))
            before.write({"valid_to": fields.Date.subtract(account.valid_from, days=1)})
            account.sudo().write(
                {"state": "confirmed", "confirmed_by_id": self.env.uid, "confirmed_at": fields.Datetime.now()}
            )

    def _confirming_refusal(self):
        """Why the user may not be the second person of this account, or an empty text."""
        user = self.env.user
        account = self.sudo()
        if user in account.editor_ids | account.create_uid:
            return self.env._("A second person confirms what you have entered.")
        if not user._onestop_has_role(("fee_approver",), self.agency_id):
            return self.env._("Your role does not allow this at %s.", self.agency_id.name)
        return ""

    @api.model_create_multi
    def create(self, vals_list):
        accounts = super().create(vals_list)
        accounts._note_editor()
        return accounts

    def write(self, vals):
        if self.env.su:
            return super().write(vals)
        self._check_draft()
        result = super().write(vals)
        self._note_editor()
        return result

    def _note_editor(self):
        """Whoever has written any of it confirms none of it, also if somebody else was the last to write."""
        self.sudo().write({"editor_ids": [fields.Command.link(self.env.uid)]})

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        self._check_draft()

    def _check_draft(self):
        if any(account.state != "draft" for account in self.sudo()):
            raise UserError(self.env._("A confirmed account stays as it is. Enter the new one beside it."))

    @api.model
    def _for(self, agency, fee_type, day):
        """The account to which money of a fee goes: that of the fee before that of its kind, that of the agency before that
        of one above it.

        :return: an empty recordset if there is none, so nothing may be transferred
        """
        above = agency.sudo()._parent_ids()
        found = self.sudo().search(
            Domain("agency_id", "in", above)
            & Domain("kind", "=", fee_type.kind)
            & Domain("type_id", "in", (False, fee_type.id))
            & Domain("state", "=", "confirmed")
            & Domain("valid_from", "<=", day)
            & (Domain("valid_to", "=", False) | Domain("valid_to", ">=", day))
        )
        return found.sorted(lambda one: (above.index(one.agency_id.id), bool(one.type_id)), reverse=True)[:1]
