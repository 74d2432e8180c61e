from odoo.addons.onestop_core.tests.common import OnestopCase
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestLeaflet(OnestopCase):
    def reports(self):
        return self.env["ir.actions.report"].with_user(self.users["receptionist"])

    def test_it_says_what_to_bring_and_leads_to_the_page(self):
        html, _kind = self.reports()._render_qweb_html("onestop_portal.report_leaflet", self.procedure.ids)
        text = html.decode()
        for words in ("Thủ tục ba ngày", "9.000001", "Giấy tờ 5", "3 ngày làm việc", self.procedure._public_url()):
            self.assertIn(words, text)
        self.assertIn("data:image/svg+xml", text)

    def test_it_is_laid_out(self):
        reports = self.reports().with_context(force_report_rendering=True)
        content, _kind = reports._render_qweb_pdf("onestop_portal.report_leaflet", self.procedure.ids)
        self.assertEqual(content[:4], b"%PDF")
