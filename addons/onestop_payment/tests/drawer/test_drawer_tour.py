from odoo.addons.onestop_core.tests.common import OnestopHttpCase
from odoo.tests import tagged

from ..payment_case import PaymentCase

DRAWERS = "/odoo/action-onestop_payment.onestop_drawer_session_action"


@tagged("post_install", "-at_install")
class TestDrawerTour(PaymentCase, OnestopHttpCase):
    def test_closed_and_handed_over(self):
        self.pay(self.received())
        self.env.cr.flush()
        self.start_tour(DRAWERS, "onestop_drawer_close", login=self.cashier.login)
        self.env.invalidate_all()
        self.assertEqual(
            (self.drawer.state, self.drawer.counted_amount, self.drawer.difference, self.drawer.receiver_id),
            ("closed", 520_000, -4_000, self.money["accountant"]),
        )
        self.start_tour(DRAWERS, "onestop_drawer_take_over", login=self.money["accountant"].login)
        self.env.invalidate_all()
        self.assertEqual((self.drawer.state, self.drawer.received_amount), ("received", 520_000))
