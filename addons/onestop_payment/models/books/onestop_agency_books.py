from odoo import models


class OnestopAgency(models.Model):
    """The company that keeps the accounts of an agency may be another one from some day on."""

    _inherit = "onestop.agency"

    def write(self, vals):
        result = super().write(vals)
        if "company_id" in vals:
            posts = self.env["onestop.staff"].sudo().search([("agency_id", "parent_of", self.ids)])
            posts.user_id._onestop_sync_groups()
        return result
