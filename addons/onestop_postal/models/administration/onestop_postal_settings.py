from odoo import api, fields, models
from odoo.exceptions import ValidationError


class OnestopSettings(models.AbstractModel):
    _inherit = "onestop.settings"

    @api.model
    def _defaults(self):
        return super()._defaults() | {
            # working days between two invitations (Luật Bưu chính art. 17, TT 17/2017/TT-BTTTT art. 5)
            "onestop_postal.invitation_days": "2",
            # working days within which fees collected for the budget are remitted
            "onestop_postal.remittance_days": "1",
            # đồng from which a contract is lodged with the treasury (TT 17/2024/TT-BTC art. 5)
            "onestop_postal.treasury_from": "50000000",
        }


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    onestop_postal_invitation_days = fields.Integer("Working Days Between Two Invitations")
    onestop_postal_remittance_days = fields.Integer("Working Days to Remit Fees")
    onestop_postal_treasury_from = fields.Integer("Contracts Lodged With the Treasury Above (VND)")

    @api.constrains("onestop_postal_invitation_days", "onestop_postal_remittance_days")
    def _check_onestop_postal(self):
        for settings in self:
            if min(settings.onestop_postal_invitation_days, settings.onestop_postal_remittance_days) < 1:
                raise ValidationError(self.env._("A number of working days is 1 or more."))
