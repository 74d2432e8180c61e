from odoo.addons.onestop_core.tests.common import OnestopHttpCase
from odoo.addons.onestop_payment.tests.payment_case import PaymentCase
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestCounterFeesTour(OnestopHttpCase, PaymentCase):
    @classmethod
    def set_up_onestop(cls):
        result = super().set_up_onestop()
        cls.clerk = cls.users["receptionist"]
        cls.place = cls.env["onestop.counter"].create({"name": "Quầy 7", "number": 7, "desk_id": cls.desk.id})
        cls.make_account(cls.commune)
        return result

    def dossiers(self):
        return self.env["onestop.dossier"].search([("received_agency_id", "=", self.commune.id)])

    def test_cash_with_change(self):
        """The drawer is opened, a fee is taken with change, the drawer is counted and closed with a difference."""
        self.start_tour("/odoo/counter", "onestop_fee_cash", login=self.clerk.login)
        drawer = self.env["onestop.drawer.session"].search([("user_id", "=", self.clerk.id)])
        self.assertEqual((drawer.state, drawer.opening_amount, drawer.expected_amount), ("closed", 500_000, 524_000))
        self.assertEqual((drawer.counted_amount, drawer.difference), (523_000, -1_000))
        [payment] = drawer.payment_ids
        self.assertEqual((payment.amount, payment.tendered, payment.change), (24_000, 100_000, 76_000))

    def test_exemption_and_several_dossiers(self):
        self.open_drawer(self.clerk, self.place)
        self.start_tour("/odoo/counter", "onestop_fee_several", login=self.clerk.login)
        dues = self.dossiers().due_ids
        self.assertEqual(sorted(dues.mapped("amount")), [5_000, 12_000])
        self.assertEqual(len(dues.line_ids.payment_id), 1)
        self.assertEqual(dues.filtered("exemption_id").exemption_proof, "Sổ hộ nghèo 12/2026")

    def test_let_off_after_the_cash_was_typed(self):
        self.open_drawer(self.clerk, self.place)
        self.start_tour("/odoo/counter", "onestop_fee_let_off", login=self.clerk.login)
        due = self.dossiers().due_ids
        self.assertEqual((due.state, due.amount, due.full_amount), ("exempt", 0, 24_000))
        self.assertFalse(due.line_ids)

    def test_vietqr(self):
        self.open_drawer(self.clerk, self.place)
        self.start_tour("/odoo/counter", "onestop_fee_vietqr", login=self.clerk.login)
        transfer = self.env["onestop.fee.transfer"].search([("agency_id", "=", self.commune.id)])
        self.assertEqual((transfer.state, transfer.payment_id.reference), ("paid", "FT26332123456"))
