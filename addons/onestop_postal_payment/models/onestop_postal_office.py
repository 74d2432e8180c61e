from odoo import models
from odoo.addons.onestop_payment.money_fields import Dong


class OnestopPostalOffice(models.Model):
    """What a post office has collected for the budget: it is what was remitted and what it holds, to the đồng."""

    _inherit = "onestop.postal.office"

    fee_collected = Dong("Collected (VND)", compute="_compute_fees")
    fee_remitted = Dong("Received by Agencies (VND)", compute="_compute_fees")
    fee_on_way = Dong("On Its Way (VND)", compute="_compute_fees", help="Remitted, and not yet said to have come.")
    fee_on_hand = Dong("At the Post (VND)", compute="_compute_fees", help="Not remitted, or found missing.")

    def _compute_fees(self):
        """Of the agencies in sight of the reader."""
        payments = self.env["onestop.fee.payment"]
        remittances = self.env["onestop.postal.remittance"]
        collected = dict(
            payments._read_group(
                [
                    ("postal_office_id", "in", self.ids), ("method", "=", "post"),
                    ("direction", "=", "collection"), ("state", "=", "done"),
                ],
                ["postal_office_id"], ["amount:sum"],
            )
        )  # fmt: skip
        moved = remittances._read_group(
            [("office_id", "in", self.ids), ("state", "in", ("sent", "received"))],
            ["office_id", "state"],
            ["amount:sum", "received_amount:sum"],
        )
        by_state = {(office, state): (amount, received) for office, state, amount, received in moved}
        for office in self:
            # the sum of a bigint comes from the database as another number
            office.fee_collected = int(collected.get(office, 0))
            office.fee_remitted = int(by_state.get((office, "received"), (0, 0))[1])
            office.fee_on_way = int(by_state.get((office, "sent"), (0, 0))[0])
            office.fee_on_hand = office.fee_collected - office.fee_remitted - office.fee_on_way
