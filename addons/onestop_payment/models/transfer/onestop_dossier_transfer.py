from odoo import models

from ...engine.cash import dong


class OnestopDossier(models.Model):
    """The slip shows how what is owed is transferred, as long as that is awaited."""

    _inherit = "onestop.dossier"

    def _slip_transfers(self):
        """Awaited transfers as the slip prints them. They are no part of what the slip certifies, so that a slip that is
        printed again after the payment stays the same document.
        """
        self.ensure_one()
        waiting = self.sudo().due_ids.transfer_ids.filtered(lambda one: one.state == "waiting")
        return [one._pay_data() | {"amount_words": dong(one.amount)} for one in waiting.sorted("id")]
