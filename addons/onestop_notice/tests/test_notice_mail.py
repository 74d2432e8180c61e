from email import message_from_string, policy

from odoo import fields
from odoo.addons.onestop_core.tests.common import OnestopCase
from odoo.tests import tagged

from .mailbox_server import MailboxServer


@tagged("post_install", "-at_install")
class TestNoticeMail(OnestopCase):
    """E-mails against a real SMTP server. Mail has no acknowledgement that survives a broken line: what may have arrived
    goes again under the same Message-Id, by which a mailbox shows it once.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = cls.enterClassContext(MailboxServer())
        cls.env["onestop.sms.gateway"].search([]).unlink()
        servers = cls.env["ir.mail_server"]
        servers.search([]).active = False
        servers.create(
            {"name": "Thử", "smtp_host": "127.0.0.1", "smtp_port": cls.server.port, "smtp_encryption": "none"}
        )
        # Odoo sends nothing from tests; these have a server of their own
        cls.classPatch(cls.registry["ir.mail_server"], "_disable_send", classmethod(lambda cls: False))
        cls.commune.write({"email": "xa-mot@example.vn"})
        cls.env.company.email = "mot-cua@example.vn"

    def setUp(self):
        super().setUp()
        self.server.behaviours.clear()
        self.server.mails.clear()
        self.notice = self.receive(applicant_email="thu@example.vn").notice_ids.sudo()

    def run_job(self, times=1):
        for _each in range(times):
            self.notice.next_try_at = fields.Datetime.subtract(fields.Datetime.now(), seconds=1)
            self.env.flush_all()
            self.notice._deliver()
            self.env.invalidate_all()

    def mails(self):
        return [message_from_string(text, policy=policy.default) for text in self.server.mails]

    def test_what_arrives(self):
        self.run_job()
        [mail] = self.mails()
        self.assertEqual(
            (self.notice.state, mail["To"], mail["Reply-To"]), ("sent", "thu@example.vn", "xa-mot@example.vn")
        )
        self.assertIn("mot-cua@example.vn", mail["From"])
        self.assertEqual(mail["Subject"], self.notice.subject)
        self.assertEqual(mail["Message-Id"], f"<{self.notice.uuid}@onestop>")
        self.assertIn("đã được tiếp nhận", mail.get_content())

    def test_a_busy_server_is_asked_again(self):
        self.server.behaviours[:] = ["busy", "busy"]
        self.run_job(3)
        self.assertEqual((self.notice.state, self.notice.tries, len(self.server.mails)), ("sent", 3, 1))

    def test_a_broken_line_does_not_make_a_second_mail(self):
        self.server.behaviours[:] = ["lost"]
        self.run_job(2)
        self.assertEqual(self.notice.state, "sent")
        self.assertEqual({mail["Message-Id"] for mail in self.mails()}, {f"<{self.notice.uuid}@onestop>"})

    def test_a_mailbox_that_does_not_exist(self):
        self.server.behaviours[:] = ["unknown"] * 20
        self.run_job(10)
        self.assertEqual((self.notice.state, self.notice.tries, self.server.mails), ("failed", 10, []))

    def test_without_an_address_to_send_from(self):
        self.env.company.email = False
        self.commune.email = False
        self.run_job()
        self.assertEqual((self.notice.state, self.server.mails), ("pending", []))
        self.assertIn("No address to send from", self.notice.answer)
