from odoo import api, models


class OnestopSettings(models.AbstractModel):
    _inherit = "onestop.settings"

    @api.model
    def _defaults(self):
        return super()._defaults() | {
            # text messages that one number gets in an hour, 0 for any number; what is over waits
            "onestop_notice.sms_per_hour": "20",
            # when no text message is sent, local time as HH:MM; equal times: never
            "onestop_notice.quiet_from": "21:00",
            "onestop_notice.quiet_to": "07:00",
            # after how long a notice is of no use
            "onestop_notice.lifetime_hours": "72",
        }
