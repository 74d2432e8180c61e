from io import BytesIO

from freezegun import freeze_time
from odoo.addons.onestop_core.tests.common import MONDAY, OnestopHttpCase, local
from odoo.tests import tagged
from openpyxl import load_workbook

from .eform_case import make_version


@tagged("post_install", "-at_install")
class TestEformHttp(OnestopHttpCase):
    def setUp(self):
        super().setUp()
        self.startPatcher(freeze_time(local(MONDAY)))
        self.version = make_version(self.env, self.procedure)
        self.path = f"/dich-vu-cong/bieu-mau/xem-truoc/{self.version.id}"

    def sign_in(self, login="test_receptionist"):
        self.authenticate(login, login)

    def post(self, **sent):
        from odoo import http

        token = http.Request.csrf_token(self)
        return self.url_open(self.path, data={"csrf_token": token, **sent})

    def test_the_preview_is_for_those_who_work_here(self):
        answer = self.url_open(self.path, allow_redirects=False)
        self.assertIn(answer.status_code, (302, 303))
        self.assertIn("/web/login", answer.headers["Location"])
        portal = self.env["res.users"].create(
            {
                "name": "Công dân",
                "login": "citizen",
                "password": "citizen_pw",
                "group_ids": [(6, 0, self.env.ref("base.group_portal").ids)],
            }
        )
        self.authenticate(portal.login, "citizen_pw")
        self.assertEqual(self.url_open(self.path).status_code, 404)

    def test_it_shows_the_form_and_what_does_not_exist_does_not(self):
        self.sign_in()
        page = self.url_open(self.path)
        self.assertEqual(page.status_code, 200)
        self.assertIn('name="eform.spouse"', page.text)
        self.assertEqual(self.url_open(f"{self.path}999").status_code, 404)

    def test_answers_are_checked_and_not_kept(self):
        self.sign_in()
        page = self.post(**{"eform.state": "married"})
        self.assertIn("<title>Lỗi: ", page.text)
        self.assertIn('href="#eform-spouse"', page.text)
        page = self.post(
            **{"eform.state": "single", "eform.asker.name": "Trần Thị Bé", "eform.asker.identity": "035190001234"}
        )
        self.assertNotIn("<title>Lỗi: ", page.text)
        self.assertIn("Chưa kết hôn", page.text)

    def test_a_form_with_faults_names_them(self):
        self.version.field_ids.unlink()
        self.sign_in()
        self.assertEqual(self.url_open(self.path).status_code, 200)

    def test_answers_are_exported_by_those_who_may(self):
        self.version.action_publish()
        mine, other = self.receive(), self.receive(user=self.users_2["receptionist"], agency=self.commune_2)
        for dossier, name in ((mine, "=1+1"), (other, "Người Xã Hai")):
            dossier.sudo().write(
                {
                    "eform_version_id": self.version.id,
                    "eform_answers": {"asker": {"name": name, "identity": "035190001234"}, "state": "single"},
                }
            )
        path = f"/onestop/eform/{self.version.id}/answers.xlsx"
        self.sign_in("test_receptionist")
        self.assertEqual(self.url_open(path).status_code, 404)
        self.sign_in("test_leader")
        answer = self.url_open(path)
        rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
        self.assertEqual((len(rows[0]), rows[0][-1]), (6, "Tình trạng hôn nhân"))
        self.assertEqual([row[0] for row in rows[1:]], [mine.code])
        # a text that a spreadsheet would compute with stays a text
        self.assertEqual(rows[1][3:], ("=1+1", "035190001234", "Chưa kết hôn"))
        self.assertEqual(mine.event_ids[-1].action, "export")
        self.assertEqual(self.url_open(f"/onestop/eform/{self.version.id}999/answers.xlsx").status_code, 404)
