import json

from odoo import fields
from odoo.addons.onestop_core.tests.common import OnestopCase, OnestopHttpCase
from odoo.addons.onestop_core.tests.gateway_server import GatewayServer
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged
from odoo.tools import file_open, mute_logger
from psycopg2 import IntegrityError

SECRET = "khoa-bi-mat"


class GatewayCase(OnestopCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = cls.enterClassContext(GatewayServer())
        cls.env["onestop.sms.gateway"].search([]).unlink()
        cls.gateway = cls.env["onestop.sms.gateway"].create(
            {
                "name": "G",
                "provider": "http",
                "url": cls.server.url,
                "headers": f"X-Key: {SECRET}",
                "sender": "MOTCUA",
                "timeout": 1,
                "success_path": "error_code",
                "success_pattern": "0",
                "refusal_pattern": "7",
            }
        )
        set_param = cls.env["ir.config_parameter"].sudo().set_param
        set_param("onestop_notice.quiet_from", "00:00")
        set_param("onestop_notice.quiet_to", "00:00")
        set_param("onestop_notice.sms_per_hour", "1000")

    def setUp(self):
        super().setUp()
        self.server.behaviours.clear()
        self.server.requests.clear()
        self.server.taken.clear()

    def notice(self, **changes):
        return self.receive(**changes).notice_ids.sudo()

    def run_jobs(self, message, most=12):
        """Try a message as its jobs would, without the waits between; returns the waits."""
        waits = []
        while len(waits) < most:
            self.env.flush_all()
            waits.append(message._deliver())
            self.env.invalidate_all()
            if not waits[-1]:
                break
            message.next_try_at = fields.Datetime.subtract(fields.Datetime.now(), seconds=1)
        return waits


@tagged("post_install", "-at_install")
class TestSmsGateway(GatewayCase):
    """Messages against a real server that misbehaves."""

    def test_each_message_arrives_exactly_once(self):
        for behaviours in (
            ["ok"],
            ["500", "500", "ok"],
            ["lost"],
            ["lost", "lost", "500"],
            ["slow"],
            ["garbage"],
            ["wrong", "garbage", "lost"],
            ["429"],
            ["404"],
        ):
            with self.subTest(behaviours=behaviours):
                self.server.behaviours[:] = behaviours
                self.server.requests.clear()
                notice = self.notice()
                self.run_jobs(notice)
                self.assertEqual(notice.state, "sent")
                self.assertEqual(self.server.taken[notice.uuid], 1)
                self.assertEqual({key for key, *_rest in self.server.requests}, {notice.uuid})
                self.assertEqual(len(self.server.requests), notice.tries)

    def test_what_the_gateway_gets(self):
        self.gateway.body = (
            '{"id": "{uuid}", "to": "{phone_international}", "at": "{phone}", "from": "{sender}", "text": "{text}"}'
        )
        notice = self.notice()
        self.run_jobs(notice)
        [(key, path, headers, body)] = self.server.requests
        self.assertEqual((key, path, headers["X-Key"]), (notice.uuid, "/send", SECRET))
        values = json.loads(body)
        self.assertEqual(
            {name: values[name] for name in ("id", "to", "at", "from")},
            {"id": notice.uuid, "to": "84912000001", "at": "0912000001", "from": "MOTCUA"},
        )
        self.assertTrue(values["text"].isascii())
        self.assertIn("da tiep nhan", values["text"])

    def test_patience(self):
        self.server.behaviours[:] = ["429", "500"]
        self.assertEqual(self.run_jobs(self.notice()), [120, 60, 0])

    def test_refused_for_good(self):
        self.server.behaviours[:] = ["refused"]
        notice = self.notice()
        self.assertEqual(self.run_jobs(notice), [0])
        self.assertEqual((notice.state, notice.answer), ("failed", "HTTP 200: 7"))
        notice.with_user(self.users["agency_admin"]).action_resend()
        self.run_jobs(notice)
        self.assertEqual(self.server.taken[notice.uuid], 1)

    def test_given_up(self):
        self.gateway.max_tries = 3
        self.server.behaviours[:] = ["500"] * 5
        notice = self.notice()
        self.run_jobs(notice)
        self.assertEqual((notice.state, notice.tries, len(self.server.requests)), ("failed", 3, 3))

    def test_after_a_crash_the_same_message_goes_again(self):
        """The worker died after the gateway took the message: its last word is ``sending``."""
        notice = self.notice()
        self.server.behaviours[:] = ["ok"]
        self.gateway._send(notice.uuid, notice.recipient, notice.text)
        notice.write({"state": "sending", "tries": 1})
        self.run_jobs(notice)
        self.assertEqual((notice.state, len(self.server.requests), self.server.taken[notice.uuid]), ("sent", 2, 1))

    def test_a_message_in_hand_is_left_alone(self):
        notice = self.notice()
        self.patch(type(notice), "_lock_delivery", lambda self: False)
        self.assertEqual(self.run_jobs(notice), [0])
        self.assertEqual((notice.state, len(self.server.requests)), ("pending", 0))

    def test_a_delivery_report_may_be_faster(self):
        notice = self.notice()
        send = type(notice)._send

        def report_first(message):
            outcome = send(message)
            with message._apart() as same:
                same._report(True, "delivered")
            return outcome

        self.patch(type(notice), "_send", report_first)
        self.run_jobs(notice)
        self.assertEqual(notice.state, "delivered")

    def test_nobody_writes_to_numbers_as_the_agency(self):
        """Odoo's composer is open to everybody with an account, and its messages go out below the agency's name."""
        employee = new_test_user(self.env, "test_employee", groups="base.group_user")
        for user in (employee, self.users["receptionist"], self.users["leader"], self.users["agency_admin"]):
            for more in (
                {"composition_mode": "numbers"},
                {"composition_mode": "comment"},
                {"res_model": "res.country"},
            ):
                composer = self.env["sms.composer"].with_user(user).create(
                    {"numbers": "0912000001", "body": "Bấm vào đây để nhận tiền", **more}
                )  # fmt: skip
                with self.subTest(user=user.login, more=more):
                    self.assertRefused(
                        AccessError, "from a record", composer.with_context(lang="en_US").action_send_sms
                    )
        self.assertFalse(self.server.requests)
        self.assertFalse(self.env["sms.sms"].search([("number", "like", "912000001")]))

    def test_messages_of_odoo_go_the_same_way(self):
        sms = self.env["sms.sms"].create({"number": "0912000001", "body": "Xin chào"})
        sms.send(unlink_sent=False)
        self.assertEqual((sms.state, self.server.taken[sms.uuid]), ("pending", 1))

    def test_no_secret_in_the_log(self):
        self.server.behaviours[:] = ["500", "lost", "ok"]
        with self.assertLogs("odoo.addons", "DEBUG") as logs:
            self.run_jobs(self.notice())
        text = "\n".join(logs.output)
        for word in (SECRET, "912000001", "Thử"):
            self.assertNotIn(word, text)

    def test_settings_that_cannot_work(self):
        for changes, words in (
            ({"url": "motcua.vn"}, "https"),
            ({"url": "http://motcua.vn"}, "public address"),
            ({"url": "https://10.0.0.1"}, "public address"),
            ({"url": "https://a.vn/?to={phone}"}, "addresses are logged"),
            ({"body": "{text} {identity}"}, r"\{identity\}"),
            ({"body": "{uuid}"}, "carry the text"),
            ({"headers": "A: b\nc"}, "Line 2"),
            ({"known_status": "4"}, "three digits"),
            ({"success_pattern": "("}, "regular expression"),
        ):
            with self.subTest(changes=changes):
                self.assertRefused(ValidationError, words, self.gateway.write, changes)

    def test_the_key_is_for_those_who_keep_it(self):
        for role in ("agency_admin", "receptionist"):
            gateway = self.gateway.with_user(self.users[role])
            self.assertRefused(AccessError, ".*", gateway.read, ["headers"])
        self.assertEqual(self.gateway.with_user(self.manager).headers, f"X-Key: {SECRET}")


@tagged("post_install", "-at_install")
class TestSmsReport(OnestopHttpCase):
    """What the gateway says afterwards."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["onestop.sms.gateway"].search([]).unlink()
        cls.gateway = cls.env["onestop.sms.gateway"].create({"name": "G", "provider": "log"})

    def setUp(self):
        super().setUp()
        self.notice = self.receive().notice_ids.sudo()
        self.notice.state = "sent"

    def report(self, token=None, **request):
        headers = {"Authorization": f"Bearer {self.gateway.report_token if token is None else token}"}
        headers |= request.pop("headers", {})
        answer = self.url_open("/onestop/sms/report", headers=headers, method="POST", **request)
        self.env.invalidate_all()
        return answer.status_code

    def test_reports(self):
        uuid = self.notice.uuid
        self.assertEqual(self.report(json={"uuid": uuid, "status": "queued"}), 200)
        self.assertEqual(self.notice.state, "sent")
        self.assertEqual(self.report(json={"uuid": uuid, "status": "delivered"}), 200)
        self.assertEqual(self.notice.state, "delivered")
        # twice, and out of order
        self.assertEqual(self.report(data={"uuid": uuid, "status": "failed"}), 200)
        self.assertEqual(self.notice.state, "delivered")

    def test_undelivered(self):
        self.gateway.write({"report_uuid_name": "ref", "report_status_name": "code", "report_failed_pattern": "[1-9]"})
        self.assertEqual(self.report(json={"ref": self.notice.uuid, "code": 4}), 200)
        self.assertEqual((self.notice.state, self.notice.answer), ("failed", "4"))

    def test_strangers(self):
        good = {"uuid": self.notice.uuid, "status": "delivered"}
        for status, request in (
            (403, {"token": "", "json": good}),
            (403, {"token": "x", "json": good}),
            (403, {"json": good, "headers": {"Authorization": self.gateway.report_token}}),
            (403, {"json": good, "headers": {"Authorization": "Bearer "}}),
            (403, {"json": good, "headers": {"Authorization": "Bearer bí mật".encode()}}),
            (400, {"data": b"{", "headers": {"Content-Type": "application/json"}}),
            (400, {"json": ["uuid"]}),
            (400, {"json": {"uuid": "1", "status": "delivered"}}),
            (400, {"json": {"uuid": self.notice.uuid}}),
            (404, {"json": {**good, "uuid": "0" * 32}}),
            (413, {"json": {**good, "more": "x" * 9000}}),
        ):
            with self.subTest(status=status, request=str(request)[:60]):
                self.assertEqual(self.report(**request), status)
        self.assertEqual(self.notice.state, "sent")

    def test_a_gateway_reports_on_its_own_messages(self):
        company = self.env["res.company"].create({"name": "Khác"})
        other = self.env["onestop.sms.gateway"].create({"name": "O", "company_id": company.id, "provider": "log"})
        self.assertEqual(
            self.report(token=other.report_token, json={"uuid": self.notice.uuid, "status": "delivered"}), 404
        )

    def test_one_gateway_for_all_companies_without_their_own(self):
        gateways, other = self.env["onestop.sms.gateway"], self.env["res.company"].create({"name": "Khác"})
        gateways.search([("company_id", "=", False)]).unlink()
        self.assertFalse(gateways._of(other))
        common = gateways.create({"name": "Chung", "company_id": False, "provider": "log"})
        self.assertEqual(gateways._of(other), common)
        self.assertEqual(gateways._of(self.commune.company_id), self.gateway)
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            gateways.create({"name": "Chung 2", "company_id": False})
        own = gateways.create({"name": "Riêng", "company_id": other.id})
        self.assertEqual(gateways._of(other), own)

    def test_a_new_token_voids_the_old_one(self):
        old = self.gateway.report_token
        self.gateway.with_user(self.manager).action_new_token()
        self.assertEqual(self.report(token=old, json={"uuid": self.notice.uuid, "status": "delivered"}), 403)


@tagged("post_install", "-at_install")
class TestCopiedDatabase(GatewayCase):
    def test_a_copied_database_sends_nothing(self):
        notices = self.receive(applicant_email="thu@example.vn").sudo().notice_ids
        self.env.flush_all()
        with file_open("onestop_notice/data/neutralize.sql") as file:
            self.env.cr.execute(file.read())
        self.env.invalidate_all()
        gateway = self.gateway
        self.assertEqual((gateway.provider, gateway.headers, gateway.report_token), ("log", False, False))
        self.assertEqual(notices.mapped("state"), ["cancelled"] * 2)
        jobs = self.env["queue.job"].sudo().search([("model_name", "=", "onestop.notice")])
        self.assertEqual(set(jobs.mapped("state")), {"cancelled"})
