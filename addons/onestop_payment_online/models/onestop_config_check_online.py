from urllib.parse import urlsplit

from odoo import api, models
from odoo.addons.onestop_core.models.administration.onestop_config_check import MANAGER

from .payment_provider import PAY_URL

SANDBOX = urlsplit(PAY_URL).hostname


class OnestopConfigCheck(models.TransientModel):
    """What would keep citizens from paying online, or send their money nowhere."""

    _inherit = "onestop.config.check"

    @api.model
    def _checks(self):
        return super()._checks() | {"_check_online": MANAGER}

    def _check_online(self):
        providers = self.env["payment.provider"].sudo()
        for provider in providers.search([("code", "=", "vnpay"), ("state", "!=", "disabled")]):
            if not provider.vnpay_secret:
                yield self._finding(
                    "error", "payment", providers.browse(),
                    self.env._("The secret of VNPAY's terminal %s is missing: no notice of a payment is believed.",
                        provider.vnpay_terminal),
                )  # fmt: skip
            if not self.env["onestop.agency"].search_count([("company_id", "=", provider.company_id.id)], limit=1):
                yield self._finding(
                    "error", "payment", providers.browse(),
                    self.env._("VNPAY's terminal %(terminal)s belongs to %(company)s, which keeps the accounts of no agency.",
                        terminal=provider.vnpay_terminal, company=provider.company_id.name),
                )  # fmt: skip
            addresses = (provider.vnpay_pay_url, provider.vnpay_api_url)
            if provider.state == "enabled" and any(urlsplit(one or "").hostname == SANDBOX for one in addresses):
                yield self._finding(
                    "error", "payment", providers.browse(),
                    self.env._("VNPAY's terminal %s is in use with the addresses for tests: citizens pay nothing there.",
                        provider.vnpay_terminal),
                )  # fmt: skip
