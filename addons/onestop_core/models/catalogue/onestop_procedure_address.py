from urllib.parse import quote

from odoo import models

PROCEDURE_PATH = "/dich-vu-cong/thu-tuc"


class OnestopProcedure(models.Model):
    """Where the public reads about a procedure: the one place that knows the address."""

    _inherit = "onestop.procedure"

    def _public_url(self):
        """Public address of the procedure, absolute; it does not change with its versions, so that it can be printed."""
        self.ensure_one()
        return f"{self.get_base_url()}{PROCEDURE_PATH}/{quote(self.code, safe='')}"
