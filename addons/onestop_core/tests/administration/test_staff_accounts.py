import base64
from dataclasses import replace

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from ...engine import staff_sheet
from ..common import MONDAY, OnestopCase, local

ROW = staff_sheet.StaffRow(
    login="xamot.moi",
    name="Trần Thị Mới",
    title="Công chức Tư pháp – Hộ tịch",
    agency_code="H99.11",
    desk="Một cửa Xã Một",
    roles=("receptionist", "specialist"),
    valid_from=None,
    valid_to=None,
    email="",
    phone="",
)


@tagged("post_install", "-at_install")
class TestStaffImport(OnestopCase):
    def make(self, *rows, user=None, content=None):
        return (
            self.env["onestop.staff.import"]
            .with_user(user or self.users["agency_admin"])
            .create({"file": base64.b64encode(content or staff_sheet.write(rows))})
        )

    def posts(self, login):
        return self.env["onestop.staff"].search([("user_id.login", "=", login)])

    def test_dry_run_then_apply(self):
        wizard = self.make(ROW)
        wizard.action_check()
        self.assertEqual(wizard.line_ids.mapped("kind"), ["account"])
        self.assertFalse(self.posts("xamot.moi"))
        wizard.action_apply()
        post = self.posts("xamot.moi")
        self.assertEqual(
            (post.agency_id, post.desk_id, post.title), (self.commune, self.desk, "Công chức Tư pháp – Hộ tịch")
        )
        self.assertTrue(post.user_id.has_group("onestop_core.group_receptionist"))
        self.assertTrue(post.user_id._onestop_has_role(["specialist"], self.commune))

    def test_export_back_changes_nothing(self):
        posts = self.env["onestop.staff"].search([("agency_id", "=", self.commune.id)])
        wizard = self.make(*posts._as_rows())
        wizard.action_check()
        self.assertEqual(set(wizard.line_ids.mapped("kind")), {"same"})
        self.assertEqual(wizard.change_count, 0)

    def test_another_spelling_is_no_change(self):
        user = self.users["cashier"]
        user.sudo().write({"name": "Lê Văn Ba", "email": "le.ba@vidu.vn", "phone": "0912345678"})
        row = replace(
            self.posts("test_cashier")._as_rows()[0],
            name="Lê\u00a0 Văn\u200b Ba",
            email="LE.BA@Vidu.vn",
            phone="+84 912.345.678",
        )
        wizard = self.make(row)
        wizard.action_check()
        self.assertEqual(wizard.line_ids.mapped("kind"), ["same"])

    def test_change_is_shown_field_by_field(self):
        post = self.posts("test_cashier")
        row = replace(post._as_rows()[0], title="Thủ quỹ", roles=("cashier", "receptionist"))
        wizard = self.make(row)
        wizard.action_check()
        self.assertEqual(wizard.line_ids.kind, "change")
        self.assertIn("Chức danh: – → Thủ quỹ", wizard.line_ids.text)
        self.assertIn("Vai trò: Thu phí → Thu phí, Tiếp nhận", wizard.line_ids.text)
        wizard.action_apply()
        self.assertTrue(post.user_id.has_group("onestop_core.group_receptionist"))

    def test_wrong_lines_are_named_and_nothing_is_applied(self):
        cases = [
            (replace(ROW, agency_code="H1.2.3"), "no agency H1.2.3"),
            (replace(ROW, agency_code="H99.12"), "not yours to change"),
            (replace(ROW, desk="Nơi khác"), "no desk “Nơi khác”"),
            (replace(ROW, login="Có dấu"), "Column A: “có dấu” is no account name"),
            (replace(ROW, name=""), "Column B: is empty"),
            (replace(ROW, roles=()), "Column F: is empty"),
        ]
        for row, pattern in cases:
            with self.subTest(pattern=pattern):
                wizard = self.make(replace(ROW, login="xamot.tot"), row)
                wizard.action_check()
                bad = wizard.line_ids[0]
                self.assertEqual(bad.kind, "error", "what is wrong stands first")
                self.assertEqual((bad.line, pattern in bad.text), (3, True), bad.text)
                self.assertRefused(UserError, "nothing was changed", wizard.action_apply)
                self.assertFalse(self.posts("xamot.tot"))

    def test_twice(self):
        wizard = self.make(ROW, ROW)
        wizard.action_check()
        self.assertIn("line 2 already", wizard.line_ids.filtered(lambda line: line.kind == "error").text)

    def test_no_workbook(self):
        self.assertRefused(UserError, "not an Excel workbook", self.make(content=b"hello").action_check)
        # who has none yet gets it in the same dialog
        empty = self.env["onestop.staff.import"].with_user(self.users["agency_admin"]).create({})
        self.assertEqual(empty.action_template()["type"], "ir.actions.act_url")
        self.assertRefused(UserError, "Choose the workbook first", empty.action_check)

    def test_an_agency_admin_cannot_touch_the_provincial_one(self):
        wizard = self.make(replace(ROW, login="test_manager"))
        wizard.action_check()
        self.assertIn("provincial administrator", wizard.line_ids.text)

    def test_only_admins(self):
        for role in ("receptionist", "specialist", "leader", "supervisor"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.make(ROW, user=self.users[role])


@tagged("post_install", "-at_install")
class TestLeaving(OnestopCase):
    def setUp(self):
        super().setUp()
        self.clock = self.enterContext(freeze_time(local(MONDAY)))
        self.post = self.env["onestop.staff"].search([("user_id", "=", self.users["specialist"].id)])
        self.dossier = self.receive()
        self.dossier.act("forward", user_id=self.users["specialist"].id)

    def leave(self, **values):
        return (
            self.env["onestop.staff.leave"]
            .with_user(self.users["agency_admin"])
            .create({"staff_id": self.post.id, **values})
        )

    def test_open_tasks_are_handed_over_first(self):
        admin = self.post.with_user(self.users["agency_admin"])
        self.assertEqual(admin.open_task_count, 1)
        self.assertRefused(UserError, "still holds 1 dossiers", admin.write, {"valid_to": "2026-11-20"})
        self.assertRefused(UserError, "Name the colleague", self.leave(goes_to="colleague").action_leave)
        colleague = self.make_staff("specialist", self.commune, "_b")
        leave = self.leave(successor_id=colleague.id)
        self.assertEqual(leave.candidate_ids, colleague)
        leave.action_leave()
        self.assertEqual(self.dossier.holder_id, colleague)
        self.assertEqual(str(self.post.valid_to), MONDAY)
        self.clock.move_to(local("2026-11-24"))
        self.env["onestop.staff"]._cron_sync_groups()
        self.assertFalse(self.users["specialist"].has_group("onestop_core.group_specialist"))
        self.assertFalse(self.dossier.with_user(self.users["specialist"]).has_access("read"))

    def test_an_only_specialist_can_leave(self):
        """Nobody else holds the role: the dossiers are listed, and wait at the agency for whoever is given it."""
        leave = self.leave()
        self.assertFalse(leave.candidate_ids)
        self.assertEqual(leave.goes_to, "nobody")
        self.assertEqual(leave.dossier_ids, self.dossier)
        leave.action_leave()
        self.assertFalse(self.dossier.holder_id)
        self.assertEqual((self.dossier.state, self.dossier.task_id.agency_id), ("processing", self.commune))
        self.assertIn("left the post", self.dossier.sudo().event_ids[-1].note)
        self.clock.move_to(local("2026-11-24"))
        successor = self.make_staff("specialist", self.commune, "_new")
        self.dossier.with_user(successor).action_claim()
        self.assertEqual(self.dossier.holder_id, successor)

    def test_successor_must_hold_the_role(self):
        self.assertRefused(
            AccessError,
            "is not Specialist",
            self.leave(goes_to="colleague", successor_id=self.users["cashier"].id).action_leave,
        )

    def test_review(self):
        reviews = self.env["onestop.staff.review"].with_user(self.users["agency_admin"])
        review = reviews.create({"agency_id": self.commune.id})
        self.assertEqual(len(review.line_ids), 7)
        line = review.line_ids.filtered(lambda one: one.staff_id == self.post)
        self.assertEqual((line.roles, line.open_tasks), ("Specialist", 1))
        self.assertRefused(UserError, "Decide on these accounts", review.action_sign)
        review.line_ids.decision = "keep"
        line.decision = "end"
        self.assertRefused(UserError, "still hold dossiers", review.action_sign)
        self.as_role(self.dossier, "specialist").act("forward")
        self.assertRefused(AccessError, ".*", review.with_user(self.users["supervisor"]).action_sign)
        review.with_user(self.users["leader"]).action_sign()
        self.assertEqual((review.state, review.signed_by_id), ("signed", self.users["leader"]))
        self.assertEqual(str(self.post.valid_to), MONDAY)
        self.assertRefused(UserError, "is not changed", line.write, {"note": "x"})
        self.assertRefused(UserError, "stays on record", review.unlink)

    def test_neglected_inbox_is_told_to_the_head(self):
        online = (
            self.env["onestop.dossier"]
            .with_user(self.users["receptionist"])
            .create(
                {
                    "procedure_id": self.procedure.id,
                    "applicant_name": "Lê Trực Tuyến",
                    "applicant_address": "Xã Một",
                    "channel": "online",
                }
            )
        )
        online.act("submit")
        staff = self.env["onestop.staff"]
        neglecting = staff.search([("inbox_neglected", "=", True), ("agency_id", "=", self.commune.id)])
        self.assertEqual(neglecting.user_id, self.users["receptionist"] | self.users["postal_clerk"])
        staff.with_user(self.users["receptionist"])._note_inbox_opened()
        neglecting = staff.search([("inbox_neglected", "=", True), ("agency_id", "=", self.commune.id)])
        self.assertEqual(neglecting.user_id, self.users["postal_clerk"])
        before = self.env["mail.notification"].search_count(
            [("res_partner_id", "=", self.users["leader"].partner_id.id)]
        )
        staff._cron_neglected_inbox()
        after = self.env["mail.notification"].search_count(
            [("res_partner_id", "=", self.users["leader"].partner_id.id)]
        )
        self.assertEqual(after - before, 1)
