import base64
import json

from odoo.addons.onestop_core.tests.common import OnestopHttpCase
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ...engine.units import COLUMNS


@tagged("post_install", "-at_install")
class TestUnits(OnestopHttpCase):
    def find(self, query):
        return self.env["onestop.unit"]._find(query).mapped("label")

    def test_a_commune_is_found_as_people_type(self):
        self.assertIn("Phường Ba Đình, thành phố Hà Nội", self.find("phuong ba dinh"))
        self.assertEqual(self.find("ba dinh ha noi")[:1], ["Phường Ba Đình, thành phố Hà Nội"])
        # two of one name without accents in one place are told apart, none is left out
        self.assertEqual(
            set(self.find("cam giang hai phong"))
            & {"Xã Cẩm Giang, thành phố Hải Phòng", "Xã Cẩm Giàng, thành phố Hải Phòng"},
            {"Xã Cẩm Giang, thành phố Hải Phòng", "Xã Cẩm Giàng, thành phố Hải Phòng"},
        )
        self.assertEqual(self.find("xyz khong co"), [])

    def test_the_name_of_today_counts_and_that_of_then_stays(self):
        self.assertIn("Phường Trảng Bom, thành phố Đồng Nai", self.find("trang bom"))
        self.assertNotIn("Xã Trảng Bom, tỉnh Đồng Nai", self.find("trang bom"))
        self.assertTrue(self.env["onestop.unit"].search([("label", "=", "Xã Trảng Bom, tỉnh Đồng Nai")]))

    def test_an_old_name_is_followed_and_where_it_was_split_it_is_asked(self):
        resolve = self.env["onestop.unit"]._resolve
        self.assertEqual(resolve("Phường Ba Đình, thành phố Hà Nội")[0].code, "00004")
        # phường Trúc Bạch went into phường Ba Đình as a whole
        unit, choices = resolve("phuong truc bach quan ba dinh")
        self.assertFalse(unit)
        self.assertEqual(choices.mapped("code"), ["00004"])
        unit, choices = resolve("xa hoa lien huyen hoa vang")
        self.assertFalse(unit)
        self.assertGreater(len(choices), 1)
        self.assertFalse(resolve("khong dau ca")[1])

    def test_an_address_with_an_old_name_is_told_the_new_one(self):
        renamed = self.env["onestop.unit"]._renamed
        self.assertEqual(renamed("Số 5, phường Trúc Bạch, quận Ba Đình, Hà Nội"), ["Phường Ba Đình, thành phố Hà Nội"])
        self.assertGreater(len(renamed("Thôn 2, xã Hòa Liên, huyện Hòa Vang")), 1)
        for address in ("Số 5, phường Ba Đình, Hà Nội", "Thôn Một", "", "Xóm 3, xã Không Có"):
            self.assertEqual(renamed(address), [])

    def test_what_the_page_asks_while_somebody_types(self):
        response = self.url_open("/dich-vu-cong/don-vi?tim=truong+sa")
        self.assertIn("Đặc khu Trường Sa, tỉnh Khánh Hòa", json.loads(response.text))
        for query in ("", "a", "%00", "x" * 5000):
            self.assertIn(self.url_open(f"/dich-vu-cong/don-vi?tim={query}").status_code, (200, 414))

    def file(self, *lines):
        return base64.b64encode("\n".join([",".join(COLUMNS), *lines]).encode())

    def update(self, *lines, user=None):
        form = Form(self.env["onestop.unit.update"].with_user(user or self.manager))
        form.file = self.file(*lines)
        return form.save()

    def test_a_newer_list_is_compared_and_taken_over(self):
        update = self.update(
            "00004,Ba Đình,ward,01,2025-07-01,2027-12-31,NQ thử",
            "00004,Ba Đình Mới,ward,01,2028-01-01,,NQ thử",
        )
        update.action_compare()
        self.assertIn("Ba Đình Mới", update.report)
        table = self.env["onestop.unit"]
        before = table.search_count([])
        update.action_apply()
        self.assertEqual(table.search_count([]), before + 1)
        self.assertEqual(
            str(table.search([("code", "=", "00004"), ("valid_from", "=", "2025-07-01")]).valid_to), "2027-12-31"
        )

    def test_a_wrong_list_changes_nothing_and_others_have_none(self):
        self.assertRefused(UserError, "Line 2", self.update("4,Ba Đình,ward,01,2025-07-01,,x").action_compare)
        self.assertRefused(
            UserError,
            "CSV",
            self.env["onestop.unit.update"]
            .with_user(self.manager)
            .create({"file": base64.b64encode(b"x")})
            .action_apply,
        )
        self.assertRefused(
            AccessError,
            "",
            self.env["onestop.unit.update"].with_user(self.users["agency_admin"]).create,
            {"file": self.file()},
        )
