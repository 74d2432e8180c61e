from freezegun import freeze_time
from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import format_date

from ..common import MONDAY, OnestopCase, local


@tagged("post_install", "-at_install")
class TestProcedureVersion(OnestopCase):
    """A change of the law makes a new version; what came in before keeps the old one."""

    def setUp(self):
        super().setUp()
        self.startPatcher(freeze_time(local(MONDAY)))
        self.procedures = self.env["onestop.procedure"].with_user(self.manager)
        self.mine = self.procedure.with_user(self.manager)
        self.old = self.mine.current_version_id

    def new_version(self, **vals):
        action = self.mine.action_new_version()
        version = self.env[action["res_model"]].with_user(self.manager).browse(action["res_id"])
        version.write(vals)
        return version

    # ------------------------------------------------------------------ a version's life

    def test_first_version_is_entered_on_the_screen(self):
        procedure = self.procedures.create({"code": "9.000010", "sector_id": self.sector.id})
        self.assertEqual(procedure.name, "9.000010")
        action = procedure.action_new_version()
        with Form(self.env[action["res_model"]].with_user(self.manager).with_context(**action["context"])) as form:
            form.name = "Thủ tục mới"
            with form.channel_ids.new() as line:
                line.duration = 7
        version = form.record
        self.assertEqual(version.status, "draft")
        version.action_publish()
        self.assertEqual((version.status, procedure.name, version.number), ("in_force", "Thủ tục mới", 1))

    def test_a_version_needs_a_channel(self):
        version = self.new_version()
        version.channel_ids.unlink()
        with self.assertRaisesRegex(UserError, "channel"):
            version.action_publish()

    def test_new_version_copies_every_line(self):
        self.old.write(
            {
                "case_ids": [Command.create({"name": "Quá hạn"})],
                "result_ids": [Command.create({"name": "Giấy chứng nhận"})],
                "legal_basis_ids": [Command.create({"name": "123/2015/NĐ-CP"})],
            }
        )
        draft = self.new_version()
        self.assertEqual(draft.status, "draft")
        self.assertEqual(draft._diff(self.old)[0]["field"], "Valid From")
        self.assertEqual({row["part"] for row in draft._diff(self.old)}, {""}, "nothing but the dates differs")

    def test_asked_twice_the_same_draft_opens(self):
        self.assertEqual(self.new_version(), self.new_version())

    def test_publishing_ends_the_version_before(self):
        draft = self.new_version(name="Tên mới", valid_from="2026-12-01")
        draft.action_publish()
        self.assertEqual(str(self.old.valid_to), "2026-11-30")
        self.assertEqual((self.old.status, draft.status, draft.number), ("in_force", "upcoming", 2))
        self.assertEqual(self.procedure.name, "Thủ tục ba ngày", "the new name counts from its first day on")
        with freeze_time(local("2026-12-01")):
            self.env["onestop.procedure"]._cron_current_version()
            self.procedure.invalidate_recordset()
            self.assertEqual(self.procedure.name, "Tên mới")

    def test_open_dossiers_keep_their_version(self):
        dossier = self.receive()
        draft = self.new_version(valid_from="2026-11-24")
        draft.component_ids[:1].name = "Giấy tờ khác"
        draft.action_publish()
        with freeze_time(local("2026-11-24")):
            self.env["onestop.procedure"]._cron_current_version()
            later = self.receive(procedure=self.procedure)
        self.assertEqual(dossier.version_id, self.old.with_user(dossier.env.user))
        self.assertEqual(later.version_id.id, draft.id)

    def test_two_versions_do_not_overlap(self):
        self.new_version(valid_from="2026-12-01").action_publish()
        with self.assertRaisesRegex(ValidationError, "same time"):
            self.old.valid_to = "2026-12-31"

    def test_clerks_read_and_do_not_change(self):
        version = self.old.with_user(self.users["receptionist"])
        self.assertEqual(version.name, "Thủ tục ba ngày")
        for change in (version.action_publish, version.action_new_version, lambda: version.write({"name": "x"})):
            with self.subTest(change), self.assertRaises(AccessError):
                self.old.published = False
                change()

    # ------------------------------------------------------------------ what changed

    def rows(self, new, old=None):
        """``{(kind, part, line, field): (old, new)}`` without the version's own dates."""
        return {
            (row["kind"], row["part"], row["line"], row["field"]): (row["old"], row["new"])
            for row in new._diff(old or self.old)
            if row["field"] not in ("Valid From", "Valid To")
        }

    def test_diff_of_equal_versions_is_empty(self):
        self.assertEqual(self.old._diff(self.old), [])

    def test_diff_of_fields(self):
        draft = self.new_version(name="Tên khác", same_day=True, decision_date="2026-11-01")
        self.assertEqual(
            self.rows(draft),
            {
                ("changed", "", "", "Name"): ("Thủ tục ba ngày", "Tên khác"),
                ("changed", "", "", "Same Day"): ("No", "Yes"),
                ("changed", "", "", "Decision Date"): ("", format_date(draft.env, draft.decision_date)),
            },
        )

    def test_diff_of_lines(self):
        draft = self.new_version()
        draft.component_ids[0].copies = 2
        draft.component_ids[1].unlink()
        draft.component_ids = [Command.create({"name": "Giấy mới", "sequence": 50, "original_to_return": True})]
        draft.channel_ids[0].duration = 2
        rows = self.rows(draft)
        part = "Component"
        self.assertEqual(rows.pop(("changed", part, "Giấy tờ 1", "Copies")), ("0", "2"))
        self.assertEqual(rows.pop(("removed", part, "Giấy tờ 2", "")), ("Required: Yes; Originals: 1", ""))
        self.assertEqual(
            rows.pop(("added", part, "Giấy mới", "")), ("", "Required: Yes; Originals: 1; Original To Return: Yes")
        )
        self.assertEqual(rows.pop(("changed", "Channel", "At the Desk", "Duration")), ("3", "2"))
        self.assertEqual(rows, {})

    def test_diff_sees_no_change_in_order_or_blank_space(self):
        draft = self.new_version()
        self.old.conditions = "Có mặt"
        draft.conditions = "  Có mặt \n"
        draft.component_ids[0].sequence = 99
        self.assertEqual(self.rows(draft), {})

    def test_diff_keeps_twins_apart(self):
        """Two lines of the same name (the national export has such) are compared one by one."""
        self.old.component_ids = [Command.create({"name": "Bản sao", "copies": n, "sequence": 60 + n}) for n in (1, 2)]
        draft = self.new_version()
        draft.component_ids.filtered(lambda line: line.copies == 2).copies = 3
        self.assertEqual(self.rows(draft), {("changed", "Component", "Bản sao", "Copies"): ("2", "3")})

    def test_comparison_on_screen(self):
        draft = self.new_version(name="Tên khác")
        action = draft.action_compare()
        compare = self.env[action["res_model"]].with_user(self.manager).browse(action["res_id"])
        self.assertEqual((compare.old_version_id, compare.new_version_id), (self.old, draft))
        self.assertIn("Tên khác", compare.changes)
        with Form(compare) as form:
            form.old_version_id = self.env["onestop.procedure.version"]
            self.assertIn("first version", form.changes)

    def test_comparison_is_open_to_clerks(self):
        self.new_version().action_publish()
        action = self.procedure.with_user(self.users["specialist"]).action_compare_versions()
        compare = self.env[action["res_model"]].with_user(self.users["specialist"]).browse(action["res_id"])
        self.assertTrue(compare.changes)
