from odoo import api, models


class OnestopSettings(models.AbstractModel):
    _inherit = "onestop.settings"

    @api.model
    def _defaults(self):
        return super()._defaults() | {
            # minutes before opening from which tickets are given
            "onestop_kiosk.open_before": "30",
            # how often a person who does not come is called before the ticket can be closed
            "onestop_kiosk.calls_before_absent": "3",
            # "linh" or "lẻ": the word for the zero in 105, as the place says it
            "onestop_kiosk.tens_zero": "linh",
            # what stands on a kiosk that nobody uses
            "onestop_kiosk.slogan": ("Dịch vụ công trực tuyến, không phải xếp hàng, mọi lúc mọi nơi, hạn chế đi lại"),
            # seconds without a touch until a kiosk asks whether somebody is there, and until it goes home then
            "onestop_kiosk.idle_seconds": "60",
            "onestop_kiosk.idle_warning_seconds": "20",
            # hours after which a device that was not seen is reported
            "onestop_kiosk.stale_hours": "2",
        }
