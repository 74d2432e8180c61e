import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    onestop_notice_sms_per_hour = fields.Integer("Text Messages per Number and Hour")
    onestop_notice_quiet_from = fields.Char("Quiet From")
    onestop_notice_quiet_to = fields.Char("Quiet Until")
    onestop_notice_lifetime_hours = fields.Integer("Hours until a Notice Is Dropped")

    @api.constrains("onestop_notice_quiet_from", "onestop_notice_quiet_to")
    def _check_onestop_quiet_hours(self):
        for settings in self:
            for value in (settings.onestop_notice_quiet_from, settings.onestop_notice_quiet_to):
                if value and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
                    raise ValidationError(self.env._("“%s” is no time of day. Write it as 21:00.", value))

    @api.constrains("onestop_notice_lifetime_hours")
    def _check_onestop_notice_lifetime(self):
        if any(settings.onestop_notice_lifetime_hours < 1 for settings in self):
            raise ValidationError(self.env._("A notice is of use for 1 hour or more."))
