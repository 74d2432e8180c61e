from odoo import fields, models


class ResUsers(models.Model):
    """Whoever reads the books of agencies reads those of the companies that keep their accounts, and begins with that of their
    own post: what Odoo narrows to the company in use would be empty else.
    """

    _inherit = "res.users"

    def _onestop_sync_groups(self):
        result = super()._onestop_sync_groups()
        for user in self.sudo().filtered(lambda one: one.has_group("account.group_account_readonly")):
            companies = user.onestop_agency_ids.company_id
            missing = companies - user.company_ids
            if missing:
                user.company_ids = [fields.Command.link(company.id) for company in missing]
            if companies and user.company_id not in companies:
                user.company_id = (user._onestop_posts().agency_id.company_id or companies)[0]
        return result
