from datetime import date

from freezegun import freeze_time
from odoo.addons.onestop_core.tests.common import local
from odoo.addons.onestop_postal_payment.tests.post_fees_case import PostFeesCase
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestChecklist(PostFeesCase):
    def breaks(self, clock="09:00"):
        """What the month's list of breaks says of the post: ``[amount]``."""
        month = self.env["onestop.fee.month"]._of(self.commune, date(2026, 11, 1))
        return [found.amount for found in month._check_post()]

    def test_item_22_a_remittance_after_more_than_one_working_day_is_a_break(self):
        with freeze_time(local("2026-11-20", "10:00")):
            self.accept_paid(2)
        for day, amounts in (("2026-11-20", []), ("2026-11-21", []), ("2026-11-23", []), ("2026-11-24", [16_000])):
            with self.subTest(day), freeze_time(local(day, "09:00")):
                self.assertEqual(self.breaks(), amounts)
        with freeze_time(local("2026-11-24", "10:00")):
            one = self.remittance()
            self.assertEqual(self.breaks(), [16_000], "sent is not there yet")
            self.receive_money(one)
            self.assertEqual(self.breaks(), [])
