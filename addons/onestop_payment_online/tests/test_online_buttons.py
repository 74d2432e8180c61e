from odoo.addons.onestop_core.tests.buttons_case import ButtonsCase
from odoo.tests import tagged

LOGINS = ("khaphong.ketoan", "kimbang.taichinh", "kimbang.pheduyet", "hanam.kiemtoan")


@tagged("post_install", "-at_install")
class TestOnlineButtons(ButtonsCase):
    addon = "onestop_payment_online"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.actors |= cls.env["res.users"].search([("login", "in", LOGINS)])

    def test_every_button(self):
        self.check_buttons()

    def button_records(self):
        """What the gateway has taken on and has not given back yet, and money that it got twice."""
        paid = self.env["payment.transaction"].search([("onestop_payment_id", "!=", False)], limit=1)
        vals = {
            "transaction_id": paid.id, "agency_id": paid.onestop_agency_id.id, "amount": 1_000, "reason": "Nộp nhầm",
            "proposed_by_id": self.env.ref("onestop_payment.user_khaphong_ketoan").id,
        }  # fmt: skip
        refunds = self.env["onestop.online.refund"].create([vals, {**vals, "state": "sent", "sent_at": "2026-11-23"}])
        noted = self.env["onestop.fee.exception"]._note(
            "vnpay/x", "paid_twice", paid.onestop_agency_id, "Nộp hai lần", amount=1_000
        )
        noted.transaction_id = paid
        return [*super().button_records(), *refunds, noted]
