import re

from odoo import http
from odoo.addons.onestop_core.tests.common import OnestopHttpCase
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestGuidance(OnestopHttpCase):
    def setUp(self):
        super().setUp()
        self.authenticate(None, None)

    def ask(self, code="9.000001", **data):
        path = f"/dich-vu-cong/can-gi/thu-tuc/{code}"
        return self.url_open(path, data={"csrf_token": http.Request.csrf_token(self), **data}, allow_redirects=False)

    def told(self):
        path = self.ask().headers["Location"]
        return self.env["onestop.guidance"]._by_code(path.rpartition("/")[2])

    def test_what_is_told_is_kept_under_a_code_that_anybody_may_open(self):
        self.assertIn("Thủ tục ba ngày", self.url_open("/dich-vu-cong/can-gi/thu-tuc/9.000001").text)
        answer = self.ask()
        self.assertEqual(answer.status_code, 303)
        page = self.url_open(answer.headers["Location"])
        self.assertIn("Giấy tờ 5", page.text)
        code = answer.headers["Location"].rpartition("/")[2]
        self.assertRegex(code, "^[2-9A-Z]{6}$")
        self.assertIn(code, page.text)
        self.assertEqual(self.env["onestop.guidance"]._by_code(f" {code[:3].lower()}-{code[3:]}").code, code)

    def test_what_does_not_exist_is_not_told(self):
        self.assertEqual(self.ask("9.999999").status_code, 404)
        self.assertEqual(self.url_open("/dich-vu-cong/can-gi/thu-tuc/9.999999").status_code, 404)
        self.assertEqual(self.url_open("/dich-vu-cong/can-gi/ZZZZZZ").status_code, 404)
        self.assertEqual(self.ask(case="abc").status_code, 303)

    def test_the_desk_enters_the_code_and_sees_what_was_told(self):
        guidance = self.told()
        dossier = self.receive()
        dossier.guidance_code = guidance.code.lower()
        self.assertEqual(dossier.guidance_id, guidance)
        self.assertIn("Giấy tờ 5", dossier.guidance_told)
        self.assertRefused(UserError, "no guidance", dossier.write, {"guidance_code": "ZZZZZZ"})
        self.assertRefused(AccessError, "", dossier.write, {"guidance_id": False})
        other = self.receive(procedure=self.procedure_same_day)
        self.assertRefused(UserError, "another procedure", other.write, {"guidance_code": guidance.code})

    def test_it_is_counted_whether_more_was_asked_than_was_told(self):
        guidance, other = self.told(), self.told()
        dossier = self.receive()
        dossier.guidance_code = guidance.code
        self.receive().guidance_code = other.code
        dossier.act("forward")
        self.as_role(dossier, "specialist").act(
            "request_supplement", lines=self.asked(dossier), reason="Thiếu giấy tờ", content="Giấy chứng sinh"
        )
        found = self.env["onestop.guidance"].with_user(self.users["leader"])
        self.assertEqual(found.search([("asked_more", "=", True), ("id", "in", (guidance | other).ids)]), guidance)
        self.assertEqual(found.search([("asked_more", "=", False), ("id", "in", (guidance | other).ids)]), other)
        self.assertTrue(guidance.asked_more)

    def test_it_is_forgotten_if_nobody_comes_with_it(self):
        guidance, used = self.told(), self.told()
        self.receive().guidance_code = used.code
        self.env.flush_all()
        self.env.cr.execute("UPDATE onestop_guidance SET create_date = '2020-01-01'")
        self.env.invalidate_all()
        self.env["onestop.guidance"]._drop_old()
        self.assertFalse(guidance.exists())
        self.assertTrue(used.exists())

    def test_the_page_of_a_procedure_leads_to_it(self):
        page = self.url_open("/dich-vu-cong/thu-tuc/9.000001").text
        self.assertTrue(re.search('href="/dich-vu-cong/can-gi/thu-tuc/9.000001"', page))
