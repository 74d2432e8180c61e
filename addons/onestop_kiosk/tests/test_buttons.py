from odoo.addons.onestop_core.tests.buttons_case import ButtonsCase
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestKioskButtons(ButtonsCase):
    addon = "onestop_kiosk"

    def test_every_button(self):
        self.check_buttons()

    def button_records(self):
        # a device that is set up
        device = self.env.ref("onestop_kiosk.hall_device_centre_kiosk")
        device._renew_token()
        return [*super().button_records(), device]
