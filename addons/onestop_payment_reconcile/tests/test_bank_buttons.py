import base64

from odoo.addons.onestop_core.tests.buttons_case import ButtonsCase
from odoo.tests import tagged

LOGINS = ("khaphong.ketoan", "kimbang.taichinh", "kimbang.pheduyet", "hanam.kiemtoan")


@tagged("post_install", "-at_install")
class TestBankButtons(ButtonsCase):
    addon = "onestop_payment_reconcile"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.actors |= cls.env["res.users"].search([("login", "in", LOGINS)])

    def test_every_button(self):
        self.check_buttons()

    def button_records(self):
        """A line that is booked; the demo has one of each other kind."""
        line = self.env["onestop.bank.line"].search([("state", "=", "proposed")], limit=1)
        booked = line.copy({"key": "booked", "state": "booked", "why": "code", "transfer_ids": False})
        return [*super().button_records(), booked]

    def dialog_records(self, env):
        made = super().dialog_records(env)
        lines = env["onestop.bank.line"]
        if not env["onestop.bank.dialog"].has_access("create") or not lines.has_access("read"):
            return made
        if waiting := lines.search([("state", "=", "unclear")], limit=1):
            made.append(env["onestop.bank.dialog"].create({"purpose": "assign", "line_ids": [(6, 0, waiting.ids)]}))
        account = env["onestop.fee.account"].search([("state", "=", "confirmed")], limit=1)
        content = "Ngày giao dịch;Số tham chiếu;Ghi nợ;Ghi có;Mô tả\n23/11/2026;FT9;;7.000;NOP TIEN\n".encode()
        made.append(env["onestop.bank.import"].create({"account_id": account.id, "file": base64.b64encode(content)}))
        return made
