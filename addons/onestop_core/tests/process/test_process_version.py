from datetime import date

from freezegun import freeze_time
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import MONDAY, OnestopCase, local


@tagged("post_install", "-at_install")
class TestProcessVersion(OnestopCase):
    """A process rests on a decision, and its next version takes its place on a day."""

    def setUp(self):
        super().setUp()
        self.startPatcher(freeze_time(local(MONDAY)))
        steps = [(0, 0, {"name": "S", "role_id": self.env.ref("onestop_core.role_leader").id})] * 2
        self.process = (
            self.env["onestop.process"].with_user(self.manager).create({"name": "Cấp phép", "step_ids": steps})
        )
        self.procedure.process_id = self.process.id

    def next_version(self, **vals):
        draft = self.env["onestop.process"].with_user(self.manager).browse(self.process.action_new_version()["res_id"])
        draft.write(vals)
        return draft

    def current(self):
        return self.env["onestop.process"]._for_procedure(self.procedure)

    def test_a_draft_changes_nothing_and_there_is_one(self):
        draft = self.next_version()
        self.assertTrue(draft.is_draft)
        self.assertEqual((draft.number, draft.name, len(draft.step_ids)), (2, "Cấp phép", 2))
        self.assertEqual(self.next_version(), draft)
        self.assertEqual(self.current(), self.process)

    def test_a_version_needs_its_decision(self):
        draft = self.next_version(valid_from="2026-12-01")
        self.assertRefused(UserError, "Decision", draft.action_enact)
        draft.write({"decision": "12/QĐ-UBND", "decision_date": "2026-11-20", "valid_from": "2026-11-01"})
        self.assertRefused(UserError, "today or later", draft.action_enact)

    def test_each_day_has_its_version_and_dossiers_keep_theirs(self):
        dossier = self.receive()
        followed = dossier.sudo().process_id
        self.assertEqual(followed, self.process)
        draft = self.next_version(decision="12/QĐ-UBND", decision_date="2026-11-20", valid_from="2026-12-01")
        draft.action_enact()
        self.assertEqual(str(self.process.valid_to), "2026-11-30")
        self.assertFalse(draft.is_draft)
        for day, expected in [
            (date(2026, 11, 30), self.process),
            (date(2026, 12, 1), draft),
            (date(2030, 1, 1), draft),
        ]:
            self.assertEqual(self.process._on(day), expected)
            self.assertEqual(draft._on(day), expected)
        self.assertEqual(self.current(), self.process)
        with freeze_time(local("2026-12-01")):
            self.assertEqual(self.current(), draft)
        self.assertEqual(dossier.sudo().process_id, followed)
        self.assertRefused(UserError, "replaced already", self.process.action_new_version)
        third = self.env["onestop.process"].browse(draft.action_new_version()["res_id"])
        self.assertEqual(third.number, 3)

    def test_the_default_process_has_versions_too(self):
        self.procedure.process_id = False
        default = self.env.ref("onestop_core.process_default")
        draft = self.env["onestop.process"].browse(default.with_user(self.manager).action_new_version()["res_id"])
        draft.write({"decision": "1/QĐ", "decision_date": "2026-11-20", "valid_from": MONDAY})
        draft.action_enact()
        self.assertEqual(self.current(), draft)

    def test_only_who_keeps_the_processes_replaces_them(self):
        mine = self.process.with_user(self.users["leader"])
        self.assertRefused(AccessError, "", mine.action_new_version)
