from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    onestop_portal_rating_days = fields.Integer("Days in Which a Dossier Can Be Rated")
    onestop_portal_feedback_link_days = fields.Integer("Days in Which a Feedback Can Be Followed")

    @api.constrains("onestop_portal_rating_days", "onestop_portal_feedback_link_days")
    def _check_onestop_portal_feedback_numbers(self):
        for settings in self:
            for name in ("onestop_portal_rating_days", "onestop_portal_feedback_link_days"):
                if settings[name] < 1:
                    raise ValidationError(
                        self.env._("“%s” is 1 or more.", self._fields[name].get_description(self.env)["string"])
                    )
