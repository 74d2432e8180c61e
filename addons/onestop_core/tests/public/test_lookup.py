from odoo.tests import freeze_time, tagged

from ...models.public.onestop_dossier_lookup import _initials, _without_numbers
from ..common import MONDAY, OnestopCase, local


@tagged("post_install", "-at_install")
class TestLookup(OnestopCase):
    """What the public page is given to show; the page itself is tested in ``test_lookup_http``."""

    def look_up(self, dossier, **known):
        """What the page shows to whoever holds the slip, with the words of letters."""
        public = self.env["onestop.dossier"].with_user(self.env.ref("base.public_user"))
        code = dossier.sudo().code or dossier.sudo().request_number
        return public._look_up(code, **(known or {"public_pass": dossier._public_pass(), "texts": True}))

    def test_code_from_input(self):
        dossiers = self.env["onestop.dossier"]
        for text, code in [
            ("H99.11-261123-0001", "H99.11-261123-0001"),
            ("  h99.11 - 261123 - 0001\n", "H99.11-261123-0001"),
            ("H99.11–261123—0001", "H99.11-261123-0001"),
            ("https://motcua.example/dich-vu-cong/tra-cuu?code=h99.11-261123-0001", "H99.11-261123-0001"),
            ("http://x/tra-cuu?lang=en&code=H99.11%2F261123%2F001#x", "H99.11/261123/001"),
            ("https://x/dich-vu-cong/phieu/h99.11-261123-0001/abc234", "H99.11-261123-0001"),
            ("https://x/dich-vu-cong/phieu/H99.11%2F261123%2F001/abc234", "H99.11/261123/001"),
            ("https://x/dich-vu-cong/phieu/", ""),
            ("http://x/tra-cuu", ""),
            ("http://[x/?code=1", ""),
            ("' OR 1=1 --", ""),
            ("<script>", ""),
            ("A\x00B", "AB"),
            ("%", ""),
            ("A" * 65, ""),
            ("", ""),
        ]:
            with self.subTest(text=text):
                self.assertEqual(dossiers._code_from_input(text), code)

    def test_what_hides_a_person(self):
        self.assertEqual(_initials("Nguyễn Văn An"), "N. V. A.")
        self.assertEqual(_initials(" đỗ  ánh "), "Đ. Á.")
        self.assertEqual(_without_numbers("CCCD 035190001234, gọi 0912.345.678"), "CCCD *********234, gọi *********678")
        self.assertEqual(
            _without_numbers("theo Điều 12, ngày 23/11/2026, 1.001193"), "theo Điều 12, ngày 23/11/2026, 1.001193"
        )

    @freeze_time(local(MONDAY))
    def test_life_of_a_dossier(self):
        dossier = self.receive()
        self.assertEqual(
            {
                name: self.look_up(dossier)[name]
                for name in ("code", "procedure", "applicant", "stage", "agency", "received", "due", "remaining")
            },
            {
                "code": dossier.code,
                "procedure": "Thủ tục ba ngày",
                "applicant": "N. T. T.",
                "stage": "Received",
                "agency": "Xã Một",
                "received": "23/11/2026 09:00",
                "due": "26/11/2026 09:00",
                "remaining": "3 days left",
            },
        )
        self.assertTrue(self.look_up(dossier)["ledger"])
        self.as_role(dossier, "receptionist").act("forward")
        seen = self.look_up(dossier)
        self.assertEqual((seen["stage"], seen["hint"]), ("Being processed", "Present step: Appraisal."))
        self.assertEqual([status for __, status in seen["milestones"]], ["done", "now", "ahead", "ahead"])
        self.as_role(dossier, "specialist").act("forward")
        with freeze_time(local("2026-11-27", "09:00")):
            seen = self.look_up(dossier)
            self.assertEqual((seen["due_state"], seen["remaining"]), ("late", "Over by 1 days"))
        self.as_role(dossier, "leader").act("approve")
        seen = self.look_up(dossier)
        self.assertEqual((seen["stage"], seen["due_state"]), ("The result is ready", "done"))
        self.assertIn("collect the result at Xã Một", seen["hint"])
        self.as_role(dossier, "receptionist").act("return_result")
        seen = self.look_up(dossier)
        self.assertEqual(seen["stage"], "The result has been handed over")
        self.assertEqual([status for __, status in seen["milestones"]], ["done", "done", "done", "now"])

    @freeze_time(local(MONDAY))
    def test_what_is_asked(self):
        dossier = self.receive()
        self.as_role(dossier, "receptionist").act(
            "request_supplement",
            lines=self.asked(dossier),
            reason="Thiếu giấy chứng sinh",
            content="Nộp thêm giấy chứng sinh của 035190001234",
        )
        seen = self.look_up(dossier)
        self.assertEqual(seen["due_state"], "paused")
        self.assertEqual(seen["asked"]["text"], "Sửa: Giấy tờ 1\nNộp thêm giấy chứng sinh của *********234")
        self.assertEqual((seen["asked"]["number"], seen["asked"]["day"]), (dossier.letter_ids.name, "23/11/2026"))
        self.as_role(dossier, "receptionist").act("resume")
        self.assertIsNone(self.look_up(dossier)["asked"])
        self.as_role(dossier, "receptionist").act("request_payment", reason="Nộp lệ phí 8.000 đ")
        seen = self.look_up(dossier)
        self.assertEqual((seen["asked"]["number"], seen["asked"]["text"]), ("", "Nộp lệ phí 8.000 đ"))
        self.as_role(dossier, "leader").act("stop", reason="Người nộp qua đời")
        seen = self.look_up(dossier)
        self.assertEqual((seen["stage"], seen["milestones"]), ("No longer processed", []))
        self.assertNotIn("qua đời", str(seen))

    def test_every_state_is_said(self):
        """A dossier may be looked up in every state that it can reach once it was sent or received."""
        dossier = self.receive().sudo()
        for state, __ in dossier._fields["state"].selection:
            if state == "draft":
                continue
            dossier.state = state
            if state in ("submitted", "intake_supplement", "rejected"):
                # by a code that it cannot have: never received, never found
                dossier.received_at = False
                self.assertIsNone(self.look_up(dossier), state)
                dossier.write({"request_number": "H99.11-261123-R0001", "submitted_at": local(MONDAY)})
                sent = self.env["onestop.dossier"]._look_up("H99.11-261123-R0001")
                self.assertTrue(sent["stage"], state)
                dossier.write({"request_number": False, "submitted_at": False, "received_at": local(MONDAY)})
            else:
                self.assertTrue(self.look_up(dossier)["stage"], state)

    @freeze_time(local(MONDAY))
    def test_what_the_code_alone_tells(self):
        """A code can be guessed: it tells how far, where and until when, and nothing of whom or what."""
        dossier = self.receive()
        self.as_role(dossier, "receptionist").act("forward")
        self.as_role(dossier, "specialist").act(
            "request_supplement", lines=self.asked(dossier), reason="Thiếu", content="Giấy ra viện khoa ung bướu"
        )
        seen = self.look_up(dossier, public_pass="")
        self.assertEqual(
            set(seen),
            {"code", "stage", "agency", "milestones", "due", "awaits_reception", "answer_by", "due_state", "remaining", "known", "lines"},
        )  # fmt: skip
        for word in ("N. T. T.", "Thủ tục ba ngày", "ung bướu", "Appraisal"):
            self.assertNotIn(word, str(seen))

    @freeze_time(local(MONDAY))
    def test_what_the_slip_tells(self):
        dossier = self.receive()
        self.as_role(dossier, "receptionist").act("forward")
        self.as_role(dossier, "specialist").act(
            "request_supplement", lines=self.asked(dossier), reason="Thiếu", content="Giấy ra viện khoa ung bướu"
        )
        seen = self.look_up(dossier, public_pass=dossier._public_pass())
        self.assertEqual((seen["applicant"], seen["procedure"]), ("N. T. T.", "Thủ tục ba ngày"))
        self.assertEqual(seen["asked"]["text"], "")
        self.assertNotIn("ung bướu", str(seen))

    def test_the_token_is_of_this_slip_and_dossier(self):
        dossier, other = self.receive(), self.receive()
        public = self.env["onestop.dossier"].with_user(self.env.ref("base.public_user"))
        token = dossier._slip_token()
        self.assertIn(token, dossier._lookup_url())
        self.assertNotIn(token, dossier._tracking_url())
        public_pass = public._known_by_slip(dossier.code, token)
        self.assertTrue(public._look_up(dossier.code, public_pass)["known"])
        self.assertFalse(public._look_up(other.code, public_pass)["known"])
        for code, wrong in (
            (other.code, token),
            (dossier.code, token[:-1]),
            (dossier.code, ""),
            ("H99.11-000000-0000", token),
        ):
            self.assertEqual(public._known_by_slip(code, wrong), "")
        dossier.act("rechoose", channel="post")
        self.assertEqual(public._known_by_slip(dossier.code, token), "")
        self.assertFalse(public._look_up(dossier.code, public_pass)["known"], "the pass ends with the slip")

    def test_five_wrong_digits_close_that_way_alone(self):
        dossier = self.receive(applicant_identity="035190001234")
        public = self.env["onestop.dossier"].with_user(self.env.ref("base.public_user"))
        with freeze_time(local(MONDAY)) as clock:
            for right in ("0001", "1234", " 1 2 3 4 "):
                self.assertTrue(public._known_by_digits(dossier.code, right)[0], right)
            for wrong in ("9999", "", "123", "01234", None):
                self.assertEqual(public._known_by_digits(dossier.code, wrong)[0], "", wrong)
            self.assertEqual(public._known_by_digits(dossier.code, "1234")[0], "", "closed, even for the right ones")
            self.assertGreater(public._known_by_digits(dossier.code, "1234")[1], 3600)
            self.assertTrue(public._known_by_slip(dossier.code, dossier._slip_token()))
            clock.tick(24 * 3600 + 1)
            self.assertTrue(public._known_by_digits(dossier.code, "1234")[0])

    def test_who_withdrew_is_said(self):
        own, by_desk = self.receive(), self.receive()
        own._act_as_citizen("withdraw", proof="account", reason="Không cần nữa")
        self.as_role(by_desk, "receptionist").act("withdraw", reason="Không cần nữa")
        self.assertEqual(self.look_up(own)["stage"], "Withdrawn by the submitter")
        self.assertEqual(self.look_up(by_desk)["stage"], "Withdrawn at the desk, at the submitter's request")

    def test_rate_limit(self):
        limits = self.env["onestop.rate.limit"]
        hit = {("test", "a"): 2, ("test", "b"): 5}
        with freeze_time("2026-11-23 02:00:00") as clock:
            self.assertEqual([limits._hit(hit, 60) for __ in range(3)], [0, 0, 60])
            clock.tick(45)
            self.assertEqual(limits._hit(hit, 60), 15)
            self.assertEqual(limits._hit({("test", "b"): 5}, 60), 0, "the other subject has a limit of its own")
            clock.tick(15)
            self.assertEqual(limits._hit(hit, 60), 0, "a new window")
        rows = self.env["onestop.rate.limit"].search([])
        self.assertFalse({"a", "b"} & set(rows.mapped("subject")), "subjects are kept as digests")
