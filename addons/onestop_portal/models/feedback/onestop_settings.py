from odoo import api, models


class OnestopSettings(models.AbstractModel):
    _inherit = "onestop.settings"

    @api.model
    def _defaults(self):
        return super()._defaults() | {
            # days after the result was handed over in which the dossier can be rated
            "onestop_portal.rating_days": "90",
            # days after it was closed in which a feedback can be followed by its link
            "onestop_portal.feedback_link_days": "365",
        }
