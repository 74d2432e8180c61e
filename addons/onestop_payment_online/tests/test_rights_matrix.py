from odoo.addons.onestop_core.tests.rights_matrix_case import RightsMatrixCase
from odoo.tests import tagged

from .test_vnpay import VnpayCase


@tagged("post_install", "-at_install")
class TestOnlineRightsMatrix(VnpayCase, RightsMatrixCase):
    addon = "onestop_payment_online"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.actors |= cls.money

    def make_table(self, agency):
        transaction = self.transactions.create(
            {
                "provider_id": self.provider.id, "payment_method_id": self.provider.with_context(active_test=False).payment_method_ids[:1].id,
                "reference": f"MC{agency.id}", "amount": 5, "currency_id": self.env.ref("base.VND").id,
                "partner_id": self.env["res.partner"].create({"name": "P"}).id, "onestop_agency_id": agency.id,
            }
        )  # fmt: skip
        vals = {
            "transaction_id": transaction.id, "agency_id": agency.id, "amount": 5, "reason": "R", "proposed_by_id": self.env.uid,
        }  # fmt: skip
        return {"onestop.online.refund": (vals, {}, {"amount": 6})}

    def test_matrix(self):
        self.check_matrix()

    def test_matrix_is_complete(self):
        self.check_matrix_is_complete()

    def test_online_payments_of_others_are_not_seen(self):
        ours, theirs = (self.records[place]["onestop.online.refund"][0].transaction_id for place in ("own", "other"))
        accountant = self.env["payment.transaction"].with_user(self.money["accountant"])
        self.assertEqual(accountant.search([("id", "in", (ours | theirs).ids)]), ours)
        for user in (self.users["receptionist"], self.users["leader"]):
            self.assertFalse(self.env["payment.transaction"].with_user(user).has_access("read"))
