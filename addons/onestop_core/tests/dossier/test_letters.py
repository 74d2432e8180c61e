from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from ..common import MONDAY, OnestopCase, local

REASON = "Thiếu trang 2 của giấy chứng sinh"


@tagged("post_install", "-at_install")
class TestSupplementOnce(OnestopCase):
    def at_specialist(self, **kwargs):
        dossier = self.receive(**kwargs)
        dossier.act("forward")
        return self.as_role(dossier, "specialist")

    def draft(self, **values):
        dossier = (
            self.env["onestop.dossier"]
            .with_user(self.users["receptionist"])
            .create(
                {"procedure_id": self.procedure.id, "applicant_name": "Lê Thử", "applicant_address": "Xã Một", **values}
            )
        )
        dossier.document_ids.handed_in = True
        return dossier

    def test_second_request_is_refused(self):
        specialist = self.at_specialist()
        specialist.act("request_supplement", lines=self.asked(specialist), reason=REASON)
        self.as_role(specialist, "receptionist").act("resume")
        self.assertRefused(
            UserError, "only once", specialist.act, "request_supplement", lines=self.asked(specialist), reason=REASON
        )
        self.assertEqual(len(specialist.letter_ids), 1)

    def test_second_request_at_reception_is_refused(self):
        dossier = self.draft()
        dossier.act("request_supplement", lines=self.asked(dossier), reason=REASON)
        dossier.act("submit")
        self.assertRefused(
            UserError, "only once", dossier.act, "request_supplement", lines=self.asked(dossier), reason=REASON
        )

    def test_rounds_count_apart(self):
        dossier = self.draft()
        dossier.act("request_supplement", lines=self.asked(dossier), reason=REASON)
        # it was brought, and looked at
        dossier.document_ids.write({"handed_in": True, "verdict": "good"})
        dossier.act("receive")
        dossier.act("forward")
        self.as_role(dossier, "specialist").act("request_supplement", lines=self.asked(dossier), reason=REASON)
        self.assertEqual(dossier.letter_ids.sorted("id").mapped("stage"), ["intake", "appraisal"])

    def test_leader_allows_one_more(self):
        specialist = self.at_specialist()
        leader = self.as_role(specialist, "leader")
        self.assertRefused(UserError, "may still be asked", leader.act, "allow_supplement", reason="Điều 54")
        specialist.act("request_supplement", lines=self.asked(specialist), reason=REASON)
        self.as_role(specialist, "receptionist").act("resume")
        self.assertRefused(AccessError, ".*", specialist.act, "allow_supplement", reason="Điều 54")
        self.assertRefused(UserError, "Give a reason", leader.act, "allow_supplement")
        leader.act("allow_supplement", reason="Khoản 2 Điều 54 NĐ 217/2026/NĐ-CP")
        specialist.act("request_supplement", lines=self.asked(specialist), reason=REASON)
        self.as_role(specialist, "receptionist").act("resume")
        self.assertRefused(
            UserError, "only once", specialist.act, "request_supplement", lines=self.asked(specialist), reason=REASON
        )
        self.assertEqual(specialist.supplements_allowed, 1)
        self.assertIn("Điều 54", specialist.event_ids.filtered(lambda e: e.action == "allow_supplement").note)

    def test_setting_of_a_law_with_more_rounds(self):
        self.env["ir.config_parameter"].set_param("onestop_core.max_supplements", "2")
        specialist = self.at_specialist()
        for _round in range(2):
            specialist.act("request_supplement", lines=self.asked(specialist), reason=REASON)
            self.as_role(specialist, "receptionist").act("resume")
        self.assertRefused(
            UserError, "only once", specialist.act, "request_supplement", lines=self.asked(specialist), reason=REASON
        )

    def test_deadline_of_the_citizen_and_silence(self):
        self.procedure.current_version_id.supplement_days = 2
        with freeze_time(local(MONDAY)) as clock:
            specialist = self.at_specialist()
            specialist.action_claim()
            specialist.act("request_supplement", lines=self.asked(specialist), reason=REASON)
            self.assertEqual(specialist.letter_ids.answer_by, local("2026-11-25"))
            dossiers = self.env["onestop.dossier"]
            clock.move_to(local("2026-11-25", "08:00"))
            dossiers._cron_silent_supplements()
            self.assertFalse(specialist.sudo().activity_ids)
            clock.move_to(local("2026-11-25", "10:00"))
            dossiers._cron_silent_supplements()
            dossiers._cron_silent_supplements()
            self.assertEqual(specialist.sudo().activity_ids.user_id, self.users["specialist"])
            self.assertEqual(len(specialist.sudo().activity_ids), 1)
            # nothing happened by itself; a person decides
            self.assertEqual(specialist.state, "supplement")
            specialist.act("refuse", reason="Không bổ sung trong thời hạn")
        self.assertEqual((specialist.state, specialist.outcome), ("ready", "refused"))
        self.assertFalse(specialist.pause_ids.filtered(lambda pause: not pause.end_at))
        self.assertCountEqual(specialist.letter_ids.mapped("kind"), ["supplement", "refusal"])

    def test_paper_asked_of_an_online_filer_is_flagged(self):
        specialist = self.at_specialist(channel="online")
        specialist.act("request_supplement", lines=self.asked(specialist), reason=REASON, in_person=True)
        self.assertTrue(specialist.double_channel)
        direct = self.at_specialist()
        direct.act("request_supplement", lines=self.asked(direct), reason=REASON, in_person=True)
        self.assertFalse(direct.double_channel)

    def test_filed_twice_is_flagged(self):
        who = {"applicant_identity": "035190000001"}
        first = self.receive(**who)
        self.assertFalse(first.duplicate_id)
        self.assertFalse(self.receive(procedure=self.procedure_same_day, **who).duplicate_id)
        self.assertFalse(self.receive(applicant_identity="035190000002").duplicate_id)
        second = self.receive(user=self.users_2["receptionist"], agency=self.commune_2, **who)
        self.assertEqual(second.sudo().duplicate_id, first)
        first.act("withdraw", reason="Rút")
        second.act("withdraw", reason="Rút")
        self.assertFalse(self.receive(**who).duplicate_id)


@tagged("post_install", "-at_install")
class TestApology(OnestopCase):
    def setUp(self):
        super().setUp()
        self.clock = self.enterContext(freeze_time(local(MONDAY)))
        dossier = self.receive()
        dossier.act("forward")
        self.as_role(dossier, "specialist").act("forward")
        self.leader = self.as_role(dossier, "leader")
        self.desk = dossier

    def test_late_result_waits_for_its_apology(self):
        self.clock.move_to(local("2026-11-27"))
        self.leader.act("approve")
        self.assertRefused(UserError, "leader issues the apology", self.desk.act, "return_result")
        self.assertRefused(
            UserError, "no new date", self.leader.act, "apologise", reason="Bận", new_due_at=local("2026-12-30")
        )
        self.leader.act("apologise", reason="Hệ thống gián đoạn", responsible_id=self.users["specialist"].id)
        letter = self.leader.letter_ids
        self.assertEqual(
            (letter.kind, letter.responsible_id, letter.new_due_at), ("apology", self.users["specialist"], False)
        )
        self.assertRefused(UserError, "issued already", self.leader.act, "apologise", reason="Nữa")
        self.desk.act("return_result")
        self.assertEqual(self.desk.state, "returned")

    def test_in_time_needs_none(self):
        self.leader.act("approve")
        self.assertRefused(UserError, "nothing to apologise", self.leader.act, "apologise", reason="Bận")
        self.clock.move_to(local("2026-12-20"))
        # the citizen comes late, the agency was not
        self.desk.act("return_result")

    def test_new_date(self):
        first = self.leader.due_at
        self.clock.move_to(local("2026-11-25"))
        self.assertRefused(UserError, "Name the new date", self.leader.act, "apologise", reason="Bận")
        self.assertRefused(
            UserError, "lies in the future", self.leader.act, "apologise", reason="Bận", new_due_at=first
        )
        self.leader.act("apologise", reason="Bận", new_due_at=local("2026-12-01", "16:00"))
        self.assertEqual(self.leader.due_at, local("2026-12-01", "16:00"))
        self.assertEqual(self.leader.due_original, first)
        self.assertEqual(self.leader.due_ledger[-1]["kind"], "extension")
        self.clock.move_to(local("2026-12-01"))
        self.leader.act("approve")
        self.desk.act("return_result")

    def test_only_once_then_the_agency_above(self):
        self.clock.move_to(local("2026-11-25"))
        self.leader.act("apologise", reason="Bận", new_due_at=local("2026-11-27", "16:00"))
        self.clock.move_to(local("2026-11-30"))
        again = {"reason": "Bận nữa", "new_due_at": local("2026-12-04", "16:00")}
        self.assertRefused(UserError, "for a leader of Tỉnh Thử", self.leader.act, "apologise", **again)
        self.env.flush_all()
        self.env.ref("onestop_core.ir_cron_due_reminders").method_direct_trigger()
        self.env.invalidate_all()
        told = self.leader.sudo().activity_ids.filtered(
            lambda a: a.activity_type_id == self.env.ref("onestop_core.activity_type_overdue")
        )
        self.assertEqual(told.user_id, self.province_leader)
        self.leader.with_user(self.province_leader).act("apologise", **again)
        self.assertEqual(self.leader.due_at, local("2026-12-04", "16:00"))

    def test_late_again_after_the_new_date(self):
        self.clock.move_to(local("2026-11-25"))
        self.leader.act("apologise", reason="Bận", new_due_at=local("2026-11-27", "16:00"))
        self.clock.move_to(local("2026-11-30"))
        self.leader.act("approve")
        self.assertRefused(UserError, "leader issues the apology", self.desk.act, "return_result")
        self.leader.act("apologise", reason="Chậm lần nữa")
        self.desk.act("return_result")

    def test_only_leaders(self):
        self.clock.move_to(local("2026-11-25"))
        for role in ("receptionist", "specialist", "cashier", "supervisor"):
            with self.subTest(role=role):
                self.assertRefused(
                    AccessError,
                    ".*",
                    self.as_role(self.desk, role).act,
                    "apologise",
                    reason="Bận",
                    new_due_at=local("2026-12-30"),
                )
