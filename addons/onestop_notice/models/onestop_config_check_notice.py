from odoo import api, fields, models, tools
from odoo.addons.onestop_core.models.administration.onestop_config_check import MANAGER


class OnestopConfigCheck(models.TransientModel):
    """Checks of what citizens are told by."""

    _inherit = "onestop.config.check"

    area = fields.Selection(selection_add=[("notice", "Notices")], ondelete={"notice": "cascade"})

    @api.model
    def _checks(self):
        return super()._checks() | dict.fromkeys(("_check_sms", "_check_mail"), MANAGER)

    def _check_sms(self):
        """Text messages that nobody would carry."""
        templates = self._templates("sms")
        companies = self._open_agencies().sudo().company_id if templates else self.env["res.company"]
        gateways = self.env["onestop.sms.gateway"].sudo()
        for company in companies.filtered(lambda company: not gateways._of(company)):
            yield self._finding(
                "warning", "notice", templates,
                self.env._("%s has no SMS gateway: citizens get no text messages. Set one up, or switch the templates off.",
                    company.name),
                opens="onestop_notice.onestop_sms_gateway_action",
            )  # fmt: skip
        used = gateways.union(*(gateways._of(company) for company in companies))
        for gateway in used.filtered(lambda gateway: gateway.provider == "log"):
            yield self._finding(
                "warning", "notice", gateway,
                self.env._("The gateway “%s” only writes text messages into the log.", gateway.name),
            )  # fmt: skip

    def _check_mail(self):
        templates = self._templates("mail")
        by_file = tools.config["smtp_server"] not in (False, "localhost")
        if templates and not by_file and not self.env["ir.mail_server"].sudo().search_count([], limit=1):
            yield self._finding(
                "warning", "notice", templates,
                self.env._("There is no outgoing mail server: letters by e-mail leave through this machine, if at all."),
                opens="base.action_ir_mail_server_list",
            )  # fmt: skip

    def _templates(self, channel):
        return self.env["onestop.notice.template"].search([("channel", "=", channel), ("enabled", "=", True)])
