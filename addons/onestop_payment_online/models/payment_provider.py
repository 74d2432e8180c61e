from odoo import api, fields, models
from odoo.addons.onestop_core.http_call import may_call
from odoo.addons.onestop_core.models.onestop_sealed_mixin import sealed
from odoo.exceptions import ValidationError

from ..engine import vnpay

PAY_URL = "https://sandbox.vnpayment.vn/paymentv2/vpcpay.html"
API_URL = "https://sandbox.vnpayment.vn/merchant_webapi/api/transaction"


class PaymentProvider(models.Model):
    """A contract with VNPAY: one for each company that holds accounts. The address of its notices (IPN) is a setting at VNPAY:
    ``/payment/vnpay/ipn``, one for all terminals of this database.
    """

    _name = "payment.provider"
    _inherit = ["payment.provider", "onestop.sealed.mixin"]

    code = fields.Selection(selection_add=[("vnpay", "VNPAY")], ondelete={"vnpay": "set default"})
    vnpay_terminal = fields.Char("Terminal", required_if_provider="vnpay", groups="base.group_system", copy=False)
    vnpay_secret = sealed("vnpay_secret", fields.Char, "Secret of the Terminal", groups="base.group_system")
    vnpay_pay_url = fields.Char("Page of the Gateway", default=PAY_URL, groups="base.group_system")
    vnpay_api_url = fields.Char("Address for Questions", default=API_URL, groups="base.group_system")

    _vnpay_terminal_uniq = models.UniqueIndex(
        "(vnpay_terminal) WHERE vnpay_terminal IS NOT NULL", "This terminal is in use already."
    )

    @api.model
    def _sealed_fields(self):
        return (*super()._sealed_fields(), "vnpay_secret")

    @api.constrains("vnpay_pay_url", "vnpay_api_url")
    def _check_vnpay_addresses(self):
        for provider in self.filtered(lambda one: one.code == "vnpay"):
            for address in (provider.vnpay_pay_url, provider.vnpay_api_url):
                if not may_call(address):
                    raise ValidationError(self.env._("The gateway is reached by https: %s", address))

    def _get_supported_currencies(self):
        currencies = super()._get_supported_currencies()
        if self.code == "vnpay":
            currencies = currencies.filtered(lambda currency: currency.name == "VND")
        return currencies

    def _get_default_payment_method_codes(self):
        self.ensure_one()
        return {"vnpay"} if self.code == "vnpay" else super()._get_default_payment_method_codes()

    @api.model
    def _vnpay_of(self, company):
        """The contract by which fees of a company are paid; an empty recordset if there is none, or its secret is gone."""
        found = self.sudo().search(
            [("code", "=", "vnpay"), ("state", "!=", "disabled"), ("company_id", "=", company.id)], limit=1
        )
        return found.filtered("vnpay_secret")

    def _vnpay_contract(self):
        provider = self.sudo()
        return vnpay.Terminal(provider.vnpay_terminal or "", provider.vnpay_secret or "")
