from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.onestop_core.engine.calendar import from_naive_utc
from odoo.addons.onestop_payment.engine import payment_code
from odoo.addons.onestop_payment.models.transfer.onestop_fee_transfer import NUMBER_BOOK
from odoo.exceptions import UserError
from odoo.http import request

from ..engine import vnpay

# how long the page of the gateway takes the payer's money
TIME_TO_PAY = timedelta(minutes=15)
# whose address stands for a payer whom no request has brought
LOCAL = "127.0.0.1"


class OnestopFeeDue(models.Model):
    _inherit = "onestop.fee.due"

    def action_pay_online(self):
        """Lead the payer who stands at the desk to the gateway: its page opens beside this one."""
        client = request.httprequest.remote_addr if request else LOCAL
        return {"type": "ir.actions.act_url", "url": self._pay_online(client), "target": "new"}

    def _pay_online(self, client, *, landing="/", locale="vn"):
        """Begin an online payment of these dues: the address to which the payer's browser is sent.

        A page of the portal or a kiosk calls it with ``sudo()`` after its own check. Each call is an attempt of its own; the
        first one that succeeds pays, what a second one brings is to be given back.

        :param client: address of the payer's browser
        :param landing: path on this site to which the payer comes back
        :return: the address
        :raises UserError: something is not open, or the agency takes no online payments
        """
        self._check_desk()
        self._take_in_hand()
        if not self or self.filtered(lambda due: due.state != "open") or len(self.agency_id) > 1:
            raise UserError(self.env._("Only what is still owed can be paid. Reload and look again."))
        company = self.sudo().agency_id.company_id
        provider = self.env["payment.provider"]._vnpay_of(company)
        if not provider:
            raise UserError(self.env._("%s takes no online payments yet.", self.agency_id.name))
        reference = self._new_reference()
        now = fields.Datetime.now()
        amount = sum(self.sudo().mapped("remaining"))
        transaction = self.env["payment.transaction"].sudo().create(
            {
                "provider_id": provider.id,
                "payment_method_id": provider.with_context(active_test=False).payment_method_ids[:1].id,
                "reference": reference,
                "amount": amount,
                "currency_id": self.env.ref("base.VND").id,
                "partner_id": self.env["onestop.fee.books"]._of(company).payer_id.id,
                "operation": "online_redirect",
                "onestop_due_ids": [fields.Command.set(self.ids)],
                "onestop_agency_id": self.agency_id.id,
                "onestop_amount": amount,
                "onestop_landing": landing if landing.startswith("/") and not landing.startswith("//") else "/",
                "vnpay_made_at": now,
                "vnpay_expires_at": now + TIME_TO_PAY,
            }
        )  # fmt: skip
        transaction._set_pending()
        transaction._vnpay_ask_next(now)
        values = vnpay.payment(
            provider._vnpay_contract(),
            reference=reference,
            amount=amount,
            words=f"Nop phi {self[0].sudo().dossier_id.code or ''} {reference}",
            made_at=from_naive_utc(now),
            expires_at=from_naive_utc(now + TIME_TO_PAY),
            client=client,
            return_url=f"{self[0].get_base_url()}/payment/vnpay/return",
            locale=locale,
        )
        return vnpay.address_with(provider.sudo().vnpay_pay_url, values)

    @api.model
    def _new_reference(self):
        """A reference that no transaction bears: those of an installation before this one stay in Odoo's books."""
        while True:
            [number] = self.env["onestop.number.book"].sudo()._allot([NUMBER_BOOK])
            reference = payment_code.make(number)
            if not self.env["payment.transaction"].sudo().search_count([("reference", "=", reference)], limit=1):
                return reference
