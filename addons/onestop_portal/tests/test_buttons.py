import base64

from odoo.addons.onestop_core.tests.buttons_case import ButtonsCase
from odoo.tests import tagged

from ..engine.units import COLUMNS


@tagged("post_install", "-at_install")
class TestPortalButtons(ButtonsCase):
    addon = "onestop_portal"

    def test_every_button(self):
        self.check_buttons(all_shown=False)

    def dialog_records(self, env):
        if not env.user.has_group("onestop_core.group_manager"):
            return super().dialog_records(env)
        rows = [",".join(COLUMNS), "00004,Ba Đình,ward,01,2025-07-01,,QĐ 19/2025/QĐ-TTg"]
        content = base64.b64encode("\n".join(rows).encode())
        return [
            *super().dialog_records(env),
            env["onestop.unit.update"].create({"file": content, "report": "Mới: 0"}),
        ]
