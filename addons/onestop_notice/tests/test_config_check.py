from odoo.addons.onestop_core.tests.administration.config_check_case import ConfigCheckCase
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestNoticeConfigCheck(ConfigCheckCase):
    """Messages that nobody would carry are found."""

    def test_notices_that_nobody_would_carry(self):
        gateways, servers = self.env["onestop.sms.gateway"], self.env["ir.mail_server"]
        gateways.search([]).unlink()
        servers.search([]).active = False
        templates = self.env["onestop.notice.template"].search([("channel", "=", "sms"), ("enabled", "=", True)])
        company = self.commune.company_id
        findings = self.findings()
        self.assertFound(findings, "warning", templates, company.name, "no SMS gateway")
        self.assertFound(findings, "warning", templates.browse(), "no outgoing mail server")
        gateway = gateways.create({"name": "Tổng đài", "company_id": company.id})
        servers.create({"name": "Thư", "smtp_host": "mail.example.vn"})
        findings = self.findings()
        self.assertFound(findings, "warning", gateway, "Tổng đài", "only writes")
        self.assertNotFound(findings, company.name, "no SMS gateway")
        self.assertNotFound(findings, "mail server")
        gateway.write({"provider": "http", "url": "https://sms.example.vn"})
        self.assertNotFound(self.findings(), "only writes")
        gateway.unlink()
        templates.enabled = False
        self.assertNotFound(self.findings(), "SMS gateway")
