from datetime import date

from freezegun import freeze_time
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from ..common import MONDAY, OnestopCase

NOTICE = "onestop_core.activity_type_posting_outdated"


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestPosting(OnestopCase):
    """The log of what hangs at the desks: who may keep it, and when a sheet has gone stale."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.desk_2 = cls.env["onestop.desk"].create({"name": "Một cửa Xã Hai", "agency_id": cls.commune_2.id})
        cls.clerk = cls.users["receptionist"]
        cls.postings = cls.env["onestop.posting"].with_user(cls.clerk)

    def post(self, procedures=None, desks=None, user=None, **vals):
        """Post with the wizard, and give back what hangs there afterwards."""
        user = user or self.clerk
        procedures, desks = procedures or self.procedure, desks or self.desk
        wizard = self.env["onestop.posting.wizard"].with_user(user)
        wizard.create({"procedure_ids": procedures.ids, "desk_ids": desks.ids, **vals}).action_post()
        domain = [("procedure_id", "in", procedures.ids), ("desk_id", "in", desks.ids), ("removed_on", "=", False)]
        return self.postings.with_user(user).search(domain, order="id")

    def new_version(self, valid_from, procedure=None):
        version = (procedure or self.procedure).current_version_id.with_user(self.manager)
        draft = version.browse(version.action_new_version()["res_id"])
        draft.valid_from = valid_from
        draft.action_publish()
        return draft

    def notices(self, desk=None):
        return (desk or self.desk).activity_search([NOTICE])

    # ------------------------------------------------------------------ the log

    def test_posting_says_what_where_when_and_by_whom(self):
        posting = self.post(place="Bảng ở cửa vào", medium="a3")
        self.assertEqual(posting.version_id, self.procedure.current_version_id)
        self.assertEqual(posting.posted_on, date(2026, 11, 23))
        self.assertEqual(posting.posted_by_id, self.clerk)
        self.assertEqual((posting.medium, posting.place), ("a3", "Bảng ở cửa vào"))
        self.assertEqual((posting.state, posting.outdated), ("current", False))

    def test_posting_twice_is_one_posting(self):
        posting = self.post()
        self.assertEqual(self.post(), posting)
        self.assertEqual(len(self.post(place="Bảng thứ hai")), 2)

    def test_the_clerk_cannot_sign_for_another(self):
        vals = {"desk_id": self.desk.id, "version_id": self.procedure.current_version_id.id}
        forged = {**vals, "posted_by_id": self.manager.id}
        self.assertRefused(AccessError, "by the system alone", self.postings.create, forged)
        posting = self.postings.with_context(default_posted_by_id=self.manager.id).create(vals)
        self.assertEqual(posting.posted_by_id, self.clerk)
        self.assertRefused(UserError, "log entry", posting.write, {"posted_by_id": self.manager.id})
        self.assertRefused(UserError, "log entry", posting.write, {"posted_on": "2026-11-01"})
        self.assertRefused(UserError, "log entry", posting.write, {"removed_by_id": self.manager.id})
        posting.place = "Bảng điện tử"

    def test_removal(self):
        posting = self.post()
        posting.action_remove()
        self.assertEqual(
            (posting.state, posting.removed_on, posting.removed_by_id), ("removed", date(2026, 11, 23), self.clerk)
        )
        self.assertFalse(self.postings.search([("outdated", "=", True), ("id", "=", posting.id)]))

    def test_days_that_cannot_be(self):
        self.assertRefused(ValidationError, "only later", self.post, posted_on="2026-11-24")
        posting = self.post()
        self.assertRefused(ValidationError, "only later", posting.write, {"removed_on": "2026-11-24"})
        draft = self.procedure.current_version_id.copy({"valid_from": "2026-11-23"})
        self.assertRefused(
            ValidationError, "not in force", self.postings.create, {"desk_id": self.desk.id, "version_id": draft.id}
        )

    def test_not_in_force_is_not_posted(self):
        self.procedure_same_day.current_version_id.valid_to = "2026-11-22"
        self.assertRefused(UserError, "9.000002", self.post, self.procedure | self.procedure_same_day)

    # ------------------------------------------------------------------ stale

    def test_new_version_makes_the_sheet_outdated_on_its_first_day(self):
        posting = self.post()
        self.new_version("2026-11-25")
        self.assertFalse(posting.outdated)
        with freeze_time("2026-11-25"):
            posting.invalidate_recordset()
            self.assertTrue(posting.with_user(self.users["leader"]).outdated)
            outdated = self.postings.search([("outdated", "=", True)])
            self.assertIn(posting, outdated)
            self.assertNotIn(posting, self.postings.search([("outdated", "=", False)]))

    def test_ended_procedure_makes_the_sheet_outdated(self):
        posting = self.post()
        self.procedure.current_version_id.valid_to = "2026-11-22"
        self.assertIn(posting, self.postings.search([("outdated", "=", True)]))
        self.assertEqual(posting.state, "outdated")

    def test_replaced_today(self):
        kept = self.post(self.procedure_same_day)
        posting = self.post(place="Bảng 1")
        version = self.new_version("2026-11-24")
        with freeze_time("2026-11-24"):
            posting.action_renew()
            self.assertEqual(posting.removed_on, date(2026, 11, 24))
            renewed = self.postings.search([("version_id", "=", version.id)])
            self.assertEqual((renewed.desk_id, renewed.place, renewed.state), (self.desk, "Bảng 1", "current"))
            self.assertRefused(UserError, "outdated", kept.action_renew)

    def test_wizard_replaces_what_hangs_in_the_same_place(self):
        posting = self.post(place="Bảng 1")
        elsewhere = self.post(place="Bảng 2") - posting
        self.new_version("2026-11-24")
        with freeze_time("2026-11-24"):
            self.post(place="Bảng 1")
            self.assertEqual((posting.state, elsewhere.state), ("removed", "outdated"))

    # ------------------------------------------------------------------ notices

    def test_notice_to_the_desks_agency(self):
        self.post(self.procedure | self.procedure_same_day)
        self.new_version("2026-11-30")
        notice = self.notices()
        self.assertEqual(notice.user_id, self.users["agency_admin"])
        self.assertEqual(notice.date_deadline, date(2026, 11, 30))
        self.assertFalse(self.notices(self.desk_2))
        # a second one does not pile up, but may come earlier
        self.new_version("2026-11-26", self.procedure_same_day)
        self.assertEqual(self.notices(), notice)
        self.assertEqual(notice.date_deadline, date(2026, 11, 26))

    def test_notice_goes_when_all_is_replaced(self):
        postings = self.post(self.procedure | self.procedure_same_day)
        self.new_version("2026-11-24")
        self.new_version("2026-11-24", self.procedure_same_day)
        with freeze_time("2026-11-24"):
            postings[0].action_renew()
            self.assertTrue(self.notices())
            postings[1].action_renew()
            self.assertFalse(self.notices())

    def test_receptionist_is_told_where_there_is_no_administrator(self):
        clerk = self.users_2["receptionist"]
        self.post(desks=self.desk_2, user=clerk)
        self.new_version("2026-11-24")
        self.assertEqual(self.notices(self.desk_2).user_id, clerk)

    def test_count_on_the_desk(self):
        self.post(self.procedure | self.procedure_same_day)
        self.new_version("2026-11-24")
        with freeze_time("2026-11-24"):
            desk = self.desk.with_user(self.clerk)
            desk.invalidate_recordset(["outdated_posting_count"])
            self.assertEqual(desk.outdated_posting_count, 1)
            self.assertEqual(desk.action_postings()["context"]["search_default_outdated"], 1)

    # ------------------------------------------------------------------ rights

    def test_only_at_desks_of_own_agencies(self):
        self.assertRefused(AccessError, "", self.post, desks=self.desk_2)
        posting = self.post(desks=self.desk_2, user=self.users_2["receptionist"])
        mine = self.postings.browse(posting.id)
        self.assertEqual(mine.state, "current")  # what hangs at a desk is public
        self.assertRefused(AccessError, "", mine.action_remove)
        self.assertRefused(AccessError, "", self.post, user=self.users["specialist"])

    def test_wizard_begins_with_what_was_chosen(self):
        wizards = self.env["onestop.posting.wizard"].with_user(self.clerk)
        form = Form(wizards.with_context(active_model="onestop.procedure", active_ids=self.procedure.ids))
        self.assertEqual(form.procedure_ids.ids, self.procedure.ids)
        self.assertEqual(form.desk_ids.ids, self.desk.ids)
        form.save().action_post()
        self.assertTrue(self.postings.search([("version_id", "=", self.procedure.current_version_id.id)]))
        form = Form(wizards.with_context(active_model="onestop.sector", active_ids=self.sector.ids))
        self.assertEqual(set(form.procedure_ids.ids), set(self.sector.procedure_ids.ids))
