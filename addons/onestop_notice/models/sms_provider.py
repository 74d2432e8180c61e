from collections import defaultdict

from odoo import models
from odoo.exceptions import AccessError


class ResCompany(models.Model):
    _inherit = "res.company"

    def _get_sms_api_class(self):
        self.ensure_one()
        return self.env["onestop.sms.gateway"].sudo()._of(self)._api_class() or super()._get_sms_api_class()


class SmsSms(models.Model):
    """Messages that staff write by hand go out by the company's gateway too."""

    _inherit = "sms.sms"

    def _split_by_api(self):
        by_company = defaultdict(self.browse)
        for sms in self:
            by_company[sms._get_sms_company()] |= sms
        others = self.browse()
        for company, messages in by_company.items():
            api_class = self.env["onestop.sms.gateway"].sudo()._of(company)._api_class()
            if api_class:
                sms_api = api_class(self.env)
                sms_api._set_company(company)
                yield sms_api, messages
            else:
                others |= messages
        if others:
            yield from super(SmsSms, others)._split_by_api()


class SmsComposer(models.TransientModel):
    _inherit = "sms.composer"

    def _action_send_sms_numbers(self):
        """To numbers that somebody types, below the name of the agency, and with no record that shows who it was: a clerk, or
        whoever has their password, would write to anybody as the agency.
        """
        if not self.env.su and not self.env.user.has_group("onestop_core.group_manager"):
            raise AccessError(self.env._("A message is sent from a record, where all who work on it see it."))
        return super()._action_send_sms_numbers()
