import ast
import re

from lxml import etree
from odoo import fields
from odoo.addons.onestop_core.tests.common import MONDAY, OnestopCase, local
from odoo.addons.queue_job.exception import RetryableJobError
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import freeze_time, tagged

# on every change of status the citizen is told (NĐ 224/2026/NĐ-CP art. 15)
TOLD = (
    "submitted",
    "received",
    "supplement",
    "rejected",
    "processing",
    "forwarded",
    "payment",
    "apology",
    "apology_ready",
    "ready",
    "refused",
    "returned",
    "stopped",
    "withdrawn",
    "rechosen",
)


@tagged("post_install", "-at_install")
class TestNotices(OnestopCase):
    """What the citizen is told, when, and who may send it again. How it travels: ``test_sms_gateway``."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["onestop.sms.gateway"].search([]).unlink()
        cls.gateway = cls.env["onestop.sms.gateway"].create({"name": "G", "provider": "log"})
        cls.commune.email = "xa-mot@example.vn"
        cls.parameters = cls.env["ir.config_parameter"].sudo()

    def dossier(self, **changes):
        return self.receive(applicant_email="thu@example.vn", **changes)

    def last(self, dossier, event, channel="sms"):
        return self.env["onestop.notice"].search(
            [("dossier_id", "=", dossier.id), ("event", "=", event), ("channel", "=", channel)], limit=1
        )

    def deliver(self, notices):
        """Let the jobs of ``notices`` run once; returns the seconds that each wants to wait."""
        self.env.flush_all()
        waits = [notice.sudo()._deliver() for notice in notices]
        self.env.invalidate_all()
        return waits

    # ------------------------------------------------------------------ what is told

    @freeze_time(local(MONDAY))
    def test_the_way_of_a_dossier_is_told(self):
        dossier = self.dossier()
        dossier.act("forward")
        self.as_role(dossier, "specialist").act(
            "request_supplement", lines=self.asked(dossier), reason="Thiếu trang 2", content="Bản sao trang 2"
        )
        self.as_role(dossier, "specialist").act("resume")
        self.as_role(dossier, "specialist").act("forward")
        self.as_role(dossier, "leader").act("approve", result_number="1")
        dossier.act("return_result")
        for channel in ("sms", "mail"):
            notices = self.env["onestop.notice"].search(
                [("dossier_id", "=", dossier.id), ("channel", "=", channel)], order="id"
            )
            self.assertEqual(
                notices.mapped("event"), ["received", "processing", "supplement", "processing", "ready", "returned"]
            )
        received = self.last(dossier, "received", "mail")
        self.assertEqual(received.recipient, "thu@example.vn")
        # NĐ 224/2026 art. 15: agency, receiver, times; and where to look further
        for words in (
            "Xã Một",
            "receptionist",
            "09:00 23/11/2026",
            "09:00 26/11/2026",
            dossier.code,
            f"/dich-vu-cong/tra-cuu?code={dossier.code}",
        ):
            self.assertIn(words, received.text)
        supplement = self.last(dossier, "supplement")
        letter = dossier.letter_ids
        for words in ("Thiếu trang 2", "Bản sao trang 2", dossier._local(letter.answer_by).strftime("%H:%M %d/%m/%Y")):
            self.assertIn(words, supplement.text)
        self.assertEqual(supplement.recipient, "84912000001")
        # what is left to fill in are secrets, at the moment of sending
        events = self.env["onestop.notice.template"]._events()
        for one in dossier.notice_ids:
            self.assertLessEqual(set(re.findall(r"{(\w*)", one.text)), set(events[one.event].secrets))

    @freeze_time(local(MONDAY))
    def test_refusal_stop_withdrawal_payment_apology(self):
        refused = self.dossier()
        refused.act("forward")
        self.as_role(refused, "leader").act("stop", reason="Có đơn đề nghị dừng")
        self.assertIn("Có đơn đề nghị dừng", self.last(refused, "stopped").text)
        withdrawn = self.dossier()
        withdrawn.act("withdraw", reason="Người dân rút")
        self.assertIn("Người dân rút", self.last(withdrawn, "withdrawn", "mail").text)
        late = self.dossier()
        late.act("forward")
        with freeze_time(local("2026-11-30")):
            self.as_role(late, "leader").act(
                "apologise", reason="Chờ xác minh", new_due_at=local("2026-12-04", "16:00")
            )
            text = self.last(late, "apology").text
        self.assertIn("Chờ xác minh", text)
        self.assertIn("16:00 04/12/2026", text)
        self.assertIn("Người chịu trách nhiệm: receptionist", text)

    def test_a_corrected_choice_is_told(self):
        with freeze_time(local(MONDAY)):
            dossier = self.dossier()
            dossier.act("rechoose", procedure_id=self.procedure_province.id)
        text = self.last(dossier, "rechosen").text
        self.assertIn("Thủ tục của Sở", text)
        self.assertIn(dossier._local(dossier.due_at).strftime("%H:%M %d/%m/%Y"), text)

    def test_an_apology_for_what_is_ready_names_no_date_to_come(self):
        with freeze_time(local(MONDAY)):
            dossier = self.dossier()
            dossier.act("forward")
            self.as_role(dossier, "specialist").act("forward")
        with freeze_time(local("2026-11-30", "15:30")):
            self.as_role(dossier, "leader").act("approve")
            self.as_role(dossier, "leader").act(
                "apologise", reason="Chờ xác minh", responsible_id=self.users["specialist"].id
            )
        for channel in ("sms", "mail"):
            text = self.last(dossier, "apology_ready", channel).text
            self.assertIn("specialist", text)
            self.assertIn("Chờ xác minh", text)
            # the day it was promised for is over
            self.assertNotIn("26/11/2026", text)
            self.assertNotIn("chưa được giải quyết", text)

    def test_before_reception_there_is_no_code(self):
        dossiers = self.env["onestop.dossier"].with_user(self.users["receptionist"])
        dossier = dossiers.create(
            {
                "procedure_id": self.procedure.id,
                "applicant_name": "A",
                "applicant_address": "Xã Một",
                "applicant_phone": "0912000001",
            }
        )
        dossier.act("request_supplement", lines=self.asked(dossier), reason="Thiếu giấy tờ", content="Giấy 1")
        text = self.last(dossier, "supplement").text
        self.assertIn("Thủ tục ba ngày", text)
        self.assertFalse(dossier.code)
        # an add-on may let the request be looked up by its own number
        self.assertLessEqual(set(re.findall(r"code=(\S+)", text)), {dossier.request_number})

    def test_whoever_can_be_reached_is_told(self):
        for phone, email, told in [
            ("0912345678\u200b", "", {"sms": "84912345678"}),
            ("0912.345.678/0987.654.321", "", {"sms": "84912345678"}),
            ("0226 3851 234; 0987654321 (con gái)", "", {"sms": "84987654321"}),
            ("+84(0)912345678", "", {"sms": "84912345678"}),
            ("0912 345 67", "A.B@Vidu.vn;c.d@vidu.vn", {"mail": "a.b@vidu.vn"}),
        ]:
            dossier = self.receive(applicant_phone=phone, applicant_email=email)
            with self.subTest(phone=phone, email=email):
                self.assertEqual({one.channel: one.recipient for one in dossier.notice_ids}, told)

    def test_who_cannot_be_reached_is_on_the_list(self):
        view = self.env["onestop.dossier"].get_view(self.env.ref("onestop_core.onestop_dossier_view_search").id)
        [not_told] = etree.fromstring(view["arch"]).xpath("//filter[@name='not_told']")
        domain = ast.literal_eval(not_told.get("domain"))
        dossiers = self.env["onestop.dossier"].with_user(self.users["receptionist"])
        unreachable = self.receive(applicant_phone="0912 345 67") | self.receive(
            applicant_phone=False, applicant_email="a.b@vidu,vn"
        )
        reached = self.receive()
        found = dossiers.search(domain)
        self.assertLessEqual(unreachable, found)
        self.assertNotIn(reached, found)

    def test_nobody_is_told_who_cannot_be_reached(self):
        dossier = self.receive(applicant_phone="12")
        self.assertFalse(dossier.notice_ids)
        dossier = self.receive(applicant_phone=False, submitter_name="B", submitter_phone="0912 000 002")
        self.assertEqual(dossier.notice_ids.recipient, "84912000002")
        self.gateway.unlink()
        self.assertFalse(self.receive().notice_ids)

    def test_every_event_has_a_template(self):
        for event in TOLD:
            found = self.env["onestop.notice.template"]._in_force(event, ())
            self.assertEqual([channel for channel, _subject, _text in found], ["mail", "sms"], event)

    # ------------------------------------------------------------------ templates

    def test_an_agency_words_its_own_or_sends_none(self):
        templates = self.env["onestop.notice.template"]
        admin = templates.with_user(self.users["agency_admin"])
        own = admin.create(
            {"event": "received", "channel": "sms", "agency_id": self.commune.id, "text": "Xin chào {applicant}"}
        )
        province = templates.create(
            {"event": "received", "channel": "mail", "agency_id": self.province.id, "subject": "S", "text": "Tỉnh"}
        )
        dossier = self.dossier()
        self.assertEqual(self.last(dossier, "received").text, "Xin chào Nguyễn Thị Thử")
        self.assertEqual(self.last(dossier, "received", "mail").text, "Tỉnh")
        own.enabled = False
        province.unlink()
        dossier = self.dossier()
        self.assertFalse(self.last(dossier, "received"))
        self.assertIn("Kính gửi", self.last(dossier, "received", "mail").text)
        templates.search([("event", "=", "ready"), ("agency_id", "=", False)]).unlink()
        for event, agency in (("ready", self.commune_2.id), ("ready", False)):
            self.assertRefused(
                AccessError, ".*", admin.create, {"event": event, "channel": "sms", "agency_id": agency, "text": "T"}
            )

    def test_no_expressions_in_templates(self):
        templates = self.env["onestop.notice.template"]
        vals = {"event": "received", "channel": "sms", "agency_id": self.commune.id}
        for text in ("{dossier.id}", "{applicant_identity}", "{", "{0}"):
            self.assertRefused(ValidationError, "Unknown placeholders", templates.create, {**vals, "text": text})
        self.assertRefused(ValidationError, "has a subject", templates.create, {**vals, "channel": "mail", "text": "T"})

    def test_preview_shows_what_it_costs(self):
        template = self.env["onestop.notice.template"].create(
            {"event": "received", "channel": "sms", "agency_id": self.commune.id, "text": "Đã nhận {dossier}"}
        )
        self.assertEqual(template.preview, "Da nhan H18.32-261123-0001")
        self.assertIn("(GSM)", template.size_text)
        self.gateway.without_accents = False
        template.invalidate_recordset()
        self.assertEqual(template.preview, "Đã nhận H18.32-261123-0001")
        self.assertIn("(UCS-2)", template.size_text)

    # ------------------------------------------------------------------ when

    def test_quiet_hours(self):
        with freeze_time(local(MONDAY, "20:59")):
            dossier = self.dossier()
        sms, mail = self.last(dossier, "received"), self.last(dossier, "received", "mail")
        with freeze_time(local(MONDAY, "23:00")):
            self.assertEqual(self.deliver(sms), [8 * 3600])
            self.assertEqual((sms.state, sms.tries, sms.next_try_at), ("pending", 0, local("2026-11-24", "07:00")))
            # an e-mail wakes nobody
            self.deliver(mail)
            self.assertEqual(mail.state, "sent")
        with freeze_time(local("2026-11-24", "07:00")):
            self.assertEqual(self.deliver(sms), [0])
            self.assertEqual(sms.state, "sent")

    @freeze_time(local(MONDAY))
    def test_limit_by_number(self):
        self.parameters.set_param("onestop_notice.sms_per_hour", "2")
        notices = self.env["onestop.notice"]
        for _each in range(3):
            notices |= self.last(self.dossier(), "received")
        other = self.last(self.dossier(applicant_phone="0912000009"), "received")
        self.assertEqual(self.deliver(notices.sorted("id")), [0, 0, 3600])
        self.assertEqual(self.deliver(other), [0])
        with freeze_time(local(MONDAY, "10:00")):
            self.assertEqual(self.deliver(notices.sorted("id")[-1]), [0])
        self.parameters.set_param("onestop_notice.sms_per_hour", "0")
        for _each in range(3):
            self.assertEqual(self.deliver(self.last(self.dossier(), "received")), [0])

    @freeze_time(local(MONDAY))
    def test_too_old_to_be_of_use(self):
        notice = self.last(self.dossier(), "received")
        with freeze_time(local("2026-11-26", "09:01")):
            self.assertEqual(self.deliver(notice), [0])
        self.assertEqual((notice.state, notice.tries), ("expired", 0))

    # ------------------------------------------------------------------ jobs

    @freeze_time(local(MONDAY))
    def test_one_job_for_a_message(self):
        notice = self.last(self.dossier(), "received")
        jobs = self.env["queue.job"].sudo()
        key = [("identity_key", "=", f"onestop.notice:{notice.uuid}")]
        self.assertEqual(jobs.search(key).channel, "root.outbox")
        notice.sudo()._enqueue()
        self.assertEqual(jobs.search_count(key), 1)
        # nothing about the citizen stands in the job
        self.assertNotRegex(str(jobs.search(key).read(["name", "func_string", "args", "kwargs"])), r"9120000|Thử")

    @freeze_time(local(MONDAY))
    def test_the_sweep_finds_what_lost_its_job(self):
        pending, sending, fresh = (self.last(self.dossier(), "received") for _each in range(3))
        jobs = self.env["queue.job"].sudo()
        jobs.search([]).unlink()
        now = fields.Datetime.now()
        old = fields.Datetime.subtract(now, minutes=6)
        pending.sudo().next_try_at = old
        sending.sudo().write({"state": "sending", "tried_at": old, "next_try_at": old})
        self.env.flush_all()
        # the sweep commits, so it runs as a job does, on a cursor of its own
        self.env.ref("onestop_notice.ir_cron_sweep_notices").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(
            set(jobs.search([]).mapped("identity_key")), {f"onestop.notice:{one.uuid}" for one in (pending, sending)}
        )
        self.assertEqual(fresh.state, "pending")

    @freeze_time(local(MONDAY))
    def test_a_job_waits_as_long_as_its_message(self):
        notice = self.last(self.dossier(), "received")
        self.parameters.set_param("onestop_notice.quiet_from", "08:00")
        self.parameters.set_param("onestop_notice.quiet_to", "10:00")
        self.env.flush_all()
        with self.assertRaises(RetryableJobError) as caught:
            notice.sudo()._job_deliver()
        self.assertEqual((caught.exception.seconds, caught.exception.ignore_retry), (3600, True))

    # ------------------------------------------------------------------ again

    @freeze_time(local(MONDAY))
    def test_resend(self):
        dossier = self.dossier()
        notice = self.last(dossier, "received")
        self.deliver(notice)
        as_receptionist = notice.with_user(self.users["receptionist"])
        as_receptionist.action_resend()
        copy = self.last(dossier, "received")
        self.assertEqual((copy.resent_from_id, copy.state), (notice, "pending"))
        self.assertNotEqual(copy.uuid, notice.uuid)
        copy.sudo().write({"state": "failed", "tries": 8})
        as_receptionist.browse(copy.id).action_resend()
        self.assertEqual((copy.state, copy.tries), ("pending", 0))
        self.assertIn("resend_notice", dossier.event_ids.mapped("action"))
        self.assertRefused(AccessError, ".*", notice.with_user(self.users_2["receptionist"]).action_resend)
        self.assertRefused(AccessError, ".*", notice.with_user(self.users["supervisor"]).action_resend)

    @freeze_time(local(MONDAY))
    def test_what_is_not_wanted_any_more(self):
        notice = self.last(self.dossier(), "received")
        notice.with_user(self.users["agency_admin"]).action_cancel()
        self.assertEqual(self.deliver(notice), [0])
        self.assertEqual((notice.state, notice.tries), ("cancelled", 0))

    @freeze_time(local(MONDAY))
    def test_the_dossier_says_whether_the_citizen_knows(self):
        dossier = self.dossier()
        self.assertEqual(dossier.notice_state, "waiting")
        dossier.notice_ids.sudo().state = "failed"
        self.assertEqual(dossier.notice_state, "failed")
        self.last(dossier, "received").sudo().state = "delivered"
        self.assertEqual(dossier.notice_state, "told")
        self.assertEqual(dossier.state, "received")

    # ------------------------------------------------------------------ cost and secrets

    def test_queries(self):
        """Two notices with their jobs, as the pin of reception has it without any."""
        self.dossier()
        self.env.flush_all()
        self.env.invalidate_all()
        payload = self.payload(applicant_email="thu@example.vn")
        # 26, and one each of reports, portal and payment
        with self.assertQueryCount(29):
            self.env["onestop.dossier"].with_user(self.users["receptionist"]).receive(payload)
            self.env.flush_all()

    @freeze_time(local(MONDAY))
    def test_the_log_names_no_number(self):
        notice = self.last(self.dossier(), "received")
        with self.assertLogs("odoo.addons", "DEBUG") as logs:
            self.deliver(notice)
        self.assertTrue(any(notice.uuid in line for line in logs.output))
        self.assertFalse(re.search(r"912000001|Thử", "\n".join(logs.output)))
