import uuid

from freezegun import freeze_time
from odoo.addons.onestop_core.tests.common import MONDAY, OnestopCase, local
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ..eform.eform_case import make_version


@tagged("post_install", "-at_install")
class TestFeedback(OnestopCase):
    """What citizens say: within limits of time, never to the person complained of."""

    def setUp(self):
        super().setUp()
        self.enterContext(freeze_time(local(MONDAY)))
        self.clerk, self.leader = self.users["receptionist"], self.users["leader"]
        self.clerk.name = "Nguyễn Thị Mai"
        self.leader.name = "Lò Văn Thắng"

    def send(self, about="agency", **said):
        said = {
            "kind": "complaint",
            "about": about,
            "agency": self.commune,
            "procedure": self.procedure,
            "text": "Phải chờ hai giờ",
            "sender_name": "Trần Thị Bé",
            "sender_phone": "0912 345 678",
            "sender_email": "be@vidu.vn",
            "private": False,
            **said,
        }
        return self.env["onestop.feedback"]._take_in(said, client_uuid=str(uuid.uuid4()))

    def as_user(self, feedback, role="leader"):
        return feedback.with_user(self.users[role])

    def seen_by(self, feedback, user):
        return bool(self.env["onestop.feedback"].with_user(user).search([("id", "=", feedback.id)]))

    # ------------------------------------------------------------------ limits

    def test_limits_are_working_days_from_dated_data(self):
        feedback = self.send()
        self.assertEqual(feedback.number, "PA-H99.11-26-00001")
        self.assertEqual(feedback.sender_phone, "0912345678")
        for name, day in (
            ("refuse_due_at", "2026-11-25"),
            ("ask_due_at", "2026-11-30"),
            ("answer_due_at", "2026-12-14"),
        ):
            self.assertEqual(feedback[name], local(day), name)
        limit = self.env.ref("onestop_portal.feedback_limit_766")
        limit.valid_to = "2026-11-22"
        self.assertRefused(ValidationError, "No time limits", self.send)
        limit.copy({"valid_from": "2026-11-23", "valid_to": False, "answer_days": 3})
        self.assertEqual(self.send().answer_due_at, local("2026-11-26"))
        self.assertRefused(ValidationError, "same days", limit.copy, {"valid_from": "2027-01-01", "valid_to": False})

    def test_it_is_late_once_its_time_is_over(self):
        feedback = self.as_user(self.send())
        self.assertFalse(feedback.is_late)
        with freeze_time(local("2026-12-15")):
            feedback.invalidate_recordset(["is_late"])
            self.assertTrue(feedback.is_late)
            self.assertIn(feedback, feedback.search([("is_late", "=", True)]))
            feedback.action_accept()
            feedback._answer("Đã xem xét", public=False)
        self.assertEqual(feedback.in_time, "no")
        self.assertNotIn(feedback, feedback.search([("is_late", "=", True)]))

    def test_sent_twice_it_is_kept_once(self):
        key = str(uuid.uuid4())
        said = {
            "kind": "proposal",
            "about": "agency",
            "agency": self.commune,
            "text": "Thêm ghế",
            "sender_name": "Bé",
            "private": True,
        }
        first = self.env["onestop.feedback"]._take_in(said, client_uuid=key)
        self.assertEqual(self.env["onestop.feedback"]._take_in(said, client_uuid=key), first)
        self.assertEqual(first.event_ids.mapped("action"), ["send"])

    # ------------------------------------------------------------------ never to the person complained of

    def test_the_person_named_never_sees_it(self):
        feedback = self.send("staff", staff_words="chị nguyen thi mai ở quầy 1")
        self.assertEqual(feedback.accused_user_ids, self.clerk)
        self.assertEqual(feedback.agency_id, self.commune)
        self.assertTrue(self.seen_by(feedback, self.leader))
        # not even if somebody gave it to her, or made her a leader
        self.assertRefused(UserError, "speaks of this person", self.as_user(feedback)._assign, self.clerk)
        feedback.sudo().handler_id = self.clerk
        self.assertFalse(self.seen_by(feedback, self.clerk))
        self.clerk.group_ids += self.env.ref("onestop_core.group_manager")
        self.assertFalse(self.seen_by(feedback, self.clerk))
        self.assertFalse(
            self.env["onestop.feedback.event"].with_user(self.clerk).search([("feedback_id", "=", feedback.id)])
        )
        for act in (
            lambda one: one.action_accept(),
            lambda one: one._answer("x", public=False),
            lambda one: one._refuse("x"),
        ):
            self.assertRefused(AccessError, "", act, feedback.with_user(self.clerk))
        self.assertFalse(
            self.env["onestop.notice"].with_user(self.clerk).search([("subject_model", "=", "onestop.feedback")])
        )

    def test_what_speaks_of_the_head_goes_to_the_agency_above(self):
        feedback = self.send("staff", staff_words="ông Lò Văn Thắng")
        self.assertEqual(feedback.agency_id, self.province)
        self.assertFalse(self.seen_by(feedback, self.leader))
        self.assertTrue(self.seen_by(feedback, self.province_leader))
        self.assertRefused(
            UserError, "own staff", feedback.with_user(self.province_leader)._transfer, self.commune, "Xem"
        )

    def test_what_speaks_of_nobody_by_name_goes_to_the_agency_above(self):
        self.assertEqual(self.send("staff", staff_words="một anh ở quầy 2").agency_id, self.province)

    def test_of_a_dossier_whoever_acted_on_it_is_kept_out(self):
        dossier = self.receive()
        feedback = self.send("staff", staff_words="", dossier_code=dossier.code)
        self.assertEqual((feedback.dossier_id, feedback.accused_user_ids), (dossier, self.clerk))
        # a code of another agency, or of nothing, is kept as it was given and leads nowhere
        for code in ("H99.12-261123-0001", "abc"):
            self.assertFalse(self.send("staff", dossier_code=code).dossier_id)

    def test_other_agencies_and_clerks_see_nothing(self):
        feedback = self.send()
        self.assertFalse(self.seen_by(feedback, self.users_2["leader"]))
        self.assertFalse(self.seen_by(feedback, self.users["specialist"]))
        self.as_user(feedback)._assign(self.users["specialist"])
        self.assertTrue(self.seen_by(feedback, self.users["specialist"]))
        self.as_user(feedback, "specialist")._answer("Đã bổ sung ghế", public=False)
        self.assertRefused(UserError, "does not work", self.as_user(self.send())._assign, self.users_2["leader"])

    # ------------------------------------------------------------------ dealt with

    def test_asked_replied_answered_published_judged(self):
        feedback = self.as_user(self.send())
        feedback.action_accept()
        self.assertEqual((feedback.state, feedback.handler_id), ("processing", self.leader))
        feedback._ask("Ông/Bà đến hôm nào?")
        self.assertEqual(feedback.state, "waiting")
        feedback._reply("Sáng thứ Hai")
        self.assertEqual(feedback.state, "processing")
        self.assertRefused(UserError, "once it is answered", feedback._judge, "2")
        feedback._answer("Đã mở thêm một quầy", public=True)
        self.assertEqual(
            (feedback.state, feedback.in_time, feedback.publish_due_at), ("answered", "yes", local("2026-11-25"))
        )
        self.assertRefused(UserError, "what the citizen is to read", feedback._publish, " ")
        feedback._publish("Phải chờ lâu ở quầy")
        self.assertTrue(feedback.published_at)
        self.assertRefused(UserError, "once", feedback._publish, "Lại")
        feedback._judge("1")
        self.assertRefused(UserError, "already", feedback._judge, "0")
        self.assertEqual(
            feedback.event_ids.mapped("action"), ["send", "accept", "ask", "reply", "answer", "publish", "verdict"]
        )
        self.assertFalse(feedback.event_ids.filtered(lambda event: event.action in ("reply", "verdict")).user_id)
        self.assertRefused(UserError, "closed already", feedback._reply, "Nữa")

    def test_a_transfer_begins_the_limits_anew(self):
        feedback = self.as_user(self.send())
        with freeze_time(local("2026-11-25")):
            feedback._transfer(self.commune_2, "Thuộc Xã Hai")
        feedback = feedback.sudo()
        self.assertEqual(
            (feedback.agency_id, feedback.state, feedback.answer_due_at),
            (self.commune_2, "received", local("2026-12-16")),
        )
        self.assertFalse(self.seen_by(feedback, self.leader))
        self.assertTrue(self.seen_by(feedback, self.users_2["leader"]))

    def test_refused_within_two_days_with_a_reason(self):
        feedback = self.as_user(self.send())
        self.assertRefused(UserError, "what the citizen is to read", feedback._refuse, "")
        feedback._refuse("Không thuộc thủ tục hành chính")
        self.assertEqual((feedback.state, feedback.in_time), ("refused", "yes"))
        feedback = self.as_user(self.send())
        with freeze_time(local("2026-11-26")):
            feedback._refuse("Không thuộc thủ tục hành chính")
        self.assertEqual(feedback.in_time, "no")

    def test_who_wishes_no_public_answer_gets_none(self):
        self.assertRefused(
            UserError, "no public answer", self.as_user(self.send(private=True))._answer, "Xin lỗi", public=True
        )

    def test_nobody_writes_past_the_actions(self):
        feedback = self.send()
        for user in (self.leader, self.manager):
            for change in ({"answer": "x"}, {"accused_user_ids": [(5,)]}, {"state": "answered"}):
                self.assertRefused(AccessError, "", feedback.with_user(user).write, change)
            self.assertRefused(AccessError, "", feedback.with_user(user).unlink)

    def test_each_button_of_the_screen_opens_its_dialog_and_does_it(self):
        feedback = self.as_user(self.send())
        feedback.action_accept()
        for action, values in (
            ("assign", {"user_id": self.users["specialist"].id}),
            ("ask", {"text": "Hôm nào?"}),
            ("answer", {"text": "Đã xử lý", "public": True}),
            ("publish", {"text": "Chờ lâu"}),
        ):
            opened = getattr(feedback, f"action_{action}")()
            wizard = (
                self.env[opened["res_model"]].with_user(self.leader).with_context(**opened["context"]).create(values)
            )
            wizard.action_do()
        self.assertTrue(feedback.published_at)
        for action, values in (
            ("transfer", {"agency_id": self.commune_2.id, "text": "Chuyển"}),
            ("refuse", {"text": "Không"}),
        ):
            other = self.as_user(self.send())
            opened = getattr(other, f"action_{action}")()
            self.env[opened["res_model"]].with_user(self.leader).with_context(**opened["context"]).create(
                values
            ).action_do()
        self.assertEqual(other.state, "refused")

    def test_the_home_page_counts_it_for_those_whose_task_it_is(self):
        self.send()
        dossiers = self.env["onestop.dossier"]
        sections = {s["key"]: s for s in dossiers.with_user(self.leader).home_data()["sections"]}
        self.assertEqual([figure["count"] for figure in sections["feedback"]["figures"]], [1, 0, 0])
        self.assertNotIn("feedback", {s["key"] for s in dossiers.with_user(self.clerk).home_data()["sections"]})

    def test_the_configuration_check_misses_limits_and_forms_that_end(self):
        version = make_version(self.env, self.procedure)
        version.action_publish()
        version.valid_to = "2026-12-31"
        self.env.ref("onestop_portal.feedback_limit_766").valid_to = "2026-11-22"
        found = [one["message"] for one in self.env["onestop.config.check"].with_user(self.manager)._check_eforms()]
        self.assertTrue(any("31/12/2026" in message for message in found))
        self.assertTrue(any("limits of feedback" in message for message in found))
        version.action_new_version()
        draft = version.eform_id.version_ids.filtered(lambda one: one.state == "draft")
        draft.valid_from = "2027-01-01"
        draft.action_publish()
        self.env.ref("onestop_portal.feedback_limit_766").valid_to = False
        self.assertFalse(
            [one for one in self.env["onestop.config.check"]._check_eforms() if version.display_name in one["message"]]
        )

    # ------------------------------------------------------------------ notices

    def test_the_link_is_told_and_kept_nowhere(self):
        feedback = self.send()
        notices = self.env["onestop.notice"].search(
            [("subject_model", "=", "onestop.feedback"), ("subject_id", "=", feedback.id)]
        )
        self.assertTrue(notices)
        self.assertNotIn(feedback._key(), "".join(notices.mapped("text")))
        self.assertIn(feedback._path(), feedback._notice_secret("link", "x"))
        found = self.env["onestop.feedback"]._by_key(feedback.id, feedback._key())
        self.assertEqual(found, feedback)
        self.assertFalse(self.env["onestop.feedback"]._by_key(feedback.id, feedback._key()[:-1] + "?"))
        self.assertFalse(self.env["onestop.feedback"]._by_key(feedback.id + 999, feedback._key()))
        self.as_user(feedback)._refuse("Không")
        with freeze_time(local("2027-12-31")):
            self.assertFalse(self.env["onestop.feedback"]._by_key(feedback.id, feedback._key()))
