from odoo.tests import freeze_time, tagged

from ..common import MONDAY, OnestopCase, local


@tagged("post_install", "-at_install")
class TestDossierFlags(OnestopCase):
    """What somebody should notice: the flag on the record and its filter say the same."""

    def setUp(self):
        super().setUp()
        self.clock = self.enterContext(freeze_time(local(MONDAY)))

    def keys(self, dossier):
        dossier.invalidate_recordset()
        return [flag["key"] for flag in dossier.flags or ()]

    def assertFlag(self, dossier, name, expected):
        dossier.invalidate_recordset()
        self.assertEqual(dossier[name], expected)
        self.assertEqual(dossier.search([(name, "=", True), ("id", "=", dossier.id)]), dossier[: int(expected)])
        self.assertEqual(name in self.keys(dossier), expected)

    def test_late_without_apology(self):
        dossier = self.receive()
        dossier.act("forward")
        leader = self.as_role(dossier, "leader")
        self.assertFlag(dossier, "late_without_apology", False)
        self.clock.move_to(local("2026-11-27"))
        self.assertFlag(dossier, "late_without_apology", True)
        leader.act("apologise", reason="Bận", new_due_at=local("2026-12-01", "16:00"))
        self.assertFlag(dossier, "late_without_apology", False)
        self.clock.move_to(local("2026-12-02"))
        self.assertFlag(dossier, "late_without_apology", True)
        self.as_role(dossier, "specialist").act("forward")
        leader.act("approve")
        self.assertFlag(dossier, "late_without_apology", True)
        leader.act("apologise", reason="Bận")
        self.assertFlag(dossier, "late_without_apology", False)
        dossier.act("return_result")
        self.assertEqual(self.keys(dossier), [])

    def test_settled_in_time_is_not_late_while_it_lies_at_the_desk(self):
        dossier = self.receive()
        dossier.act("forward")
        self.as_role(dossier, "specialist").act("forward")
        self.as_role(dossier, "leader").act("approve")
        self.clock.move_to(local("2026-12-20"))
        self.assertFlag(dossier, "late_without_apology", False)

    def test_the_clock_stands_while_the_citizen_supplements(self):
        dossier = self.receive()
        dossier.act("request_supplement", lines=self.asked(dossier), reason="Thiếu")
        self.clock.move_to(local("2026-12-20"))
        self.assertFlag(dossier, "late_without_apology", False)

    def test_silent_citizen(self):
        self.procedure.current_version_id.supplement_days = 2
        dossier = self.receive()
        dossier.act("request_supplement", lines=self.asked(dossier), reason="Thiếu")
        self.assertFlag(dossier, "citizen_silent", False)
        self.assertEqual(dossier.supplement_by, local("2026-11-25"))
        self.clock.move_to(local("2026-11-26"))
        self.assertFlag(dossier, "citizen_silent", True)
        dossier.act("resume")
        self.assertFlag(dossier, "citizen_silent", False)
        self.assertFalse(dossier.supplement_by)

    def test_only_the_last_request_counts(self):
        self.env["ir.config_parameter"].set_param("onestop_core.max_supplements", "2")
        self.procedure.current_version_id.supplement_days = 2
        dossier = self.receive()
        dossier.act("request_supplement", lines=self.asked(dossier), reason="Thiếu")
        self.clock.move_to(local("2026-11-26"))
        dossier.act("resume")
        dossier.act("request_supplement", lines=self.asked(dossier), reason="Thiếu nữa")
        self.assertFlag(dossier, "citizen_silent", False)

    def test_filed_twice_is_seen_on_both(self):
        who = {"applicant_identity": "035190000001"}
        first, second = self.receive(**who), self.receive(**who)
        self.assertEqual(self.keys(first), ["filed_twice"])
        self.assertEqual(self.keys(second), ["filed_twice"])
        self.assertEqual(first.filed_again_ids, second)
        found = first.search(["|", ("duplicate_id", "!=", False), ("filed_again_ids", "!=", False)])
        self.assertEqual(found, first | second)

    def test_paper_asked_and_extra_supplement(self):
        dossier = self.receive(channel="online")
        dossier.act("request_supplement", lines=self.asked(dossier), reason="Thiếu", in_person=True)
        dossier.act("resume")
        self.as_role(dossier, "leader").act("allow_supplement", reason="Điều 54")
        self.assertEqual(self.keys(dossier), ["double_channel", "supplements_allowed"])
