from odoo.addons.onestop_core.tests.buttons_case import ButtonsCase
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestKioskButtons(ButtonsCase):
    addon = "onestop_kiosk"

    def test_every_button(self):
        self.check_buttons()
