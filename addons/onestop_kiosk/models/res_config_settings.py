from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    onestop_kiosk_open_before = fields.Integer("Minutes Before Opening")
    onestop_kiosk_calls_before_absent = fields.Integer("Calls Before Absent")
    onestop_kiosk_tens_zero = fields.Selection([("linh", "linh"), ("lẻ", "lẻ")], "Zero in the Tens")
    onestop_kiosk_slogan = fields.Char("Slogan of the Kiosks")
    onestop_kiosk_idle_seconds = fields.Integer("Seconds until a Kiosk Asks")
    onestop_kiosk_idle_warning_seconds = fields.Integer("Seconds until a Kiosk Forgets")
    onestop_kiosk_stale_hours = fields.Integer("Hours until a Device Is Missing")

    @api.constrains(
        "onestop_kiosk_calls_before_absent",
        "onestop_kiosk_idle_seconds",
        "onestop_kiosk_idle_warning_seconds",
        "onestop_kiosk_stale_hours",
    )
    def _check_onestop_kiosk_numbers(self):
        for settings in self:
            if not (
                settings.onestop_kiosk_calls_before_absent >= 1
                and settings.onestop_kiosk_stale_hours >= 1
                # who reads the question has to have time to answer it
                and min(settings.onestop_kiosk_idle_seconds, settings.onestop_kiosk_idle_warning_seconds) >= 5
            ):
                raise ValidationError(self.env._("A kiosk waits 5 seconds or more; calls and hours are 1 or more."))
