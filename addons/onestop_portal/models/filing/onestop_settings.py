from odoo import api, models


class OnestopSettings(models.AbstractModel):
    _inherit = "onestop.settings"

    @api.model
    def _defaults(self):
        return super()._defaults() | {
            # days after which a filing that nobody has touched is dropped
            "onestop_portal.draft_days": "30",
            # days after which whoever has not sent a filing is told that it waits, once; 0: nobody is told
            "onestop_portal.reminder_days": "7",
            # hours for which the page of a filing that was sent shows its update key
            "onestop_portal.key_hours": "24",
            # of one filing: files, and mebibytes of them together
            "onestop_portal.files_most": "60",
            "onestop_portal.files_mebibytes": "300",
            # from one address in an hour: filings begun, and filings sent
            "onestop_portal.filings_begun": "60",
            "onestop_portal.filings_sent": "30",
            # filings sent with one phone number in a day
            "onestop_portal.filings_per_phone": "20",
            # parts of files that one address sends in a minute
            "onestop_portal.parts_per_minute": "600",
        }
