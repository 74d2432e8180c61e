from odoo.exceptions import UserError
from odoo.tests import tagged

from ..filing.portal_case import PortalCase

SIGN_IN = "/dich-vu-cong/dang-nhap"
OWN = "/dich-vu-cong/cua-toi"


@tagged("post_install", "-at_install")
class TestAccountHttp(PortalCase):
    def ask_code(self, contact, back=""):
        return self.answer(SIGN_IN, {"contact": contact, "ve": back})

    def entry(self):
        return self.env["onestop.sign.in"].sudo().search([], order="id desc", limit=1)

    def code(self):
        entry = self.entry()
        return entry._notice_secret("code", entry.seal)

    def sign_in(self, contact="0912 345 678"):
        path = self.ask_code(contact)
        self.assertEqual(self.answer(path, {"code": self.code()}), OWN)

    def test_a_code_opens_an_account_without_a_password(self):
        self.sign_in()
        user = self.env["res.users"].search([("login", "=", "0912345678")])
        self.assertTrue(user._is_portal())
        self.assertEqual(user.partner_id.phone, "0912345678")
        self.assertIn("0912345678", self.page(OWN))
        # again: the same account
        self.post("/dich-vu-cong/dang-xuat", token=self.token(OWN))
        self.assertEqual(self.get(OWN).status_code, 303)
        self.sign_in("+84 912 345 678")
        self.assertEqual(self.env["res.users"].search_count([("login", "=", "0912345678")]), 1)

    def test_the_session_is_another_one_after_signing_in(self):
        path = self.ask_code("ba.lan@example.com")
        before = self.opener.cookies.get("session_id")
        self.answer(path, {"code": self.code()})
        self.assertNotEqual(self.opener.cookies.get("session_id"), before)

    def test_the_code_is_in_no_table(self):
        self.ask_code("ba.lan@example.com")
        notice = self.env["onestop.notice"].sudo().search([("event", "=", "sign_in_code")], order="id desc", limit=1)
        self.assertEqual(notice.recipient, "ba.lan@example.com")
        self.assertNotIn(self.code(), str(notice.read()) + str(self.entry().read()))

    def test_wrong_codes_end_the_attempt(self):
        path = self.ask_code("ba.lan@example.com")
        right = self.code()
        wrong = "000000" if right != "000000" else "111111"
        for _try in range(5):
            self.answer(path, {"code": wrong}, status=403)
        token = self.token(SIGN_IN)
        self.assertEqual(self.post(path, {"code": right}, token=token).status_code, 403)
        self.assertEqual(self.env["res.users"].search_count([("login", "=", "ba.lan@example.com")]), 0)

    def test_a_code_is_used_once_and_ends(self):
        path = self.ask_code("ba.lan@example.com")
        code = self.code()
        self.answer(path, {"code": code})
        self.post("/dich-vu-cong/dang-xuat", token=self.token(OWN))
        token = self.token(SIGN_IN)
        self.assertEqual(self.post(path, {"code": code}, token=token).status_code, 403)
        path = self.ask_code("ba.lan@example.com")
        self.entry().expires_at = "2020-01-01"
        self.assertEqual(self.post(path, {"code": self.code()}, token=token).status_code, 403)

    def test_staff_do_not_sign_in_here(self):
        self.users["leader"].login = "lanh.dao@example.com"
        path = self.ask_code("lanh.dao@example.com")
        self.answer(path, {"code": self.code()}, status=403)
        self.assertEqual(self.get(OWN).status_code, 303)

    def test_what_is_no_number_is_said_so(self):
        for typed in ("", "abc", "12345", "a@", "0912345678 0912345679"):
            with self.subTest(typed):
                self.answer(SIGN_IN, {"contact": typed}, status=422)

    def test_codes_are_not_sent_without_end(self):
        self.env["ir.config_parameter"].set_param("onestop_portal.codes_per_contact", "2")
        token = self.token(SIGN_IN)
        answers = [self.post(SIGN_IN, {"contact": "0912345678"}, token=token).status_code for _try in range(3)]
        self.assertEqual(answers, [303, 303, 429])

    def test_nobody_is_sent_to_another_site(self):
        for evil in ("https://evil.example/dich-vu-cong/", "//evil.example", "/dich-vu-cong/\\evil", "/web"):
            path = self.ask_code("0912345678", evil)
            self.assertNotIn("evil", path)
            self.assertEqual(self.answer(path, {"code": self.code(), "ve": evil}), "/dich-vu-cong")
            self.post("/dich-vu-cong/dang-xuat", token=self.token(OWN))

    def test_what_is_filed_while_signed_in_lies_in_the_account(self):
        self.sign_in()
        draft = self.begin()
        self.assertIn(draft.split("/")[3], self.page(OWN))
        dossier, _key, _sent = self.file()
        self.assertEqual(dossier.applicant_id.phone, "0912345678")
        page = self.page(OWN)
        self.assertIn(dossier.request_number, page)
        # without the key: the account is enough
        path = f"/dich-vu-cong/theo-doi/{dossier.request_number}"
        self.assertEqual(self.get(path).status_code, 200)
        self.assertEqual(self.post(f"{path}/rut", {"reason": "Nhầm"}, token=self.token(path)).status_code, 303)
        self.env.invalidate_all()
        self.assertEqual(dossier.event_ids[-1:].data, {"citizen": "account"})
        self.opener.cookies.clear()
        self.assertEqual(self.get(path).status_code, 404)

    def test_what_is_known_is_offered_again_with_where_it_comes_from(self):
        self.sign_in()
        earlier, _key, _sent = self.file()
        path = self.begin()
        self.answer(path, {"who": "self", "choose_who": "1"})
        page = self.page(path)
        self.assertIn(earlier.request_number, page)
        self.assertEqual(self.answer(path, {"use_known": "1"}), path)
        filing = self.filing(path)
        self.assertEqual(filing.sudo().applicant_identity, "001185000123")
        papers = self.answer(path, self.PERSON)
        page = self.page(papers)
        paper = filing.paper_ids[:1]
        reuse = f"{paper.id}-{earlier.document_ids[:1].file_ids.id}"
        self.assertIn(f'value="{reuse}"', page)
        self.assertEqual(self.answer(papers, {"reuse": reuse}), papers)
        self.assertEqual(paper.file_ids.sha256, earlier.document_ids[:1].file_ids.sha256)
        # the file of somebody else is not offered, whatever the form says
        foreign, _key, _sent = self.file_without_account()
        self.answer(papers, {"reuse": f"{paper.id}-{foreign.document_ids[:1].file_ids.id}"}, status=422)

    def test_the_link_of_a_draft_opens_nothing_else_of_the_account(self):
        """A draft is gone on with by whoever has its link: a child, a copy shop. The account's dossiers are not theirs."""
        self.sign_in()
        earlier, _key, _sent = self.file()
        path = self.begin()
        self.answer(path, {"who": "self", "choose_who": "1"})
        self.opener.cookies.clear()
        self.assertNotIn(earlier.request_number, self.page(path))
        self.answer(path, {"use_known": "1"})
        filing = self.filing(path).sudo()
        self.assertFalse(filing.applicant_identity or filing.applicant_phone)
        papers = self.answer(path, self.PERSON)
        self.assertNotIn(earlier.request_number, self.page(papers))
        paper = filing.paper_ids[:1]
        reuse = f"{paper.id}-{earlier.document_ids[:1].file_ids.id}"
        self.answer(papers, {"reuse": reuse}, status=422)
        self.assertFalse(paper.file_ids)

    def file_without_account(self):
        cookies = self.opener.cookies.copy()
        self.opener.cookies.clear()
        filed = self.file()
        self.opener.cookies.clear()
        self.opener.cookies.update(cookies)
        return filed

    def test_a_draft_is_thrown_away_by_its_owner_alone(self):
        foreign = self.filing(self.begin())
        self.sign_in()
        own = self.filing(self.begin())
        token = self.token(OWN)
        self.assertEqual(self.post(f"{OWN}/xoa/{foreign.id}", token=token).status_code, 404)
        self.assertEqual(self.post(f"{OWN}/xoa/{own.id}", token=token).status_code, 303)
        self.assertTrue(foreign.exists())
        self.assertFalse(own.exists())

    def test_dossiers_of_the_desk_come_in_once_the_person_is_proven(self):
        number = "001185000123"
        dossier = self.receive(applicant_identity=number).sudo()
        user = self.env["res.users"]._citizen_account("0912345678")
        self.assertFalse(dossier.applicant_id)
        user.partner_id._prove_identity(number, "counter", name="Nguyễn Thị Thử")
        self.assertEqual(dossier.applicant_id, user.partner_id)
        self.assertEqual(
            self.receive(applicant_identity=number, procedure=self.procedure_same_day).sudo().applicant_id,
            user.partner_id,
        )
        # somebody else's account, and the account of somebody else
        other = self.env["res.users"]._citizen_account("0912345679").partner_id
        self.assertRefused(UserError, "already", other._prove_identity, number, "counter")
        self.assertRefused(UserError, "another person", user.partner_id._prove_identity, "001185000124", "counter")
