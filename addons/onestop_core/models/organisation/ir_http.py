from odoo import models


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    def session_info(self):
        """With the agencies where the person works: the bar of the web client names them, not the legal entity that keeps
        the accounts of the whole database.
        """
        info = super().session_info()
        if self.env.user._is_internal():
            info["onestop_agencies"] = [
                agency.short_name if agency.short_name and agency.display_name == agency.name else agency.display_name
                for agency in self.env.user._onestop_posts().agency_id
            ]
        return info
