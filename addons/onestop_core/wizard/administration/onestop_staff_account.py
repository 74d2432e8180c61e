from odoo import api, fields, models
from odoo.exceptions import UserError

from ...cleaned_fields import Email, Name, Phone
from ...engine import staff_sheet


class OnestopStaffAccount(models.TransientModel):
    """An account and its first post for one person: a line of the workbook (``onestop.staff.import``) as a dialog."""

    _name = "onestop.staff.account"
    _description = "New Staff Account"

    name = Name(required=True)
    login = fields.Char("Account", required=True, compute="_compute_login", store=True, readonly=False)
    email = Email()
    phone = Phone()
    agency_id = fields.Many2one(
        "onestop.agency", required=True, domain="[('id', 'in', agency_ids)]", ondelete="cascade"
    )
    agency_ids = fields.Many2many("onestop.agency", compute="_compute_agency_ids")
    desk_id = fields.Many2one("onestop.desk", domain="[('agency_id', '=', agency_id)]", ondelete="cascade")
    title = fields.Char(help="Official title, printed under signatures.")
    role_ids = fields.Many2many("onestop.role", required=True)
    valid_from = fields.Date(default=lambda self: self.env["onestop.agency"]._today())
    valid_to = fields.Date()

    @api.depends("name")
    def _compute_login(self):
        for dialog in self:
            login = staff_sheet.suggested_login(dialog.name or "")
            if login and self._exists(login):
                login = next(f"{login}{number}" for number in range(2, 100) if not self._exists(f"{login}{number}"))
            dialog.login = login

    def _exists(self, login):
        return (
            self.env["res.users"].sudo().with_context(active_test=False).search_count([("login", "=", login)], limit=1)
        )

    @api.depends_context("uid")
    def _compute_agency_ids(self):
        self.agency_ids = self.env.user.onestop_agency_ids

    def action_create_account(self):
        """Make the account and show its post, which says how the person gets in.

        :raises UserError: what the workbook would be refused for, and an account that is there already
        """
        self.ensure_one()
        row = staff_sheet.StaffRow(
            login=(self.login or "").strip().lower(),
            name=self.name,
            title=self.title or "",
            agency_code=self.agency_id.code,
            desk=self.desk_id.name or "",
            roles=tuple(sorted(self.role_ids.mapped("code"))),
            valid_from=self.valid_from or None,
            valid_to=self.valid_to or None,
            email=self.email or "",
            phone=self.phone or "",
        )
        if not staff_sheet.is_login(row.login):
            raise UserError(
                self.env._("“%s” is no account name: small letters, digits, dots; at least three", row.login)
            )
        if self._exists(row.login):
            raise UserError(
                self.env._(
                    "There is an account %s already. Choose another name, or give that person a further post.",
                    row.login,
                )
            )
        workbook = self.env["onestop.staff.import"]
        refusal = workbook._refusal(row)
        if refusal:
            raise UserError(refusal)
        user = workbook._apply_row(row)
        user._onestop_invite_those_with_address()
        return {
            "type": "ir.actions.act_window",
            "res_model": "onestop.staff",
            "res_id": self.env["onestop.staff"].search([("user_id", "=", user.id)], limit=1).id,
            "view_mode": "form",
            "views": [(False, "form")],
        }
