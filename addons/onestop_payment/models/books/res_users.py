from odoo import fields, models


class ResUsers(models.Model):
    """Whoever reads the books of agencies reads those of the companies that keep their accounts."""

    _inherit = "res.users"

    def _onestop_sync_groups(self):
        result = super()._onestop_sync_groups()
        for user in self.sudo().filtered(lambda one: one.has_group("account.group_account_readonly")):
            missing = user.onestop_agency_ids.company_id - user.company_ids
            if missing:
                user.company_ids = [fields.Command.link(company.id) for company in missing]
        return result
