from odoo import api, fields, models
from odoo.addons.onestop_core.models.administration.onestop_config_check import AGENCY_ADMIN, MANAGER
from odoo.fields import Domain


class OnestopConfigCheck(models.TransientModel):
    """What would keep a desk from taking money, or let it take the wrong amount."""

    _inherit = "onestop.config.check"

    area = fields.Selection(selection_add=[("payment", "Fees")], ondelete={"payment": "cascade"})

    @api.model
    def _checks(self):
        agencies = dict.fromkeys(("_check_receipt_series", "_check_fee_accounts"), AGENCY_ADMIN)
        return super()._checks() | agencies | {"_check_fee_rules": MANAGER}

    def _collecting_agencies(self):
        """Open agencies where somebody takes money, and where something is owed by the rules in force."""
        posts = (
            self.env["onestop.staff"]
            .sudo()
            .search(
                Domain(self.env["onestop.staff"]._in_force_domain())
                & Domain("role_ids.code", "=", "cashier")
                & Domain("agency_id", "in", self._open_agencies().ids)
            )
        )
        return posts.agency_id

    def _check_receipt_series(self):
        day = self._today()
        series = self.env["onestop.fee.receipt.series"]
        for agency in self._collecting_agencies():
            for kind, label in series._fields["kind"]._description_selection(self.env):
                if not series._for(agency, kind, day, amount=0):
                    yield self._finding(
                        "error", "payment", series,
                        self.env._("%(agency)s has no series of receipts for: %(kind)s. No money can be taken there.",
                            agency=agency.name, kind=label),
                    )  # fmt: skip

    def _check_fee_accounts(self):
        day = self._today()
        accounts = self.env["onestop.fee.account"]
        types = self.env["onestop.fee.type"].sudo().search([])
        for agency in self._collecting_agencies():
            lacking = types.filtered(lambda one, agency=agency: not accounts._for(agency, one, day))
            if lacking:
                yield self._finding(
                    "warning", "payment", accounts.browse(),
                    self.env._("%(agency)s has no confirmed account for: %(fees)s. Nothing can be transferred there.",
                        agency=agency.name, fees=", ".join(lacking.mapped("name"))),
                )  # fmt: skip

    def _check_fee_rules(self):
        """Two rules of one fee that are equally particular: nothing can be received for that procedure."""
        schedules = self.env["onestop.fee.schedule"]._in_force_domain(self._today())
        seen = {}
        for rule in self.env["onestop.fee.rule"].sudo().search(Domain("schedule_id", "any", schedules), order="id"):
            key = (rule.procedure_id, rule.type_id, rule.case_name or "", rule.channel, rule.schedule_id.agency_id)
            if key in seen:
                yield self._finding(
                    "error", "payment", (seen[key] | rule).sudo(False),
                    self.env._("Two rules set %(fee)s for %(procedure)s: %(schedules)s. The finance office has to end one of them.",
                        fee=rule.type_id.name, procedure=rule.procedure_id.display_name,
                        schedules=", ".join((seen[key] | rule).schedule_id.mapped("number"))),
                )  # fmt: skip
            seen.setdefault(key, rule)
