from odoo.addons.onestop_core.tests.common import MONDAY, OnestopCase, local
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged


@tagged("post_install", "-at_install")
class TestInbox(OnestopCase):
    """What the desk sees of what was filed online."""

    def setUp(self):
        super().setUp()
        self.clock = self.enterContext(freeze_time(local(MONDAY)))
        payload = self.payload(channel="online", applicant_email="a@example.com")
        self.dossier = self.env["onestop.dossier"]._file(payload, "portal", proof="portal")[0].with_user(
            self.users["receptionist"]
        )  # fmt: skip

    def test_what_waits_since_when_and_against_which_limit(self):
        self.assertEqual((self.dossier.waiting_words, self.dossier.intake_state), ("0 minutes", "on_time"))
        # eight working hours from nine o'clock end at half past nine of the next day
        self.clock.move_to(local("2026-11-24", "08:00"))
        self.dossier.invalidate_recordset()
        self.assertEqual((self.dossier.waiting_words, self.dossier.intake_state), ("23 hours", "soon"))
        self.clock.move_to(local("2026-11-26", "16:00"))
        self.dossier.invalidate_recordset()
        self.assertEqual((self.dossier.waiting_words, self.dossier.intake_state), ("3 days", "late"))
        self.dossier.act("receive")
        self.assertFalse(self.dossier.waiting_words)

    def figures(self):
        [desk] = [section for section in self.dossier.home_data()["sections"] if section["key"] == "desk"]
        return {figure["key"]: figure for figure in desk["figures"]}

    def test_the_home_page_counts_what_is_overdue_and_unread(self):
        self.assertEqual(self.figures()["citizen_messages"]["count"], 0)
        self.dossier.sudo()._citizen_says("Xin hỏi")
        self.clock.move_to(local("2026-11-26", "16:00"))
        figures = self.figures()
        for key in ("intake_late", "citizen_messages"):
            self.assertEqual(figures[key]["count"], 1)
            self.assertIn(self.dossier, self.dossier.search(figures[key]["domain"]))

    def test_the_dialog_answers_and_marks_as_read(self):
        self.dossier.sudo()._citizen_says("Xin hỏi <b>bao giờ</b>")
        self.assertIn("&lt;b&gt;bao giờ", self.dossier.citizen_messages)
        reply = self.env["onestop.dossier.reply"].with_user(self.users["receptionist"])
        with Form(reply.with_context(default_dossier_id=self.dossier.id)) as form:
            form.text = "Ngày mai"
        form.record.action_send()
        self.assertEqual(self.dossier.unseen_message_count, 0)
        self.assertEqual(self.dossier.citizen_message_ids.mapped("side"), ["citizen", "agency"])
        self.dossier.sudo()._citizen_says("Cảm ơn")
        form.record.action_seen()
        self.assertEqual(self.dossier.unseen_message_count, 0)

    def test_nobody_of_another_agency_writes_or_reads(self):
        foreign = self.dossier.with_user(self.users_2["receptionist"])
        self.assertRefused(AccessError, "", foreign.write_to_citizen, "x")
        self.assertRefused(UserError, "message", self.dossier.write_to_citizen, "  ")
        self.dossier.write_to_citizen("x")
        messages = self.env["onestop.dossier.message"].with_user(self.users_2["receptionist"])
        self.assertFalse(messages.search([("dossier_id", "=", self.dossier.id)]))
