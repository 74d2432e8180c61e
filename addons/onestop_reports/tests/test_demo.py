from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestReportsDemo(TransactionCase):
    """The demo data fills every list: Odoo says nothing where it fails to load."""

    def test_every_list_has_something(self):
        closer = self.env.ref("onestop_reports.user_hanam_baocao")
        for model in (
            "onestop.report.fact", "onestop.report.closing", "onestop.report.schedule", "onestop.report.public",
            "onestop.history.import", "onestop.report.form", "onestop.report.meaning", "onestop.index.weight",
        ):  # fmt: skip
            self.assertTrue(self.env[model].search_count([]), model)
        self.assertTrue(self.env["onestop.report.closing"].with_user(closer).search_count([]))
        # two lines of a file wait to be mended
        self.assertEqual(self.env["onestop.history.import"].search([]).mapped("error_count"), [2])
