from odoo import fields, models
from odoo.addons.onestop_payment.engine import books


class OnestopPostalRemittance(models.Model):
    """What the post remits leaves its account in our books on the day it is sent, and is on ours when the bank or the accountant
    shows it: one deposit for each month whose money it is.
    """

    _inherit = "onestop.postal.remittance"

    deposit_ids = fields.One2many("onestop.fee.deposit", "remittance_id", string="Deposits", readonly=True)

    def _sent(self, moment):
        result = super()._sent(moment)
        record = self.sudo()
        for number, (month, amount) in enumerate(record._by_month(), 1):
            deposit = record.env["onestop.fee.deposit"].create(
                {
                    "agency_id": record.agency_id.id,
                    "source": "post",
                    "month": month,
                    "amount": amount,
                    "day": record.agency_id._today(),
                    "slip_number": f"{record.reference}/{number}" if number > 1 else record.reference,
                    "remittance_id": record.id,
                }
            )
            deposit._leave()
        return result

    def _received(self, moment):
        result = super()._received(moment)
        record, day = self.sudo(), self.agency_id._today()
        missing = record.amount - record.received_amount
        for deposit in record.deposit_ids.sorted("id", reverse=True).filtered(lambda one: one.state == "sent"):
            lacks = max(min(missing, deposit.amount), 0)
            if lacks:
                # what has not come is with the post, as before
                deposit._post(day, (books.POST, lacks), (books.TRANSIT, -lacks))
                missing -= lacks
            if lacks == deposit.amount:
                deposit.state = "cancelled"
                continue
            deposit.amount -= lacks
            deposit._arrive(day)
            deposit.arrived_by_id = self.env.user
        return result

    def _by_month(self):
        """``[(first day of a month, sum in đồng)]`` of the payments; what makes up for something is of the last month of that."""
        origin = self
        while origin.completes_id:
            origin = origin.completes_id
        months = {}
        for payment in origin.payment_ids:
            first = payment.day.replace(day=1)
            months[first] = months.get(first, 0) + payment.amount
        if origin != self:
            return [(max(months), self.amount)]
        return sorted(months.items())
