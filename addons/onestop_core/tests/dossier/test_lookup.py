from odoo.tests import freeze_time, tagged

from ...models.dossier.onestop_dossier_lookup import _initials, _without_numbers
from ..common import MONDAY, OnestopCase, local


@tagged("post_install", "-at_install")
class TestLookup(OnestopCase):
    """What the public page is given to show; the page itself is tested in ``test_lookup_http``."""

    def look_up(self, dossier):
        return self.env["onestop.dossier"].with_user(self.env.ref("base.public_user"))._look_up(dossier.code)

    def test_code_from_input(self):
        dossiers = self.env["onestop.dossier"]
        for text, code in [
            ("H99.11-261123-0001", "H99.11-261123-0001"),
            ("  h99.11 - 261123 - 0001\n", "H99.11-261123-0001"),
            ("H99.11–261123—0001", "H99.11-261123-0001"),
            ("https://motcua.example/dich-vu-cong/tra-cuu?code=h99.11-261123-0001", "H99.11-261123-0001"),
            ("http://x/tra-cuu?lang=en&code=H99.11%2F261123%2F001#x", "H99.11/261123/001"),
            ("http://x/tra-cuu", ""),
            ("http://[x/?code=1", ""),
            ("' OR 1=1 --", ""),
            ("<script>", ""),
            ("A\x00B", ""),
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
            "request_supplement", reason="Thiếu giấy chứng sinh", content="Nộp thêm giấy chứng sinh của 035190001234"
        )
        seen = self.look_up(dossier)
        self.assertEqual(seen["due_state"], "paused")
        self.assertEqual(seen["asked"]["text"], "Nộp thêm giấy chứng sinh của *********234")
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
        """A dossier may be looked up in every state that it can reach after its reception."""
        dossier = self.receive().sudo()
        for state, __ in dossier._fields["state"].selection:
            dossier.state = state
            if state in ("draft", "submitted", "intake_supplement", "rejected"):
                # even if it had a code: never received, never found
                dossier.received_at = False
                self.assertIsNone(self.look_up(dossier), state)
                dossier.received_at = local(MONDAY)
            else:
                self.assertTrue(self.look_up(dossier)["stage"], state)

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
