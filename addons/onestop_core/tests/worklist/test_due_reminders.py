from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from ..common import MONDAY, OnestopCase, local


@tagged("post_install", "-at_install")
class TestDueReminders(OnestopCase):
    def sweep(self):
        # the job commits after each batch, so it runs as a job does, on a cursor of its own
        self.env.flush_all()
        self.env.ref("onestop_core.ir_cron_due_reminders").method_direct_trigger()
        self.env.invalidate_all()

    def activities(self, dossier):
        return [(activity.activity_type_id.name, activity.user_id.login) for activity in dossier.sudo().activity_ids]

    def test_holder_is_warned_one_working_day_before(self):
        with freeze_time(local(MONDAY)) as clock:
            dossier = self.receive()
            clock.move_to(local("2026-11-25", "08:59"))
            self.sweep()
            self.assertEqual(self.activities(dossier), [])
            clock.move_to(local("2026-11-25", "09:00"))
            self.sweep()
            self.sweep()
            self.assertEqual(self.activities(dossier), [("Due Soon", "test_receptionist")])

    def test_everybody_who_could_take_it_is_warned(self):
        colleague = self.make_staff("specialist", self.commune, "_b")
        with freeze_time(local(MONDAY)) as clock:
            dossier = self.receive()
            dossier.act("forward")
            clock.move_to(local("2026-11-26", "08:00"))
            self.sweep()
        self.assertCountEqual(
            self.activities(dossier), [("Due Soon", "test_specialist"), ("Due Soon", colleague.login)]
        )

    def test_head_is_told_after(self):
        with freeze_time(local(MONDAY)) as clock:
            dossier = self.receive()
            clock.move_to(local("2026-11-26", "09:01"))
            self.sweep()
            self.sweep()
        self.assertEqual(self.activities(dossier), [("Overdue", "test_leader")])

    def test_no_warning_while_the_clock_stands_or_when_settled(self):
        with freeze_time(local(MONDAY)) as clock:
            paused, settled = self.receive(), self.receive()
            paused.act("request_supplement", lines=self.asked(paused), reason="Thiếu giấy")
            settled.act("forward")
            self.as_role(settled, "specialist").act("forward")
            self.as_role(settled, "leader").act("approve")
            clock.move_to(local("2026-11-30"))
            self.sweep()
        self.assertEqual(self.activities(paused) + self.activities(settled), [])


@tagged("post_install", "-at_install")
class TestDueReview(OnestopCase):
    def review(self, user):
        reviews = self.env["onestop.due.review"].with_user(user)
        return reviews.browse(reviews.action_open()["res_id"])

    def test_nothing_moves_before_confirmation(self):
        with freeze_time(local(MONDAY)):
            dossier, foreign = self.receive(), self.receive(user=self.users_2["receptionist"], agency=self.commune_2)
            done = self.receive()
            done.act("withdraw", reason="Rút")
            before = dossier.due_at
            self.env["onestop.calendar.day"].create({"date": "2026-11-25", "name": "Nghỉ bù"})
            self.assertEqual(dossier.due_at, before)

            review = self.review(self.users["agency_admin"])
            self.assertEqual(review.line_ids.dossier_id, dossier)
            self.assertEqual(review.line_ids.mapped("due_after"), [local("2026-11-27")])
            self.assertEqual(dossier.due_at, before)

            self.assertRefused(UserError, "Say why", review.action_apply)
            review.reason = "Hoán đổi ngày làm việc"
            review.action_apply()
            self.assertEqual(dossier.due_at, local("2026-11-27"))
            self.assertEqual(dossier.due_original, before)
            self.assertEqual(foreign.sudo().due_at, before)
            self.assertEqual(done.due_at, before)
            event = dossier.event_ids[-1]
            self.assertEqual((event.action, event.note), ("recalculate", "Hoán đổi ngày làm việc"))
            self.assertEqual(event.data, {"from": "2026-11-26 02:00:00", "to": "2026-11-27 02:00:00"})

            again = self.review(self.users["agency_admin"])
            self.assertFalse(again.line_ids)
            self.assertRefused(UserError, "No due date would move", again.action_apply)

    def test_only_admins(self):
        for role in ("receptionist", "specialist", "leader", "supervisor"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.review(self.users[role])
