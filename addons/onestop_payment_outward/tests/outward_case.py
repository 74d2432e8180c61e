import base64

from odoo.addons.onestop_payment.tests.payment_case import PaymentCase

from .authority import NOW, Authority


class OutwardCase(PaymentCase):
    """The world of payment with an authority that is trusted, a certificate of the commune and a new list of what was revoked.

    The certificate is valid around the day of the tests' world, whatever the day is on which they run.
    """

    @classmethod
    def set_up_onestop(cls):
        result = super().set_up_onestop()
        cls.env["onestop.revocation.list"].search([]).unlink()
        cls.ca = Authority()
        cls.commune.budget_code = "1057328"
        cls.env["ir.config_parameter"].set_param("onestop_core.signing_roots", cls.ca.pem)
        cls.certificate, cls.agency_certificate = cls.load_certificate()
        cls.files = cls.env["onestop.receipt.file"]
        cls.load_list()
        return result

    @classmethod
    def load_certificate(cls, agency=None, name="UBND Xã Một", number=1, ca=None, **validity):
        """A certificate with its record at an agency, the commune if none is named."""
        ca = ca or cls.ca
        given = ca.give(name, number, **({"days": 3650} | validity))
        record = cls.env["onestop.signing.certificate"].create(
            {
                "agency_id": (agency or cls.commune).id,
                "file": base64.b64encode(ca.packed(given, number, b"x")),
                "password": "x",
            }
        )
        return given, record

    @classmethod
    def load_list(cls, *entries, **when):
        content = cls.ca.revoked(*entries, **({"start": NOW, "days": 3650} | when))
        return cls.env["onestop.revocation.list"].create({"file": base64.b64encode(content)})

    def receipt(self, *args, **kwargs):
        """A receipt with its number."""
        receipt = self.pay(self.received(*args, **kwargs)).receipt_ids
        self.end_transaction()
        return receipt

    def signed(self, receipt=None, user=None):
        """The official file of a receipt, as a user opens it."""
        receipt = receipt or self.receipt()
        receipt.with_user(user or self.cashier).action_official_file()
        return receipt.file_ids
