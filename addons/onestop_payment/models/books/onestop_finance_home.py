from odoo import api, fields, models
from odoo.fields import Domain

# who is shown whether the money is right
FINANCE_ROLES = ("cashier", "accountant", "fee_approver", "finance_office", "auditor")


class OnestopDossier(models.Model):
    """The finance home: is anything wrong today? Each figure lists exactly its records."""

    _inherit = "onestop.dossier"

    @api.model
    def home_data(self):
        data = super().home_data()
        section = self._home_finance()
        if section:
            data["sections"].insert(0, section)
        return data

    @api.model
    def _home_finance(self):
        """The section of whoever handles money; None for all others."""
        user = self.env.user
        held = user._onestop_role_map()
        if not any(held.get(role) for role in FINANCE_ROLES):
            return None
        return {
            "key": "finance",
            "title": self.env._("Is the Money Right Today?"),
            "figures": self._finance_figures(Domain("agency_id", "in", user.onestop_agency_ids.ids)),
        }

    @api.model
    def _finance_figures(self, here):
        """The figures of the finance home; modules add theirs: open drawers, differences, remittances.

        :param here: domain of the agencies in sight
        """
        today = fields.Date.to_string(self.env["onestop.agency"]._today())
        done = here & Domain("state", "=", "done")
        owed, of_today = here & Domain("state", "in", ("asked", "open")), done & Domain("day", "=", today)
        dues, payments = self.env["onestop.fee.due"], self.env["onestop.fee.payment"]
        # the sum of whole numbers comes from the database as another kind of number
        [(outstanding,)] = dues._read_group(owed, [], ["remaining:sum"])
        [(taken,)] = payments._read_group(of_today, [], ["signed_amount:sum"])
        # counted and listed by the same domain
        figure = self._home_figure
        return [
            figure(
                "fees_owed", self.env._("Not paid yet: %s", dues._money(int(outstanding or 0))), owed, "soon", model=dues._name
            ),
            figure("fees_today", self.env._("Taken today: %s", dues._money(int(taken or 0))), of_today, model=payments._name),
            figure(
                "without_receipt", self.env._("Paid without a receipt"),
                here & self.env["onestop.fee.payment.line"]._without_receipt_domain(), "late", model="onestop.fee.payment.line",
            ),
            figure(
                "without_money", self.env._("Receipts without money"),
                here & Domain("state", "=", "issued") & Domain("payment_id.state", "!=", "done"), "late", model="onestop.fee.receipt",
            ),
            figure("refunds", self.env._("Refunds to approve"), here & Domain("state", "=", "proposed"), "soon", model="onestop.fee.payment"),
            figure(
                "schedules", self.env._("Schedules to confirm"), Domain("state", "=", "proposed"), "soon", model="onestop.fee.schedule"
            ),
            figure(
                "not_posted", self.env._("Not in the books yet"),
                here & Domain("move_id", "=", False) & Domain("state", "=", "done") & Domain("day", "<", today), "late",
                model="onestop.fee.payment.line",
            ),
        ]  # fmt: skip
