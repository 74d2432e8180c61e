from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    onestop_portal_draft_days = fields.Integer("Days until a Filing Is Dropped")
    onestop_portal_reminder_days = fields.Integer("Days until a Reminder")
    onestop_portal_key_hours = fields.Integer("Hours for Which the Update Key Is Shown")
    onestop_portal_files_most = fields.Integer("Files of a Filing")
    onestop_portal_files_mebibytes = fields.Integer("Mebibytes of a Filing")
    onestop_portal_filings_begun = fields.Integer("Filings Begun per Address and Hour")
    onestop_portal_filings_sent = fields.Integer("Filings Sent per Address and Hour")
    onestop_portal_filings_per_phone = fields.Integer("Filings Sent per Phone Number and Day")
    onestop_portal_parts_per_minute = fields.Integer("Parts of Files per Address and Minute")

    @api.constrains(
        "onestop_portal_draft_days",
        "onestop_portal_key_hours",
        "onestop_portal_files_most",
        "onestop_portal_files_mebibytes",
        "onestop_portal_filings_begun",
        "onestop_portal_filings_sent",
        "onestop_portal_filings_per_phone",
        "onestop_portal_parts_per_minute",
    )
    def _check_onestop_portal_filing_numbers(self):
        for settings in self:
            for name in (
                "onestop_portal_draft_days",
                "onestop_portal_key_hours",
                "onestop_portal_files_most",
                "onestop_portal_files_mebibytes",
                "onestop_portal_filings_begun",
                "onestop_portal_filings_sent",
                "onestop_portal_filings_per_phone",
                "onestop_portal_parts_per_minute",
            ):
                if settings[name] < 1:
                    raise ValidationError(
                        self.env._("“%s” is 1 or more.", self._fields[name].get_description(self.env)["string"])
                    )
