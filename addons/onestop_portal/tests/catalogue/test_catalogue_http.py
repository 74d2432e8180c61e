from odoo.addons.onestop_core.tests.common import OnestopHttpCase
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestPortalCatalogueHttp(OnestopHttpCase):
    def get(self, path="", **kwargs):
        return self.url_open(f"/dich-vu-cong{path}", allow_redirects=False, **kwargs)

    def test_everybody_finds_procedures_without_accents(self):
        page = self.get("?tim=thu+tuc+ba+ngay")
        self.assertEqual(page.status_code, 200)
        self.assertIn('href="/dich-vu-cong/thu-tuc/9.000001"', page.text)
        self.assertNotIn("session_id", page.headers.get("Set-Cookie", ""))

    def test_the_page_speaks_the_language_that_was_chosen(self):
        self.assertIn('<html lang="vi">', self.get().text)
        english = self.get("?lang=en")
        self.assertIn('<html lang="en">', english.text)
        self.assertIn("onestop_lang=en", english.headers["Set-Cookie"])
        self.assertIn('<html lang="en">', self.get(cookies={"onestop_lang": "en"}).text)
        self.assertIn('<html lang="vi">', self.get("?lang=xx").text)

    def test_nothing_but_what_is_ours_is_loaded(self):
        policy = self.get().headers["Content-Security-Policy"]
        self.assertIn("default-src 'none'", policy)
        self.assertNotIn("unsafe", policy)

    def test_what_nobody_finds_says_what_to_do(self):
        page = self.get("?tim=xyzzyqwkk")
        self.assertEqual(page.status_code, 200)
        self.assertIn("accents are not needed", self.get("?tim=xyzzyqwkk&lang=en").text)

    def test_odd_filters_harm_nothing(self):
        for query in (
            "linh_vuc=abc",
            "linh_vuc=99999999999",
            "linh_vuc=%C2%B2",
            "trang=-1",
            "trang=99999999999",
            "muc='",
            "doi_tuong=%00",
            "co_quan=%27--",
            "tim=%25%25",
            "tim=" + "a" * 5000,
        ):
            with self.subTest(query):
                self.assertIn(self.get(f"?{query}").status_code, (200, 414))

    def test_a_procedure_says_all_that_the_law_says_of_it(self):
        self.procedure.classification_ids = [(0, 0, {"online_scope": "full", "valid_from": "2020-01-01"})]
        page = self.get("/thu-tuc/9.000001")
        self.assertEqual(page.status_code, 200)
        for words in (
            "Thủ tục ba ngày",
            "Giấy tờ 1",
            "3 ngày làm việc",
            "application/ld+json",
            "/dich-vu-cong/nop/9.000001",
        ):
            self.assertIn(words, page.text)
        self.assertIn(f"/dich-vu-cong/co-quan/{self.commune.code}", page.text)

    def test_one_that_is_partly_online_publishes_its_reason(self):
        self.procedure.classification_ids = [
            (0, 0, {
                "online_scope": "partial", "valid_from": "2026-08-01",
                "partial_reason": "presence", "partial_legal_text": "Hai bên phải có mặt (Luật Hộ tịch Đ.18)",
            }),
        ]  # fmt: skip
        self.assertIn("Hai bên phải có mặt (Luật Hộ tịch Đ.18)", self.get("/thu-tuc/9.000001").text)

    def test_what_is_not_open_does_not_exist(self):
        draft = self.make_procedure("9.000777", "Thủ tục chưa công bố")
        draft.current_version_id.published = False
        self.procedure_same_day.excluded_from = "2020-01-01"
        missing = self.get("/thu-tuc/9.999999")
        for code in ("9.000777", "9.000002"):
            with self.subTest(code):
                page = self.get(f"/thu-tuc/{code}")
                self.assertEqual(page.status_code, 404)
                self.assertEqual(page.text.replace(code, "9.999999"), missing.text)
        self.assertNotIn("9.000777", self.get("?tim=chua+cong+bo").text)

    def test_an_agency_has_its_page_and_a_banner_for_its_own_site(self):
        page = self.get(f"/co-quan/{self.commune.code}")
        self.assertEqual(page.status_code, 200)
        self.assertIn("Một cửa Xã Một", page.text)
        self.assertIn("07:30 – 11:30", page.text)
        self.assertIn(f"/dich-vu-cong/co-quan/{self.commune.code}&#34;&gt;&lt;img", page.text)
        self.assertEqual(self.get("/co-quan/H00").status_code, 404)
        # no desk receives anything there
        self.assertEqual(self.get(f"/co-quan/{self.commune_2.code}").status_code, 404)

    def test_agencies_are_found_without_accents(self):
        self.assertIn("Xã Một", self.get("/co-quan?tim=xa+mot").text)
        self.assertNotIn(f"/co-quan/{self.commune.code}", self.get("/co-quan?tim=phuong").text)

    def test_the_map_for_search_engines_names_what_is_open(self):
        page = self.get("/sitemap.xml")
        self.assertEqual(page.status_code, 200)
        self.assertIn("/dich-vu-cong/thu-tuc/9.000001</loc>", page.text)
        self.assertIn(f"/dich-vu-cong/co-quan/{self.commune.code}</loc>", page.text)
