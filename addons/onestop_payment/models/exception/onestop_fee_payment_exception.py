from odoo import models


class OnestopFeePayment(models.Model):
    """A message of the bank that was told of the wrong transfer first is clear once its money pays another."""

    _inherit = "onestop.fee.payment"

    def _after_collect(self):
        super()._after_collect()
        if self.method != "transfer" or not self.reference:
            return
        exceptions = self.env["onestop.fee.exception"]
        told = exceptions.search(
            [
                ("reference", "=", self.reference), ("key", "=like", "transfer/%"),
                ("agency_id", "=", self.agency_id.id), ("state", "=", "open"),
            ]
        )  # fmt: skip
        for exception in told:
            exceptions._clear(exception.key, self.env._("This money pays %s.", self.display_name))
