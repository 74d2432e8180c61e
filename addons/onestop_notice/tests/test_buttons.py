from odoo.addons.onestop_core.tests.buttons_case import ButtonsCase
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestNoticeButtons(ButtonsCase):
    addon = "onestop_notice"

    def button_records(self):
        dossier = self.env["onestop.dossier"].search(
            [("received_agency_id", "!=", False), ("state", "=", "received")], limit=1
        )
        agency = dossier.received_agency_id
        notice = {"dossier_id": dossier.id, "agency_id": agency.id, "event": "received", "channel": "mail"}
        return [
            *super().button_records(),
            *self.env["onestop.notice"].create(
                [
                    {**notice, "recipient": "a@example.vn", "text": "Đã tiếp nhận", "state": state}
                    for state in ("failed", "sent")
                ]
            ),
            self.env["onestop.sms.gateway"].create(
                {
                    "name": "Tổng đài",
                    "company_id": self.env["res.company"].create({"name": "Tỉnh khác"}).id,
                    "provider": "http",
                    "url": "https://sms.example.vn",
                }
            ),
        ]

    def test_every_button(self):
        self.check_buttons()
