from odoo.addons.onestop_core.tests.common import OnestopCase
from odoo.tests import tagged
from odoo.tools import file_open


@tagged("post_install", "-at_install")
class TestConfigCheckPortal(OnestopCase):
    def found(self):
        check = self.env["onestop.config.check"].with_user(self.manager)
        return [line["message"] for line in check._run() if line["area"] == "portal"]

    def test_a_procedure_that_goes_online_nowhere(self):
        before = self.found()
        self.env["onestop.desk"].search([]).valid_to = "2020-01-01"
        self.procedure_province.classification_ids = [(0, 0, {"online_scope": "full", "valid_from": "2020-01-01"})]
        [message] = [line for line in self.found() if line not in before]
        self.assertIn("nobody can file", message)

    def test_an_address_without_encryption(self):
        self.env["ir.config_parameter"].set_param("web.base.url", "http://motcua.example.vn")
        self.assertTrue([line for line in self.found() if "https" in line])
        self.env["ir.config_parameter"].set_param("web.base.url", "https://motcua.example.vn")
        self.assertFalse([line for line in self.found() if "https" in line])

    def test_a_copied_database_lets_nobody_in(self):
        self.procedure.classification_ids = [(0, 0, {"online_scope": "full", "valid_from": "2020-01-01"})]
        filing = self.env["onestop.filing"]._begin(self.procedure)
        entry = self.env["onestop.sign.in"]._begin("0912345678")
        path = filing._path()
        self.env.flush_all()
        with file_open("onestop_portal/data/neutralize.sql") as file:
            self.env.cr.execute(file.read())
        self.env.invalidate_all()
        self.assertNotEqual(filing._path(), path)
        self.assertFalse(entry._is_open())
