import re

from odoo.tests import tagged

from ..filing.portal_case import PortalCase, picture


@tagged("post_install", "-at_install")
class TestTrackHttp(PortalCase):
    def setUp(self):
        super().setUp()
        self.dossier, self.key, _sent = self.file()
        self.number = self.dossier.request_number
        self.opener.cookies.clear()

    def enter_key(self, key=None, number=None):
        path = "/dich-vu-cong/tra-cuu/khoa"
        return self.post(path, {"code": number or self.number, "key": key or self.key})

    def known(self):
        """The path of the dossier's page, in a browser that has entered the key."""
        response = self.enter_key()
        self.assertEqual(response.status_code, 303, self.words(response.text))
        return response.headers["Location"].removeprefix(self.base_url())

    def last_key(self):
        """The update key in the last notice, as it is sent."""
        notice = self.env["onestop.notice"].sudo().search(
            [("dossier_id", "=", self.dossier.id), ("seal", "!=", False), ("event", "!=", "document")], order="id desc", limit=1
        )  # fmt: skip
        return self.dossier._notice_secret("update_key", notice.seal)

    def ask_for_supplement(self):
        desk = self.as_role(self.dossier, "receptionist")
        desk.act(
            "request_supplement",
            lines=self.asked(self.dossier),
            reason="Thiếu giấy chứng sinh",
            content="Bổ sung giấy chứng sinh do bệnh viện cấp",
        )

    def test_by_the_number_alone_stage_agency_and_nothing_personal(self):
        page = self.page(f"/dich-vu-cong/tra-cuu?code={self.number}")
        self.assertIn("Xã Một", page)
        for secret in ("Thử", "001185000123", "0912000001", "thu@example.com", self.key):
            self.assertNotIn(secret, page)

    def test_the_key_opens_the_dossier_and_nothing_else_does(self):
        path = f"/dich-vu-cong/theo-doi/{self.number}"
        missing = self.get("/dich-vu-cong/theo-doi/H99.11-261123-R9999")
        refused = self.get(path)
        self.assertEqual((refused.status_code, missing.status_code), (404, 404))
        self.assertEqual(refused.text.replace(self.number, "H99.11-261123-R9999"), missing.text)
        self.assertEqual(self.known(), path)
        page = self.page(path)
        self.assertIn("Thủ tục ba ngày", page)
        # typed as people type: small letters, blanks
        self.opener.cookies.clear()
        self.assertEqual(self.enter_key(f" {self.key[:5].lower()} {self.key[5:]} ").status_code, 303)

    def test_after_five_wrong_keys_the_right_one_does_not_open_it_either(self):
        answers = [self.enter_key("AAAAAAAAAA") for _try in range(5)]
        self.assertEqual({answer.status_code for answer in answers}, {403})
        self.assertEqual(self.enter_key().status_code, 403)
        # a number that is nobody's is answered in the same words
        unknown = self.enter_key("AAAAAAAAAA", "H99.11-261123-R9998")
        self.assertEqual(self.words(unknown.text)[:300], self.words(answers[0].text)[:300])

    def test_the_database_holds_no_key(self):
        self.env.cr.execute("SELECT * FROM onestop_dossier WHERE id = %s", (self.dossier.id,))
        self.assertNotIn(self.key, str(self.env.cr.fetchone()))
        notices = self.env["onestop.notice"].sudo().search([("dossier_id", "=", self.dossier.id)])
        self.assertEqual(sorted(notices.mapped("channel")), ["mail", "sms"])
        self.assertEqual(set(notices.mapped("event")), {"filed_online"})
        self.assertNotIn(self.key, str(notices.read()))
        self.assertTrue(all("{update_key}" in notice.text for notice in notices))

    def test_a_supplement_is_asked_for_sent_and_ends_the_key(self):
        self.ask_for_supplement()
        path = self.known()
        page = self.page(path)
        self.assertIn("Bổ sung giấy chứng sinh do bệnh viện cấp", page)
        paper = self.dossier.document_ids[1]
        response = self.post(
            f"{path}/bo-sung",
            {"text": "Tôi gửi giấy chứng sinh."},
            [(f"files_{paper.id}", ("chung-sinh.jpg", picture("red"), "image/jpeg"))],
            token=self.token(path),
        )
        self.assertEqual(response.status_code, 303, self.words(response.text))
        self.env.invalidate_all()
        self.assertEqual(self.dossier.state, "submitted")
        self.assertTrue(self.dossier.citizen_answered_at)
        self.assertEqual(len(paper.file_ids), 2)
        self.assertEqual(self.dossier.event_ids[-1:].data, {"citizen": "key"})
        # the new key is on its way, the old one has ended; who is in the middle of it stays
        self.assertEqual(self.get(path).status_code, 200)
        self.opener.cookies.clear()
        self.assertEqual(self.enter_key().status_code, 403)
        self.key = self.last_key()
        self.known()

    def test_what_cannot_be_sent_says_so_and_keeps_the_text(self):
        path = self.known()
        token = self.token(path)
        for data, files in (({}, None), ({"text": "Xin bổ sung"}, None)):
            response = self.post(f"{path}/bo-sung", data, files, token=token)
            self.assertEqual(response.status_code, 422)
        self.ask_for_supplement()
        paper = self.dossier.document_ids[:1]
        response = self.post(
            f"{path}/bo-sung",
            {"text": "Lời của tôi"},
            [(f"files_{paper.id}", ("a.pdf", b"no", "application/pdf"))],
            token=token,
        )
        self.assertEqual(response.status_code, 422)
        self.assertIn("Lời của tôi", response.text)
        self.assertEqual(self.dossier.state, "intake_supplement")

    def test_it_is_withdrawn_with_a_reason(self):
        path = self.known()
        token = self.token(path)
        self.assertEqual(self.post(f"{path}/rut", {"reason": " "}, token=token).status_code, 422)
        self.assertEqual(self.post(f"{path}/rut", {"reason": "Đã làm ở nơi khác"}, token=token).status_code, 303)
        self.env.invalidate_all()
        self.assertEqual(self.dossier.state, "withdrawn")
        page = self.page(path)
        self.assertNotIn(f"{path}/rut", page)
        self.assertEqual(self.post(f"{path}/rut", {"reason": "x"}, token=token).status_code, 422)

    def test_citizen_and_agency_write_to_each_other(self):
        path = self.known()
        response = self.post(
            f"{path}/tin-nhan", {"message": "Cho tôi hỏi\n<b>bao giờ</b> xong?"}, token=self.token(path)
        )
        self.assertEqual(response.status_code, 303)
        desk = self.as_role(self.dossier, "receptionist")
        self.assertEqual(desk.unseen_message_count, 1)
        self.assertIn(desk, desk.search([("unseen_message_count", ">", 0)]))
        desk.write_to_citizen("Ngày mai sẽ có.")
        desk.action_see_messages()
        self.assertEqual(desk.unseen_message_count, 0)
        page = self.page(path)
        self.assertIn("Ngày mai sẽ có.", page)
        self.assertIn("&lt;b&gt;bao giờ", page)
        told = (
            self.env["onestop.notice"].sudo().search([("dossier_id", "=", self.dossier.id)], order="id desc", limit=1)
        )
        self.assertEqual(told.event, "agency_message")
        self.assertNotIn("Ngày mai", told.text)

    def result(self):
        """The dossier accepted, decided, with an electronic result."""
        desk = self.as_role(self.dossier, "receptionist")
        desk.act("receive")
        desk.act("forward")
        for role in ("specialist", "leader"):
            actor = self.as_role(self.dossier, role)
            if "approve" in actor.allowed_actions:
                break
            actor.act("forward")
        import io

        actor._add_file("ket-qua.jpg", io.BytesIO(picture("green")))
        actor.act("approve", result_number="12/TLKS")

    def test_the_result_is_opened_by_whoever_has_the_key(self):
        path = self.known()
        self.assertNotIn("/ket-qua/", self.page(path))
        self.result()
        path = self.known()
        page = self.page(path)
        number = re.search(rf"{path}/ket-qua/(\d+)", page)[1]
        response = self.post(f"{path}/ket-qua/{number}", token=self.token(path))
        self.assertEqual(response.status_code, 200)
        self.assertEqual(response.content, picture("green"))
        self.assertIn("attachment", response.headers["Content-Disposition"])
        self.assertIn("result_handed_out", self.dossier.event_ids.mapped("action"))
        self.assertEqual(self.post(f"{path}/ket-qua/999999", token=self.token(path)).status_code, 404)
        # the number alone opens nothing
        self.opener.cookies.clear()
        token = self.token("/dich-vu-cong/tra-cuu/khoa")
        self.assertEqual(self.post(f"{path}/ket-qua/{number}", token=token).status_code, 404)

    def test_a_result_proves_itself_and_opens_nothing_of_the_dossier(self):
        self.result()
        self.opener.cookies.clear()
        path = self.dossier.file_ids.filtered(lambda file: file.kind == "result")._verify_path()
        page = self.page(path)
        self.assertIn("12/TLKS", page)
        self.assertIn("<svg", page)
        for secret in ("Nguyễn Thị Thử", "001185000123", "0912000001"):
            self.assertNotIn(secret, page)
        token = self.token(path)
        same = self.post(path, {}, {"file": ("a.jpg", picture("green"))}, token=token)
        other = self.post(path, {}, {"file": ("a.jpg", picture("red"))}, token=token)
        self.assertIn('class="good"', same.text)
        self.assertIn('class="error"', other.text)
        self.assertEqual(self.get(path[:-1] + "_").status_code, 404)
        # a paper of the citizen is no result
        paper = self.dossier.document_ids.file_ids[:1]
        self.assertEqual(self.get(paper._verify_path()).status_code, 404)

    def test_a_link_opens_a_letter_once_and_looking_spends_nothing(self):
        self.ask_for_supplement()
        link = self.env["onestop.dossier.link"].sudo().search([("dossier_id", "=", self.dossier.id)])
        notice = (
            self.env["onestop.notice"].sudo().search([("event", "=", "document"), ("dossier_id", "=", self.dossier.id)])
        )
        self.assertNotIn(link._path(), notice.text)
        self.assertTrue(self.dossier._notice_secret("document_link", notice.seal).endswith(link._path()))
        for _look in range(3):
            self.assertEqual(self.get(link._path()).status_code, 200)
        self.assertFalse(link.spent_at)
        token = self.token(link._path())
        first = self.post(link._path(), token=token)
        self.assertEqual((first.status_code, first.content[:5]), (200, b"%PDF-"))
        again = self.post(link._path(), token=token)
        self.assertEqual(again.status_code, 410)
        self.assertEqual(self.get(link._path()[:-1] + "_").status_code, 404)

    def test_a_link_ends_after_a_day(self):
        self.ask_for_supplement()
        link = self.env["onestop.dossier.link"].sudo().search([("dossier_id", "=", self.dossier.id)])
        link.expires_at = "2020-01-01"
        token = self.token("/dich-vu-cong/tra-cuu/khoa")
        self.assertEqual(self.post(link._path(), token=token).status_code, 410)

    def test_a_lost_key_is_replaced_and_the_answer_tells_nothing(self):
        path = "/dich-vu-cong/tra-cuu/khoa-moi"
        token = self.token("/dich-vu-cong/tra-cuu/khoa")
        wrong = self.post(path, {"code": self.number, "digits": "9999"}, token=token)
        self.assertEqual(self.enter_key().status_code, 303)
        self.opener.cookies.clear()
        token = self.token("/dich-vu-cong/tra-cuu/khoa")
        right = self.post(path, {"code": self.number, "digits": "0001"}, token=token)
        self.assertEqual(self.words(wrong.text), self.words(right.text))
        self.assertEqual(self.enter_key().status_code, 403)
        self.key = self.last_key()
        self.assertEqual(self.enter_key().status_code, 303)
