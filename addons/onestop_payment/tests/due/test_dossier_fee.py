from odoo.exceptions import UserError
from odoo.tests import tagged

from ..payment_case import PaymentCase


@tagged("post_install", "-at_install")
class TestDossierFee(PaymentCase):
    """What a dossier has to do with money: the pause for it, what the national system is told, what the home page shows."""

    def test_the_national_record(self):
        child = self.extract.exemption_ids[:1]
        dossier = self.received(quantity=1, exemption_id=child.id, proof="Giấy khai sinh").sudo()
        [fee] = dossier._national_fees()
        self.assertEqual(
            (fee.name, fee.code, fee.amount, fee.collected, fee.kind), ("Lệ phí hộ tịch", "LPHT", 0, "3", "2")
        )
        [fee] = self.received().sudo()._national_fees()
        self.assertEqual((fee.amount, fee.collected), (24_000, "1"))
        withdrawn = self.received()
        withdrawn.act("withdraw", reason="Công dân xin rút")
        self.assertEqual(withdrawn.sudo()._national_fees(), ())

    def test_a_dossier_that_waits_goes_on_by_what_was_paid(self):
        """The receipt's number need not be typed: it is that of the payment."""
        dossier = self.received()
        dossier.act("forward")
        dossier.with_user(self.users["specialist"]).act("request_payment", reason="Nộp lệ phí")
        cashier = dossier.with_user(self.cashier)
        self.assertRefused(UserError, "Not paid yet", cashier.act, "resume")
        payment = self.pay(dossier)
        self.end_transaction()
        self.assertEqual(dossier.sudo().state, "processing")
        pause = dossier.sudo().pause_ids
        self.assertTrue(pause.end_at)
        self.assertEqual(pause.receipt_number, payment.receipt_ids.name)

    def test_the_finance_home(self):
        def figures(user):
            data = self.env["onestop.dossier"].with_user(user).home_data()
            sections = {section["key"]: section for section in data["sections"]}
            if "finance" not in sections:
                return None
            return {figure["key"]: figure["count"] for figure in sections["finance"]["figures"]}

        before = figures(self.cashier)
        self.assertIsNone(figures(self.users["specialist"]))
        self.pay(self.received())._refund("Thu thừa")
        self.received()
        self.series_levy.valid_to = "2020-12-31"
        self.pay(self.received(), method="online", reference="GW")
        self.end_transaction()
        after = figures(self.money["auditor"])
        grown = {key: after[key] - before[key] for key in after}
        self.assertEqual(
            {key: count for key, count in grown.items() if count},
            {"fees_owed": 1, "fees_today": 2, "without_receipt": 1, "refunds": 1},
        )
        for section in self.env["onestop.dossier"].with_user(self.cashier).home_data()["sections"]:
            for figure in section.get("figures", ()):
                self.assertEqual(
                    self.env[figure["model"]].with_user(self.cashier).search_count(figure["domain"]),
                    figure["count"],
                    figure["key"],
                )
