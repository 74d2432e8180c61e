from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    onestop_portal_code_minutes = fields.Integer("Minutes for Which a Sign-in Code Is Good")
    onestop_portal_codes_per_contact = fields.Integer("Sign-in Codes per Contact and Hour")
    onestop_portal_codes_per_address = fields.Integer("Sign-in Codes per Address and Hour")

    @api.constrains(
        "onestop_portal_code_minutes", "onestop_portal_codes_per_contact", "onestop_portal_codes_per_address"
    )
    def _check_onestop_portal_account_numbers(self):
        for settings in self:
            for name in (
                "onestop_portal_code_minutes",
                "onestop_portal_codes_per_contact",
                "onestop_portal_codes_per_address",
            ):
                if settings[name] < 1:
                    raise ValidationError(
                        self.env._("“%s” is 1 or more.", self._fields[name].get_description(self.env)["string"])
                    )
