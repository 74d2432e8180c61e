from odoo.addons.onestop_core.tests.buttons_case import ButtonsCase
from odoo.tests import tagged

LOGINS = ("khaphong.ketoan", "kimbang.taichinh", "kimbang.pheduyet", "hanam.taichinh", "hanam.kiemtoan")


@tagged("post_install", "-at_install")
class TestPaymentButtons(ButtonsCase):
    addon = "onestop_payment"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.actors |= cls.env["res.users"].search([("login", "in", LOGINS)])

    def test_every_button(self):
        self.check_buttons()

    def button_records(self):
        env = self.env
        commune = env.ref("onestop_core.agency_kha_phong")
        confirmed = env["onestop.fee.schedule"].search([("state", "=", "confirmed")], limit=1)
        account = {
            "agency_id": commune.id, "kind": "levy", "number": "0351000999999", "holder": commune.name, "bank_name": "BIDV",
        }  # fmt: skip
        return [
            *super().button_records(),
            confirmed.copy({"agency_id": env.ref("onestop_core.agency_kim_bang").id}),
            env["onestop.fee.account"].create(account),
        ]
