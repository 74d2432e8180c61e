import re

from odoo.addons.onestop_core.tests.engine.challenge_solver import solve
from odoo.tests import tagged

from .portal_case import PortalCase, picture


@tagged("post_install", "-at_install")
class TestFilingHttp(PortalCase):
    def test_a_citizen_files_without_account_and_without_script(self):
        path = self.prepare()
        # what is to be checked says the time, too
        self.assertIn("3 ngày làm việc", self.page(path))
        dossier, key, sent = self.file()
        self.assertEqual((dossier.state, dossier.origin, dossier.channel), ("submitted", "portal", "online"))
        self.assertEqual(dossier.applicant_name, "Nguyễn Thị Thử")
        self.assertEqual(dossier.sudo().applicant_identity, "001185000123")
        self.assertEqual(dossier.result_channel, "online")
        self.assertEqual(dossier.originals_way, "bring")
        self.assertEqual([len(paper.file_ids) for paper in dossier.document_ids], [1] * 5)
        self.assertTrue(all(dossier.document_ids.mapped("handed_in")))
        self.assertEqual(set(dossier.document_ids.mapped("source")), {"attached"})
        self.assertRegex(key, r"^[2-9A-HJ-NP-Z]{10}$")
        self.assertIn(dossier.request_number, self.page(sent))
        self.assertIn("giay-0.jpg", self.page(sent))
        self.assertEqual(dossier.document_ids.file_ids[:1]._content()[:2], b"\xff\xd8")

    def test_pressed_often_it_is_sent_once(self):
        path = self.prepare()
        filing = self.filing(path)
        token = self.token(path)
        data = {"declared": "1", "altcha": self.solved(filing)}
        first = self.post(path, data, token=token)
        again = self.post(path, data, token=token)
        self.assertEqual((first.status_code, again.status_code), (303, 303))
        self.assertEqual(first.headers["Location"], again.headers["Location"])
        self.assertEqual(self.env["onestop.dossier"].search_count([("client_uuid", "=", filing.client_uuid)]), 1)

    def test_nothing_is_sent_without_the_declaration_or_the_check_of_a_person(self):
        path = self.prepare()
        filing = self.filing(path)
        for data in (
            {"altcha": self.solved(filing)},
            {"declared": "1"},
            {"declared": "1", "altcha": "x"},
            # solved for another filing
            {"declared": "1", "altcha": solve(self.env["onestop.challenge"]._make("file", "0"))},
        ):
            with self.subTest(data=str(data)[:40]):
                self.answer(path, data, status=422)
                self.assertFalse(filing.dossier_id)

    def test_a_step_says_what_is_missing_and_loses_nothing(self):
        path = self.begin()
        self.assertTrue(path.endswith("/nguoi-nop"))
        self.answer(path, {"choose_who": "1"}, status=422)
        self.answer(path, {"who": "self", "choose_who": "1"})
        response = self.answer(
            path,
            {"applicant_name": "Trần Văn Dở", "applicant_birth_date": "31/02/1990", "applicant_phone": "12"},
            status=422,
        )
        self.assertIn("Trần Văn Dở", response.text)
        for wrong in ("applicant_identity", "applicant_birth_date", "applicant_phone", "applicant_address"):
            self.assertIn(f'id="f-{wrong}-error"', response.text)
        # kept, on another device too
        self.assertIn("Trần Văn Dở", self.page(path))

    def test_the_agency_is_chosen_where_there_are_several(self):
        path = self.begin("9.000002")
        self.assertTrue(path.endswith("/co-quan"))
        self.assertIn(self.commune.name, self.page(f"{path}?tim=xa+mot"))
        self.assertNotIn(self.commune.name, self.page(f"{path}?tim=khong+co"))
        # not received there
        self.answer(path, {"agency": self.province.code}, status=422)
        self.assertTrue(self.answer(path, {"agency": self.commune.code}).endswith("/nguoi-nop"))
        self.assertEqual(self.filing(path).agency_id, self.commune)

    def test_what_is_doubtful_is_said_once_and_blocks_nothing(self):
        path = self.begin()
        self.answer(path, {"who": "self", "choose_who": "1"})
        doubtful = {**self.PERSON, "applicant_identity": "999185000123"}
        self.assertEqual(self.answer(path, doubtful), path)
        page = self.page(path)
        seen = re.search(r'name="doubts_seen" value="([^"]+)"', page)[1]
        self.assertNotEqual(self.answer(path, {**doubtful, "doubts_seen": seen}), path)

    def test_a_link_is_all_that_is_needed_and_nothing_else_will_do(self):
        path = self.begin()
        link = path.split("/")[3]
        for wrong in (
            link[:-1] + ("a" if link[-1] != "a" else "b"),
            f"{int(link.split('-')[0]) + 1}-{link.split('-')[1]}",
            "1-x",
            "0",
            "%00",
        ):
            with self.subTest(wrong):
                response = self.get(f"/dich-vu-cong/ho-so-nhap/{wrong}/nguoi-nop")
                self.assertEqual(response.status_code, 404)
        self.opener.cookies.clear()
        self.assertEqual(self.get(path).status_code, 200)

    def test_a_form_of_another_site_changes_nothing(self):
        path = self.begin()
        response = self.opener.post(
            self.base_url() + path, data={"who": "self", "choose_who": "1"}, allow_redirects=False
        )
        self.assertEqual(response.status_code, 400)
        self.assertFalse(self.filing(path).who)

    def test_for_somebody_else_the_authority_is_a_paper(self):
        path = self.begin()
        self.answer(path, {"who": "behalf", "choose_who": "1"})
        path = self.answer(
            path,
            {
                "applicant_name": "Lò Thị Bé", "applicant_identity": "001315000321", "submitter_name": "Lò Văn Cha",
                "submitter_phone": "0912000002", "submitter_authority": "Cha",
            },
        )  # fmt: skip
        self.assertTrue(path.endswith("/giay-to"))
        filing = self.filing(path)
        authority = filing.paper_ids.filtered(lambda paper: not paper.component_id)
        self.assertEqual(len(authority), 1)
        files = [
            (f"files_{paper.id}", ("a.jpg", picture((paper.id % 250, 1, 1)), "image/jpeg"))
            for paper in filing.paper_ids
        ]
        path = self.answer(path, {}, files)
        path = self.answer(path, {"result_way": "direct", "originals_way": "bring"})
        self.answer(path, {"declared": "1", "altcha": self.solved(filing)})
        dossier = filing.dossier_id
        self.assertEqual((dossier.submitter_name, dossier.submitter_authority), ("Lò Văn Cha", "Cha"))
        extra = dossier.document_ids.filtered(lambda paper: not paper.component_id)
        self.assertEqual(len(extra.file_ids), 1)

    def test_a_paper_without_file_says_why(self):
        path = self.begin()
        self.answer(path, {"who": "self", "choose_who": "1"})
        path = self.answer(path, self.PERSON)
        filing = self.filing(path)
        response = self.answer(path, {}, status=422)
        self.assertIn("Giấy tờ 1", response.text)
        said = {f"source_{paper.id}": "missing" for paper in filing.paper_ids}
        self.assertTrue(self.answer(path, said).endswith("/nhan-ket-qua"))

    def test_a_file_that_is_refused_is_named_with_the_reason(self):
        path = self.begin()
        self.answer(path, {"who": "self", "choose_who": "1"})
        path = self.answer(path, self.PERSON)
        paper = self.filing(path).paper_ids[:1]
        response = self.answer(
            path, {}, [(f"files_{paper.id}", ("anh.jpg", b"MZ\x90\x00 no picture", "image/jpeg"))], status=422
        )
        self.assertIn("anh.jpg", response.text)
        self.assertFalse(paper.file_ids)

    def test_files_are_put_in_order_and_taken_away(self):
        path = self.begin()
        self.answer(path, {"who": "self", "choose_who": "1"})
        path = self.answer(path, self.PERSON)
        paper = self.filing(path).paper_ids[:1]
        files = [(f"files_{paper.id}", (f"trang-{n}.jpg", picture((n, n, n)), "image/jpeg")) for n in range(3)]
        self.assertEqual(self.answer(path, {"attach": "1"}, files), path)
        self.assertEqual(paper._ready_files().mapped("name"), ["trang-0.jpg", "trang-1.jpg", "trang-2.jpg"])
        last = paper._ready_files()[-1:]
        self.answer(path, {"up": str(last.id)})
        self.env.invalidate_all()
        self.assertEqual(paper._ready_files().mapped("name"), ["trang-0.jpg", "trang-2.jpg", "trang-1.jpg"])
        self.answer(path, {"remove": str(last.id)})
        self.env.invalidate_all()
        self.assertEqual(paper._ready_files().mapped("name"), ["trang-0.jpg", "trang-1.jpg"])

    def test_the_link_is_sent_to_whoever_wants_to_go_on_elsewhere(self):
        path = self.begin()
        link = path.rpartition("/")[0]
        self.assertEqual(self.answer(path, {"later": "1"}), f"{link}/luu")
        response = self.answer(f"{link}/luu", {"email": "con.gai@example.com"}, status=200)
        self.assertIn("con.gai@example.com", response.text)
        notice = self.env["onestop.notice"].sudo().search([("event", "=", "draft_link")], order="id desc", limit=1)
        self.assertEqual(notice.recipient, "con.gai@example.com")
        # the link is made as the notice leaves, and stands in no table
        self.assertNotIn(link.rpartition("-")[2], notice.text)
        self.assertIn(link, self.filing(path)._notice_secret("link", notice.seal))

    def test_whoever_has_not_sent_is_told_once(self):
        path = self.begin()
        self.answer(path, {"who": "self", "choose_who": "1"})
        self.answer(path, self.PERSON)
        filing = self.filing(path)
        told = self.env["onestop.notice"].sudo()

        def reminders():
            return told.search_count(
                [("event", "=", "draft_reminder"), ("subject_id", "=", filing.id), ("channel", "=", "mail")]
            )

        self.env["onestop.filing"]._remind_of_forgotten()
        self.assertEqual(reminders(), 0)
        filing.touched_at = "2026-01-01"
        for _day in range(2):
            self.env["onestop.filing"]._remind_of_forgotten()
        self.assertEqual(reminders(), 1)

    def test_what_nobody_touches_is_dropped_and_what_was_sent_stays(self):
        dossier, _key, sent = self.file()
        draft = self.filing(self.begin())
        filing = self.filing(sent)
        (draft | filing).write({"touched_at": "2020-01-01"})
        self.env["onestop.filing"]._drop_forgotten()
        self.assertFalse((draft | filing).exists())
        self.assertEqual(dossier.document_ids.file_ids[:1]._content()[:2], b"\xff\xd8")

    def test_what_has_changed_meanwhile_is_chosen_anew(self):
        path = self.prepare()
        filing = self.filing(path)
        version = self.procedure.current_version_id.copy({"valid_from": "2026-11-01", "published": False})
        version.action_publish()
        response = self.answer(path, {"declared": "1", "altcha": self.solved(filing)}, status=422)
        self.assertFalse(filing.dossier_id)
        self.assertIn('class="error"', response.text)

    def test_what_is_not_filed_online_cannot_be_begun(self):
        self.procedure.classification_ids = [(5,), (0, 0, {"online_scope": "none", "valid_from": "2020-01-01"})]
        for code in ("9.000001", "9.999999"):
            self.assertEqual(self.get(f"/dich-vu-cong/nop/{code}").status_code, 404)

    def test_whoever_begins_too_often_waits(self):
        self.env["ir.config_parameter"].set_param("onestop_portal.filings_begun", "1")
        token = self.token("/dich-vu-cong/nop/9.000001")
        self.assertEqual(self.post("/dich-vu-cong/nop/9.000001", token=token).status_code, 303)
        refused = self.post("/dich-vu-cong/nop/9.000001", token=token)
        self.assertEqual(refused.status_code, 429)
        self.assertGreater(int(refused.headers["Retry-After"]), 0)
