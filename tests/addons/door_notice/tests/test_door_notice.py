import json
import re
from email import message_from_string, policy

from odoo import fields
from odoo.addons.onestop_core.tests.common import OnestopCase
from odoo.addons.onestop_core.tests.gateway_server import GatewayServer
from odoo.addons.onestop_notice.tests.mailbox_server import MailboxServer
from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import SQL


@tagged("post_install", "-at_install")
class TestDoorNotice(OnestopCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = cls.enterClassContext(GatewayServer())
        cls.env["onestop.sms.gateway"].search([]).unlink()
        cls.env["onestop.sms.gateway"].create(
            {
                "name": "G",
                "provider": "http",
                "url": cls.server.url,
                "timeout": 1,
                "success_path": "error_code",
                "success_pattern": "0",
            }
        )
        cls.mailbox = cls.enterClassContext(MailboxServer())
        servers = cls.env["ir.mail_server"]
        servers.search([]).active = False
        servers.create(
            {"name": "M", "smtp_host": "127.0.0.1", "smtp_port": cls.mailbox.port, "smtp_encryption": "none"}
        )
        cls.classPatch(cls.registry["ir.mail_server"], "_disable_send", classmethod(lambda cls: False))
        for name in ("quiet_from", "quiet_to"):
            cls.env["ir.config_parameter"].set_param(f"onestop_notice.{name}", "00:00")
        cls.commune.email = "xa-mot@example.vn"
        cls.ticket = cls.env["door.ticket"].create(
            {"name": "17", "agency_id": cls.commune.id, "phone": "0912 000 001", "email": "thu@example.vn"}
        )

    def setUp(self):
        super().setUp()
        self.server.behaviours.clear()
        self.server.requests.clear()
        self.env["onestop.notice"]._door_wall.clear()

    def deliver(self, notice, most=6):
        for _turn in range(most):
            self.env.flush_all()
            wait = notice.sudo()._deliver()
            self.env.invalidate_all()
            if not wait:
                break
            notice.next_try_at = fields.Datetime.subtract(fields.Datetime.now(), seconds=1)

    def of(self, notices, channel):
        return notices.filtered(lambda notice: notice.channel == channel)

    def texts(self):
        """What the gateway was sent."""
        return [json.loads(body)["text"] for *_rest, body in self.server.requests]

    def tables_with(self, word):
        """Tables of the database that hold a word somewhere, in whatever column."""
        self.env.flush_all()
        tables = self.env.execute_query(SQL("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
        return [
            table
            for (table,) in tables
            if self.env.execute_query(
                SQL("SELECT 1 FROM %s one WHERE one::text LIKE %s LIMIT 1", SQL.identifier(table), f"%{word}%")
            )
        ]

    # ------------------------------------------------------------------ without a dossier

    def test_told_of_a_ticket_by_three_ways(self):
        notices = self.ticket.call()
        self.assertEqual(set(notices.mapped("channel")), {"sms", "door_wall"}, "it has no template for e-mail")
        for notice in notices:
            self.deliver(notice)
        self.assertEqual(set(notices.mapped("state")), {"sent"})
        self.assertEqual(self.texts(), ["Moi so 17 den quay 3, Xa Mot"])
        self.assertEqual(notices._door_wall, [("W1", "Mời số 17 đến quầy 3")])
        self.assertEqual(notices.mapped("about"), ["17", "17"])
        self.assertEqual(notices[0].display_name.partition(" (")[0], "Ticket Called")

    def test_only_administrators_of_the_agency_see_it(self):
        notices = self.ticket.call()
        for user, sees in (
            (self.users["agency_admin"], True),
            (self.manager, True),
            (self.users["receptionist"], False),
            (self.users["leader"], False),
            (self.make_staff("agency_admin", self.commune_2, "admin_2"), False),
        ):
            found = self.env["onestop.notice"].with_user(user).search([("id", "in", notices.ids)])
            self.assertEqual(bool(found), sees, user.login)

    def test_a_notice_without_a_secret_outlives_its_ticket(self):
        notice = self.of(self.ticket.call(), "sms")
        self.ticket.unlink()
        self.deliver(notice)
        self.assertEqual((notice.state, notice.about), ("sent", False))

    # ------------------------------------------------------------------ secrets

    def key(self, text):
        return re.search(r"[2-9A-Z]{10}", text)[0]

    def test_a_secret_reaches_the_citizen_and_nobody_else(self):
        notices = self.ticket.send_key()
        sms, mail = self.of(notices, "sms"), self.of(notices, "mail")
        self.assertEqual(sms.text, "Số 17. Mã thay đổi: {door_key}")
        # the line breaks, the gateway repeats the message in its answer, and at last takes it
        self.server.behaviours[:] = ["lost", "echo", "500", "ok"]
        with self.assertLogs(level="DEBUG") as logs:
            self.deliver(sms)
            self.deliver(mail)
        self.assertEqual((sms.state, mail.state), ("sent", "sent"))
        keys = {self.key(text) for text in self.texts()}
        body = message_from_string(self.mailbox.mails[0], policy=policy.default).get_content()
        self.assertEqual(keys | {self.key(body)}, keys)
        [key] = keys
        self.assertEqual(len(self.texts()), 4)
        self.assertEqual(self.ticket.key_hash, self.ticket._hash(key))
        self.assertEqual(self.tables_with(key), [])
        self.assertIn("onestop_notice", self.tables_with("{door_key}"))
        # "mail.log" is the other side's: the mailbox of this test writes down what it hears
        ours = [line for record, line in zip(logs.records, logs.output, strict=True) if record.name != "mail.log"]
        self.assertEqual([line.replace(key, "<the key>")[:500] for line in ours if key in line], [])

    def test_what_is_sent_again_carries_the_same_secret(self):
        sms = self.of(self.ticket.send_key(), "sms")
        self.deliver(sms)
        sms.with_user(self.users["agency_admin"]).action_resend()
        again = self.env["onestop.notice"].search([("resent_from_id", "=", sms.id)])
        self.deliver(again)
        first, second = self.texts()
        self.assertEqual(first, second)
        self.deliver(self.of(self.ticket.send_key(), "sms"))
        self.assertNotEqual(self.key(self.texts()[2]), self.key(first))

    def test_nobody_reads_the_seal(self):
        sms = self.of(self.ticket.send_key(), "sms")
        fields_seen = self.env["onestop.notice"].with_user(self.manager).fields_get()
        self.assertNotIn("seal", fields_seen)
        self.assertTrue(sms.sudo().seal)

    def test_a_secret_of_what_is_gone_is_not_sent(self):
        sms = self.of(self.ticket.send_key(), "sms")
        self.ticket.unlink()
        self.deliver(sms)
        self.assertEqual((sms.state, self.server.requests), ("failed", []))

    def test_a_secret_stands_in_no_subject(self):
        self.assertRefused(
            ValidationError,
            "Unknown placeholders: door_key",
            self.env["onestop.notice.template"].create,
            {
                "event": "door_key_made",
                "channel": "mail",
                "agency_id": self.commune.id,
                "subject": "{door_key}",
                "text": "T",
            },
        )

    # ------------------------------------------------------------------ events, placeholders, channels

    def test_an_event_has_its_own_placeholders(self):
        templates = self.env["onestop.notice.template"]
        here = {"agency_id": self.commune.id, "channel": "sms"}
        template = templates.create({**here, "event": "door_called", "text": "{number}"})
        self.assertEqual((template.placeholders, template.preview), ("{number} {window} {agency}", "17"))
        here["agency_id"] = self.commune_2.id
        for event, text in (("door_called", "{dossier}"), ("received", "{number}")):
            self.assertRefused(
                ValidationError, "Unknown placeholders", templates.create, {**here, "event": event, "text": text}
            )

    def test_dossiers_have_one_event_and_one_placeholder_more(self):
        self.env["onestop.notice.template"].create(
            {"event": "door_sent_back", "channel": "sms", "text": "{dossier} {door_fee} {reason}"}
        )
        dossier = self.receive()
        dossier.act("forward")
        self.as_role(dossier, "specialist").act("send_back", reason="Thiếu trang 2")
        notice = dossier.sudo().notice_ids.filtered(lambda one: one.event == "door_sent_back")
        self.assertEqual(notice.text, f"{dossier.code} 26.000 đ Thiếu trang 2")
