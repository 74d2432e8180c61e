from odoo.addons.onestop_core.tests.common import MONDAY, local
from odoo.addons.onestop_core.tests.forms.test_report_slip import ReportCase
from odoo.exceptions import UserError
from odoo.tests import Form, freeze_time, tagged

CARD = "door_form.action_report_card"


@tagged("post_install", "-at_install")
class TestDoorForm(ReportCase):
    def receive_on(self, day):
        with freeze_time(local(day)):
            return self.receive()

    def test_printed_as_the_forms_of_the_circulars_are(self):
        dossier = self.receive_on(MONDAY)
        pages = self.pages(self.print(CARD, dossier))
        self.assertEqual(len(pages), 2, "the copies that the form names")
        self.assertSays(pages[0], "Liên: Giao khách hàng", "Mẫu số 99 – TT 03/2025/TT-VPCP", "THẺ MỞ CỬA", dossier.code)
        self.assertSays(pages[0], f"Cửa mở lúc 07:30 cho Ông/Bà, hồ sơ {dossier.code}.", "Nguyễn Thị Thử")
        event = dossier.sudo().event_ids[-1]
        self.assertEqual((event.action, event.data["form"]), ("print", "door_card"))
        kept = self.env["onestop.print"].search([("dossier_id", "=", dossier.id)])
        self.assertEqual(kept.mapped("form"), ["door_card"])

    def test_of_what_was_received(self):
        filed, _new = self.env["onestop.dossier"]._file(self.payload(channel="online"), "exchange", proof="door")
        self.assertRefused(UserError, "not been received", self.print, CARD, filed)

    def test_a_setting_of_the_module(self):
        settings = self.env["res.config.settings"].with_user(self.env.ref("base.user_admin"))
        self.assertEqual(settings.get_values()["door_form_opens"], "07:30")
        with Form(settings) as form:
            form.door_form_opens = "08:00"
        form.record.execute()
        self.assertEqual(self.env["onestop.settings"]._text("door_form.opens"), "08:00")
        self.assertSays(self.pages(self.print(CARD, self.receive_on(MONDAY)))[0], "Cửa mở lúc 08:00")
