from odoo.addons.onestop_core.tests.common import MONDAY, local
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from ..payment_case import PaymentCase


@tagged("post_install", "-at_install")
class TestReceiptLoss(PaymentCase):
    @classmethod
    def set_up_onestop(cls):
        result = super().set_up_onestop()
        paper = cls.env.ref("onestop_payment.receipt_form_01blp2")
        cls.series_levy.unlink()
        cls.series_levy = cls.make_series("levy", "28AA", form_id=paper.id, last_number=100)
        return result

    def lost(self, first, last, user="accountant", **vals):
        values = {
            "series_id": self.series_levy.id,
            "first_number": first,
            "last_number": last,
            "words": "Cháy kho",
            **vals,
        }
        return self.env["onestop.fee.receipt.loss"].with_user(self.money[user]).create(values)

    def paid(self):
        receipt = self.pay(self.received()).receipt_ids
        self.end_transaction()
        return receipt

    def test_nobody_issues_what_is_lost(self):
        with freeze_time(local(MONDAY)):
            self.assertEqual(self.paid().number, 1)
            self.lost(2, 4, cause="burned")
            self.lost(6, 7)
            first = self.paid()
            # two of one transaction lie on both sides of what is lost
            both = self.pay(self.received()) | self.pay(self.received())
            self.end_transaction()
            last = self.paid()
        numbers = [*first.mapped("number"), *both.receipt_ids.sorted("id").mapped("number"), last.number]
        self.assertEqual(numbers, [5, 8, 9, 10])
        self.assertEqual(last.name, "01BLP2-001 28AA-26T 0000010")

    def test_the_range_ends(self):
        with freeze_time(local(MONDAY)):
            self.lost(1, 99)
            self.assertEqual(self.paid().number, 100)
            dossier = self.received()
            self.pay(dossier)
            with self.assertRaisesRegex(UserError, "used up"):
                self.end_transaction()

    def test_only_blank_paper(self):
        with freeze_time(local(MONDAY)):
            self.paid()
            self.assertRefused(ValidationError, "issued already", self.lost, 1, 3)
            self.assertRefused(ValidationError, "no such numbers", self.lost, 90, 101)
            self.assertRefused(ValidationError, "no blank paper", self.lost, 1, 2, series_id=self.series_charge.id)
            self.lost(10, 20)
            self.assertRefused(ValidationError, "noted as lost already", self.lost, 20, 22)
            self.assertRefused(AccessError, "", self.lost, 30, 31, user="auditor")

    def test_what_was_noted_stays(self):
        with freeze_time(local(MONDAY)):
            loss = self.lost(2, 4)
            self.assertRefused(UserError, "stays", loss.write, {"last_number": 5})
            again = self.lost(8, 9)
            again.unlink()
            for _time in range(2):
                self.paid()
            self.assertRefused(UserError, "stays noted", loss.unlink)
            told = self.lost(11, 12)
            told.reported_on = MONDAY
            self.assertRefused(UserError, "stays noted", told.unlink)

    def test_five_working_days(self):
        # a Monday: the weekend does not count
        self.assertEqual(str(self.lost(2, 4, found_on="2026-11-23").report_by), "2026-11-30")
        self.assertEqual(str(self.lost(5, 6, found_on="2026-11-27").report_by), "2026-12-04")

    def test_use_report(self):
        self.lost(2, 4, found_on="2026-11-20")
        with freeze_time(local(MONDAY)):
            self.paid()
            self.paid()
            self.lost(50, 59, cause="damaged")
            wizard = self.env["onestop.fee.receipt.use"].with_user(self.money["accountant"]).create(
                {"agency_id": self.commune.id, "day_from": MONDAY, "day_to": MONDAY}
            )  # fmt: skip
            wizard.action_show()
        levy = wizard.line_ids.filtered(lambda line: line.kind == "levy")
        self.assertEqual(
            (levy.opening, levy.used_numbers, levy.lost_numbers, levy.lost, levy.closing),
            (97, "1, 5", "50–59", 10, 85),
        )
