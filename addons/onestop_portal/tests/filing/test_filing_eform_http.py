from odoo.tests import tagged

from ..eform.eform_case import make_version
from .portal_case import PortalCase


@tagged("post_install", "-at_install")
class TestFilingEformHttp(PortalCase):
    """The declaration as a step of the filing."""

    def setUp(self):
        super().setUp()
        self.version = make_version(self.env, self.procedure)
        self.version.action_publish()

    def at_the_form(self):
        path = self.begin()
        self.answer(path, {"who": "self", "choose_who": "1"})
        path = self.answer(path, self.PERSON)
        self.assertTrue(path.endswith("/to-khai"))
        return path

    def test_what_is_known_stands_there_already(self):
        page = self.page(self.at_the_form())
        self.assertIn('value="Nguyễn Thị Thử"', page)
        self.assertIn("Tờ khai thử", page)

    def test_it_is_checked_kept_and_goes_over_to_the_dossier(self):
        path = self.at_the_form()
        wrong = self.answer(path, {"eform.state": "married", "eform.more": "Lời của tôi"}, status=422)
        self.assertIn('href="#eform-spouse"', wrong.text)
        self.assertIn("Lời của tôi", self.page(path))
        # the check page refuses too, whatever way one comes there
        check = path.replace("/to-khai", "/kiem-tra")
        self.assertIn("/to-khai?sua=1", self.page(check))
        answers = {
            "eform.state": "single", "eform.asker.name": "Trần Thị Bé", "eform.asker.identity": "035190001234",
            "eform.more": "Lời của tôi",
        }  # fmt: skip
        self.assertTrue(self.answer(path, answers).endswith("/giay-to"))
        filing = self.filing(path)
        said = {f"source_{paper.id}": "missing" for paper in filing.paper_ids}
        path = self.answer(path.replace("/to-khai", "/giay-to"), said)
        check = self.answer(path, {"result_way": "online", "originals_way": "bring"})
        self.assertIn("Lời của tôi", self.page(check))
        self.answer(check, {"declared": "1", "altcha": self.solved(filing)})
        dossier = filing.dossier_id
        self.assertEqual(dossier.eform_version_id, self.version)
        self.assertEqual(dossier.eform_answers["more"], "Lời của tôi")
        self.assertIn("Lời của tôi", dossier.with_user(self.users["receptionist"]).eform_html)

    def test_what_another_system_accepts_is_prepared_and_not_sent(self):
        self.version.sudo().write(
            {"handover_system": "Dịch vụ công Bộ Công an", "handover_link": "https://example.vn/ct01"}
        )
        path = self.at_the_form()
        self.assertIn("https://example.vn/ct01", self.page(path))
        self.answer(path, {"eform.state": "single", "eform.asker.name": "A B", "eform.asker.identity": "035190001234"})
        filing = self.filing(path)
        said = {f"source_{paper.id}": "missing" for paper in filing.paper_ids}
        path = self.answer(path.replace("/to-khai", "/giay-to"), said)
        check = self.answer(path, {"result_way": "online", "originals_way": "bring"})
        page = self.page(check)
        self.assertIn("Dịch vụ công Bộ Công an", page)
        self.assertNotIn('name="declared"', page)
        token = self.token(path)
        response = self.post(check, {"declared": "1", "altcha": self.solved(filing)}, token=token)
        self.assertEqual(response.status_code, 422)
        self.assertFalse(filing.dossier_id)
