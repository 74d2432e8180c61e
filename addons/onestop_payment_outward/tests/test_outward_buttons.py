from odoo.addons.onestop_core.tests.buttons_case import ButtonsCase
from odoo.tests import tagged

LOGINS = ("khaphong.ketoan", "kimbang.taichinh", "kimbang.pheduyet", "hanam.kiemtoan")


@tagged("post_install", "-at_install")
class TestOutwardButtons(ButtonsCase):
    addon = "onestop_payment_outward"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.actors |= cls.env["res.users"].search([("login", "in", LOGINS)])

    def test_every_button(self):
        self.check_buttons()
