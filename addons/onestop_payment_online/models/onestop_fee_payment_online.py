from odoo import api, fields, models
from odoo.exceptions import UserError


class OnestopFeePayment(models.Model):
    """Fees that were paid online go back where they came from."""

    _inherit = "onestop.fee.payment"

    state = fields.Selection(
        selection_add=[("sent", "At the Gateway")],
        ondelete={"sent": lambda refunds: refunds.write({"state": "refused"})},
    )

    def _online_transaction(self):
        return self.env["payment.transaction"].sudo().search([("onestop_payment_id", "in", self.ids)], limit=1)

    @api.model
    def _giving_states(self):
        return super()._giving_states() | {"sent"}

    @api.model
    def _goes_to_account(self, method):
        return method != "online" and super()._goes_to_account(method)

    def _refund(self, reason, *, lines=None, method="cash", account=None):
        if method == "online" and not self._online_transaction():
            raise UserError(self.env._("This payment did not come by the gateway."))
        return super()._refund(reason, lines=lines, method=method, account=account)

    def _goes_back_elsewhere(self):
        if self.method != "online":
            return super()._goes_back_elsewhere()
        self.env["onestop.online.refund"]._send_out(self)
        self.state = "sent"
        return True
