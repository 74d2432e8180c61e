import json
from io import BytesIO

from odoo.tests import tagged
from openpyxl import load_workbook

from ...controllers.catalogue import EXPORT_PATH, TEMPLATE_PATH
from ..common import ROLES, OnestopHttpCase


@tagged("post_install", "-at_install")
class TestCatalogueHttp(OnestopHttpCase):
    def get(self, user, path):
        # the tests' users have their login for a password
        self.authenticate(user and user.login, user and user.login)
        return self.url_open(path, allow_redirects=False)

    def test_export(self):
        response = self.get(self.manager, f"{EXPORT_PATH}/json")
        self.assertEqual(response.status_code, 200)
        self.assertIn("attachment", response.headers["Content-Disposition"])
        self.assertIn("9.000001", [record["ma_tthc"] for record in json.loads(response.content)])
        book = load_workbook(BytesIO(self.get(self.manager, f"{EXPORT_PATH}/xlsx").content))
        self.assertIn("9.000001", [cell.value for cell in book["Thủ tục"]["A"]])

    def test_template(self):
        response = self.get(self.manager, TEMPLATE_PATH)
        self.assertIn("Hướng dẫn", load_workbook(BytesIO(response.content)).sheetnames)

    def test_no_other_format(self):
        self.assertEqual(self.get(self.manager, f"{EXPORT_PATH}/csv").status_code, 404)

    def test_not_for_others(self):
        for role in ROLES:
            for path in (f"{EXPORT_PATH}/json", TEMPLATE_PATH):
                with self.subTest(role=role, path=path):
                    self.assertEqual(self.get(self.users[role], path).status_code, 404)
        response = self.get(None, f"{EXPORT_PATH}/json")
        self.assertEqual(response.status_code, 303, "a visitor is sent to the sign-in page")
