from datetime import date

from odoo.exceptions import UserError
from odoo.tests import tagged
from psycopg2 import IntegrityError

from ..common import OnestopCase


@tagged("post_install", "-at_install")
class TestFormSet(OnestopCase):
    def find(self, code, agency, day):
        return (
            self.env["onestop.form.set"]
            .with_user(self.users["receptionist"])
            ._form(code, agency, date.fromisoformat(day))
        )

    def test_numbers_and_titles_by_date(self):
        for code, day, number, name in (
            ("refusal", "2025-09-14", "03", "Phiếu từ chối giải quyết hồ sơ"),
            ("refusal", "2025-09-15", "03", "Phiếu từ chối tiếp nhận giải quyết hồ sơ"),
            ("control_sheet", "2025-09-14", "05", "Phiếu kiểm soát quá trình giải quyết hồ sơ"),
            ("control_sheet", "2026-11-23", "06", "Phiếu kiểm soát quá trình giải quyết hồ sơ"),
            ("stop", "2026-11-23", "05", "Thông báo dừng giải quyết hồ sơ"),
        ):
            form = self.find(code, self.commune, day)
            self.assertEqual((form.number, form.name), (number, name))

    def test_a_form_that_the_circular_does_not_have(self):
        self.assertRefused(UserError, "14/09/2025.*Notice of Stop", self.find, "stop", self.commune, "2025-09-14")

    def test_the_nearest_agency_has_its_way(self):
        general = self.env.ref("onestop_core.form_set_2025")
        of_province = general.copy({"agency_id": self.province.id, "name": "Tỉnh"})
        of_commune = general.copy({"agency_id": self.commune.id, "name": "Xã", "valid_from": "2026-01-01"})
        of_commune.form_ids.filtered(lambda form: form.code != "receipt_slip").unlink()
        self.assertEqual(len(of_province.form_ids), 8)
        for code, agency, day, owner in (
            ("receipt_slip", self.commune, "2026-11-23", of_commune),
            ("receipt_slip", self.commune, "2025-12-31", of_province),
            ("receipt_slip", self.commune_2, "2026-11-23", of_province),
            ("refusal", self.commune, "2026-11-23", of_province),
        ):
            self.assertEqual(self.find(code, agency, day).set_id, owner)
        of_province.valid_to = "2026-06-30"
        self.assertEqual(self.find("refusal", self.commune, "2026-11-23").set_id, general)

    def test_one_form_of_a_kind_in_a_set(self):
        self.assertRefused(IntegrityError, "onestop_form_code_uniq", self.env.ref("onestop_core.form_2025_stop").copy)
